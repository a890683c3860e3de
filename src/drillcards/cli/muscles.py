"""``drillcards muscles``: the taxonomy, and how a drill's words are read by it."""

from collections.abc import Iterator

import click

from drillcards.cli.json_output import convert_group, convert_mention, print_json
from drillcards.cli.options import json_option
from drillcards.cli.streams import say
from drillcards.cli.text_output import align_columns
from drillcards.model.muscle import Taxonomy
from drillcards.read.muscles import Mention, find_nearest, parse_mention, read_taxonomy


@click.command("muscles")
@click.argument("words", metavar="[TEXT]", nargs=-1)
@json_option
def command(words: tuple[str, ...], as_json: bool) -> None:
    """List the muscle groups; or show how TEXT, a line of a drill's list of muscles, is read.

    Lines of TEXT are read one by one.
    """
    taxonomy = read_taxonomy()
    mentions = [parse_mention(line) for line in " ".join(words).splitlines() if line.strip()]
    if as_json:
        whole = [convert_group(group) for group in taxonomy.groups]
        print_json({"mentions": [convert_mention(mention) for mention in mentions]} if words else {"groups": whole})
        return
    for line in describe_mentions(mentions, taxonomy) if words else describe_taxonomy(taxonomy):
        say(line)


def describe_taxonomy(taxonomy: Taxonomy) -> Iterator[str]:
    """The groups by region: the word for --muscle, the name, and the muscles."""
    rows = align_columns([(group.id, group.name, ", ".join(group.muscles)) for group in taxonomy.groups])
    region = ""
    for group, row in zip(taxonomy.groups, rows, strict=True):
        if group.region != region:
            region = group.region
            yield region
        yield f"  {row}"


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
