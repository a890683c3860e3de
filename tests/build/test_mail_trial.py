from pathlib import Path

import pytest

from drillcards.build.mail_trial import try_mail
from drillcards.build.material import Problems, Selection, read_material
from drillcards.build.trial import check_drills

MAIL = '[mail]\nfrom = "coach@example.org"\n'


def write(root: Path, roster: str = "", settings: str = MAIL, **templates: str) -> Path:
    (root / "drillcards.toml").write_text(settings, "utf-8")
    (root / "drills/m").mkdir(parents=True)
    (root / "drills/m/go.md").write_text("# Go\n\n## Execution\n\n1. Go\n", "utf-8")
    if roster:
        (root / "roster.csv").write_text(roster, "utf-8")
    for name, text in templates.items():
        (root / "templates/mail").mkdir(parents=True, exist_ok=True)
        (root / f"templates/mail/packet.{name.replace('_', '.')}.j2").write_text(text, "utf-8")
    return root


def find(root: Path) -> list[tuple[str, str, int | None]]:
    return locate(try_mail(read_material(root)))


def locate(problems: Problems) -> list[tuple[str, str, int | None]]:
    return [(problem.code, problem.path.rpartition("/")[2], problem.line) for problem in problems]


ROSTER = "name,email,lang,Shirt Size\nAa Bb,aa@example.org,en,M\nCc Dd,cc@example.org,es,S\n"


def test_every_language_s_templates_are_tried_once_a_fault(tmp_path: Path) -> None:
    root = write(tmp_path, ROSTER, en_txt="Hi {name},\n[NAME]", es_txt="", de_subject="Neu", de_txt="Hallo\n{{ nmae }}")
    assert find(root) == [
        ("bad-mail-template", "packet.de.txt.j2", 2),
        ("mail-placeholder", "packet.en.txt.j2", 1),
        ("mail-placeholder", "packet.en.txt.j2", 2),
        ("bad-mail-template", "packet.es.txt.j2", 1),
    ]
    assert set(find(root)) <= set(locate(check_drills(read_material(root), Selection())))


def test_a_template_that_tells_of_a_player_is_found_before_anything_is_mailed(tmp_path: Path) -> None:
    root = write(tmp_path, ROSTER, en_txt="Hello\n\nAsk Cc Dd", es_txt="Hola\n{{ player.name }} / Cc Dd")
    assert find(root) == [("foreign-data", "packet.en.txt.j2", 3)]


def test_the_roster_s_own_columns_are_known(tmp_path: Path) -> None:
    root = write(tmp_path, ROSTER, en_txt="{{ extra.shirt_size }}", fr_txt="{{ extra.shirt_size }} {{ extra.shoe }}")
    assert find(root) == [("bad-mail-template", "packet.fr.txt.j2", 1)]


def test_without_a_roster_any_column_may_come(tmp_path: Path) -> None:
    root = write(tmp_path, en_txt="{{ extra.shirt_size }} {{ player.nmae }}")
    assert find(root) == [("bad-mail-template", "packet.en.txt.j2", 1)]


def test_what_only_mail_in_parts_says_is_tried(tmp_path: Path) -> None:
    root = write(tmp_path, ROSTER, en_txt="Hello\n{% if parts > 1 %}{{ prat }}{% endif %}")
    assert find(root) == [("bad-mail-template", "packet.en.txt.j2", 2)]


def test_a_language_without_a_mail_is_told(tmp_path: Path) -> None:
    root = write(tmp_path, "name,email,lang\nAa Bb,aa@example.org,de\n")
    assert find(root) == [("no-mail-language", "", None)]


@pytest.mark.parametrize("settings", ["", MAIL])
def test_where_nobody_wrote_anything_nothing_is_wrong(tmp_path: Path, settings: str) -> None:
    assert find(write(tmp_path, ROSTER, settings)) == []
