import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from drillcards.model.drill import Drill, Library, Source
from drillcards.model.problem import Problem, Severity
from drillcards.model.roster import Player, Roster
from drillcards.model.settings import PacketRule, PacketSettings, Settings, Workspace
from drillcards.read.cells import Row
from drillcards.read.library import read_library
from drillcards.read.roster import read_roster
from drillcards.read.roster_rows import RowReader
from drillcards.read.settings import read_workspace

ROOT = Path(__file__).parents[2]


def make_drill(slug: str, title: str, *tags: str, published: bool = True) -> Drill:
    return Drill(slug, title, Source(f"drills/{slug}.md"), tags=tags, published=published)


LIBRARY = Library(
    (
        make_drill("fielding/hops", "Catch, Turn and Throw", "infield"),
        make_drill("hitting/tee", "Tee Work", "arm care"),
        make_drill("speed/kicks", "Butt Kicks", "warm-up"),
        make_drill("speed/old", "Old Relay", "warm-up", published=False),
        make_drill("throwing/kicks", "Kick Throws", "arm care"),
    )
)


def read(root: Path, text: str | bytes, settings: Settings | None = None) -> tuple[Roster, tuple[Problem, ...]]:
    (root / "roster.csv").write_bytes(text.encode() if isinstance(text, str) else text)
    roster, problems = read_roster(Workspace(root, settings or Settings()), LIBRARY)
    assert roster is not None, problems
    return roster, problems


def read_row(root: Path, header: str, row: str) -> tuple[Player, tuple[Problem, ...]]:
    """The player of a row that has an address, and what is wrong with it."""
    roster, problems = read(root, f"name,email,{header}\nAna Li,ana@example.org,{row}\n")
    (player,) = roster.players
    return player, problems


def test_a_workspace_needs_no_roster(tmp_path: Path) -> None:
    assert read_roster(Workspace(tmp_path), LIBRARY) == (None, ())


def test_a_named_roster_that_is_not_there_is_an_error_without_a_file(tmp_path: Path) -> None:
    (tmp_path / "players.csv").touch()
    roster, (problem,) = read_roster(Workspace(tmp_path), LIBRARY, Path("player.csv"))
    assert roster is None
    assert (problem.severity, problem.code, problem.path) == (Severity.ERROR, "unknown-roster", "")
    assert "players.csv" in problem.hint


def test_a_named_roster_is_read_instead_of_the_usual_one(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "autumn.csv").write_text("name,email\nAna,ana@example.org\n", "utf-8")
    roster, problems = read_roster(Workspace(tmp_path), LIBRARY, Path("lists/autumn.csv"))
    assert problems == ()
    assert roster == Roster((Player("ana", "Ana", ("ana@example.org",)),), "lists/autumn.csv")


def test_a_roster_outside_the_workspace_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("name\nAna\n", "utf-8")
    (tmp_path / "team").mkdir()
    roster, problems = read_roster(Workspace(tmp_path / "team"), LIBRARY, tmp_path / "roster.csv")
    assert roster is None
    assert [problem.code for problem in problems] == ["outside-workspace"]


def test_every_column_arrives(tmp_path: Path) -> None:
    text = """\
Name,E-mail,Guardian Emails,Position,Level,No.,Drills,Tags,Muscles,Exclude,Note,Lang,Birthday
"María  López",maria@example.org,"ana@example.org; ben@example.org
Cy Li <cy@example.org>","pitcher
first base",beginner,07,"Tee Work; Catch, Turn and Throw, speed/kicks",arm care;WARM-UP,"calves, hip flexors",\
throwing/kicks,"One line.

Another.",es,2014-03-01
"""
    roster, problems = read(tmp_path, text)
    assert problems == ()
    assert roster == Roster(
        (
            Player(
                id="maria-lopez",
                name="María López",
                emails=("maria@example.org",),
                guardians=("ana@example.org", "ben@example.org", "cy@example.org"),
                position="pitcher, first base",
                level="beginner",
                number="07",
                drills=("hitting/tee", "fielding/hops", "speed/kicks"),
                tags=("arm care", "WARM-UP"),
                muscles=("calves", "hip-flexors"),
                exclude=("throwing/kicks",),
                note="One line.\nAnother.",
                lang="es",
                extra=(("Birthday", "2014-03-01"),),
            ),
        ),
        "roster.csv",
    )
    assert roster.players[0].line == 2


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("title", ["Table 1", "U12 Hawks{0}{0}", '"Hawks, Spring"\n\n"coach: Kim; Lee"'])
def test_titles_above_the_header_are_no_header(tmp_path: Path, title: str, mark: str) -> None:
    lines = (title.format(mark), mark.join(("Name", "Email", "Level")), mark.join(("Ana", "a@x.org", "new")))
    roster, problems = read(tmp_path, "\n".join(lines))
    assert problems == ()
    assert [(player.name, player.emails, player.level) for player in roster.players] == [("Ana", ("a@x.org",), "new")]


