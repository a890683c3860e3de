"""Pages as pictures, to look at and to compare."""

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
from PIL.Image import Image


def render_page(pdf: Path | bytes, index: int, dpi: float, *, grey: bool = False) -> Image:
    """One page (``index`` from 0) of a file or its bytes, at a resolution in dots per inch."""
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()  # or check boxes aren't drawn
        picture: Image = document[index].render(scale=dpi / 72, grayscale=grey).to_pil()
        return picture.copy()  # its memory was the document's


def write_png(pdf: Path | bytes, index: int, path: Path, dpi: float, *, grey: bool = False) -> None:
    """The same as a PNG file; folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    render_page(pdf, index, dpi, grey=grey).save(path)
