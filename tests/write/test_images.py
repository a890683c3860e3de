import io
import random
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image as Pictures
from PIL import ImageCms, PngImagePlugin

from drillcards.model.page import Box, Group, Image, Tag
from drillcards.write.images import FINENESSES, Fineness, WriteError, encode_image, strip_jpeg
from drillcards.write.pdf import write_pdf
from pdf_checks import check_standards, check_structure
from write.samples import make_document, make_page

RED, BLUE = (200, 30, 30), (30, 30, 200)


def make_picture(mode: str = "RGB", size: tuple[int, int] = (40, 20)) -> Pictures.Image:
    """The left half red, the right half blue."""
    picture = Pictures.new("RGB", size, RED)
    picture.paste(BLUE, (size[0] // 2, 0, *size))
    return picture.convert(mode)


def save(folder: Path, name: str, picture: Pictures.Image, **options: object) -> str:
    picture.save(folder / name, **options)  # type: ignore[arg-type]  # Pillow's options are any
    return str(folder / name)


def write_figure(folder: Path, *images: Image) -> Path:
    figures = [Group((image,), tag=Tag.FIGURE, alt="Halves", box=image.box) for image in images]
    path = folder / "figure.pdf"
    write_pdf(make_document(make_page(*figures)), path)
    assert check_standards(path) == []
    assert check_structure(path) == []
    return path


def read_picture(path: Path) -> Pictures.Image:
    """The first picture of a file, as pikepdf decodes it."""
    with pikepdf.open(path) as pdf:
        picture = pdf.pages[0].Resources.XObject.Im1
        assert isinstance(picture, pikepdf.Stream)
        return pikepdf.PdfImage(picture).as_pil_image().convert("RGB")


def is_near(pixel: object, color: object) -> bool:
    assert isinstance(pixel, tuple)
    assert isinstance(color, tuple)
    return all(abs(a - b) < 12 for a, b in zip(pixel, color, strict=True))


@pytest.mark.parametrize(
    "name",
    ["a.png", "a.jpg", "a.gif", "a.webp", "a.avif", "a.jp2", "a.bmp", "a.tiff"],
    ids=lambda name: name.partition(".")[2],
)
def test_pictures_of_each_format_are_shown(tmp_path: Path, name: str) -> None:
    source = save(tmp_path, name, make_picture())
    picture = read_picture(write_figure(tmp_path, Image(Box(20, 20, 40, 20), source)))
    assert picture.size == (40, 20)
    assert is_near(picture.getpixel((2, 2)), RED)
    assert is_near(picture.getpixel((38, 18)), BLUE)


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "RGBA", "I;16", "CMYK"])
def test_pictures_of_each_kind_of_pixel_are_shown(tmp_path: Path, mode: str) -> None:
    if mode == "I;16":
        picture = make_picture("L").convert("I;16").point(lambda value: value * 256)
    else:
        picture = make_picture(mode)
    source = save(tmp_path, "a.tiff" if mode == "CMYK" else "a.png", picture)
    shown = read_picture(write_figure(tmp_path, Image(Box(20, 20, 40, 20), source)))
    expected = make_picture({"I;16": "L"}.get(mode, mode)).convert("RGB")
    for spot in ((2, 2), (38, 18)):
        assert is_near(shown.getpixel(spot), expected.getpixel(spot))


def make_grey(mode: str, white: float) -> Pictures.Image:
    """Black on the left, white on the right, in pixels of more than eight bits."""
    picture = Pictures.new("F", (40, 20), 0.0)
    picture.paste(white, (20, 0, 40, 20))
    if mode == "F":
        return picture
    return picture.convert("I").convert(mode)


@pytest.mark.parametrize(("mode", "white"), [("I;16", 65535), ("I;16B", 65535), ("I", 255), ("I", 65535), ("F", 1.0)])
def test_pixels_of_many_bits_go_from_black_to_white(tmp_path: Path, mode: str, white: float) -> None:
    source = save(tmp_path, "a.tiff", make_grey(mode, white))
    shown = read_picture(write_figure(tmp_path, Image(Box(20, 20, 40, 20), source)))
    assert shown.getpixel((2, 2)) == (0, 0, 0)
    assert shown.getpixel((38, 18)) == (255, 255, 255)


