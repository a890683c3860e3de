"""The password of the mail account: from the environment or a keyring, and never from a file or an argument."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Final, NoReturn

from drillcards.model.mail import Trouble

VARIABLE: Final = "DRILLCARDS_SMTP_PASSWORD"
SERVICE: Final = "drillcards"
"""What the password is filed under in a keyring, beside the account's user name."""


class Secret:
    """A text that shows itself only to who asks for it: not in a repr, a traceback, a copy or a pickle."""

    __slots__ = ("_reveal",)

    def __init__(self, text: str) -> None:
        self._reveal: Callable[[], str] = lambda: text  # a closure's repr doesn't say what it holds

    def reveal(self) -> str:
        """The text itself."""
        return self._reveal()

    def __repr__(self) -> str:
        return "Secret(…)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not written down")


def find_password(user: str, environ: Mapping[str, str]) -> Secret | Trouble:
    """The password of this user from the environment, else from the keyring if there is one; or that there is none."""
    if text := environ.get(VARIABLE):
        return Secret(text)
    if text := _ask_keyring(user):
        return Secret(text)
    keyring = f"install drillcards[keyring] and run: keyring set {SERVICE} {user}"
    return Trouble(f"There is no password for {user}.", f"Set the environment variable {VARIABLE}, or {keyring}")


def _ask_keyring(user: str) -> str | None:
    """What the keyring has; None without a keyring, or if it is locked."""
    try:
        keyring = import_module("keyring")
    except ImportError:
        return None
    try:
        text = keyring.get_password(SERVICE, user)
    except Exception:  # a keyring has many kinds of stores, and each fails in its own way
        return None
    return text if isinstance(text, str) else None
