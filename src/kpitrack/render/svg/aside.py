"""What has nothing to draw: names with their figures, in two columns of small text."""

from collections.abc import Sequence
from typing import NamedTuple

from kpitrack.render.svg.axis import SMALL
from kpitrack.render.svg.drawing import Drawing, legible
from kpitrack.render.svg.lettering import text_width, wrapped

_LINE = 13.5
_BETWEEN = 2.5
_GUTTER = 28.0
_SPACE = 10.0
_MOST_FIGURE = 0.6
"""How much of a column a figure may take before it moves below its name."""


class _Entry(NamedTuple):
    lines: tuple[str, ...]
    figure: tuple[str, ...]

    @property
    def height(self) -> float:
        return (len(self.lines) + len(self.figure[1:])) * _LINE + _BETWEEN


def with_unit(name: str, unit: str | None) -> str:
    """A name with the unit of the figure beside it."""
    return f"{name}, {unit}" if unit else name


def draw_aside(
    drawing: Drawing, entries: Sequence[tuple[str, str]], top: float, width: float
) -> float:
    """Names with a figure each, down the left column, then the right; returns the end."""
    column = (width - _GUTTER) / 2
    laid = [_entry(name, figure, column) for name, figure in entries]
    half = sum(one.height for one in laid) / 2
    y, left, deepest = top, 0.0, top
    for entry in laid:
        if left == 0 and y - top >= half:
            y, left = top, column + _GUTTER
        y = _draw(drawing, entry, left, left + column, y)
        deepest = max(deepest, y)
    return deepest


def _entry(name: str, figure: str, column: float) -> _Entry:
    """A figure too long to stand beside the name's first line goes on lines of its own."""
    told = legible(figure)
    wide = text_width(told, SMALL)
    if wide > column * _MOST_FIGURE:
        below = wrapped(told, column, SMALL)
        return _Entry(tuple(wrapped(legible(name), column, SMALL)), ("", *below))
    lines = wrapped(legible(name), column - wide - _SPACE, SMALL)
    return _Entry(tuple(lines or [""]), (told,))


def _draw(drawing: Drawing, entry: _Entry, left: float, right: float, top: float) -> float:
    beside, *below = entry.figure
    y = top
    for line in entry.lines:
        y += _LINE
        drawing.text(left, y, line, "small soft")
    if beside:
        drawing.text(right, top + _LINE, beside, "small", "end")
    for line in below:
        y += _LINE
        drawing.text(right, y, line, "small", "end")
    return y + _BETWEEN
