"""Whether a file is to be printed: what says so, in whose words, and what merely may.

What a coach withheld must never reach a player. So whatever may say "not published", and isn't understood, withholds
the file, and is told.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from drillcards.read.findings import Findings
from drillcards.read.frontmatter import FrontMatter, SplitFile
from drillcards.read.headings import normalize_heading
from drillcards.read.schema import find_misspelt
from drillcards.read.yaml import Value, list_entries

UNCLEAR: Final = "unclear-published"
"""The code of errors about files that may not be meant to be printed."""


class _Kind(Enum):
    """What a key asks."""

    SHOWN = "whether it is published"
    HIDDEN = "whether it is withheld"
    STATE = "how far it is"
    SOFT = "something else as often as whether it is shown"
    PASSED = "something else as often as whether it is passed over"
    TAGS = "what it is about, a draft among others"


class _Answer(Enum):
    YES = "printed"
    NO = "withheld"
    DOUBT = "who knows"


def _fold_all(words: str) -> frozenset[str]:
    return frozenset(map(normalize_heading, words.split(";")))


# English, Spanish, French, German, Italian, Portuguese, Dutch, Catalan, the Scandinavian languages, Polish.
_KEYS: Final = {
    _Kind.SHOWN: _fold_all(
        "published; publish; is published; ispublished; publicado; publicada; publicar; publicat; publié; publiée; "
        "publier; veröffentlicht; veroeffentlicht; veröffentlichen; publiziert; pubblicato; pubblicata; pubblica; "
        "gepubliceerd; publiceren; publicerad; publiceret; publisert; udgivet; opublikowany; opublikowane"
    ),
    _Kind.HIDDEN: _fold_all(
        "draft; drafts; is draft; isdraft; unpublished; unpublish; not published; notpublished; do not publish; "
        "do not print; no print; noprint; hidden; hide; is hidden; private; is private; withheld; withhold; unlisted; "
        "secret; confidential; archived; wip; work in progress; "
        "borrador; oculto; oculta; privado; privada; no publicado; no publicar; no imprimir; confidencial; "
        "brouillon; caché; cachée; masqué; masquée; privé; privée; non publié; non publiée; ne pas publier; "
        "ne pas imprimer; confidentiel; "
        "entwurf; versteckt; verborgen; ausgeblendet; privat; unveröffentlicht; nicht veröffentlicht; "
        "nicht veröffentlichen; nicht drucken; vertraulich; geheim; "
        "bozza; nascosto; nascosta; privato; privata; non pubblicato; rascunho; escondido; não publicado; ocult; "
        "esborrany; utkast; udkast; kladde; szkic"
    ),
    _Kind.STATE: _fold_all(
        "status; state; publication status; publish status; release; visibility; estado; visibilidad; statut; état; "
        "visibilité; zustand; sichtbarkeit; stato; visibilità; situação; visibilidade; toestand"
    ),
    _Kind.SOFT: _fold_all(
        "public; visible; print; printed; printable; enabled; released; listed; include; included; ready; finished; "
        "público; visibles; imprimir; imprimer; "
        "publique; öffentlich; sichtbar; drucken; visibile; visível; zichtbaar; openbaar"
    ),
    _Kind.PASSED: _fold_all("skip; ignore; exclude; omit; omitir; excluir; exclure; ignorer; überspringen"),
    _Kind.TAGS: _fold_all("tags; tag; keywords; labels; category; categories; etiquetas; étiquettes; schlagwörter"),
}
_KINDS: Final = {key: kind for kind, keys in _KEYS.items() for key in keys}
_YES: Final = _fold_all(
    "true; yes; y; t; on; 1; ok; always; si; sí; s; vrai; oui; o; cierto; verdadero; sim; verdadeiro; wahr; ja; j; "
    "vero; waar; tak; da; public; publicly; published; visible; shown"
)
_NO: Final = _fold_all(
    "false; no; n; f; off; 0; none; never; not; nope; not yet; no yet; later; falso; falsa; nunca; todavía no; aún no; "
    "faux; non; jamais; pas; pas encore; falsch; nein; nie; nicht; noch nicht; não; nao; nunca; ainda não; mai; "
    "non ancora; niet; nee; nog niet; onwaar; nej; nei; ikke; inte; nie; ne; nix"
)
_DRAFTS: Final = _fold_all(
    "draft; drafts; unpublished; wip; work in progress; borrador; brouillon; entwurf; bozza; rascunho; utkast"
)
_UNFINISHED: Final = _fold_all(
    "in progress; in work; to do; todo; pending; review; in review; idea; inbox; unfinished; incomplete; not ready; "
    "en curso; pendiente; en cours; en attente; in arbeit; offen; in corso; em andamento; not public; internal; intern"
)
_FINISHED: Final = _fold_all(
    "done; complete; completed; ready; final; finished; finalized; active; approved; live; current; new; good; stable; "
    "tested; reviewed; released; release; in use; used; open; enabled; standard; updated; evergreen; "
    "listo; terminado; final; activo; aprobado; fini; terminé; prêt; actif; validé; définitif; fertig; aktiv; "
    "bereit; freigegeben; abgeschlossen; pronto; finito; attivo; ativo; klaar"
)
_YES_MARKS: Final = frozenset("✓✔✅☑")
_NO_MARKS: Final = frozenset("✗✘❌☐✖⛔🚫")
_NEGATION: Final = re.compile(r"\b(?:not|no|non|nicht|pas|não|nao|nunca|never|un\w+|niet|ikke|nie)\b")

_LINE: Final = re.compile(r"[\W_]{0,12}([^\W\d_][\w'’ -]{1,28}?)[\W_]{0,4}?(?:::?|=|:)(?!//)[ \t]*(.*)")
_DRESSING: Final = " \t\"'“”„‟‘’«»*_`,;{}[]()<>|.!"
_COMMENT: Final = re.compile(r"\s+#.*$|-->.*$|%%.*$")
_LONGEST: Final = 3
"""Words of an answer; what is longer is a sentence about something else."""
_HEAD: Final = 40
"""Lines of a file without sections in which somebody may have said something of the whole."""
_SECTION: Final = re.compile(r"(?m)^ {0,3}##[ \t]")


@dataclass(frozen=True, slots=True)
class Statement:
    """A line that says, or may say, whether the file is to be printed."""

    key: str
    written: str
    line: int | None
    answer: _Answer
    kind: _Kind


def read_published(split: SplitFile, text: str, findings: Findings) -> bool:
    """Whether a file is to be printed, by its front matter and by all that its ``text`` says before its sections.

    A doubt is an error, and withholds.
    """
    told = tuple(_list_told(split.matter))
    aside = tuple(_list_aside(text, split.line))
    said_yes = any(one.answer is _Answer.YES and one.kind is _Kind.SHOWN for one in told)
    doubt = next(
        (one for one in told if one.answer is _Answer.DOUBT and not (said_yes and one.kind is _Kind.STATE)), None
    )
    refusal = next((one for one in told if one.answer is _Answer.NO), None)
    if doubt and not refusal:
        _report_doubt(doubt, findings)
        return False
    loose = next((one for one in aside if one.answer is not _Answer.YES), None)
    if loose and not refusal:
        _report_aside(loose, findings)
        return False
    if refusal and refusal.kind is not _Kind.SHOWN and normalize_heading(refusal.key) != "draft":
        _report_refusal(refusal, findings)
    return refusal is None


def says_no(word: str) -> bool:
    """Whether an answer to "published?" withholds, as whatever isn't understood does; "" says nothing."""
    return bool(word.strip()) and _judge(_Kind.SHOWN, word) is not _Answer.YES


