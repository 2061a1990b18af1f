"""The chart of a trend: an XmR chart's points, limits, mean and target, ready to be drawn."""

from collections.abc import Iterator
from decimal import Decimal

from kpitrack.render.numbers import digits_for
from kpitrack.render.printable import printable
from kpitrack.render.sheet import Chart, ChartLine, ChartPoint, LineKind, Manner
from kpitrack.views.trend import TrendRow

_KINDS = ("common_cause", "improvement", "concern", "neutral")
_LINES = ("target", "target_min", "target_max", "mean", "upper_limit", "lower_limit", "break")


def trend_chart(row: TrendRow, limit_digits: int, manner: Manner) -> Chart:
    """The series of one indicator with what it is read by; limits have their own digits."""
    return Chart(
        points=tuple(_points(row, manner)),
        lines=tuple(_lines(row, limit_digits, manner)),
        names=chart_names(manner),
        partly=manner.words["chart_partly"],
    )


def chart_names(manner: Manner) -> dict[str, str]:
    """What the kinds of points and lines are called."""
    names = {kind: manner.words[kind] for kind in _KINDS}
    names["not_judged"] = manner.words["no_verdict"]
    return names | {name: manner.words[f"chart_{name}"] for name in _LINES}


def _points(row: TrendRow, manner: Manner) -> Iterator[ChartPoint]:
    segment = row.points[0].segment if row.points else 0
    for point in row.points:
        yield ChartPoint(
            period=printable(point.period),
            value=point.value,
            figure=_figure(point.value, row, manner),
            kind=point.special_cause or "not_judged",
            after_break=point.segment != segment,
        )
        segment = point.segment


def _lines(row: TrendRow, limit_digits: int, manner: Manner) -> Iterator[ChartLine]:
    values: dict[LineKind, tuple[Decimal | None, ...]] = {
        "target": tuple(one.target for one in row.points),
        "target_max": tuple(one.target_max for one in row.points),
        "target_min": tuple(one.target_min for one in row.points),
        "mean": tuple(one.mean for one in row.points),
        "upper_limit": tuple(one.upper_limit for one in row.points),
        "lower_limit": tuple(one.lower_limit for one in row.points),
    }
    for kind, line in values.items():
        if any(one is not None for one in line):
            last = line[-1]
            if kind.startswith("target") or last is None:
                figure = _figure(last, row, manner)
            else:
                figure = manner.numbers.number(last, limit_digits)
            yield ChartLine(kind, line, figure)


def _figure(value: Decimal | None, row: TrendRow, manner: Manner) -> str:
    if value is None:
        return ""
    return manner.numbers.number(value, digits_for(value, row.decimals))
