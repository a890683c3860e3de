"""``drillcards import``: drills from other programs' files."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any, Final

import click

from drillcards.build.importing import PARTS, ImportOrder, ImportReport, import_exercises, import_table
from drillcards.build.shelf import Shelved
from drillcards.cli.findings import choose_exit_code, show_problems
from drillcards.cli.options import pass_folder
from drillcards.cli.places import name_program
from drillcards.cli.streams import say
from drillcards.cli.words import count
from drillcards.read.schema import suggest
from drillcards.read.slug import make_slug
from drillcards.read.surroundings import find_workspace_above, is_part, is_workspace

# What became of drills, in the order that counts; the words follow their number.
STATES: Final = (
    ("new", "new"),
    ("updated", "changed, as their source or the map did"),
    ("same", "as before"),
    ("edited", "kept, as edited here"),
    ("deleted", "deleted here, and not brought back"),
)
MOST_EDITED: Final = 5


def import_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """PATH, --category and --dry-run."""
    options = (
        click.argument("path", metavar="PATH", type=click.Path(exists=True, path_type=Path)),
        click.option("--category", metavar="C", help="The folder below drills/ for all of them (default: their own)."),
        click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group("import")
def command() -> None:
    """Make drills of what other programs keep.

    Each becomes a file below drills/ that is yours from then on. To import again is safe: what you edited stays as it
    is, what you deleted stays away, and the rest follows its source.
    """


@command.command("free-exercise-db")
@import_options
@click.pass_context
@pass_folder
def import_free_exercise_db(folder: Path, ctx: click.Context, path: Path, category: str | None, dry_run: bool) -> None:
    """Exercises in the shape of free-exercise-db: PATH is its folder, its exercises.json, or one exercise.

    Nothing is fetched: get https://github.com/yuhonas/free-exercise-db first. Its pictures are copied if they
    are there.
    """
    check_category(category)
    refuse_part(folder)
    order = ImportOrder(path, category, rehearse=dry_run)
    finish(ctx, import_exercises(folder, order), order)


@command.command("csv")
@import_options
@click.option(
    "--map",
    "pairs",
    metavar="PART=COLUMN",
    multiple=True,
    help='What a column is, if its name doesn\'t say: --map execution="How to do it"; may be given again.',
)
@click.pass_context
@pass_folder
def import_csv(
    folder: Path, ctx: click.Context, path: Path, category: str | None, dry_run: bool, pairs: tuple[str, ...]
) -> None:
    """A table with a drill in each row: PATH is a .csv file as spreadsheets save it, or an .xlsx workbook.

    Columns are known by their names, such as Name, Category, Duration, Steps, Coaching Cues, Muscles. Several lines in
    a cell of steps become numbered steps, elsewhere bullets. Other columns are kept as keys of the header.
    """
    check_category(category)
    refuse_part(folder)
    order = ImportOrder(path, category, read_pairs(pairs), dry_run)
    finish(ctx, import_table(folder, order), order)


def check_category(category: str | None) -> None:
    """A usage error for a category that makes no folder."""
    if category is not None and not make_slug(category):
        raise click.BadParameter(f'"{category}" has no letter or digit.', param_hint="--category")


def refuse_part(folder: Path) -> None:
    """A usage error inside of a workspace's own folders, where drills/ would be made anew."""
    above = find_workspace_above(folder)
    if above and is_part(folder) and not is_workspace(folder):
        raise click.UsageError(
            f"This folder belongs to “{above.name}”. Nothing was imported.\n"
            f"    Import into that: {name_program(above)} import …"
        )


def read_pairs(pairs: tuple[str, ...]) -> dict[str, str]:
    """Columns by part. A usage error for a pair without "=", and for a part that there isn't."""
    mapping = {}
    for pair in pairs:
        part, mark, column = pair.partition("=")
        part = part.strip().replace("-", "_")
        if not mark or not column.strip():
            raise click.BadParameter(f'"{pair}" isn\'t PART=COLUMN.', param_hint="--map")
        if part not in PARTS:
            raise click.BadParameter(f"There is no part “{part}”. {suggest(part, PARTS)}", param_hint="--map")
        mapping[part] = column.strip()
    return mapping


def finish(ctx: click.Context, report: ImportReport, order: ImportOrder) -> None:
    """Say what became of the drills, then what was wrong."""
    for line in describe_import(report, order):
        say(line)
    show_problems(report.problems)
    ctx.exit(choose_exit_code(report.problems))


def describe_import(report: ImportReport, order: ImportOrder) -> Iterator[str]:
    """How many drills are new, changed or kept, in which folders, and what to do next."""
    shelved = report.shelved
    if shelved is None:
        yield "Nothing was imported."
        return
    groups = {state: getattr(shelved, state) for state, _ in STATES}
    total = sum(map(len, groups.values()))
    yield f"{count(total, 'drill')}{' (a dry run: nothing was written)' if order.rehearse else ''}"
    for state, words in STATES:
        if groups[state]:
            yield f"  {len(groups[state])} {words}"
    yield from list_folders(shelved)
    if shelved.pictures:
        yield f"  {count(shelved.pictures, 'picture')} {'to copy' if order.rehearse else 'copied'} beside them"
    for place in shelved.edited[:MOST_EDITED]:
        yield f"  yours: {place}"
    if len(shelved.edited) > MOST_EDITED:
        yield f"  and {len(shelved.edited) - MOST_EDITED} more of yours"
    yield from report.notes
    if not order.rehearse and (shelved.new or shelved.updated):
        yield "Next: drillcards check"


def list_folders(shelved: Shelved) -> Iterator[str]:
    """Where the new ones are."""
    folders = Counter(PurePosixPath(place).parent.as_posix() for place in shelved.new)
    width = max(map(len, folders), default=0)
    yield from (f"  {folder:<{width}}  {number} new" for folder, number in sorted(folders.items()))
