"""A series as a small line, without axes: only its shape."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from kpitrack.render.svg.drawing import Drawing
from kpitrack.render.svg.scale import Scale

_WIDTH, _HEIGHT, _ROOM = 90.0, 18.0, 3.0


def spark(values: Sequence[Decimal | None]) -> str:
    """A line from the lowest to the highest value, open at gaps, the last value a dot.

    Nothing for fewer than two values. It is decoration beside figures that are text, and so
    hidden from screen readers.
    """
    known = [one for one in values if one is not None]
    if len(known) < 2:
        return ""
    low, high = min(known), max(known)
    still = low == high
    scale = Scale(low, low + 1 if still else high, _HEIGHT - _ROOM, _ROOM)
    wide = (_WIDTH - 2 * _ROOM) / (len(values) - 1)
    points = [
        None
        if value is None
        else (_ROOM + place * wide, _HEIGHT / 2 if still else scale.at(value))
        for place, value in enumerate(values)
    ]
    drawing = Drawing()
    for known_here, stretch in groupby(points, key=lambda one: one is not None):
        found = [one for one in stretch if one is not None]
        if known_here and len(found) > 1:
            drawing.path(found, "course")
        elif known_here:
            drawing.circle(*found[0], 1.5, "data")
    last = next(one for one in reversed(points) if one is not None)
    drawing.circle(*last, 2.5, "data")
    return drawing.fragment(_WIDTH, _HEIGHT, "")
