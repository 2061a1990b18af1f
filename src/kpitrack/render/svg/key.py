"""What the signs of a picture mean, in words below it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from kpitrack.render.svg.drawing import Drawing
from kpitrack.render.svg.lettering import text_width
from kpitrack.render.svg.paragraph import NOTE, draw_paragraph

_LINE = 16.0
_SAMPLE = 26.0
_APART = 16.0

Sample = Callable[[Drawing, float, float], None]
"""Draws a sign around a point, some 20 pixels wide."""


class Sign(NamedTuple):
    """A sample and what it means."""

    sample: Sample
    meaning: str


def draw_key(drawing: Drawing, signs: Sequence[Sign], top: float, width: float) -> float:
    """The signs side by side, on as many lines as they need; returns where they end."""
    x, y, depth = 0.0, top, 0.0
    for sign in signs:
        needed = _SAMPLE + text_width(sign.meaning, NOTE.size) + _APART
        if x and x + needed > width:
            x, y, depth = 0.0, y + depth, 0.0
        sign.sample(drawing, x + 10, y + _LINE / 2)
        room = width - _SAMPLE
        end = draw_paragraph(drawing, sign.meaning, y, room, NOTE, x + _SAMPLE)
        x, depth = x + needed, max(depth, end - y, _LINE)
    return y + depth


def draw_notes(drawing: Drawing, notes: Sequence[str], top: float, width: float) -> float:
    """Sentences below a picture; returns where they end."""
    y = top
    for note in notes:
        y = draw_paragraph(drawing, note, y, width)
    return y
