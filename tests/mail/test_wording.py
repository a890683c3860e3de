from pathlib import Path
from typing import Any

import pytest

from drillcards.mail.wording import Wording
from drillcards.model.problem import Severity

FACTS: dict[str, Any] = {
    "player": {"name": "Ann <Lee>", "note": "Rest & drink."},
    "extra": {"Shirt Size": "M", "shirt_size": "M"},
    "team": "Hill Hares",
    "coach": "Kim Vale",
    "drills": ("Cone Weave",),
    "part": 1,
    "parts": 1,
    "file": "ann-lee.pdf",
}


def write(root: Path, **templates: str) -> None:
    (root / "templates/mail").mkdir(parents=True, exist_ok=True)
    for name, text in templates.items():
        (root / f"templates/mail/packet.{name.replace('_', '.')}.j2").write_text(text, "utf-8")


def fail(root: Path, lang: str = "en") -> tuple[str, str, int | None, str]:
    words, problems = Wording(root).write_words(FACTS, lang, "en")
    assert words is None
    (problem,) = problems
    assert problem.severity is Severity.ERROR
    return problem.code, problem.path, problem.line, problem.message


@pytest.mark.parametrize(
    ("lang", "subject", "greeting"),
    [
        ("en", "Hill Hares: drills for Ann <Lee>", "Hello,"),
        ("es-MX", "Hill Hares: ejercicios para Ann <Lee>", "Hola:"),
        ("fr", "Hill Hares : exercices pour Ann <Lee>", "Bonjour,"),
    ],
)
def test_mail_is_written_in_the_player_s_language(tmp_path: Path, lang: str, subject: str, greeting: str) -> None:
    words, problems = Wording(tmp_path).write_words(FACTS, lang, "en")
    assert problems == ()
    assert words is not None
    assert (words.lang, words.subject) == (lang[:2], subject)
    assert words.text.startswith(greeting)
    assert words.html is not None
    assert f'<html lang="{lang[:2]}">' in words.html


@pytest.mark.parametrize("lang", ["en", "es", "fr"])
@pytest.mark.parametrize("parts", [1, 2])
def test_both_parts_of_a_built_in_mail_say_the_same(tmp_path: Path, lang: str, parts: int) -> None:
    words, _ = Wording(tmp_path).write_words({**FACTS, "parts": parts}, lang, "en")
    assert words is not None
    assert words.html is not None
    for said in ("ann-lee.pdf", "Cone Weave", "Kim Vale"):
        assert said in words.text
        assert said in words.html
    assert ("1 of 2" in words.subject or "1 de 2" in words.subject or "1 sur 2" in words.subject) is (parts == 2)
    assert "\n\n\n" not in words.text


def test_only_html_is_escaped(tmp_path: Path) -> None:
    words, _ = Wording(tmp_path).write_words(FACTS, "en", "en")
    assert words is not None
    assert words.html is not None
    assert "Ann <Lee>" in words.text
    assert "Ann &lt;Lee&gt;" in words.html
    assert "Rest &amp; drink." in words.html


def test_a_language_that_nobody_wrote_in_is_told_and_the_team_s_is_used(tmp_path: Path) -> None:
    words, problems = Wording(tmp_path).write_words(FACTS, "de", "fr")
    assert words is not None
    assert words.lang == "fr"
    assert [(p.severity, p.code, p.message) for p in problems] == [
        (Severity.WARNING, "no-mail-language", "There is no mail in “de”, so that it is written in “fr”.")
    ]


def test_the_coach_s_own_templates_come_first_and_may_name_any_column(tmp_path: Path) -> None:
    write(
        tmp_path, de_subject="Übungen\nfür {{ player.name }}", de_txt='{{ extra["Shirt Size"] }} {{ extra.shirt_size }}'
    )
    words, problems = Wording(tmp_path).write_words(FACTS, "de", "en")
    assert problems == ()
    assert words is not None
    assert (words.lang, words.subject, words.text) == ("de", "Übungen für Ann <Lee>", "M M\n")


def test_a_coach_s_text_isn_t_put_beside_html_that_says_something_else(tmp_path: Path) -> None:
    write(tmp_path, en_txt="Mine.")
    words, _ = Wording(tmp_path).write_words(FACTS, "en", "en")
    assert words is not None
    assert (words.text, words.html) == ("Mine.\n", None)
    write(tmp_path, en_html="<p>Mine.</p>")
    words, _ = Wording(tmp_path).write_words(FACTS, "en", "en")
    assert words is not None
    assert words.html == "<p>Mine.</p>"


def test_a_coach_s_html_alone_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, en_html="<p>Mine.</p>")
    assert fail(tmp_path)[:2] == ("no-plain-text", "templates/mail/packet.en.html.j2")


