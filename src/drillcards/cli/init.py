"""``drillcards init``: a folder to start from, and what to do next."""

from collections.abc import Iterable, Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import click

from drillcards.cli.options import pass_folder
from drillcards.cli.streams import say
from drillcards.cli.words import count, name_file
from drillcards.read.starter import builtin_root

SAMPLES: Final = ("drillcards.toml", "templates/my-card.toml")
ROSTER: Final = "roster.csv"
"""A sample too, but its players get sample drills."""


@click.command("init")
@click.argument("target", metavar="[DIR]", required=False, type=click.Path(file_okay=False, path_type=Path))
@pass_folder
def command(folder: Path, target: Path | None) -> None:
    """Start a folder with sample drills, a season and routines made of them, and a roster of players who get them.

    DIR is made if it isn't there. Files that are there already are left alone, and a folder that has drills gets
    no samples.
    """
    root = target or folder
    fresh = next((root / "drills").rglob("*.md"), None) is None
    drills = copy_drills(root) if fresh else 0
    plans = copy_plans(root) if fresh else {}
    samples = {name: copy_sample(name, root) for name in (SAMPLES + ((ROSTER,) if fresh else ()))}
    for line in explain(root, drills, [name for name, copied in {**samples, **plans}.items() if not copied]):
        say(line)


def copy_drills(root: Path) -> int:
    """Copy the sample drills, and their pictures, into a folder without drills. How many drills that were."""
    copied = copy_files(list_files(builtin_root() / "drills"), root)
    (root / "drills").mkdir(parents=True, exist_ok=True)
    return sum(name.endswith(".md") for name in copied)


def copy_plans(root: Path) -> dict[str, bool]:
    """Copy the sample season and routines, which are made of the sample drills; whether each file was copied."""
    source = builtin_root()
    return copy_files((source / "season.toml", *list_files(source / "routines")), root)


def copy_files(paths: Iterable[Path], root: Path) -> dict[str, bool]:
    """Copy files of the repository to the same place below ``root``, by name: whether each was copied."""
    names = {path.relative_to(builtin_root()).as_posix(): path for path in paths}
    return {name: write_new(root / name, path.read_bytes()) for name, path in names.items()}


def copy_sample(name: str, root: Path) -> bool:
    """Copy a file of ``samples/``; False if there is one of that name already."""
    with as_file(files(__package__).joinpath("samples", name)) as file:
        return write_new(root / name, file.read_bytes())


def write_new(path: Path, content: bytes) -> bool:
    """Write a file unless there is one; whether it was written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as stream:
            stream.write(content)
    except FileExistsError:
        return False
    return True


def list_files(folder: Path) -> Iterator[Path]:
    """The files below a folder in order, without hidden ones."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def explain(root: Path, drills: int, kept: list[str]) -> Iterator[str]:
    """What there is now, and what to do next. The samples' plans are only spoken of if they are there."""
    samples = f"{count(drills, 'sample drill')}." if drills else "your drills were left alone."
    here = root.resolve() == Path.cwd()
    program = "drillcards" if here else f"drillcards -C {quote(name_file(root))}"
    yield f"Ready in {'this folder' if here else name_file(root)}: {samples}"
    yield "  drills/          one Markdown file a drill; the first folder is its category"
    if drills:
        yield "  season.toml      a sample season: weeks, practices, and the drills that fill them"
        yield "  routines/        sample routines, such as a warm-up, that name drills"
        yield "  roster.csv       sample players: their addresses, and what each gets"
    yield "  drillcards.toml  your team, colours and paper; every line of it is optional"
    yield "  templates/       card templates of your own; my-card.toml shows how"
    if kept:
        yield f"Left as it was: {', '.join(kept)}"
    yield f"Print the cards:   {program} cards"
    yield f'Start a new drill: {program} new "Cone Shuttle" --category speed'


def quote(path: str) -> str:
    """A path for the command line, in quotes if it needs them."""
    return f'"{path}"' if " " in path else path
