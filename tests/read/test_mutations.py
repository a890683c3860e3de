"""Values that no hand writes, at every key of every file of settings: each is a problem, and none an exception."""

import os
import random
import re
from collections.abc import Iterator
from pathlib import Path

from drillcards.model.drill import Drill, Library, Source
from drillcards.model.settings import Workspace
from drillcards.read.drill import read_drill
from drillcards.read.roster import read_roster
from drillcards.read.season import read_season
from drillcards.read.settings import read_workspace
from drillcards.read.templates import read_template

COUNT = int(os.environ.get("MUTATIONS", "60"))
"""How many other values are tried in each file; 10000 are all."""
SETTINGS = """\
team = "Orchard"
season = "Spring"
lang = "en"
template = "field-4x6"
paper = "letter"
duplex = "long"
color = "#0072B2"
logo = "logo.png"

[aliases]
execution = ["The doing"]

[categories.speed]
letter = "S"
color = "#0072B2"
title = "Speed"

[fonts]
fallback = ["fonts/a.ttf"]

[printers.office]
back_offset_mm = [1.5, -2]

[packets]
template = "page"
limit = 8
week = 1

[[packets.rules]]
position = "pitcher"
tags = ["feet"]
muscles = "calves"
weeks = [1, 2]

[mail]
from = "coach@example.org"
name = "Coach"
reply_to = "coach@example.org"
host = "mail.example.org"
port = 587
security = "starttls"
user = "coach"
per_minute = 20
unsubscribe = "mailto:coach@example.org"
campaign = "spring"
"""
SEASON = """\
title = "Spring"
timezone = "America/New_York"

[[weeks]]
title = "One"

[[weeks.practices]]
date = 2027-03-02
start = 17:30:00
minutes = 60
equipment = ["cones"]
rain = "Gym"

[[weeks.practices.blocks]]
title = "Warm-up"
minutes = 30
water = true
routine = "warm-up"
drills = ["speed/a"]
rotate_minutes = 10
stations = [{name = "Tee", drills = ["a"], coach = "Ann"}]
"""
TEMPLATE = """\
extends = "field-4x6"
description = "Ours"
omits = ["intro"]
width_mm = 150
corner_radius_mm = 3

[styles.body]
font = "text"
sizes_pt = [12, 9]
leading = [1.2, 1.1]

[front.title]
box_mm = [5, 5, 100, 10]
shows = ["title"]
"""
MATTER = """\
title: A
description: B
aliases: [C]
published: true
category: speed
tags: [feet]
video: https://example.org/v
images: [a.png]
muscles: [calves]
lang: en
duration: 5 min
sets: 3
reps: 8
equipment: {cones: 4}
"""
VALUES = (
    *("1e400", "-1e400", "nan", "inf", "0", "-1", "9" * 30, "-" + "9" * 400, "9" * 5000, "1e308", "true", '""', '" "'),
    *(
        '"\\u0000"',
        '"\\u202E"',
        '"\\uFFFF"',
        '"../../x"',
        '"/etc/passwd"',
        '"https://[x"',
        '"a\\nb"',
        "'" + "x" * 5000 + "'",
    ),
    *("[]", "[[]]", "{}", "{a = 1}", "[{}]", "[true, 1]", "[nan, nan]", "[1e400, -1e400]", "[" * 1000 + "]" * 1000),
    *("0001-01-01", "9999-12-31", "2027-02-30", "1979-05-27T07:32:00-23:59", "23:59:60", "07:32:00", "[9e99, 1]"),
    *(
        "1e-320",
        "0x7fffffffffffffffffff",
        '"٣"',
        '"²"',
        "[[1], [2]]",
        '["a", ["b"]]',
        '"\\uD83D"',
        '"."',
        '".."',
        '"con"',
    ),
)


def write(root: Path, name: str, text: str) -> Path:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def mutate(text: str, assign: str, count: int) -> Iterator[str]:
    """The text with another value, a key lost, a key of another, or a header of another kind: the same every time."""
    lines = text.split("\n")
    dice = random.Random(7)
    keyed = [at for at, line in enumerate(lines) if assign in line]
    headed = [at for at, line in enumerate(lines) if line.startswith("[")]
    every = [(at, value) for at in keyed for value in VALUES]
    for at, value in every if count > len(every) else dice.sample(every, count):
        key = lines[at].split(assign)[0]
        yield "\n".join([*lines[:at], f"{key}{assign}{value}", *lines[at + 1 :]])
    for at in headed:
        name = re.sub(r"[\[\]]", "", lines[at])
        for header in (f"[[{name}]]", f"[{name}]", f"[[[{name}]]]", f"{name}{assign}1", f"{name}{assign}[1, {{}}]"):
            yield "\n".join([*lines[:at], header, *lines[at + 1 :]])
    for at in keyed:
        yield "\n".join([*lines[:at], *lines[at + 1 :]])
        yield "\n".join([*lines[: at + 1], *lines[at:]])


def test_no_setting_ends_in_an_exception(tmp_path: Path) -> None:
    for text in mutate(SETTINGS, " = ", COUNT):
        write(tmp_path, "drillcards.toml", text)
        workspace, _ = read_workspace(tmp_path)
        read_roster(workspace, Library(()))


def test_no_plan_ends_in_an_exception(tmp_path: Path) -> None:
    library = Library((Drill("speed/a", "A", Source("drills/speed/a.md")),))
    for text in mutate(SEASON, " = ", COUNT):
        write(tmp_path, "season.toml", text)
        read_season(Workspace(tmp_path), library)


def test_no_template_ends_in_an_exception(tmp_path: Path) -> None:
    for text in mutate(TEMPLATE, " = ", COUNT):
        write(tmp_path, "templates/ours.toml", text)
        read_template(Workspace(tmp_path), "ours")


def test_no_header_ends_in_an_exception(tmp_path: Path) -> None:
    for text in mutate(MATTER, ": ", COUNT):
        read_drill(write(tmp_path, "drills/a.md", f"---\n{text}---\nRun.\n"), Workspace(tmp_path))
    for text in mutate(MATTER.replace(": ", " = "), " = ", COUNT):
        read_drill(write(tmp_path, "drills/a.md", f"+++\n{text}+++\nRun.\n"), Workspace(tmp_path))
