"""One player's packet: laid out, looked through for other players' data, bound, and made small enough for mail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from drillcards.build.material import Problems
from drillcards.build.privacy import Mention, Secrets, find_leak, list_known, pick_leak
from drillcards.build.texts import list_texts
from drillcards.layout.book.frame import Frame
from drillcards.layout.book.leaves import make_leaves
from drillcards.layout.book.story import SetPage, Tools
from drillcards.layout.compose import Composer
from drillcards.layout.contrast import INK
from drillcards.layout.fonts import FontSet
from drillcards.layout.packet.cover import KEY as PLAN
from drillcards.layout.packet.cover import CoverContent, Planned, set_cover
from drillcards.layout.packet.summary import CONTENTS, set_packet_contents, set_summary
from drillcards.layout.packet.summary import KEY as MUSCLES
from drillcards.layout.packet.words import choose_packet_lang, find_packet_word
from drillcards.layout.setting import Setter
from drillcards.layout.subject import MUTED
from drillcards.layout.suits import PLAIN
from drillcards.layout.typesetter import Typesetter
from drillcards.model.document import Document, OutlineEntry, Purpose
from drillcards.model.drill import Drill
from drillcards.model.packet import Assignment, Packet
from drillcards.model.page import Anchor, Page
from drillcards.model.problem import Problem, Severity
from drillcards.model.roster import Player
from drillcards.model.season import Week
from drillcards.model.settings import Settings
from drillcards.read.muscles import read_taxonomy
from drillcards.write.binding import bind_within
from drillcards.write.file import save_file
from drillcards.write.forms import FormStore
from drillcards.write.parts import Painter, Part

LONG: Final = 12
"""A packet of more drills than this has contents."""

Built = tuple[Packet | None, Problems]


@dataclass(frozen=True, slots=True)
class Bench:
    """What all packets are made from. ``codes`` are cards' numbers and ``parts`` drills' pages, drawn, both by slug."""

    settings: Settings
    roster: str
    """The roster's file."""
    fonts: FontSet
    tools: Mapping[str, Tools]
    """By the player's language, which may be ""."""
    codes: Mapping[str, str]
    drills: Mapping[str, Drill]
    parts: Mapping[str, Part]
    mentions: Mapping[str, tuple[Mention, ...]]
    """What drills' pages say of players, by slug."""
    forms: FormStore
    """What covers and summaries share, spelt once. It is no trace of other players: they are muscles."""
    secrets: Secrets
    week: Week | None
    week_mentions: tuple[Mention, ...]
    """What the week's plan says of players."""
    out: Path
    most_bytes: float


def make_tools(settings: Settings, fonts: FontSet, frame: Frame, lang: str) -> Tools:
    """What packets' own pages are laid out with in one language."""
    typesetter = Typesetter(fonts)
    inks = {"ink": INK, "muted": MUTED, "category": settings.color or PLAIN}
    return Tools(frame, typesetter, Setter(typesetter), Composer(typesetter, frame.body.heading_em), inks, lang)


@dataclass(frozen=True, slots=True)
class _Bound:
    """A file to be: the drills in it, and its bytes."""

    slugs: tuple[str, ...]
    data: bytes


class LeakError(Exception):
    """A packet would tell of another player; ``found`` is what it says."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


@dataclass(frozen=True, slots=True)
class BoundPacket:
    """A player's packet before it is written."""

    player: Player
    slugs: tuple[str, ...]
    files: tuple[_Bound, ...]


def bind_packet(assignment: Assignment, bench: Bench) -> BoundPacket | Problems:
    """A player's packet, or the error that keeps it from being written.

    Where its file would be too large, its pictures are reduced first; then it is divided into parts.
    """
    player = assignment.player
    slugs = list_bound(assignment, bench)
    try:
        return BoundPacket(player, slugs, tuple(_divide(slugs, player, bench)))
    except LeakError as leak:
        return (_report_leak(player, leak.found, bench),)


def save_packet(bound: BoundPacket, bench: Bench) -> Built:
    """The packet, written, and what is wrong with it. OSError: a file can't be written."""
    files, player = bound.files, bound.player
    problems = [_report_size(player, bench) for file in files if len(file.data) > bench.most_bytes]
    paths = _save(files, player, bench.out)
    hashes = [sha256(file.data) for file in files]
    digest = sha256(b"".join(found.digest() for found in hashes)).hexdigest()
    titles = tuple(bench.drills[slug].title for slug in bound.slugs)
    return Packet(player, paths, titles, digest, tuple(found.hexdigest() for found in hashes)), tuple(problems)


def list_bound(assignment: Assignment, bench: Bench) -> tuple[str, ...]:
    """The slugs of the player's drills that were drawn, and that tell of no other player."""
    chosen = (choice.slug for choice in assignment.choices if choice.slug in bench.parts)
    known = list_known(bench.settings)
    return tuple(slug for slug in chosen if pick_leak(bench.mentions[slug], assignment.player, known) is None)


