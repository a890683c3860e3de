from pathlib import Path

import pytest

from read.folder import join_words, list_codes, read_quietly, read_text, refuse_text


def test_a_colon_in_a_title_is_an_error_with_the_line_as_it_should_be(tmp_path: Path) -> None:
    problem = refuse_text(tmp_path, "---\nlevel: 1\ntitle: Kicks: the fast way\n---\nRun.\n")
    assert (problem.code, problem.line) == ("broken-front-matter", 3)
    assert 'title: "Kicks: the fast way"' in problem.hint


@pytest.mark.parametrize(
    ("line", "fixed"),
    [
        ('title: "Kicks', 'title: "Kicks"'),
        ("title: @Kicks", 'title: "@Kicks"'),
        ('title: "Fast" kicks: now', "title: 'Fast\" kicks: now'"),
        ("title: *kicks", 'title: "*kicks"'),
    ],
)
def test_other_lines_that_yaml_cannot_read_are_mended_with_quotes(tmp_path: Path, line: str, fixed: str) -> None:
    problem = refuse_text(tmp_path, f"---\nlevel: 1\n{line}\nreps: 2\n---\nRun.\n")
    assert (problem.code, problem.line) == ("broken-front-matter", 3)
    assert fixed in problem.hint


def test_tabs_are_named(tmp_path: Path) -> None:
    problem = refuse_text(tmp_path, "---\ntags:\n\t- legs\n---\nRun.\n")
    assert (problem.code, problem.line) == ("broken-front-matter", 3)
    assert "spaces" in problem.hint


def test_front_matter_without_an_end_is_an_error(tmp_path: Path) -> None:
    problem = refuse_text(tmp_path, "\n---\ntitle: Kicks\n\n# Kicks\n")
    assert (problem.code, problem.line) == ("broken-front-matter", 2)


def test_brackets_without_end_are_an_error_and_no_crash(tmp_path: Path) -> None:
    assert refuse_text(tmp_path, f"---\ntags: {'[' * 5000}\n---\nRun.\n").code == "broken-front-matter"


@pytest.mark.parametrize("text", ["---\n\nRun.\n", "---\nRun fast.\n\n---\n\nStop.\n", "---\n"])
def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path, text: str) -> None:
    drill, _ = read_text(tmp_path, text)
    assert drill.source.line == 1
    words = [word for block in drill.intro for word in join_words(block).split()]
    assert words == [word for word in text.split() if word != "---"]


def test_a_heading_line_below_text_makes_a_heading_of_it_not_front_matter(tmp_path: Path) -> None:
    drill = read_quietly(tmp_path, "Run.\n\n---\ntitle: x\n---\nStop.\n")
    assert drill.sections[0].heading == "title: x"


def test_empty_front_matter_is_fine(tmp_path: Path) -> None:
    drill = read_quietly(tmp_path, "---\n---\n# Kicks\n\nRun.\n")
    assert (drill.title, drill.source.line) == ("Kicks", 3)


def test_wrong_types_are_named_and_used_as_far_as_they_make_sense(tmp_path: Path) -> None:
    matter = "title: 3\ndescription: []\npublished: 'no'\ntags: {a: b}\nlevel: true\ncategory: 2024-01-02\n"
    drill, problems = read_text(tmp_path, f"---\n{matter}---\nRun.\n")
    assert list_codes(problems) == [("front-matter-type", 3), ("front-matter-type", 5)]
    assert (drill.title, drill.description, drill.published) == ("3", "", False)
    assert (drill.tags, drill.get_fact("level"), drill.category) == ((), "true", "2024-01-02")


@pytest.mark.parametrize(
    "typed", ["010", "1:30", "1e3", "0x1F", "2025-13-45", "On", "1_000", ".inf", "9" * 5000, "12:30"]
)
def test_what_yaml_takes_for_something_else_stays_as_it_is_typed(tmp_path: Path, typed: str) -> None:
    drill = read_quietly(tmp_path, f"---\ntitle: {typed}\ntags: [{typed}]\nreps: {typed}\n---\nRun.\n")
    assert (drill.title, drill.tags, drill.get_fact("reps")) == (typed, (typed,), typed)


def test_a_language_that_is_none_leaves_the_workspaces(tmp_path: Path) -> None:
    drill, problems = read_text(tmp_path, "---\nlang: British English\n---\nRun.\n")
    assert drill.lang == "en"
    assert list_codes(problems) == [("bad-language", 2)]


def test_a_key_that_stands_twice_is_named(tmp_path: Path) -> None:
    drill, problems = read_text(tmp_path, "---\ntitle: A\ntitle: B\n---\nRun.\n")
    assert drill.title == "B"
    assert list_codes(problems) == [("repeated-key", 3)]


