from pathlib import Path

from drillcards.mail.ledger import read_records
from drillcards.model.mail import State
from mail.club import make_packets
from mail.crashes import kill_runs, start_run
from mail.post_office import PostOffice, make_certificates, run_office


def test_runs_that_are_killed_at_any_moment_send_nothing_twice_and_lose_nothing(tmp_path: Path) -> None:
    findings = kill_runs(tmp_path, kills=40, seed=7)
    assert findings.kills >= 40
    assert (findings.doubled, findings.lost) == ([], [])


def test_two_runs_at_once_send_everything_once(tmp_path: Path) -> None:
    context, authority = make_certificates(tmp_path)
    packets = make_packets(20, tmp_path / "packets")
    with run_office(PostOffice(delay=lambda: 0.01), context) as office:
        runs = [start_run(tmp_path, packets, office.port, authority) for _ in range(2)]
        for run in runs:
            run.join()
    assert sorted(mail.recipients[0] for mail in office.got) == sorted(p.player.guardians[0] for p in packets)
    assert {record.state for record in read_records(tmp_path)} == {State.SENT}
    assert sorted(run.exitcode or 0 for run in runs) in ([0, 0], [0, 3])  # the later one may have come too late to meet
