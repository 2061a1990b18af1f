"""One series on its axes, with the figures themselves in rows below the periods."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from kpitrack.measures.quantity import ZERO
from kpitrack.render.sheet import Manner
from kpitrack.render.svg.axis import (
    SMALL,
    Slots,
    draw_period_axis,
    draw_value_axis,
    tick_texts,
    widest,
)
from kpitrack.render.svg.drawing import Drawing
from kpitrack.render.svg.lettering import text_width
from kpitrack.render.svg.marks import goal_mark
from kpitrack.render.svg.scale import Scale, scale_of
from kpitrack.render.svg.series import Goal, Moment, Series

LINE = 15.0
"""From one line of small text to the next, in pixels."""

_APART = 10.0
_WIDEST_SLOT = 110.0
_MARGIN = 10.0


class Frame(NamedTuple):
    """What every panel of an indicator shares. Figures are in the indicator's unit.

    `breaks` are the first days of periods from which it is counted in another way, with the
    periods' names; `begun` are its baselines; `summed` says that figures add up in time.
    """

    unit: str
    summed: bool
    begun: tuple[Decimal, ...]
    breaks: tuple[tuple[dt.date, str], ...]


class Panel:
    """Columns from zero for sums and single figures, otherwise a line; goals as marks.

    The axis of a line may begin off zero, as its own figures say; that of columns never.
    """

    def __init__(self, series: Series, frame: Frame, manner: Manner, width: float) -> None:
        self.series, self.frame, self.manner = series, frame, manner
        self.moments = series.moments
        self.figures = [one.value for one in self.moments if one.value is not None]
        self.columns = frame.summed or len(self.figures) == 1
        self.rows = tuple(_rows(series, manner))
        self.width = width

    def goals(self, moment: Moment) -> list[Goal]:
        """The goals that stand on this scale: a sum's longer target is another size."""
        return [goal for goal in moment.goals if not (goal.ahead and self.frame.summed)]

    def draw(self, drawing: Drawing, top: float, height: float) -> float:
        """The panel from `top` on, its plot of that height; returns where it ends."""
        drawing.text(0, top + 11, self.frame.unit, "small soft")
        edges = [
            edge
            for one in self.moments
            for goal in self.goals(one)
            for edge in (goal.low, goal.high)
        ]
        if not self.figures and not edges:
            return self._below(drawing, self._slots(0), top + LINE)
        zero = [ZERO] if self.columns else []
        plot = top + 28
        values = [*self.figures, *edges, *self.frame.begun, *zero]
        scale, ticks = scale_of(values, plot + height, plot, most=5 if height > 120 else 3)
        slots = self._slots(widest(tick_texts(ticks, self.manner)))
        self._draw_bands(drawing, scale, slots)
        across = (slots.start, slots.end)
        draw_value_axis(drawing, scale, ticks, across, self.manner)
        for value in self.frame.begun:
            y = scale.at(value)
            drawing.line((slots.start, y), (slots.end, y), "start")
        self._draw_breaks(drawing, slots, (plot - 6, plot + height))
        (self._draw_columns if self.columns else self._draw_line)(drawing, scale, slots)
        self._draw_goals(drawing, scale, slots)
        if not self._fits(self.rows[0].texts, slots):
            self._draw_telling_figures(drawing, scale, slots)
        return self._below(drawing, slots, plot + height + LINE)

    def _slots(self, gutter: float) -> Slots:
        """A few periods stand close together rather than lost on a wide axis."""
        count = len(self.moments)
        left = max(gutter, *(widest([row.heading]) for row in self.rows)) + _MARGIN
        texts = [text for row in self.rows for text in row.texts]
        wanted = max(_WIDEST_SLOT, widest(texts) + _APART)
        return Slots(left, min(self.width - _MARGIN, left + count * wanted), count)

    def _fits(self, texts: Sequence[str], slots: Slots) -> bool:
        return widest(texts) + _APART / 2 <= slots.width

    def _below(self, drawing: Drawing, slots: Slots, top: float) -> float:
        """The periods, and each row of figures that has the room for all of them."""
        draw_period_axis(drawing, slots, [str(one.period) for one in self.moments], top)
        y = top
        for row in self.rows:
            if self._fits(row.texts, slots):
                y += LINE
                drawing.text(0, y, row.heading, "small soft")
                for place, text in enumerate(row.texts):
                    drawing.text(slots.middle(place), y, text, "small", "middle")
        return y

    def _draw_bands(self, drawing: Drawing, scale: Scale, slots: Slots) -> None:
        places = range(len(self.moments))
        for name in self.series.sets:

            def band(place: int, name: str | None = name) -> tuple[Decimal, Decimal] | None:
                found = (one for one in self.goals(self.moments[place]) if one.name == name)
                return next(((one.low, one.high) for one in found), None)

            for edges, stretch in groupby(places, key=band):
                held = list(stretch)
                if edges:
                    low, high = scale.at(edges[0]), scale.at(edges[1])
                    wide = slots.width * len(held)
                    drawing.rectangle(slots.left(held[0]), high, wide, low - high, "band")

    def _draw_breaks(self, drawing: Drawing, slots: Slots, ends: tuple[float, float]) -> None:
        """Before the first period that is counted in the new way."""
        for first, name in self.frame.breaks:
            after = [at for at, one in enumerate(self.moments) if one.period.first >= first]
            if after and after[0] > 0:
                x = slots.left(after[0])
                drawing.line((x, ends[0]), (x, ends[1]), "break")
                drawing.text(x, ends[0] - 3, name, "small soft", "middle")

    def _draw_columns(self, drawing: Drawing, scale: Scale, slots: Slots) -> None:
        thick = min(slots.width * 0.6, 44)
        for place, moment in enumerate(self.moments):
            if moment.value is not None:
                top, bottom = sorted((scale.at(ZERO), scale.at(moment.value)))
                left = slots.middle(place) - thick / 2
                kind = "data" if moment.firm else "hollow"
                drawing.rectangle(left, top, thick, bottom - top, kind)

    def _draw_line(self, drawing: Drawing, scale: Scale, slots: Slots) -> None:
        """The line breaks off at gaps, and where figures are not comparable any more."""
        for stretch in self._stretches():
            if len(stretch) > 1:
                points = [(slots.middle(at), scale.at(value)) for at, value in stretch]
                drawing.path(points, "data")
        radius = 3.5 if slots.width > 9 else 1.5
        for place, moment in enumerate(self.moments):
            if moment.value is not None:
                kind = "data" if moment.firm else "hollow"
                drawing.circle(slots.middle(place), scale.at(moment.value), radius, kind)

    def _stretches(self) -> Iterator[list[tuple[int, Decimal]]]:
        def segment(item: tuple[int, Moment]) -> tuple[bool, int]:
            first = item[1].period.first
            return item[1].value is None, sum(first >= day for day, _ in self.frame.breaks)

        for (is_gap, _), found in groupby(enumerate(self.moments), key=segment):
            if not is_gap:
                yield [(at, one.value) for at, one in found if one.value is not None]

    def _draw_goals(self, drawing: Drawing, scale: Scale, slots: Slots) -> None:
        reach = min(slots.width * 0.42, 30)
        for place, moment in enumerate(self.moments):
            for goal in self.goals(moment):
                order = self.series.sets.index(goal.name)
                for edge in dict.fromkeys((goal.low, goal.high)):
                    centre = (slots.middle(place), scale.at(edge))
                    goal_mark(drawing, centre, reach, order, ahead=goal.ahead)

    def _draw_telling_figures(self, drawing: Drawing, scale: Scale, slots: Slots) -> None:
        """Where not every figure has room: the last, the first, the highest, the lowest."""
        known = [
            (one.value, place, one.text)
            for place, one in enumerate(self.moments)
            if one.value is not None
        ]
        taken: list[tuple[float, float]] = []
        for value, place, text in (known[-1], known[0], max(known), min(known)):
            half = text_width(text, SMALL) / 2
            x = min(max(slots.middle(place), slots.start + half), self.width - half)
            if all(x + half < start or x - half > end for start, end in taken):
                drawing.text(x, scale.at(value) - 7, text, "small figure", "middle")
                taken.append((x - half, x + half))


class _Row(NamedTuple):
    heading: str
    texts: tuple[str, ...]


def _rows(series: Series, manner: Manner) -> Iterator[_Row]:
    """What stands below the periods: actuals, then each set's targets and completions."""
    words, moments = manner.words, series.moments
    yield _Row(words["actual"], tuple(one.text for one in moments))
    for name in series.sets:
        yield _Row(of_set(words["target"], name), tuple(_goal(one, name) for one in moments))
    for name in dict.fromkeys(name for one in moments for name in one.completions):
        told = tuple(one.completions.get(name, "–") for one in moments)
        if set(told) != {"–"}:
            yield _Row(of_set(words["completion"], name), told)


def of_set(word: str, name: str | None) -> str:
    """A word with the name of a target set, where there is one."""
    return f"{word} ({name})" if name else word


def _goal(moment: Moment, name: str | None) -> str:
    return next((goal.text for goal in moment.goals if goal.name == name), "–")
