"""How packets are mailed, from ``[mail]`` of ``drillcards.toml``.

::

    [mail]
    from = "coach@example.org"           # or "Ann Coach <coach@example.org>"
    name = "Orchard Baseball"            # stands before the sender's address
    reply_to = "office@example.org"
    host = "smtp.example.org"            # the server that takes the mail
    port = 587
    security = "starttls"                # or "tls"
    user = "coach@example.org"
    per_minute = 20                      # the most messages a minute
    per_day = 300                        # the most addresses in 24 hours, where the provider counts them
    unsubscribe = "coach@example.org"    # or a link: https://… or mailto:…
    one_message = true                   # a player's guardians share a message, and see each other's address
    campaign = "spring-week-3"           # a mailing; the same packet goes out once in each

The password is never here: whoever gets the folder, or looks at its history, would have it.
"""

import re
from typing import Any, Final

from drillcards.model.problem import Problem, Severity
from drillcards.model.settings import MailSettings
from drillcards.read.addresses import parse_address
from drillcards.read.schema import (
    Fields,
    check_table,
    choice_field,
    flag_field,
    number_field,
    report,
    text_field,
    whole_field,
)
from drillcards.read.text import clean_line
from drillcards.read.toml import TomlFile

_TEXT: Final = text_field()
_ADDRESS: Final = text_field("an address in quotes")
_MAIL: Final[Fields] = {
    "from": _ADDRESS,
    "name": _TEXT,
    "reply_to": _ADDRESS,
    "host": text_field("the name of a server in quotes"),
    "port": whole_field(1, 65535),
    "security": choice_field(("starttls", "tls")),
    "user": _TEXT,
    "per_minute": number_field("a number above 0", above=0),
    "per_day": whole_field(1, 1_000_000),
    "unsubscribe": text_field("an address or a link in quotes"),
    "campaign": _TEXT,
    "one_message": flag_field(),
}
_ADDRESSES: Final = ("from", "reply_to")
_SECRET: Final = re.compile(r"pass|pwd|secret|token|credential|api_?key", re.IGNORECASE)
_HOST: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.:-]*[A-Za-z0-9])?")
_LINK: Final = re.compile(r"(?:https://|mailto:)[!-~]+")


def read_mail_settings(file: TomlFile, table: Any) -> tuple[MailSettings, tuple[Problem, ...]]:
    """The table ``[mail]``, and what is wrong with it. What can't be used keeps its default."""
    secrets = tuple(key for key in table if _SECRET.search(key))
    checked = check_table(
        file,
        ("mail",),
        {key: value for key, value in table.items() if key not in secrets},
        _MAIL,
        unknown=Severity.WARNING,
    )
    values: dict[str, Any] = {
        key: clean_line(value) if isinstance(value, str) else value for key, value in checked.values.items()
    }
    problems = [*checked.problems, *(_refuse_secret(file, key) for key in secrets)]
    for key in _ADDRESSES:
        if key in values:
            address = parse_address(checked.values[key])
            values[key] = "" if address.fault else address.address
            if address.name and key == "from":
                values.setdefault("name", address.name)
            if address.fault:
                message = f"“{address.address}” can't be an address: {address.fault}."
                problems.append(report(file, ("mail", key), "bad-address", message, "Write it as name@example.org."))
    problems += _check_places(file, values)
    sender = values.pop("from", "")
    return MailSettings(sender=sender, **values), tuple(problems)


def _refuse_secret(file: TomlFile, key: str) -> Problem:
    message = f"“{key}” doesn't belong in this file: whoever gets the folder, or looks at its history, would have it."
    hint = (
        "Take the line out, and keep it in the environment or your system's keyring: “drillcards send --help” tells "
        "how. If the file was ever shared, change it."
    )
    return report(file, ("mail", key), "secret-in-settings", message, hint)


def _check_places(file: TomlFile, values: dict[str, Any]) -> list[Problem]:
    """Take out a server or a link that can't be one, and report it."""
    problems: list[Problem] = []
    host = values.get("host", "")
    if host and not _HOST.fullmatch(host):
        hint = "Write only its name, such as smtp.example.org."
        problems.append(report(file, ("mail", "host"), "bad-host", f"“{host}” can't be the name of a server.", hint))
        del values["host"]
    link = values.get("unsubscribe", "")
    if link and not _LINK.fullmatch(link) and (link.lower().startswith("http") or parse_address(link).fault):
        message = f"“{link}” is neither an address nor a link that mail programs follow."
        hint = "Write an address, or a link that starts with https:// or mailto:."
        problems.append(report(file, ("mail", "unsubscribe"), "bad-unsubscribe", message, hint))
        del values["unsubscribe"]
    return problems
