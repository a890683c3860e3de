"""What the writer of a mail forgot to fill in: placeholders as other programs have them.

Brackets are ordinary too: "[see page 3]", "(name)", «¡Ánimo!». So what other signs can't be taken for is found whatever
stands in it; for the others, it has to be what fields are called.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Final

_LONGEST: Final = 40

# What fields are called in templates of other programs: people and what is theirs, in the languages that teams write.
_FIELDS: Final = frozenset(
    """
    name names firstname lastname fname lname surname nickname fullname username email mail address phone mobile date
    time day week month year team club school sport season coach player child kid athlete student son daughter
    parent parents guardian guardians mother father mom mum dad family recipient sender position level number jersey
    location venue place field subject signature title company link url attachment file drill drills note packet
    opponent city street zip age birthday dob grade group division event
    nombre nombres apellido apellidos correo dirección teléfono fecha hora equipo escuela temporada entrenador
    entrenadora jugador jugadora hijo hija padre madre padres familia posición nivel número lugar destinatario
    prénom nom courriel adresse téléphone jour heure équipe école saison entraîneur joueur joueuse enfant parent
    mère père famille poste niveau numéro lieu destinataire
    vorname nachname anrede datum uhrzeit mannschaft verein schule trainer trainerin spieler spielerin kind eltern
    familie nome cognome sobrenome data squadra allenatore jogador treinador voornaam achternaam
    """.split()  # noqa: SIM905 -- quotes around each word would hide the words
)
# What may stand beside them: "[Your Name]", "[Insert the player's first name here]".
_FILLERS: Final = frozenset(
    """
    your the a an of first last full middle preferred given family's player's players child's coach's parent's parents'
    team's insert enter here my their his her head home contact practice game start end s id no next current today's
    tu su del de la el su le votre ton du des et der die das ihr dein und 1 2
    """.split()  # noqa: SIM905 -- the same
)

# A sign that nothing else looks like: what stands in it is a placeholder whatever it says.
_CERTAIN: Final = re.compile(
    r"\*\|[^|\n]{1,60}\|\*"  # mailing lists: *|FNAME|*
    r"|<<(?=[^<>\n]*\w)[^<>]{1,60}>>"  # merged letters: <<First Name>>
    r"|<%[^%]{0,60}%>"
    r"|\{\{[^{}]{0,60}\}\}|\{%[^{}]{0,60}%\}"
    r"|[$#]\{[^{}\n]{0,60}\}"  # ${name}
    r"|\{ ?[!$~]?[^\W\d][\w.'’-]*(?: [^\W\d][\w.'’-]*){0,2} ?\}"  # {name}, {first name}
    r"|%[A-Za-z_]{3,40}%"  # %NAME%
    r"|\[\[[^\W\d][\w .'’-]{0,40}\]\]"
    r"|[\[«][^\W_]+(?:_[^\W_]+)+[\]»]"  # [FIRST_NAME]
)
_BARE: Final = re.compile(r"\{\d?\}")
"""``{}``: in the style sheet of HTML, a rule that says nothing."""
_NAMED: Final = re.compile(
    r"\[(?P<square>[^\[\]\n]{2,60})\]|«\s?(?P<quoted>[^«»\n]{2,60}?)\s?»|<(?P<angle>[^<>@:/\n]{2,60})>"
    r"|\$(?P<dollar>[A-Za-z_]+)\b|(?<!_)_{2,3}(?P<lined>[^\W_]+(?:[ _][^\W_]+)?)_{2,3}(?!_)|#(?P<hash>\w+)#"
)
_SHOUTED: Final = re.compile(r"\[(?P<word>[^\W\d_]{3,}(?: [^\W\d_]{2,}){0,2})\]")
_WORD: Final = re.compile(r"[\w'’]+")
_CAMEL: Final = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])|_")
_ADDRESS: Final = re.compile(r"(?:https?://|mailto:)[^\s<>\"'{}\[\]«»|$]+")
_HIDDEN: Final = re.compile(r"<!--.*?-->|<(style|script)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_CODE: Final = re.compile(r"%[0-9A-Fa-f]{2}")
"""A letter of an address, such as ``%C3%A9``."""
_MARKUP: Final = re.compile(rf"{_HIDDEN.pattern}|</?[A-Za-z][^<>]*>", _HIDDEN.flags)


@dataclass(frozen=True, slots=True)
class Leftover:
    """A placeholder as it stands there. It isn't ``certain`` of what may be meant to be read: "[CHAMPIONS]"."""

    text: str
    certain: bool = True


def find_leftovers(text: str, lang: str, *, html: bool = False) -> Iterator[Leftover]:
    """The placeholders in what a mail's author wrote, the certain ones first. In some ``lang`` «word» is a quotation.

    Of ``html`` tags and style sheets aren't read, and certain signs alone looked for in the tags.
    """
    text = _ADDRESS.sub(lambda match: _CODE.sub(" ", match[0]), text)
    found = [match[0] for match in _CERTAIN.finditer(_HIDDEN.sub(" ", text))]  # an address of a link, too
    if html:
        text = unescape(_MARKUP.sub(" ", text))
    found += (match[0] for match in _CERTAIN.finditer(text))
    text = _CERTAIN.sub(" ", text)
    found += () if html else (match[0] for match in _BARE.finditer(text))
    found += (match[0] for match in _NAMED.finditer(text) if _names_field(match, lang))
    yield from (Leftover(one) for one in dict.fromkeys(found))
    for match in _SHOUTED.finditer(text):
        if match["word"].isupper() and match[0] not in found:
            yield Leftover(match[0], certain=False)


def _names_field(match: re.Match[str], lang: str) -> bool:
    inside = next(filter(None, match.groups()))
    if match["quoted"] and lang.split("-")[0].lower() == "en":  # in which nobody quotes so
        return len(inside) <= _LONGEST
    words = [word.casefold().replace("’", "'") for part in _WORD.findall(inside) for word in _CAMEL.split(part) if word]
    return any(word in _FIELDS for word in words) and all(word in _FIELDS or word in _FILLERS for word in words)


def is_blank(text: str, *, html: bool = False) -> bool:
    """Whether there is nothing to read: no sign but blanks and what can't be seen."""
    seen = unescape(_MARKUP.sub(lambda match: "x" if match[0][:4].lower() == "<img" else " ", text)) if html else text
    return not any(char.isprintable() and not char.isspace() for char in seen)
