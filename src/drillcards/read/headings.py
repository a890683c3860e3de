"""Which section a heading begins, whatever a coach calls it."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

HEADINGS: Final = (
    # (section key, headings in English | Spanish | French). Case, accents, punctuation and emoji don't matter.
    (
        "setup",
        "Setup; Set Up; Starting Position; Start Position; Field Setup; Getting Ready; Arrangement; Organization | "
        "Preparación; Preparacion del Campo; Montaje; Colocación; Organización; Disposición; Posición Inicial | "
        "Mise en place; Installation; Préparation; Organisation; Disposition; Position de départ",
    ),
    (
        "equipment",
        "Equipment; Equipment Needed; Equipment Required; Required Equipment; Gear; Materials; Materials Needed; "
        "What You Need; You Will Need; You'll Need | "
        "Equipo; Equipamiento; Material; Materiales; Material Necesario; Equipo Necesario | "
        "Équipement; Matériel; Matériel Nécessaire; Équipement Nécessaire",
    ),
    (
        "execution",
        "Execution; How to Perform; How to Do It; How to; How It Works; Instructions; Steps; Step by Step; Technique; "
        "Procedure; Performance; Directions; The Drill; Description of the Drill; Method | "
        "Ejecución; Cómo Realizarlo; Cómo se Hace; Cómo Hacerlo; Instrucciones; Pasos; Paso a Paso; Técnica; "
        "Procedimiento; Desarrollo; Realización | "
        "Exécution; Comment Faire; Étapes; Déroulement; Consignes; Réalisation; Procédure; Marche à Suivre",
    ),
    (
        "purpose",
        "Purpose; Why This Matters; Why It Matters; Why; Benefits; Goal; Goals; Objective; Objectives; Aim | "
        "Propósito; Objetivo; Objetivos; Beneficios; Por Qué; Por Qué Importa; Finalidad; Meta; Metas | "
        "But; Buts; Objectif; Objectifs; Bienfaits; Avantages; Bénéfices; Pourquoi; Utilité",
    ),
    (
        "muscles",
        "Muscles; Muscle; Muscle Group; Muscle Groups; Target Muscle; Target Muscle Group; Primary Muscle; "
        "Secondary Muscle; Muscle Groups Targeted; Muscles Targeted; Target Muscles; Targeted Muscles; "
        "Targeted Muscle Groups; Target Muscle Groups; Targets; Targeted Areas; Muscles Worked; Muscle Groups Worked; "
        "Muscles Used; Muscles Involved; Primary Muscles; Primary Muscles Worked; Secondary Muscles; "
        "Secondary Muscles Worked; Stabilizers; Stabilizing Muscles; Stabilisers; "
        "Muscles Stretched; Stretched Muscles | "
        "Músculos; Grupos Musculares; Músculos Trabajados; Músculos Implicados; Músculos Principales; "
        "Grupos Musculares Trabajados; Músculos Objetivo; Músculos que Trabaja; Músculos Estirados | "
        "Groupes Musculaires; Muscles Sollicités; Muscles Ciblés; Muscles Travaillés; Groupes Musculaires Ciblés; "
        "Groupes Musculaires Sollicités; Muscles Principaux; Muscles Étirés",
    ),
    (
        "coaching_points",
        "Coaching Points; Coaching Point; Coaching Cues; Cues; Form Cues; Form Tips; Key Points; Key Coaching Points; "
        "Teaching Points; Coaching Tips; Tips; Coach's Notes; Focus Points; Points of Emphasis; Technique Cues | "
        "Puntos Clave; Puntos de Entrenamiento; Puntos Técnicos; Consejos; Claves; Indicaciones; "
        "Consejos del Entrenador; Consejos Técnicos; Claves Técnicas | "
        "Points Clés; Points d'entraînement; Points Techniques; Conseils; Points Importants; Repères; "
        "Conseils d'entraînement; Conseils de l'entraîneur",
    ),
    (
        "common_mistakes",
        "Common Mistakes; Mistakes; Common Errors; Errors; Common Faults; Faults; Mistakes to Avoid; Things to Avoid; "
        "Avoid; Watch For; What to Avoid | "
        "Errores Comunes; Errores Frecuentes; Errores; Errores Habituales; Qué Evitar; Errores a Evitar | "
        "Erreurs Courantes; Erreurs Fréquentes; Erreurs; Erreurs à Éviter; À Éviter; Fautes Courantes",
    ),
    (
        "variations",
        "Variations; Variation; Progressions; Progression; Modifications; Modification; Adaptations; Variants; "
        "Options; "
        "Variations and Progressions; Progressions and Variations; Progressions and Regressions; Regressions | "
        "Variaciones; Progresiones; Progresión; Modificaciones; Variantes; Adaptaciones | "
        "Évolutions; Variantes et Progressions",
    ),
    (
        "safety",
        "Safety; Safety Notes; Safety First; Safety Tips; Safety Considerations; Precautions; Warnings; Cautions | "
        "Seguridad; Precauciones; Advertencias; Notas de Seguridad | "
        "Sécurité; Précautions; Consignes de Sécurité; Avertissements",
    ),
)

_NUMBER: Final = re.compile(r"\d{1,2}\s*[.):\-–—]\s*")
_PARENTHESES: Final = re.compile(r"\s*[(\[].*?[)\]]\s*")


@lru_cache(maxsize=4096)
def normalize_heading(heading: str) -> str:
    """A heading for comparing: no accents, emoji, punctuation or case; "and" for "&"."""
    decomposed = unicodedata.normalize("NFKD", heading.replace("&", " and ").replace("'", "").replace("’", ""))
    letters = "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join(letters.casefold().split())


_SPLIT: Final = re.compile(r"\s*[;|]\s*")
LANGUAGES: Final = ("en", "es", "fr")
"""What the program speaks, and understands best."""
_LEAST_LETTERS: Final = 5
"""Shorter words are too close to each other: "tips" and "tops"."""

_KEYS: Final = {normalize_heading(name): key for key, names in HEADINGS for name in _SPLIT.split(names)} | {
    normalize_heading(key): key for key, _ in HEADINGS
}
KNOWN_KEYS: Final = tuple(key for key, _ in HEADINGS)


def find_known_key(heading: str, aliases: Mapping[str, str]) -> str | None:
    """The key of the section that a heading begins, None if neither the table nor ``aliases`` has it.

    ``aliases`` maps normalized headings to keys and wins over the table. What stands in parentheses, and a number
    such as "3." before the words, is passed over when the whole heading isn't known.
    """
    bare = _PARENTHESES.sub(" ", heading)
    for candidate in (heading, bare, _NUMBER.sub("", bare, count=1) if _NUMBER.match(bare) else bare):
        name = normalize_heading(candidate)
        key = aliases.get(name) or _KEYS.get(name)
        if key:
            return key
    return None


def name_section(key: str) -> str:
    """A known section's usual heading, in English."""
    return next(names.split(";")[0] for known, names in HEADINGS if known == key)


