"""A drill and a template → its cards: fronts, backs, and continuation cards until every word has its place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from math import inf
from typing import Final

from drillcards.layout.columns import Column
from drillcards.layout.compose import Composer
from drillcards.layout.desk import Desk, LaidFace, Sheet
from drillcards.layout.faces import draw_face, find_holes, lay_out_face
from drillcards.layout.flow import TIGHTNESS, Pace, may_fit
from drillcards.layout.forms import find_mixed_tables, stack_tables
from drillcards.layout.glyphs import find_unprintable, find_unprintable_furniture
from drillcards.layout.pieces import Piece, Pieces, RowContent, TextContent
from drillcards.layout.references import NO_REFERENCES, References
from drillcards.layout.reports import Obstacle, find_left_out, name_pieces, name_slot, report_obstacle
from drillcards.layout.revision import mark_revision, read_passages
from drillcards.layout.setting import Setter, weigh_pieces
from drillcards.layout.structure import ARTIFACT, Placed, nest_items
from drillcards.layout.subject import Subject, count_parts, make_subject, share_sections
from drillcards.layout.suits import Suits
from drillcards.layout.typesetter import Typesetter
from drillcards.model.card import Card, LaidDrill, Spill
from drillcards.model.drill import Drill, Fact
from drillcards.model.fault import attempt, blame_drill
from drillcards.model.page import Anchor, Box, Group, Line, Move, Page, Shape, Tag
from drillcards.model.problem import Problem, has_errors
from drillcards.model.settings import Settings
from drillcards.model.template import CardTemplate, Face, SlotKind, TextStyle
from drillcards.model.units import mm_to_pt

UNHEADED: Final = {"intro": "opening words", "closing": "closing words"}
"""What a report calls parts without a heading, by their key in the structure."""
PUNCH_MARK: Final = mm_to_pt(1)


@dataclass(frozen=True, slots=True)
class _Turn:
    """A face that was laid out, and which of the template's it is."""

    face: Face
    sheet: Sheet
    laid: LaidFace


@dataclass(frozen=True, slots=True)
class Edition:
    """What all drills of a document are laid out with. ``groups`` are the names of muscle groups by id.

    The ``typesetter`` remembers the words that it meets, from one drill to the next.
    """

    template: CardTemplate
    suits: Suits
    typesetter: Typesetter
    settings: Settings
    groups: Mapping[str, str]
    references: References = NO_REFERENCES


def lay_out_cards(drills: Iterable[Drill], edition: Edition) -> Iterator[LaidDrill]:
    """Each drill's cards, one drill at a time."""
    for drill, desk in set_desks(drills, edition):
        laid = attempt(partial(lay_out_drill, desk), blame_drill(drill)) if isinstance(desk, Desk) else desk
        yield laid if isinstance(laid, LaidDrill) else leave_out(drill, laid)


def leave_out(drill: Drill, problems: Problem | tuple[Problem, ...]) -> LaidDrill:
    """The drill without cards, and why."""
    found = (problems,) if isinstance(problems, Problem) else problems
    return LaidDrill(drill.slug, drill.title, (), 0.0, problems=found)


def set_desks(drills: Iterable[Drill], edition: Edition) -> Iterator[tuple[Drill, Desk | tuple[Problem, ...]]]:
    """Each drill with the desk that it is laid out on, or the errors that keep it off any."""
    template = edition.template
    titled = any("title" in slot.shows for slot in template.front.slots)
    composer = Composer(edition.typesetter, _find_body_style(template).heading_em, title=1 if titled else 0)
    for drill in drills:
        desk = attempt(partial(_set_desk, drill, edition, composer), blame_drill(drill))
        yield drill, (desk,) if isinstance(desk, Problem) else desk


def _set_desk(drill: Drill, edition: Edition, composer: Composer) -> Desk | tuple[Problem, ...]:
    template, suits, settings = edition.template, edition.suits, edition.settings
    typesetter, fonts = edition.typesetter, edition.typesetter.fonts
    passages = tuple(read_passages(drill))
    suit = suits.by_category[drill.category]
    problems = (
        *find_unprintable(drill, passages, fonts),
        *find_unprintable_furniture(settings, suit, drill.category, fonts),
    )
    if has_errors(problems):
        return problems
    told = edition.references.resolve_drill(drill)
    subject = make_subject(told, mark_revision(passages), suits, settings, edition.groups)
    own = share_sections(told, template, composer)
    return Desk(template, subject, own, typesetter, Setter(typesetter), composer, problems)


