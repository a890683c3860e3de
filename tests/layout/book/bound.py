"""A small book as values, what its pages are laid out with, and what may be wrong with any page of a book."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from functools import cache
from itertools import combinations

from drillcards.layout.book.book import Book, share_chapters
from drillcards.layout.book.frame import find_frame
from drillcards.layout.book.indexes import Catalogue
from drillcards.layout.book.numbering import Extent, Numbering, number_pages
from drillcards.layout.book.story import Tools
from drillcards.layout.compose import Composer
from drillcards.layout.contrast import INK
from drillcards.layout.setting import Setter
from drillcards.layout.structure import Placed
from drillcards.layout.subject import MUTED
from drillcards.layout.suits import PLAIN, assign_suits
from drillcards.layout.typesetter import Typesetter
from drillcards.model.drill import Drill, Fact, Source
from drillcards.model.muscle import MuscleUse, Role, Taxonomy
from drillcards.model.page import Box, Group, Item, Page, Tag, Text
from drillcards.model.season import Block, Practice, Season, Station, Week
from drillcards.model.settings import CategoryStyle, Settings
from drillcards.read.muscles import read_taxonomy
from layout.printed import Seen, find_fonts, find_template, overlap, see_texts

SETTINGS = Settings(
    team="Orchard Baseball",
    season="Spring 2027",
    categories=(CategoryStyle("speed", title="Speed & agility"), CategoryStyle("throwing", title="Throwing")),
)


@cache
def make_tools(template: str = "booklet", lang: str = "en") -> Tools:
    typesetter = Typesetter(find_fonts())
    frame = find_frame(find_template(template))
    composer = Composer(typesetter, frame.body.heading_em)
    inks = {"ink": INK, "muted": MUTED, "category": PLAIN}
    return Tools(frame, typesetter, Setter(typesetter), composer, inks, lang)


@cache
def find_taxonomy() -> Taxonomy:
    return read_taxonomy()


def make_drill(
    slug: str,
    title: str = "",
    *,
    primary: Iterable[str] = (),
    secondary: Iterable[str] = (),
    stretched: Iterable[str] = (),
    unknown: Iterable[str] = (),
    equipment: str = "",
    duration: str = "",
    aliases: tuple[str, ...] = (),
) -> Drill:
    facts = [Fact("duration", "Duration", duration), Fact("equipment", "Equipment", equipment)]
    uses = [(group, Role.PRIMARY) for group in primary] + [(group, Role.SECONDARY) for group in secondary]
    uses += [(group, Role.STRETCHED) for group in stretched]
    regions = {group.id: group.region for group in find_taxonomy().groups}
    return Drill(
        slug,
        title or slug.rpartition("/")[2].replace("-", " ").title(),
        Source(f"drills/{slug}.md"),
        aliases=aliases,
        category=slug.rpartition("/")[0],
        facts=tuple(fact for fact in facts if fact.value),
        muscles=(
            *(MuscleUse(group, regions[group], role, group) for group, role in uses),
            *(MuscleUse(None, None, Role.PRIMARY, mention) for mention in unknown),
        ),
    )


DRILLS = (
    make_drill("speed/a-skips", "A-Skips", primary=["quadriceps"], secondary=["calves"], duration="5 min"),
    make_drill("speed/butt-kicks", "Butt Kicks", primary=["hamstrings"], equipment="2 cones", duration="90 s"),
    make_drill("throwing/long-toss", "Long-Toss Build-Up", primary=["shoulders"], equipment="Gloves and balls"),
)

BLOCKS = (
    Block("Warm-up", 15, drills=("speed/a-skips", "speed/butt-kicks"), notes="Walk through each drill."),
    Block("Water", 3, water=True),
    Block(
        "Two stations",
        24,
        stations=(
            Station("Left", ("throwing/long-toss",), "Coach Ruiz", "Infielders"),
            Station("Right", ("speed/a-skips",), notes="Six each"),
        ),
        rotate_minutes=12,
    ),
)

SEASON = Season(
    "Spring 2027",
    (
        Week(
            1,
            (
                Practice(1, BLOCKS, "First day", date(2027, 3, 2), time(17, 30), place="Main diamond", rain="Gym."),
                Practice(2, BLOCKS[:1], date=date(2027, 3, 4), start=time(17, 30), equipment=("Cones", "Balls")),
            ),
            "Feet",
            "Learn the warm-up",
            "At most 20 throws.",
        ),
        Week(2, (Practice(3, BLOCKS[2:], "Long day", date(2027, 3, 9)),)),
    ),
    path="season.toml",
)


def make_book(drills: Sequence[Drill] = DRILLS, season: Season | None = SEASON, settings: Settings = SETTINGS) -> Book:
    suits = assign_suits(drills, settings)
    return Book(settings, suits, find_taxonomy(), share_chapters(drills, suits), season=season)


def number_book(book: Book) -> Numbering:
    """A page for each drill, and the practices' behind them."""
    numbering = number_pages(book.list_places({drill.slug: Extent(1) for drill in book.drills}, compact=False))
    after = max(numbering.firsts.values(), default=0) + 3
    firsts = {f":practice-{number}": after + number for number in range(1, 121)}
    firsts |= dict.fromkeys((":calendar", ":load", ":index-muscle", ":index-name"), after)
    firsts |= dict.fromkeys((":index-equipment", ":index-time"), after + 200)
    return Numbering({**numbering.firsts, **firsts}, {**numbering.counts, **dict.fromkeys(firsts, 1)})


