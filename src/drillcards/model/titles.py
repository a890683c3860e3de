"""What texts call a drill: its title or another name of it in bold, or a link to its file."""

from collections.abc import Collection, Iterable, Mapping
from posixpath import dirname, join, normpath
from typing import Final

from drillcards.model.drill import Drill, Span

_TRIMMED: Final = " \t\n.,:;!?"
"""What may stand around a title in bold: ``**High Knees:** two lengths``."""
_SUFFIX: Final = ".md"


def gather_titles(drills: Iterable[Drill]) -> dict[str, str]:
    """The drills' slugs by folded title and other names, without those that two drills share."""
    slugs: dict[str, str] = {}
    shared: set[str] = set()
    for drill in drills:
        for name in dict.fromkeys(map(fold_title, (drill.title, *drill.aliases))):
            shared |= {name} if name in slugs else set()
            slugs[name] = drill.slug
    return {name: slug for name, slug in slugs.items() if name not in shared}


def find_named(span: Span, own: str, titles: Mapping[str, str], slugs: Collection[str], folder: str) -> str | None:
    """The drill that a span in the file ``own`` of ``folder`` names, or None. A drill doesn't name itself.

    ``titles`` are those of ``gather_titles``, ``slugs`` all that a link may lead to.
    """
    target = find_linked(span.href, own, slugs, folder) if span.href else None
    if target is None and span.strong and not span.href:
        target = titles.get(fold_title(span.text))
    return None if target == own else target


def find_linked(href: str, own: str, slugs: Collection[str], folder: str = "drills") -> str | None:
    """Which of ``slugs`` a relative link in the file ``own`` leads to, or None."""
    return next((slug for slug in list_targets(href, own, folder) if slug in slugs), None)


def list_targets(href: str, own: str, folder: str = "drills") -> tuple[str, ...]:
    """The slugs that a relative link may mean: from the file that it stands in, or as it is. None for an address."""
    path = href.partition("#")[0]
    if not path or ":" in path:
        return ()
    places = (normpath(join(dirname(f"{folder}/{own}"), path)), normpath(path))
    return tuple(place.removeprefix("drills/").removesuffix(_SUFFIX) for place in places)


def fold_title(title: str) -> str:
    """A title without what makes no difference: capitals, spaces, and punctuation around it."""
    return join_words(title.strip(_TRIMMED).casefold())


def join_words(text: str) -> str:
    """Words with one space between them, whatever it was."""
    return " ".join(text.split())