def _divide(slugs: tuple[str, ...], player: Player, bench: Bench) -> list[_Bound]:
    """The packet as one file or, where that is too large even with small pictures, as few as will do."""
    whole = _bind_smallest(slugs, player, bench, (1, 1))
    if len(whole.data) <= bench.most_bytes or len(slugs) < 2:
        return [whole]
    for parts in range(2, len(slugs) + 1):
        size = -(-len(slugs) // parts)
        shares = [slugs[start : start + size] for start in range(0, len(slugs), size)]
        files = [_bind_smallest(some, player, bench, (at, len(shares))) for at, some in enumerate(shares, 1)]
        if all(len(bound.data) <= bench.most_bytes for bound in files):
            break
    return files


def _bind_smallest(slugs: tuple[str, ...], player: Player, bench: Bench, part: tuple[int, int]) -> _Bound:
    """The file with its pictures as fine as its size allows, or as coarse as they get."""
    pages, document = _lay_out(slugs, player, bench, part)
    found = find_leak(
        (*list_texts(pages, document), player.id.replace("-", " ")), player, bench.secrets, list_known(bench.settings)
    )
    if found:
        raise LeakError(found)
    data, _ = bind_within(_draw_parts(pages, slugs, bench), document, int(bench.most_bytes))
    return _Bound(slugs, bytes(data))


def _lay_out(
    slugs: Sequence[str], player: Player, bench: Bench, part: tuple[int, int]
) -> tuple[tuple[Page, ...], Document]:
    """The packet's own pages, and what the file says of itself."""
    tools = bench.tools[player.lang]
    planned = [Planned(bench.drills[slug], bench.codes[slug]) for slug in slugs]
    week = None if pick_leak(bench.week_mentions, player, list_known(bench.settings)) else bench.week
    cover = CoverContent(player, bench.settings, planned, week, part)
    plan, muscles = find_packet_word("plan", tools.lang), find_packet_word("trains", tools.lang)
    sections: list[tuple[str, str, list[SetPage]]] = [(PLAN, plan, list(set_cover(cover, tools)))]
    if len(slugs) > LONG:
        contents = find_packet_word("contents", tools.lang)
        sections.append((CONTENTS, contents, list(set_packet_contents(planned, tools))))
    sections.append((MUSCLES, muscles, list(set_summary(planned, read_taxonomy(tools.lang), tools))))
    pages: list[Page] = []
    outline: list[OutlineEntry] = []
    for key, title, found in sections:
        for index, leaf in enumerate(make_leaves(found, tools.frame, key, "", "")):
            label = title if index == 0 else f"{title} {index + 1}"
            anchors = (Anchor(key),) if index == 0 else ()
            pages.append(replace(leaf.page, label=label, anchors=anchors))
        outline += [OutlineEntry(title, 0, key)] if found else []
    return tuple(pages), _describe(player, planned, tuple(outline), bench, tools.lang)


def _describe(
    player: Player, planned: Sequence[Planned], outline: tuple[OutlineEntry, ...], bench: Bench, lang: str
) -> Document:
    drills = tuple(OutlineEntry(item.drill.title, 0, item.drill.slug) for item in planned)
    team = " ".join(filter(None, (bench.settings.team, bench.settings.season)))
    kind = find_packet_word("packet", lang)
    return Document(
        title=f"{player.name}: {kind}" + (f", {team}" if team else ""),
        pages=(),
        fonts=bench.fonts.files,
        lang=choose_packet_lang(lang),
        author=bench.settings.team,
        outline=(*outline[:-1], *drills, *outline[-1:]),
        purpose=Purpose.READING,
    )


def _draw_parts(pages: Sequence[Page], slugs: Sequence[str], bench: Bench) -> list[Part]:
    """The cover and the contents, the drills as they were drawn for all, and the muscles."""
    painter = Painter(bench.fonts.files, Purpose.READING, bench.forms)
    last = next((at for at, page in enumerate(pages) if any(a.name == MUSCLES for a in page.anchors)), len(pages))
    around = [painter.draw_part(some) for some in (pages[:last], pages[last:]) if some]
    return [around[0], *(bench.parts[slug] for slug in slugs), *around[1:]]


def _save(files: Sequence[_Bound], player: Player, folder: Path) -> tuple[Path, ...]:
    """Write the files, and take away those of the player that an earlier, differently divided packet left."""
    count = len(files)
    names = [f"{player.id}.pdf" if count == 1 else f"{player.id}-{at}-of-{count}.pdf" for at in range(1, count + 1)]
    paths = tuple(folder / name for name in names)
    for bound, path in zip(files, paths, strict=True):
        save_file(bound.data, path, private=True)
    for old in (folder / f"{player.id}.pdf", *folder.glob(f"{player.id}-[0-9]*-of-[0-9]*.pdf")):
        if old not in paths:
            old.unlink(missing_ok=True)
    return paths


def _report_leak(player: Player, found: str, bench: Bench) -> Problem:
    message = f"The packet of {player.name} would tell of “{found}”, which is another player’s, and wasn't built."
    hint = "Take it out of the row: a packet is for its player's eyes alone."
    return Problem(Severity.ERROR, "foreign-data", bench.roster, player.line or None, message, hint)


def _report_size(player: Player, bench: Bench) -> Problem:
    message = f"A drill of {player.name}'s packet is larger than {bench.most_bytes / 1e6:g} MB by itself."
    hint = "Save its pictures smaller: 2,000 pixels on the longer side are enough for a whole page."
    return Problem(Severity.WARNING, "packet-too-large", bench.roster, player.line or None, message, hint)
