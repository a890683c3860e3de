"""Drills laid out a few at a time, on several cores where that pays."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import Final, TypeVar

from drillcards.build.material import Material
from drillcards.build.sieve import Faults, make_or_blame
from drillcards.build.workers import MOST_TASKS, count_workers, run_in_order
from drillcards.layout.cards import Edition, lay_out_cards, leave_out
from drillcards.layout.fonts import load_fonts
from drillcards.layout.references import References, gather_references
from drillcards.layout.suits import Suits, assign_suits
from drillcards.layout.typesetter import Typesetter
from drillcards.model.card import LaidDrill
from drillcards.model.drill import Drill
from drillcards.model.fault import blame_drill
from drillcards.model.template import CardTemplate
from drillcards.read.muscles import read_taxonomy

Result = TypeVar("Result")
Progress = Callable[[int, int], None]
"""Told how many drills are laid out, and of how many."""

LEAST_CHUNK: Final = 20
"""Drills laid out at once: enough for a task to be worth its messages, few enough that all end at about one time."""
LEAST_SHARED: Final = 150
"""With fewer drills, starting workers takes longer than they save."""


def ignore_progress(_done: int, _total: int) -> None:
    """Nobody is watching."""


def shift_progress(progress: Progress, index: int, parts: int) -> Progress:
    """Progress through one of several parts, as a share of the progress through all."""
    return lambda done, total: progress(index * total + done, parts * total)


def choose_workers(count: int) -> int:
    """How many processes so many drills, or pages, are worth."""
    return 1 if count < LEAST_SHARED else count_workers()


def cut_evenly(count: int) -> list[slice]:
    """So many things in chunks of a size that doesn't depend on the machine."""
    size = max(LEAST_CHUNK, -(-count // MOST_TASKS))
    return [slice(start, start + size) for start in range(0, count, size)]


def prepare_edition(
    material: Material, drills: Sequence[Drill], template: CardTemplate, references: References | None = None
) -> Edition:
    """What these drills are laid out with. What they say of other drills is told by ``references``.

    By default that is the numbers of cards. Letters and numbers come from the whole library, so that a reprinted card
    keeps its own.
    """
    settings = material.workspace.settings
    suits = assign_suits(material.library.drills, settings)
    groups = {group.id: group.name for group in read_taxonomy(settings.lang).groups}
    told = references or refer_cards(material, drills, suits)
    return Edition(template, suits, Typesetter(load_fonts(settings.fallback_fonts)), settings, groups, told)


def refer_cards(material: Material, drills: Sequence[Drill], suits: Suits) -> References:
    """References by the number of a card: "S4". Those to drills that aren't printed along are no links."""
    return gather_references(material.library.drills, {drill.slug for drill in drills}, suits.get_code)


def lay_out_drills(
    drills: Sequence[Drill],
    edition: Edition,
    make: Callable[[tuple[LaidDrill, ...]], Result],
    progress: Progress = ignore_progress,
    workers: int = 1,
) -> Iterator[Result]:
    """Lay the drills out, and give what ``make`` makes of each chunk of them, in order.

    With several ``workers``, it is done in their processes, and what ``make`` gives is pickled: it should be smaller
    than pages. Drills that can't be laid out, or that ``make`` fails at, have no cards, but a problem that says why.
    """
    chunks = cut_evenly(len(drills))

    def lay_out_chunk(index: int) -> Result:
        some = drills[chunks[index]]
        return make_sound(tuple(lay_out_cards(some, edition)), some, make)

    with closing(run_in_order(lay_out_chunk, len(chunks), workers)) as results:
        for chunk, result in zip(chunks, results, strict=True):
            yield result
            report_chunk(chunk, len(drills), progress)


def make_sound(
    laid: tuple[LaidDrill, ...], drills: Sequence[Drill], make: Callable[[tuple[LaidDrill, ...]], Result]
) -> Result:
    """What ``make`` makes of laid-out drills; those that it fails at lose their cards. ``drills`` has all of them."""
    sources = {drill.slug: drill for drill in drills}
    made = make_or_blame(laid, lambda some: make(tuple(some)), lambda one: (one.slug, blame_drill(sources[one.slug])))
    if not isinstance(made, Faults):
        return made
    lost = made.found
    return make(tuple(leave_out(sources[one.slug], lost[one.slug]) if one.slug in lost else one for one in laid))


def report_chunk(chunk: slice, total: int, progress: Progress) -> None:
    """Tell that the drills of a chunk are done."""
    for done in range(chunk.start, min(chunk.stop, total)):
        progress(done + 1, total)