def test_a_picture_in_lab_colors_is_shown(tmp_path: Path) -> None:
    srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    picture = ImageCms.profileToProfile(make_picture(), srgb, lab, outputMode="LAB")
    assert picture is not None
    shown = read_picture(write_figure(tmp_path, Image(Box(20, 20, 40, 20), save(tmp_path, "a.tiff", picture))))
    assert is_near(shown.getpixel((2, 2)), RED)


def test_what_shows_through_is_white(tmp_path: Path) -> None:
    picture = make_picture("RGBA")
    picture.putpixel((0, 0), (0, 0, 0, 0))
    shown = read_picture(write_figure(tmp_path, Image(Box(0, 0, 40, 20), save(tmp_path, "a.png", picture))))
    assert shown.getpixel((0, 0)) == (255, 255, 255)
    assert shown.getpixel((1, 0)) == RED


def test_the_first_frame_of_an_animation_is_shown(tmp_path: Path) -> None:
    frames = [Pictures.new("RGB", (9, 9), color) for color in (RED, BLUE)]
    source = save(tmp_path, "a.gif", frames[0], save_all=True, append_images=frames[1:])
    assert is_near(read_picture(write_figure(tmp_path, Image(Box(0, 0, 9, 9), source))).getpixel((4, 4)), RED)


def test_a_photo_stands_upright(tmp_path: Path) -> None:
    exif = Pictures.Exif()
    exif[0x0112] = 6  # the camera was turned: the first row is the right side
    source = save(tmp_path, "a.jpg", make_picture(), exif=exif)
    shown = read_picture(write_figure(tmp_path, Image(Box(0, 0, 20, 40), source)))
    assert shown.size == (20, 40)
    assert is_near(shown.getpixel((10, 2)), RED)


def test_a_photo_that_needs_no_change_keeps_its_pixels_and_loses_its_place(tmp_path: Path) -> None:
    exif = Pictures.Exif()
    exif[0x010F] = "A camera of somebody"
    source = Path(save(tmp_path, "a.jpg", make_picture(), exif=exif, comment=b"at home"))
    entries, data = encode_image(str(source), 40, 20)
    assert entries["Filter"] == "/DCTDecode"
    assert b"somebody" in source.read_bytes()
    assert b"somebody" not in data
    assert b"at home" not in data
    before, after = (Pictures.open(io.BytesIO(jpeg)) for jpeg in (source.read_bytes(), data))
    assert before.tobytes() == after.tobytes()


def test_no_segment_of_a_photo_that_may_hold_a_name_is_passed_on() -> None:
    """Application segments but Adobe's, comments, and markers that the standard keeps for later."""
    buffer = io.BytesIO()
    make_picture("CMYK").save(buffer, "JPEG")
    start, rest = buffer.getvalue()[:2], buffer.getvalue()[2:]
    for marker in (*range(0xE0, 0xF0), *range(0xF0, 0xFF), 0x48):
        segment = bytes((0xFF, marker, 0, 16)) + b"name-of-a-kid!"
        assert b"name" not in strip_jpeg(start + segment + rest), hex(marker)
        behind_adobe = bytes((0xFF, 0xEE, 0, 28)) + b"Adobe\0d\0\0\0\0\1" + b"name-of-a-kid!"
        assert b"name" not in strip_jpeg(start + behind_adobe + segment + rest)


@pytest.mark.parametrize("change", ["turned", "reduced"])
def test_a_photo_that_is_changed_loses_its_comment_too(tmp_path: Path, change: str) -> None:
    exif = Pictures.Exif()
    exif[0x0112] = 6 if change == "turned" else 1
    exif[0x013B] = "name of an artist"
    options = {"exif": exif, "comment": b"name of a place", "xmp": b"<x:xmpmeta>name of an author</x:xmpmeta>"}
    source = save(tmp_path, "a.jpg", make_photo(), **options)
    _, data = encode_image(source, 100, 100)
    assert b"name" in Path(source).read_bytes()
    assert b"name" not in data