def test_words_between_commas_are_a_list(tmp_path: Path) -> None:
    assert read_quietly(tmp_path, "---\ntags: legs, fast, legs\n---\nRun.\n").tags == ("legs", "fast")


def test_unknown_keys_keep_their_values(tmp_path: Path) -> None:
    drill = read_quietly(tmp_path, "---\nseen: 2024-05-01\nweather: [sun]\n---\nRun.\n")
    assert drill.extra == (("seen", "2024-05-01"), ("weather", ["sun"]))


@pytest.mark.parametrize(
    ("line", "meant"),
    [("duratoin: 5 min", "duration"), ("titel: Kicks", "title"), ("tag: legs", "tags")],
)
def test_a_key_that_is_nearly_a_known_one_is_named_and_kept(tmp_path: Path, line: str, meant: str) -> None:
    drill, problems = read_text(tmp_path, f"---\nlevel: easy\n{line}\n---\nRun.\n")
    assert list_codes(problems) == [("unknown-key", 3)]
    assert problems[0].severity == "warning"
    assert f"Did you mean “{meant}”?" in problems[0].hint
    key, _, value = line.partition(": ")
    assert drill.extra == ((key, value),)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("duración: 5 min", "duration"),
        ("Equipo: conos", "equipment"),
        ("jugadores: 8", "players"),
        ("Número de jugadores: 8", "players"),
        ("durée: 5 min", "duration"),
        ("matériel: cônes", "equipment"),
        ("joueurs: 8", "players"),
        ("tranche d'âge: 8", "ages"),
    ],
)
def test_facts_go_by_their_labels_in_other_languages(tmp_path: Path, line: str, key: str) -> None:
    drill = read_quietly(tmp_path, f"---\n{line}\n---\nRun.\n")
    assert drill.get_fact(key) == line.partition(": ")[2]
    assert dict(drill.key_lines) == {key: 2}
    assert drill.extra == ()


def test_a_fact_that_stands_twice_under_different_labels_is_named(tmp_path: Path) -> None:
    drill, problems = read_text(tmp_path, "---\nduración: 5 min\nduration: 6 min\ntiempo: 7 min\n---\nRun.\n")
    assert drill.get_fact("duration") == "6 min"
    assert list_codes(problems) == [("repeated-key", 2), ("repeated-key", 4)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("title: Steal: second", "a colon stands where none can"),
        ('title: "Steal', "a quote isn't closed"),
        ("tags: [feet, hands", "a list isn't closed, or lacks a comma"),
        ("images: {src: a.png", "a brace isn't closed, or a comma is missing"),
        ("title: @home", "a mark or a tab stands where a word should"),
        ("title: *kicks", "a value begins with a star"),
        ("title: &", "a value begins with a mark"),
        ('title: "Fast" kicks', "words follow a closed quote, or a line isn't below the one above it"),
        ("level 1\nreps: 2", "a colon stands where none can"),
        ("level: 1\nreps\nx: 2", "a line has no “key: value”"),
    ],
)
def test_what_yaml_cannot_read_is_told_in_a_coach_s_words(tmp_path: Path, line: str, words: str) -> None:
    problem = refuse_text(tmp_path, f"---\n{line}\n---\nRun.\n")
    assert problem.message == f"The front matter can't be read: {words}."


def test_a_list_without_an_end_is_found_where_it_begins_and_closed(tmp_path: Path) -> None:
    problem = refuse_text(tmp_path, "---\ntags: [feet, hands\nlevel: 1\nreps: 2\n---\nRun.\n")
    assert (problem.line, problem.hint) == (2, "Close the bracket: tags: [feet, hands]")


def test_keys_of_a_website_s_page_are_no_slips(tmp_path: Path) -> None:
    read_quietly(tmp_path, "---\nlayout: post\ndate: 2024-03-01\ncategories: [news]\nauthor: me\n---\nRun.\n")
    _, problems = read_text(tmp_path, "---\ncategories: [speed]\n---\nRun.\n")
    assert list_codes(problems) == [("unknown-key", 2)]


@pytest.mark.parametrize("line", ["TITLE: Kicks", "Title: Kicks", '"title": Kicks'])
def test_a_key_counts_whatever_its_capitals(tmp_path: Path, line: str) -> None:
    assert read_quietly(tmp_path, f"---\n{line}\n---\nRun.\n").title == "Kicks"