def make_catalogue(book: Book, lang: str = "en") -> Catalogue:
    codes = {drill.slug: book.suits.get_code(drill) for drill in book.drills}
    return Catalogue(book.drills, codes, number_book(book), book.taxonomy, lang)


def list_faults(pages: Iterable[Page], floor: float) -> list[str]:
    """Text that is too small, outside the safe area, or upon other text or a figure. Thumb tabs run over the edge."""
    return [fault for number, page in enumerate(pages) for fault in _list_faults(page, floor, f"page {number}")]


def _list_faults(page: Page, floor: float, where: str) -> Iterator[str]:
    texts = [seen for seen in see_texts(page) if seen.text.text.strip()]
    for seen in texts:
        if seen.text.size < floor - 0.01:
            yield f"{where}: {seen.text.text!r} is {seen.text.size:.1f} pt"
        if not _is_tab(seen, page) and not _holds(_shrink(page), seen.box):
            yield f"{where}: {seen.text.text!r} is outside the safe area"
    for one, other in combinations(texts, 2):
        if overlap(one.box, other.box, slack=0.3):
            yield f"{where}: {one.text.text!r} lies upon {other.text.text!r}"
    for box in find_figures(page.items):
        if not _holds(_shrink(page), box):
            yield f"{where}: a figure is outside the safe area"
        yield from (f"{where}: {s.text.text!r} lies upon a figure" for s in texts if overlap(box, s.box, slack=0.5))


def _is_tab(seen: Seen, page: Page) -> bool:
    return seen.is_artifact and len(seen.text.text.strip()) <= 2 and not _holds(_shrink(page), seen.box)


def _shrink(page: Page) -> Box:
    return Box(page.safe, page.safe, page.width - 2 * page.safe, page.height - 2 * page.safe)


def _holds(outer: Box, inner: Box) -> bool:
    return (
        inner.x >= outer.x - 0.1
        and inner.y >= outer.y - 0.1
        and inner.right <= outer.right + 0.1
        and inner.bottom <= outer.bottom + 0.1
    )


def find_figures(items: Iterable[Item], x: float = 0.0, y: float = 0.0) -> Iterator[Box]:
    """The boxes of the figures, on the page."""
    for item in items:
        if not isinstance(item, Group):
            continue
        if item.tag is Tag.FIGURE and item.box:
            yield item.box._replace(x=item.box.x + x + item.x, y=item.box.y + y + item.y)
        else:
            yield from find_figures(item.items, x + item.x, y + item.y)


def list_texts(placed: Iterable[Placed]) -> list[str]:
    """What each run of text says, furniture too."""
    return [item.text.strip() for _, item in placed if isinstance(item, Text)]
