"""Proofreading: what of a book can't be printed is left out of it, and said; drills are read when they're laid out."""

from collections.abc import Iterator
from dataclasses import replace

from drillcards.layout.book.book import Book
from drillcards.layout.fonts import FontSet
from drillcards.layout.glyphs import find_problems
from drillcards.layout.revision import Passage, read_blocks
from drillcards.model.drill import Drill
from drillcards.model.problem import Problem, has_errors
from drillcards.model.routine import Routine
from drillcards.model.season import Block, Practice, Season, Week

Problems = tuple[Problem, ...]


def proofread(book: Book, fonts: FontSet) -> tuple[Book, Problems]:
    """The book without routines, practices, words about weeks and other names of drills that no font can show.

    Errors say what they are, warnings where boxes stand for some letters. Titles of drills that are only planned leave
    the library without a word: a plan then has the drill's slug.
    """
    problems: list[Problem] = []
    routines = []
    for routine in book.routines:
        found = find_problems(routine.source.path, tuple(_read_routine(routine)), fonts)
        problems += found
        routines += [] if has_errors(found) else [routine]
    chapters = []
    for chapter in book.chapters:
        drills = []
        for drill in chapter.drills:
            drill, found = _proofread_names(drill, fonts)
            problems += found
            drills.append(drill)
        chapters.append(replace(chapter, drills=tuple(drills)))
    season = book.season
    if season is not None:
        season, found = _proofread_season(season, fonts)
        problems += found
    library = tuple(drill for drill in book.library if not fonts.find_missing(drill.title))
    book = replace(book, chapters=tuple(chapters), routines=tuple(routines), season=season, library=library)
    return book, tuple(problems)


def _proofread_names(drill: Drill, fonts: FontSet) -> tuple[Drill, Problems]:
    found = {
        name: find_problems(drill.source.path, (Passage(name, drill.get_key_line("aliases")),), fonts)
        for name in drill.aliases
    }
    if not any(found.values()):
        return drill, ()
    kept = tuple(name for name in drill.aliases if not has_errors(found[name]))
    return replace(drill, aliases=kept), tuple(problem for problems in found.values() for problem in problems)


def _proofread_season(season: Season, fonts: FontSet) -> tuple[Season, Problems]:
    problems: list[Problem] = []
    weeks = []
    for week in season.weeks:
        practices = []
        for practice in week.practices:
            found = find_problems(season.path, tuple(_read_practice(practice)), fonts)
            problems += found
            practices += [] if has_errors(found) else [practice]
        line = min((practice.line for practice in week.practices), default=0)
        found = find_problems(
            season.path, [Passage(text, line) for text in (week.title, week.focus, week.notes)], fonts
        )
        problems += found
        week = replace(week, practices=tuple(practices))
        weeks.append(Week(week.number, week.practices) if has_errors(found) else week)
    found = find_problems(season.path, (Passage(season.title, 0),), fonts)
    season = replace(season, weeks=tuple(weeks), title="" if has_errors(found) else season.title)
    return season, (*problems, *found)


def _read_routine(routine: Routine) -> Iterator[Passage]:
    yield Passage(routine.title, 1)
    yield Passage(routine.description, 1)
    yield from (Passage(f"{fact.label} {fact.value}", 1) for fact in routine.facts)
    yield from read_blocks(routine.intro)
    for section in routine.sections:
        yield Passage(section.heading, section.line)
        yield from read_blocks(section.blocks)
    yield from read_blocks(routine.closing)


def _read_practice(practice: Practice) -> Iterator[Passage]:
    texts = (practice.title, practice.place, practice.focus, *practice.equipment, practice.rain, practice.notes)
    yield from (Passage(text, practice.line) for text in texts)
    for block in practice.blocks:
        yield from (Passage(text, block.line) for text in _read_block(block))


def _read_block(block: Block) -> Iterator[str]:
    yield from (block.title, *block.drills, block.notes)
    if block.routine:
        yield block.routine.title
    for station in block.stations:
        yield from (station.name, *station.drills, station.coach, station.group, station.notes)
