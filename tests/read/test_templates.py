from pathlib import Path

import pytest

from drillcards.model.page import Box
from drillcards.model.problem import Problem, Severity
from drillcards.model.settings import Settings, Workspace
from drillcards.model.template import CardTemplate, SlotKind
from drillcards.model.units import mm_to_pt
from drillcards.read import templates
from drillcards.read.starter import builtin_root
from drillcards.read.templates import list_templates, read_template

BASE = """\
description = "A plain card"
omits = ["intro", "closing"]
floor_pt = 9
[card]
width_mm = 100
height_mm = 60
safe_mm = 5
ring_hole_mm = [90, 10]
[styles.body]
sizes_pt = [12, 9]
[front.title]
kind = "text"
box_mm = [5, 5, 90, 10]
shows = "title"
[front.body]
kind = "flow"
box_mm = [5, 20, 90, 35]
shows = ["setup", "*"]
after = "title"
gap_mm = 2
[back.notes]
kind = "flow"
box_mm = [5, 5, 90, 50]
[more.body]
kind = "flow"
box_mm = [5, 5, 90, 50]
"""


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace with one template of its own, "base", in an installation with one built-in template, "plain"."""
    for root, name in (("work", "base"), ("installed", "plain")):
        (tmp_path / root / "templates").mkdir(parents=True)
        (tmp_path / root / "templates" / f"{name}.toml").write_text(BASE)
    monkeypatch.setattr(templates, "builtin_root", lambda: tmp_path / "installed")
    return Workspace(tmp_path / "work")


def add(workspace: Workspace, name: str, text: str) -> None:
    (workspace.root / "templates" / f"{name}.toml").write_text(text)


def read(workspace: Workspace, name: str) -> CardTemplate:
    template, problems = read_template(workspace, name)
    assert problems == ()
    assert template is not None
    return template


def refuse(workspace: Workspace, name: str) -> Problem:
    """The only problem of a template that has one."""
    template, problems = read_template(workspace, name)
    assert template is None
    assert [problem.severity for problem in problems] == [Severity.ERROR]
    return problems[0]


def test_a_template_is_read_in_points(workspace: Workspace) -> None:
    template = read(workspace, "base")
    assert (template.name, template.source, template.description) == ("base", "templates/base.toml", "A plain card")
    assert (template.width, template.height, template.safe) == (mm_to_pt(100), mm_to_pt(60), mm_to_pt(5))
    assert template.ring_hole == (mm_to_pt(90), mm_to_pt(10))
    assert template.omits == ("intro", "closing")
    assert template.get_style("body").sizes == (12, 9)
    title, body = template.front.slots
    assert (title.name, title.kind, title.shows) == ("title", SlotKind.TEXT, ("title",))
    assert body.box == Box(mm_to_pt(5), mm_to_pt(20), mm_to_pt(90), mm_to_pt(35))
    assert (body.shows, body.after, body.gap) == (("setup", "*"), ("title",), mm_to_pt(2))


def test_every_key_of_a_style_and_a_slot_arrives(workspace: Workspace) -> None:
    text = """\
extends = "base"
[card]
bleed_mm = 3
[styles.name]
font = "head"
sizes_pt = [30, 20]
leading = [1.1, 1]
gap_em = [0.3, 0]
color = "on-category"
upper = true
tracking_em = 0.02
max_lines = 2
align = "center"
valign = "middle"
heading_em = 1.3
[front.title]
style = "name"
rigid = true
clear_of = ["body"]
columns = 2
gutter_mm = 3
separator = " | "
turns = 1
fill = "category"
rule = "bottom"
[front.body]
after = []
"""
    add(workspace, "full", text)
    template = read(workspace, "full")
    style, slot = template.get_style("name"), template.front.slots[0]
    assert template.bleed == mm_to_pt(3)
    assert (style.font, style.sizes, style.leading, style.gap) == ("head", (30, 20), (1.1, 1), (0.3, 0))
    assert (style.color, style.upper, style.tracking, style.max_lines) == ("on-category", True, 0.02, 2)
    assert (style.align, style.valign, style.heading_em) == ("center", "middle", 1.3)
    assert (slot.style, slot.rigid, slot.clear_of, slot.columns) == ("name", True, ("body",), 2)
    assert (slot.gutter, slot.separator, slot.turns) == (mm_to_pt(3), " | ", 1)
    assert (slot.fill, slot.rule) == ("category", "bottom")


def test_an_extending_template_changes_what_it_names_and_keeps_the_rest(workspace: Workspace) -> None:
    add(
        workspace,
        "mine",
        'extends = "plain"\n[front.body]\ngap_mm = 4\n[front.extra]\nkind = "qr"\nbox_mm = [5,15.5,4,4]',
    )
    mine, plain = read(workspace, "mine"), read(workspace, "plain")
    assert [slot.name for slot in mine.front.slots] == ["title", "body", "extra"]
    assert mine.front.slots[0] == plain.front.slots[0]
    assert (mine.front.slots[1].gap, mine.front.slots[1].box) == (mm_to_pt(4), plain.front.slots[1].box)
    assert mine.omits == plain.omits


def test_false_takes_away_a_slot_a_face_a_hole_and_a_rule(workspace: Workspace) -> None:
    add(workspace, "ruled", 'extends = "base"\n[front.body]\nrule = "top"\nfill = "muted"')
    text = """\
