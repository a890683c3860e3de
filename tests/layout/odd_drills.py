"""Texts of drill files as nobody would write them, each from a seed.

Words that must be printed bear a number ("step17q"), so that one which is lost is found by its name; none begins
another. Words that mustn't be printed, such as comments', bear none.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

PICTURES: Final = {"field.png": (60, 40), "tall.png": (8, 300), "flat.png": (300, 6), "dot.png": (1, 1)}
"""Names and pixels of the pictures that there are."""
# fmt: off
WORDS: Final = (
    "go", "run", "step", "throw", "bat", "glove", "tee", "cone", "plate", "shuffle", "sprint", "catcher",
    "shoulder", "stance", "follow-through", "rotation", "responsibility", "acceleration", "élan", "Łódź", "señal",
    "μέση", "бег", "größer", "l'épaule", "10-yard", "half-speed", "up/down",
)
SIGNS: Final = (
    "→", "←", "×", "÷", "±", "≤", "≥", "½", "°", "…", "–", "—", "“", "”", "’", "€", "£", "§", "©", "•", "·", "✓",
    "✗", "★", "▲", "●", "⚾", "⚽", "🏀", "👍🏽", "👨‍👩‍👧", "🇫🇷", "✅", "❌", "⏱️", "1️⃣", "&", "<", "*", "_", "#", "|",
    "~", "^", "$", "\\",
)
FOREIGN: Final = ("日本語", "投げる", "练习", "한국어", "עברית", "العربية", "हिन्दी", "ไทย")
KNOWN: Final = (
    "Setup", "Execution", "Safety", "Purpose", "Coaching Points", "Common Mistakes", "Variations",
    "Muscle Groups Targeted", "Equipment", "How to Play", "Cues", "Progressions", "Ejecución", "Déroulement",
    "Points Clés", "Músculos", "Warnings", "Notes", "Steps",
)
MUSCLES: Final = (
    "Glutes", "Hip flexors", "Quadriceps", "Hamstrings", "Calves", "Obliques", "Lower back (for stability)",
    "Rotator cuff", "Forearms (grip)", "Assisting: lats, chest (pectoralis major), triceps", "Core", "Deltoids",
    "Tibialis anterior", "Stretched: hamstrings", "Neck",
)
FACTS: Final = ("duration", "distance", "sets", "reps", "rest", "players", "equipment", "level", "ages")
VALUES: Final = (
    "10 min", "60", "'9-12'", "[bat, ball, tee]", "4 × 5 per side", "~", "''", "true", "1.5", "2025-04-01",
    "Pairs, or groups of three to five", "'3:30'", "[]", "{a: 1}", "1_000", "0x1F", "|\n  two\n  lines",
    '"with \\"quotes\\""',
)
# fmt: on


@dataclass(slots=True)
class Author:
    """Writes one drill. ``marked`` are the numbered words in the order in which they were written."""

    chance: random.Random
    marked: list[str] = field(default_factory=list)

    def pick(self, things: Sequence[str]) -> str:
        return self.chance.choice(things)

    def maybe(self, likelihood: float) -> bool:
        return self.chance.random() < likelihood

    def write_word(self) -> str:
        """A word with its number; seldom one that no line can hold."""
        word = self.pick(WORDS)
        if self.maybe(0.006):
            word *= self.chance.randint(3, 25)
        word += f"{len(self.marked)}q"
        self.marked.append(word)
        return word

    def write_words(self, fewest: int, most: int) -> str:
        """Words and signs, without markup."""
        words = []
        for _ in range(self.chance.randint(fewest, most)):
            words.append(self.write_word())
            if self.maybe(0.02):
                words.append(self.pick(SIGNS[:-9]))
        return " ".join(words)

    def write_span(self) -> str:
        """A few words, some of them marked up, on one line."""
        kinds: tuple[Callable[[], str], ...] = (
            lambda: f"**{self.write_words(1, 4)}**",
            lambda: f"*{self.write_words(1, 3)}*",
            lambda: f"***{self.write_word()}***",
            lambda: f"`{self.write_words(1, 3)}`",
            lambda: f"[{self.write_words(1, 4)}](https://example.org/{'a' * self.chance.randint(1, 90)})",
            lambda: f"<b>{self.write_words(1, 3)}</b>",
            lambda: f"<span style='color: red'>{self.write_word()}</span>",
            lambda: f"{self.write_word()}<br>{self.write_word()}",
            lambda: f"{self.write_word()} <!-- a comment -->",
            lambda: f"{self.write_word()}&nbsp;{self.write_word()} &amp; {self.write_word()}&frac12;",
            lambda: f"~~struck~~ {self.write_word()}",
            lambda: f"({self.write_words(1, 5)}), “{self.write_words(1, 3)}”",
            lambda: " ".join((self.write_word(), self.pick(SIGNS), self.write_word())),
            lambda: f"<https://example.org/{self.write_word()}>",
            lambda: f"![{self.write_words(0, 4)}]({self.pick(('missing.png', *PICTURES))})",
        )
        return self.chance.choice(kinds)()

    def write_text(self, most: int) -> str:
        """Running text on one line."""
        parts = [self.write_words(1, max(1, self.chance.randint(1, most)))]
        while self.maybe(0.2):
            parts += [self.write_span(), self.write_words(1, 4)]
        if self.maybe(0.002):
            parts.append(self.pick(FOREIGN))
        return " ".join(parts)

    def write_paragraph(self) -> list[str]:
        lines = [self.write_text(90 if self.maybe(0.1) else 25)]
        while self.maybe(0.2):
            lines[-1] += self.pick(("", "  ", "\\"))
            lines.append(self.write_text(15))
        return lines

    def write_list(self, depth: int = 1) -> list[str]:
        """Items, some with lists, paragraphs or other blocks of their own, to four levels."""
        bullet = self.pick(("-", "*", "+", "1.", "1)", "7."))
        lines: list[str] = []
        for number in range(self.chance.randint(1, 9 if depth == 1 else 3)):
            mark = f"{int(bullet[:-1]) + number}{bullet[-1]}" if bullet[0].isdigit() else bullet
            own = [self.write_text(30 if self.maybe(0.1) else 9)]
            if depth < 4 and self.maybe(0.2):
                own += self.write_list(depth + 1)
            elif self.maybe(0.05):
                own += ["", *self.write_block(depth + 1)]
            indent = " " * (len(mark) + 1)
            lines += [f"{mark} {own[0]}", *(indent + line if line else "" for line in own[1:])]
        return lines

    def write_table(self) -> list[str]:
        """One to twelve columns; cells are empty, short or long."""
        columns = self.chance.randint(1, 12 if self.maybe(0.3) else 4)
        rows = self.chance.randint(0, 14)
        lines = [self._write_row(columns, 2), "|" + "|".join(self.pick(("---", ":-:", "--:")) for _ in range(columns))]
        for _ in range(rows):
            most = self.pick("aab")
            lines.append(self._write_row(columns, 3 if most == "a" else 25 if columns < 5 else 9))
        return lines

    def _write_row(self, columns: int, most: int) -> str:
        cells = (
            "" if self.maybe(0.15) else self.pick("0123456789x") if self.maybe(0.2) else self.write_text_of_cell(most)
            for _ in range(columns)
        )
        return f"| {' | '.join(cells)} |"

    def write_text_of_cell(self, most: int) -> str:
        words = self.write_words(1, most)
        return words if self.maybe(0.85) else f"**{self.write_word()}** {words}"

    def write_quote(self, depth: int = 1) -> list[str]:
        return [f"> {line}".rstrip() for line in self.write_block(depth + 1)]

    def write_code(self) -> list[str]:
        lines = [f"    {self.write_words(1, 12)}" for _ in range(self.chance.randint(1, 5))]
        return ["```", *lines, "```"]

    def write_html(self) -> list[str]:
        kinds: tuple[Callable[[], list[str]], ...] = (
            lambda: ["<div align='center'>", f"<p>{self.write_words(1, 8)}</p>", "</div>"],
            lambda: ["<!-- a comment", "over lines -->"],
            lambda: ["<details>", f"<summary>{self.write_words(1, 3)}</summary>", self.write_words(1, 9), "</details>"],
            lambda: ["<ul>", f"<li>{self.write_words(1, 5)}</li>", f"<li>{self.write_words(1, 5)}</li>", "</ul>"],
            lambda: ["<table><tr>", *(f"<td>{self.write_words(1, 3)}</td>" for _ in range(3)), "</tr></table>"],
            lambda: [f"<p>{self.write_words(1, 4)}<i>{self.write_word()}</p>"],
        )
        return self.chance.choice(kinds)()

    def write_picture(self) -> list[str]:
        name = self.pick(("missing.png", "https://example.org/a.png", *PICTURES, *PICTURES))
        return [f"![{self.write_words(0, 8) if name not in PICTURES else 'A picture'}]({name})"]

    def write_heading(self) -> list[str]:
        return [f"{'#' * self.chance.randint(3, 6)} {self.write_words(1, 6)}"]

    def write_block(self, depth: int = 1) -> list[str]:
        kinds: list[tuple[int, Callable[[], list[str]]]] = [
            (5, self.write_paragraph),
            (2, self.write_table),
            (1, self.write_code),
            (1, self.write_html),
            (1, self.write_picture),
            (1, self.write_heading),
            (1, lambda: ["---"]),
        ]
        if depth < 4:
            kinds += [(7, lambda: self.write_list(depth)), (1, lambda: self.write_quote(depth))]
        weights, writers = zip(*kinds, strict=True)
        (writer,) = self.chance.choices(writers, weights)
        lines: list[str] = writer()
        return lines

    def write_blocks(self, most: int) -> list[str]:
        return [line for _ in range(self.chance.randint(0, most)) for line in (*self.write_block(), "")]

    def write_muscles(self) -> list[str]:
        return [f"- {name}" for name in self.chance.sample(MUSCLES, self.chance.randint(1, len(MUSCLES)))]

    def write_section(self) -> list[str]:
        heading = self.pick(KNOWN) if self.maybe(0.75) else self.write_words(1, 5)
        muscles = self.write_muscles() if "Mus" in heading or "Mús" in heading else []
        return [f"## {heading}", "", *muscles, "", *self.write_blocks(self.chance.choice((1, 2, 4)))]

    def write_front_matter(self) -> list[str]:
        """Facts and odd values between their rules; a title in nearly all."""
        lines = ["---"]
        if self.maybe(0.9):
            title = self.write_words(1, 5) if self.maybe(0.8) else ("Long title " * 6)[: self.chance.randint(40, 60)]
            lines.append(f'title: "{title.strip()}"')
        if self.maybe(0.5):
            lines.append(f'description: "{self.write_words(1, 14)}"')
        lines += [f"{key}: {self.pick(VALUES)}" for key in FACTS if self.maybe(0.3)]
        if self.maybe(0.3):
            lines.append(f"video: https://youtu.be/{'a' * self.chance.randint(1, 11)}")
        if self.maybe(0.2):
            names = self.chance.sample(MUSCLES[:5], self.chance.randint(1, 5))
            lines.append(f"muscles: [{', '.join(names)}]")
        if self.maybe(0.2):
            lines.append(f"tags: {self.pick(('[a, b]', 'a, b', '3', '[]', '[1, true]'))}")
        if self.maybe(0.2):
            lines.append(f"images: [{self.pick(('missing.png', *PICTURES))}]")
        if self.maybe(0.1):
            lines.append(f"{self.pick(('author', 'source', 'draft_note', 'weird key'))}: {self.pick(VALUES)}")
        if self.maybe(0.2):
            lines.append(f"lang: {self.pick(('en', 'es', 'fr'))}")
        return [*lines, "---", ""]

    def write_drill(self) -> str:
        lines = self.write_front_matter() if self.maybe(0.92) else [f"# {self.write_words(1, 5)}", ""]
        lines += self.write_blocks(1)
        for _ in range(self.chance.randint(0, self.chance.choice((2, 2, 3, 8)))):  # most are short, some long
            lines += self.write_section()
        return self.pick(("\n", "\n", "\n", "\r\n")).join(lines) + "\n"


def write_odd_drill(seed: int) -> tuple[str, tuple[str, ...]]:
    """The text of a drill file, and its words that must be read."""
    author = Author(random.Random(seed))
    text = author.write_drill()
    return text, tuple(author.marked)
