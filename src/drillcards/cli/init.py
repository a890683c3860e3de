"""``drillcards init``: a folder to start from, and what to do next."""

from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

import click

from drillcards.cli.options import pass_folder
from drillcards.cli.places import name_program
from drillcards.cli.streams import say
from drillcards.cli.words import count, name_file
from drillcards.read.folder import DRILLS, walk_folder
from drillcards.read.repository import IGNORES, list_unignored, write_ignores
from drillcards.read.settings import FILE_NAME as SETTINGS_FILE
from drillcards.read.starter import builtin_root
from drillcards.read.surroundings import (
    advise_move,
    count_markdown,
    describe_finds,
    find_misnamed,
    find_workspace_above,
    is_part,
    is_workspace,
)

TEMPLATE: Final = "templates/my-card.toml"
ROSTER: Final = "roster.csv"
"""A sample too, but its players get sample drills."""


@click.command("init")
@click.argument("target", metavar="[DIR]", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--empty", is_flag=True, help="Without samples: only drills/, drillcards.toml and a template.")
@pass_folder
def command(folder: Path, target: Path | None, empty: bool) -> None:
    """Start a folder with sample drills, a season and routines made of them, and a roster of players who get them.

    DIR is made if it isn't there. Files that are there already are left alone, and a folder that has drills gets
    no samples. Nothing is asked. A .gitignore keeps the roster, and all that is made of it, out of a repository.
    """
    root = target or folder
    own = (root / DRILLS.name).is_dir() and next(walk_folder(DRILLS, root, []), None) is not None
    if not own and not empty:
        refuse_other_folders(root)
    samples = not own and not empty
    copied = dict(copy_samples(root) if samples else copy_settings(root))
    copied[IGNORES] = write_new(root / IGNORES, write_ignores().encode())
    drills = sum(name.startswith(f"{DRILLS.name}/") and name.endswith(".md") for name in copied)
    kept = [name for name, new in copied.items() if not new]
    for line in (
        *explain(root, drills, own),
        *describe_kept(kept),
        *describe_unignored(root),
        advise(root, bool(drills or own)),
    ):
        say(line)


def refuse_other_folders(root: Path) -> None:
    """A usage error for a folder that samples shouldn't be mixed into, with what to do instead. Nothing is written."""
    above = find_workspace_above(root)
    if above and is_part(root):
        raise click.UsageError(
            f"This folder belongs to “{above.name}”, which holds {DRILLS.name}/ already. Nothing was changed.\n"
            f"    To print what is there: {name_program(above)} build"
        )
    finds = count_markdown(root)
    if finds.total and not is_workspace(root):
        misnamed = find_misnamed(root)
        way = f"rename {misnamed}/ to {DRILLS.name}/" if misnamed else f"{name_program(root)} init --empty"
        then = f"{name_program(root)} init" if misnamed else advise_move()
        raise click.UsageError(
            f"Samples would mix with what is here. Nothing was changed.\n"
            f"    {describe_finds(finds)}\n"
            f"    To print them: {way}\n"
            f"    Then: {then}\n"
            f"    To see samples first, in a folder of their own: drillcards init my-team"
        )


def copy_samples(root: Path) -> Iterator[tuple[str, bool]]:
    """Copy everything there is to start from: each file's name, and whether it was copied."""
    source = builtin_root()
    plans = (*list_files(source / DRILLS.name), source / "season.toml", *list_files(source / "routines"))
    for path in plans:
        name = path.relative_to(source).as_posix()
        yield name, write_new(root / name, path.read_bytes())
    for name in (ROSTER, SETTINGS_FILE, TEMPLATE):
        yield name, write_new(root / name, read_sample(name))


def copy_settings(root: Path) -> Iterator[tuple[str, bool]]:
    """The same of what drills of one's own can do with: no line of the settings says anything yet."""
    (root / DRILLS.name).mkdir(parents=True, exist_ok=True)
    yield SETTINGS_FILE, write_new(root / SETTINGS_FILE, b"".join(silence_lines(read_sample(SETTINGS_FILE))))
    yield TEMPLATE, write_new(root / TEMPLATE, read_sample(TEMPLATE))


def silence_lines(toml: bytes) -> Iterator[bytes]:
    """The lines of a TOML file, all as comments."""
    for line in toml.splitlines(keepends=True):
        yield line if line.startswith(b"#") or not line.strip() else b"# " + line


def read_sample(name: str) -> bytes:
    """A file of ``samples/``."""
    return files(__package__).joinpath("samples", *name.split("/")).read_bytes()


def write_new(path: Path, content: bytes) -> bool:
    """Write a file unless there is one; whether it was written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as stream:
            stream.write(content)
    except FileExistsError:
        return False
    return True


def list_files(folder: Path) -> Iterable[Path]:
    """The files below a folder in order, without hidden ones."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def explain(root: Path, drills: int, own: bool) -> Iterator[str]:
    """What there is now, in five lines or fewer: no plan is spoken of that isn't there."""
    name = "This folder" if root.resolve() == Path.cwd() else name_file(root)
    if drills:
        yield f"{name} is ready, with {count(drills, 'sample drill')} to change or to throw away."
    else:
        yield f"{name} is ready. {'Your drills were left alone.' if own else 'It has no drills yet.'}"
    yield "  drills/                 a Markdown file a drill, in folders by category"
    if drills:
        yield "  season.toml, routines/  the practices, and warm-ups made of drills"
        yield "  roster.csv              the players, and which drills each of them gets"
    yield "  drillcards.toml         team, paper, mail; templates/ has cards of your own"


def describe_kept(kept: list[str]) -> Iterator[str]:
    """Files that were there already."""
    if kept:
        yield f"Left as it was: {', '.join(kept)}"


def describe_unignored(root: Path) -> Iterator[str]:
    """What a .gitignore that was there already lets git keep, though it may have names and addresses in it."""
    lacking = list_unignored((root / IGNORES).read_text("utf-8", "replace"))
    if lacking:
        yield f"Add to {IGNORES}, as players' names and addresses don't belong in a repository: {'  '.join(lacking)}"


def advise(root: Path, printable: bool) -> str:
    """The next command; or where the drills that lie around belong."""
    program = name_program(root)
    if printable:
        return f"Print it all, into output/:  {program} build"
    if (finds := count_markdown(root)).total:
        return f"{describe_finds(finds)} To print them, {advise_move()}"
    return f'Start a drill:  {program} new "Cone Shuttle" --category speed'
