"""The texts of routines and plans with their lines, so that characters that can't be printed are found beforehand."""

from collections.abc import Iterator

from drillcards.layout.revision import Passage, read_blocks
from drillcards.model.routine import Routine
from drillcards.model.season import Block, Season


def read_routine(routine: Routine) -> Iterator[Passage]:
    """All texts of a routine in order."""
    yield Passage(routine.title, routine.title_line or 1)
    yield Passage(routine.description, 1)
    for fact in routine.facts:
        yield Passage(f"{fact.label} {fact.value}", 1)
    yield from read_blocks(routine.intro)
    for section in routine.sections:
        yield Passage(section.heading, section.line)
        yield from read_blocks(section.blocks)
    yield from read_blocks(routine.closing)


def read_season(season: Season) -> Iterator[Passage]:
    """All texts of a season's plan in order; those of a practice on its line, those of a block on the block's."""
    yield Passage(season.title, 1)
    for week in season.weeks:
        line = week.practices[0].line if week.practices else 1
        yield Passage(" ".join((week.title, week.focus, week.notes)), line)
        for practice in week.practices:
            told = (practice.title, practice.place, practice.focus, *practice.equipment, practice.rain, practice.notes)
            yield Passage(" ".join(told), practice.line)
            for block in practice.blocks:
                yield Passage(" ".join(_read_block(block)), block.line)


def _read_block(block: Block) -> Iterator[str]:
    yield from (block.title, *block.drills, block.notes)
    for station in block.stations:
        yield from (station.name, *station.drills, station.coach, station.group, station.notes)
