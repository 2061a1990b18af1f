"""A status view as bullet bars, one below the other, with the figures as text beside them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from kpitrack.measures.quantity import ZERO
from kpitrack.render.breakdown import full_name
from kpitrack.render.cells import actual_cell, completion_cell, status_cell
from kpitrack.render.numbers import HUNDRED
from kpitrack.render.printable import printable
from kpitrack.render.sheet import Manner
from kpitrack.render.status import (
    footer_text,
    frame_text,
    named_target_cell,
    row_notes,
    tally_text,
)
from kpitrack.render.svg.aside import draw_aside, with_unit
from kpitrack.render.svg.axis import SMALL
from kpitrack.render.svg.bullet import MOST, draw_bullet, judged_by, mood_of, percent_scale
from kpitrack.render.svg.drawing import Drawing
from kpitrack.render.svg.key import Sample, Sign, draw_key, draw_notes
from kpitrack.render.svg.lettering import text_width
from kpitrack.render.svg.marks import mood_mark
from kpitrack.render.svg.names import Names
from kpitrack.render.svg.paragraph import HEADING, draw_paragraph
from kpitrack.render.svg.picture import Picture
from kpitrack.render.svg.scale import Scale
from kpitrack.views.status import GroupTally, StatusRow, StatusView

_GAP = 14.0
_BAR = 150.0
_HALF = Decimal(50)
_ROW = 9.0
_LINE = 14.0
_BULLET = 15.0
_LONG = 25
"""From so many rows on, the axis stands below them too."""


class _Line(NamedTuple):
    """A row with its texts, as the table has them."""

    row: StatusRow
    actual: str
    target: str
    completion: str
    status: str


class _Columns(NamedTuple):
    """Where the columns stand: figures end, the others begin."""

    names: Names
    actual: float
    target: float
    bars: Scale
    completion: float
    status: float
    end: float


def board(view: StatusView, manner: Manner) -> Picture:
    """Every row of the view with its bar, group by group, on one axis in percent.

    A figure that there is not is left blank: the status beside it says which. Indicators
    without a target have nothing to draw, and stand as text below their group's bars.
    """
    lines = {
        group.id: [_line(row, view, manner) for row in view.rows if row.group == group.id]
        for group in view.groups
    }
    every = [line for found in lines.values() for line in found]
    drawing = Drawing()
    targeted = [line for line in every if line.row.status != "no_target"]
    columns = _columns(targeted, manner)
    y = _headings(drawing, columns, manner, 0) if targeted else 0
    for group in view.groups:
        y = _group_heading(drawing, group, view, columns, manner, y)
        found = lines[group.id]
        for line in found:
            if line.row.status != "no_target":
                y = _draw_row(drawing, line, columns, y)
        y = _draw_untargeted(drawing, found, columns, manner, y)
    if len(targeted) >= _LONG:
        _axis(drawing, columns.bars, y + 12, manner)
        y += 18
    footer = footer_text(view.summary, manner)
    y = draw_paragraph(drawing, footer, y + 10, columns.end, HEADING)
    y = draw_key(drawing, tuple(_signs(every, manner)), y + 6, columns.end)
    notes = (*map(printable, view.notes), *row_notes(view.rows, manner))
    y = draw_notes(drawing, notes, y + 4, columns.end)
    return Picture(
        drawing=drawing,
        width=columns.end,
        height=y + 2,
        title=f"{view.title}, {manner.words['title_status'].format(period=view.period)}",
        subtitle=frame_text(view.target_set, view.as_of.isoformat(), manner),
        told="; ".join([footer, *_told(every)]),
    )


def _line(row: StatusRow, view: StatusView, manner: Manner) -> _Line:
    asked = None if view.target_set == "all" else view.target_set
    target = named_target_cell(row, asked, manner).text
    if view.target_set == "all" and row.target_set:
        target = f"{target} ({row.target_set})"
    return _Line(
        row,
        actual_cell(row, manner).text,
        target,
        completion_cell(row, manner).text,
        status_cell(row, manner).text,
    )


def _told(lines: Sequence[_Line]) -> Iterator[str]:
    """Each row that has a verdict or a completion, in words."""
    for line in lines:
        if line.row.completion is not None or line.row.status not in (None, "no_target"):
            figures = (line.completion, line.status)
            yield f"{full_name(line.row)}: {', '.join(one for one in figures if one != '–')}"


def _columns(lines: Sequence[_Line], manner: Manner) -> _Columns:
    """As wide as their texts; the names take what is left of the paper's width."""
    words = manner.words

    def widest(heading: str, texts: list[str], *, bold: bool = False) -> float:
        wide = max((text_width(text, bold=bold) for text in texts), default=0.0)
        return max(wide, text_width(words[heading], SMALL)) + _GAP

    actual = widest("actual", [one.actual for one in lines])
    target = widest("target", [one.target for one in lines])
    completion = widest("completion", [one.completion for one in lines], bold=True)
    status = widest("status", [one.status for one in lines]) + 4
    left = Names.room(actual + target + _BAR + completion + status + _GAP)
    names = Names.fitting([(full_name(one.row), one.row.unit) for one in lines], left)
    x = names.width
    bars = percent_scale(x + actual + target + _GAP, x + actual + target + _GAP + _BAR)
    return _Columns(
        names=names,
        actual=x + actual,
        target=x + actual + target,
        bars=bars,
        completion=bars.end + completion,
        status=bars.end + completion + _GAP,
        end=bars.end + completion + _GAP + status,
    )


