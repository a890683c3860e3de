"""``drillcards muscles``: the taxonomy, which of it the drills train, and how a drill's words are read by it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from drillcards.cli.findings import choose_exit_code, show_problems
from drillcards.cli.json_output import convert_group, convert_mention, print_json
from drillcards.cli.options import json_option, pass_folder
from drillcards.cli.streams import say
from drillcards.cli.text_output import align_columns
from drillcards.model.drill import Drill
from drillcards.model.muscle import Role, Taxonomy, find_roles
from drillcards.model.problem import Problem, Severity
from drillcards.read.drill import DRILLS_FOLDER
from drillcards.read.library import read_library
from drillcards.read.muscles import Mention, find_nearest, parse_mention, read_taxonomy
from drillcards.read.settings import read_workspace

WHOLE_BODY: Final = "full-body"
"""No group of muscles, but all of them at once: nobody neglects it."""


@click.command("muscles")
@click.argument("words", metavar="[TEXT]", nargs=-1)
@json_option
@click.pass_context
@pass_folder
def command(folder: Path, ctx: click.Context, words: tuple[str, ...], as_json: bool) -> None:
    """List the muscle groups; or show how TEXT, a line of a drill's list of muscles, is read.

    In a folder with drills, the list says how many published drills train each group as a primary one, how many
    otherwise, and how many only stretch it. Lines of TEXT are read one by one.
    """
    if words:
        show_mentions([parse_mention(line) for line in " ".join(words).splitlines() if line.strip()], as_json)
        return
    drills, problems = read_drills(folder)
    taxonomy = read_taxonomy()
    coverage = measure_coverage(drills, taxonomy)
    if as_json:
        print_json({"groups": [convert_group(group, coverage[group.id].slugs) for group in taxonomy.groups]})
    else:
        for line in describe_coverage(coverage, taxonomy) if drills else describe_taxonomy(taxonomy):
            say(line)
    show_problems(problems)
    ctx.exit(choose_exit_code(problems))


@dataclass(frozen=True, slots=True)
class Coverage:
    """The slugs of the drills that train a group as a primary one or otherwise, and of those that only stretch it."""

    primary: tuple[str, ...]
    otherwise: tuple[str, ...]
    stretched: tuple[str, ...] = ()

    @property
    def slugs(self) -> tuple[str, ...]:
        """All that train it, in order."""
        return tuple(sorted((*self.primary, *self.otherwise)))


def read_drills(folder: Path) -> tuple[list[Drill], tuple[Problem, ...]]:
    """The published drills, and the errors that kept some from being read; neither in a folder that holds no drills."""
    if not (folder / DRILLS_FOLDER).is_dir():
        return [], ()
    library, problems = read_library(read_workspace(folder)[0])
    errors = tuple(problem for problem in problems if problem.severity is Severity.ERROR)
    return [drill for drill in library.drills if drill.published], errors


def measure_coverage(drills: Iterable[Drill], taxonomy: Taxonomy) -> dict[str, Coverage]:
    """The drills of every group by its id. A drill counts once a group, as its most important role."""
    roles: dict[str, list[tuple[str, Role]]] = {group.id: [] for group in taxonomy.groups}
    for drill in drills:
        for group, role in find_roles(drill.muscles).items():
            roles[group].append((drill.slug, role))
    return {
        group: Coverage(
            tuple(slug for slug, role in found if role is Role.PRIMARY),
            tuple(slug for slug, role in found if role in (Role.SECONDARY, Role.STABILIZER)),
            tuple(slug for slug, role in found if role is Role.STRETCHED),
        )
        for group, found in roles.items()
    }


def describe_coverage(coverage: Mapping[str, Coverage], taxonomy: Taxonomy) -> Iterator[str]:
    """The groups by region with their numbers of drills, and a sentence about those that no drill trains."""
    heads = ("primary", "otherwise", "stretched")
    rows: list[tuple[str, ...]] = [("", "", *heads, "")]
    for group in taxonomy.groups:
        found = coverage[group.id]
        counts = (len(slugs) for slugs in (found.primary, found.otherwise, found.stretched))
        numbers = (str(number or "-").rjust(len(head)) for number, head in zip(counts, heads, strict=True))
        rows.append((group.id, group.name, *numbers, ", ".join(group.muscles)))
    head, *lines = align_columns(rows)
    yield f"  {head}"
    yield from head_regions(taxonomy, lines)
    neglected = [
        group.name.lower() for group in taxonomy.groups if not coverage[group.id].slugs and group.id != WHOLE_BODY
    ]
    yield ""
    yield f"No drill trains {join_names(neglected)}." if neglected else "Every group is trained by some drill."


def join_names(names: Sequence[str]) -> str:
    """``A, B or C``."""
    *some, last = names
    return f"{', '.join(some)} or {last}" if some else last


def describe_taxonomy(taxonomy: Taxonomy) -> Iterator[str]:
    """The groups by region: the word for --muscle, the name, and the muscles."""
    rows = [(group.id, group.name, ", ".join(group.muscles)) for group in taxonomy.groups]
    yield from head_regions(taxonomy, align_columns(rows))


def head_regions(taxonomy: Taxonomy, lines: Sequence[str]) -> Iterator[str]:
    """A line a group, below the names of their regions."""
    region = ""
    for group, line in zip(taxonomy.groups, lines, strict=True):
        if group.region != region:
            region = group.region
            yield region
        yield f"  {line}"


def show_mentions(mentions: list[Mention], as_json: bool) -> None:
    """Print how each mention is read."""
    if as_json:
        print_json({"mentions": [convert_mention(mention) for mention in mentions]})
        return
    for line in describe_mentions(mentions, read_taxonomy()):
        say(line)


def describe_mentions(mentions: list[Mention], taxonomy: Taxonomy) -> Iterator[str]:
    """Each mention, and below it what was found in it."""
    for mention in mentions:
        yield mention.mention + (f" ({mention.note})" if mention.note else "")
        yield from (f"  {line}" for line in align_columns(list(list_findings(mention, taxonomy))))


def list_findings(mention: Mention, taxonomy: Taxonomy) -> Iterator[tuple[str, str, str]]:
    """The groups with their roles and muscles, the qualities; or that nobody knows it, and what is spelt alike."""
    for use in mention.uses:
        group = taxonomy.find_group(use.group) if use.group else None
        if group:
            yield group.name, use.role.value, ", ".join(use.muscles)
        else:
            near = find_nearest(mention.mention)
            yield "Unknown", "", f"Did you mean {' or '.join(near)}?" if near else ""
    if mention.qualities:
        yield "Qualities", "", ", ".join(mention.qualities)
