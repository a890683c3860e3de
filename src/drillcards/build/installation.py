"""Whether what the program needs is there: its libraries, fonts and templates, and a workspace that it can use.

Made to be pasted into a bug report: no name and no address of anybody is in it, and no password.
"""

import platform
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from drillcards import __version__
from drillcards.build.material import Material, list_sections, read_material
from drillcards.layout.fonts import SAMPLES, find_lacking
from drillcards.mail.secret import VARIABLE, Secret, find_password
from drillcards.model.problem import Problem, Severity
from drillcards.model.settings import Workspace
from drillcards.read.settings import FILE_NAME as SETTINGS_FILE
from drillcards.read.starter import StarterMissingError, builtin_root
from drillcards.read.surroundings import is_workspace, report_no_drills
from drillcards.read.templates import BUILT_IN, list_templates

_PACKAGE: Final = "drillcards"
_REINSTALL: Final = "Install drillcards again: pipx reinstall drillcards"
_ZONES: Final = ("America/New_York", "Europe/Paris")
"""One of each half of the world; who has these has all."""


class State(StrEnum):
    """How something is. A note is worth knowing, and nothing to mend."""

    OK = "ok"
    NOTE = "note"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Check:
    """Something that was looked at: what it is, how it is, and what to do about it."""

    name: str
    state: State
    text: str
    advice: str = ""


def check_installation(root: Path, environ: Mapping[str, str]) -> tuple[Check, ...]:
    """Look at the installation, then at the folder ``root``. Nothing is written that stays."""
    checks = (
        _check_program(),
        *_check_libraries(),
        *_check_fonts(),
        _check_templates(),
        _check_zones(),
        *_check_workspace(root, environ),
    )
    return tuple(_hide_home(check) for check in checks)


def _check_program() -> Check:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return Check("drillcards", State.OK, f"{__version__}, {python}, {system}")


def _check_libraries() -> Iterator[Check]:
    """The packages that the installation asks for, with their versions."""
    found: list[str] = []
    for name in _list_requirements():
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            yield Check("libraries", State.FAULT, f"{name} isn't installed.", _REINSTALL)
    if found:
        yield Check("libraries", State.OK, ", ".join(found))
    else:
        yield Check("libraries", State.NOTE, "The program runs without being installed; their versions are unknown.")


def _list_requirements() -> list[str]:
    try:
        wanted = requires(_PACKAGE) or []
    except PackageNotFoundError:
        return []
    return [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in wanted if "extra ==" not in line]


def _check_fonts() -> Iterator[Check]:
    sound: list[str] = []
    for package, file in SAMPLES:
        name = Path(file).stem.partition("[")[0]
        try:
            lacking = find_lacking(package, file)
        except (ImportError, OSError, ValueError) as error:
            yield Check("fonts", State.FAULT, f"{name} can't be opened: {error}.", _REINSTALL)
            continue
        if lacking:
            yield Check("fonts", State.FAULT, f"{name} lacks {lacking}, which it is there for.", _REINSTALL)
        else:
            sound.append(name)
    if sound:
        yield Check("fonts", State.OK, f"{len(sound)} have all their letters.")


def _check_templates() -> Check:
    try:
        builtin = Workspace(builtin_root())
    except StarterMissingError as error:
        return Check("templates", State.FAULT, f"{error}")
    templates, problems = list_templates(builtin)
    if problems:
        return Check("templates", State.FAULT, _describe_problem(problems[0]), _REINSTALL)
    return Check("templates", State.OK, f"{len(templates)} are built in.")


def _check_zones() -> Check:
    for zone in _ZONES:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, OSError) as error:
            return Check("time zones", State.FAULT, f"{zone} is unknown: {error}.", "Install the package tzdata.")
    return Check("time zones", State.OK, "They are known.")


