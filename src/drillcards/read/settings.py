"""The workspace's preferences, from ``drillcards.toml``."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from drillcards.model.drill import ImageBlock
from drillcards.model.page import Color
from drillcards.model.problem import Problem, Severity, sort_problems
from drillcards.model.settings import CategoryStyle, Printer, Settings, Workspace
from drillcards.model.sheet import Duplex
from drillcards.model.units import mm_to_pt
from drillcards.read.findings import Findings
from drillcards.read.font_files import find_fonts
from drillcards.read.headings import KNOWN_KEYS, LANGUAGES
from drillcards.read.mail_settings import read_mail_settings
from drillcards.read.media import locate_image
from drillcards.read.packet_settings import read_packet_settings
from drillcards.read.schema import (
    Checked,
    Field,
    Fields,
    check_table,
    choice_field,
    find_misspelt,
    list_words,
    numbers_field,
    report,
    table_field,
    text_field,
    words_field,
)
from drillcards.read.toml import KeyPath, TomlFile, read_toml
from drillcards.read.withheld import drop_from_toml

FILE_NAME: Final = "drillcards.toml"

_KEY: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_COLOR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_LANG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")  # the shapes of BCP 47 that people write

_PLAIN: Final[Fields] = {
    "team": text_field(),
    "season": text_field(),
    "lang": Field(lambda value: _matches(_LANG, value), "a language tag such as “en” or “pt-BR”"),
    "template": text_field("the name of a template in quotes"),
    "paper": text_field("the name of a paper in quotes"),
    "duplex": choice_field(duplex.value for duplex in Duplex),
}
_COLORED: Final[Fields] = {
    "color": Field(lambda value: _matches(_COLOR, value), "a colour such as “#0072B2”"),
    "logo": text_field("the name of a picture in quotes"),
}
_TABLES: Final[Fields] = {
    "aliases": table_field("a table, [aliases]"),
    "categories": table_field("tables such as [categories.speed]"),
    "fonts": table_field("a table, [fonts]"),
    "printers": table_field("tables such as [printers.office]"),
    "packets": table_field("a table, [packets]"),
    "mail": table_field("a table, [mail]"),
}
_CATEGORY: Final[Fields] = {
    "letter": Field(lambda value: isinstance(value, str) and 1 <= len(value.strip()) <= 2, "one or two letters"),
    "color": _COLORED["color"],
    "title": text_field(),
}
_FONTS: Final[Fields] = {"fallback": words_field('a list of files, such as ["fonts/Name.ttf"]')}
_PRINTER: Final[Fields] = {"back_offset_mm": numbers_field("[x, y] in millimetres", 2)}


def read_workspace(root: Path) -> tuple[Workspace, tuple[Problem, ...]]:
    """The workspace in this folder. What its settings get wrong, or don't say, keeps its default."""
    root = root.resolve()
    if not (root / FILE_NAME).exists():
        return Workspace(root), ()
    file = read_toml(root / FILE_NAME, FILE_NAME, root)
    if isinstance(file, Problem):
        return Workspace(root, readable=False), (file,)
    findings = Findings(FILE_NAME)
    settings, problems = _read_settings(drop_from_toml(file, findings), root)
    return Workspace(root, settings), sort_problems((*findings.problems, *problems))


def _read_settings(file: TomlFile, root: Path) -> tuple[Settings, tuple[Problem, ...]]:
    top = _check(file, (), file.data, {**_PLAIN, **_COLORED, **_TABLES})
    aliases, alias_problems = _read_aliases(file, top.values.get("aliases", {}))
    categories = _check_named(file, "categories", top.values.get("categories", {}), _CATEGORY)
    printers = _check_named(file, "printers", top.values.get("printers", {}), _PRINTER)
    styles, letter_problems = _build_categories(file, categories)
    fonts = _check(file, ("fonts",), top.values.get("fonts", {}), _FONTS)
    font_files, font_problems = find_fonts(file, root, list_words(fonts.values.get("fallback", [])))
    logo, logo_problems = _find_logo(file, root, top.values.get("logo"))
    packets, packet_problems = read_packet_settings(file, top.values.get("packets", {}))
    mail, mail_problems = read_mail_settings(file, top.values.get("mail", {}))
    settings = Settings(
        color=_read_color(top.values.get("color")),
        logo=logo,
        **{key: value for key, value in top.values.items() if key in _PLAIN},
        aliases=aliases,
        categories=styles,
        fallback_fonts=font_files,
        printers=tuple(_build_printer(name, table.values) for name, table in printers.items()),
        packets=packets,
        mail=mail,
    )
    tables = (top, fonts, *categories.values(), *printers.values())
    return settings, (
        *_question_language(file, settings.lang),
        *(p for table in tables for p in table.problems),
        *alias_problems,
        *letter_problems,
        *font_problems,
        *logo_problems,
        *packet_problems,
        *mail_problems,
    )


