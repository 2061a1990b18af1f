"""The sheets of a trend view: a summary of many series, and each point of a named one."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpitrack.render.cells import DASH, legend, letters, qualified
from kpitrack.render.numbers import digits_for, written_digits
from kpitrack.render.printable import printable
from kpitrack.render.sheet import Cell, Manner, Mood, Role, Section, Sheet, name_cell
from kpitrack.render.sparkline import sparkline
from kpitrack.render.status import frame_text
from kpitrack.render.trend_chart import trend_chart
from kpitrack.views.trend import TrendPoint, TrendRow, TrendView

_MOODS: dict[str, Mood] = {
    "improvement": "good",
    "concern": "bad",
    "neutral": "open",
    "common_cause": "quiet",
    "consistently_met": "good",
    "consistently_missed": "bad",
    "inconsistent": "open",
}

_ROLES: dict[str, Role] = {"period": "text", "reading": "word"}
_EXPLAINED = (
    "improvement_high",
    "improvement_low",
    "concern_high",
    "concern_low",
    "neutral_high",
    "neutral_low",
    "common_cause",
    "consistently_met",
    "consistently_missed",
    "inconsistent",
)
"""What may be said of a series, in the order in which it is explained below a table."""

_MOST_NAMED = 4
_LEAST_LIMIT_DIGITS = 2
_LONGEST_SPARKLINE = 24
_MOST_DIGITS = 12


def trend_sheets(view: TrendView, manner: Manner) -> tuple[Sheet, ...]:
    """Every series in a line, where there are several; each point of those asked for."""
    single = len(view.rows) == 1
    points = [_points(row, view, manner) for row in view.rows if single or view.names]
    return tuple(points if single else [_summary(view, manner), *points])


def limit_digits(row: TrendRow) -> int:
    """Digits after the point of a mean or a limit: one more than the series is printed with.

    Without `decimals` in the file they are two at least.
    """
    if row.decimals is not None:
        return row.decimals + 1
    values = [one.value for one in row.points if one.value is not None]
    written = max((written_digits(one) for one in values), default=0)
    return max(_LEAST_LIMIT_DIGITS, written + 1 if written <= _MOST_DIGITS else 0)


def _summary(view: TrendView, manner: Manner) -> Sheet:
    keys = ("indicator", "unit", "count", "latest", "centre", "lower_limit", "upper_limit")
    roles = ("name", "unit", *("figure",) * 5)
    return Sheet(
        title=f"{printable(view.title)}, {manner.words['title_trend']}",
        subtitle=frame_text(view.target_set, view.as_of.isoformat(), manner),
        columns=manner.columns(
            *zip(keys, roles, strict=True),  # type: ignore[arg-type]
            ("bar", "bar"),
            ("variation", "word"),
            ("assurance", "word"),
        ),
        sections=tuple(_sections(view, manner)),
        footer=_footer(view, manner),
        notes=(
            *map(printable, view.notes),
            *_remarks(view.rows),
            *_explained(view.rows, manner),
        ),
    )


def _sections(view: TrendView, manner: Manner) -> Iterator[Section]:
    for group in dict.fromkeys(row.group for row in view.rows):
        name = view.group_names.get(group, group) if group else None
        rows = (row for row in view.rows if row.group == group)
        yield Section(
            tuple(_summary_row(row, manner) for row in rows),
            printable(name) if name else None,
        )


def _summary_row(row: TrendRow, manner: Manner) -> tuple[Cell, ...]:
    last = row.points[-1] if row.points else None
    return (
        name_cell(row.name),
        name_cell(row.unit or ""),
        _count(row, manner),
        _value(last, row, manner) if last else DASH,
        *(_limits(last, row, manner) if last else (DASH, DASH, DASH)),
        Cell(sparkline([one.value for one in row.points[-_LONGEST_SPARKLINE:]])),
        variation_cell(row, manner),
        assurance_cell(row, manner),
    )


def _count(row: TrendRow, manner: Manner) -> Cell:
    """The points that the limits rest on, and whether these are trial limits."""
    trial = f" {manner.words['trial']}" if row.limits == "trial" else ""
    return Cell(f"{row.points_known}{trial}")


def _remarks(rows: Sequence[TrendRow]) -> Iterator[str]:
    """Each remark once, behind the names of the first rows that it is about."""
    names: dict[str, list[str]] = {}
    for row in rows:
        for remark in row.remarks:
            names.setdefault(remark, []).append(row.name)
    for remark, every in names.items():
        left = len(every) - _MOST_NAMED
        more = f" and {left} more" if left > 0 else ""
        yield printable(f"{'; '.join(every[:_MOST_NAMED])}{more}: {remark}")


def _footer(view: TrendView, manner: Manner) -> str:
    words, summary = manner.words, view.summary
    if not view.rows:
        return words["nothing"]
    counts = {
        "improvement": summary.improvement,
        "concern": summary.concern,
        "neutral": summary.neutral,
        "common_cause": summary.common_cause,
        "no_verdict": summary.without_verdict,
    }
    parts = [f"{count} {words[key]}" for key, count in counts.items() if count]
    return ", ".join([*parts, words["rows"].format(rows=summary.rows)])


def _points(row: TrendRow, view: TrendView, manner: Manner) -> Sheet:
    shown = _shown(row)
    frame = frame_text(row.target_set, view.as_of.isoformat(), manner)
    group = view.group_names.get(row.group, row.group) if row.group else None
    parts = (row.id, group, row.unit, row.direction, frame)
    return Sheet(
        title=printable(row.name),
        subtitle=", ".join(printable(one) for one in parts if one),
        columns=manner.columns(*((key, _ROLES.get(key, "figure")) for key in shown)),
        sections=tuple(_segments(row, shown, manner)),
        chart=trend_chart(row, limit_digits(row), manner),
        footer=_verdict(row, manner),
        notes=(
            *(printable(one) for one in row.remarks),
            *_why_no_assurance(row, manner),
            *_explained((row,), manner),
            *legend({one.observation_status for one in row.points}, False, False, manner),
        ),
    )


def _shown(row: TrendRow) -> tuple[str, ...]:
    """The columns that some point has something for."""
    with_target = any(_has_target(one) for one in row.points)
    with_limits = any(one.mean is not None for one in row.points)
    limits = ("centre", "lower_limit", "upper_limit", "reading")
    return (
        "period",
        "actual",
        *(("target",) if with_target else ()),
        *(limits if with_limits else ()),
    )


def _segments(row: TrendRow, shown: Sequence[str], manner: Manner) -> Iterator[Section]:
    """The points from each break to the next, under the reason of the break."""
    reasons = {one.period: one.reason for one in row.breaks}
    for number in dict.fromkeys(one.segment for one in row.points):
        points = [one for one in row.points if one.segment == number]
        reason = reasons.get(points[0].period)
        yield Section(
            tuple(_point_row(one, row, shown, manner) for one in points),
            printable(f"{points[0].period}: {reason}") if reason else None,
        )


def _point_row(
    point: TrendPoint, row: TrendRow, shown: Sequence[str], manner: Manner
) -> tuple[Cell, ...]:
    mean, lower, upper = _limits(point, row, manner)
    cells = {
        "period": Cell(point.period),
        "actual": _value(point, row, manner),
        "target": _target(point, row, manner),
        "centre": mean,
        "lower_limit": lower,
        "upper_limit": upper,
        "reading": reading_cell(point, manner),
    }
    return tuple(cells[key] for key in shown)


def _value(point: TrendPoint, row: TrendRow, manner: Manner) -> Cell:
    if point.value is None:
        return DASH
    text = manner.numbers.number(point.value, digits_for(point.value, row.decimals))
    text = qualified(text, point.qualifier, manner)
    return Cell(text + letters(point.observation_status, False))


def _limits(point: TrendPoint, row: TrendRow, manner: Manner) -> tuple[Cell, Cell, Cell]:
    """Mean, lower and upper limit."""

    def shown(figure: Decimal | None) -> Cell:
        if figure is None:
            return DASH
        return Cell(manner.numbers.number(figure, limit_digits(row)))

    return shown(point.mean), shown(point.lower_limit), shown(point.upper_limit)


def _has_target(point: TrendPoint) -> bool:
    return point.target is not None or point.target_min is not None


def _target(point: TrendPoint, row: TrendRow, manner: Manner) -> Cell:
    edges = [point.target_min, point.target, point.target_max]
    shown = [_figure(one, row, manner) for one in edges if one is not None]
    return Cell("–".join(dict.fromkeys(shown))) if shown else DASH


def _figure(value: Decimal, row: TrendRow, manner: Manner) -> str:
    return manner.numbers.number(value, digits_for(value, row.decimals))


def reading_cell(point: TrendPoint, manner: Manner) -> Cell:
    """What a point says, and by which rules: "concern, low: outside a limit"."""
    words = manner.words
    if point.special_cause is None:
        return DASH
    said = words[point.special_cause]
    if point.side is not None:
        rules = ", ".join(words[one] for one in point.signals)
        said = f"{said}, {words[point.side]}: {rules}"
    return Cell(said, _MOODS[point.special_cause])


def variation_cell(row: TrendRow, manner: Manner) -> Cell:
    """The last point's reading in a word, with the side that it points to."""
    if row.variation is None:
        return Cell(manner.words["no_verdict"], "quiet")
    side = row.points[-1].side
    said = manner.words[row.variation]
    return Cell(f"{said}, {manner.words[side]}" if side else said, _MOODS[row.variation])