def _check_workspace(root: Path, environ: Mapping[str, str]) -> Iterator[Check]:
    if not is_workspace(root):
        missing = report_no_drills(root)
        yield Check("workspace", State.NOTE, missing.message, missing.hint)
        yield _check_keyring()
        return
    material = read_material(root)
    number = len(material.library.drills)
    yield Check("workspace", State.OK, f"{material.workspace.root}, {number} drill{'' if number == 1 else 's'}")
    yield _check_settings(material)
    yield from _check_own_templates(material)
    yield _check_output(material.workspace.root)
    yield _check_keyring()
    yield _check_mail(material.workspace, environ)


def _check_settings(material: Material) -> Check:
    if not (material.workspace.root / SETTINGS_FILE).exists():
        return Check(SETTINGS_FILE, State.OK, "There is none, and none is needed.")
    faults = [problem for problem in material.problems if problem.path == SETTINGS_FILE]
    if not faults:
        return Check(SETTINGS_FILE, State.OK, "It can be read.")
    broken = any(problem.severity is Severity.ERROR for problem in faults)
    worst = next((problem for problem in faults if problem.severity is Severity.ERROR), faults[0])
    return Check(SETTINGS_FILE, State.FAULT if broken else State.NOTE, _describe_problem(worst), worst.hint)


def _check_own_templates(material: Material) -> Iterator[Check]:
    """A line about the coach's own templates; none if there are none."""
    templates, problems = list_templates(material.workspace, list_sections(material))
    for problem in problems:
        yield Check("own templates", State.FAULT, _describe_problem(problem), problem.hint)
    names = [template.name for template in templates if template.source != BUILT_IN]
    if names:
        yield Check("own templates", State.OK, ", ".join(names))


def _check_output(root: Path) -> Check:
    folder = root / "output"
    if folder.exists() and not folder.is_dir():
        return Check("output/", State.FAULT, "It is a file, where a folder is needed.", "Rename it.")
    try:
        with tempfile.TemporaryFile(dir=folder if folder.exists() else root):
            pass
    except OSError as error:
        return Check("output/", State.FAULT, f"It can't be written to: {error.strerror}.", "Look who may write there.")
    return Check("output/", State.OK, "It can be written to.")


def _check_keyring() -> Check:
    if find_spec("keyring"):
        return Check("keyring", State.OK, f"It is installed, version {version('keyring')}.")
    return Check("keyring", State.NOTE, f"It isn't installed; a mail password is taken from {VARIABLE}.")


def _check_mail(workspace: Workspace, environ: Mapping[str, str]) -> Check:
    """What the settings name, without saying what it is: a bug report is read by everybody."""
    mail = workspace.settings.mail
    password = bool(mail.user) and isinstance(find_password(mail.user, environ), Secret)
    parts = {"an address": mail.sender, "a server": mail.host, "a user": mail.user, "a password": password}
    there = [name for name, value in parts.items() if value]
    missing = [name for name, value in parts.items() if not value]
    if not there:
        return Check(
            "mail", State.NOTE, "It isn't set up.", f"If you want to mail packets, see [mail] in {SETTINGS_FILE}."
        )
    lacks = f"; not set: {', '.join(missing)}" if missing else ""
    text = f"There is {', '.join(there)}{lacks}."
    if mail.user and not password:
        return Check("mail", State.NOTE, text, f"To send, set {VARIABLE}, or store the password in the keyring.")
    return Check("mail", State.OK, text)


def _describe_problem(problem: Problem) -> str:
    """Where it is and what; only its code if it may quote an address."""
    place = problem.path + (f":{problem.line}" if problem.line else "")
    message = problem.code if "@" in problem.message else problem.message
    return f"{place}: {message}" if place else message


def _hide_home(check: Check) -> Check:
    """The check with the home folder as ~, as its name is often a person's."""
    home = str(Path.home())
    if home in {"/", "."}:
        return check
    named = re.compile(re.escape(home) + r"(?![^/\\\s,;:.)])")  # not of another folder that begins like it
    return replace(check, text=named.sub("~", check.text), advice=named.sub("~", check.advice))