extends = "ruled"
back = false
[card]
ring_hole_mm = false
[front]
title = false
[front.body]
after = []
rule = false
fill = false
"""
    add(workspace, "bare", text)
    bare = read(workspace, "bare")
    assert [slot.name for slot in bare.front.slots] == ["body"]
    assert (bare.back, bare.ring_hole) == (None, None)
    assert (bare.front.slots[0].rule, bare.front.slots[0].fill) == (None, None)


def test_what_stood_after_a_slot_that_is_taken_away_moves_up(workspace: Workspace) -> None:
    chain = """\
extends = "base"
[front.figure]
kind = "figure"
box_mm = [60, 20, 30, 20]
after = "title"
[front.legend]
kind = "legend"
box_mm = [60, 40, 30, 5]
after = ["figure"]
[front.code]
kind = "qr"
box_mm = [60, 45, 30, 10]
after = "legend"
[front.body]
clear_of = ["figure", "code"]
"""
    add(workspace, "chain", chain)
    add(workspace, "short", 'extends = "chain"\n[front]\nfigure = false\nlegend = false')
    slots = {slot.name: slot for slot in read(workspace, "short").front.slots}
    assert list(slots) == ["title", "body", "code"]
    assert slots["code"].after == ("title",)
    assert slots["body"].clear_of == ("code",)


def test_taking_away_what_is_not_there_is_an_error(workspace: Workspace) -> None:
    add(workspace, "bare", 'extends = "base"\n[front]\ntitel = false')
    problem = refuse(workspace, "bare")
    assert (problem.code, problem.line) == ("unknown-slot", 3)
    assert problem.hint.startswith("Did you mean “title”?")


def test_chains_of_templates_are_followed(workspace: Workspace) -> None:
    add(workspace, "b", 'extends = "base"\ndescription = "b"\nfloor_pt = 8')
    add(workspace, "c", 'extends = "b"\ndescription = "c"')
    assert (read(workspace, "c").description, read(workspace, "c").floor) == ("c", 8)


def test_the_coachs_template_is_found_before_the_built_in_one_and_may_extend_it(workspace: Workspace) -> None:
    assert read(workspace, "plain").source == "built-in"
    add(workspace, "plain", 'extends = "plain"\ndescription = "Ours"')
    ours = read(workspace, "plain")
    assert (ours.source, ours.description, ours.width) == ("templates/plain.toml", "Ours", mm_to_pt(100))


def test_the_list_names_each_template_once_in_order(workspace: Workspace) -> None:
    add(workspace, "plain", 'extends = "base"')
    add(workspace, "another", 'extends = "base"')
    add(workspace, "broken", "floor_pt = 'nine'")
    found, problems = list_templates(workspace)
    assert [template.name for template in found] == ["another", "base", "plain"]
    assert [(problem.path, problem.line, problem.code) for problem in problems] == [
        ("templates/broken.toml", 1, "wrong-type")
    ]


def test_an_unknown_template_is_an_error_that_lists_the_nearest_first(workspace: Workspace) -> None:
    problem = refuse(workspace, "plan")
    assert (problem.code, problem.path) == ("unknown-template", "")
    assert problem.hint == "Did you mean “plain”? There are: “plain”, “base”."
    assert refuse(workspace, "../base").code == "unknown-template"


@pytest.mark.parametrize(
    ("old", "new", "line", "meant"),
    [
        ('["intro", "closing"]', '["intro", "variation"]', 2, "variations"),
        ('["setup", "*"]', '["set_up", "*"]', 18, "setup"),
    ],
)
def test_a_section_that_is_misspelt_is_warned_of(
    workspace: Workspace, old: str, new: str, line: int, meant: str
) -> None:
    add(workspace, "mine", BASE.replace(old, new))
    template, (problem,) = read_template(workspace, "mine")
    assert template is not None
    assert (problem.severity, problem.code, problem.line) == (Severity.WARNING, "unknown-section", line)
    assert f"Write “{meant}”" in problem.hint


def test_a_template_may_omit_and_show_sections_of_one_s_own(workspace: Workspace) -> None:
    add(workspace, "mine", BASE.replace('"closing"', '"cheese", "duration"').replace('"setup"', '"warm-up"'))
    assert read(workspace, "mine").omits == ("intro", "cheese", "duration")


@pytest.mark.parametrize(
    ("word", "hint"),
    [("homework", "Take it out."), ("purpos", "Write “purpose”"), ("warm-ups", "Write “warm-up”"), ("figure", "false")],
)
def test_omitting_what_no_drill_has_is_an_error_where_all_drills_are_known(
    workspace: Workspace, word: str, hint: str
) -> None:
    add(workspace, "mine", BASE.replace('"closing"', f'"{word}"'))
    template, (problem,) = read_template(workspace, "mine", {"warm-up"})
    assert template is None
    assert (problem.severity, problem.code, problem.line) == (Severity.ERROR, "unknown-section", 2)
    assert f"“{word}”" in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize("word", ["warm-up", "season", "purpose", "sets", "description"])
def test_what_a_drill_has_or_could_have_may_be_omitted(workspace: Workspace, word: str) -> None:
    add(workspace, "mine", BASE.replace('"closing"', f'"{word}"'))
    template, problems = read_template(workspace, "mine", {"warm-up", "season"})
    assert problems == ()
    assert template is not None
    assert template.omits == ("intro", word)


def test_a_section_that_the_settings_name_is_no_slip(workspace: Workspace) -> None:
    add(workspace, "mine", BASE.replace('"closing"', '"variation"'))
    settings = Settings(aliases=(("one more", "variation"),))
    assert read_template(Workspace(workspace.root, settings), "mine")[1] == ()


def test_extending_an_unknown_template_is_an_error_at_that_line(workspace: Workspace) -> None:
    add(workspace, "mine", 'description = ""\nextends = "bass"')
    problem = refuse(workspace, "mine")
    assert (problem.code, problem.path, problem.line) == ("unknown-template", "templates/mine.toml", 2)
    assert problem.hint.startswith("Did you mean “base”?")
    assert "mine" not in problem.hint


@pytest.mark.parametrize("name", ["a", "b"])
def test_templates_that_extend_each_other_are_an_error(workspace: Workspace, name: str) -> None:
    add(workspace, "a", 'extends = "b"')
    add(workspace, "b", 'extends = "a"')
    problem = refuse(workspace, name)
    assert problem.code == "circular-extends"
    assert problem.line == 1


def test_a_template_that_extends_only_itself_is_an_error(workspace: Workspace) -> None:
    add(workspace, "a", 'extends = "a"')
    assert refuse(workspace, "a").code == "circular-extends"


def test_a_broken_file_tells_the_line(workspace: Workspace) -> None:
    add(workspace, "broken", 'description = "x"\nfloor_pt = = 3\n')
    problem = refuse(workspace, "broken")
    assert (problem.code, problem.path, problem.line) == ("bad-toml", "templates/broken.toml", 2)


def test_a_link_out_of_the_workspace_is_not_read(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text(BASE)
    (workspace.root / "templates" / "link.toml").symlink_to(tmp_path / "secret.toml")
    assert refuse(workspace, "link").code == "outside-workspace"


# What replaces which line of BASE, and what is said of it: code, line, a piece of the message, a piece of the hint.
FAULTS = {
    "unknown key": ("floor_pt = 9", "flor_pt = 9", "unknown-key", 3, "flor_pt", "Did you mean “floor_pt”?"),
    "unknown table": ("[styles.body]", "[style.body]", "unknown-key", 9, "“style”", "“styles”"),
    "unknown card key": ("safe_mm = 5", "safe = 5", "unknown-key", 7, "in [card]", "“safe_mm”"),
    "unknown style key": ("sizes_pt = [12, 9]", "sizes = [12, 9]", "unknown-key", 10, "sizes", "“sizes_pt”"),
    "unknown slot key": ("gap_mm = 2", "gap_em = 2", "unknown-key", 20, "[front.body]", "“gap_mm”"),
    "text for a number": ("floor_pt = 9", 'floor_pt = "9"', "wrong-type", 3, "a size in points", ""),
    "true for a number": ("safe_mm = 5", "safe_mm = true", "wrong-type", 7, "here it is true", ""),
    "infinite size": ("safe_mm = 5", "safe_mm = inf", "wrong-type", 7, "millimetres", ""),
    "negative length": ("safe_mm = 5", "safe_mm = -1", "wrong-type", 7, "0 or more", ""),
    "short box": ("[5, 20, 90, 35]", "[5, 20, 90]", "wrong-type", 17, "[x, y, width, height]", ""),
    "flat box": ("[5, 20, 90, 35]", "[5, 20, 90, 0]", "wrong-type", 17, "more than 0", ""),
    "unknown kind": ('kind = "text"', 'kind = "txt"', "unknown-value", 12, "kind must be", "“text”"),
    "kind of a wrong type": ('kind = "text"', "kind = 3", "wrong-type", 12, "here it is 3", ""),
    "unknown font": ("sizes_pt = [12, 9]", 'font = "hed"', "unknown-value", 10, "font", "Did you mean “head”?"),
    "unknown colour": ("sizes_pt = [12, 9]", 'color = "red"', "unknown-value", 10, "color", "“ink”"),
    "unknown align": ("sizes_pt = [12, 9]", 'align = "centre"', "unknown-value", 10, "align", "“center”?"),
    "rising sizes": ("sizes_pt = [12, 9]", "sizes_pt = [9, 12]", "wrong-type", 10, "largest to the smallest", ""),
    "equal sizes": ("sizes_pt = [12, 9]", "sizes_pt = [9, 9]", "wrong-type", 10, "largest to the smallest", ""),
    "no sizes": ("sizes_pt = [12, 9]", "sizes_pt = []", "wrong-type", 10, "largest to the smallest", ""),
    "rising leading": ("sizes_pt = [12, 9]", "leading = [1, 1.2]", "wrong-type", 10, "loose and tight", ""),
    "rising gap": ("sizes_pt = [12, 9]", "gap_em = [0, 1]", "wrong-type", 10, "loose and tight", ""),
    "half a turn": ("gap_mm = 2", "turns = 0.5", "wrong-type", 20, "whole number", ""),
    "style that isn't a table": ("[styles.body]", "[styles]\nbody = 3\n[styles.x]", "wrong-type", 10, "a table", ""),
    "list for a flag": ("gap_mm = 2", "rigid = [1]", "wrong-type", 20, "true or false", ""),
    "missing kind": ('kind = "text"', "", "missing-key", 11, "front.title has no kind", 'kind = "flow"'),
    "missing box": ("box_mm = [5, 5, 90, 10]", "", "missing-key", 11, "front.title has no box_mm", "box_mm = ["),
    "hole beside the card": ("[90, 10]", "[90, 61]", "outside-card", 8, "[90, 61]", "100 × 60 mm"),
    "hole before the card": ("[90, 10]", "[-1, 10]", "outside-card", 8, "[-1, 10]", "the hole's centre"),
    "missing size": ("width_mm = 100", "", "missing-key", 4, "width_mm", "extend"),
    "box outside the card": ("[5, 5, 90, 10]", "[5, 5, 96, 10]", "outside-card", 13, "1 mm outside", "100 × 60 mm"),
    "box in the margin": ("[5, 5, 90, 10]", "[5, 4, 90, 10]", "outside-safe-zone", 13, "4 mm from", "safe_mm"),
    "size below the floor": ("floor_pt = 9", "floor_pt = 10", "below-floor", 10, "9 pt, below the floor of 10", ""),
    "unknown after": ('after = "title"', 'after = ["titel"]', "unknown-slot", 19, "titel", "Did you mean “title”?"),
    "after itself": ('after = "title"', 'after = "body"', "unknown-slot", 19, "body", "“title”"),
    "clear of another face": ("gap_mm = 2", 'clear_of = "notes"', "unknown-slot", 20, "notes", "“title”"),
    "unknown part": ('shows = "title"', 'shows = "titel"', "unknown-part", 14, "titel", "Did you mean “title”?"),
    "section in a text slot": ('shows = "title"', 'shows = "setup"', "unknown-part", 14, "setup", "“title”"),
    "no word in a flow": ('"setup", "*"', '"set up"', "unknown-part", 18, "set up", ""),
    "unknown style": ("gap_mm = 2", 'style = "bdy"', "unknown-style", 20, "bdy", "“body”"),
    "second star": (
        "[5, 5, 90, 50]\n[more",
        '[5, 5, 90, 50]\nshows = "*"\n[more',
        "shown-twice",
        24,
        "front.body",
        "“*”",
    ),
    "title omitted": ('["intro", "closing"]', '["title"]', "unknown-part", 2, "title", "keys"),
    "more doesn't flow": ('[more.body]\nkind = "flow"', '[more.body]\nkind = "text"', "no-flow", 24, "“more”", "[more"),
    "nothing flows": ('"flow"', '"text"', "no-flow", 11, "front or the back", "[front.body]"),
    "unknown fill": ("gap_mm = 2", 'fill = "pail"', "unknown-value", 20, "fill", "Did you mean “pale”?"),
    "a radius that nothing uses": ("safe_mm = 5", "corner_radius_mm = 3.2", "unused-key", 7, "does nothing", "Take it"),
    "flat line": ("[5, 5, 90, 10]", "[5, 5, 90, 3]", "too-small-box", 13, "front.title", "3.2 mm high"),
    "narrow column": ("[5, 20, 90, 35]", "[5, 20, 7.9, 35]", "too-small-box", 17, "front.body", "8 mm"),
    "narrow columns": ("gap_mm = 2", "columns = 12", "too-small-box", 17, "front.body", "fewer columns"),
    "turned line": ("[5, 5, 90, 10]", "[5, 5, 3, 10]\nturns = 1", "too-small-box", 13, "front.title", "3.2 mm high"),
    "circle": ('shows = "title"', 'after = "body"', "circular-slots", 14, "“title”, “body”", "clear_of"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_an_error_with_its_line_and_a_hint(workspace: Workspace, fault: str) -> None:
    old, new, code, line, message, hint = FAULTS[fault]
    text = BASE.replace(old, new, -1 if fault == "nothing flows" else 1)
    assert text != BASE
    add(workspace, "faulty", text)
    template, problems = read_template(workspace, "faulty")
    problem = next(problem for problem in problems if problem.code == code)
    assert template is None
    assert (problem.severity, problem.path, problem.line) == (Severity.ERROR, "templates/faulty.toml", line)
    assert message in problem.message
    assert hint in problem.hint


def test_facts_are_shown_by_their_keys(workspace: Workspace) -> None:
    text = 'extends = "base"\n[front.title]\nkind = "facts"\nshows = ["duration", "reps", "*"]'
    add(workspace, "timed", text)
    assert read(workspace, "timed").front.slots[0].shows == ("duration", "reps", "*")


def test_a_section_may_have_a_home_on_the_first_card_and_one_on_the_next(workspace: Workspace) -> None:
    add(workspace, "both", 'extends = "base"\n[more.body]\nshows = ["setup", "*"]')
    assert read(workspace, "both").more.slots[0].shows == ("setup", "*")


def test_a_panel_may_touch_the_edge(workspace: Workspace) -> None:
    add(
        workspace, "band", 'extends = "base"\n[front.band]\nkind = "panel"\nbox_mm = [0, 0, 100, 12]\nfill = "category"'
    )
    assert read(workspace, "band").front.slots[-1].kind is SlotKind.PANEL


def test_boxes_of_decimal_millimetres_may_meet_the_safe_zone(workspace: Workspace) -> None:
    add(workspace, "tight", 'extends = "base"\n[card]\nsafe_mm = 0.1\n[front.title]\nbox_mm = [0.1, 0.1, 99.8, 5.3]')
    assert read(workspace, "tight").safe == mm_to_pt(0.1)


def test_an_inherited_error_is_reported_where_it_stands(workspace: Workspace) -> None:
    add(workspace, "base", BASE.replace("[5, 20, 90, 35]", "[5, 20, 99, 35]"))
    add(workspace, "mine", 'extends = "base"\n[styles.body]\nupper = true')
    problem = refuse(workspace, "mine")
    assert (problem.code, problem.path, problem.line) == ("outside-card", "templates/base.toml", 17)


def test_a_card_made_too_small_is_the_fault_of_the_file_that_made_it_so(workspace: Workspace) -> None:
    add(workspace, "small", 'extends = "base"\n\n[card]\nwidth_mm = 99')
    _, problems = read_template(workspace, "small")
    assert {(problem.path, problem.line) for problem in problems} == {("templates/small.toml", 4)}


def test_all_built_in_templates_read_without_a_problem() -> None:
    found, problems = list_templates(Workspace(builtin_root()))
    assert problems == ()
    assert len(found) == len(list((builtin_root() / "templates").glob("*.toml")))


def test_slots_that_lie_on_each_other_are_an_error_that_names_both(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    text = 'extends = "pocket-3x5"\n[front.badge]\nkind = "text"\nshows = ["description"]\nbox_mm = [20, 60, 60, 8]\n'
    (tmp_path / "templates" / "badge.toml").write_text(text, encoding="utf-8")
    template, problems = read_template(Workspace(tmp_path), "badge")
    assert template is None
    assert {(problem.code, problem.path, problem.line) for problem in problems} == {
        ("overlapping-slots", "templates/badge.toml", 5)
    }
    assert "front.body and front.badge" in " ".join(problem.message for problem in problems)