def _question_language(file: TomlFile, lang: str) -> Iterator[Problem]:
    """A warning for a language that the program itself can't speak."""
    if lang.partition("-")[0].lower() not in LANGUAGES:
        message = f"The program has no words of its own in “{lang}”; it prints English ones among yours."
        hint = f"There are: {', '.join(LANGUAGES)}."
        yield report(file, ("lang",), "no-words-for-language", message, hint, severity=Severity.WARNING)


def _find_logo(file: TomlFile, root: Path, name: str | None) -> tuple[ImageBlock | None, tuple[Problem, ...]]:
    """The picture of this name, or why there is none."""
    if not name:
        return None, ()
    findings = Findings(file.path)
    image = locate_image(name, "", file.find_line(("logo",)) or 1, root / file.path, root, findings)
    return image if image.path else None, tuple(findings.problems)


def _check(file: TomlFile, path: KeyPath, table: Any, fields: Fields) -> Checked:
    """Unknown settings are only warned of: a later version may know them."""
    return check_table(file, path, table, fields, unknown=Severity.WARNING)


def _check_named(file: TomlFile, key: str, tables: Mapping[str, Any], fields: Fields) -> dict[str, Checked]:
    return {name: _check(file, (key, name), table, fields) for name, table in tables.items()}


def _read_aliases(file: TomlFile, table: Mapping[str, Any]) -> tuple[tuple[tuple[str, str], ...], tuple[Problem, ...]]:
    """(heading in lower case, section key) pairs from lists of headings."""
    checked = check_table(file, ("aliases",), table, dict.fromkeys(table, words_field()))
    keys: dict[str, str] = {}
    problems = [*checked.problems]
    for key, headings in checked.values.items():
        path = ("aliases", key)
        if not _KEY.fullmatch(key):
            hint = 'Write it as section_key = ["Heading", "Other heading"].'
            problems.append(report(file, path, "bad-section-key", f"“{key}” can't be the key of a section.", hint))
            continue
        if meant := find_misspelt(key, KNOWN_KEYS):
            hint = f"Write “{meant}”; if it is a section of your own, a name less like that one."
            message = f"There is no section “{key}”, but there is “{meant}”."
            problems.append(report(file, path, "unknown-section", message, hint, severity=Severity.WARNING))
        for heading in list_words(headings):
            folded = " ".join(heading.split()).lower()
            if keys.setdefault(folded, key) != key:
                message = f"“{heading}” already stands for {keys[folded]}."
                problems.append(report(file, path, "ambiguous-alias", message, "Keep it in one of the lists."))
    return tuple(keys.items()), tuple(problems)


def _build_categories(
    file: TomlFile, categories: Mapping[str, Checked]
) -> tuple[tuple[CategoryStyle, ...], tuple[Problem, ...]]:
    """The styles. A letter tells cards apart, so that a category that wants another's goes without."""
    owners: dict[str, str] = {}
    styles: list[CategoryStyle] = []
    problems: list[Problem] = []
    for name, table in categories.items():
        style = _build_category(name, table.values, file.find_line(("categories", name)) or 0)
        owner = owners.setdefault(style.letter.casefold(), name) if style.letter else name
        if owner != name:
            message = f"The letter “{style.letter}” of {name} is also that of {owner}."
            hint = "Give each category a letter of its own: on a black-and-white print it is what tells them apart."
            problems.append(report(file, ("categories", name, "letter"), "same-letter", message, hint))
            style = replace(style, letter=None)
        styles.append(style)
    return tuple(styles), tuple(problems)


def _build_category(name: str, values: Mapping[str, Any], line: int) -> CategoryStyle:
    letter = values.get("letter")
    return CategoryStyle(
        name,
        letter=letter.strip() if letter else None,
        color=_read_color(values.get("color")),
        title=values.get("title"),
        line=line,
    )


def _read_color(value: str | None) -> Color | None:
    """``"#0072B2"`` as a colour."""
    return Color(*(int(value[at : at + 2], 16) / 255 for at in (1, 3, 5))) if value else None


def _build_printer(name: str, values: Mapping[str, Any]) -> Printer:
    x, y = values.get("back_offset_mm", (0, 0))
    return Printer(name, mm_to_pt(x), mm_to_pt(y))


def _matches(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None