def assurance_cell(row: TrendRow, manner: Manner) -> Cell:
    """Whether the process will meet its target, in a word."""
    if row.assurance is None:
        return DASH
    return Cell(manner.words[row.assurance], _MOODS[row.assurance])


def _verdict(row: TrendRow, manner: Manner) -> str:
    words = manner.words
    parts = [f"{words['variation']}: {variation_cell(row, manner).text}"]
    if row.variation_reason is not None:
        parts[0] += f": {printable(row.variation_reason)}"
    if row.assurance is not None:
        parts.append(f"{words['assurance']}: {assurance_cell(row, manner).text}")
    return "; ".join(parts)


def _why_no_assurance(row: TrendRow, manner: Manner) -> Iterator[str]:
    """Said only where there are limits to hold against a target, and more than none of it."""
    if row.variation_reason is None and row.assurance_reason not in (None, "no target"):
        yield printable(f"{manner.words['assurance']}: {row.assurance_reason}")


def _explained(rows: Sequence[TrendRow], manner: Manner) -> Iterator[str]:
    """What the words for variation and assurance mean, of those that are shown.

    The meaning is that of the icons of Making Data Count, whose letter stands with it.
    """
    said = {
        "_".join(filter(None, (row.variation, row.points[-1].side)))
        for row in rows
        if row.variation
    }
    said |= {row.assurance for row in rows if row.assurance}
    yield from (manner.words[f"meaning_{one}"] for one in _EXPLAINED if one in said)
