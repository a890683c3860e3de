"""What a mail says, from templates: the coach's own in ``templates/mail/``, then the built-in ones.

``packet.<lang>.subject.j2``, ``packet.<lang>.txt.j2`` and ``packet.<lang>.html.j2`` are Jinja templates. They run in a
sandbox, as a workspace may come from somebody else.
"""

import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from jinja2 import StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.loaders import FunctionLoader
from jinja2.sandbox import ImmutableSandboxedEnvironment

from drillcards.model.mail import Words
from drillcards.model.problem import Problem, Severity

NAME: Final = "packet"
OWN: Final = "templates/mail"
"""The folder of the coach's templates in the workspace."""
BUILT_IN: Final = "built-in/mail"
"""How the built-in ones are called in problems; templates may include them as ``built-in/…``."""
LAST_RESORT: Final = "en"

_BUILT_IN_FOLDER: Final = Path(__file__).with_name("templates")
_PREFIX: Final = "built-in/"
_SUBJECT, _TEXT, _HTML = "subject", "txt", "html"

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
            text = self._render(name, facts)
            if isinstance(text, Problem):
                problems.append(text)
            else:
                texts[kind] = text
        if len(texts) < len(names):
            return None, tuple(problems)
        subject = _make_line(texts[_SUBJECT])
        if not subject:
            return None, (*problems, self._report(names[_SUBJECT], 1, "The subject is empty.", "Write one line."))
        return Words(chosen, subject, texts[_TEXT].strip() + "\n", texts.get(_HTML)), tuple(problems)

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
