"""The few words that the program itself prints, in the languages that drills come in."""

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "continued": "continued",
        "video": "Video",
        "muscles": "Muscles",
        "of": "of",
        "set": "set",
        "sets": "sets",
        "sets-reps": "Sets × reps",
        "stretched": "stretched",
    },
    "es": {
        "continued": "continuación",
        "video": "Vídeo",
        "muscles": "Músculos",
        "of": "de",
        "set": "serie",
        "sets": "series",
        "sets-reps": "Series × repeticiones",
        "stretched": "estirados",
    },
    "fr": {
        "continued": "suite",
        "video": "Vidéo",
        "muscles": "Muscles",
        "of": "sur",
        "set": "série",
        "sets": "séries",
        "sets-reps": "Séries × répétitions",
        "stretched": "étirés",
    },
}


def find_word(key: str, lang: str) -> str:
    """The word in the language of a BCP 47 tag such as "es-MX"; English where there is none."""
    return WORDS.get(lang.partition("-")[0].lower(), WORDS["en"])[key]