def test_players_above_the_header_are_missed_and_said(tmp_path: Path) -> None:
    roster, (problem,) = read(tmp_path, "Ana,a@x.org\nname,email\nBen,b@x.org\n")
    assert [player.name for player in roster.players] == ["Ben"]
    assert (problem.severity, problem.code, problem.line) == (Severity.WARNING, "above-header", 1)


def test_addresses_of_nobody_knows_whom_hold_the_mail(tmp_path: Path) -> None:
    text = "First Name,Last Name,Email 1,Parent 1 Email,Backup,Handle\nAna,Li,kid@x.org,mum@x.org,,@ana\n"
    roster, (problem,) = read(tmp_path, f"{text}Ben,Li,b@x.org,,Dad <dad@x.org>; gran@x.org,@ben\n")
    assert [player.recipients for player in roster.players] == [("mum@x.org",), ()]
    assert (problem.severity, problem.code, problem.line) == (Severity.ERROR, "address-column", 1)
    assert "“Backup”" in problem.message
    assert "guardian_emails" in problem.hint
    assert "1 player" in problem.hint


@pytest.mark.parametrize(
    ("header", "row", "recipients"),
    [
        # what coaches and team apps call the columns, and who is mailed
        (
            "Athlete First Name,Athlete Last Name,Athlete Email,Primary Contact Email",
            "Mia,Stone,kid@x.org,p@x.org",
            "p",
        ),
        ("Player's Name,Student Email,Parent/Guardian 1 E-Mail", "Mia Stone,kid@x.org,p@x.org", "p"),
        (
            "Name,Email,Contact 1 Name,Contact 1 Email 1,Contact 1 Email 2",
            "Mia Stone,kid@x.org,Pat,p@x.org,q@x.org",
            "pq",
        ),
        ("Player,Player Email,Mother,Father", "Mia Stone,kid@x.org,Pat,Lee <q@x.org>", "q"),
        ("Jugadora,Correo del jugador,Correo electrónico del padre o tutor", "Mia Stone,kid@x.org,p@x.org", "p"),
        ("Nom de famille,Prénom,Courriel,Courriel du responsable légal", "Stone,Mia,kid@x.org,p@x.org", "p"),
        ("Name,Email,Account Email", "Mia Stone,kid@x.org,p@x.org", "p"),
        ("AthleteFirstName,AthleteLastName,ParentEmail", "Mia,Stone,p@x.org", "p"),
        ("Name,Email,Coach Email", "Mia Stone,kid@x.org,coach@x.org", "kid"),
        ("Name,Email,Parent Email,Emergency Contact Email", "Mia Stone,kid@x.org,p@x.org,aunt@x.org", "p"),
        ("Name,Email,Emergency Contact Email", "Mia Stone,kid@x.org,aunt@x.org", ""),
        ("Name,Email,Parent Email", "Mia Stone,kid@x.org,?", ""),
        ("Name,Email,Parent Email", "Mia Stone,kid@x.org,n/a", "kid"),
        ("Name,Email,Parent Email", "Mia Stone,kid@x.org,p@x.org / q@x.org", "pq"),
        ("Name,Email,Email", "Mia Stone,kid@x.org,p@x.org", ""),
        ("Name,Email,Name,Email", "Mia Stone,kid@x.org,Pat Stone,p@x.org", ""),
        ("Name,Email,Guardian", "Mia Stone,kid@x.org,Mia Stone", ""),
        ("Name,Number,Email", "Mia Stone,p@x.org,kid@x.org", ""),
        ("Name,Email", "Mia Stone,kid@x.org,p@x.org", ""),
    ],
)
def test_mail_goes_to_the_household_or_is_held(tmp_path: Path, header: str, row: str, recipients: str) -> None:
    roster, problems = read(tmp_path, f"{header}\n{row}\n")
    (player,) = roster.players
    assert player.name == "Mia Stone"
    names = (recipients,) if recipients in ("", "kid") else tuple(recipients)
    assert player.recipients == tuple(f"{name}@x.org" for name in names if name)
    assert player.mail_held is not bool(recipients)
    assert any(problem.severity is Severity.ERROR for problem in problems) is player.mail_held


