from pathlib import Path

from drillcards.read.headers import read_headers


def test_headers_are_read_without_bodies_and_what_is_broken_is_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "drills" / "speed"
    folder.mkdir(parents=True)
    (folder / "b.md").write_text("---\ntags: [feet, warm-up]\n---\nRun.\n", "utf-8")
    (folder / "a.md").write_text("# Plain\n\nRun.\n", "utf-8")
    (folder / "broken.md").write_text("---\ntags: [feet\n---\nRun.\n", "utf-8")
    (folder / "picture.md").write_bytes(b"\x89PNG\x00")
    (folder / "lost.md").symlink_to(tmp_path / "nowhere.md")
    read = [(slug, matter.read_words("tags")) for slug, matter in read_headers(tmp_path)]
    assert read == [("speed/a", ()), ("speed/b", ("feet", "warm-up"))]
