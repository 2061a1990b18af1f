"""A trend view: a behaviour chart for each row, one below the other, with one key."""

from collections.abc import Iterator, Sequence

from kpitrack.render.cells import legend
from kpitrack.render.printable import printable
from kpitrack.render.sheet import Manner
from kpitrack.render.status import frame_text
from kpitrack.render.svg.behaviour import behaviour_signs, draw_behaviour, reading
from kpitrack.render.svg.drawing import Drawing
from kpitrack.render.svg.key import draw_key, draw_notes
from kpitrack.render.svg.names import PAPER
from kpitrack.render.svg.paragraph import HEADING, draw_paragraph
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
            y = draw_paragraph(drawing, name, y + 5, PAPER) + 3
        group = row.group
        y = draw_paragraph(drawing, row.name, y, PAPER, HEADING)
        y = draw_behaviour(drawing, row, manner, y, PAPER) + _APART
    y = draw_key(drawing, tuple(behaviour_signs(view.rows, manner)), y, PAPER)
    notes = [*map(printable, view.notes), *_legend(view.rows, manner)]
    if not view.rows:
        notes.insert(0, words["nothing"])
    return Picture(
        drawing=drawing,
        width=PAPER,
        height=draw_notes(drawing, notes, y + 4, PAPER) + 2,
        title=f"{view.title}, {words['title_trend']}",
        subtitle=frame_text(view.target_set, view.as_of.isoformat(), manner),
        told=" ".join(_told(view.rows, manner)) or words["nothing"],
    )


def _told(rows: Sequence[TrendRow], manner: Manner) -> Iterator[str]:
    for row in rows:
        yield f"{row.name}: {reading(row, manner)}"


def _legend(rows: Sequence[TrendRow], manner: Manner) -> tuple[str, ...]:
    marks = {one.observation_status for row in rows for one in row.points}
    return legend(marks, False, False, manner)