def test_words_in_a_drawing_s_file_are_not_passed_on(tmp_path: Path) -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "name of an artist")
    words.add_itxt("XML:com.adobe.xmp", "name of an author")
    source = save(tmp_path, "a.png", make_picture(), pnginfo=words)
    assert b"name" in Path(source).read_bytes()
    assert b"name" not in encode_image(source, 40, 20)[1]


def test_a_photo_whose_exif_makes_no_sense_is_shown_as_it_is(tmp_path: Path) -> None:
    source = save(tmp_path, "a.jpg", make_picture(), exif=b"Exif\0\0II*\0\xff\xff\xff\xff no exif")
    assert encode_image(source, 40, 20)[0]["Width"] == 40


def test_what_a_phone_appends_to_a_photo_is_not_passed_on(tmp_path: Path) -> None:
    exif = Pictures.Exif()
    exif[0x010F] = "A camera of somebody"
    frames = {"save_all": True, "append_images": [make_picture("L")], "exif": exif}
    for name, options, more in (("a.mpo", frames, b""), ("a.jpg", {"progressive": True}, b"\xff\xd8 at home \xff\xd9")):
        source = Path(save(tmp_path, name, make_picture(), **options))
        source.write_bytes(source.read_bytes() + more)
        _, data = encode_image(str(source), 40, 20)
        assert data.endswith(b"\xff\xd9")
        assert data.count(b"\xff\xd8") == 1
        assert b"somebody" not in data
        before, after = (Pictures.open(io.BytesIO(jpeg)) for jpeg in (source.read_bytes(), data))
        assert before.convert("RGB").tobytes() == after.tobytes()


def test_a_comment_between_the_scans_of_a_photo_is_not_passed_on() -> None:
    buffer = io.BytesIO()
    make_picture().save(buffer, "JPEG", progressive=True)
    head, scan, rest = buffer.getvalue().rpartition(b"\xff\xda")
    data = strip_jpeg(head + b"\xff\xfe\0\x09at home" + scan + rest)
    assert data == strip_jpeg(buffer.getvalue())
    assert data.count(scan) > 1


def test_stripping_a_jpeg_keeps_how_its_colours_are_coded() -> None:
    buffer = io.BytesIO()
    make_picture("CMYK").save(buffer, "JPEG")
    assert b"Adobe" in strip_jpeg(buffer.getvalue())


def test_a_picture_is_reduced_to_300_dots_per_inch_of_its_largest_print(tmp_path: Path) -> None:
    source = save(tmp_path, "a.png", make_picture(size=(900, 450)))
    small, large = Image(Box(0, 0, 36, 18), source), Image(Box(0, 40, 72, 36), source)
    path = write_figure(tmp_path, small, large, small)
    assert read_picture(path).size == (300, 150)
    with pikepdf.open(path) as pdf:
        pictures = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        assert len(pictures) == 1


def test_a_picture_that_is_coarse_is_not_blown_up(tmp_path: Path) -> None:
    entries, _ = encode_image(save(tmp_path, "a.jpg", make_picture()), 400, 200)
    assert (entries["Width"], entries["Height"]) == (40, 20)


def make_photo(size: tuple[int, int] = (1500, 1000)) -> Pictures.Image:
    """Soft blots of all colours, as different as those of a photo."""
    blots = Pictures.frombytes("RGB", (75, 50), random.Random(1).randbytes(75 * 50 * 3))
    return blots.resize(size, Pictures.Resampling.BICUBIC)


