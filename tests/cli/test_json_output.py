import json
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Run
from drillcards.cli.json_output import convert_block
from drillcards.model.drill import Bullets, Code, Heading, ImageBlock, Ordered, Paragraph, Quote, Span, Table

HEAD = {
    *("slug", "title", "description", "category", "tags", "published", "lang", "facts"),
    *("sections", "muscles", "video", "source"),
}
PLAIN = {"strong": False, "em": False, "code": False, "href": None}


def load(run: Run, *args: str) -> Any:
    outcome = run(*args)
    assert outcome.code == 0, outcome.err
    return json.loads(outcome.out)


def test_show_gives_a_whole_drill_with_the_promised_keys(season: Path, run: Run) -> None:
    drill = load(run, "show", "cone-weave", "--json")
    assert set(drill) == HEAD | {"intro", "closing"}
    assert drill["facts"] == {"duration": "5 min", "players": "2-10"}
    assert drill["source"]["path"] == "drills/speed/cone-weave.md"
    assert [set(section) for section in drill["sections"]] == [{"key", "heading", "blocks"}] * 4
    assert [section["key"] for section in drill["sections"]] == ["execution", "muscles", "scoring", "coaching_points"]
    assert drill["closing"][0]["text"] == "Weave once more to end the session."


def test_text_in_json_is_plain_and_in_spans(season: Path, run: Run) -> None:
    (intro,) = load(run, "show", "cone-weave", "--json")["intro"]
    assert intro["text"] == "A short weave that wakes up the feet."
    assert intro["spans"][1] == {"text": "short", "strong": False, "em": True, "code": False, "href": None}


def test_muscles_of_a_drill_have_the_promised_keys(season: Path, run: Run) -> None:
    uses = load(run, "show", "cone-weave", "--json")["muscles"]
    assert [(use["group"], use["mention"], use["note"]) for use in uses] == [
        ("calves", "Calves", "gastrocnemius"),
        ("hip-adductors", "Hip adductors", ""),
    ]
    assert all(set(use) == {"group", "region", "role", "mention", "note"} for use in uses)


def test_list_gives_drills_without_blocks(season: Path, run: Run) -> None:
    drills = load(run, "list", "--json")
    assert [drill["slug"] for drill in drills] == ["fielding/glove-taps", "speed/cone-weave", "speed/ladder-run"]
    assert all(set(drill) == HEAD for drill in drills)
    assert all("blocks" not in section for drill in drills for section in drill["sections"])


def test_list_as_json_is_alone_on_standard_output(flawed: Path, run: Run) -> None:
    outcome = run("list", "--json")
    assert [drill["slug"] for drill in json.loads(outcome.out)] == ["plain", "unprintable"]
    assert "broken.md" in outcome.err
    assert outcome.code == 1


def test_templates_say_what_they_are_and_omit(season: Path, run: Run) -> None:
    templates = load(run, "templates", "--json")
    tiny = next(template for template in templates if template["name"] == "tiny")
    assert tiny == {
        "name": "tiny",
        "description": "A small card of two faces",
        "source": "templates/tiny.toml",
        "width_mm": 127,
        "height_mm": 76.2,
        "omits": ["intro", "purpose", "muscles", "closing"],
    }


def test_a_mention_is_read_into_groups_and_qualities(run: Run) -> None:
    (mention,) = load(run, "muscles", "Calves (gastrocnemius)", "--json")["mentions"]
    assert set(mention) == {"mention", "note", "qualities", "groups"}
    assert mention["groups"] == [
        {"group": "calves", "region": "lower leg", "role": "primary", "muscles": ["gastrocnemius"]}
    ]


def test_words_of_a_mention_need_no_quotes(run: Run) -> None:
    (mention,) = load(run, "muscles", "hip", "adductors", "--json")["mentions"]
    assert [group["group"] for group in mention["groups"]] == ["hip-adductors"]


def test_without_a_mention_the_taxonomy_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    groups = load(run, "muscles", "--json")["groups"]
    assert all(set(group) == {"group", "name", "region", "muscles", "drills"} for group in groups)
    assert "hamstrings" in [group["group"] for group in groups]


def test_the_taxonomy_names_the_published_drills_of_each_group(season: Path, run: Run) -> None:
    text = "---\npublished: false\n---\n# Draft\n\nRun.\n\n## Muscles\n\n- Calves\n"
    (season / "drills/speed/draft.md").write_text(text, "utf-8")
    groups = load(run, "muscles", "--json")["groups"]
    assert {group["group"]: group["drills"] for group in groups if group["drills"]} == {
        "forearms": ["fielding/glove-taps"],
        "hip-adductors": ["speed/cone-weave"],
        "calves": ["speed/cone-weave"],
    }


def test_check_as_json_gives_problems_with_their_places(flawed: Path, run: Run) -> None:
    outcome = run("check", "--format", "json")
    problems = json.loads(outcome.out)
    assert all(set(problem) == {"severity", "code", "path", "line", "message", "hint"} for problem in problems)
    assert {problem["path"] for problem in problems} == {"drills/broken.md", "drills/unprintable.md"}
    assert (outcome.code, outcome.err) == (1, "")


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Heading(3, (Span("Left"),)), {"type": "heading", "level": 3, "text": "Left"}),
        (ImageBlock("a.png", "A"), {"type": "image", "src": "a.png", "alt": "A"}),
        (Code("x = 1\n"), {"type": "code", "text": "x = 1\n"}),
    ],
)
def test_a_block_is_given_by_its_type(block: Heading | ImageBlock | Code, expected: dict[str, object]) -> None:
    assert {key: value for key, value in convert_block(block).items() if key != "spans"} == expected


def test_lists_nest_blocks_in_their_items() -> None:
    run_it = Paragraph((Span("Run"),))
    block = Ordered(((run_it, Bullets(((Paragraph((Span("Fast"),)),),))),), start=3)
    text = {"type": "paragraph", "text": "Run", "spans": [{"text": "Run", **PLAIN}]}
    inner = {"type": "paragraph", "text": "Fast", "spans": [{"text": "Fast", **PLAIN}]}
    assert convert_block(block) == {
        "type": "ordered",
        "start": 3,
        "items": [[text, {"type": "bullets", "items": [[inner]]}]],
    }


def test_tables_and_quotes_give_their_cells_and_blocks() -> None:
    table = Table(((Span("Place"),),), (((Span("First"),),),))
    place = {"text": "Place", "spans": [{"text": "Place", **PLAIN}]}
    first = {"text": "First", "spans": [{"text": "First", **PLAIN}]}
    assert convert_block(table) == {"type": "table", "header": [place], "rows": [[first]]}
    assert convert_block(Quote((Paragraph((Span("Go"),)),))) == {
        "type": "quote",
        "blocks": [{"type": "paragraph", "text": "Go", "spans": [{"text": "Go", **PLAIN}]}],
    }
