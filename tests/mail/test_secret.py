import copy
import pickle
import sys
from types import ModuleType, SimpleNamespace

import pytest

from drillcards.mail.secret import VARIABLE, Secret, find_password
from drillcards.model.mail import Trouble
from mail.club import COACH

TEXT = "s3cret"


def test_a_secret_shows_itself_only_to_who_asks() -> None:
    secret = Secret(TEXT)
    assert secret.reveal() == TEXT
    assert TEXT not in f"{secret} {secret!r} {[secret]} {secret._reveal!r}"


@pytest.mark.parametrize("write", [pickle.dumps, copy.deepcopy])
def test_a_secret_isn_t_written_down(write: object) -> None:
    assert callable(write)
    with pytest.raises(TypeError, match="not written down"):
        write(Secret(TEXT))


def test_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    fill_keyring(monkeypatch, lambda _service, _user: "other")
    found = find_password(COACH, {VARIABLE: TEXT})
    assert isinstance(found, Secret)
    assert found.reveal() == TEXT


def test_a_keyring_is_asked_for_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    fill_keyring(monkeypatch, lambda service, user: f"{service} {user}")
    found = find_password(COACH, {})
    assert isinstance(found, Secret)
    assert found.reveal() == f"drillcards {COACH}"


def test_without_a_password_it_says_where_it_looked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    found = find_password(COACH, {VARIABLE: ""})
    assert isinstance(found, Trouble)
    assert found.message == f"There is no password for {COACH}."
    assert VARIABLE in found.hint


def test_a_keyring_that_fails_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_service: str, _user: str) -> str:
        raise RuntimeError("locked")

    fill_keyring(monkeypatch, fail)
    assert isinstance(find_password(COACH, {}), Trouble)


def fill_keyring(monkeypatch: pytest.MonkeyPatch, get_password: object) -> None:
    keyring: ModuleType | SimpleNamespace = SimpleNamespace(get_password=get_password)
    monkeypatch.setitem(sys.modules, "keyring", keyring)