def slugify_heading(heading: str) -> str:
    """Words in lower case joined by hyphens; letters of any script stay."""
    return normalize_heading(heading).replace(" ", "-") or "section"


def find_misspelt_heading(heading: str, lang: str) -> str | None:
    """The known heading, in English or the language ``lang``, that this one is a slip of the pen away from.

    One word of it may be spelt wrong, by one letter too few, too many, wrong or swapped with its neighbour. A plural
    alone is no slip, as in "Target": headings of one's own are right too.
    """
    words = normalize_heading(_PARENTHESES.sub(" ", heading)).split()
    for name in _list_names(lang.split("-")[0].lower()):
        known = normalize_heading(name).split()
        if len(known) != len(words):
            continue
        wrong = [(word, right) for word, right in zip(words, known, strict=True) if word != right]
        if len(wrong) == 1 and _is_slip(*wrong[0]) and not (len(words) == 1 and _is_plural(*wrong[0])):
            return name
    return None


def _is_plural(word: str, known: str) -> bool:
    return f"{word}s" == known or f"{known}s" == word


@lru_cache
def _list_names(lang: str) -> tuple[str, ...]:
    """The headings in English, and in this language if it is another one that the table has."""
    columns = sorted({0, LANGUAGES.index(lang) if lang in LANGUAGES else 0})
    return tuple(name for _, names in HEADINGS for at in columns for name in names.split(" | ")[at].split("; "))


def _is_slip(word: str, known: str) -> bool:
    """Whether one letter makes the difference, or two that are swapped; the first is never wrong."""
    if min(len(word), len(known)) < _LEAST_LETTERS or word[0] != known[0]:
        return False
    short, long = sorted((word, known), key=len)
    if len(long) == len(short) + 1:
        return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    if len(long) != len(short):
        return False
    wrong = [at for at, (one, other) in enumerate(zip(word, known, strict=True)) if one != other]
    if len(wrong) == 1:
        return len(known) > _LEAST_LETTERS
    first, last = wrong[0], wrong[-1]
    return len(wrong) == 2 and last == first + 1 and (word[first], word[last]) == (known[last], known[first])
