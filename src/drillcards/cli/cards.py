"""``drillcards cards``: field cards, and what a coach has to know to print them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from drillcards.build.cards import CardsReport, print_cards
from drillcards.build.material import Selection, read_material
from drillcards.build.order import CardOrder
from drillcards.cli.findings import choose_empty_code, choose_exit_code, show_problems
from drillcards.cli.options import crop_marks_option, duplex_option, out_option, pass_folder, selection_options
from drillcards.cli.progress import show_progress
from drillcards.cli.streams import say
from drillcards.cli.words import count, name_file
from drillcards.model.card import LaidDrill
from drillcards.model.sheet import Duplex

MOST_SPILLS: Final = 8
"""Drills that needed more cards are named up to here, and then counted."""


@click.command("cards")
@selection_options
@click.option("--template", metavar="T", help='A card template; "drillcards templates" lists them.')
@click.option("--paper", metavar="single|letter|a4|STOCK", help="The sheet; single: each face is a page of its own.")
@duplex_option("The edge that the printer flips on, or none if it prints one side.")
@click.option("--copies", metavar="N", type=click.IntRange(min=1), default=1, help="How many decks.")
@crop_marks_option("Lines to cut along; on sheets they are there unless you say no.", default=None)
@click.option("--printer", metavar="NAME", help="A printer of drillcards.toml, whose feed is made up for.")
@out_option(".pdf", "cards.pdf")
@click.pass_context
@pass_folder
def command(
    folder: Path,
    ctx: click.Context,
    selection: Selection,
    template: str | None,
    paper: str | None,
    duplex: Duplex | None,
    copies: int,
    crop_marks: bool | None,
    printer: str | None,
    out: Path | None,
) -> None:
    """Print field cards of the drills: by default of all, on the template and paper of drillcards.toml."""
    order = CardOrder(
        selection=selection,
        template=template,
        paper=paper,
        duplex=duplex,
        copies=copies,
        crop_marks=crop_marks,
        printer=printer,
        out=out,
    )
    material = read_material(folder)
    with show_progress("Laying out") as advance:
        report = print_cards(material, order, advance)
    for line in describe_report(report):
        say(line)
    show_problems(report.problems)
    ctx.exit(max(choose_empty_code(report.out), choose_exit_code(report.problems)))


def describe_report(report: CardsReport) -> Iterator[str]:
    """What was printed, what needed more than one card, where it is, and how to print it."""
    failed = [drill.slug for drill in report.drills if not drill.cards]
    if report.out is None:
        yield "Nothing was printed."
        return
    printed = len(report.drills) - len(failed)
    yield f"{count(printed, 'drill')} → {describe_deck(report)}"
    if failed:
        yield f"Left out because of errors: {', '.join(failed)}"
    spills = [line for drill in report.drills for line in describe_spills(drill, report)]
    yield from spills[:MOST_SPILLS]
    if len(spills) > MOST_SPILLS:
        yield f"and {len(spills) - MOST_SPILLS} more"
    yield from report.imposition.notes if report.imposition else ()
    yield name_file(report.out)
    if report.imposition:
        yield describe_printing(report.imposition.duplex)


def describe_deck(report: CardsReport) -> str:
    """``14 cards on 7 letter sheets (2 a sheet, front and back)``."""
    noun = "card" if has_backs(report) else "page"
    deck = count(len(report.cards), noun if report.imposition is None else "card")
    if report.copies > 1:
        deck += f", {report.copies} copies of each,"
    if report.imposition is None:
        pages = f", each face on a page of its own ({count(report.page_count, 'page')})"
        return deck.rstrip(",") + (pages if has_backs(report) else "")
    assert report.press.paper is not None
    sheets = count(report.imposition.sheet_count, f"{report.press.paper.name} sheet")
    sides = "" if report.imposition.duplex is Duplex.NONE else ", front and back"
    return f"{deck} on {sheets} ({report.imposition.cards_per_sheet} a sheet{sides})"


def describe_spills(drill: LaidDrill, report: CardsReport) -> Iterator[str]:
    """What a second or later card bears; nothing for pages, of which a drill may have as many as it needs."""
    if drill.spills and has_backs(report):
        parts = len(drill.cards)
        needed = "a second card" if parts == 2 else f"{parts} cards"
        spilt = "; ".join(f"{spill.heading}, {count(spill.lines, 'line')}" for spill in drill.spills)
        yield f"{drill.slug} needed {needed}: {spilt}"


def has_backs(report: CardsReport) -> bool:
    """Whether the template is one of cards, rather than of pages."""
    return report.template is not None and report.template.back is not None


def describe_printing(duplex: Duplex) -> str:
    """What to choose in the printer's dialog."""
    if duplex is Duplex.NONE:
        return "Print at 100 %, one side."
    return f"Print at 100 %, both sides, flip on the {duplex.value} edge."
