"""``drillcards booklet``: the season booklet, to read, to staple, or for a print shop."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import click

from drillcards.build.booklet import SIZES, BookletOrder, BookletReport, find_half, find_whole, print_booklet
from drillcards.build.material import Selection, read_material
from drillcards.cli.findings import choose_empty_code, choose_exit_code, show_problems
from drillcards.cli.options import (
    Measure,
    crop_marks_option,
    duplex_option,
    out_option,
    pass_folder,
    season_option,
    selection_options,
)
from drillcards.cli.progress import show_progress
from drillcards.cli.streams import say
from drillcards.cli.words import count, name_file
from drillcards.model.sheet import Duplex
from drillcards.model.units import mm_to_pt

OFFICE_PAPER_MM: Final = 0.1


@click.command("booklet")
@selection_options
@season_option("Another season.toml.")
@click.option("--page", type=click.Choice(list(SIZES)), help="The size of a page (default: half of your paper).")
@click.option("--compact", is_flag=True, help="Let drills run on, instead of beginning each on a new page.")
@click.option(
    "--impose",
    type=click.Choice(["none", "saddle"]),
    default="none",
    help="none: page after page, to read or for a print shop; saddle: two up on sheets to fold and staple.",
)
@click.option("--paper", metavar="P", help="The sheet that is folded (default: the one that two pages fill).")
@click.option(
    "--signature",
    metavar="N",
    type=click.IntRange(min=1),
    help="Fold at most N sheets as one (default: all); for books too thick to staple at once.",
)
@click.option(
    "--paper-thickness-mm",
    metavar="T",
    type=Measure(min=0, max=1),
    help="Inner pages move by this towards the fold (default: 0.1, office paper).",
)
@duplex_option(
    "The edge that the printer flips on (default: short), or none if it prints one side; with --impose saddle."
)
@crop_marks_option("Lines to cut along; with --impose none.", default=False)
@out_option(".pdf", "booklet.pdf")
@click.pass_context
@pass_folder
def command(
    folder: Path,
    ctx: click.Context,
    selection: Selection,
    season: Path | None,
    page: str | None,
    compact: bool,
    impose: str,
    paper: str | None,
    signature: int | None,
    paper_thickness_mm: float | None,
    duplex: Duplex | None,
    crop_marks: bool,
    out: Path | None,
) -> None:
    """Print the season booklet: all drills by chapter, the season's plan, indexes by muscle group and more."""
    if impose == "saddle":
        refuse_crop_marks(crop_marks)
    else:
        refuse_paper(paper, page)
        refuse_folding({"--signature": signature, "--paper-thickness-mm": paper_thickness_mm, "--duplex": duplex})
    order = BookletOrder(
        selection=selection,
        page=page,
        compact=compact,
        saddle=impose == "saddle",
        paper=paper,
        signature=signature,
        paper_thickness=mm_to_pt(OFFICE_PAPER_MM if paper_thickness_mm is None else paper_thickness_mm),
        duplex=duplex or Duplex.SHORT,
        crop_marks=crop_marks,
        out=out,
    )
    material = read_material(folder, season)
    with show_progress("Laying out") as advance:
        report = print_booklet(material, order, advance)
    for line in describe_booklet(report):
        say(line)
    show_problems(report.problems)
    ctx.exit(max(choose_empty_code(report.out), choose_exit_code(report.problems)))


def refuse_crop_marks(crop_marks: bool) -> None:
    """A usage error for marks around pages that are folded and not cut out."""
    if crop_marks:
        raise click.UsageError(
            "--crop-marks stand around single pages, not on sheets to fold: leave out --crop-marks or --impose saddle."
        )


def refuse_paper(paper: str | None, page: str | None) -> None:
    """A usage error for a paper that no page is put on, with what gives pages of that size, or sheets of it."""
    if paper is None:
        return
    half, whole = find_half(paper) or page, find_whole(paper)
    fold = f"--impose saddle --paper {paper}" + (f" --page {half}" if half else "")
    single = f", or --page {whole} for single pages of that size" if whole else ""
    raise click.UsageError(f"--paper is the sheet that is folded: write {fold} to fold it{single}.")


def refuse_folding(options: Mapping[str, object]) -> None:
    """A usage error for the first option that is given but says only how sheets are folded."""
    for name, value in options.items():
        if value is not None:
            raise click.UsageError(
                f"{name} is for sheets to fold and staple: add --impose saddle, or leave out {name}."
            )


def describe_booklet(report: BookletReport) -> Iterator[str]:
    """What was bound, where it is, and how to print it."""
    if report.out is None:
        yield "Nothing was printed."
        return
    parts = [count(report.drill_count, "drill")]
    if report.practice_count:
        parts.append(count(report.practice_count, "practice"))
    yield f"{', '.join(parts)} → {count(report.page_count, 'page')} ({report.page})"
    yield from report.imposition.notes if report.imposition else ()
    yield name_file(report.out)
