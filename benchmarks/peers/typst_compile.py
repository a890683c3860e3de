"""Compile a Typst source to PDF in a fresh process: `python -m benchmarks.peers.typst_compile IN.typ OUT.pdf FONTS`."""

from __future__ import annotations

import sys

import typst


def main() -> None:
    source, out, fonts = sys.argv[1:]
    # System fonts stay out, so that Typst doesn't pay for what this machine happens to have installed.
    typst.compile(source, output=out, font_paths=[fonts], ignore_system_fonts=True)


if __name__ == "__main__":
    main()
