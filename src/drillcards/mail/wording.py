"""What a mail says, from templates: the coach's own in ``templates/mail/``, then the built-in ones.

``packet.<lang>.subject.j2``, ``packet.<lang>.txt.j2`` and ``packet.<lang>.html.j2`` are Jinja templates. They run in a
sandbox, as a workspace may come from somebody else.
"""

import re
import traceback
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any, Final

from jinja2 import StrictUndefined, TemplateNotFound, TemplateSyntaxError, meta, nodes
from jinja2.loaders import FunctionLoader
from jinja2.sandbox import ImmutableSandboxedEnvironment

from drillcards.mail.leftovers import find_leftovers, is_blank
from drillcards.model.mail import Words
from drillcards.model.problem import Problem, Severity, has_errors

NAME: Final = "packet"
OWN: Final = "templates/mail"
"""The folder of the coach's templates in the workspace."""
BUILT_IN: Final = "built-in/mail"
"""How the built-in ones are called in problems; templates may include them as ``built-in/…``."""
LAST_RESORT: Final = "en"

_BUILT_IN_FOLDER: Final = Path(__file__).with_name("templates")
_PREFIX: Final = "built-in/"
_SUBJECT, _TEXT, _HTML = "subject", "txt", "html"
_NAMED: Final = re.compile(rf"{NAME}\.([A-Za-z]{{2,3}}(?:-\w+)*)\.(?:{_SUBJECT}|{_TEXT}|{_HTML})\.j2")
_FILL: Final = "Write it as this program does, such as {{ player.name }}, {{ team }} or {{ coach }}, or take it out."
_MEANT: Final = "Fill it in or, if it is meant to be read, write it without the brackets."

_Problems = tuple[Problem, ...]


class _Missing(StrictUndefined):
    """Says what a template asked for in vain, without the program's own names."""

    @property
    def _undefined_message(self) -> str:
        return self._undefined_hint or f"There is no “{self._undefined_name}” here."


class _UnreadableError(Exception):
    """A template's file that can't be read as text."""

    def __init__(self, shown: str, message: str) -> None:
        super().__init__(message)
        self.shown = shown


