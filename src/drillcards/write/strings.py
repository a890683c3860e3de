"""Text strings and names as objects hold them."""


def format_text(text: str) -> str:
    """A text string (ISO 32000-1, 7.9.2.2): plain where it is ASCII, and else UTF-16BE in hexadecimal."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def format_name(name: str) -> str:
    """An anchor's name as a string object, in hexadecimal so that no byte needs an escape."""
    return f"<{name.encode('utf-8').hex()}>"
