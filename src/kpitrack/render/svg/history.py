"""One indicator in time: figures, what was wanted, where it began, and where it broke."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpitrack.model.period import parse_period
from kpitrack.render.cells import is_partial, legend
from kpitrack.render.numbers import digits_for
from kpitrack.render.sheet import Manner
from kpitrack.render.svg.axis import OVERHANG
from kpitrack.render.svg.drawing import Drawing
from kpitrack.render.svg.key import Sample, Sign, draw_key, draw_notes
from kpitrack.render.svg.marks import goal_mark
from kpitrack.render.svg.names import PAPER
from kpitrack.render.svg.panel import LINE, Frame, Panel, is_long, of_set
from kpitrack.render.svg.paragraph import draw_paragraph
from kpitrack.render.svg.picture import Picture
from kpitrack.render.svg.series import Moment, series_of
from kpitrack.views.detail import DetailView

_HEIGHT = 150.0
_LESSER_HEIGHT = 90.0
_NARROWEST = 480.0


def history(view: DetailView, manner: Manner) -> str:
    """The indicator's figures in time as a picture for a page."""
    drawing = Drawing()
    width, bottom = draw_history(drawing, view, manner)
    label = f"{view.name}. {history_gist(view, manner)}"
    return drawing.fragment(width, bottom, label)


def history_picture(view: DetailView, manner: Manner) -> Picture:
    """The indicator's figures in time as a file of its own."""
    drawing = Drawing()
    width, bottom = draw_history(drawing, view, manner)
    parts = [view.id, view.group, view.unit, view.direction]
    told = [one for one in view.notes if not one.startswith("break in ")]
    marks = {row.observation_status for row in view.rows}
    so_far = any(is_partial(row) for row in view.rows)
    implied = any(row.target_implied for row in view.rows)
    notes = [*told, *legend(marks, so_far, implied, manner)]
    return Picture(
        drawing=drawing,
        width=width,
        height=draw_notes(drawing, notes, bottom, width) + 2,
        title=view.name,
        subtitle=", ".join(one for one in parts if one),
        told=history_gist(view, manner),
    )


def history_gist(view: DetailView, manner: Manner) -> str:
    """The figures of every period in words, for those who cannot see the picture."""
    every = series_of(view, manner)
    return "; ".join(_told(one, manner) for series in every for one in series.moments)


def _told(moment: Moment, manner: Manner) -> str:
    words = manner.words
    parts = [words["no_data"] if moment.text == "–" else moment.text]
    parts += [
        f"{of_set(words['target'], name)} {text}" for name, text in moment.targets.items()
    ]
    return f"{moment.period}: {', '.join(parts)}"


def draw_history(drawing: Drawing, view: DetailView, manner: Manner) -> tuple[float, float]:
    """A panel for each length of period, then the key; returns the width and where it ends."""
    frame = Frame(
        unit=view.unit or "",
        summed=view.facts.get("rollup") == "sum",
        begun=tuple(value for _, value in _baselines(view)),
        breaks=tuple((parse_period(text).first, text) for text in view.breaks),
    )
    panels = [
        Panel(series, frame, manner, PAPER, _LESSER_HEIGHT if place else _HEIGHT)
        for place, series in enumerate(series_of(view, manner))
    ]
    width = max([_NARROWEST, *(panel.slots.end + OVERHANG + 2 for panel in panels)])
    y = 0.0 if panels else draw_paragraph(drawing, manner.words["no_data"], 0, width)
    for panel in panels:
        y = panel.draw(drawing, y) + LINE
    y = draw_key(drawing, tuple(_signs(panels, view, manner)), y, width)
    told = [
        f"{one.period}: {one.text}" for panel in panels for one in panel.moments if is_long(one)
    ]
    broken = [
        f"{manner.words['break_in'].format(period=period)}: {reason}"
        for period, reason in view.breaks.items()
    ]
    return width, draw_notes(drawing, [*told, *broken], y + 2, width) + 4


def _baselines(view: DetailView) -> list[tuple[str, Decimal]]:
    return [
        (one.period, one.value)
        for one in view.records
        if one.kind == "baseline" and one.counts and isinstance(one.value, Decimal)
    ]


def _signs(panels: Sequence[Panel], view: DetailView, manner: Manner) -> Iterator[Sign]:
    words = manner.words
    shown = [(panel, one) for panel in panels for one in panel.moments]
    known = [(panel, one) for panel, one in shown if one.value is not None]
    for firm, meaning in ((True, words["actual"]), (False, words["key_open"])):
        columns = [panel.columns for panel, one in known if one.firm is firm]
        if columns:
            yield Sign(_figure_sign(firm=firm, column=columns[0]), meaning)
    yield from _goal_signs(panels, manner)
    for period, value in _baselines(view):
        figure = manner.numbers.number(value, digits_for(value, None))
        yield Sign(_start, f"{words['baseline']} {period}: {figure}")


def _goal_signs(panels: Sequence[Panel], manner: Manner) -> Iterator[Sign]:
    drawn = {
        (panel.series.sets.index(goal.name), goal.name, goal.ahead)
        for panel in panels
        for moment in panel.moments
        for goal in panel.goals(moment)
    }
    for order, name, ahead in sorted(drawn, key=lambda one: (one[0], one[2])):

        def sample(
            drawing: Drawing, x: float, y: float, order: int = order, ahead: bool = ahead
        ) -> None:
            goal_mark(drawing, (x, y), 10, order, ahead=ahead)

        word = manner.words["key_ahead" if ahead else "target"]
        yield Sign(sample, of_set(word, name))


def _figure_sign(*, firm: bool, column: bool) -> Sample:
    kind = "data" if firm else "hollow"

    def sample(drawing: Drawing, x: float, y: float) -> None:
        if column:
            drawing.rectangle(x - 5, y - 5, 10, 10, kind)
        else:
            drawing.circle(x, y, 3.5, kind)

    return sample


def _start(drawing: Drawing, x: float, y: float) -> None:
    drawing.line((x - 10, y), (x + 10, y), "start")
