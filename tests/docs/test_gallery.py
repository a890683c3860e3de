"""The gallery shows what the program prints now: ``make gallery`` draws it anew."""

import importlib.util
from pathlib import Path

from PIL import Image, ImageChops

from docs.manual import ROOT

DOCS = ROOT / "docs"
FAR = 96
"""Pixels that differ by more than this, of 255, show something else: antialiasing differs a little between PDFiums."""
MOST_CHANGED = 0.0005
"""The share of such pixels; a word that is another one changes more."""


def draw_gallery(folder: Path) -> None:
    spec = importlib.util.spec_from_file_location("draw_gallery", DOCS / "draw_gallery.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.draw_gallery(folder)


def compare_pictures(one: Path, other: Path) -> float:
    """The share of pixels that are far from each other; 1 if the pictures differ in size."""
    with Image.open(one) as first, Image.open(other) as second:
        if first.size != second.size:
            return 1.0
        difference = ImageChops.difference(first.convert("RGB"), second.convert("RGB")).convert("L")
        return sum(difference.histogram()[FAR:]) / (difference.width * difference.height)


def test_the_gallery_is_what_is_printed_now(tmp_path: Path) -> None:
    draw_gallery(tmp_path)
    assert (DOCS / "gallery.md").read_text("utf-8") == (tmp_path / "gallery.md").read_text("utf-8")
    drawn = {file.name: file for file in (tmp_path / "pictures").iterdir()}
    shown = {file.name: file for file in (DOCS / "pictures").iterdir()}
    assert sorted(shown) == sorted(drawn)
    stale = [name for name in drawn if compare_pictures(drawn[name], shown[name]) > MOST_CHANGED]
    assert stale == [], "make gallery"


def test_another_drill_would_be_noticed(tmp_path: Path) -> None:
    with Image.open(DOCS / "pictures" / "field-4x6.png") as picture:
        changed = picture.convert("RGB")
    changed.paste((255, 255, 255), (90, 25, 190, 65))  # a word of the title
    changed.save(tmp_path / "changed.png")
    assert compare_pictures(tmp_path / "changed.png", DOCS / "pictures" / "field-4x6.png") > MOST_CHANGED