def test_a_built_in_template_can_be_extended(tmp_path: Path) -> None:
    write(tmp_path, en_txt='{% include "built-in/packet.en.txt.j2" %}\nP.S. {{ team }}')
    words, problems = Wording(tmp_path).write_words(FACTS, "en", "en")
    assert problems == ()
    assert words is not None
    assert words.text.endswith("\nP.S. Hill Hares\n")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a\n{{ tema }}", 2, "There is no “tema” here."),
        ("a\nb\n{{ player.nmae }}", 3, "There is no “nmae” here."),
        ("{% if team %}", 1, "Unexpected end of template. Jinja was looking for the following tags"),
        ("a\n{{ team", 2, "Unexpected end of template, expected 'end of print statement'."),
        ("{{ 1 / 0 }}", 1, "Division by zero."),
        ('a\n{% include "signature.j2" %}', 2, "There is no template “signature.j2” to include."),
        ("{{ ''.__class__.mro() }}", 1, "Access to attribute '__class__' of 'str' object is unsafe."),
    ],
)
def test_an_error_names_its_file_and_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    write(tmp_path, en_txt=text)
    code, path, found, said = fail(tmp_path)
    assert (code, path, found) == ("bad-mail-template", "templates/mail/packet.en.txt.j2", line)
    assert said.startswith(message)


def test_an_error_in_an_included_file_is_that_file_s(tmp_path: Path) -> None:
    write(tmp_path, en_txt='a\nb\n{% include "foot.txt.j2" %}')
    (tmp_path / "templates/mail/foot.txt.j2").write_text("x\n{{ tema }}", "utf-8")
    assert fail(tmp_path)[1:3] == ("templates/mail/foot.txt.j2", 2)


def test_a_template_that_is_no_text_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, en_txt="")
    (tmp_path / "templates/mail/packet.en.txt.j2").write_bytes(b"Gr\xfc\xdfe")
    assert fail(tmp_path)[1:] == (
        "templates/mail/packet.en.txt.j2",
        None,
        "The template isn't text in UTF-8.",
    )


def test_an_empty_subject_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, en_subject="{# nothing #}")
    assert fail(tmp_path)[3] == "The subject is empty."


@pytest.mark.parametrize("lang", ["en", "es", "fr"])
def test_the_lines_of_a_note_are_lines_in_html_too(tmp_path: Path, lang: str) -> None:
    facts = {**FACTS, "player": {"name": "Ann", "note": "Rest & drink.\nRun."}}
    words, _ = Wording(tmp_path).write_words(facts, lang, "en")
    assert words is not None
    assert words.html is not None
    assert "<p>Rest &amp; drink.<br>Run.</p>" in words.html


@pytest.mark.parametrize("name", ["../../roster.csv", "../roster.csv", "link.j2"])
def test_a_file_beside_the_templates_is_not_read(tmp_path: Path, name: str) -> None:
    write(tmp_path, en_txt=f'{{% include "{name}" %}}')
    for folder in (tmp_path, tmp_path / "templates"):
        (folder / "roster.csv").write_text("Bo Ray", "utf-8")
    (tmp_path / "templates/mail/link.j2").symlink_to(tmp_path / "roster.csv")
    assert fail(tmp_path)[3] == f"There is no template “{name}” to include."


def test_templates_in_a_folder_of_their_own_are_read(tmp_path: Path) -> None:
    write(tmp_path, en_txt='{% include "parts/foot.j2" %}')
    (tmp_path / "templates/mail/parts").mkdir()
    (tmp_path / "templates/mail/parts/foot.j2").write_text("See you", "utf-8")
    words, _ = Wording(tmp_path).write_words(FACTS, "en", "en")
    assert words is not None
    assert words.text == "See you\n"


def test_a_folder_of_templates_that_lies_elsewhere_is_not_read(tmp_path: Path) -> None:
    write(tmp_path / "other", en_txt="secret")
    (tmp_path / "club/templates").mkdir(parents=True)
    (tmp_path / "club/templates/mail").symlink_to(tmp_path / "other/templates/mail")
    words, _ = Wording(tmp_path / "club").write_words(FACTS, "en", "en")
    assert words is not None
    assert "secret" not in words.text


def test_a_file_outside_the_workspace_is_not_read(tmp_path: Path) -> None:
    root = tmp_path / "club"
    (tmp_path / "secret.j2").write_text("secret", "utf-8")
    write(root, en_txt='{% include "../../../secret.j2" %}')
    assert fail(root)[3] == "There is no template “../../../secret.j2” to include."
    (root / "templates/mail/link.j2").symlink_to(tmp_path / "secret.j2")
    write(root, en_txt='{% include "link.j2" %}')
    assert fail(root)[3] == "There is no template “link.j2” to include."


