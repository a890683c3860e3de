"""Strings of text as operands of the operators that show them."""

from drillcards.write.fonts import Font


def format_string(font: Font, text: str, kerns: tuple[tuple[int, int], ...]) -> list[tuple[int, str]]:
    """A run as (subset, operand and operator) pairs, to be shown one after the other.

    ``kerns`` as in the model's Text. PDF subtracts adjustments (ISO 32000-1, 9.4.3), so they change their sign.
    ValueError: the font lacks a character.
    """
    codes = text.translate(font)
    if len(font.subsets) == 1:
        return [(0, _format_run(codes, kerns))]
    runs = []
    start = 0
    for end in range(1, len(codes) + 1):
        subset = ord(codes[start]) >> 8
        if end == len(codes) or ord(codes[end]) >> 8 != subset:
            run = "".join(chr(ord(code) & 0xFF) for code in codes[start:end])
            run_kerns = tuple((index - start, by) for index, by in kerns if start <= index < end)
            runs.append((subset, _format_run(run, run_kerns)))
            start = end
    return runs


def _format_run(codes: str, kerns: tuple[tuple[int, int], ...]) -> str:
    if not kerns:
        return f"({codes})Tj"
    parts = []
    start = 0
    for index, by in kerns:
        parts.append(f"({codes[start : index + 1]}){-by}")
        start = index + 1
    if start < len(codes):
        parts.append(f"({codes[start:]})")
    return f"[{''.join(parts)}]TJ"
