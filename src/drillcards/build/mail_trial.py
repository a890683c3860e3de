"""What mail would say, written for everybody without sending it: what `check` looks at."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from drillcards.build.material import Material, Problems
from drillcards.build.team import read_team
from drillcards.mail.letters import list_facts
from drillcards.mail.wording import OWN, Wording
from drillcards.model.packet import Packet
from drillcards.model.problem import Problem, Severity, sort_problems
from drillcards.model.roster import Player
from drillcards.model.settings import MailSettings, Settings
from drillcards.read.settings import FILE_NAME

_SAMPLE: Final = Player("a-player", "A Player", guardians=("family@example.org",), position="pitcher", number="7")
_WITHOUT_PASSWORDS: Final = frozenset(
    {"smtp.office365.com", "smtp-legacy.office365.com", "outlook.office365.com", "smtp-mail.outlook.com"}
)
_DRILLS: Final = ("A drill", "Another drill")


class _AnyColumns(dict[str, str]):
    """The columns of a roster that isn't there yet: any that a template asks for."""

    def __missing__(self, header: str) -> str:
        return header


def try_mail(material: Material) -> Problems:
    """Everything that writing the mail of all players would find wrong with its templates.

    Those of languages that no player has are tried on one who might; nothing is said where nobody is to be mailed.
    """
    root, settings = material.workspace.root, material.workspace.settings
    if not settings.mail.sender and not (root / OWN).is_dir():
        return ()
    wording = Wording(root)
    roster, _ = read_team(material)
    players = tuple(player for player in roster.players if player.recipients) if roster else ()
    sample = (*players, _SAMPLE)[0]
    others = tuple(replace(sample, lang=lang) for lang in wording.list_languages())
    found = (problem for player in (*players, *others) for problem in _try_player(player, wording, settings))
    return sort_problems((*find_ending_login(settings.mail), *wording.find_unused(), *found))


def find_ending_login(mail: MailSettings) -> Iterator[Problem]:
    """A warning if the server is one of Microsoft's: they take passwords from mail programs no more, or not for long.

    Outlook.com stopped in September 2024; Exchange Online turns them off by default at the end of 2026.
    """
    if mail.user and mail.host.lower() in _WITHOUT_PASSWORDS:
        message = f"Microsoft is ending passwords for programs that mail through {mail.host}, so it may refuse yours."
        hint = (
            "Use “drillcards send --drafts”, which writes messages for you to send from your mail program; or ask your "
            "school for another server."
        )
        yield Problem(Severity.WARNING, "login-ends", FILE_NAME, None, message, hint)


def _try_player(player: Player, wording: Wording, settings: Settings) -> Iterator[Problem]:
    """With a packet in one file, and with one in two, of which mail says more."""
    for parts in (1, 2):
        packet = Packet(player, tuple(Path(f"{player.id}.pdf") for _ in range(parts)), _DRILLS, "", ())
        facts = list_facts(packet, 1, settings)
        if player.id == _SAMPLE.id:
            facts = {**facts, "extra": _AnyColumns()}
        yield from wording.write_words(facts, player.lang or settings.lang, settings.lang)[1]
