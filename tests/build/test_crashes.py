import os
from pathlib import Path

import pytest

from build.crashes import WORDS, kill_runs, print_words, write_drill

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="runs are forked"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning"),
]


def test_a_run_that_is_killed_leaves_a_whole_file_and_the_next_one_clears_up(tmp_path: Path) -> None:
    findings = kill_runs(tmp_path, kills=8, seed=7)
    assert (findings.kills, findings.broken, findings.left) == (8, [], [])
    assert findings.words.total() == 8


def test_two_runs_at_once_end_well_and_leave_a_whole_file(tmp_path: Path) -> None:
    roots = {word: tmp_path / word for word in WORDS}
    for word, root in roots.items():
        write_drill(root, word)
    out = tmp_path / "out" / "cards.pdf"
    runs = []
    for _ in range(2):
        if (process := os.fork()) == 0:
            try:
                print_words(roots, out, 6)
                os._exit(0)
            finally:
                os._exit(1)
        runs.append(process)
    assert [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in runs] == [0, 0]
    assert list(out.parent.iterdir()) == [out]
    assert out.read_bytes().rstrip().endswith(b"%%EOF")