TWO_ROWS = [
    # (the upper row, the lower one, a player's row)
    ("Name,Parent 1,,Parent 2,", ",Name,Email,Name,Email", "Lena Park,Jin Park,p@x.org,Ana Park,q@x.org"),
    ("Player,,Guardian,", "First name,Last name,Name,E-mail", "Lena,Park,Jin Park,p@x.org; q@x.org"),
    ("Player name,Jersey,Mother,,Father,", ",,Email,Phone,Email,Phone", "Lena Park,7,p@x.org,555 0100,q@x.org,"),
    ("Jugador,,Padres,", "Nombre,Apellidos,Correo 1,Correo 2", "Lena,Park,p@x.org,q@x.org"),
    ("Email,,Athlete", "Mother,Father,Full name", "p@x.org,q@x.org,Lena Park"),
]


@pytest.mark.parametrize(("upper", "lower", "row"), TWO_ROWS)
def test_a_header_in_two_rows_is_joined(tmp_path: Path, upper: str, lower: str, row: str) -> None:
    roster, problems = read(tmp_path, f"U12 Hawks\n{upper}\n{lower}\n{row}\n")
    assert problems == ()
    assert [(player.name, player.recipients) for player in roster.players] == [("Lena Park", ("p@x.org", "q@x.org"))]


def test_where_only_parents_have_names_nobody_is_a_player(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("Parent 1,,\nName,Email,Phone\nJin Park,p@x.org,1\n", "utf-8")
    roster, (problem,) = read_roster(Workspace(tmp_path), LIBRARY)
    assert roster is None
    assert (problem.code, problem.severity) == ("missing-column", Severity.ERROR)
    assert "“Parent 1 Name”" in problem.message


@pytest.mark.parametrize(
    "row",
    [
        "PITCHERS,,",
        "Total,2,",
        "U12 Blue,,",
        "Infielders,3,",
        "14 players,,",
        "Coaches:,,",
        "Lanzadores,,",
        "ROOKIES,,",
        "Torhüter,,",
        "Ersatzbank,,",
        "Ehemalige,,",
        "Warteliste,,",
        "Summe,2,",
    ],
)
def test_a_row_that_heads_others_is_asked_about(tmp_path: Path, row: str) -> None:
    roster, (problem,) = read(tmp_path, f"name,email,position\n{row}\nLena Park,p@x.org,pitcher\n")
    assert [player.name for player in roster.players] == ["Lena Park"]
    assert (problem.severity, problem.code, problem.line) == (Severity.WARNING, "perhaps-heading", 2)


@pytest.mark.parametrize(
    "row", ["LENA PARK,p@x.org,", "Lena,p@x.org,", "Guard,p@x.org,", "TOTAL KIM,p@x.org,", "ANA,,"]
)
def test_a_player_is_no_heading(tmp_path: Path, row: str) -> None:
    roster, _ = read(tmp_path, f"name,email,position\nBO LI,b@x.org,\nCY LI,c@x.org,\n{row}\n")
    assert len(roster.players) == 3


def test_a_header_that_is_printed_again_is_nobody_and_another_one_ends_the_players(tmp_path: Path) -> None:
    rows = ("Ana,a@x.org", "Name,Email", "Ben,b@x.org", "Phone,Name,Role", "1,Kim,coach")
    roster, (problem,) = read(tmp_path, "\n".join(("Name,Email", *rows)))
    assert [player.name for player in roster.players] == ["Ana", "Ben"]
    assert (problem.severity, problem.code, problem.line) == (Severity.ERROR, "second-table", 5)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Park, Lena", "Lena Park"),
        ("Peña García, José Luis", "José Luis Peña García"),
        ("Smith, Jr.", "Smith, Jr."),
        ("Smith, John, Jr.", "John Smith Jr."),
        ("Sam Smith, III", "Sam Smith, III"),
        ("Lena Park, pitcher", "Lena Park, pitcher"),
        ("Lena Park, C", "Lena Park, C"),
        ("Park,", "Park,"),
    ],
)
def test_a_last_name_that_stands_first_is_turned_round(tmp_path: Path, written: str, name: str) -> None:
    roster, _ = read(tmp_path, f'name,email\n"{written}",a@x.org\n')
    assert [player.name for player in roster.players] == [name]


