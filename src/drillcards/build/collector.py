"""Python's garbage collector, and when to do without it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def pause_collector() -> Iterator[None]:
    """No collection meanwhile, also as a decorator.

    It would walk the library and the pages over and over, a sixth of all the time, and find next to nothing: stages
    leave no circles of objects behind that are worth the search.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.freeze()  # what was made meanwhile is kept or freed without the collector: no need to walk it all now
            gc.enable()
