"""The front matter of all drills without their bodies, for what can't wait until Markdown is read."""

from collections.abc import Iterator
from pathlib import Path

from drillcards.read.disk import read_file
from drillcards.read.findings import Findings
from drillcards.read.folder import DRILLS, walk_folder
from drillcards.read.frontmatter import MatterReader, rename_keys, split_file
from drillcards.read.manuscript import find_matter_key, is_known_key
from drillcards.read.text import decode_text


def read_headers(root: Path) -> Iterator[tuple[str, MatterReader]]:
    """The slug and the front matter of each drill of the workspace at ``root`` that can be read, in order."""
    root = root.resolve()
    for file in walk_folder(DRILLS, root, []):
        findings = Findings(file.relative_to(root).as_posix())
        try:
            text = decode_text(read_file(file), findings)
        except OSError:
            continue
        split = None if text is None else split_file(text, findings, is_known_key)
        if split is not None:
            matter = rename_keys(split.matter, find_matter_key, findings)
            yield DRILLS.build_slug(findings.path), MatterReader(matter, findings)
