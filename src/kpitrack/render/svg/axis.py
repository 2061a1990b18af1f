"""The two axes of a series: figures upwards, periods from left to right."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import ceil
from typing import NamedTuple

from kpitrack.render.numbers import written_digits
from kpitrack.render.sheet import Manner
from kpitrack.render.svg.drawing import Drawing
from kpitrack.render.svg.lettering import text_width
from kpitrack.render.svg.paragraph import NOTE
from kpitrack.render.svg.scale import Scale

SMALL = NOTE.size

OVERHANG = 8.0
"""How far a text may stand out to the right of an axis, in pixels."""

_APART = 8.0


class Slots(NamedTuple):
    """Equal places for periods between two pixels."""

    start: float
    end: float
    count: int  # type: ignore[assignment]  # not tuple.count

    @property
    def width(self) -> float:
        """The room that a period has."""
        return (self.end - self.start) / self.count

    def left(self, place: int) -> float:
        """Where a period's room begins."""
        return self.start + place * self.width

    def middle(self, place: int) -> float:
        """Where a period's mark stands."""
        return self.left(place) + self.width / 2

    def centred(self, place: int, wide: float, least: float = 0) -> float:
        """The middle of a text at a period, moved inwards where it would leave the chart.

        `least` is how far to the left it may begin.
        """
        held = min(self.middle(place), self.end + OVERHANG - wide / 2)
        return max(held, least + wide / 2)


def tick_texts(ticks: Sequence[Decimal], manner: Manner) -> tuple[str, ...]:
    """Round figures in the reader's locale, all with as many digits as the finest needs."""
    digits = max(written_digits(tick.normalize()) for tick in ticks)
    return tuple(manner.numbers.number(tick, digits) for tick in ticks)


def widest(texts: Sequence[str], size: float = SMALL) -> float:
    """How many pixels the widest of some texts takes."""
    return max((text_width(text, size) for text in texts), default=0.0)


def draw_value_axis(
    drawing: Drawing,
    scale: Scale,
    ticks: Sequence[Decimal],
    across: tuple[float, float],
    manner: Manner,
) -> None:
    """A rule and a round figure for each tick; the rule of zero is stronger."""
    left, right = across
    for tick, text in zip(ticks, tick_texts(ticks, manner), strict=True):
        y = scale.at(tick)
        drawing.line((left, y), (right, y), "axis" if tick == 0 else "rule")
        drawing.text(left - 5, y + 3.5, text, "small soft tick", "end")


def draw_period_axis(
    drawing: Drawing, slots: Slots, periods: Sequence[str], baseline: float
) -> None:
    """The periods' names below their places: every one, or as many as there is room for."""
    for place in labelled(slots, widest(periods)):
        x = slots.centred(place, text_width(periods[place], SMALL))
        drawing.text(x, baseline, periods[place], "small", "middle")


def labelled(slots: Slots, width: float) -> Iterator[int]:
    """The places that can have a label of a width, counted back from the last."""
    every = max(1, ceil((width + _APART) / slots.width))
    return reversed(range(slots.count - 1, -1, -every))