def is_about_publication(key: str) -> bool:
    """Whether a key speaks of whether the file is to be printed, and of nothing else."""
    return _KINDS.get(normalize_heading(key)) in (_Kind.SHOWN, _Kind.HIDDEN)


def _list_told(matter: FrontMatter) -> Iterator[Statement]:
    """What the front matter's keys say, those of tables within it too."""
    for top, value in matter.values.items():
        for key, inner in ((top, value), *list_entries(value)):
            statement = _read_entry(key, inner, matter.lines.get(top))
            if statement:
                yield statement


def _read_entry(key: str, value: Value, line: int | None) -> Statement | None:
    kind = _KINDS.get(normalize_heading(key))
    if kind:
        answers = [_judge(kind, word) for word in _list_words(value)]
        worst = next((one for one in (_Answer.NO, _Answer.DOUBT) if one in answers), _Answer.YES)
        return Statement(key, _show(value), line, worst, kind)
    meant = find_misspelt(normalize_heading(key), _MISSPELLABLE)
    if meant and isinstance(value, str) and _judge(_KINDS[meant], value) is _Answer.NO:
        return Statement(key, value, line, _Answer.DOUBT, _KINDS[meant])
    return None


_MISSPELLABLE: Final = ("published", "unpublished", "draft", "hidden", "private")


