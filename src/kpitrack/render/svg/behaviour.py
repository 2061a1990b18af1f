"""A process behaviour chart: figures in time, mean and limits, and the signals in them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from kpitrack.render.cells import letters, qualified
from kpitrack.render.numbers import digits_for
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
from kpitrack.render.svg.key import Sign, draw_key, draw_notes
from kpitrack.render.svg.lettering import text_width
from kpitrack.render.svg.marks import diamond, triangle
from kpitrack.render.svg.paragraph import draw_paragraph
from kpitrack.render.svg.scale import Scale, scale_of
from kpitrack.render.trend import limit_digits
from kpitrack.views.trend import SpecialCause, TrendPoint, TrendRow

_HEIGHT = 150.0
_FRAGMENT_WIDTH = 640.0
_LINE = 13.0
_LINES = {
    "target_min": "aim",
    "target_max": "aim",
    "target": "aim",
    "mean": "mean",
    "lower_limit": "limit",
    "upper_limit": "limit",
}
"""The levels that a point may have, each with its kind of line."""

_WORDS = {
    "target_max": "target",
    "target_min": "target",
    "target": "target",
    "upper_limit": "upper_limit",
    "mean": "centre",
    "lower_limit": "lower_limit",
}


def behaviour(row: TrendRow, manner: Manner) -> str:
    """A row's chart as a picture for a page, with its key and its reading in words."""
    drawing = Drawing()
    bottom = draw_behaviour(drawing, row, manner, 0, _FRAGMENT_WIDTH)
    bottom = draw_key(drawing, tuple(behaviour_signs([row], manner)), bottom, 640)
    label = f"{row.name}. {reading(row, manner)}"
    return drawing.fragment(_FRAGMENT_WIDTH, bottom + 2, label)


def reading(row: TrendRow, manner: Manner) -> str:
    """How a series is read: its last point, its target, and what its limits rest on."""
    words = manner.words
    side = row.points[-1].side if row.points else None
    told = []
    if row.variation is None:
        why = f": {row.variation_reason}" if row.variation_reason else ""
        told.append(f"{words['no_verdict']}{why}")
    else:
        told.append(words[f"meaning_{row.variation}{f'_{side}' if side else ''}"])
    if row.assurance is not None:
        told.append(words[f"meaning_{row.assurance}"])
    if row.limits == "trial":
        told.append(words["trial_limits"].format(points=row.points_known))
    return "; ".join(told)


def draw_behaviour(
    drawing: Drawing, row: TrendRow, manner: Manner, top: float, width: float
) -> float:
    """The reading, the chart, the breaks' reasons and remarks; returns where it ends."""
    y = draw_paragraph(drawing, reading(row, manner), top, width)
    levels = [
        level
        for one in row.points
        for level in (one.value, *(getattr(one, name) for name in _LINES))
        if level is not None
    ]
    if not levels:
        return y
    plot = draw_paragraph(drawing, row.unit or "", y + 4, width) + 14
    bottom = plot + _HEIGHT
    scale, ticks = scale_of(levels, bottom, plot)
    ends = tuple(_end_labels(row, scale, manner))
    left = widest(tick_texts(ticks, manner)) + 10
    right = width - widest([text for _, text in ends]) - 8
    slots = Slots(left, right, len(row.points))
    draw_value_axis(drawing, scale, ticks, (left, right), manner)
    _draw_levels(drawing, row, scale, slots)
    _draw_breaks(drawing, row, slots, (plot - 6, bottom))
    _draw_values(drawing, row, scale, slots)
    _draw_figures(drawing, row, scale, slots, manner)
    for y, text in ends:
        drawing.text(right + 6, y + 3.5, text, "small")
    draw_period_axis(drawing, slots, [one.period for one in row.points], bottom + 15)
    broken = [
        f"{manner.words['break_in'].format(period=one.period)}: {one.reason}"
        for one in row.breaks
    ]
    return draw_notes(drawing, [*broken, *row.remarks], bottom + 22, width)


def _end_labels(row: TrendRow, scale: Scale, manner: Manner) -> Iterator[tuple[float, str]]:
    """The mean, the limits and the target of the last segment beside it, not overlapping."""
    last = row.points[-1]
    levels = [
        (manner.words[_WORDS[name]], getattr(last, name), name)
        for name in _WORDS
        if getattr(last, name) is not None
    ]
    y = float("-inf")
    for word, level, name in sorted(levels, key=lambda one: -one[1]):
        y = max(scale.at(level), y + _LINE)
        wanted = name.startswith("target")
        digits = digits_for(level, row.decimals) if wanted else limit_digits(row)
        yield y, f"{word} {manner.numbers.number(level, digits)}"


def _draw_levels(drawing: Drawing, row: TrendRow, scale: Scale, slots: Slots) -> None:
    """Mean, limits and target as steps: each runs as far as it stays the same."""
    for name, kind in _LINES.items():

        def level(item: tuple[int, TrendPoint], name: str = name) -> tuple[int, Decimal | None]:
            return item[1].segment, getattr(item[1], name)

        for (_, value), stretch in groupby(enumerate(row.points), key=level):
            places = [place for place, _ in stretch]
            if value is not None:
                y = scale.at(value)
                start, end = slots.left(places[0]), slots.left(places[-1] + 1)
                drawing.line((start, y), (end, y), kind)