def test_what_a_workbook_hides_gets_nothing_and_is_told(tmp_path: Path) -> None:
    workbook = Workbook()
    for row in (["Name", "Email", "Secret"], ["Ana Li", "a@x.org"], ["Old One", "o@x.org"], ["Ben Li", "b@x.org"]):
        workbook.active.append(row)
    workbook.active.row_dimensions[3].hidden = True
    workbook.active.column_dimensions["C"].hidden = True
    workbook.save(tmp_path / "roster.xlsx")
    roster, problems = read_roster(Workspace(tmp_path), LIBRARY)
    assert roster is not None
    assert [player.name for player in roster.players] == ["Ana Li", "Ben Li"]
    assert [player.name for player in roster.others] == ["Old One"]
    assert [(problem.code, problem.line) for problem in problems] == [("hidden-column", 1), ("hidden-rows", 3)]
    assert "Old One" in problems[1].message


def test_a_formula_without_its_value_holds_the_mail(tmp_path: Path) -> None:
    workbook = Workbook()
    for row in (["Name", "Email", "Parent email"], ["Ana Li", "kid@x.org", "=VLOOKUP(A2,Sheet2!A:B,2)"]):
        workbook.active.append(row)
    workbook.save(tmp_path / "roster.xlsx")
    roster, problems = read_roster(Workspace(tmp_path), LIBRARY)
    assert roster is not None
    assert [player.recipients for player in roster.players] == [()]
    assert [(problem.code, problem.line) for problem in problems] == [("formula-without-value", 2)]


def test_the_lines_of_a_note_stay_lines(tmp_path: Path) -> None:
    player, _ = read_row(tmp_path, "note", '"Monday:  rest\r\nTuesday: run \r\n\r\nSee you"')
    assert player.note == "Monday: rest\nTuesday: run\nSee you"


def test_a_player_who_may_be_listed_twice_is_asked_about(tmp_path: Path) -> None:
    rows = ("Ana,a@x.org,pitcher,7", "ANA,A@x.org,catcher,7", "Ana,b@x.org,catcher,8", "Ben,,,1", "Ben,,,2")
    roster, problems = read(tmp_path, "\n".join(("name,email,position,number", *rows)))
    assert len(roster.players) == len(rows)
    (problem,) = [problem for problem in problems if problem.code != "no-address"]
    assert (problem.severity, problem.code, problem.line) == (Severity.WARNING, "perhaps-same-player", 3)
    assert "row 2" in problem.message


def test_a_workbook_is_read_as_well(tmp_path: Path) -> None:
    workbook = Workbook()
    for row in (["Name", "Number", "Parent email"], [], ["Ana", 7, "ana@example.org"], ["Ben", 8, "ben"]):
        workbook.active.append(row)
    workbook.save(tmp_path / "roster.xlsx")
    roster, problems = read_roster(Workspace(tmp_path), LIBRARY)
    assert roster is not None
    assert [(player.id, player.number, player.line) for player in roster.players] == [("ana", "7", 3), ("ben", "8", 4)]
    assert [(problem.code, problem.path, problem.line) for problem in problems] == [("bad-address", "roster.xlsx", 4)]


def test_of_two_rosters_the_one_that_is_read_is_named(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "roster.xlsx")
    _, (problem,) = read(tmp_path, "name,email\nAna,ana@example.org\n")
    assert (problem.severity, problem.code) == ("warning", "two-rosters")
    assert problem.message == "There is roster.xlsx too; roster.csv was read."


