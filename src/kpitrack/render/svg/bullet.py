"""A completion as a bullet bar: how much of the target is there, and where it is enough."""

from decimal import Decimal

from kpitrack.measures.quantity import ZERO
from kpitrack.render.cells import MOODS, completion_cell, is_all_there, status_cell
from kpitrack.render.numbers import HUNDRED
from kpitrack.render.sheet import Manner, Mood
from kpitrack.render.svg.drawing import Drawing
from kpitrack.render.svg.scale import Scale
from kpitrack.views.status import StatusRow

MOST = Decimal(150)
"""Where the axis of completions ends, in percent; longer bars are cut and marked."""

_WIDTH, _HEIGHT = 120, 14

_SHORT = 2.5
"""Pixels that stay open before the middle of the target's line while it is not reached."""


def bullet(row: StatusRow, manner: Manner) -> str:
    """A row's completion as a small picture; nothing where it has none."""
    if row.completion is None:
        return ""
    drawing = Drawing()
    draw_bullet(drawing, row, percent_scale(0.5, _WIDTH - 0.5), 0, _HEIGHT)
    label = f"{completion_cell(row, manner).text}, {status_cell(row, manner).text}"
    return drawing.fragment(_WIDTH, _HEIGHT, label)


def percent_scale(start: float, end: float) -> Scale:
    """Completions from nothing to `MOST`, the same for every unit."""
    return Scale(ZERO, MOST, start, end)


def mood_of(row: StatusRow) -> Mood:
    """How a row is to be read at a glance."""
    return MOODS[row.status] if row.status else "none"


def draw_bullet(
    drawing: Drawing, row: StatusRow, scale: Scale, top: float, height: float
) -> None:
    """Shades up to the thresholds, the bar, and the target as a line; nothing without one."""
    if row.completion is None:
        return
    _shades(drawing, row, scale, top, height)
    start, end, goal = scale.start, scale.at(row.completion), scale.at(HUNDRED)
    if not is_all_there(row):
        end = min(end, goal - _SHORT)
    thick = height * 0.44
    drawing.rectangle(start, top + (height - thick) / 2, end - start, thick, mood_of(row))
    drawing.line((goal, top + 1), (goal, top + height - 1), "goal")
    _expectation(drawing, row, scale, top, height)
    middle = top + height / 2
    if row.completion > MOST:
        for back in (6.0, 10.0):
            tip = [(end - back, middle - 3), (end - back + 3, middle), (end - back, middle + 3)]
            drawing.path(tip, "further")
    elif row.completion < 0:
        tip = [(start + 6, middle - 3), (start + 2, middle), (start + 6, middle + 3)]
        drawing.path(tip, "below")


def _shades(drawing: Drawing, row: StatusRow, scale: Scale, top: float, height: float) -> None:
    """The thresholds, of the target or while it runs of what was expected by then."""
    start, judged = scale.start, judged_by(row)
    if judged is not None:
        for limit, kind in ((row.part, "low"), (row.near, "mid")):
            end = max(scale.at(limit * judged / HUNDRED), start)
            drawing.rectangle(start, top, end - start, height, kind)
            start = end
    drawing.rectangle(start, top, scale.end - start, height, "high")


def judged_by(row: StatusRow) -> Decimal | None:
    """The completion that a verdict is measured by; None where there is no such one."""
    if mood_of(row) in ("open", "quiet"):
        return None
    return HUNDRED if row.expected is None else row.completion_expected


def _expectation(
    drawing: Drawing, row: StatusRow, scale: Scale, top: float, height: float
) -> None:
    if row.completion_expected is not None and 0 <= row.completion_expected <= MOST:
        x = scale.at(row.completion_expected)
        drawing.line((x, top), (x, top + height), "due")