def _draw_breaks(
    drawing: Drawing, row: TrendRow, slots: Slots, ends: tuple[float, float]
) -> None:
    names = {one.period for one in row.breaks}
    for place, point in enumerate(row.points):
        if place and point.segment != row.points[place - 1].segment:
            x = slots.left(place)
            drawing.line((x, ends[0]), (x, ends[1]), "break")
            name = point.period if point.period in names else _broken(row, point.segment)
            drawing.text(x, ends[0] - 3, name, "small soft", "middle")


def _broken(row: TrendRow, segment: int) -> str:
    """The break that begins a segment, where no point bears its name."""
    return row.breaks[segment - 1].period if segment <= len(row.breaks) else ""


def _draw_values(drawing: Drawing, row: TrendRow, scale: Scale, slots: Slots) -> None:
    """The line, open at gaps and breaks, and a mark of its own for each special cause."""

    def stretch(item: tuple[int, TrendPoint]) -> tuple[bool, int]:
        return item[1].value is None, item[1].segment

    for (is_gap, _), found in groupby(enumerate(row.points), key=stretch):
        points = [
            (slots.middle(place), scale.at(one.value))
            for place, one in found
            if one.value is not None
        ]
        if not is_gap and len(points) > 1:
            drawing.path(points, "thread")
    size = 4.5 if slots.width > 7 else 2.5
    for place, one in enumerate(row.points):
        if one.value is not None:
            cause = one.special_cause or "common_cause"
            cause_mark(drawing, slots.middle(place), scale.at(one.value), size, cause)


def cause_mark(drawing: Drawing, x: float, y: float, size: float, cause: SpecialCause) -> None:
    """A triangle for improvement, a square for concern, a diamond unjudged, else a dot."""
    if cause == "improvement":
        triangle(drawing, x, y, size, "good", points_up=True)
    elif cause == "concern":
        drawing.rectangle(x - size * 0.8, y - size * 0.8, size * 1.6, size * 1.6, "bad")
    elif cause == "neutral":
        diamond(drawing, x, y, size, "change")
    else:
        drawing.circle(x, y, size * 0.67, "common")


def _draw_figures(
    drawing: Drawing, row: TrendRow, scale: Scale, slots: Slots, manner: Manner
) -> None:
    """The last figure, then those of signals where they cover no point and no other figure."""
    marks = [
        (slots.middle(place), scale.at(one.value), one)
        for place, one in enumerate(row.points)
        if one.value is not None
    ]
    signals = [mark for mark in marks if mark[2].special_cause not in (None, "common_cause")]
    taken = [_Box(x - 4, y - 4, x + 4, y + 4) for x, y, _ in marks]
    for mark in dict.fromkeys([*marks[-1:], *reversed(signals)]):
        text = _figure(mark[2], row, manner)
        half = text_width(text, SMALL, bold=True) / 2
        boxes = [box for box in _boxes(mark, half, slots) if box.bottom <= scale.start]
        free = [box for box in boxes if not any(box.meets(other) for other in taken)]
        if not free and mark is marks[-1]:
            free = boxes
        if free:
            box = free[0]
            middle = (box.left + box.right) / 2
            drawing.figure(middle, box.bottom - 2, text, half, "small strong")
            taken.append(box)


class _Box(NamedTuple):
    """The room of a figure or a mark, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        """Whether two rooms overlap."""
        beside = self.right <= other.left or other.right <= self.left
        return not beside and self.top < other.bottom and other.top < self.bottom


def _boxes(mark: tuple[float, float, TrendPoint], half: float, slots: Slots) -> Iterator[_Box]:
    """Where a point's figure may stand: on the side away from the mean, else on the other.

    A figure wider than the whole chart stands nowhere.
    """
    x, y, point = mark
    if 2 * half > slots.end - slots.start:
        return
    middle = min(max(x, slots.start + half), slots.end - half)
    above = _Box(middle - half, y - 17, middle + half, y - 5)
    below = _Box(middle - half, y + 5, middle + half, y + 17)
    high = point.mean is None or point.value is None or point.value >= point.mean
    yield from (above, below) if high else (below, above)


def _figure(point: TrendPoint, row: TrendRow, manner: Manner) -> str:
    assert point.value is not None
    text = manner.numbers.number(point.value, digits_for(point.value, row.decimals))
    return qualified(text, point.qualifier, manner) + letters(point.observation_status, False)


def behaviour_signs(rows: Sequence[TrendRow], manner: Manner) -> Iterator[Sign]:
    """What the marks and lines of these rows mean."""
    words = manner.words
    points = [one for row in rows for one in row.points]
    causes = {one.special_cause or "common_cause" for one in points if one.value is not None}
    for cause in ("common_cause", "improvement", "concern", "neutral"):
        if cause in causes:

            def sample(
                drawing: Drawing, x: float, y: float, cause: SpecialCause = cause
            ) -> None:
                cause_mark(drawing, x, y, 4.5, cause)

            yield Sign(sample, words[cause])
    drawn = {
        kind
        for one in points
        for name, kind in _LINES.items()
        if getattr(one, name) is not None
    }
    for kind, word in (("mean", "centre"), ("limit", "key_limit"), ("aim", "target")):
        if kind in drawn:

            def rule(drawing: Drawing, x: float, y: float, kind: str = kind) -> None:
                drawing.line((x - 10, y), (x + 10, y), kind)

            yield Sign(rule, words[word])
