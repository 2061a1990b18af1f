"""How wide letters are, and lines that fit: SVG wraps no text by itself.

Widths are those of DejaVu Sans, the widest of the fonts that pictures name, so that a text
which fits by this estimate fits in each of them.
"""

import unicodedata
from collections.abc import Iterator

SIZE = 12.0
"""The size of letters in pixels; at 96 dots an inch, 9 points on paper."""

_EM = {
    **dict.fromkeys("IJijl'", 0.3),
    **dict.fromkeys(" ,./:;\\|·", 0.35),
    **dict.fromkeys("()-[]ft", 0.4),
    **dict.fromkeys("!r", 0.45),
    **dict.fromkeys('"*_`–', 0.5),
    **dict.fromkeys("?csz", 0.55),
    **dict.fromkeys("FLkvxy", 0.6),
    **dict.fromkeys("NU", 0.75),
    **dict.fromkeys("&DGHOQĐ", 0.8),
    **dict.fromkeys("#+<=>^w~≈→−×Ư", 0.86),
    "M": 0.9,
    **dict.fromkeys("%@Wm…", 1.0),
}
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
