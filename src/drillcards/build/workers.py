"""Work shared out over the processor's cores, its results in order."""

import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Final, Generic, TypeVar

Result = TypeVar("Result")
Kept = TypeVar("Kept")
State = TypeVar("State")
Drawn = TypeVar("Drawn")

MOST_WORKERS: Final = 8
"""Beyond that the process that takes the results can't keep up."""
MOST_TASKS: Final = 1000
"""What any system's pipe has room for."""
_INDEX_BYTES: Final = 4

_Outcome = tuple[int, object, Exception | None]
"""The index of a task, and its result or what went wrong."""


def count_workers() -> int:
    """How many processes may work at a time; 1 where work can't be shared out.

    Forking is what makes it pay: a worker has all that was read without being sent it. That is safe on Linux as long
    as there is one thread; on macOS it isn't, as the system's own libraries have threads, and Windows can't.
    """
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return 1
    return min(MOST_WORKERS, len(os.sched_getaffinity(0)))


def run_in_order(work: Callable[[int], Result], count: int, workers: int) -> Generator[Result]:
    """``work(0)`` … ``work(count - 1)`` one after the other, done by so many processes; with one worker, by this one.

    At most 1,000 tasks. What a process changes only it sees; results are pickled. An exception in ``work`` is raised
    here, in its place. ChildProcessError: a worker was killed. Closing the generator ends the workers.
    """
    if workers < 2:
        yield from map(work, range(count))
        return
    tasks = _open_queue(count)
    readers: list[Connection] = []
    processes: list[BaseProcess] = []
    try:
        for _ in range(workers):
            processes.append(_start_worker(work, tasks, readers))
        yield from _collect(readers, count)
    finally:
        os.close(tasks)
        for reader in readers:
            reader.close()
        for process in processes:
            process.terminate()
            process.join()


class Crew(Generic[Result, Kept, State, Drawn]):
    """Tasks done in two steps: each process keeps what it made of a task in the first for when it does the second.

    ``first(index)`` gives a result and what to keep, ``second(index, kept, state)`` the final result. Results are
    pickled, what is kept isn't: it may be large. With one worker this process does all. Exceptions are raised in their
    place, ChildProcessError when a worker was killed. Close it to end the workers.
    """

    def __init__(
        self,
        first: Callable[[int], tuple[Result, Kept]],
        second: Callable[[int, Kept, State], Drawn],
        count: int,
        workers: int,
    ) -> None:
        self._first, self._second, self._count = first, second, count
        self._kept: dict[int, Kept] = {}
        self._readers: list[Connection] = []
        self._orders: list[Connection] = []
        self._processes: list[BaseProcess] = []
        self._alone = workers < 2
        if self._alone:
            return
        tasks = _open_queue(count)
        try:
            for _ in range(workers):
                self._start_worker(tasks)
        finally:
            os.close(tasks)

    def close(self) -> None:
        """End the workers."""
        for connection in (*self._readers, *self._orders):
            connection.close()
        for process in self._processes:
            process.terminate()
            process.join()

    def run_first(self) -> Iterator[Result]:
        """The results of the first step, in order."""
        if not self._alone:
            yield from _collect(self._readers, self._count, staying=True)
            return
        for index in range(self._count):
            result, self._kept[index] = self._first(index)
            yield result

    def run_second(self, state: State) -> Iterator[Drawn]:
        """The final results, in order. The first step must be through."""
        if not self._alone:
            for order in self._orders:
                with suppress(BrokenPipeError):  # collecting tells that a worker is gone
                    order.send(state)
            yield from _collect(self._readers, self._count)
            return
        for index in range(self._count):
            yield self._second(index, self._kept.pop(index), state)

    def _start_worker(self, tasks: int) -> None:
        context = get_context("fork")
        reader, writer = context.Pipe(duplex=False)
        told, order = context.Pipe(duplex=False)
        self._readers.append(reader)
        self._orders.append(order)
        process = context.Process(target=self._serve, args=(tasks, writer, told), daemon=True)
        process.start()
        self._processes.append(process)
        writer.close()
        told.close()

    def _serve(self, tasks: int, writer: Connection, told: Connection) -> None:
        """A worker's life: tasks until there are none, then what it kept once more."""
        _leave_signals_to_the_first()
        for connection in (*self._readers, *self._orders):
            connection.close()  # what was inherited: a worker must notice when the first process is gone
        kept: dict[int, Kept] = {}

        def do_first(index: int) -> Result:
            result, kept[index] = self._first(index)
            return result

        with suppress(BrokenPipeError, EOFError):
            while task := os.read(tasks, _INDEX_BYTES):
                writer.send(_do_task(do_first, int.from_bytes(task)))
            state = told.recv()
            for index in list(kept):
                writer.send(_do_task(lambda at: self._second(at, kept.pop(at), state), index))


def _open_queue(count: int) -> int:
    """A pipe that holds the indices of all tasks. Reading one takes it away from the other workers."""
    assert count <= MOST_TASKS
    reader, writer = os.pipe()
    os.write(writer, b"".join([index.to_bytes(_INDEX_BYTES) for index in range(count)]))
    os.close(writer)
    return reader


def _start_worker(work: Callable[[int], object], tasks: int, readers: list[Connection]) -> BaseProcess:
    """Fork; what the worker's results are read from is appended to ``readers``."""
    context = get_context("fork")
    reader, writer = context.Pipe(duplex=False)
    readers.append(reader)
    process = context.Process(target=_serve, args=(work, tasks, writer, readers), daemon=True)
    process.start()
    writer.close()
    return process


def _serve(work: Callable[[int], object], tasks: int, writer: Connection, readers: list[Connection]) -> None:
    """A worker's life: to do tasks until there are none."""
    _leave_signals_to_the_first()
    for reader in readers:
        reader.close()  # what was inherited: a worker must notice when the first process is gone
    with suppress(BrokenPipeError):
        while task := os.read(tasks, _INDEX_BYTES):
            writer.send(_do_task(work, int.from_bytes(task)))


def _leave_signals_to_the_first() -> None:
    """Ctrl-C, and a terminal that closes, reach all processes; the first one ends the others."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _do_task(work: Callable[[int], object], index: int) -> _Outcome:
    try:
        return index, work(index), None
    except Exception as error:  # whatever it is, it is raised again where results are taken
        error.add_note(f"In a worker:\n{traceback.format_exc()}")
        return index, None, error


def _collect(readers: list[Connection], count: int, *, staying: bool = False) -> Iterator[Any]:
    """The results in order. Those that come early wait. ``staying`` workers don't end by themselves."""
    outcomes: dict[int, _Outcome] = {}
    running: list[Connection] = list(readers)
    for index in range(count):
        while index not in outcomes:
            if not running:
                raise ChildProcessError("A process that was laying out pages was ended from outside")
            for reader in wait(running):
                assert isinstance(reader, Connection)
                try:
                    outcome = reader.recv()
                except (EOFError, OSError):
                    running = [] if staying else [other for other in running if other is not reader]
                else:
                    outcomes[outcome[0]] = outcome
        _, result, error = outcomes.pop(index)
        if error is not None:
            raise error
        yield result
