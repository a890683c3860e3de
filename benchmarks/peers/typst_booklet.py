"""A folder of Markdown to the season booklet: `python -m benchmarks.peers.typst_booklet INPUTS OUT.pdf FONTS…`.

The whole job in one process: read the drills, find what the indexes say, convert all to Typst source, compile that.
INPUTS holds the folder of drills, `booklet.typ`, `page.typ`, `figure.typ` and `muscles.json`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import typst

from benchmarks.peers.chapters import Chapter, Drill, read_chapters
from benchmarks.peers.typst_pages import format_body, format_strings

_PUNCTUATION = re.compile(r"[^\w\s]+")

Json = dict[str, Any]


def main() -> None:
    inputs, out, *fonts = sys.argv[1:]
    folder = Path(inputs)
    chapters = tuple(read_chapters(folder / "workspace" / "drills"))
    muscles = json.loads((folder / "muscles.json").read_text(encoding="utf-8"))
    (folder / "book.json").write_text(json.dumps(_describe_book(chapters, muscles)), encoding="utf-8")
    source = folder / "book.typ"
    source.write_text(_compose_book(chapters), encoding="utf-8")
    typst.compile(str(source), output=out, font_paths=fonts, ignore_system_fonts=True, pdf_standards=["ua-1", "a-2a"])


def _compose_book(chapters: tuple[Chapter, ...]) -> str:
    parts = ['#import "booklet.typ": *\n#show: drillbook\n#front()\n#show: body']
    for index, chapter in enumerate(chapters):
        look = f'(title: "{chapter.title}", letter: "{chapter.letter}", color: "{chapter.color}", index: {index})'
        parts.append(
            f'#set page(background: none)\n#pagebreak(weak: true, to: "odd")\n#opener(book.chapters.at({index}))'
        )
        parts += (_format_drill(drill, look) for drill in chapter.drills)
    parts.append("#close()")
    return "\n#pagebreak(weak: true)\n".join(parts)


def _format_drill(drill: Drill, chapter: str) -> str:
    return (
        f'#drill("{drill.slug}", chapter: {chapter}, description: {json.dumps(drill.description)}, '
        f"works: {format_strings(drill.works)})[\n{format_body(drill)}\n]"
    )


def _describe_book(chapters: tuple[Chapter, ...], muscles: Json) -> Json:
    drills = sorted((drill for chapter in chapters for drill in chapter.drills), key=lambda drill: _sort_name(drill))
    slugs = [drill.slug for drill in drills]
    initials = groupby(drills, key=lambda drill: drill.title[0].upper())
    return {
        "drills": {drill.slug: (drill.title, drill.code) for drill in drills},
        "works": _list_works(drills),
        "chapters": [_describe_chapter(chapter) for chapter in chapters],
        "indexes": [
            {
                "key": "index-muscle",
                "title": "Drills by muscle group",
                "lede": "In bold: drills that train the group first of all.",
                "groups": _index_muscles(drills, muscles),
            },
            {
                "key": "index-name",
                "title": "Drills by name",
                "groups": [{"title": letter, "drills": [drill.slug for drill in run]} for letter, run in initials],
            },
            # The corpus has no facts.
            {
                "key": "index-equipment",
                "title": "Drills by equipment",
                "groups": [{"title": "No equipment", "drills": slugs}],
            },
            {"key": "index-time", "title": "Drills by time", "groups": [{"title": "No time given", "drills": slugs}]},
        ],
    }


def _describe_chapter(chapter: Chapter) -> Json:
    return {
        "key": f"chapter-{chapter.letter}",
        "title": chapter.title,
        "letter": chapter.letter,
        "color": chapter.color,
        "works": _list_works(chapter.drills),
        "drills": [drill.slug for drill in chapter.drills],
    }


def _list_works(drills: Iterable[Drill]) -> list[str]:
    return list(dict.fromkeys(line for drill in drills for line in drill.works))


def _index_muscles(drills: list[Drill], muscles: Json) -> list[Json]:
    """Region → group → slugs, and of these the ones that train the group first of all."""
    trained: dict[str, dict[str, bool]] = {}
    for drill in drills:
        for line in drill.works:
            for group, primary in muscles["mentions"][line]:
                group_drills = trained.setdefault(group, {})
                group_drills[drill.slug] = group_drills.get(drill.slug, False) or primary
    return [
        {"title": region, "groups": [_describe_group(name, trained.get(group, {})) for group, name in groups]}
        for region, groups in muscles["regions"]
    ]


def _describe_group(title: str, drills: dict[str, bool]) -> Json:
    return {"title": title, "drills": list(drills), "first": [slug for slug, primary in drills.items() if primary]}


def _sort_name(drill: Drill) -> tuple[str, str]:
    return " ".join(_PUNCTUATION.sub(" ", drill.title.casefold()).split()), drill.slug


if __name__ == "__main__":
    main()