def _headings(drawing: Drawing, columns: _Columns, manner: Manner, top: float) -> float:
    words, y = manner.words, top + 11
    drawing.text(0, y, words["indicator"], "small soft")
    drawing.text(columns.actual, y, words["actual"], "small soft", "end")
    drawing.text(columns.target, y, words["target"], "small soft", "end")
    drawing.text(columns.completion, y, words["completion"], "small soft", "end")
    drawing.text(columns.status, y, words["status"], "small soft")
    _axis(drawing, columns.bars, y, manner)
    return top + 16


def _axis(drawing: Drawing, bars: Scale, y: float, manner: Manner) -> None:
    for tick in (ZERO, _HALF, HUNDRED, MOST):
        text = manner.numbers.number(tick, 0)
        if tick == HUNDRED:
            text = manner.numbers.with_sign(text)
        drawing.text(bars.at(tick), y, text, "small soft tick", "middle")


def _group_heading(
    drawing: Drawing,
    group: GroupTally,
    view: StatusView,
    columns: _Columns,
    manner: Manner,
    top: float,
) -> float:
    name = group.name or (manner.words["no_group"] if len(view.groups) > 1 else "")
    if not name:
        return top + 4
    drawing.line((0, top + 8), (columns.end, top + 8), "rule")
    total = tally_text(group.tally, manner) or ""
    drawing.text(columns.end, top + 24, total, "small soft", "end")
    room = columns.end - text_width(total, SMALL) - _GAP
    return draw_paragraph(drawing, name, top + 13, room, HEADING) + 2


def _draw_row(drawing: Drawing, line: _Line, columns: _Columns, top: float) -> float:
    row, baseline = line.row, top + 15
    bottom = columns.names.draw(drawing, full_name(row), row.unit, baseline)
    for text, x in (
        (line.actual, columns.actual),
        (line.target, columns.target),
        (line.completion, columns.completion),
    ):
        if text != "–":
            strong = x == columns.completion and row.completion is not None
            drawing.text(x, baseline, text, "strong" if strong else "", "end")
    draw_bullet(drawing, row, columns.bars, top + 3.5, _BULLET)
    mood_mark(drawing, columns.status + 4, baseline - 4, mood_of(row))
    kind = "soft" if mood_of(row) in ("quiet", "none") else ""
    drawing.text(columns.status + 14, baseline, line.status, kind)
    return bottom + _ROW


def _draw_untargeted(
    drawing: Drawing, lines: Sequence[_Line], columns: _Columns, manner: Manner, top: float
) -> float:
    entries = [
        (with_unit(full_name(line.row), line.row.unit), line.actual)
        for line in lines
        if line.row.status == "no_target"
    ]
    if not entries:
        return top
    drawing.text(0, top + 12, manner.words["no_target"].capitalize(), "small strong")
    return draw_aside(drawing, entries, top + 15, columns.end) + 2


def _signs(lines: Sequence[_Line], manner: Manner) -> Iterator[Sign]:
    words, rows = manner.words, [one.row for one in lines if one.row.completion is not None]
    if not rows:
        return
    yield Sign(_bar, words["key_completion"])
    yield Sign(_goal, f"{words['target']} ({manner.numbers.with_sign('100')})")
    if any(row.completion_expected is not None for row in rows):
        yield Sign(_due, words["bar_expected"])
    shaded = {(row.part, row.near) for row in rows if judged_by(row) is not None}
    if len(shaded) == 1 and all(row.expected is None for row in rows):
        part, near = (manner.numbers.percent(one) for one in shaded.pop())
        yield Sign(_shade("low"), words["key_under"].format(limit=part))
        yield Sign(_shade("mid"), words["key_from"].format(low=part, high=near))
        yield Sign(_shade("high"), words["key_over"].format(limit=near))
    elif shaded:
        yield Sign(_shades, words["key_thresholds"])
    if any(row.completion > MOST for row in rows if row.completion is not None):
        yield Sign(_further, words["key_further"].format(limit=manner.numbers.percent(MOST)))


def _bar(drawing: Drawing, x: float, y: float) -> None:
    drawing.rectangle(x - 10, y - 3, 20, 6, "good")


def _goal(drawing: Drawing, x: float, y: float) -> None:
    drawing.line((x, y - 6), (x, y + 6), "goal")


def _due(drawing: Drawing, x: float, y: float) -> None:
    drawing.line((x, y - 6), (x, y + 6), "due")


def _shade(kind: str) -> Sample:
    def sample(drawing: Drawing, x: float, y: float) -> None:
        drawing.rectangle(x - 10, y - 6, 20, 12, kind)

    return sample


def _shades(drawing: Drawing, x: float, y: float) -> None:
    for start, kind in ((x - 10, "low"), (x - 3, "mid"), (x + 4, "high")):
        drawing.rectangle(start, y - 6, 7, 12, kind)


def _further(drawing: Drawing, x: float, y: float) -> None:
    drawing.rectangle(x - 10, y - 3, 20, 6, "good")
    for back in (6.0, 10.0):
        end = x + 10 - back
        drawing.path([(end, y - 3), (end + 3, y), (end, y + 3)], "further")
