"""A chart as lines of characters: points, lines across, an axis with its figures, a key.

Every point has a column of its own, so that none hides another. Kinds of points and lines
differ by their signs; colour only repeats what the signs say.
"""

from collections.abc import Iterator, Sequence
from decimal import ROUND_FLOOR, Context, Decimal, localcontext
from typing import NamedTuple

from kpitrack.render.packing import packed
from kpitrack.render.printable import width
from kpitrack.render.sheet import Chart, ChartPoint, LineKind, Mood, PointKind

HEIGHT = 13
"""Rows of the plot, without its axis; odd, so that a constant series has a middle."""

_LEAST_ROOM = 10
_WIDEST_STEP = 8
_PRECISE = Context(prec=90)

Piece = tuple[str, Mood]
"""Some text and how it is to be read."""


class Sign(NamedTuple):
    """A sign as it is drawn, in ASCII too."""

    drawn: str
    plain: str
    mood: Mood = "none"


_POINTS: dict[PointKind, Sign] = {
    "common_cause": Sign("●", "o"),
    "improvement": Sign("▲", "+", "good"),
    "concern": Sign("■", "x", "bad"),
    "neutral": Sign("◆", "*", "open"),
    "not_judged": Sign("○", "?"),
}
_LINES: dict[LineKind, Sign] = {
    "upper_limit": Sign("╌", "~", "quiet"),
    "lower_limit": Sign("╌", "~", "quiet"),
    "mean": Sign("─", "-", "quiet"),
    "target": Sign("═", "=", "near"),
    "target_min": Sign("═", "=", "near"),
    "target_max": Sign("═", "=", "near"),
}
_BREAK = Sign("╎", "|", "quiet")
_JOIN = Sign("·", ".", "quiet")
_AXIS, _LABELLED = Sign("│", "|", "quiet"), Sign("┤", "|", "quiet")
_CORNER, _FLOOR, _TICK = (
    Sign("└", "+", "quiet"),
    Sign("─", "-", "quiet"),
    Sign("┬", "+", "quiet"),
)


class _Frame(NamedTuple):
    """Which points are shown from `first` on, where each stands, and what the rows mean."""

    first: int
    points: tuple[ChartPoint, ...]
    columns: tuple[int, ...]
    low: Decimal
    high: Decimal
    gutter: int
    ascii_only: bool

    def row(self, value: Decimal) -> int:
        """The row of a value, 0 the highest: a higher value never stands lower."""
        with localcontext(_PRECISE):
            if self.high == self.low:
                return HEIGHT // 2
            place = (self.high - value) / (self.high - self.low) * (HEIGHT - 1)
            return int((place + Decimal("0.5")).to_integral_value(ROUND_FLOOR))

    def sign(self, sign: Sign) -> Piece:
        """A sign in the alphabet of the terminal."""
        return (sign.plain if self.ascii_only else sign.drawn, sign.mood)


def plotted(chart: Chart, room: int, *, ascii_only: bool) -> list[list[Piece]]:
    """The chart as lines no wider than `room`; none where it has under two values or no room.

    Where not every point has room the last ones are shown, and a line says so.
    """
    frame = _frame(chart, room, ascii_only)
    if frame is None:
        return []
    canvas: list[list[Piece]] = [
        [(" ", "none")] * (frame.columns[-1] + 1) for _ in range(HEIGHT)
    ]
    _draw_lines(canvas, chart, frame)
    _draw_breaks(canvas, frame)
    _draw_joins(canvas, frame)
    for point, column in zip(frame.points, frame.columns, strict=True):
        if point.value is not None:
            canvas[frame.row(point.value)][column] = frame.sign(_POINTS[point.kind])
    lines = [[*head, *row] for head, row in zip(_gutter(chart, frame), canvas, strict=True)]
    return [
        *_told_partly(chart, frame),
        *lines,
        *_axis(frame, room),
        *_key(chart, frame, room),
    ]


def _frame(chart: Chart, room: int, ascii_only: bool) -> _Frame | None:
    points, lines = chart.points, chart.lines
    figures = [*(one.figure for one in points), *(one.figure for one in lines)]
    gutter = max(map(width, figures), default=0)
    left = room - gutter - 2
    if left < _LEAST_ROOM:
        return None
    first = _first_shown(points, left)
    points = points[first:]
    known = [one.value for one in points if one.value is not None]
    if len(known) < 2:
        return None
    crossed = [one for line in lines for one in line.values[first:] if one is not None]
    return _Frame(
        first=first,
        points=points,
        columns=_columns(points, left),
        low=min(known + crossed),
        high=max(known + crossed),
        gutter=gutter,
        ascii_only=ascii_only,
    )


def _first_shown(points: Sequence[ChartPoint], room: int) -> int:
    columns = _spread(points, 1)
    fitting = (place for place, column in enumerate(columns) if columns[-1] - column < room)
    return next(fitting, 0)


def _columns(points: Sequence[ChartPoint], room: int) -> tuple[int, ...]:
    """Points as far apart as there is room, all equally."""
    step = _WIDEST_STEP
    while step > 1 and _spread(points, step)[-1] >= room:
        step -= 1
    return _spread(points, step)