def make_diagram() -> Pictures.Image:
    """A few colours with hard edges, of which fewer pixels with soft edges aren't shorter."""
    picture = make_picture(size=(300, 150))
    for x in range(0, 300, 7):
        picture.paste((20, 120, 20), (x, x // 2, x + 3, 150))
    return picture


@pytest.mark.parametrize(
    ("picture", "name"),
    [
        (make_photo(), "photo.jpg"),
        (make_photo(), "photo.png"),
        (make_photo((75, 50)), "small.jpg"),
        (make_photo((75, 50)), "small.png"),
        (make_photo().convert("L"), "grey.png"),
        (make_diagram(), "diagram.png"),
        (make_picture("RGBA"), "tiny.png"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_coarser_picture_is_never_larger(picture: Pictures.Image, name: str, tmp_path: Path) -> None:
    source = save(tmp_path, name, picture)
    lengths = [len(encode_image(source, 288, 192, fineness)[1]) for fineness in FINENESSES]
    assert lengths == sorted(lengths, reverse=True)
    if name.startswith("photo"):
        assert len(set(lengths)) == len(lengths)
        assert lengths[-1] < lengths[0] / 6


def test_a_coarse_photo_has_the_dots_asked_for_and_is_a_jpeg_whatever_it_was(tmp_path: Path) -> None:
    for name in ("photo.jpg", "photo.png"):
        entries, data = encode_image(save(tmp_path, name, make_photo()), 288, 192, Fineness(100, 60))
        assert (entries["Width"], entries["Height"], entries["Filter"]) == (400, 267, "/DCTDecode")
        pixel = Pictures.open(io.BytesIO(data)).resize((6, 4)).getpixel((3, 2))
        assert is_near(pixel, make_photo().resize((6, 4)).getpixel((3, 2)))


def test_a_diagram_stays_without_loss_where_that_is_shorter(tmp_path: Path) -> None:
    source = save(tmp_path, "a.png", make_diagram())
    assert encode_image(source, 288, 192, Fineness(100, 60)) == encode_image(source, 288, 192)


def test_a_reduced_photo_stays_a_jpeg(tmp_path: Path) -> None:
    entries, data = encode_image(save(tmp_path, "a.jpg", make_picture(size=(900, 450))), 72, 36)
    assert entries["Filter"] == "/DCTDecode"
    assert Pictures.open(io.BytesIO(data)).size == (300, 150)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_of_another_profile_become_srgb(tmp_path: Path, mode: str) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")
    other = swapped.replace("sRGB".encode("utf-16-be"), "BGRs".encode("utf-16-be"))
    source = save(tmp_path, "a.png", make_picture(mode), icc_profile=other)
    shown = read_picture(write_figure(tmp_path, Image(Box(0, 0, 40, 20), source)))
    assert is_near(shown.getpixel((2, 2)), BLUE)
    assert is_near(shown.getpixel((38, 18)), RED)


def test_a_profile_that_makes_no_sense_is_no_obstacle(tmp_path: Path) -> None:
    source = save(tmp_path, "a.png", make_picture(), icc_profile=b"no profile")
    assert encode_image(source, 40, 20) == encode_image(save(tmp_path, "b.png", make_picture()), 40, 20)


def test_broken_missing_and_foreign_files_are_errors_that_name_them(tmp_path: Path) -> None:
    whole = Path(save(tmp_path, "whole.png", make_picture(size=(300, 300)))).read_bytes()
    drawing = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"
    files = {"cut.png": whole[:-400], "text.png": b"hello", "draw.eps": drawing}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    for name in (*files, "missing.png"):
        with pytest.raises(WriteError, match="can't be read") as caught:
            encode_image(str(tmp_path / name), 40, 20)
        assert caught.value.path == str(tmp_path / name)


def test_a_picture_too_large_to_decode_is_not_decoded(tmp_path: Path) -> None:
    for size in ((20_000, 6_000), (30_000, 30_000)):
        header = b"\x89PNG\r\n\x1a\n" + make_chunk(b"IHDR", size[0].to_bytes(4) + size[1].to_bytes(4) + b"\x08\2\0\0\0")
        (tmp_path / "bomb.png").write_bytes(header + make_chunk(b"IDAT", b"") + make_chunk(b"IEND", b""))
        with pytest.raises(WriteError, match="too many pixels"):
            encode_image(str(tmp_path / "bomb.png"), 40, 20)


def make_chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)
