"""A tracker as a table for people: a row for each course of figures, a column a period.

It has the newest figure of each period and no more; `wide_csv` says what it leaves out.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kpitrack.model.period import Period, parse_period
from kpitrack.sources.exchange.cells import DecimalSign, cell, number_cell
from kpitrack.sources.exchange.long import Manner, rows_as_csv
from kpitrack.sources.exchange.records import Entry, FigureRow, Records, Value
from kpitrack.sources.exchange.sdmx import percentage

_ABOUT = ("name", "group", "unit")
_CARRIED = ("value", "min", "max", "count", "of", "text", "qualifier", "status", "each")
_HEAD = ("id", *_ABOUT, "figures", "target_set")

_Course = tuple[str, str, str]
"""Indicator, kind and target set of the figures in a row."""


class Wide(NamedTuple):
    """The lines of the file, each with its end, and what the layout has no place for."""

    lines: Iterator[str]
    left_out: tuple[str, ...]


def wide_csv(records: Records, manner: Manner = Manner()) -> Wide:
    """The newest figures by indicator and period, shares in percent.

    What a figure is worth stands beside them under `marks`: over, estimated, each month.
    """
    newest = _newest(records)
    lines = rows_as_csv(_rows(records, newest, manner.decimal), manner.delimiter)
    return Wide(lines, tuple(_left_out(records, newest)))


def _newest(records: Records) -> dict[_Course, dict[Period, FigureRow]]:
    courses: dict[_Course, dict[Period, FigureRow]] = {}
    for row in records.figures:
        if row.dimension is None and row.stated_set is None:
            course = (row.indicator, row.kind, row.target_set or "")
            figures = courses.setdefault(course, {})
            period = parse_period(row.period)
            figures[period] = row  # a history stands in its order, the newest last
    return courses


def _rows(
    records: Records,
    newest: Mapping[_Course, Mapping[Period, FigureRow]],
    decimal: DecimalSign,
) -> Iterator[Sequence[str]]:
    periods = sorted({period for figures in newest.values() for period in figures})
    yield [*_HEAD, *(cell(str(period)) for period in periods), "marks"]
    about = {one.id: one for one in records.of("indicators")}
    for (name, kind, target_set), figures in newest.items():
        head = [name, *_about(about[name]), kind, target_set or None]
        values = [_value(figures.get(period), decimal) for period in periods]
        marks = "; ".join(_marks(figures)) or None
        yield [*(cell(one) for one in head), *values, cell(marks)]


def _about(entry: Entry) -> list[Value]:
    return [entry.attributes.get(key) for key in _ABOUT]


def _value(row: FigureRow | None, decimal: DecimalSign) -> str:
    if row is None:
        return ""
    if row.min is not None and row.max is not None:
        band = (number_cell(row.min, decimal), number_cell(row.max, decimal))
        return cell(" to ".join(band))
    if row.count is not None and row.of is not None:
        return cell(percentage(row.count, row.of), decimal)
    return cell(row.text if row.value is None else row.value, decimal)


def _marks(figures: Mapping[Period, FigureRow]) -> Iterator[str]:
    """What figures are worth, by period."""
    for period in sorted(figures):
        row = figures[period]
        told = [row.qualifier, row.status if row.status != "final" else None]
        told.append(f"each {row.each}" if row.each else None)
        marks = ", ".join(one for one in told if one)
        if marks:
            yield f"{period}: {marks}"


def _left_out(
    records: Records, newest: Mapping[_Course, Mapping[Period, FigureRow]]
) -> Iterator[str]:
    shown = [row for figures in newest.values() for row in figures.values()]
    yield from _counted(_lost_of_figures(records, shown))
    yield from _counted(_lost_of_tables(records))


def _counted(lost: Iterator[str]) -> Iterator[str]:
    for what, number in Counter(lost).items():
        yield f"{what} ({number})"


def _lost_of_figures(records: Records, shown: Sequence[FigureRow]) -> Iterator[str]:
    whole = [one for one in records.figures if one.dimension is None and one.stated_set is None]
    yield from ["earlier revisions"] * (len(whole) - len(shown))
    for row in records.figures:
        if row.dimension is not None:
            yield "parts of breakdowns"
        elif row.stated_set is not None:
            yield "stated completions"
    for row in shown:
        if row.count is not None:
            yield "count and of, shown in percent"
        yield from (
            field.replace("_", " ")
            for field in FigureRow._fields[7:]
            if field not in _CARRIED and getattr(row, field) is not None
        )


def _lost_of_tables(records: Records) -> Iterator[str]:
    for entry in records.entries:
        for key in entry.attributes:
            if entry.table != "indicators":
                yield f"[{entry.table}]"
            elif key not in _ABOUT:
                yield key.split(".")[0].split("[")[0]
    yield from ["breaks"] * len(records.breaks)
