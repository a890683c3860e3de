import re
from dataclasses import replace
from datetime import timedelta, timezone
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Golden
from drillcards.mail.messages import MixedHouseholdsError, check_household, compose_message, serialize_message
from drillcards.model.mail import Letter, Words
from mail.club import COACH, NOON, SETTINGS, make_letters, make_packet, make_player

EAST = timezone(-timedelta(hours=5))


def make_letter(root: Path, **changes: object) -> Letter:
    return make_letters([make_packet(make_player(1, **changes), root / "p")], root)[0]


def compose(letter: Letter, content: bytes = b"%PDF-1.7 tiny") -> EmailMessage:
    return compose_message(letter, content, SETTINGS, NOON.astimezone(EAST))


def test_a_whole_message(tmp_path: Path, golden: Golden) -> None:
    player = make_player(1, name="José Núñez", note="¡Bien hecho!", lang="es", guardians=("a@x.example", "b@x.example"))
    letter = make_letters([make_packet(player, tmp_path / "p")], tmp_path)[0]
    letter = replace(letter, key="0123456789abcdef" * 4)
    changed = replace(SETTINGS, mail=replace(SETTINGS.mail, unsubscribe="stop@hares.example"))
    data = serialize_message(compose_message(letter, b"%PDF-1.7 tiny", changed, NOON.astimezone(EAST)))
    assert data.replace(b"\r\n", b"").count(b"\n") == 0
    golden("message.eml", data.decode("ascii").replace("\r\n", "\n"))


def test_the_same_letter_has_the_same_bytes(tmp_path: Path) -> None:
    letter = make_letter(tmp_path)
    assert serialize_message(compose(letter)) == serialize_message(compose(letter))


def test_a_message_without_html_has_a_text_and_a_file(tmp_path: Path) -> None:
    letter = replace(make_letter(tmp_path), words=Words("en", "Drills", "Hello.\n", None))
    kinds = [part.get_content_type() for part in compose(letter).walk()]
    assert kinds == ["multipart/mixed", "text/plain", "application/pdf"]


@pytest.mark.parametrize(
    ("unsubscribe", "link"),
    [
        ("", f"<mailto:{COACH}?subject=unsubscribe%20p1@home.example>"),
        ("stop@hares.example", "<mailto:stop@hares.example?subject=unsubscribe%20p1@home.example>"),
        ("mailto:stop@hares.example?subject=stop", "<mailto:stop@hares.example?subject=stop>"),
        ("https://hares.example/stop", "<https://hares.example/stop>"),
    ],
)
def test_there_is_a_way_out(tmp_path: Path, unsubscribe: str, link: str) -> None:
    changed = replace(SETTINGS, mail=replace(SETTINGS.mail, unsubscribe=unsubscribe))
    assert compose_message(make_letter(tmp_path), b"", changed, NOON)["List-Unsubscribe"] == link


def test_the_way_out_is_that_of_answers_and_names_no_address_to_who_shares_a_message(tmp_path: Path) -> None:
    shared = make_letter(tmp_path, guardians=("a@x.example", "b@x.example"), one_message=True)
    office = replace(SETTINGS, mail=replace(SETTINGS.mail, reply_to="office@hares.example"))
    assert compose_message(shared, b"", office, NOON)["List-Unsubscribe"] == (
        "<mailto:office@hares.example?subject=unsubscribe>"
    )
    alone = replace(SETTINGS, mail=replace(SETTINGS.mail, reply_to=""))
    assert COACH in compose_message(shared, b"", alone, NOON)["List-Unsubscribe"]


def test_the_longest_way_out_is_a_link_that_programs_can_follow(tmp_path: Path) -> None:
    domain = ".".join(["d" * 63] * 2 + ["e" * 52, "org"])
    longest = f"{'l+%&?' * 12}x@{domain}"
    changed = replace(SETTINGS, mail=replace(SETTINGS.mail, reply_to=longest, sender=longest))
    data = serialize_message(compose_message(make_letter(tmp_path, guardians=(longest,)), b"", changed, NOON))
    (line,) = re.findall(rb"(?m)^List-Unsubscribe: <mailto:([^<>\s]*)>\r$", data)
    address, _, subject = line.decode().partition("?")
    assert (unquote(address), unquote(subject)) == (longest, f"subject=unsubscribe {longest}")
    assert max(map(len, data.split(b"\r\n"))) < 998  # RFC 5322, 2.1.1


