"""``drillcards new``: a drill with all its sections, to be written over."""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from string import Template

import click

from drillcards.cli.failures import UNUSABLE
from drillcards.cli.findings import show_problems
from drillcards.cli.options import pass_folder
from drillcards.cli.places import name_program
from drillcards.cli.streams import say
from drillcards.cli.words import name_file
from drillcards.read.drill import build_slug
from drillcards.read.schema import find_misspelt
from drillcards.read.slug import make_slug
from drillcards.read.surroundings import is_workspace, report_no_drills


@click.command("new")
@click.argument("title")
@click.option("--category", metavar="C", default="", help="The folder below drills/ that it goes into.")
@click.pass_context
@pass_folder
def command(folder: Path, ctx: click.Context, title: str, category: str) -> None:
    """Start a drill with all its sections.

    The file's name comes from TITLE. A file that is there already is left alone. The folder must hold drills/ or
    drillcards.toml: "drillcards init" makes one that does.
    """
    if not is_workspace(folder):
        show_problems([report_no_drills(folder)])
        ctx.exit(UNUSABLE)
    name = make_slug(title)
    if not name:
        raise click.BadParameter(f'"{title}" has no letter or digit to make a file name of.', param_hint="TITLE")
    if category and not make_slug(category):
        raise click.BadParameter(f'"{category}" has no letter or digit.', param_hint="--category")
    known = list_folders(folder)
    file = folder / "drills" / choose_folder(known, category) / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(write_skeleton(title))
    except FileExistsError:
        raise click.UsageError(f"{name_file(file)} is there already. Choose another title.") from None
    for line in (*explain(folder, file), *question_category(file.parent.name if category else "", known)):
        say(line)


def explain(folder: Path, file: Path) -> Iterator[str]:
    """Where the drill is, and what to do next."""
    program, slug = name_program(folder), build_slug(file.relative_to(folder).as_posix())
    named = f'"{slug}"' if " " in slug else slug
    yield name_file(file)
    yield "Open it in a text editor, write over its sentences, and delete the sections that you don't need."
    yield f"Look it over:  {program} check {named}"
    yield f"Print it:      {program} cards {named}"


def question_category(category: str, known: tuple[str, ...]) -> Iterator[str]:
    """What to do if a new category is a slip of the pen."""
    meant = find_misspelt(category, known) if category else None
    if meant:
        yield f"“{category}” is a new category. If you meant “{meant}”, move the file into drills/{meant}/."


def list_folders(folder: Path) -> tuple[str, ...]:
    """The categories that have a folder."""
    return tuple(sorted(path.name for path in (folder / "drills").glob("*") if path.is_dir()))


def choose_folder(known: tuple[str, ...], category: str) -> str:
    """The folder of a category: one that is there, whatever its capitals and spaces, else a new one."""
    if category in known:
        return category
    slug = make_slug(category)
    return next((name for name in known if make_slug(name) == slug), slug)


def write_skeleton(title: str) -> str:
    """The text of a new drill. A JSON string is also a YAML string, whatever the title contains."""
    sample = files(__package__).joinpath("samples", "drill.md").read_text("utf-8")
    return Template(sample).substitute(title=json.dumps(" ".join(title.split()), ensure_ascii=False))