@pytest.mark.parametrize(
    ("header", "row", "name"),
    [
        ("first name,last name", "Ana,Li", "Ana Li"),
        ("Last Name,First Name", "Li,Ana", "Ana Li"),
        ("Nombre,Apellidos", "Ana,Li Soto", "Ana Li Soto"),
        ("Nom,Prénom", "Li,Ana", "Ana Li"),
        ("name,last name", "Ana Li,Li", "Ana Li"),
        ("first name,name", "Ana,Ana Li", "Ana Li"),
        ("first name", "Ana", "Ana"),
    ],
)
def test_a_name_may_be_in_two_columns(tmp_path: Path, header: str, row: str, name: str) -> None:
    roster, problems = read(tmp_path, f"{header},email\n{row},ana@example.org\n")
    assert ([player.name for player in roster.players], problems) == ([name], ())


FAULTS = [
    # (header, the row's other cells, severity, code, a part of the message, one of the hint)
    (
        "guardian_emails",
        "mother",
        "error",
        "bad-address",
        "“mother” can't be an address: it has no @",
        "nothing is sent",
    ),
    ("guardian_emails", '"x@y.org\nBcc: z@y.org"', "error", "bad-address", "“Bcc: z@y.org”", ""),
    ("drills", "kiks", "error", "unknown-drill", "“kiks”", "speed/kicks"),
    ("drills", "kicks", "error", "ambiguous-drill", "throwing/kicks", "folder"),
    ("drills", "Old Relay", "warning", "unpublished-drill", "“Old Relay”", "drills/speed/old.md"),
    ("exclude", "te", "error", "unknown-drill", "“te”", "hitting/tee"),
    ("tags", "infeild", "warning", "unknown-tag", "“infeild”", "“infield”"),
    ("muscles", "calfes", "error", "unknown-muscle", "“calfes”", "calves"),
    ("lang", "Klingon", "warning", "bad-lang", "“Klingon”", "pt-BR"),
    ("drills,exclude", "tee,Tee Work", "warning", "contradiction", "hitting/tee", "one of the two"),
    ("level", "beginner,more", "warning", "extra-cells", "more cells", "quotes"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=[fault[1] for fault in FAULTS])
def test_a_fault_of_a_row_is_one_problem_at_its_line(
    tmp_path: Path, fault: tuple[str, str, str, str, str, str]
) -> None:
    header, row, severity, code, message, hint = fault
    player, problems = read_row(tmp_path, header, row)
    assert player.name == "Ana Li"
    assert [(p.severity, p.code, p.path, p.line) for p in problems] == [(Severity(severity), code, "roster.csv", 2)]
    assert message in problems[0].message
    assert hint in problems[0].hint


@pytest.mark.parametrize(("exclude", "held"), [("buttt kickz", True), ("kicks", True), ("old", False), ("tee", False)])
def test_what_is_to_be_left_out_has_to_be_understood(tmp_path: Path, exclude: str, *, held: bool) -> None:
    player, problems = read_row(tmp_path, "exclude", exclude)
    assert player.packet_held is held
    hints = [problem.hint for problem in problems]
    assert any(hint.endswith("Until then there is no packet for Ana Li.") for hint in hints) is held


def test_an_unknown_drill_that_is_only_wanted_holds_no_packet_back(tmp_path: Path) -> None:
    assert read_row(tmp_path, "drills", "buttt kickz")[0].packet_held is False


def test_a_guardian_s_address_that_is_none_keeps_mail_from_the_child(tmp_path: Path) -> None:
    rows = ("Ana,kid@x.org,mum@x,", "Ben,b@x.org,mum@x,dad@x.org", "Cy,c@x.org,;,")
    roster, problems = read(tmp_path, "\n".join(("name,email,mother email,father email", *rows)))
    assert [player.recipients for player in roster.players] == [(), ("dad@x.org",), ("c@x.org",)]
    assert [player.mail_held for player in roster.players] == [True, False, False]
    assert [problem.line for problem in problems] == [2, 3]
    assert "nothing is sent for Ana, to their own address either" in problems[0].hint
    assert "nothing is sent to it" in problems[1].hint


ROWS = [
    # (a second row below name,email,guardian_emails, severity, code, how many players there are)
    (",x@example.org,", "error", "no-name", 1),
    ("Ben,,", "warning", "no-address", 2),
    ("Ben,,b@example.org", "", "", 2),
    ("Ben,b,", "error", "bad-address", 2),
    ("ana li,,", "warning", "no-address", 2),
    ("ana li,A@example.org,", "error", "same-player", 1),
    ('"Ben,b@example.org,', "error", "open-quote", 1),
    ('"Ben\nLi",b@example.org,', "warning", "control-character", 2),
    ("Ben \x1b\u202eLi,b@example.org,", "warning", "control-character", 2),
]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_good_rows_go_on_beside_a_bad_one(tmp_path: Path, row: tuple[str, str, str, int]) -> None:
    text, severity, code, count = row
    roster, problems = read(tmp_path, f"name,email,guardian_emails\nAna Li,a@example.org,\n\n{text}\n")
    assert roster.players[0].name == "Ana Li"
    assert len(roster.players) == count
    assert [(p.severity.value, p.code, p.line) for p in problems] == ([(severity, code, 4)] if code else [])


def test_a_name_is_one_line_that_can_be_printed(tmp_path: Path) -> None:
    roster, _ = read(tmp_path, 'name\n"Ana\r\nBcc: x@example.org"\n"Be\x07n"\n')
    assert [player.name for player in roster.players] == ["Ana Bcc: x@example.org", "Ben"]


def test_lines_are_right_behind_cells_of_several_lines(tmp_path: Path) -> None:
    roster, problems = read(tmp_path, 'name,note,email\r\nAna,"a\r\n\r\nb",a@example.org\r\n\r\nBen,,b\r\n')
    assert [player.line for player in roster.players] == [2, 6]
    assert [(problem.code, problem.line) for problem in problems] == [("bad-address", 6)]


def test_what_nobody_sees_is_taken_out_of_every_cell(tmp_path: Path) -> None:
    row = "\u202etee,in\u200bfield,\ufeffcalves,pit\u2066cher,Re\u202est.,2014\u200e"
    player, problems = read_row(tmp_path, "drills,tags,muscles,position,note,Birth\u200bday", row)
    assert problems == ()
    assert (player.drills, player.tags, player.muscles) == (("hitting/tee",), ("infield",), ("calves",))
    assert (player.position, player.note, player.extra) == ("pitcher", "Rest.", (("Birthday", "2014"),))


def test_no_message_turns_the_direction_of_a_terminal(tmp_path: Path) -> None:
    text = "name,email,drills\nAna,a\u202e@example.org,no\u202esuch\n"
    for problem in read(tmp_path, text)[1]:
        assert problem.message.isprintable()


def test_minors_mail_goes_to_their_guardians(tmp_path: Path) -> None:
    player, _ = read_row(tmp_path, "parent email", "mother@example.org")
    assert player.recipients == ("mother@example.org",)


@pytest.mark.parametrize(
    ("written", "lang"), [("ES", "ES"), ("pt_BR", "pt-BR"), ("Español", "es"), ("french", "fr"), ("", "")]
)
def test_a_language_may_be_a_tag_or_a_common_name(tmp_path: Path, written: str, lang: str) -> None:
    player, problems = read_row(tmp_path, "lang", written)
    assert (player.lang, problems) == (lang, ())


def test_tags_that_a_rule_asks_for_are_known(tmp_path: Path) -> None:
    settings = Settings(packets=PacketSettings(rules=(PacketRule(player_tags=("Sore arm",)),)))
    assert read(tmp_path, "name,email,tags\nAna,a@example.org,sore arm\n", settings)[1] == ()


def test_a_drill_whose_file_could_not_be_read_is_not_unknown(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("name,email,drills\nAna,a@example.org,broken\n", "utf-8")
    roster, problems = read_roster(Workspace(tmp_path), LIBRARY, unread=("speed/broken",))
    assert roster is not None
    assert (roster.players[0].drills, problems) == ((), ())


def test_without_any_drill_it_is_not_the_roster_that_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("name,email,drills,tags\nAna,a@example.org,tee,infield\n", "utf-8")
    roster, problems = read_roster(Workspace(tmp_path), Library(()))
    assert roster is not None
    assert problems == ()


@pytest.mark.parametrize("text", ["", "\n\n", "name,email\n", "\ufeffname,email\n,,\n"])
def test_a_file_without_players_is_a_warning(tmp_path: Path, text: str) -> None:
    roster, problems = read(tmp_path, text)
    assert roster.players == ()
    assert [(problem.severity, problem.code) for problem in problems] == [("warning", "no-players")]


@pytest.mark.parametrize(
    ("text", "code"), [("Ana,a@example.org\n", "missing-column"), ('"name,email\nAna,x\n', "open-quote")]
)
def test_a_file_without_a_header_is_one_error(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "roster.csv").write_text(text, "utf-8")
    roster, problems = read_roster(Workspace(tmp_path), LIBRARY)
    assert roster is None
    assert [(problem.severity, problem.code, problem.line) for problem in problems] == [("error", code, 1)]


def test_private_columns_are_in_no_file_name(tmp_path: Path) -> None:
    text = "name,birthday,email\nAna,2014-03-01,a@example.org\nAna,2015-04-02,b@example.org\n"
    before = [player.id for player in read(tmp_path, text)[0].players]
    assert before == [player.id for player in read(tmp_path, text.replace("2014", "1999"))[0].players]


CELLS = st.text(max_size=20) | st.sampled_from(
    [
        "Ana Li",
        "Ana Li",
        "a@example.org",
        "a@example.org;b@example.org",
        "tee",
        "Butt Kicks",
        "arm care",
        "07",
        "calves",
        "es",
    ]
)
HEADERS = st.lists(
    st.sampled_from(
        [
            "name",
            "email",
            "guardian_emails",
            "position",
            "level",
            "number",
            "drills",
            "tags",
            "muscles",
            "exclude",
            "note",
        ]
    )
    | st.sampled_from(["lang", "Birthday", "", "first name"])
    | st.text(max_size=8),
    min_size=1,
    max_size=8,
)


@settings(deadline=None)
@given(HEADERS, st.lists(st.lists(CELLS, max_size=9), max_size=8), st.sampled_from([",", ";", "\t"]), st.booleans())
def test_any_roster_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, headers: list[str], rows: list[list[str]], delimiter: str, named: bool
) -> None:
    root = tmp_path_factory.mktemp("roster")
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows([[*(["name"] if named else []), *headers], *rows])
    (root / "roster.csv").write_text(stream.getvalue(), "utf-8", newline="")
    check_result(*read_roster(Workspace(root), LIBRARY))


@settings(deadline=None)
@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda data: b"name,email,drills,tags,lang\n" + data))
def test_any_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    root = tmp_path_factory.mktemp("roster")
    (root / "roster.csv").write_bytes(data)
    check_result(*read_roster(Workspace(root), LIBRARY))


