"""What a card template leaves of a drill: warnings where that is less than its coach can have meant."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import Final

from drillcards.build.material import Problems
from drillcards.layout.references import References
from drillcards.layout.typesetter import FOLLOWED, INNER
from drillcards.model.drill import Drill
from drillcards.model.fault import attempt, blame_drill
from drillcards.model.problem import Problem, Severity
from drillcards.model.template import CardTemplate
from drillcards.model.titles import find_linked, list_targets
from drillcards.read.leftovers import has_strange_scheme
from drillcards.read.library import report_unknown_drill
from drillcards.read.targets import list_links

_WHOLE: Final = "page"
"""The built-in template that omits nothing."""


def find_omissions(drills: Iterable[Drill], template: CardTemplate) -> Iterator[Problem]:
    """Warnings for drills none of whose text the template prints, and for front matter's pictures that it doesn't."""
    for drill in drills:
        yield from look_over(drill, partial(_find_omissions, drill, template))


def look_over(drill: Drill, find: Callable[[], Iterable[Problem]]) -> Problems:
    """The problems found in a drill, or the one that looking for them ran into."""
    found = attempt(lambda: tuple(find()), blame_drill(drill))
    return (found,) if isinstance(found, Problem) else found


def _find_omissions(drill: Drill, template: CardTemplate) -> Iterator[Problem]:
    parts = dict.fromkeys(_list_parts(drill))
    if parts and all(part in template.omits for part in parts):
        yield Problem(
            Severity.WARNING,
            "nothing-printed",
            drill.source.path,
            drill.source.line,
            f"Of its text, “{template.name}” prints nothing: there is only {', '.join(parts)}, which it omits.",
            f"Write the steps below a heading ## Execution, or print the whole drill with --template {_WHOLE}.",
        )
    if drill.images and "intro" in template.omits:
        yield Problem(
            Severity.WARNING,
            "images-not-printed",
            drill.source.path,
            drill.images[0].line,
            f"“{template.name}” doesn't print the pictures of the front matter: they go with the intro, "
            "which it omits.",
            "Put them where they belong, such as below ## Setup: ![what it shows](picture.png).",
        )


def find_dead_links(drills: Iterable[Drill], references: References, slugs: Collection[str]) -> Iterator[Problem]:
    """Warnings for links that a PDF can't follow, as they lead to no drill; their words are printed.

    ``slugs`` are all drills there are: links to those that aren't printed along, or to the drill itself, are fine.
    """
    for drill in drills:
        yield from look_over(drill, partial(_find_dead_links, drill, references, slugs))


def _find_dead_links(drill: Drill, references: References, slugs: Collection[str]) -> Iterator[Problem]:
    told = references.resolve_drill(drill)
    for href, line in list_links((*told.intro, *(b for s in told.sections for b in s.blocks), *told.closing)):
        followed = FOLLOWED.match(href) or href.startswith(INNER)
        warned = has_strange_scheme(href)  # when the drill was read
        if not followed and not warned and find_linked(href, drill.slug, slugs) is None:
            yield _report_dead_link(href, line, drill, slugs)


def _report_dead_link(href: str, line: int, drill: Drill, slugs: Collection[str]) -> Problem:
    message = f"The link to {href} leads nowhere in a PDF; its words are printed without it."
    hint = "Link to an address that starts with http, https, mailto or tel."
    targets = list_targets(href, drill.slug)
    if targets and href.partition("#")[0].lower().endswith(".md"):
        message = f"The link to {href} leads to no drill; its words are printed without it."
        unknown = report_unknown_drill(targets[0], tuple(sorted(slugs)))
        hint = f"{unknown.message} {unknown.hint}"
    return Problem(Severity.WARNING, "dead-link", drill.source.path, line, message, hint)


def _list_parts(drill: Drill) -> Iterator[str]:
    """The parts that have text, in order, by the names that templates know them by."""
    if drill.intro:
        yield "intro"
    yield from (section.key for section in drill.sections if section.blocks)
    if drill.closing:
        yield "closing"