def _spread(points: Sequence[ChartPoint], step: int) -> tuple[int, ...]:
    """The column of each point; a break takes one more, for its line."""
    columns: list[int] = []
    for point in points:
        after = columns[-1] + step + point.after_break if columns else 0
        columns.append(after)
    return tuple(columns)


def _draw_lines(canvas: list[list[Piece]], chart: Chart, frame: _Frame) -> None:
    """Each line from a point to the next one in its segment, at the first one's value.

    The first line is drawn last, over the others.
    """
    for line in reversed(chart.lines):
        piece = frame.sign(_LINES[line.kind])
        for place, value in enumerate(line.values[frame.first :]):
            if value is None:
                continue
            for column in range(frame.columns[place], _end(frame, place)):
                canvas[frame.row(value)][column] = piece


def _end(frame: _Frame, place: int) -> int:
    """The column before which what belongs to a point ends."""
    following = place + 1
    if following == len(frame.points) or frame.points[following].after_break:
        return frame.columns[place] + 1
    return frame.columns[following]


def _draw_breaks(canvas: list[list[Piece]], frame: _Frame) -> None:
    for place, point in enumerate(frame.points):
        if point.after_break and place:
            for row in canvas:
                row[frame.columns[place] - 1] = frame.sign(_BREAK)


def _draw_joins(canvas: list[list[Piece]], frame: _Frame) -> None:
    """Dots on the straight way between neighbours; none across a gap or a break."""
    pairs = zip(frame.points, frame.points[1:], strict=False)
    for place, (one, other) in enumerate(pairs):
        if one.value is None or other.value is None or other.after_break:
            continue
        start, end = frame.columns[place], frame.columns[place + 1]
        for column in range(start + 1, end):
            way = Decimal(column - start) / (end - start)
            with localcontext(_PRECISE):
                row = frame.row(one.value + (other.value - one.value) * way)
            if canvas[row][column][0] == " ":
                canvas[row][column] = frame.sign(_JOIN)


def _gutter(chart: Chart, frame: _Frame) -> Iterator[list[Piece]]:
    """The figures of the lines and of the highest and lowest point, each at its height.

    Where two fall on one row the first one's stands: lines come in the order of their weight.
    """
    told: dict[int, str] = {}
    for line in chart.lines:
        last = line.values[-1]
        if last is not None:
            told.setdefault(frame.row(last), line.figure)
    known = [(one.value, one.figure) for one in frame.points if one.value is not None]
    for value, figure in (max(known), min(known)):
        told.setdefault(frame.row(value), figure)
    for row in range(HEIGHT):
        figure = told.get(row, "")
        space = " " * (frame.gutter - width(figure))
        yield [(f"{space}{figure} ", "none"), frame.sign(_LABELLED if figure else _AXIS)]


def _axis(frame: _Frame, room: int) -> Iterator[list[Piece]]:
    """The floor with a tick at each period that is named, and the names below it."""
    placed = _named(frame, room - frame.gutter - 2)
    ticks = {frame.columns[place] for place, _ in placed}
    floor = "".join(
        frame.sign(_TICK if column in ticks else _FLOOR)[0]
        for column in range(frame.columns[-1] + 1)
    )
    yield [(" " * (frame.gutter + 1), "none"), frame.sign(_CORNER), (floor, "quiet")]
    names = ""
    for place, start in sorted(placed, key=lambda one: one[1]):
        names = names.ljust(start) + frame.points[place].period
    yield [(" " * (frame.gutter + 2) + names, "none")]


def _named(frame: _Frame, room: int) -> list[tuple[int, int]]:
    """Points whose period is named, each with the column where its name starts.

    The last one, the first, and those after breaks come before the others.
    """
    last = len(frame.points) - 1
    broken = [place for place, one in enumerate(frame.points) if one.after_break]
    placed: list[tuple[int, int]] = []
    taken: list[tuple[int, int]] = []
    for place in dict.fromkeys([last, 0, *broken, *range(last)]):
        long = width(frame.points[place].period)
        start = min(frame.columns[place], max(room - long, 0))
        if place == last:
            start = min(start, max(frame.columns[last] - long + 1, 0))
        if long <= room and all(
            start > end + 1 or start + long + 1 < begin for begin, end in taken
        ):
            placed.append((place, start))
            taken.append((start, start + long))
    return placed


def _told_partly(chart: Chart, frame: _Frame) -> Iterator[list[Piece]]:
    if frame.first:
        shown, every = len(frame.points), len(chart.points)
        yield [(chart.partly.format(shown=shown, all=every), "quiet")]


def _key(chart: Chart, frame: _Frame, room: int) -> Iterator[list[Piece]]:
    """What the signs mean, for those that there are, and the figures of the lines."""
    kinds = {one.kind for one in frame.points if one.value is not None}
    entries = [
        [frame.sign(sign), (f" {chart.names[kind]}", "none")]
        for kind, sign in _POINTS.items()
        if kind in kinds
    ]
    for line in chart.lines:
        if any(one is not None for one in line.values[frame.first :]):
            told = f" {chart.names[line.kind]} {line.figure}".rstrip()
            entries.append([frame.sign(_LINES[line.kind]), (told, "none")])
    if any(one.after_break for one in frame.points[1:]):
        entries.append([frame.sign(_BREAK), (f" {chart.names['break']}", "none")])
    return packed(entries, room)
