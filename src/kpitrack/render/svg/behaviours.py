"""A trend view: a behaviour chart for each row, one below the other, with one key."""

from collections.abc import Iterator, Sequence

from kpitrack.render.cells import legend
from kpitrack.render.printable import printable
from kpitrack.render.sheet import Manner
from kpitrack.render.status import frame_text
from kpitrack.render.svg.behaviour import behaviour_signs, draw_behaviour, reading
from kpitrack.render.svg.drawing import Drawing
from kpitrack.render.svg.key import draw_key, draw_notes
from kpitrack.render.svg.lettering import SIZE, wrapped
from kpitrack.render.svg.names import PAPER
from kpitrack.render.svg.picture import Picture
from kpitrack.views.trend import TrendRow, TrendView

_APART = 18.0


def behaviours(view: TrendView, manner: Manner) -> Picture:
    """Group by group; a single series needs no heading of its own below the title."""
    drawing, words = Drawing(), manner.words
    y, group = 0.0, None
    for row in view.rows:
        if row.group != group and row.group is not None:
            drawing.line((0, y), (PAPER, y), "rule")
            name = view.group_names.get(row.group, row.group)
            drawing.text(0, y + 16, name, "small soft")
            y += 22
        group = row.group
        y = _draw_name(drawing, row, y)
        y = draw_behaviour(drawing, row, manner, y, PAPER) + _APART
    y = draw_key(drawing, tuple(behaviour_signs(view.rows, manner)), 0, y, PAPER)
    notes = [*map(printable, view.notes), *_legend(view.rows, manner)]
    if not view.rows:
        notes.insert(0, words["nothing"])
    return Picture(
        drawing=drawing,
        width=PAPER,
        height=draw_notes(drawing, notes, 0, y + 4, PAPER) + 2,
        title=f"{view.title}, {words['title_trend']}",
        subtitle=frame_text(view.target_set, view.as_of.isoformat(), manner),
        told=" ".join(_told(view.rows, manner)) or words["nothing"],
    )


def _draw_name(drawing: Drawing, row: TrendRow, top: float) -> float:
    y = top
    for line in wrapped(row.name, PAPER, SIZE, bold=True):
        y += 15
        drawing.text(0, y, line, "strong")
    return y + 3


def _told(rows: Sequence[TrendRow], manner: Manner) -> Iterator[str]:
    for row in rows:
        yield f"{row.name}: {reading(row, manner)}"


def _legend(rows: Sequence[TrendRow], manner: Manner) -> tuple[str, ...]:
    marks = {one.observation_status for row in rows for one in row.points}
    return legend(marks, False, False, manner)
