"""Where a workspace is, as the next command has to say it."""

from pathlib import Path

from drillcards.read.surroundings import name_from_here


def name_program(root: Path) -> str:
    """How a command line for the workspace ``root`` begins: ``drillcards``, or ``drillcards -C my-team``."""
    return "drillcards" if root.resolve() == Path.cwd() else f"drillcards -C {name_from_here(root)}"
