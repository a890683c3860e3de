"""What is imported is the coach's own: edited stays, deleted stays away, the rest follows its source."""

import json
from pathlib import Path

import pytest
from PIL import Image

from drillcards.build import shelf
from drillcards.build.shelf import MEMORY, Shelved, shelve_drills
from drillcards.importers.harvest import Harvest, Picture
from drillcards.model.drill import Drill, Paragraph, Section, Source, Span
from drillcards.write.file import save_file

PLACES = ("drills/a.md", "drills/b.md", "drills/c.md")


def make_harvest(text: str = "Run", names: str = "abc") -> Harvest:
    section = Section("execution", "Execution", (Paragraph((Span(text),)),))
    return Harvest(tuple(Drill(name, name.upper(), Source(f"drills/{name}.md"), sections=(section,)) for name in names))


def test_what_is_new_is_written_and_the_second_run_changes_nothing(tmp_path: Path) -> None:
    assert shelve_drills(make_harvest(), tmp_path) == Shelved(new=PLACES)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*") if file.is_file()}
    assert shelve_drills(make_harvest(), tmp_path) == Shelved(same=PLACES)
    assert {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*") if file.is_file()} == before


def test_an_edited_file_stays_and_a_deleted_one_stays_away(tmp_path: Path) -> None:
    shelve_drills(make_harvest(), tmp_path)
    (tmp_path / "drills" / "a.md").write_text("# Mine\n", "utf-8")
    (tmp_path / "drills" / "b.md").unlink()
    shelved = shelve_drills(make_harvest("Jump"), tmp_path)
    assert shelved == Shelved(updated=("drills/c.md",), edited=("drills/a.md",), deleted=("drills/b.md",))
    assert (tmp_path / "drills" / "a.md").read_text("utf-8") == "# Mine\n"
    assert not (tmp_path / "drills" / "b.md").exists()
    assert "Jump" in (tmp_path / "drills" / "c.md").read_text("utf-8")
    assert shelve_drills(make_harvest("Jump"), tmp_path).updated == ()


def test_a_file_that_was_there_before_any_import_is_the_coach_s(tmp_path: Path) -> None:
    (tmp_path / "drills").mkdir()
    (tmp_path / "drills" / "a.md").write_text("# Mine\n", "utf-8")
    assert shelve_drills(make_harvest(), tmp_path).edited == ("drills/a.md",)


@pytest.mark.parametrize("memory", [b"", b"[]", b'{"files": 3}', b"no", b"\xff\x00", b"[" * 9999, b'{"version": 2}'])
def test_a_memory_that_is_damaged_is_an_error_and_nothing_is_written(tmp_path: Path, memory: bytes) -> None:
    shelve_drills(make_harvest(), tmp_path)
    (tmp_path / MEMORY).write_bytes(memory)
    with pytest.raises(OSError, match="can't be read from this file") as failure:
        shelve_drills(make_harvest("Jump"), tmp_path)
    assert failure.value.filename == str(tmp_path / MEMORY)
    assert (tmp_path / MEMORY).read_bytes() == memory
    assert "Jump" not in (tmp_path / "drills" / "a.md").read_text("utf-8")


def test_a_folder_in_the_memory_s_place_is_an_error_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / MEMORY).mkdir(parents=True)
    with pytest.raises(IsADirectoryError) as failure:
        shelve_drills(make_harvest(), tmp_path)
    assert failure.value.filename == str(tmp_path / MEMORY)
    assert not (tmp_path / "drills").exists()


def test_without_its_memory_what_differs_is_kept_and_what_is_the_same_is_remembered(tmp_path: Path) -> None:
    shelve_drills(make_harvest(), tmp_path)
    (tmp_path / MEMORY).unlink()
    (tmp_path / "drills" / "a.md").write_text("# Mine\n", "utf-8")
    assert shelve_drills(make_harvest(), tmp_path) == Shelved(same=PLACES[1:], edited=PLACES[:1])
    assert sorted(json.loads((tmp_path / MEMORY).read_text("utf-8"))["files"]) == list(PLACES[1:])


def test_a_run_that_was_cut_short_is_completed_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[Path] = []

    def save(data: bytes, path: Path) -> None:
        if path.name == "b.md" and not saved:
            raise KeyboardInterrupt
        save_file(data, path)

    monkeypatch.setattr(shelf, "save_file", save)
    with pytest.raises(KeyboardInterrupt):
        shelve_drills(make_harvest(), tmp_path)
    assert [file.name for file in (tmp_path / "drills").iterdir()] == ["a.md"]
    saved.append(tmp_path)
    assert shelve_drills(make_harvest(), tmp_path) == Shelved(new=PLACES[1:], same=PLACES[:1])


def test_a_rehearsal_writes_nothing(tmp_path: Path) -> None:
    assert shelve_drills(make_harvest(), tmp_path, rehearse=True).new == PLACES
    assert list(tmp_path.iterdir()) == []


def test_pictures_go_beside_their_drills_and_edited_ones_stay(tmp_path: Path) -> None:
    Image.new("RGB", (9, 9)).save(tmp_path / "a.png")
    harvest = Harvest(make_harvest(names="a").drills, (Picture(tmp_path / "a.png", "drills/pictures/a-1.png"),))
    root = tmp_path / "team"
    assert shelve_drills(harvest, root).pictures == 1
    (root / "drills" / "pictures" / "a-1.png").write_bytes(b"mine")
    assert shelve_drills(harvest, root).pictures == 0
    assert (root / "drills" / "pictures" / "a-1.png").read_bytes() == b"mine"


def test_a_file_that_can_t_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "drills").touch()
    with pytest.raises(OSError, match="drills"):
        shelve_drills(make_harvest(), tmp_path)


def test_nothing_is_written_through_a_link_that_leads_out(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    root = tmp_path / "team"
    root.mkdir()
    (root / "drills").symlink_to(tmp_path / "elsewhere")
    assert shelve_drills(make_harvest(), root).outside == PLACES
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_folder_in_a_file_s_place_and_a_twin_in_capitals_are_the_coach_s(tmp_path: Path) -> None:
    (tmp_path / "drills" / "b.md").mkdir(parents=True)
    (tmp_path / "drills" / "A.md").write_text("# Mine\n", "utf-8")
    shelved = shelve_drills(make_harvest(), tmp_path)
    assert (shelved.new, shelved.edited) == (PLACES[2:], PLACES[:2])
