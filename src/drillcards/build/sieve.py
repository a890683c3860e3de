"""Things that are made together, and those among them that it goes wrong with, found by making each alone."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from drillcards.layout.cards import blame_drill, leave_out
from drillcards.model.card import LaidDrill
from drillcards.model.drill import Drill
from drillcards.model.fault import Blamed, attempt
from drillcards.model.problem import Problem

Thing = TypeVar("Thing")
Result = TypeVar("Result")
Laid = tuple[LaidDrill, ...]
Blame = Callable[[Thing], tuple[str, Blamed]]
"""A thing's key, such as a drill's slug, and what an error about it names."""


class Faults(NamedTuple):
    """The keys of things that can't be made, each with the error that says why."""

    found: Mapping[str, Problem]


def make_or_blame(
    things: Sequence[Thing], make: Callable[[Sequence[Thing]], Result], blame: Blame[Thing]
) -> Result | Faults:
    """What ``make`` makes of the things or, if that fails, those that it fails at when it gets one of them alone.

    If there are none of these, no single thing is to blame, and the exception is raised.
    """
    try:
        return make(things)
    except ChildProcessError:
        raise  # a worker was killed, whatever it was at
    except Exception:
        found: dict[str, Problem] = {}
        for thing in things:
            key, subject = blame(thing)
            made = attempt(partial(make, (thing,)), subject)
            if isinstance(made, Problem):
                found[key] = made
        if not found:
            raise
        return Faults(found)


def make_sound(laid: Laid, drills: Sequence[Drill], make: Callable[[Laid], Result]) -> Result:
    """What ``make`` makes of laid-out drills; those that it fails at lose their cards. ``drills`` has all of them."""
    sources = {drill.slug: drill for drill in drills}
    made = make_or_blame(laid, lambda some: make(tuple(some)), lambda one: (one.slug, blame_drill(sources[one.slug])))
    if not isinstance(made, Faults):
        return made
    lost = made.found
    return make(tuple(leave_out(sources[one.slug], lost[one.slug]) if one.slug in lost else one for one in laid))