def check_result(roster: Roster | None, problems: tuple[Problem, ...]) -> None:
    assert all(problem.hint and problem.path == "roster.csv" for problem in problems)
    assert roster or problems
    players = roster.players if roster else ()
    assert len({player.id for player in players}) == len(players)
    for player in players:
        assert player.name
        assert player.line > 1
        assert not any(ord(char) < 32 for text in (player.name, *player.emails, *player.guardians) for char in text)


def test_the_repository_s_own_roster_has_nothing_wrong_with_it() -> None:
    workspace, _ = read_workspace(ROOT)
    roster, problems = read_roster(workspace, read_library(workspace)[0])
    assert roster is not None
    assert problems == ()
    assert len(roster.players) == 8
    assert all(address.endswith("@example.org") for player in roster.players for address in player.recipients)
    assert [player.name for player in roster.players if player.lang == "es"] == ["Tomás Rivera"]


def test_nobody_is_mailed_who_asked_not_to_be(tmp_path: Path) -> None:
    rows = ("Ana Li,a@x.org,a2@x.org,yes", "Ben,b@x.org,,no", "Cy,c@x.org,,", "Di,d@x.org,,perhaps")
    roster, problems = read(tmp_path, "\n".join(("name,email,guardian_emails,Unsubscribed", *rows)))
    assert [player.recipients for player in roster.players] == [(), ("b@x.org",), ("c@x.org",), ()]
    assert [(player.mail, player.mail_held) for player in roster.players] == [
        *((False, False), (True, False), (True, False), (True, True)),
    ]
    assert [(p.severity, p.code, p.line) for p in problems] == [(Severity.ERROR, "mail-held", 5)]
    assert "“perhaps” below “Unsubscribed”" in problems[0].message


