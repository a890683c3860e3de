"""The folders of a workspace that hold Markdown files of one kind: their names, and walking them."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final
from unicodedata import normalize

from drillcards.model.problem import Problem, Severity

SUFFIXES: Final = (".md", ".markdown", ".mdown", ".mkd")
"""What Markdown goes by; files of drills and routines are those."""
_DOCUMENTS: Final = (
    *(".mdx", ".txt", ".text", ".rtf", ".doc", ".docx", ".odt", ".pages", ".pdf", ".html", ".htm", ".org", ".rst"),
    *(".adoc", ".mkdn", ".mdwn", ".mdtxt", ".mdtext", ".rmd", ".qmd", ".wps"),
)
"""What may well be a drill that its coach misses."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder below the workspace. ``noun`` is what each of its files is, and ``start`` how to begin writing one."""

    name: str
    noun: str
    start: str

    def build_slug(self, relative: str) -> str:
        """A file's slug from its path in the workspace: ``drills/speed/a-skips.md`` is ``speed/a-skips``."""
        path = PurePosixPath(relative)
        inside = path.relative_to(self.name) if path.parts[:1] == (self.name,) else path
        return normalize("NFC", inside.with_suffix("").as_posix())


DRILLS: Final = Folder("drills", "drill", "Write how it is done, below a heading ## Execution.")
ROUTINES: Final = Folder("routines", "routine", "Write its phases, each below a heading such as ## Warm-Up.")


def walk_folder(folder: Folder, root: Path, problems: list[Problem]) -> Iterator[Path]:
    """The Markdown files below a folder of the workspace at ``root``, sorted.

    Not the hidden ones, nor READMEs, nor what leads out of the workspace; that, and a folder that can't be read, go
    to ``problems``.
    """
    passed: list[Path] = []
    yield from _walk(root / folder.name, folder, root, problems, passed, ())
    if passed:
        problems.append(_report_documents(passed, folder, root))


def _walk(
    here: Path, folder: Folder, root: Path, problems: list[Problem], passed: list[Path], above: tuple[Path, ...]
) -> Iterator[Path]:
    """``above`` are the true paths of the folders on the way here, so that links in a circle come to an end."""
    true_path = here.resolve()
    if not true_path.is_relative_to(root.resolve()):
        problems.append(_report_outside(here, folder, root))
        return
    if true_path in above:
        return
    try:
        entries = sorted(os.scandir(here), key=lambda entry: entry.name)
    except OSError as error:
        problems.append(_report_unreadable(here, root, error))
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith("."):
            continue
        # Of a link in a circle an entry can't tell, where a path says no.
        if path.is_dir() if entry.is_symlink() else entry.is_dir():
            yield from _walk(path, folder, root, problems, passed, (*above, true_path))
        elif _is_wanted(path) and (entry.is_symlink() or entry.is_file()):
            # A link that leads nowhere is read too, and reported; pipes and devices are not.
            yield path
        elif _is_document(path) and entry.is_file():
            passed.append(path)


def _is_wanted(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and path.stem.lower() != "readme"


def _is_document(path: Path) -> bool:
    suffix = path.suffix.lower()
    return suffix in _DOCUMENTS and path.stem.lower().removesuffix(".md") not in _NO_DRILLS


_NO_DRILLS: Final = frozenset({"readme", "license", "licence"})


def _report_documents(passed: Sequence[Path], folder: Folder, root: Path) -> Problem:
    """One warning for all files that look like a drill, and aren't read."""
    names = [path.relative_to(root / folder.name).as_posix() for path in passed]
    more = f" and {len(names) - _MOST_NAMED} more" if names[_MOST_NAMED:] else ""
    several = len(names) > 1
    return Problem(
        Severity.WARNING,
        "not-markdown",
        folder.name if several else passed[0].relative_to(root).as_posix(),
        None,
        f"{f'{len(names)} files here' if several else 'This file'} {'are' if several else 'is'} no Markdown, and "
        f"{'were' if several else 'was'} passed over: {', '.join(names[:_MOST_NAMED])}{more}.",
        f"If {f'they are {folder.noun}s' if several else f'it is a {folder.noun}'}, save {'each' if several else 'it'} "
        "as plain text with a name that ends in .md; else move it elsewhere.",
    )


_MOST_NAMED: Final = 12


def _report_outside(here: Path, folder: Folder, root: Path) -> Problem:
    return Problem(
        Severity.ERROR,
        "outside-workspace",
        here.relative_to(root).as_posix(),
        None,
        "This folder is outside the workspace, and wasn't read.",
        f"Copy its {folder.noun}s into {folder.name}/ instead of linking to it.",
    )


def _report_unreadable(here: Path, root: Path, error: OSError) -> Problem:
    return Problem(
        Severity.ERROR,
        "unreadable-folder",
        here.relative_to(root).as_posix(),
        None,
        f"The folder can't be read: {error.strerror}.",
        "Check that you may open it.",
    )