def lay_out_drill(desk: Desk) -> LaidDrill:
    """One drill's cards; an error instead of cards when something can't be made to fit."""
    drill = desk.subject.drill
    turns = _lay_out_turns(desk)
    while not isinstance(turns, Obstacle) and (mixed := find_mixed_tables(_list_columns(turns))):
        desk = replace(desk, own={slot: stack_tables(pieces, mixed) for slot, pieces in desk.own.items()})
        turns = _lay_out_turns(desk)
    if isinstance(turns, Obstacle):
        problem = report_obstacle(turns, drill, desk.template)
        return LaidDrill(drill.slug, drill.title, (), 0.0, problems=(*desk.problems, problem))
    cards = _bind_cards(desk, turns)
    drawn = frozenset(name for name, filled in turns[0].laid.filled.items() if filled.shows)
    problems = (*desk.problems, *find_left_out(desk.template, drill, drawn))
    return LaidDrill(drill.slug, drill.title, cards, turns[0].laid.body_pt, _count_spills(desk, turns), problems)


def _list_columns(turns: Iterable[_Turn]) -> Iterator[Column]:
    return (column for turn in turns for column in turn.laid.columns)


def _lay_out_turns(desk: Desk) -> list[_Turn] | Obstacle:
    """All faces, or what doesn't fit. The count "1 of 2" is known after a first round."""
    parts = 1
    turns = _run_faces(desk, parts)
    for _ in range(4):  # a longer mark can cost a line and so a card, but the marks soon stop getting longer
        if isinstance(turns, Obstacle) or parts == _count_cards(desk.template, len(turns)):
            break
        parts = _count_cards(desk.template, len(turns))
        if desk.template.back is None and desk.pace is None:
            return _even_out(desk, turns, parts)
        turns = _run_faces(desk, parts)
    return turns


def _even_out(desk: Desk, turns: list[_Turn], parts: int) -> list[_Turn] | Obstacle:
    """Pages of a drill share the largest size that needs no page more than the smallest would."""
    bulk = weigh_pieces(piece for own in desk.own.values() for piece in own)
    flows = [filled.flow for turn in turns for filled in turn.laid.filled.values() if filled.flow]
    style = _find_body_style(desk.template)
    for size in style.sizes:
        for tightness in TIGHTNESS:
            pace = Pace(size, tightness)
            if not may_fit(bulk, flows, style, pace):
                continue
            even = _run_faces(replace(desk, pace=pace), parts, len(turns))
            if even and not isinstance(even, Obstacle):
                return even
    return _run_faces(desk, parts)


def _run_faces(desk: Desk, parts: int, most: float = inf) -> list[_Turn] | Obstacle:
    """All faces, marked as parts of so many cards; what doesn't fit; or none if ``most`` faces don't hold it all."""
    template, lang = desk.template, desk.subject.drill.lang
    turns: list[_Turn] = []
    overflow: Pieces = ()
    handed: tuple[Fact, ...] = ()
    while not turns or overflow or len(turns) < _count_first(template):
        face, side = _choose_face(template, len(turns))
        part = _count_cards(template, len(turns) + 1)
        holes = find_holes(template, is_back=_is_back(template, len(turns)))
        largest = turns[-1].laid.body_pt if side == "more" else inf
        sheet = Sheet(side, not turns, count_parts(part, parts, lang), holes, largest or inf)
        laid = lay_out_face(desk, face, sheet, overflow, handed)
        if side == "more" and not any(column.settings for column in laid.columns):
            laid = lay_out_face(desk, face, sheet, overflow, handed, force=True)
            if not any(column.settings for column in laid.columns):
                return name_pieces(overflow)
        if side == "more" and _count_letters(laid.overflow) >= _count_letters(overflow):
            return name_pieces(overflow)
        if laid.crowded:
            slot = next(slot for slot in face.slots if slot.name == laid.crowded[0])
            return name_slot(slot, desk.subject, laid.filled[slot.name].labels)
        turns.append(_Turn(face, sheet, laid))
        overflow, handed = laid.overflow, laid.handed
        if overflow and len(turns) >= most:
            return []
    return turns


