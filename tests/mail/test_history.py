import csv
import io
from dataclasses import replace

import pytest

from drillcards.mail.history import COLUMNS, render_csv, sort_records
from drillcards.model.mail import Record, State

ANN = Record("k1", "l1", "spring", "ann-lee", "Ann Lee", "mum@home.example", "d", 1, 1, State.SENT, "Drills", "a.pdf")
BO = replace(ANN, key="k2", player_id="bo-ray", player="Bo Ray", state=State.FAILED, reply='=cmd|"x"', changed="2027")


def test_deliveries_are_in_the_order_of_players() -> None:
    assert sort_records([BO, ANN]) == (ANN, BO)


def test_a_table_has_all_that_is_known_and_no_formulas() -> None:
    rows = list(csv.DictReader(io.StringIO(render_csv([ANN, BO]))))
    assert list(rows[0]) == [header for header, _ in COLUMNS]
    assert (rows[0]["player"], rows[0]["state"], rows[0]["file"]) == ("Ann Lee", "sent", "a.pdf")
    assert rows[1]["reply"] == '\'=cmd|"x"'


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_begins_as_a_formula_does(start: str) -> None:
    text = f"{start}1+1"
    (row,) = csv.DictReader(io.StringIO(render_csv([replace(ANN, player=text, subject=text, reply=text)]), newline=""))
    assert [row[name] for name in ("player", "subject", "reply")] == [f"'{text}"] * 3