def test_who_asked_for_no_mail_gets_none_for_a_sibling(tmp_path: Path) -> None:
    rows = ("Ana Li,,Mum@x.org,no", "Ben Li,ben@x.org,mum@x.org; dad@x.org,", "Cy Li,cy@x.org,mum@x.org,")
    roster, problems = read(tmp_path, "\n".join(("name,email,guardian_emails,mail", *rows)))
    assert [player.recipients for player in roster.players] == [(), ("dad@x.org",), ()]
    assert [(p.code, p.line) for p in problems] == [("stopped-address", 3), ("stopped-address", 4)]


@pytest.mark.parametrize(("header", "cell"), [("Notes", "Do not email!"), ("note", "unsubscribed"), ("Status", "baja")])
def test_what_sounds_as_if_nobody_is_to_be_mailed_is_asked_about(tmp_path: Path, header: str, cell: str) -> None:
    player, problems = read_row(tmp_path, header, cell)
    assert player.recipients == ()
    assert [(p.severity, p.code) for p in problems] == [(Severity.ERROR, "mail-held")]


def test_guessed_letters_hold_the_mail_of_names_that_have_them(tmp_path: Path) -> None:
    text = "Name,Email\nLéa Dupré,a@x.org\nBo Ray,b@x.org\n"
    roster, problems = read(tmp_path, text.encode("mac_roman"))
    assert [(player.name, player.recipients) for player in roster.players] == [
        ("Léa Dupré", ()),
        ("Bo Ray", ("b@x.org",)),
    ]
    assert [(problem.code, problem.line) for problem in problems] == [("mail-held", 2), ("not-utf-8", 2)]


