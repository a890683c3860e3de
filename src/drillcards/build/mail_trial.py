"""What mail would say, written for everybody without sending it: what `check` looks at."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from drillcards.build.material import Material, Problems
from drillcards.build.privacy import Mention, Secrets, find_mentions, gather_secrets, list_known, pick_leak
from drillcards.build.team import read_team
from drillcards.build.texts import list_html_texts
from drillcards.mail.letters import list_facts
from drillcards.mail.wording import OWN, Wording
from drillcards.model.mail import Words
from drillcards.model.packet import Packet
from drillcards.model.problem import Problem, Severity, sort_problems
from drillcards.model.roster import Player, Roster
from drillcards.model.settings import MailSettings, Settings
from drillcards.read.settings import FILE_NAME

_SAMPLE: Final = Player("a-player", "A Player", guardians=("family@example.org",), position="pitcher", number="7")
_WITHOUT_PASSWORDS: Final = frozenset(
    {"smtp.office365.com", "smtp-legacy.office365.com", "outlook.office365.com", "smtp-mail.outlook.com"}
)
_DRILLS: Final = ("A drill", "Another drill")


class Told(NamedTuple):
    """Somebody whom a template of a language tells of, in the line that the mention has."""

    lang: str
    path: str
    mention: Mention


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
    leaks = report_told(_blame_templates(roster, players, wording, settings)) if roster else ()
    return sort_problems((*find_ending_login(settings.mail), *wording.find_unused(), *found, *leaks))


def _blame_templates(roster: Roster, players: Iterable[Player], wording: Wording, settings: Settings) -> Iterator[Told]:
    secrets, known = gather_secrets(roster), list_known(settings)
    told = tuple(list_told(wording, secrets))
    for player in players if told else ():
        facts = list_facts(_make_packet(player, 1), 1, settings)
        words, _ = wording.write_words(facts, player.lang or settings.lang, settings.lang)
        yield from find_leaks(words, player, told, secrets, known)[0] if words else ()


def list_told(wording: Wording, secrets: Secrets) -> Iterator[Told]:
    """Whom the coach's own templates tell of, and where."""
    for lang in wording.list_languages():
        for path, line, text in wording.list_said(lang):
            for mention in find_mentions(list_html_texts(text), secrets, line):
                yield Told(lang, path, mention)


def find_leaks(
    words: Words, player: Player, told: Iterable[Told], secrets: Secrets, known: Sequence[str]
) -> tuple[tuple[Told, ...], Mention | None]:
    """What of the templates ``told`` tells this player of others, and what else in a mail does: it is in the row."""
    texts = (words.subject, words.text, *list_html_texts(words.html or ""))
    leaks = [mention for mention in find_mentions(texts, secrets) if pick_leak((mention,), player, known)]
    there = {mention.words for mention in leaks}
    blamed = tuple(one for one in told if one.lang == words.lang and one.mention.words in there)
    said = {one.mention.words for one in blamed}
    return blamed, next((mention for mention in leaks if mention.words not in said), None)


def report_told(blamed: Iterable[Told]) -> Problems:
    """An error for each line of a template that is to blame."""
    return tuple(map(_report_line, {(one.path, one.mention.line): one for one in blamed}.values()))


def _report_line(told: Told) -> Problem:
    name = " ".join(told.mention.words)
    message = f"The mail tells of “{name}”, which is a player’s or a guardian’s: it isn't written for others."
    hint = "Say it without the name or the address."
    return Problem(Severity.ERROR, "foreign-data", told.path, told.mention.line, message, hint)


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
        facts = list_facts(_make_packet(player, parts), 1, settings)
        if player.id == _SAMPLE.id:
            facts = {**facts, "extra": _AnyColumns()}
        yield from wording.write_words(facts, player.lang or settings.lang, settings.lang)[1]


def _make_packet(player: Player, parts: int) -> Packet:
    return Packet(player, tuple(Path(f"{player.id}.pdf") for _ in range(parts)), _DRILLS, "", ())
