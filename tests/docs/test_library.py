"""docs/library.md, run from top to bottom in the sample workspace."""

import shutil
from pathlib import Path

import pytest

from docs.manual import ROOT, list_fences

TESTS = Path(__file__).parents[1]


def test_the_examples_run_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "my-team"
    for name in ("drills", "season.toml", "routines", "drillcards.toml", "roster.csv"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        else:
            shutil.copy(source, root / name)
    monkeypatch.chdir(root)
    code = "\n".join(fence.text for fence in list_fences("docs/library.md") if fence.language == "python")
    exec(compile(code, "docs/library.md", "exec"), {"__name__": "library"})
    shown = capsys.readouterr().out
    assert "speed/butt-kicks 1 " in shown
    assert sorted(file.name for file in Path("output").glob("*.p*")) == [
        "booklet-a5.pdf",
        "cards-pocket-3x5-letter.pdf",
        "sheets.pdf",
        "warm-up.pdf",
        "warm-up.png",
    ]
