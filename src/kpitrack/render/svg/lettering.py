"""How wide letters are, and lines that fit: SVG wraps no text by itself.

Widths are those of DejaVu Sans, the widest of the fonts that pictures name, so that a text
which fits by this estimate fits in each of them.
"""

import unicodedata
from collections.abc import Iterator

SIZE = 12.0
"""The size of letters in pixels; at 96 dots an inch, 9 points on paper."""

_EM = {
    letter: em
    for em, letters in (
        (0.295, "'IJijl"),
        (0.337, " ,./:;\\|·"),
        (0.361, "-f"),
        (0.412, "!()[]rt"),
        (0.46, '"'),
        (0.5, "*_`–"),
        (0.525, "sz"),
        (0.55, "?c"),
        (0.58, "FLk"),
        (0.604, "Pvxy"),
        (0.632, "ETYaeo"),
        (0.656, "$0123456789KSbdghnpqu{}đ"),
        (0.699, "ABCRVXZ"),
        (0.752, "HNU"),
        (0.788, "&DGOQĐ"),
        (0.838, "#+<=>^w~×→−≈"),
        (0.863, "M"),
        (0.975, "%m"),
        (1.0, "@W…"),
    )
    for letter in letters
}
"""How wide letters are, as parts of their size; alike ones share the widest's."""

_OTHER_LETTER = 0.7
_BOLD = 1.13


def text_width(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """How many pixels a text takes, rather too many than too few."""
    if not text.isascii():
        text = unicodedata.normalize("NFD", text)
    em = sum(_EM.get(char) or _letter(char) for char in text)
    return em * size * (_BOLD if bold else 1)


def _letter(char: str) -> float:
    if unicodedata.combining(char):
        return 0
    return 1.05 if unicodedata.east_asian_width(char) in "WF" else _OTHER_LETTER


def wrapped(text: str, width: float, size: float = SIZE, *, bold: bool = False) -> list[str]:
    """The text in lines no wider than `width`; no letter is lost, a long word is parted."""
    lines: list[str] = []
    line = ""
    for word in _words(text, width, size, bold):
        longer = f"{line} {word}" if line else word
        if line and text_width(longer, size, bold=bold) > width:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line] if line else lines


def _words(text: str, width: float, size: float, bold: bool) -> Iterator[str]:
    for word in text.split():
        part = ""
        for char in word:
            if part and text_width(part + char, size, bold=bold) > width:
                yield part
                part = ""
            part += char
        yield part
