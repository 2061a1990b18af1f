"""A comparison as dumbbells: where each indicator stood, where it stands, and which way.

Each row has a scale of its own from zero to its largest figure, because units differ. So the
gap between two figures is as long as their relative change is large, rows can be held beside
each other, and a figure that rose from zero, which has no change in percent, has its place.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from kpitrack.measures.quantity import ZERO
from kpitrack.render.breakdown import full_name
from kpitrack.render.cells import difference_cell, percent_cell, value_cell
from kpitrack.render.comparison import MOODS, comparison_notes, footer_text
from kpitrack.render.printable import printable
from kpitrack.render.sheet import Manner, Mood
from kpitrack.render.status import frame_text
from kpitrack.render.svg.aside import draw_aside, with_unit
from kpitrack.render.svg.axis import SMALL
from kpitrack.render.svg.drawing import Drawing
from kpitrack.render.svg.key import Sample, Sign, draw_key, draw_notes
from kpitrack.render.svg.lettering import text_width
from kpitrack.render.svg.marks import mood_mark
from kpitrack.render.svg.names import Names
from kpitrack.render.svg.paragraph import HEADING, draw_paragraph
from kpitrack.render.svg.picture import Picture
from kpitrack.render.svg.scale import Scale
from kpitrack.views.comparison import ComparisonRow, ComparisonView

_GAP = 14.0
_TRACK = 160.0
_ROW = 9.0
_ARROW = 8.0
_SHORTEST = 12.0


class _Line(NamedTuple):
    """A row with its texts, as the table has them; a change that there is not is empty."""

    row: ComparisonRow
    values: tuple[str, ...]
    change: str
    percent: str
    verdict: str
    mood: Mood


class _Columns(NamedTuple):
    """Where the columns stand: figures end, the others begin."""

    names: Names
    values: tuple[float, ...]
    track: float
    change: float
    percent: float
    verdict: float
    end: float


def dumbbells(view: ComparisonView, manner: Manner) -> Picture:
    """What can be compared, group by group, then what has no counterpart."""
    lines = [_line(row, manner) for row in view.rows]
    whole = [line for line in lines if not line.row.is_alone]
    columns = _columns(whole, view, manner)
    drawing = Drawing()
    y = _headings(drawing, columns, view, manner) if whole else 0.0
    for heading, found in _sections(whole, view):
        y = _section_heading(drawing, heading, columns, y)
        for line in found:
            y = _draw_row(drawing, line, columns, y)
    missing = [line for line in lines if line.row.is_alone]
    if missing:
        heading = manner.words["without_counterpart"].capitalize()
        y = _section_heading(drawing, heading, columns, y)
        entries = [
            (with_unit(full_name(line.row), line.row.unit), _lone(line, view))
            for line in missing
        ]
        y = draw_aside(drawing, entries, y - 2, columns.end)
    footer = footer_text(view, manner)
    y = draw_paragraph(drawing, footer, y + 10, columns.end, HEADING)
    signs = tuple(_signs(whole, view, manner))
    y = draw_key(drawing, signs, y + 6, columns.end)
    notes = [manner.words["key_own_scale"]] if signs else []
    notes += [*map(printable, view.notes), *comparison_notes(view, manner)]
    y = draw_notes(drawing, notes, y + 4, columns.end)
    periods = " → ".join(view.periods)
    return Picture(
        drawing=drawing,
        width=columns.end,
        height=y + 2,
        title=f"{view.title}, {manner.words['title_compare'].format(periods=periods)}",
        subtitle=frame_text(view.target_set, view.as_of.isoformat(), manner),
        told="; ".join([footer, *_told(lines, view)]),
    )


def _line(row: ComparisonRow, manner: Manner) -> _Line:
    words = manner.words
    values = tuple(value_cell(point, row.decimals, manner).text for point in row.points)
    change = percent = ""
    if row.change is not None:
        in_points = row.unit == "%"
        qualifier = row.change_qualifier
        change = difference_cell(row.change, qualifier, row.decimals, in_points, manner).text
    if row.change_percent is not None:
        percent = percent_cell(row.change_percent, manner).text
    judgement = row.judgement
    return _Line(
        row,
        values,
        change,
        percent,
        words[judgement or "not_judged"],
        MOODS[judgement] if judgement else "quiet",
    )


def _told(lines: Sequence[_Line], view: ComparisonView) -> Iterator[str]:
    """Each row that can be compared, in words."""
    for line in lines:
        if not line.row.is_alone:
            values = ", ".join(
                f"{period} {text}"
                for period, text in zip(view.periods, line.values, strict=True)
            )
            told = ", ".join(
                one for one in (values, line.change, line.percent, line.verdict) if one
            )
            yield f"{full_name(line.row)}: {told}"


def _sections(
    whole: Sequence[_Line], view: ComparisonView
) -> Iterator[tuple[str, list[_Line]]]:
    for group in dict.fromkeys(line.row.group for line in whole):
        name = view.group_names.get(group, group) if group else ""
        yield name, [line for line in whole if line.row.group == group]


def _lone(line: _Line, view: ComparisonView) -> str:
    """The figures that there are, each with its period."""
    known = [
        f"{period}: {text}"
        for period, text in zip(view.periods, line.values, strict=True)
        if text != "–"
    ]
    return ", ".join(known) or "–"


def _columns(lines: Sequence[_Line], view: ComparisonView, manner: Manner) -> _Columns:
    def widest(heading: str, texts: Sequence[str], *, bold: bool = False) -> float:
        wide = max((text_width(text, bold=bold) for text in texts), default=0.0)
        return max(wide, text_width(heading, SMALL)) + _GAP

    words = manner.words
    values = [
        widest(period, [line.values[place] for line in lines])
        for place, period in enumerate(view.periods)
    ]
    change = widest(words["change"], [line.change for line in lines])
    percent = widest(words["change_percent"], [line.percent for line in lines], bold=True)
    verdict = widest("", [line.verdict for line in lines]) + 4
    left = Names.room(sum(values) + _TRACK + change + percent + verdict + 2 * _GAP)
    names = Names.fitting([(full_name(one.row), one.row.unit) for one in lines], left)
    ends = [names.width]
    for wide in values:
        ends.append(ends[-1] + wide)
    track = ends[-1] + _GAP + 4
    change_end = track + _TRACK + change
    right = change_end + percent
    return _Columns(
        names=names,
        values=tuple(ends[1:]),
        track=track,
        change=change_end,
        percent=right,
        verdict=right + _GAP,
        end=right + _GAP + verdict,
    )


def _headings(
    drawing: Drawing, columns: _Columns, view: ComparisonView, manner: Manner
) -> float:
    words = manner.words
    drawing.text(0, 11, words["indicator"], "small soft")
    for period, x in zip(view.periods, columns.values, strict=True):
        drawing.text(x, 11, period, "small soft", "end")
    drawing.text(columns.change, 11, words["change"], "small soft", "end")
    drawing.text(columns.percent, 11, words["change_percent"], "small soft", "end")
    return 16


def _section_heading(drawing: Drawing, heading: str, columns: _Columns, top: float) -> float:
    drawing.line((0, top + 8), (columns.end, top + 8), "rule")
    if not heading:
        return top + 12
    return draw_paragraph(drawing, heading, top + 13, columns.end, HEADING) + 2


def _draw_row(drawing: Drawing, line: _Line, columns: _Columns, top: float) -> float:
    row, baseline = line.row, top + 15
    bottom = columns.names.draw(drawing, full_name(row), row.unit, baseline)
    for text, x in zip(line.values, columns.values, strict=True):
        drawing.text(x, baseline, text, "soft" if text == "–" else "", "end")
    _draw_dumbbell(drawing, line, columns.track, baseline - 4)
    drawing.text(columns.change, baseline, line.change, "", "end")
    drawing.text(columns.percent, baseline, line.percent, "strong", "end")
    mood_mark(drawing, columns.verdict + 4, baseline - 4, line.mood)
    kind = "soft" if line.mood == "quiet" else ""
    drawing.text(columns.verdict + 14, baseline, line.verdict, kind)
    return bottom + _ROW


def _draw_dumbbell(drawing: Drawing, line: _Line, start: float, y: float) -> None:
    """A ring where it began, small rings between, and an arrow to where it ended."""
    values = [one.value for one in line.row.points if isinstance(one.value, Decimal)]
    if len(values) < len(line.row.points) or not any(values):
        return
    scale = Scale(min(*values, ZERO), max(*values, ZERO), start, start + _TRACK - 10)
    drawing.line((scale.start, y), (scale.end, y), "rule")
    zero = scale.at(ZERO)
    drawing.line((zero, y - 5), (zero, y + 5), "axis")
    first, *between, last = (scale.at(value) for value in values)
    if line.row.judgement != "not_comparable":
        _arrow(drawing, first, last, y, line.mood)
    for x in between:
        drawing.circle(x, y, 2.5, "between")
    drawing.circle(first, y, 3.5, "origin")
    if line.row.judgement == "not_comparable" or abs(last - first) < _SHORTEST:
        drawing.circle(last, y, 4, line.mood if line.mood != "open" else "common")


def _arrow(drawing: Drawing, first: float, last: float, y: float, mood: Mood) -> None:
    """Too short a way for an arrow is told by two marks and by the figures alone."""
    if abs(last - first) < _SHORTEST:
        return
    back = _ARROW if last > first else -_ARROW
    drawing.path([(first, y), (last - back, y)], f"way way-{mood}")
    head = [(last, y), (last - back, y - 4.5), (last - back, y + 4.5)]
    drawing.path(head, mood, close=True)


def _signs(whole: Sequence[_Line], view: ComparisonView, manner: Manner) -> Iterator[Sign]:
    if not whole:
        return
    moods = dict.fromkeys(line.mood for line in whole)
    yield Sign(_origin, view.periods[0])
    if len(view.periods) > 2:
        yield Sign(_between, ", ".join(view.periods[1:-1]))
    for mood in moods:
        if mood in ("good", "bad"):
            word = manner.words["better" if mood == "good" else "worse"]
            yield Sign(_way(mood), f"{view.periods[-1]}, {word}")
        elif mood == "quiet" and any(line.row.judgement is None for line in whole):
            yield Sign(_way(mood), f"{view.periods[-1]}, {manner.words['not_judged']}")


def _origin(drawing: Drawing, x: float, y: float) -> None:
    drawing.circle(x, y, 3.5, "origin")


def _between(drawing: Drawing, x: float, y: float) -> None:
    drawing.circle(x, y, 2.5, "between")


def _way(mood: Mood) -> Sample:
    def sample(drawing: Drawing, x: float, y: float) -> None:
        _arrow(drawing, x - 10, x + 10, y, mood)

    return sample
