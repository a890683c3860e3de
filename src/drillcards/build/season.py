"""Everything that a workspace describes, made at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from drillcards.build.booklet import BookletOrder, BookletReport, print_booklet
from drillcards.build.calendar import CalendarReport, has_dates, write_calendar
from drillcards.build.cards import CardsReport, print_cards
from drillcards.build.chunks import Progress, ignore_progress, shift_progress
from drillcards.build.mailing import PostReport, rehearse_post
from drillcards.build.material import Material
from drillcards.build.order import DECKS, CardOrder
from drillcards.build.team import has_roster
from drillcards.model.fault import Blamed, report_fault
from drillcards.model.problem import Problem
from drillcards.model.settings import Settings

Report = CardsReport | BookletReport | CalendarReport | PostReport
"""What became of a product, its ``problems`` among it."""


@dataclass(frozen=True, slots=True)
class Product:
    """Something that `build` makes, where ``suits`` says that the workspace describes it."""

    name: str
    make: Callable[[Material, Progress], Report]
    suits: Callable[[Material], bool] = lambda _material: True


def _print_deck(make_order: Callable[[Settings], CardOrder], material: Material, progress: Progress) -> Report:
    return print_cards(material, make_order(material.workspace.settings), progress)


def _print_book(material: Material, progress: Progress) -> Report:
    return print_booklet(material, BookletOrder(), progress)


def _print_booklet_sheets(material: Material, progress: Progress) -> Report:
    return print_booklet(material, BookletOrder(saddle=True), progress)


def _write_practices(material: Material, progress: Progress) -> Report:
    report = write_calendar(material)
    progress(1, 1)
    return report


# What `build` makes, in this order.
PRODUCTS: Final = (
    *(Product(name, partial(_print_deck, make_order)) for name, make_order in DECKS.items()),
    Product("Season booklet, to read", _print_book),
    Product("Season booklet, to staple", _print_booklet_sheets),
    Product("Calendar", _write_practices, has_dates),
    Product("Packets", rehearse_post, has_roster),
)


def build_season(
    material: Material, progress: Progress = ignore_progress
) -> Iterator[tuple[str, Report | OSError | Problem]]:
    """Make the products that the workspace describes, one by one: each one's name, and what became of it.

    That is an OSError, with a ``filename``, where a file couldn't be written, and a Problem where nobody foresaw what
    went wrong: the others are made all the same.
    """
    products = [product for product in PRODUCTS if product.suits(material)]
    for index, product in enumerate(products):
        yield product.name, _make_product(product, material, shift_progress(progress, index, len(products)))


def _make_product(product: Product, material: Material, progress: Progress) -> Report | OSError | Problem:
    try:
        return product.make(material, progress)
    except OSError as error:
        if error.filename is None:  # not about a product's file, but a terminal that closed, say
            raise
        return error
    except Exception as error:
        return report_fault(error, Blamed("", None, f"{product.name[:1].lower()}{product.name[1:]}"))