class Wording:
    """The templates of one workspace."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._environment = ImmutableSandboxedEnvironment(
            loader=FunctionLoader(self._load),
            undefined=_Missing,
            autoescape=lambda name: name is not None and name.endswith(f".{_HTML}.j2"),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._looked_through: dict[tuple[str, str], _Problems] = {}

    def write_words(self, facts: Mapping[str, Any], lang: str, team_lang: str) -> tuple[Words | None, _Problems]:
        """A mail in ``lang`` or, where nobody wrote templates for that, in the team's language or English.

        The last is warned of. None: a template has an error, which names its file and line.
        """
        chosen = next(found for found in _list_languages(lang, team_lang) if self._has(found))
        problems: list[Problem] = []
        if chosen.split("-")[0].lower() != lang.split("-")[0].lower():
            problems.append(_report_language(lang, chosen))
        names = {kind: f"{NAME}.{chosen}.{kind}.j2" for kind in (_SUBJECT, _TEXT, _HTML)}
        if self._find(names[_TEXT]) == BUILT_IN and self._find(names[_HTML]) == OWN:
            return None, (*problems, _report_lone_html(names))
        if self._find(names[_TEXT]) == OWN and self._find(names[_HTML]) != OWN:
            del names[_HTML]  # the two would say different things, and most programs show the HTML
        texts: dict[str, str] = {}
        for kind, name in names.items():
            problems += self._look_through(name, chosen)
            text = self._render(name, facts)
            if isinstance(text, Problem):
                problems.append(text)
            elif is_blank(text, html=kind == _HTML):
                problems.append(self._report_blank(kind, name))
            else:
                texts[kind] = text
        if has_errors(problems):
            return None, tuple(problems)
        subject, text = _make_line(texts[_SUBJECT]), texts[_TEXT].strip() + "\n"
        return Words(chosen, subject, text, texts.get(_HTML)), tuple(problems)

    def list_languages(self) -> tuple[str, ...]:
        """The languages that the coach has files for, and in which a mail can be written."""
        named = (_NAMED.fullmatch(name) for name in self._list_own())
        return tuple(dict.fromkeys(match[1] for match in named if match and self._has(match[1])))

    def list_said(self, lang: str) -> Iterator[tuple[str, int, str]]:
        """The coach's own words in mail of a language that has files, line by line: file, line and text."""
        names = [f"{NAME}.{lang}.{kind}.j2" for kind in (_SUBJECT, _TEXT, _HTML)]
        for name in names:  # which grows by those that they include
            tree = self._parse(name) if self._find(name) == OWN else None
            for start, text in _list_said(tree) if tree else ():
                yield from ((self._show(name), line, part) for line, part in enumerate(text.split("\n"), start))
            names += sorted(one for one in self._list_included(name) if one and one not in names)

    def find_unused(self) -> Iterator[Problem]:
        """Warnings for files of the coach's that no mail is written with, as they are called otherwise or lack another.

        Without them somebody believes to have written what families read.
        """
        folder = self._root / OWN
        if folder.is_dir() and not folder.resolve().is_relative_to(self._root):
            message = "The folder lies elsewhere, so that the mail templates in it aren't used."
            yield Problem(Severity.WARNING, "unused-mail-template", OWN, None, message, "Copy it into this folder.")
        names = self._list_own()
        included = {name for own in names for name in self._list_included(own)}
        for name in names:
            match = _NAMED.fullmatch(name)
            if not match and name not in included and None not in included:
                message = "No mail is written with this file: it isn't called as mail templates are."
                names_wanted = f"{NAME}.en.{_SUBJECT}.j2, {NAME}.en.{_TEXT}.j2 and {NAME}.en.{_HTML}.j2"
                yield self._warn(name, message, f"They are {names_wanted}, with your language for en.")
            elif match and not self._has(match[1]):
                wanted = [f"{NAME}.{match[1]}.{kind}.j2" for kind in (_SUBJECT, _TEXT)]
                lacking = " and ".join(other for other in wanted if not self._find(other))
                message = f"No mail is written with this file, as there is no {lacking}."
                yield self._warn(name, message, f"Write {OWN}/{lacking.replace(' and ', f' and {OWN}/')} too.")

    def _list_own(self) -> list[str]:
        """The names of the files in the coach's folder, without hidden ones and those that editors keep."""
        found = (path.name for path in (self._root / OWN).glob("*") if self._find(path.name) == OWN)
        return sorted(name for name in found if not name.startswith(".") and not name.endswith("~"))

    def _list_included(self, name: str) -> set[str | None]:
        """The templates that one includes; None among them: which ones only shows when it is written."""
        tree = self._parse(name)
        return {*meta.find_referenced_templates(tree)} if tree else set()

    def _parse(self, name: str) -> nodes.Template | None:
        """None: it can't be read, which writing with it tells."""
        try:
            loaded = self._load(name)
            return self._environment.parse(loaded[0]) if loaded else None
        except (_UnreadableError, TemplateSyntaxError):
            return None

    def _look_through(self, name: str, lang: str) -> _Problems:
        """Placeholders of other programs that the coach left in a template, or in what it includes; looked for once."""
        key = (name, lang)
        if key not in self._looked_through:
            self._looked_through[key] = ()  # one that includes itself ends here
            found = list(self._find_leftovers(name, lang))
            for other in self._list_included(name):
                found += self._look_through(other, lang) if other else ()
            self._looked_through[key] = tuple(found)
        return self._looked_through[key]

    def _find_leftovers(self, name: str, lang: str) -> Iterator[Problem]:
        """Of what the template itself says: a player's name or note may have any signs."""
        tree = self._parse(name) if self._find(name) == OWN else None
        lines = self._load_lines(name) if tree else []
        found: dict[tuple[int, bool], list[str]] = {}
        for start, text in _list_said(tree) if tree else ():
            for leftover in find_leftovers(text, lang, html=name.endswith(f".{_HTML}.j2")):
                place = (_find_line(lines, start, leftover.text), leftover.certain)
                found.setdefault(place, []).append(leftover.text)
        for (line, certain), texts in found.items():
            if certain or not name.endswith(f".{_SUBJECT}.j2"):  # where a team stands in brackets
                yield self._report_leftovers(name, line, texts, certain=certain)

    def _load_lines(self, name: str) -> list[str]:
        loaded = self._load(name)
        return loaded[0].split("\n") if loaded else []

    def _has(self, lang: str) -> bool:
        """Whether a mail can be written in this language."""
        return bool(self._find(f"{NAME}.{lang}.{_TEXT}.j2") and self._find(f"{NAME}.{lang}.{_SUBJECT}.j2"))

    def _render(self, name: str, facts: Mapping[str, Any]) -> str | Problem:
        try:
            return self._environment.get_template(name).render(facts)
        except _UnreadableError as error:
            return Problem(Severity.ERROR, "bad-mail-template", error.shown, None, str(error), "Save it as UTF-8.")
        except Exception as error:  # whatever a coach's template may run into
            return self._explain(error, name, facts)

    def _explain(self, error: Exception, name: str, facts: Mapping[str, Any]) -> Problem:
        """The problem with the template's file and line that an error arose in."""
        if isinstance(error, TemplateSyntaxError):
            return self._report(error.name or name, error.lineno, _make_sentence(error.message or ""))
        places = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
        found = [place for place in places if place[0].endswith(".j2")]
        hint = f'There are: {", ".join(sorted(facts))}. Of the roster\'s other columns: extra["Column"].'
        if isinstance(error, TemplateNotFound):
            message, hint = f"There is no template “{error.name}” to include.", f"Put it into {OWN}/."
        else:
            message = _make_sentence(str(error) or type(error).__name__)
        if not found:
            return self._report(name, None, message, hint)
        shown, line = found[-1]
        return Problem(Severity.ERROR, "bad-mail-template", shown, line, message, hint)

    def _report(self, name: str, line: int | None, message: str, hint: str = "") -> Problem:
        return Problem(Severity.ERROR, "bad-mail-template", self._show(name), line, message, hint)

    def _report_blank(self, kind: str, name: str) -> Problem:
        if kind == _SUBJECT:
            return self._report(name, 1, "The subject is empty.", "Write one line.")
        hint = "Write what families should read; without this file the program's own words are mailed."
        return self._report(name, 1, "The mail would be empty.", hint)

    def _report_leftovers(self, name: str, line: int, texts: list[str], *, certain: bool) -> Problem:
        shown = ", ".join(f"“{' '.join(text.split())}”" for text in dict.fromkeys(texts))
        what, them = ("is a placeholder", "it stands") if len(texts) == 1 else ("are placeholders", "they stand")
        if certain:
            message = f"{shown} {what} of another program, and would be mailed as {them}."
            return Problem(Severity.ERROR, "mail-placeholder", self._show(name), line, message, _FILL)
        message = f"{shown} may be meant to be filled in, and would be mailed as {them}."
        return Problem(Severity.WARNING, "mail-placeholder", self._show(name), line, message, _MEANT)

    def _warn(self, name: str, message: str, hint: str) -> Problem:
        return Problem(Severity.WARNING, "unused-mail-template", self._show(name), None, message, hint)

    def _show(self, name: str) -> str:
        return f"{self._find(name) or OWN}/{name.removeprefix(_PREFIX)}"

    def _find(self, name: str) -> str:
        """The folder that has a template, OWN or BUILT_IN; "" if neither has."""
        if not name.startswith(_PREFIX) and self._locate(self._root / OWN, name, self._root):
            return OWN
        return BUILT_IN if self._locate(_BUILT_IN_FOLDER, name.removeprefix(_PREFIX), _BUILT_IN_FOLDER) else ""

    @staticmethod
    def _locate(folder: Path, name: str, within: Path) -> Path | None:
        """The file of this name; None if there is none, or it lies outside of the folder, be it by a link.

        So does a folder that isn't ``within`` another: of a workspace, a mail may show the templates alone.
        """
        path, folder = (folder / name).resolve(), folder.resolve()
        inside = path.is_relative_to(folder) and folder.is_relative_to(within.resolve())
        return path if path.is_file() and inside else None

    def _load(self, name: str) -> tuple[str, str, None] | None:
        """A template's source and, for error messages, what its file is called."""
        folder = self._find(name)
        if not folder:
            return None
        where = self._root / OWN if folder == OWN else _BUILT_IN_FOLDER
        shown = self._show(name)
        try:
            return (where / name.removeprefix(_PREFIX)).read_text("utf-8-sig"), shown, None
        except UnicodeDecodeError as error:
            raise _UnreadableError(shown, "The template isn't text in UTF-8.") from error


