"""Who asked not to be mailed: columns of a roster that say so, whatever they are called, and what their cells mean.

In doubt nobody is mailed: a cell that can't be understood is UNCLEAR, and somebody has to be asked.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from drillcards.read.slug import fold_accents


class Wish(Enum):
    """What a household wants; UNTOLD: nothing is written."""

    MAIL = "mail"
    NO_MAIL = "no mail"
    UNCLEAR = "unclear"
    UNTOLD = "untold"


_MAIL: Final = r"(?:e?mails?|emailings?|mailings?|messages?|correos?(?:electronicos?)?|mensajes?|courriels?)"
_AGAINST: Final = re.compile(
    r"unsub|opt(?:s|ed|ing)?out|(?:do|does|please)(?:nt|not)(?:e?mail|contact|send|message|write|disturb)"
    rf"|^(?:please)?no(?:more|further)?{_MAIL}|^(?:no|donot)contact$|nomail|^stop$|stop{_MAIL}|mailstop|suppress|bounced"
    r"|^(?:de)?bajas?(?:de.*)?$|^(?:dad[oa]|darse|dar)debaja|^no(?:enviar|contactar|mandar|escribir)"
    r"|^no(?:recibir|quiere|desea)|desabon|desinscri|(?:^|[a-z])nepas(?:envoyer|contacter|ecrire|recevoir)"
    rf"|pasde{_MAIL}|plusde{_MAIL}|neplus(?:envoyer|contacter|ecrire|recevoir)"
    rf"|abgemeldet|abmeld|keine?(?:newsletter|werbung|post|{_MAIL})|nicht(?:mehr)?(?:anschreiben|kontaktieren|mailen)"
    rf"|disiscri|naoenviar|descadastr|uitgeschreven|afgemeld|geen(?:nieuwsbrief|{_MAIL})"
    r"|^(?:has)?left(?:the)?(?:team|club|squad)$|^(?:ausgetreten|haabandonado|aquittele(?:club|groupe))$"
    r"|^(?:by)?(?:phone|text|sms|whatsapp|post)only$|^only(?:by)?(?:phone|text|sms|whatsapp|post)$"
    r"|^nur(?:per)?(?:telefon|sms|post)$|^solo(?:por)?(?:telefono|whatsapp|sms)$|^(?:uniquement|seulement)par(?:telephone|sms)$"
)
"""Of headers where “yes” means that nobody is to be mailed; and of cells that say so themselves."""
_FOR: Final = re.compile(
    r"^(?:is)?subscri(?:be|bed|ber|ption)s?$|opt(?:s|ed)?in(?:to)?|^newsletters?$|mailinglist"
    r"|(?:send|receives?|gets?|wants?|may|can|allow(?:ed)?|ok(?:ay)?|accepts?|agree[sd]?|consents?|permission)"
    rf"(?:to|for|by|the|be|our|receive|get)*{_MAIL}"
    rf"|{_MAIL}(?:ok|okay|allowed|consent|permission|wanted|yes|yesno|yn|preferences?|status|updates|list)\??$"
    rf"|(?:recib[ei]r?|enviar|mandar|quiere|acepta|desea|autoriza)(?:los|el|por)?{_MAIL}|^suscri(?:to|ta|pto|pcion)"
    rf"|{_MAIL}(?:permitid|autorizad|aceptad)[oa]s?$|^(?:gdpr|dsgvo|rgpd|datenschutz)?(?:consent|consentement|consentimiento"
    r"|einwilligung|zustimmung|consenso)$|^(?:is)?(?:active|activ[oa]|aktiv|acti[fv]e?|attiv[oa]|ativ[oa]|actief)$"
    rf"|(?:recevoir|recoit|envoyer|accepte|accord|autorise)(?:les|des|nos|par|l)?{_MAIL}|^abonnee?s?$"
)
"""Of headers where “no” means that."""
_YES: Final = frozenset(
    [
        "yes",
        "y",
        "true",
        "1",
        "x",
        "ok",
        "on",
        "✓",
        "✔",
        "☑",
        "si",
        "s",
        "oui",
        "o",
        "vrai",
        "verdadero",
        "ja",
        "subscribed",
        "optedin",
        "optin",
    ]
)
_NO: Final = frozenset(
    [
        "no",
        "n",
        "false",
        "0",
        "off",
        "☐",
        "✗",
        "✘",
        "non",
        "faux",
        "falso",
        "f",
        "nein",
        "never",
        "nunca",
        "jamais",
        "ninguno",
        "aucun",
    ]
)
_BLANK: Final = frozenset({"", "-", "–", "—", "/", "n/a", "na"})
_DAY: Final = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ t]\d.*)?")
_SEPARATORS: Final = re.compile(r"[\W_]")


@dataclass(frozen=True, slots=True)
class WishColumn:
    """A column about being mailed. ``wanted``: “yes” means to be; ``blank`` is what an empty cell means."""

    at: int
    header: str
    wanted: bool
    blank: Wish

    def read_wish(self, cell: str) -> Wish:
        """What a cell says; a day stands for when somebody asked to be taken off, or signed up."""
        word = cell.strip().casefold()
        if word in _BLANK:
            return self.blank
        if says_no_mail(cell) or ("@" in word and not self.wanted):
            return Wish.NO_MAIL
        if _is_yes(word) or _DAY.fullmatch(word):
            return Wish.MAIL if self.wanted else Wish.NO_MAIL
        if _is_no(word):
            return Wish.NO_MAIL if self.wanted else Wish.MAIL
        return Wish.UNCLEAR


def says_no_mail(cell: str) -> bool:
    """Whether somebody wrote, in a cell of any column, that a household isn't to be mailed."""
    return "@" not in cell and bool(_AGAINST.search(_fold(cell)))


def find_wish_column(at: int, header: str, cells: Sequence[str], *, holds_addresses: bool) -> WishColumn | None:
    """The column under a header as one about being mailed; None if it isn't.

    ``holds_addresses``: by its name it has addresses; with nothing but yes and no in it, it is about being mailed.
    """
    folded = _fold(header)
    words = [word for word in (cell.strip().casefold() for cell in cells) if word not in _BLANK]
    if holds_addresses:
        wanted = bool(words) and all(_is_yes(word) or _is_no(word) or says_no_mail(word) for word in words)
        return WishColumn(at, header, True, _read_blank(words)) if wanted else None
    if _AGAINST.search(folded):
        return WishColumn(at, header, False, Wish.UNTOLD)
    if _FOR.search(folded) and not any("@" in word for word in words):
        return WishColumn(at, header, True, _read_blank(words))
    return None


def read_answer(cell: str) -> bool | None:
    """Whether a cell says yes; None: it says neither yes nor no. An empty one says no."""
    word = cell.strip().casefold()
    return True if _is_yes(word) else False if word in _BLANK or _is_no(word) else None


def combine_wishes(wishes: Iterable[Wish]) -> Wish:
    """What several cells of a row say together: what tells most against mail counts."""
    found = {*wishes}
    order = (Wish.NO_MAIL, Wish.UNCLEAR, Wish.MAIL)
    return next((wish for wish in order if wish in found), Wish.UNTOLD)


def _read_blank(words: Iterable[str]) -> Wish:
    """Where some say yes, those who say nothing may mean no."""
    return Wish.UNCLEAR if any(map(_is_yes, words)) else Wish.UNTOLD


def _is_yes(word: str) -> bool:
    return word in _YES or _fold(word) in _YES


def _is_no(word: str) -> bool:
    return word in _NO or _fold(word) in _NO


def _fold(text: str) -> str:
    return _SEPARATORS.sub("", fold_accents(text).casefold())
