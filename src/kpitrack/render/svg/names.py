"""The column of names: wrapped, never shortened, each with its unit behind it."""

from collections.abc import Iterable
from typing import NamedTuple

from kpitrack.render.svg.drawing import Drawing, legible, trailing
from kpitrack.render.svg.lettering import text_width, wrapped

PAPER = 740.0
"""The width that a picture wants: what an A4 page holds at a little under full size."""

_LINE = 14.0
_LEAST = 190.0
_MOST = 320.0
_SPACE = 6.0


class Names(NamedTuple):
    """A column `width` pixels wide."""

    width: float

    @classmethod
    def room(cls, others: float) -> float:
        """How wide names may be beside other columns."""
        return max(_LEAST, PAPER - others)

    @classmethod
    def fitting(cls, names: Iterable[tuple[str, str | None]], most: float) -> "Names":
        """A column as wide as its widest name, within `most`."""
        widest = max((_width(name, unit) for name, unit in names), default=_LEAST)
        return cls(min(max(widest, _LEAST), most, _MOST) + 4)

    def draw(self, drawing: Drawing, name: str, unit: str | None, baseline: float) -> float:
        """A name and its unit from a line on; returns the last line."""
        y = baseline
        lines = wrapped(legible(name), self.width) or [""]
        for line in lines[:-1]:
            drawing.text(0, y, line)
            y += _LINE
        last = drawing.text(0, y, lines[-1])
        units = wrapped(legible(unit or ""), self.width)
        if units and _width(lines[-1], units[0]) <= self.width:
            trailing(last, units.pop(0), "soft")
        for line in units:
            y += _LINE
            drawing.text(0, y, line, "soft")
        return y


def _width(name: str, unit: str | None) -> float:
    return text_width(name) + (text_width(unit) + _SPACE if unit else 0)