CONTROLS = "".join(map(chr, (*range(32), *range(0x7F, 0xA0), 0x2028, 0x2029, 0x202E, 0x2066, 0x200B, 0xFEFF)))


def test_no_control_character_of_a_row_or_a_template_gets_into_a_subject(tmp_path: Path) -> None:
    folder = tmp_path / "templates/mail"
    folder.mkdir(parents=True)
    (folder / "packet.en.subject.j2").write_text(f"Drills\x07\x1b[31m {CONTROLS}{{{{ player.note }}}}", "utf-8")
    letter = make_letter(tmp_path, note=f"for{CONTROLS}you\r\nBcc: all@home.example")
    parsed = message_from_bytes(serialize_message(compose(letter)), policy=SMTP)
    assert parsed["Subject"] == "Drills [31m for you Bcc: all@home.example"
    assert parsed["Bcc"] is None


def test_a_subject_of_any_length_arrives(tmp_path: Path) -> None:
    words = Words("en", "x" * 2500 + " für " + "é" * 2500, "Hello.\n", None)
    data = serialize_message(compose(replace(make_letter(tmp_path), words=words)))
    assert message_from_bytes(data, policy=SMTP)["Subject"] == words.subject
    assert max(map(len, data.split(b"\r\n"))) < 998


@settings(deadline=None)
@given(text=st.text(min_size=1), content=st.binary())
def test_whatever_is_written_arrives(tmp_path_factory: pytest.TempPathFactory, text: str, content: bytes) -> None:
    words = Words("en", "Drills", "".join(c for c in text if c.isprintable()) + "\n", None)
    letter = replace(make_letter(tmp_path_factory.getbasetemp()), words=words)
    parsed = message_from_bytes(serialize_message(compose(letter, content)), policy=SMTP)
    body, attachment = parsed.get_body(), next(parsed.iter_attachments())
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == words.text
    assert attachment.get_content() == content


@settings(deadline=None)
@given(name=st.text())
def test_no_name_breaks_out_of_its_header(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    changed = replace(SETTINGS, mail=replace(SETTINGS.mail, name=name))
    letter = make_letter(tmp_path_factory.getbasetemp())
    message = compose_message(letter, b"", changed, NOON)
    try:
        data = serialize_message(message)
    except UnicodeEncodeError:  # half a character, which no file in UTF-8 has
        assert any("\ud800" <= char <= "\udfff" for char in name)
        return
    parsed = message_from_bytes(data, policy=SMTP)
    assert [address.addr_spec for address in parsed["From"].addresses] == [COACH]
    assert parsed["To"] == "p1@home.example"
    assert parsed["Bcc"] is None


@pytest.mark.parametrize(
    "name", ["Vale, Kim", "Kim Vale, Head Coach of the Hill Hares, Baseball and Softball, Under Twelve and Under Ten"]
)
def test_a_name_with_commas_is_no_list_of_senders(tmp_path: Path, name: str) -> None:
    changed = replace(SETTINGS, mail=replace(SETTINGS.mail, name=name))
    data = serialize_message(compose_message(make_letter(tmp_path), b"", changed, NOON))
    (sender,) = message_from_bytes(data, policy=SMTP)["From"].addresses
    assert (sender.display_name.replace(",", ""), sender.addr_spec) == (name.replace(",", ""), COACH)


@pytest.mark.parametrize("header", ["To", "Cc", "Bcc"])
def test_a_message_with_anybody_else_s_address_is_refused(tmp_path: Path, header: str) -> None:
    letter = make_letter(tmp_path)
    message = compose(letter)
    del message[header]
    message[header] = "p2@home.example"
    with pytest.raises(MixedHouseholdsError):
        check_household(message, letter)


def test_a_message_without_an_address_is_refused(tmp_path: Path) -> None:
    letter = replace(make_letter(tmp_path), recipients=())
    with pytest.raises(MixedHouseholdsError):
        compose(letter)