def _count_letters(pieces: Pieces) -> tuple[int, float]:
    """How much is still to come: pieces, and letters of the first, without hyphens that breaking it may have added.

    A whole row counts as more than any text, as what is left of a row that stands as text is one.
    """
    content = pieces[0].content if pieces else None
    if not isinstance(content, TextContent):
        return len(pieces), inf if isinstance(content, RowContent) else 0
    words = content.words
    texts = words.texts or [fragment.run.text for word in words.items for fragment in word.fragments]
    return len(pieces), sum(len(text) - text.count("-") for text in texts)


def _choose_face(template: CardTemplate, index: int) -> tuple[Face, str]:
    if index == 0:
        return template.front, "front"
    if index == 1 and template.back is not None:
        return template.back, "back"
    return template.more, "more"


def _count_first(template: CardTemplate) -> int:
    return 2 if template.back else 1


def _count_cards(template: CardTemplate, faces: int) -> int:
    return (faces + 1) // 2 if template.back else faces


def _is_back(template: CardTemplate, index: int) -> bool:
    return template.back is not None and index % 2 == 1


def _bind_cards(desk: Desk, turns: list[_Turn]) -> tuple[Card, ...]:
    slug = desk.subject.drill.slug
    pages = [_make_page(desk, turn, index) for index, turn in enumerate(turns)]
    if desk.template.back is None:
        return tuple(Card(slug, page, None, i + 1, len(pages)) for i, page in enumerate(pages))
    parts = _count_cards(desk.template, len(pages))
    return tuple(
        Card(slug, pages[i], pages[i + 1] if i + 1 < len(pages) else None, i // 2 + 1, parts)
        for i in range(0, len(pages), 2)
    )


def _make_page(desk: Desk, turn: _Turn, index: int) -> Page:
    template, subject = desk.template, desk.subject
    is_back = _is_back(template, index)
    holes = find_holes(template, is_back=is_back)
    marks = tuple(_mark_hole(hole, subject) for hole in holes)
    items = nest_items((*draw_face(turn.face, turn.laid, subject.inks), *marks))
    lang = None if subject.drill.lang == "en" else subject.drill.lang
    part = index // 2 if template.back else index
    label = subject.code + (f"-{part + 1}" if part else "") + (" back" if is_back else "")
    return Page(
        template.width,
        template.height,
        (Group(items, Tag.SECTION, subject.drill.slug, lang=lang),),
        bleed=template.bleed,
        safe=template.safe,
        keep_out=holes,
        anchors=(Anchor(subject.drill.slug),) if index == 0 else (),
        label=label,
    )


def _mark_hole(hole: Box, subject: Subject) -> Placed:
    """A small cross that the punch takes away."""
    x, y = hole.x + hole.w / 2, hole.y + hole.h / 2
    cross = (Move(x - PUNCH_MARK, y), Line(x + PUNCH_MARK, y), Move(x, y - PUNCH_MARK), Line(x, y + PUNCH_MARK))
    return Placed(ARTIFACT, Shape(cross, stroke=subject.inks["muted"], line_width=0.3))


def _count_spills(desk: Desk, turns: list[_Turn]) -> tuple[Spill, ...]:
    """Lines of each section on the second card and later, heads not counted."""
    first = _count_first(desk.template)
    lines: dict[str, int] = {}
    for turn in turns[first:]:
        for column in turn.laid.columns:
            for heading, count in _count_lines(column):
                lines[heading] = lines.get(heading, 0) + count
    return tuple(Spill(heading, count) for heading, count in lines.items() if count)


def _count_lines(column: Column) -> Iterator[tuple[str, int]]:
    for setting in column.settings:
        content = setting.piece.content
        furniture = content.path == ARTIFACT or (isinstance(content, TextContent) and content.ruled)
        yield _name_part(setting.piece), 0 if furniture else max(1, len(setting.lines))


def _name_part(piece: Piece) -> str:
    """The heading that a piece stands under, or a name for the words that stand under none."""
    return piece.section or UNHEADED.get(piece.content.path[0].key, "")


def _find_body_style(template: CardTemplate) -> TextStyle:
    slots = (slot for slot in template.front.slots if slot.kind is SlotKind.FLOW)
    return template.get_style(next(slots).style)
