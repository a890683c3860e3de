"""Field cards: from drills to a PDF, and a report of what is in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from drillcards.build.chunks import (
    Progress,
    choose_workers,
    ignore_progress,
    lay_out_drills,
    make_sound,
    prepare_edition,
)
from drillcards.build.collector import pause_collector
from drillcards.build.material import Material, Problems, list_sections, pick_usage_errors, select_drills
from drillcards.build.omissions import find_dead_links, find_omissions
from drillcards.build.order import CardOrder, Press, find_press, find_template
from drillcards.build.output import bind_plain_pages, describe_document, find_mark_font, name_output, write_bound
from drillcards.impose.sheets import Imposition, impose_cards, separate_faces
from drillcards.layout.cards import Edition
from drillcards.layout.fonts import FontSet, load_fonts
from drillcards.model.card import Card, LaidDrill
from drillcards.model.document import Purpose
from drillcards.model.drill import Drill
from drillcards.model.page import Group, Item, Page
from drillcards.model.problem import Problem, sort_problems
from drillcards.model.sheet import Duplex
from drillcards.model.template import CardTemplate
from drillcards.write.binding import Binder
from drillcards.write.parts import Painter, Part


@dataclass(frozen=True, slots=True)
class CardsReport:
    """What was printed. ``out`` is None if nothing was; ``imposition`` is None if each face is a page of its own.

    ``drills`` includes those that errors left without cards. If each face is a page of its own, the faces of their
    cards are empty: they were drawn and not kept.
    """

    problems: Problems
    drills: tuple[LaidDrill, ...] = ()
    template: CardTemplate | None = None
    press: Press = field(default_factory=lambda: Press(None))
    imposition: Imposition | None = None
    page_count: int = 0
    copies: int = 1
    out: Path | None = None

    @property
    def cards(self) -> tuple[Card, ...]:
        """The deck, once through."""
        return tuple(card for drill in self.drills for card in drill.cards)


@pause_collector()
def print_cards(material: Material, order: CardOrder, progress: Progress = ignore_progress) -> CardsReport:
    """Lay out the chosen drills and write one PDF, whole or not at all.

    Drills with errors are left out, and the others printed. Nothing is written if the order can't be understood or
    no card is left. OSError: the file can't be written; its ``filename`` is the one ordered.
    """
    drills, problems = select_drills(material, order.selection)
    template, template_problems = find_template(material.workspace, order.template, list_sections(material))
    problems = (*problems, *template_problems)
    press = find_press(order, template, material.workspace.settings) if template else None
    if isinstance(press, Problem):
        problems = (*problems, press)
    if usage := pick_usage_errors(problems):
        return CardsReport(usage)
    if template is None or not isinstance(press, Press):
        return CardsReport(sort_problems(problems))
    job = _Job(material, order, drills, template, press)
    print_pages = _print_faces if press.paper is None else _print_sheets
    report = print_pages(job, progress)
    found = (problem for drill in report.drills for problem in drill.problems)
    printed = {laid.slug for laid in report.drills if laid.cards}
    shown = [drill for drill in drills if drill.slug in printed]
    lost = (*find_omissions(shown, template), *find_dead_links(shown, job.edition.references, material.library.slugs))
    return replace(report, problems=sort_problems((*problems, *report.problems, *found, *lost)))


@dataclass(frozen=True, slots=True)
class _Job:
    """An order that was understood."""

    material: Material
    order: CardOrder
    drills: Sequence[Drill]
    template: CardTemplate
    press: Press

    @property
    def fonts(self) -> FontSet:
        return load_fonts(self.material.workspace.settings.fallback_fonts)

    @property
    def edition(self) -> Edition:
        return prepare_edition(self.material, self.drills, self.template)

    @property
    def out(self) -> Path:
        return self.order.out or name_output(
            self.material.workspace, self.template, self.press.paper, self.order.selection
        )

    def report(self, drills: Sequence[LaidDrill], imposition: Imposition | None = None) -> CardsReport:
        """What there is before anything is written."""
        problems = imposition.problems if imposition else ()
        return CardsReport(problems, tuple(drills), self.template, self.press, imposition, copies=self.order.copies)


def _print_faces(job: _Job, progress: Progress) -> CardsReport:
    """Each face on a page of its own, for reading. Pages are drawn where they are laid out, and not kept."""
    fonts, crop_marks = job.fonts.files, bool(job.order.crop_marks)
    painter, binder = Painter(fonts, Purpose.READING), Binder(fonts, Purpose.READING)

    def draw_chunk(laid: tuple[LaidDrill, ...], copy: int) -> tuple[tuple[LaidDrill, ...], Part]:
        # As each drill's first card has a back or none has, faces pair up in a chunk as they would in the whole deck.
        pages = separate_faces([card for drill in laid for card in drill.cards], crop_marks=crop_marks)
        return tuple(map(_empty_pages, laid)), painter.draw_part(_mark_copy(pages, copy))

    drills: list[LaidDrill] = []
    page_count = 0
    workers = choose_workers(len(job.drills))
    for copy in range(job.order.copies):
        draw = partial(draw_chunk, copy=copy)
        decks = lay_out_drills(job.drills, job.edition, draw, progress, workers)
        for laid, part in decks:
            drills += laid if copy == 0 else ()
            page_count += len(part.pages)
            binder.add_part(part)
    printed = [drill for drill, laid in zip(job.drills, drills, strict=True) if laid.cards]
    if binder.list_lost_links() and len(printed) < len(drills):  # others link to those that have no cards
        report = _print_faces(replace(job, drills=printed), progress)
        again = {laid.slug: laid for laid in report.drills}
        return replace(report, drills=tuple(again.get(laid.slug, laid) for laid in drills))
    report = job.report(drills)
    if not page_count:
        return report
    write_bound(binder, describe_document(job.material, drills, Purpose.READING), job.out)
    return replace(report, page_count=page_count, out=job.out)


def _mark_copy(pages: tuple[Page, ...], copy: int) -> tuple[Page, ...]:
    """The pages of a further deck: its drills stand for themselves, and an anchor is a place in the first deck."""
    if copy == 0:
        return pages
    return tuple(
        replace(page, items=tuple(_mark_item(item, copy) for item in page.items), anchors=()) for page in pages
    )


def _mark_item(item: Item, copy: int) -> Item:
    return item._replace(key=f"{item.key}#{copy + 1}") if isinstance(item, Group) and item.key else item


def _empty_pages(drill: LaidDrill) -> LaidDrill:
    """What was laid out, light enough to keep: the pages without their items."""
    return replace(drill, cards=tuple(map(_empty_card, drill.cards)))


def _empty_card(card: Card) -> Card:
    back = replace(card.back, items=()) if card.back else None
    return replace(card, front=replace(card.front, items=()), back=back)


def _print_sheets(job: _Job, progress: Progress) -> CardsReport:
    """What is for a printer: sheets of several cards each."""
    laid = tuple(drill for some in lay_out_drills(job.drills, job.edition, tuple, progress) for drill in some)
    drills, imposition, binder = make_sound(laid, job.drills, partial(_bind_sheets, job))
    report = job.report(drills, imposition)
    if not imposition.pages:
        return report
    document = describe_document(job.material, drills, Purpose.PRINTING, imposition.duplex)
    write_bound(binder, document, job.out)
    return replace(report, page_count=len(imposition.pages), out=job.out)


def _bind_sheets(job: _Job, drills: tuple[LaidDrill, ...]) -> tuple[tuple[LaidDrill, ...], Imposition, Binder]:
    """The drills, and their cards on sheets, drawn."""
    imposition = _impose(job, drills)
    return drills, imposition, bind_plain_pages(imposition.pages, job.fonts.files)


def _impose(job: _Job, drills: Sequence[LaidDrill]) -> Imposition:
    assert job.press.paper is not None
    return impose_cards(
        [card for drill in drills for card in drill.cards],
        job.press.paper,
        duplex=job.order.duplex or Duplex(job.material.workspace.settings.duplex),
        font=find_mark_font(job.fonts),
        copies=job.order.copies,
        crop_marks=job.order.crop_marks is not False,
        back_offset=job.press.back_offset,
        order=job.order.order,
    )