def _list_languages(lang: str, team_lang: str) -> Iterator[str]:
    for tag in (lang, team_lang, LAST_RESORT):
        if tag:
            yield from (tag, tag.split("-")[0].lower())


def _list_said(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """What a template says in its own words, with the lines on which they begin."""
    said: list[nodes.Node] = [part for node in tree.find_all(nodes.Output) for part in node.nodes]
    said += [node.node for node in tree.find_all(nodes.Assign)]
    for part in said:
        if isinstance(part, nodes.TemplateData):
            yield part.lineno, part.data
        elif isinstance(part, nodes.Const) and isinstance(part.value, str):
            yield part.lineno, part.value


def _find_line(lines: list[str], start: int, text: str) -> int:
    """The line of a placeholder in what begins on line ``start``."""
    first = text.split("\n")[0]
    for number, line in enumerate(lines[start - 1 :], start):
        if first in line or first in unescape(line):
            return number
    return start


def _make_line(text: str) -> str:
    """A text as one line without control characters: a header can't have them."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _make_sentence(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def _report_language(lang: str, chosen: str) -> Problem:
    message = f"There is no mail in “{lang}”, so that it is written in “{chosen}”."
    hint = f"Write {OWN}/{NAME}.{lang}.{_SUBJECT}.j2 and {NAME}.{lang}.{_TEXT}.j2."
    return Problem(Severity.WARNING, "no-mail-language", "", None, message, hint)


def _report_lone_html(names: Mapping[str, str]) -> Problem:
    message = "The mail's HTML has no plain text beside it that says the same."
    return Problem(
        Severity.ERROR, "no-plain-text", f"{OWN}/{names[_HTML]}", None, message, f"Write {OWN}/{names[_TEXT]} too."
    )
