"""What a coach is told when a drill and a template don't go together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from drillcards.layout.codes import can_encode
from drillcards.layout.pieces import ImageContent, Pieces, RowContent
from drillcards.layout.subject import SETTINGS_PARTS, Subject
from drillcards.model.drill import Drill
from drillcards.model.problem import Problem, Severity
from drillcards.model.template import CardTemplate, Slot, SlotKind

DOES_NOT_FIT: Final = "does-not-fit"
"""The code of errors about drills that a template has no room for."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What found no room: ``what`` completes "has no room for …". ``of_drill``: the drill's file is to blame."""

    what: str
    of_drill: bool = True


def name_slot(slot: Slot, subject: Subject, labels: Sequence[str]) -> Obstacle:
    """The obstacle when a slot's text runs out of its box: named by what is in it, facts by their labels."""
    if slot.kind is SlotKind.LEGEND:
        return Obstacle("the names of the muscle groups")
    if slot.kind is SlotKind.FACTS:
        return Obstacle(_join(labels))
    shown = [part for part in slot.shows if subject.texts.get(part)]
    ours = SETTINGS_PARTS.issuperset(shown)
    return Obstacle(_join([f"the {part}" for part in shown]) or slot.name, of_drill=not ours)


def name_pieces(pieces: Pieces) -> Obstacle:
    """The obstacle when pieces don't even begin on a face of their own: the first that isn't just kept with it."""
    piece = next((piece for piece in pieces if not piece.keep), pieces[-1])
    kinds = {RowContent: "a row of the table in ", ImageContent: "the picture in "}
    place = f"“{piece.section}”" if piece.section else "the text outside of all sections"
    return Obstacle(kinds.get(type(piece.content), "") + place)


def report_obstacle(obstacle: Obstacle, drill: Drill, template: CardTemplate) -> Problem:
    """The error that leaves a drill without cards."""
    message = f"The template {template.name} has no room for {obstacle.what}, even at its smallest size."
    if not obstacle.of_drill:
        return Problem(Severity.ERROR, DOES_NOT_FIT, "drillcards.toml", None, message, "Shorten team or season.")
    hint = "Write it shorter, or print the drill with a larger template."
    return Problem(Severity.ERROR, DOES_NOT_FIT, drill.source.path, drill.source.line, message, hint)


def find_left_out(template: CardTemplate, drill: Drill, drawn: frozenset[str]) -> Iterator[Problem]:
    """A warning when the video's code was asked for and isn't among the slots ``drawn`` on the first face."""
    for slot in template.front.slots:
        if slot.kind is SlotKind.CODE and drill.video and slot.name not in drawn:
            yield _report_left_out(drill, template)


def _report_left_out(drill: Drill, template: CardTemplate) -> Problem:
    path, line = drill.source.path, dict(drill.key_lines).get("video", drill.source.line)
    if not can_encode(drill.video or ""):
        message = "The video's link is too long for any QR code; the card is printed without it."
        return Problem(Severity.WARNING, "video-link-too-long", path, line, message, "Use a short link.")
    message = (
        f"The template {template.name} has no room for the QR code of the video's link; the card is printed without it."
    )
    hint = "Use a shorter link, whose code is smaller, or print the drill with a larger template."
    return Problem(Severity.WARNING, "video-code-left-out", path, line, message, hint)


def _join(names: Sequence[str]) -> str:
    """The names with commas, and a word before the last."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
