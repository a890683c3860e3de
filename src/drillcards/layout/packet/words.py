"""The words that a packet itself prints, in the languages that players come in."""

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "packet": "Drill packet",
        "from-coach": "From your coach",
        "practices": "Practice this week",
        "plan": "Your plan",
        "drill": "Drill",
        "dose": "How much",
        "card": "Card",
        "part": "Part",
        "of": "of",
        "tick": "Tick a box each time you have done a drill.",
        "trains": "What these drills train",
        "contents": "Contents",
        "done": "done",
    },
    "es": {
        "packet": "Ejercicios",
        "from-coach": "De tu entrenador",
        "practices": "Entrenamientos de esta semana",
        "plan": "Tu plan",
        "drill": "Ejercicio",
        "dose": "Cuánto",
        "card": "Ficha",
        "part": "Parte",
        "of": "de",
        "tick": "Marca una casilla cada vez que hagas un ejercicio.",
        "trains": "Qué trabajan estos ejercicios",
        "contents": "Contenido",
        "done": "hecho",
    },
    "fr": {
        "packet": "Exercices",
        "from-coach": "Le mot de l’entraîneur",
        "practices": "Séances de la semaine",
        "plan": "Ton plan",
        "drill": "Exercice",
        "dose": "Combien",
        "card": "Fiche",
        "part": "Partie",
        "of": "sur",
        "tick": "Coche une case chaque fois que tu as fait un exercice.",
        "trains": "Ce que ces exercices font travailler",
        "contents": "Sommaire",
        "done": "fait",
    },
}


def choose_packet_lang(lang: str) -> str:
    """The language that a packet's own words are in for a player of this one, as a BCP 47 tag."""
    return lang if lang.partition("-")[0].lower() in WORDS else "en"


def find_packet_word(key: str, lang: str) -> str:
    """The word in the language of a BCP 47 tag such as "es-MX"; English where there is none."""
    return WORDS.get(lang.partition("-")[0].lower(), WORDS["en"])[key]