def _list_words(value: Value) -> Iterable[str]:
    """The answers in a value. A table is none."""
    if isinstance(value, list):
        return [item if isinstance(item, str) else "?" for item in value] or [""]
    return ["?"] if isinstance(value, dict) else (value or "").split(",")


def _show(value: Value) -> str:
    return value if isinstance(value, str) else ", ".join(item for item in value or () if isinstance(item, str))


def _judge(kind: _Kind, written: str) -> _Answer:
    word = normalize_heading(_COMMENT.sub("", f"{written} ").strip(_DRESSING))
    yes = word in _YES or bool(_YES_MARKS & {*written})
    no = word in _NO or bool(_NO_MARKS & {*written})
    withheld = word in _KEYS[_Kind.HIDDEN] or word in _UNFINISHED
    shown = word in _KEYS[_Kind.SHOWN] or word in _KEYS[_Kind.SOFT] or word in _FINISHED
    match kind:
        case _Kind.TAGS | _Kind.PASSED:
            against = word in _DRAFTS if kind is _Kind.TAGS else yes
            return _Answer.NO if against else _Answer.YES
        case _Kind.HIDDEN:
            return _Answer.NO if yes or withheld else _Answer.YES if no or shown else _Answer.DOUBT
        case _Kind.SHOWN:
            return _Answer.NO if no or withheld else _Answer.YES if yes or shown else _Answer.DOUBT
        case _Kind.SOFT:
            return _Answer.NO if no or withheld else _Answer.YES
    if no or withheld or any(part in _KEYS[_Kind.HIDDEN] or part in _NO for part in word.split()):
        return _Answer.NO
    return _Answer.YES if yes or shown or not word or {*word.split()} & _FINISHED else _Answer.DOUBT


def _list_aside(text: str, body_line: int) -> Iterator[Statement]:
    """Lines that look like a key with its value, in and outside of the front matter, down to the first section.

    There only what is short and clear counts: the words of a drill may begin "Hidden: …" too.
    """
    section = _SECTION.search(text)
    head = text[: section.start()] if section else text
    for number, line in enumerate(head.split("\n"), 1):
        if not section and number > body_line + _HEAD:
            return
        match = _LINE.match(line) if ":" in line or "=" in line else None
        kind = _KINDS.get(normalize_heading(match[1])) if match else None
        if match is None or kind is None or len(match[2].split()) > _LONGEST or line.lstrip().startswith("# "):
            continue
        answer = _judge(kind, match[2])
        if answer is _Answer.NO or (answer is _Answer.DOUBT and kind is _Kind.SHOWN):
            yield Statement(match[1], _COMMENT.sub("", match[2]).strip(_DRESSING), number, answer, kind)


def _report_doubt(doubt: Statement, findings: Findings) -> None:
    said = f"“{doubt.key}: {doubt.written}”" if doubt.written else f"“{doubt.key}” without a value"
    findings.fail(
        UNCLEAR,
        doubt.line,
        f"{said} may say that this isn't to be printed, so it was left out.",
        "Write published: false to leave it out, or published: true in its place to print it.",
    )


def _report_refusal(refusal: Statement, findings: Findings) -> None:
    findings.warn(
        "left-out",
        refusal.line,
        f"“{refusal.key}: {refusal.written}” says that this isn't to be printed, so it was left out.",
        "Write published: false to say so plainly; or delete it to print it.",
    )


def _report_aside(loose: Statement, findings: Findings) -> None:
    findings.fail(
        UNCLEAR,
        loose.line,
        f"“{loose.key}: {loose.written}” may say that this isn't to be printed, so it was left out.",
        "Write published: false between two lines --- at the top of the file; or delete the line to print it.",
    )
