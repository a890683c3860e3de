from pathlib import Path

import pytest

from drillcards.read.starter import StarterMissingError, builtin_root, find_root


def test_this_installation_has_built_in_templates() -> None:
    assert (builtin_root() / "templates").is_dir()


def test_an_installed_wheel_uses_what_it_carries(tmp_path: Path) -> None:
    package = tmp_path / "lib" / "drillcards"
    (package / "starter" / "templates").mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    assert find_root(package) == package / "starter"


def test_a_checkout_uses_the_repository(tmp_path: Path) -> None:
    package = tmp_path / "src" / "drillcards"
    package.mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    assert find_root(package) == tmp_path


def test_an_installation_without_templates_says_so(tmp_path: Path) -> None:
    package = tmp_path / "src" / "drillcards"
    package.mkdir(parents=True)
    with pytest.raises(StarterMissingError, match="Reinstall"):
        find_root(package)
