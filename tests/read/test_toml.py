import tomllib
from pathlib import Path

import pytest

from drillcards.model.problem import Problem
from drillcards.read.toml import TomlFile, find_lines, parse_toml, read_toml

TEXT = '''\
# key = "in a comment"
title = "not = a key" # [nor.a.table]
long = """
fake = 1
[fake]
\\""" still in it
"""
raw = \'\'\'
fake = 2\'\'\'
numbers = [
  1, # [fake]
  [2, 3],
]
inline = { a = 1, b = [2] }
a.b = 1
a.c = 2
"quoted key" = 1
'lit"eral'.x = 1

[table]
key = 1
[table.sub."dotted.name"]
key = 2
[[list]]
key = 3
[list.sub]
key = 4
[[list]]
key = 5
'''


def test_every_key_and_table_has_its_line() -> None:
    assert tomllib.loads(TEXT)
    assert find_lines(TEXT) == {
        ("title",): 2,
        ("long",): 3,
        ("raw",): 8,
        ("numbers",): 10,
        ("inline",): 14,
        ("a",): 15,
        ("a", "b"): 15,
        ("a", "c"): 16,
        ("quoted key",): 17,
        ('lit"eral',): 18,
        ('lit"eral', "x"): 18,
        ("table",): 20,
        ("table", "key"): 21,
        ("table", "sub"): 22,
        ("table", "sub", "dotted.name"): 22,
        ("table", "sub", "dotted.name", "key"): 23,
        ("list",): 24,
        ("list", 0): 24,
        ("list", 0, "key"): 25,
        ("list", 0, "sub"): 26,
        ("list", 0, "sub", "key"): 27,
        ("list", 1): 28,
        ("list", 1, "key"): 29,
    }


def test_a_key_that_is_not_written_has_the_line_of_its_table() -> None:
    file = parse_toml(b"a = 1\n[b]\nc = {d = 1}", "x.toml")
    assert isinstance(file, TomlFile)
    assert [file.find_line(key) for key in [("b", "x"), ("b", "c", "d"), ("z",)]] == [2, 3, None]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"a = 1\nb = \nc = 3", "bad-toml", 2),
        (b"a = 1\na = 2", "bad-toml", 2),
        (b'a = 1\nb = """x\n\n', "bad-toml", 3),
        (b"a = 1\nb = '\xff'", "not-utf-8", 2),
    ],
)
def test_a_broken_file_is_a_problem_with_its_line(content: bytes, code: str, line: int) -> None:
    problem = parse_toml(content, "x.toml")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.path, problem.line) == (code, "x.toml", line)
    assert problem.hint


def test_windows_line_ends_and_a_byte_order_mark_are_fine() -> None:
    file = parse_toml(b"\xef\xbb\xbfa = 1\r\n[b]\r\nc = 2\r\n", "x.toml")
    assert isinstance(file, TomlFile)
    assert (file.data, file.find_line(("b", "c"))) == ({"a": 1, "b": {"c": 2}}, 3)


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    problem = read_toml(tmp_path / "none.toml", "none.toml", tmp_path)
    assert isinstance(problem, Problem)
    assert problem.code == "unreadable-file"


@pytest.mark.parametrize(
    ("text", "message", "first"),
    [
        ('[mail]\nfrom = "a@b.org"\n\n[mail]\nhost = "x"\n', "[mail] stands twice.", "in line 1,"),
        ("[packets]\n[a.b]\n[a.b]\n", "[a.b] stands twice.", "in line 2,"),
    ],
)
def test_a_table_that_comes_twice_leads_to_the_first(text: str, message: str, first: str) -> None:
    problem = parse_toml(text.encode(), "drillcards.toml")
    assert isinstance(problem, Problem)
    assert problem.message == message
    assert first in problem.hint
