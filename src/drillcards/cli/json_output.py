"""Model values as the JSON that other programs may rely on. Keys are added here, never renamed."""

import json
from collections.abc import Iterable, Mapping

from drillcards.cli.streams import say, speaks_unicode
from drillcards.model.drill import (
    Block,
    Blocks,
    Bullets,
    Code,
    Drill,
    Heading,
    ImageBlock,
    Ordered,
    Paragraph,
    Quote,
    Spans,
    Table,
)
from drillcards.model.muscle import MuscleGroup, MuscleUse
from drillcards.model.packet import Assignment, Choice
from drillcards.model.template import CardTemplate
from drillcards.model.units import pt_to_mm
from drillcards.read.muscles import Mention

Json = dict[str, object]


def print_json(value: object) -> None:
    """Print a value as JSON on standard output, in letters that the output can carry."""
    say(json.dumps(value, indent=2, ensure_ascii=not speaks_unicode()))


def list_drill_head(drill: Drill) -> Json:
    """A drill without its blocks: an entry of ``list --json``."""
    return {
        "slug": drill.slug,
        "title": drill.title,
        "description": drill.description,
        "category": drill.category,
        "tags": list(drill.tags),
        "published": drill.published,
        "lang": drill.lang,
        "facts": {fact.key: fact.value for fact in drill.facts},
        "sections": [{"key": section.key, "heading": section.heading} for section in drill.sections],
        "muscles": [convert_use(use) for use in drill.muscles],
        "video": drill.video,
        "source": {"path": drill.source.path, "line": drill.source.line},
    }


def convert_drill(drill: Drill) -> Json:
    """A whole drill: ``show --json``."""
    return {
        **list_drill_head(drill),
        "intro": convert_blocks(drill.intro),
        "sections": [
            {"key": section.key, "heading": section.heading, "blocks": convert_blocks(section.blocks)}
            for section in drill.sections
        ],
        "closing": convert_blocks(drill.closing),
    }


def convert_blocks(blocks: Blocks) -> list[Json]:
    """Blocks in order, each ``{type, …}``."""
    return [convert_block(block) for block in blocks]


def convert_block(block: Block) -> Json:
    """One block: its type, and what that type has."""
    return {"type": block.type, **_list_content(block)}


def _list_content(block: Block) -> Json:  # noqa: PLR0911 - a case for each type of block
    match block:
        case Paragraph(spans=spans):
            return _convert_text(spans)
        case Heading(level=level, spans=spans):
            return {"level": level, **_convert_text(spans)}
        case Bullets(items=items):
            return {"items": [convert_blocks(item) for item in items]}
        case Ordered(items=items, start=start):
            return {"start": start, "items": [convert_blocks(item) for item in items]}
        case Table(header=header, rows=rows):
            return {"header": _convert_cells(header), "rows": [_convert_cells(row) for row in rows]}
        case Quote(blocks=blocks):
            return {"blocks": convert_blocks(blocks)}
        case ImageBlock(src=src, alt=alt):
            return {"src": src, "alt": alt}
        case Code(text=text):
            return {"text": text, "spans": [{"text": text, "strong": False, "em": False, "code": True, "href": None}]}


def _convert_cells(cells: Iterable[Spans]) -> list[Json]:
    return [_convert_text(spans) for spans in cells]


def _convert_text(spans: Spans) -> Json:
    """``text`` is what ``spans`` say, plain."""
    return {
        "text": "".join(span.text for span in spans),
        "spans": [
            {"text": span.text, "strong": span.strong, "em": span.em, "code": span.code, "href": span.href}
            for span in spans
        ],
    }


def convert_use(use: MuscleUse) -> Json:
    """What a drill says of one muscle group."""
    return {
        "group": use.group,
        "region": use.region,
        "role": use.role.value,
        "mention": use.mention,
        "note": use.note,
    }


def convert_mention(mention: Mention) -> Json:
    """How a mention was read: ``muscles TEXT --json``. No groups if nobody knows it."""
    return {
        "mention": mention.mention,
        "note": mention.note,
        "qualities": list(mention.qualities),
        "groups": [
            {"group": use.group, "region": use.region, "role": use.role.value, "muscles": list(use.muscles)}
            for use in mention.uses
            if use.group
        ],
    }


def convert_group(group: MuscleGroup, drills: Iterable[str]) -> Json:
    """A group of the taxonomy, with the slugs of the published drills that train it: ``muscles --json``."""
    return {
        "group": group.id,
        "name": group.name,
        "region": group.region,
        "muscles": list(group.muscles),
        "drills": list(drills),
    }


def convert_template(template: CardTemplate) -> Json:
    """A card template: ``templates --json``. Sizes are rounded to what a ruler could tell."""
    return {
        "name": template.name,
        "description": template.description,
        "source": template.source,
        "width_mm": round(pt_to_mm(template.width), 2),
        "height_mm": round(pt_to_mm(template.height), 2),
        "omits": list(template.omits),
    }


def convert_assignment(assignment: Assignment, titles: Mapping[str, str]) -> Json:
    """Who gets what, and why: an entry of ``packets --explain --json``. Addresses aren't in it."""
    player = assignment.player
    return {
        "player": player.id,
        "name": player.name,
        "number": player.number,
        "position": player.position,
        "level": player.level,
        "drills": [_convert_choice(choice, titles) for choice in assignment.choices],
        "left_out": [_convert_choice(choice, titles) for choice in assignment.left_out],
    }


def _convert_choice(choice: Choice, titles: Mapping[str, str]) -> Json:
    return {"slug": choice.slug, "title": titles.get(choice.slug, choice.slug), "reasons": list(choice.reasons)}