HEADERS = {
    "plain": "---\ntitle: Hops\ntags: [feet]\n---\n",
    "a comment above": "<!-- lint: off -->\n\n---\ntitle: Hops\ntags: [feet]\n---\n",
    "two comments above": "%% mine\nalone %%\n<!-- a\nb -->\n---\ntitle: Hops\ntags: [feet]\n---\n",
    "blank lines above": "\n \n---\ntitle: Hops\ntags: [feet]\n---\n",
    "a mark of bytes above": "\ufeff---\ntitle: Hops\ntags: [feet]\n---\n",
    "indented": "  ---\n  title: Hops\n  tags: [feet]\n  ---\n",
    "named": "---yaml\ntitle: Hops\ntags: [feet]\n---\n",
    "dots below": "---\ntitle: Hops\ntags: [feet]\n...\n",
    "more dashes": "-----\ntitle: Hops\ntags: [feet]\n-----\n",
    "Windows' line ends": "---\r\ntitle: Hops\r\ntags: [feet]\r\n---\r\n",
    "TOML": '+++\ntitle = "Hops"\ntags = ["feet"]\n+++\n',
    "TOML between dashes": '---\ntitle = "Hops"\ntags = ["feet"]\n---\n',
    "TOML by name": '---toml\ntitle = "Hops"\ntags = ["feet"]\n---\n',
    "JSON": '{\n  "title": "Hops",\n  "tags": ["feet"]\n}\n',
    "JSON between dashes": '---\n{"title": "Hops", "tags": ["feet"]}\n---\n',
}


@pytest.mark.parametrize("shape", HEADERS)
def test_a_header_is_read_in_every_shape(tmp_path: Path, shape: str) -> None:
    drill = read_quietly(tmp_path, f"{HEADERS[shape]}\nRun.\n")
    assert (drill.title, drill.tags, [join_words(block) for block in drill.intro]) == ("Hops", ("feet",), ["Run."])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("———\ntitle: Hops\ntags: [feet]\n———\n", 2),
        ("–––\ntitle: Hops\ntags: [feet]\n–––\n", 2),
        ("—-\ntitle: Hops\ntags: [feet]\n—-\n", 2),
        ("title: Hops\ntags: [feet]\n", 1),
        ("\ntitle: Hops\ntags:\n  - feet\n---\n", 2),
        ("TITLE: Hops\ntags: feet\n", 1),
    ],
)
def test_a_header_without_its_dashes_is_read_and_named(tmp_path: Path, text: str, line: int) -> None:
    drill, problems = read_text(tmp_path, f"{text}\nRun.\n")
    assert list_codes(problems) == [("odd-front-matter", line)]
    assert (drill.title, drill.tags, [join_words(block) for block in drill.intro]) == ("Hops", ("feet",), ["Run."])


@pytest.mark.parametrize(
    "text", ["Note: keep low.\n\nRun.\n", "Players: 6\n\nRun.\n", "{: .wide }\n\nRun.\n", "{% raw %}\n"]
)
def test_words_with_a_colon_are_no_header(tmp_path: Path, text: str) -> None:
    assert read_text(tmp_path, text)[0].source.line == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('+++\ntitle = "Hops"\nreps = \n+++\nRun.\n', 3),
        ("+++\ntitle = “Hops”\n+++\nRun.\n", 2),
        ('+++\ntitle = "Hops"\n\nRun.\n', 1),
        (f"+++\nreps = {'[' * 2000}\n+++\nRun.\n", 2),
        (f"+++\nreps = {'9' * 5000}\n+++\nRun.\n", 2),
        ('{\n "title": "Hops"\n "reps": 8\n}\nRun.\n', 3),
        (f'{{"title": {"[" * 20000}\nRun.\n', 1),
        ("———\ntitle: Hops\n\nRun.\n", 1),
        ("---\n{{ title }}: x\n---\nRun.\n", 2),
    ],
)
def test_a_header_that_is_broken_keeps_the_drill_out(tmp_path: Path, text: str, line: int) -> None:
    problem = refuse_text(tmp_path, text)
    assert (problem.code, problem.line) == ("broken-front-matter", line)


def test_aliases_of_aliases_take_no_room(tmp_path: Path) -> None:
    layers = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    drill = read_quietly(tmp_path, f"---\na0: &a0 lol\n{layers}title: Hops\n---\nRun.\n")
    assert drill.title == "Hops"


def test_a_table_of_counts_is_what_it_counts(tmp_path: Path) -> None:
    drill = read_quietly(tmp_path, "---\nequipment: {cones: 4, balls: 2, whistle: }\n---\nRun.\n")
    assert drill.get_fact("equipment") == "4 cones, 2 balls, whistle"
    listed = read_quietly(tmp_path, "---\nequipment:\n  - cones: 4\n  - 2 balls\n---\nRun.\n")
    assert listed.get_fact("equipment") == "4 cones, 2 balls"