@pytest.mark.parametrize("kind", ["subject", "txt", "html"])
def test_a_placeholder_of_another_program_is_an_error_with_its_line(tmp_path: Path, kind: str) -> None:
    write(tmp_path, **{"en_txt": "Hello", f"en_{kind}": "{% if team %}\nHello\n{% endif %}\nDear {name},"})
    code, path, line, message = fail(tmp_path)
    assert (code, path, line) == ("mail-placeholder", f"templates/mail/packet.en.{kind}.j2", 4)
    assert message.startswith("“{name}” is a placeholder")


def test_each_placeholder_is_named_also_in_branches_that_nobody_gets(tmp_path: Path) -> None:
    text = '{% if not team %}[NAME] {name}{% endif %}\n{% set who = "<<Name>>" %}\n{% raw %}{{name}}{% endraw %}'
    write(tmp_path, en_txt=text)
    words, problems = Wording(tmp_path).write_words(FACTS, "en", "en")
    assert words is None
    assert [(problem.line, problem.message) for problem in problems] == [
        (1, "“{name}”, “[NAME]” are placeholders of another program, and would be mailed as they stand."),
        (3, "“{{name}}” is a placeholder of another program, and would be mailed as it stands."),
        (2, "“<<Name>>” is a placeholder of another program, and would be mailed as it stands."),
    ]


def test_a_placeholder_in_an_included_file_is_that_file_s(tmp_path: Path) -> None:
    write(tmp_path, en_txt='a\n{% include "foot.j2" %}{% include "built-in/packet.en.txt.j2" %}')
    (tmp_path / "templates/mail/foot.j2").write_text("{# to {name} #}\n%NAME%\n", "utf-8")
    assert fail(tmp_path)[:3] == ("mail-placeholder", "templates/mail/foot.j2", 2)


def test_a_player_s_own_words_are_no_placeholders(tmp_path: Path) -> None:
    write(tmp_path, en_txt="Dear «{{ player.name }}» [see page 3] (name)", en_subject="[HAWKS] {{ player.note }}")
    facts = {**FACTS, "player": {"name": "{name}", "note": "[NAME] <<First Name>>"}}
    words, problems = Wording(tmp_path).write_words(facts, "en", "en")
    assert problems == ()
    assert words is not None
    assert (words.subject, words.text) == ("[HAWKS] [NAME] <<First Name>>", "Dear «{name}» [see page 3] (name)\n")


def test_a_word_in_capitals_is_asked_about_and_mailed(tmp_path: Path) -> None:
    write(tmp_path, en_txt="Go [CHAMPIONS]!")
    words, problems = Wording(tmp_path).write_words(FACTS, "en", "en")
    assert words is not None
    (problem,) = problems
    assert (problem.severity, problem.code, problem.line) == ("warning", "mail-placeholder", 1)


@pytest.mark.parametrize("text", ["", " \n", "{# nothing #}", "{% if not team %}Hello{% endif %}", "\ufeff\u200b\n"])
@pytest.mark.parametrize("kind", ["txt", "html"])
def test_a_template_that_says_nothing_is_an_error(tmp_path: Path, kind: str, text: str) -> None:
    write(tmp_path, **{"en_txt": "Hello", f"en_{kind}": text})
    assert fail(tmp_path) == ("bad-mail-template", f"templates/mail/packet.en.{kind}.j2", 1, "The mail would be empty.")


def test_files_that_no_mail_is_written_with_are_named(tmp_path: Path) -> None:
    write(tmp_path, en_txt='{% include "foot.j2" %}', de_txt="Hallo", es_html="<p>Hola</p>", es_txt="Hola")
    for name in ("foot.j2", "packet.en.txt", ".DS_Store", "packet.en.txt.j2~"):
        (tmp_path / "templates/mail" / name).write_text("x", "utf-8")
    wording = Wording(tmp_path)
    assert wording.list_languages() == ("en", "es")
    assert [(problem.code, problem.path, problem.message) for problem in wording.find_unused()] == [
        (
            "unused-mail-template",
            "templates/mail/packet.de.txt.j2",
            "No mail is written with this file, as there is no packet.de.subject.j2.",
        ),
        (
            "unused-mail-template",
            "templates/mail/packet.en.txt",
            "No mail is written with this file: it isn't called as mail templates are.",
        ),
    ]


def test_a_folder_that_lies_elsewhere_is_named(tmp_path: Path) -> None:
    write(tmp_path / "other", en_txt="secret")
    (tmp_path / "club/templates").mkdir(parents=True)
    (tmp_path / "club/templates/mail").symlink_to(tmp_path / "other/templates/mail")
    assert [(problem.code, problem.path) for problem in Wording(tmp_path / "club").find_unused()] == [
        ("unused-mail-template", "templates/mail")
    ]
