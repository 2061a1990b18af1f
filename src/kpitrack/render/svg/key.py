"""What the signs of a picture mean, in words below it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from kpitrack.render.svg.axis import SMALL
from kpitrack.render.svg.drawing import Drawing
from kpitrack.render.svg.lettering import text_width, wrapped

_LINE = 16.0
_SAMPLE = 26.0


class Sign(NamedTuple):
    """A sample, drawn around a point some 20 pixels wide, and what it means."""

    sample: Callable[[Drawing, float, float], None]
    meaning: str


def draw_key(
    drawing: Drawing, signs: Sequence[Sign], left: float, top: float, width: float
) -> float:
    """The signs side by side, on as many lines as they need; returns where they end."""
    x, y = left, top
    for sign in signs:
        needed = _SAMPLE + text_width(sign.meaning, SMALL) + 16
        if x > left and x + needed > left + width:
            x, y = left, y + _LINE
        sign.sample(drawing, x + 10, y + _LINE / 2)
        drawing.text(x + _SAMPLE, y + _LINE / 2 + 3.5, sign.meaning, "small soft")
        x += needed
    return y + _LINE if signs else top


def draw_notes(
    drawing: Drawing, notes: Sequence[str], left: float, top: float, width: float
) -> float:
    """Sentences below a picture, wrapped; returns where they end."""
    y = top
    for note in notes:
        for line in wrapped(note, width, SMALL):
            drawing.text(left, y + 11, line, "small soft")
            y += 14
    return y
