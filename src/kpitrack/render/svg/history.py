"""One indicator in time: figures, what was wanted, where it began, and where it broke."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpitrack.model.period import parse_period
from kpitrack.render.numbers import digits_for
from kpitrack.render.sheet import Manner
from kpitrack.render.svg.drawing import Drawing
from kpitrack.render.svg.key import Sign, draw_key, draw_notes
from kpitrack.render.svg.marks import goal_mark
from kpitrack.render.svg.panel import LINE, Frame, Panel, of_set
from kpitrack.render.svg.series import Moment, Series, series_of
from kpitrack.views.detail import DetailView

_HEIGHT = 150.0
_LESSER_HEIGHT = 90.0
_FRAGMENT_WIDTH = 640.0


def history(view: DetailView, manner: Manner) -> str:
    """The indicator's figures in time as a picture for a page."""
    drawing = Drawing()
    bottom = draw_history(drawing, view, manner, 0, _FRAGMENT_WIDTH)
    label = f"{view.name}. {history_gist(view, manner)}"
    return drawing.fragment(_FRAGMENT_WIDTH, bottom, label)


def history_gist(view: DetailView, manner: Manner) -> str:
    """The figures of every period in words, for those who cannot see the picture."""
    every = series_of(view, manner)
    return "; ".join(_told(one, manner) for series in every for one in series.moments)


def _told(moment: Moment, manner: Manner) -> str:
    words = manner.words
    parts = [words["no_data"] if moment.text == "–" else moment.text]
    parts += [f"{of_set(words['target'], one.name)} {one.text}" for one in moment.goals]
    return f"{moment.period}: {', '.join(parts)}"


def draw_history(
    drawing: Drawing, view: DetailView, manner: Manner, top: float, width: float
) -> float:
    """A panel for each length of period, then the key; returns where it ends."""
    frame = Frame(
        unit=view.unit or "",
        summed=view.facts.get("rollup") == "sum",
        begun=tuple(value for _, value in _baselines(view)),
        breaks=tuple((parse_period(text).first, text) for text in view.breaks),
    )
    panels = [Panel(series, frame, manner, width) for series in series_of(view, manner)]
    y = top
    for place, panel in enumerate(panels):
        y = panel.draw(drawing, y, _LESSER_HEIGHT if place else _HEIGHT) + LINE
    y = draw_key(drawing, tuple(_signs(panels, view, manner)), 0, y, width)
    broken = [
        f"{manner.words['break_in'].format(period=period)}: {reason}"
        for period, reason in view.breaks.items()
    ]
    return draw_notes(drawing, broken, 0, y + 2, width) + 4


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
    if any(one.firm for _, one in known):
        columns = any(panel.columns for panel, one in known if one.firm)
        yield Sign(_column if columns else _point, words["actual"])
    if any(not one.firm for _, one in known):
        yield Sign(_hollow, words["key_open"])
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


def _point(drawing: Drawing, x: float, y: float) -> None:
    drawing.circle(x, y, 3.5, "data")


def _column(drawing: Drawing, x: float, y: float) -> None:
    drawing.rectangle(x - 5, y - 5, 10, 10, "data")


def _hollow(drawing: Drawing, x: float, y: float) -> None:
    drawing.circle(x, y, 3.5, "hollow")


def _start(drawing: Drawing, x: float, y: float) -> None:
    drawing.line((x - 10, y), (x + 10, y), "start")
