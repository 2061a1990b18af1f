"""One series on its axes, with the figures themselves in rows below the periods."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from kpitrack.measures.quantity import ZERO
from kpitrack.render.sheet import Manner
from kpitrack.render.svg.axis import (
    OVERHANG,
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
from kpitrack.render.svg.paragraph import NOTE, draw_paragraph, lines_of
from kpitrack.render.svg.scale import Scale, scale_of
from kpitrack.render.svg.series import Goal, Moment, Series

LINE = 15.0
"""From one line of small text to the next, in pixels."""

_APART = 10.0
_WIDEST_SLOT = 110.0
_MARGIN = OVERHANG + 2
_MOST_HEADING = 0.3


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

    def __init__(
        self, series: Series, frame: Frame, manner: Manner, width: float, height: float
    ) -> None:
        self.series, self.frame, self.manner = series, frame, manner
        self.moments = series.moments
        self.figures = [one.value for one in self.moments if one.value is not None]
        self.columns = frame.summed or len(self.figures) == 1
        self.rows = tuple(_rows(series, manner))
        self.width, self.height = width, height
        self.scaled = self._scaled()
        self.slots = self._slots()

    def goals(self, moment: Moment) -> list[Goal]:
        """The goals that stand on this scale: a sum's longer target is another size."""
        return [goal for goal in moment.goals if not (goal.ahead and self.frame.summed)]

    def _scaled(self) -> list[Decimal]:
        """Every figure that the axis must hold; none where there is nothing to draw."""
        edges = [
            edge
            for one in self.moments
            for goal in self.goals(one)
            for edge in (goal.low, goal.high)
        ]
        shown = [*self.figures, *edges]
        zero = [ZERO] if self.columns else []
        return [*shown, *self.frame.begun, *zero] if shown else []

    def _scale(self, bottom: float) -> tuple[Scale, tuple[Decimal, ...]]:
        most = round(self.height / 30)
        return scale_of(self.scaled, bottom, bottom - self.height, most=most)

    def _slots(self) -> Slots:
        """A few periods stand close together rather than lost on a wide axis."""
        gutter = 0.0
        if self.scaled:
            _, ticks = self._scale(0)
            gutter = widest(tick_texts(ticks, self.manner))
        headings = [widest([row.heading]) for row in self.rows]
        beside = [wide for wide in headings if wide <= self.width * _MOST_HEADING]
        left = max(gutter, *beside, 0) + _MARGIN
        count = len(self.moments)
        texts = [text for row in self.rows for text in row.texts]
        periods = [str(one.period) for one in self.moments]
        wanted = max(_WIDEST_SLOT, widest([*texts, *periods]) + _APART)
        return Slots(left, min(self.width - _MARGIN, left + count * wanted), count)

    def draw(self, drawing: Drawing, top: float) -> float:
        """The panel from `top` on; returns where it ends."""
        y = draw_paragraph(drawing, self.frame.unit, top, self.width)
        if not self.scaled:
            return self._below(drawing, y + LINE)
        plot = y + 13
        bottom = plot + self.height
        scale, ticks = self._scale(bottom)
        slots = self.slots
        self._draw_bands(drawing, scale, slots)
        across = (slots.start, slots.end)
        draw_value_axis(drawing, scale, ticks, across, self.manner)
        for value in self.frame.begun:
            y = scale.at(value)
            drawing.line((slots.start, y), (slots.end, y), "start")
        self._draw_breaks(drawing, slots, (plot - 6, bottom))
        (self._draw_columns if self.columns else self._draw_line)(drawing, scale, slots)
        self._draw_goals(drawing, scale, slots)
        if not self._fits(self.rows[0].texts):
            self._draw_telling_figures(drawing, scale, slots)
        return self._below(drawing, bottom + LINE)

    def _fits(self, texts: Sequence[str]) -> bool:
        return widest(texts) + _APART / 2 <= self.slots.width

    def _below(self, drawing: Drawing, top: float) -> float:
        """The periods, and each row of figures that has the room for all of them."""
        slots = self.slots
        draw_period_axis(drawing, slots, [str(one.period) for one in self.moments], top)
        y = top
        for row in self.rows:
            if not self._fits(row.texts):
                continue
            *above, beside = self._heading_lines(row.heading)
            for line in above:
                y += LINE
                drawing.text(0, y, line, "small soft")
            y += LINE
            drawing.text(0, y, beside, "small soft")
            for place, text in enumerate(row.texts):
                drawing.text(slots.middle(place), y, text, "small", "middle")
        return y

    def _heading_lines(self, heading: str) -> list[str]:
        """A heading beside its figures, or above them where it is too long for that."""
        if widest([heading]) <= self.width * _MOST_HEADING:
            return [heading]
        return [*lines_of(heading, self.width, NOTE), ""]

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
                drawing.path(points, "course")
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
            x = slots.centred(place, 2 * half, slots.start)
            if all(x + half < start or x - half > end for start, end in taken):
                drawing.figure(x, scale.at(value) - 7, text, half, "small")
                taken.append((x - half, x + half))


class _Row(NamedTuple):
    heading: str
    texts: tuple[str, ...]


def _rows(series: Series, manner: Manner) -> Iterator[_Row]:
    """What stands below the periods: actuals, and what each set wanted and judged."""
    words, moments = manner.words, series.moments
    actual = ["…" if is_long(one) else one.text for one in moments]
    yield _Row(words["actual"], tuple(actual))
    for word, told in (
        (words["target"], [one.targets for one in moments]),
        (words["completion"], [one.completions for one in moments]),
        (words["status"], [one.statuses for one in moments]),
    ):
        for name in dict.fromkeys(name for one in told for name in one):
            texts = tuple(one.get(name, "–") for one in told)
            if set(texts) != {"–"}:
                yield _Row(of_set(word, name), texts)


def is_long(moment: Moment) -> bool:
    """Whether a figure told in words needs more room than a period has."""
    return moment.value is None and widest([moment.text]) > _WIDEST_SLOT


def of_set(word: str, name: str | None) -> str:
    """A word with the name of a target set, where there is one."""
    return f"{word} ({name})" if name else word
