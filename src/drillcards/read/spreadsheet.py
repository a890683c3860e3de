"""A spreadsheet's file as rows of text: CSV as Excel, LibreOffice and web pages write it, or an .xlsx workbook."""

import codecs
from collections.abc import Callable
from pathlib import Path
from typing import Final

from drillcards.read.cells import Row, Table, find_header
from drillcards.read.delimited import parse_table
from drillcards.read.disk import read_file
from drillcards.read.findings import Findings
from drillcards.read.text import MAC, guess_letters, guess_utf16
from drillcards.read.workbook import MAGIC, WorkbookError, WorkbookTooLargeError, parse_workbook

_OLD_MAGIC: Final = b"\xd0\xcf\x11\xe0"  # of Microsoft's compound files: .xls, and any workbook with a password
_UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument"
_HEAD: Final = 200
"""Bytes among which a LibreOffice file says what it is."""
_SAVE_AS: Final = "Save it from your spreadsheet as “CSV UTF-8”, or as an .xlsx workbook without a password."


def read_sheet(file: Path, root: Path, findings: Findings, count_known: Callable[[Row], int]) -> Table | None:
    """The rows of a file that aren't blank, and None, with an error in ``findings``, if it can't be read.

    Of a workbook's sheets it is the one with the best header; where that is a choice, the sheets are named.

    What the file holds decides, and not its name. It isn't read if it leads out of the folder ``root``.
    ``count_known`` tells how many of a row's cells are headers that are known.
    """
    if not file.resolve().is_relative_to(root.resolve()):
        hint = "Copy the file here instead of linking to it."
        findings.fail("outside-workspace", None, "This file lies outside the workspace.", hint)
        return None
    try:
        data = read_file(file)
    except OSError as error:
        message = f"Cannot read this file: {error.strerror}."
        findings.fail("unreadable-file", None, message, "Check that it is a file, and that you may open it.")
        return None
    if data.startswith((MAGIC, _OLD_MAGIC)):
        return _read_workbook(data, findings, count_known)
    decoded = _decode(data, findings)
    if decoded is None:
        return None
    text, guessed = decoded
    return Table(tuple(parse_table(text, count_known)), guessed=guessed)


def _read_workbook(data: bytes, findings: Findings, count_known: Callable[[Row], int]) -> Table | None:
    if data.startswith(_OLD_MAGIC):
        message = "This is an old Excel workbook (.xls), or one with a password."
        findings.fail("unreadable-workbook", None, message, _SAVE_AS)
        return None
    if _OPEN_DOCUMENT in data[:_HEAD]:
        findings.fail("unreadable-workbook", None, "This is a LibreOffice workbook (.ods).", _SAVE_AS)
        return None
    try:
        return _choose_sheet(parse_workbook(data), findings, count_known)
    except WorkbookTooLargeError:
        message, hint = "The sheet is too large.", "Delete the empty rows and columns behind the players, and save it."
        findings.fail("sheet-too-large", None, message, hint)
    except WorkbookError:
        findings.fail("unreadable-workbook", None, "This is a workbook that can't be read.", _SAVE_AS)
    return None


def _choose_sheet(tables: tuple[Table, ...], findings: Findings, count_known: Callable[[Row], int]) -> Table:
    """The sheet with the best header; of equals the first. A warning where another could be meant."""
    shown = [table for table in tables if table.shown]
    rates = {table.name: _rate_header(table, count_known) for table in tables}
    best = max(shown, key=lambda table: rates[table.name], default=Table(()))
    rivals = [table for table in tables if table is not best and rates[table.name] > rates.get(best.name, 0) / 2]
    others = [table for table in tables if table is not best]
    if others and (rivals or not rates.get(best.name) or best is not shown[0]):
        names = ", ".join(f"“{table.name}”" + ("" if table.shown else " (hidden)") for table in others)
        message = f"Of this workbook only the sheet “{best.name}” was read, and not {names}."
        if not shown:
            message = f"All that is in this workbook is hidden: {names}."
        hint = "If what is meant is on several sheets, put it on one; if it is on another, delete this one's header."
        findings.warn("other-sheets", None, message, hint)
    return best


def _rate_header(table: Table, count_known: Callable[[Row], int]) -> int:
    header = find_header(table.rows, count_known)
    return count_known(header) if header else 0


def _decode(data: bytes, findings: Findings) -> tuple[str, bool] | None:
    """The text, its line ends and control characters as they are, and whether its letters are a guess.

    Excel's “Unicode Text” is UTF-16 and tabs, and its “CSV (Macintosh)” the old Mac's code page.
    """
    try:
        if data.startswith(_UTF16_MARKS):
            return data.decode("utf-16"), False
        if b"\x00" not in data:
            return data.decode("utf-8-sig"), False
    except UnicodeDecodeError as error:
        if error.encoding == "utf-8":
            line = data.count(b"\n", 0, error.start) + 1
            text, kind = guess_letters(data)
            message = f"The file isn't UTF-8; it was read as {kind}."
            findings.warn("not-utf-8", line, message, "Check the accented letters, and save the file as “CSV UTF-8”.")
            return text, kind == MAC
    if (wide := guess_utf16(data)) is not None:
        return wide, False
    findings.fail("not-text", 1, "This is not a text file.", _SAVE_AS)
    return None
