"""Things that are made together, and those among them that it goes wrong with, found by making each alone."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from drillcards.model.fault import Blamed, attempt
from drillcards.model.problem import Problem

Thing = TypeVar("Thing")
Result = TypeVar("Result")
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
