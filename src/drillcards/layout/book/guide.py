"""How to use the book: where to look for a drill, how its page is read, and what the figure's signs mean."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from drillcards.layout.book.lettering import fit_letters, place_letters
from drillcards.layout.book.story import SetPage, Tools, compose_title, set_story
from drillcards.layout.book.words import find_book_word
from drillcards.layout.contrast import INK
from drillcards.layout.figure import draw_swatch
from drillcards.layout.pieces import Step
from drillcards.layout.structure import ARTIFACT, Placed
from drillcards.model.drill import Block, Bullets, Paragraph, Span
from drillcards.model.muscle import Role
from drillcards.model.page import Box, Tag
from drillcards.model.units import mm_to_pt

KEY: Final = ":guide"
SWATCH: Final = mm_to_pt(6)
SIZE: Final = 10.0
SIGNS: Final = ((Role.PRIMARY, "trained"), (Role.SECONDARY, "helped"), (Role.STRETCHED, "stretched"))
"""Roles that the figure shows by signs of their own, and the word for each."""

_TEXTS: Final = {
    "en": (
        "The drills are in chapters, which the tabs at the edge lead to. There are several ways to find the right one:",
        (
            ("The contents", "list the drills chapter by chapter."),
            ("By muscle group", "shows which drills train what, from head to foot. Bold drills train a group first."),
            ("By name", "for when you know what it is called."),
            ("By equipment", "for when the shed holds just a bucket of balls."),
            ("By time", "for the ten minutes that are left."),
        ),
        "The number in the colored field, such as S3, is also on the drill’s field card. On a screen, every page "
        "number in this book is a link.",
    ),
    "es": (
        "Los ejercicios están en capítulos que se encuentran con las pestañas del borde. Hay varias maneras de dar con "
        "el que hace falta:",
        (
            ("El contenido", "enumera los ejercicios capítulo por capítulo."),
            ("Por grupo muscular", "muestra qué trabaja cada uno; en negrita, los que lo hacen en primer lugar."),
            ("Por nombre", "si ya se sabe cómo se llama."),
            ("Por material", "si en el almacén solo queda un cubo de pelotas."),
            ("Por duración", "para los diez minutos que sobran."),
        ),
        "El número del campo de color, como S3, está también en la ficha del ejercicio. En pantalla, cada número de "
        "página de este libro es un enlace.",
    ),
    "fr": (
        "Les exercices sont dans des chapitres que l’on trouve par les onglets du bord. Il y a plusieurs façons de "
        "trouver le bon :",
        (
            ("Le sommaire", "énumère les exercices chapitre par chapitre."),
            ("Par groupe musculaire", "montre ce que chacun fait travailler ; en gras, ceux qui le visent d’abord."),
            ("Par nom", "quand on sait comment il s’appelle."),
            ("Par matériel", "quand il ne reste qu’un seau de balles."),
            ("Par durée", "pour les dix minutes qui restent."),
        ),
        "Le numéro dans le champ de couleur, comme S3, est aussi sur la fiche de l’exercice. À l’écran, chaque numéro "
        "de page de ce livre est un lien.",
    ),
}
_EXTRAS: Final = {
    "en": (
        ("The season’s plan and the routines", "follow the drills and say what to do when."),
        ("The season’s plan", "follows the drills and says what to do when."),
        ("The routines", "follow the drills and say what to do when."),
    ),
    "es": (
        ("El plan de la temporada y las rutinas", "siguen a los ejercicios y dicen qué se hace y cuándo."),
        ("El plan de la temporada", "sigue a los ejercicios y dice qué se hace y cuándo."),
        ("Las rutinas", "siguen a los ejercicios y dicen qué se hace y cuándo."),
    ),
    "fr": (
        ("Le plan de la saison et les routines", "suivent les exercices et disent quoi faire et quand."),
        ("Le plan de la saison", "suit les exercices et dit quoi faire et quand."),
        ("Les routines", "suivent les exercices et disent quoi faire et quand."),
    ),
}
"""Of a book with both, with a plan alone, and with routines alone."""


class Extras(NamedTuple):
    """What a book has besides drills and indexes."""

    season: bool = False
    routines: bool = False


def set_guide(tools: Tools, extras: Extras) -> Iterator[SetPage]:
    """The guide, and below it the key to the figure."""
    lang = tools.lang.partition("-")[0].lower()
    intro, ways, outro = _TEXTS.get(lang, _TEXTS["en"])
    both, season, routines = _EXTRAS.get(lang, _EXTRAS["en"])
    extra = both if all(extras) else season if extras.season else routines
    items = tuple((_make_item(name, text),) for name, text in ((*ways, extra) if any(extras) else ways))
    blocks: tuple[Block, ...] = (Paragraph((Span(intro),)), Bullets(items), Paragraph((Span(outro),)))
    title = compose_title(find_book_word("guide", tools.lang), KEY, tools)
    pages = list(set_story((title, *tools.composer.compose_blocks(blocks, KEY, Tag.SECTION)), tools))
    yield from pages[:-1]
    yield SetPage([*pages[-1].placed, *_draw_key(tools)], pages[-1].tops)


def _make_item(name: str, text: str) -> Paragraph:
    return Paragraph((Span(name, strong=True), Span(f" {text}")))


def _draw_key(tools: Tools) -> Iterator[Placed]:
    """What the figure's signs mean, at the foot of the page, below a line that says of what this is the key."""
    block = tools.frame.block
    y = block.bottom - len(SIGNS) * SWATCH - (len(SIGNS) - 1) * mm_to_pt(2)
    lede = fit_letters(find_book_word("key", tools.lang), "bold", SIZE, block.w, tools.typesetter)
    path = (Step(Tag.SECTION, KEY), Step(Tag.PARAGRAPH, "key"))
    yield from place_letters(lede, SIZE, block.x, block.right, y - mm_to_pt(2.5), INK, path)
    for role, word in SIGNS:
        yield Placed(ARTIFACT, draw_swatch(role, Box(block.x, y, 1.5 * SWATCH, SWATCH)))
        words = tools.typesetter.set_text(find_book_word(word, tools.lang))
        path = (Step(Tag.SECTION, KEY), Step(Tag.PARAGRAPH, f"key-{word}"))
        left = block.x + 2 * SWATCH
        yield from place_letters(words, SIZE, left, block.right, y + SWATCH / 2 + 0.34 * SIZE, INK, path)
        y += SWATCH + mm_to_pt(2)
