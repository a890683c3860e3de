import os
import signal
import threading
from contextlib import closing

import pytest

from drillcards.build.workers import Crew, count_workers, run_in_order

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="work is shared out where processes can fork"),
    # A runner of tests may have threads of its own, which the workers here don't touch.
    pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning"),
]


def test_results_come_in_order_from_several_processes() -> None:
    results = list(run_in_order(lambda index: (index, os.getpid()), 40, 2))
    assert [index for index, _ in results] == list(range(40))
    assert os.getpid() not in {process for _, process in results}


def test_with_one_worker_nothing_is_started() -> None:
    assert set(run_in_order(lambda _: os.getpid(), 3, 1)) == {os.getpid()}


def test_an_exception_is_raised_where_its_result_would_be() -> None:
    def work(index: int) -> int:
        if index == 5:
            raise ValueError("the fifth")
        return index

    for workers in (1, 2):
        results = run_in_order(work, 9, workers)
        assert [next(results) for _ in range(5)] == [0, 1, 2, 3, 4]
        with pytest.raises(ValueError, match="the fifth"):
            next(results)


def test_a_worker_that_is_killed_is_an_error() -> None:
    def work(index: int) -> int:
        if index == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return index

    with pytest.raises(ChildProcessError, match="ended from outside"):
        list(run_in_order(work, 9, 2))


def test_stopping_early_leaves_no_worker_behind() -> None:
    with closing(run_in_order(lambda _: os.getpid(), 9, 2)) as results:
        worker = next(results)
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_large_results_and_more_workers_than_tasks_are_no_obstacle() -> None:
    assert [len(result) for result in run_in_order(lambda _: b"x" * 1_000_000, 3, 5)] == [1_000_000] * 3
    assert list(run_in_order(str, 0, 2)) == []


def test_a_process_with_threads_does_not_fork() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert count_workers() == 1
    finally:
        done.set()
        thread.join()


@pytest.mark.parametrize("workers", [1, 3])
def test_a_crew_does_each_task_twice_in_order_with_what_it_kept(workers: int) -> None:
    crew: Crew[int, list[int], int, tuple[int, int]]
    crew = Crew(lambda at: (at * 2, [at]), lambda at, kept, more: (at, kept[0] + more), 20, workers)
    try:
        assert list(crew.run_first()) == [at * 2 for at in range(20)]
        assert list(crew.run_second(100)) == [(at, at + 100) for at in range(20)]
    finally:
        crew.close()


@pytest.mark.parametrize("workers", [1, 3])
def test_what_goes_wrong_in_a_crew_is_raised_where_results_are_taken(workers: int) -> None:
    def fail(at: int) -> tuple[int, None]:
        if at == 3:
            raise KeyError("three")
        return at, None

    crew: Crew[int, None, None, None] = Crew(fail, lambda _at, _kept, _state: None, 6, workers)
    try:
        with pytest.raises(KeyError, match="three"):
            list(crew.run_first())
    finally:
        crew.close()


def test_a_crew_with_a_killed_worker_ends_instead_of_waiting_for_it() -> None:
    def work(at: int) -> tuple[int, None]:
        if at == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return at, None

    crew: Crew[int, None, None, None] = Crew(work, lambda _at, _kept, _state: None, 6, 2)
    try:
        with pytest.raises(ChildProcessError):
            list(crew.run_first())
    finally:
        crew.close()
