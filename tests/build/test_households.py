"""Random rosters in the shapes that coaches have: who is mailed, against what their maker knows of each row."""

import csv
import io
import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from drillcards.mail.letters import write_letters
from drillcards.mail.plans import plan_letters
from drillcards.mail.wording import Wording
from drillcards.model.drill import Library
from drillcards.model.packet import Packet
from drillcards.model.roster import Roster
from drillcards.model.settings import MailSettings, Settings, Workspace
from drillcards.read.roster import read_roster

GIVEN = ("Ana", "Ben", "Chloé", "Dev", "Elif", "Finn", "Gia", "José", "Kim", "Lena", "Mia", "Noor", "Omar", "Pia")
SURNAMES = (
    "Abbas",
    "Brandt",
    "Castro",
    "Dupré",
    "Eriksen",
    "Fischer",
    "Gómez",
    "Huang",
    "Ito",
    "Jansen",
    "O'Neil",
    "Park",
)
SECTIONS = ("PITCHERS", "Catchers", "Total", "U12 Blue", "Coaches:", "INFIELD", "Lanzadores", "11 players")
HEADERS = (
    # (the name's, or the first and the last name's; the player's address; the guardians'; about being mailed, and how)
    (("Name",), "Email", ("Parent 1 Email", "Parent 2 Email"), ("Unsubscribed", "yes", "")),
    (
        ("Athlete First Name", "Athlete Last Name"),
        "Athlete Email",
        ("Primary Contact Email", "Secondary Contact Email"),
        (),
    ),
    (
        ("Player's Name",),
        "Student Email",
        ("Parent/Guardian 1 E-Mail", "Parent/Guardian 2 E-Mail"),
        ("Opt-out", "x", ""),
    ),
    (("Player",), "Player Email", ("Contact 1 Email 1", "Contact 2 Email 1"), ("mail", "no", "yes")),
    (("Nombre", "Apellidos"), "Correo", ("Correo de la madre", "Correo del padre"), ("Baja", "sí", "no")),
    (("Prénom", "Nom de famille"), "Courriel", ("Courriel de la mère", "Courriel du père"), ("Désabonné", "oui", "")),
    (("Full Name",), "E-mail", ("Mother", "Father"), ("Receive emails", "no", "yes")),
)
UNKNOWN = "Backup"
"""A column with addresses of which nobody can say whose they are."""
NOW = datetime(2026, 3, 1, tzinfo=UTC)
NONE = ("", "n/a", "-", "None")
JOINTS = ("; ", ", ", " / ", "/", " and ", " & ", "\n")


@dataclass(frozen=True)
class Row:
    """A row, and the truth of it: the addresses that may be mailed, and whether they have to be."""

    name: str
    cells: tuple[str, ...]
    allowed: frozenset[str] = frozenset()
    certain: bool = True


def make_row(number: int, dice: random.Random, header: tuple[object, ...], *, unknown: bool) -> Row:
    names, _, _, flag = header
    given, surname = dice.choice(GIVEN), f"{dice.choice(SURNAMES)}-{dice.choice(SURNAMES)}"
    own = f"kid{number}@x.example" if dice.random() < 0.7 else ""
    guardians = [f"{who}{number}@home.example" for who in ("mum", "dad") if dice.random() < 0.6]
    written = [f"Pat Q <{one}>" if dice.random() < 0.2 else one for one in guardians]
    cells = [*written, *dice.choices(NONE, k=2)][:2]
    if len(written) == 2 and dice.random() < 0.3:
        cells = [dice.choice(JOINTS).join(written), ""]
    certain, allowed = True, {*guardians} or {own} - {""}
    trick = dice.random()
    if trick < 0.06:  # nobody knows the guardian's address yet
        cells, guardians = [dice.choice(("?", "tbd")), ""], []
        allowed, certain = set(), True
    elif trick < 0.12:  # a slip of the pen
        cells, guardians, allowed = ["mum at home", ""], [], set()
    unsubscribed = bool(flag) and dice.random() < 0.15
    told = [flag[1] if unsubscribed else flag[2]] if flag else []  # type: ignore[index]
    if unsubscribed:
        allowed = set()
    backup = [f"gran{number}@x.example" if unknown and dice.random() < 0.3 else ""] if unknown else []
    if any(backup):
        allowed = set()
    full = f"{given} {surname}"
    shown = [given, surname] if len(names) == 2 else [f"{surname}, {given}" if dice.random() < 0.3 else full]  # type: ignore[arg-type]
    return Row(full, (*shown, own, *cells, *told, *backup), frozenset(allowed), certain)


def make_roster(dice: random.Random) -> tuple[str, list[Row]]:
    header = dice.choice(HEADERS)
    names, own, guardians, flag = header
    unknown = dice.random() < 0.2
    titles = [*names, own, *guardians, *flag[:1], *([UNKNOWN] if unknown else [])]
    rows = [make_row(number, dice, header, unknown=unknown) for number in range(dice.randint(1, 14))]
    table: list[list[str]] = [[dice.choice(("Hawks 2026", "Spring"))]] if dice.random() < 0.2 else []
    if names == ("Name",) and dice.random() < 0.5:
        table += [["Name", "Email", "Parent 1", "Parent 2", *titles[4:]], ["", "", "Email", "Email"]]
    else:
        table.append(list(titles))
    for row in rows:
        if dice.random() < 0.15:
            table.append([dice.choice(SECTIONS)])
        table.append(list(row.cells))
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=dice.choice(",;\t")).writerows(table)
    return stream.getvalue(), rows


def read(root: Path, text: str, encoding: str) -> Roster:
    (root / "roster.csv").write_bytes(text.encode(encoding))
    roster, problems = read_roster(Workspace(root, Settings()), Library(()))
    assert roster is not None, problems
    held = [player for player in roster.players if player.mail_held]
    assert not held or any(problem.severity == "error" for problem in problems)
    return roster


@pytest.mark.parametrize("seed", range(10))
def test_nobody_is_mailed_who_should_not_be_and_everybody_who_should(tmp_path: Path, seed: int) -> None:
    for number in range(100):
        dice = random.Random(100 * seed + number)  # repeatable, and no secret
        text, rows = make_roster(dice)
        roster = read(tmp_path, text, dice.choice(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252")))
        assert [player.name for player in roster.players] == [row.name for row in rows], text
        for player, row in zip(roster.players, rows, strict=True):
            assert {*player.recipients} == row.allowed, (row, text)


def test_the_plan_of_messages_has_the_household_s_addresses_and_no_other(tmp_path: Path) -> None:
    settings = Settings(mail=MailSettings(sender="coach@club.example"))
    for seed in range(3):
        text, rows = make_roster(random.Random(seed))  # repeatable, and no secret
        roster = read(tmp_path, text, "utf-8")
        packets = [
            Packet(replace(player), (tmp_path / f"{player.id}.pdf",), ("Hops",), player.id, ("0",))
            for player in roster.players
        ]
        letters, problems = write_letters(packets, "roster.csv", Wording(tmp_path), settings)
        assert problems == ()
        mailed = [(plan.letter.player.name, one) for plan in plan_letters(letters, (), NOW) for one in plan.due]
        assert sorted(mailed) == sorted((row.name, one) for row in rows for one in row.allowed)