def test_a_row_that_runs_into_a_bug_is_told_and_who_may_be_in_it_is_nobody_s_business(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_player = RowReader.read_player

    def stumble(reader: RowReader, row: Row) -> Player | None:
        if row.line == 3:
            raise KeyError("planted")
        return read_player(reader, row)

    monkeypatch.setattr(RowReader, "read_player", stumble)
    rows = "Ana,Li,mum@example.org\nBo,Ek,Dad <dad@example.org>\nCy,Ek,dad@example.org\n"
    roster, problems = read(tmp_path, f"first name,last name,parent email\n{rows}")
    assert [player.name for player in roster.players] == ["Ana Li", "Cy Ek"]
    assert [(problem.code, problem.line) for problem in problems if problem.severity is Severity.ERROR] == [("bug", 3)]
    (lost,) = roster.others
    assert (lost.name, lost.emails, lost.mail) == ("Bo Ek", ("dad@example.org",), False)
    assert roster.players[1].recipients == ()  # the row that is lost may have asked not to be mailed


@pytest.mark.parametrize("header", ["One message", "share_mail", "Un solo mensaje", "Message partagé"])
def test_guardians_share_a_message_where_their_row_says_so(tmp_path: Path, header: str) -> None:
    rows = ("yes", "Sí", "oui", "x", "no", "", "n/a", "ask them")
    lines = [f"P{number} Q,p{number}@q.example,{cell}\n" for number, cell in enumerate(rows)]
    roster, problems = read(tmp_path, f"name,guardian email,{header}\n" + "".join(lines))
    assert [player.one_message for player in roster.players] == [True] * 4 + [False] * 4
    assert all(player.mail and not player.mail_held for player in roster.players)
    assert [(problem.code, problem.line) for problem in problems] == [("unclear-answer", 9)]


def test_a_column_of_shared_messages_with_addresses_in_it_holds_the_mail(tmp_path: Path) -> None:
    player, problems = read_row(tmp_path, "name,email,one message", "Ann Lee,ann@lee.example,mum@lee.example")
    assert (player.recipients, player.one_message) == ((), False)
    assert "address-column" in [problem.code for problem in problems]
