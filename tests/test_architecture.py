"""What ARCHITECTURE.md promises of the code's shape, held against the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "drillcards"
MODULES = sorted(PACKAGE.rglob("*.py"))

STAGES = ("read", "layout", "impose", "write", "mail", "importers")

# Who may import whom: a part of the package → the parts that it may name, besides itself.
ALLOWED = {
    "model": set(),
    **{stage: {"model"} for stage in STAGES},
    "importers": {"model", "read"},  # what a heading, a fact or a spreadsheet is, is known there
    "build": {"model", *STAGES},
    "cli": {"model", "read", "build"},
    "api": {"model", *STAGES, "build"},
    "__init__": set(),
    "__main__": {"cli"},
}

# What only one part may know of.
KEPT_IN = {
    "click": "cli",
    "reportlab": "write",
    "icalendar": "write",
    "pypdfium2": "write",
    "uharfbuzz": "layout",
    "markdown": "read",
    "python_calamine": "read",
    "jinja2": "mail",
    "smtplib": "mail",
    "sqlite3": "mail",
}

MOST_LINES = 400
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "base", "core"}

# A folder of one machine: it would work for one person only.
MACHINE_PATH = re.compile(r"""["'\s](?:/(?:home|root|Users|work|opt|srv|mnt)/|[A-Z]:\\\\?Users)""")


def name_module(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def find_part(module: Path) -> str:
    """The folder below the package, or the name of a module beside the folders."""
    first = module.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def parse(module: Path) -> ast.Module:
    return ast.parse(module.read_text("utf-8"), str(module))


def find_imports(tree: ast.AST) -> Iterator[str]:
    """The dotted names of everything that is imported anywhere below a node."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: a relative import hides where it leads"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def find_own_imports(tree: ast.AST) -> list[str]:
    return [name for name in find_imports(tree) if name.split(".")[0] == "drillcards"]


def find_imported_parts(tree: ast.AST) -> set[str]:
    parts = {name.split(".")[1] if "." in name else "__init__" for name in find_own_imports(tree)}
    return {"__init__" if part.startswith("__") else part for part in parts}


def test_a_module_imports_only_what_its_stage_may() -> None:
    wrong = {
        name_module(module): parts - ALLOWED[part] - {part, "__init__"}
        for module, part, parts in ((m, find_part(m), find_imported_parts(parse(m))) for m in MODULES)
    }
    assert {module: parts for module, parts in wrong.items() if parts} == {}


def test_a_module_imports_the_package_at_its_top_and_not_in_functions() -> None:
    functions = [
        (module, node)
        for module in MODULES
        for node in ast.walk(parse(module))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert len(functions) > len(MODULES)
    assert [(name_module(m), node.name, name) for m, node in functions for name in find_own_imports(node)] == []


def test_a_module_leaves_the_tools_of_other_parts_alone() -> None:
    used = [(module, name.split(".")[0]) for module in MODULES for name in find_imports(parse(module))]
    assert set(KEPT_IN) <= {tool for _, tool in used}
    assert [(name_module(m), tool) for m, tool in used if KEPT_IN.get(tool, find_part(m)) != find_part(m)] == []


def test_a_module_is_short_enough_to_be_read_at_once() -> None:
    lengths = {name_module(module): len(module.read_text("utf-8").splitlines()) for module in MODULES}
    assert {module: length for module, length in lengths.items() if length > MOST_LINES} == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [name_module(module) for module in MODULES if module.stem in VAGUE_NAMES] == []


def test_every_folder_of_the_package_begins_with_a_sentence_about_itself() -> None:
    folders = sorted({module.parent for module in MODULES})
    assert [folder.name for folder in folders if not ast.get_docstring(parse(folder / "__init__.py"))] == []


def test_every_module_begins_with_a_sentence_about_itself() -> None:
    assert [name_module(module) for module in MODULES if not ast.get_docstring(parse(module))] == []


def test_architecture_lists_the_folders_and_modules_there_are() -> None:
    listing = re.search(r"```\nsrc/drillcards/\n(.*?)```", (ROOT / "ARCHITECTURE.md").read_text("utf-8"), re.DOTALL)
    assert listing is not None
    listed = re.findall(r"^  ([\w.]+/?)", listing[1], re.MULTILINE)
    folders = [f"{folder.name}/" for folder in PACKAGE.iterdir() if any(folder.glob("*.py"))]
    modules = [file.name for file in PACKAGE.glob("*.py") if not file.stem.startswith("__")]
    assert sorted(listed) == sorted(folders + modules)


def test_architecture_names_no_file_that_is_not_there() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    paths = re.findall(r"`((?:src|tests|read|layout|impose|write|cli|model)/[\w./-]+\.\w+)`", text)
    assert paths
    assert [path for path in paths if not (ROOT / path).exists() and not (PACKAGE / path).exists()] == []


@pytest.mark.parametrize("folder", ["src", "tests", "drills", "templates", "benchmarks", ".ci"])
def test_no_file_names_a_folder_of_somebody_s_machine(folder: str) -> None:
    texts = (file for file in sorted((ROOT / folder).rglob("*")) if file.suffix in {".py", ".toml", ".md", ".json", ""})
    found = [
        f"{file.relative_to(ROOT)}:{number}"
        for file in texts
        if file.is_file() and file != Path(__file__)
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert found == []
