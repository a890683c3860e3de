"""Where the built-in templates and sample drills live."""

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parents[1]


class StarterMissingError(RuntimeError):
    """The installation lacks its templates: neither an installed wheel nor a checkout of the repository."""


def builtin_root() -> Path:
    """The folder that holds the built-in ``templates/`` and ``drills/``.

    A wheel carries them in ``drillcards/starter``; an editable checkout has them at the repository's root.
    Raises StarterMissingError when neither is there.
    """
    return find_root(_PACKAGE)


def find_root(package: Path) -> Path:
    """The same for a package that is installed at ``package``."""
    for root in (package / "starter", package.parents[1]):
        if (root / "templates").is_dir():
            return root
    raise StarterMissingError(f"drillcards is installed without its templates; looked beside {package}. Reinstall it.")
