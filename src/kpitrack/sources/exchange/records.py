"""A whole tracker as flat rows, which CSV, SDMX-CSV and the sheets of a workbook show.

`rows_of` makes them of a raw document, as a TOML file parses to; assembly.py makes the
document of them again. Both ways nothing is lost but spelling: a table with nothing in it
is left out, and a figure that is only `{ value = 404 }` comes back as 404.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal, NamedTuple, get_args

from kpitrack.sources.exchange.paths import Part, path_text

Raw = Mapping[str, Any]
Number = int | Decimal
Value = str | int | Decimal | bool | dt.date | None
"""What stands under a key; None only for a list that has nothing in it."""

Kind = Literal["baseline", "target", "actual"]

KINDS: tuple[Kind, ...] = get_args(Kind)
KEYED = ("groups", "indicators")
"""Tables whose entries have an id; the entries of a list are numbered from 1 instead."""


class Entry(NamedTuple):
    """A table of the document, without its figures and breaks.

    `table` is the key at the top: tracker, thresholds, groups, indicators, checks,
    observations. `id` is that of a group or an indicator, the number of a check or another
    entry of a list, else "". `attributes` holds each value by its path: `name`,
    `names.vi`, `thresholds.near`, `tags[1]`; an empty list is None under `met_of[]`.
    """

    table: str
    id: str
    attributes: Mapping[str, Value]


class Break(NamedTuple):
    """Why figures before and after a period are not comparable."""

    indicator: str
    period: str
    text: str


class FigureRow(NamedTuple):
    """One figure, one part of a figure, or one completion stated against a named set.

    `period` is as the document spells it. `revision` counts from 1 where the period has a
    history, else it is None. With `dimension` and `category`, the row is that part and has
    only value, or count and of. With `stated_set`, it has only `stated_completion`.
    Numbers keep the digits that were written; percentages are in percent.
    """

    kind: Kind
    indicator: str
    target_set: str | None
    period: str
    revision: int | None = None
    dimension: str | None = None
    category: str | None = None
    value: Number | bool | None = None
    min: Number | None = None
    max: Number | None = None
    count: Number | None = None  # type: ignore[assignment]  # not tuple.count
    of: Number | None = None
    text: str | None = None
    qualifier: str | None = None
    status: str | None = None
    each: str | None = None
    date: dt.date | None = None
    through: dt.date | None = None
    achieved: dt.date | None = None
    stated_set: str | None = None
    stated_completion: Number | None = None
    stated_percent: Number | None = None
    stated_change: Number | None = None
    stated_change_percent: Number | None = None
    source: str | None = None
    note: str | None = None


class Records(NamedTuple):
    """A whole tracker as rows, each kind in the document's order."""

    entries: tuple[Entry, ...]
    breaks: tuple[Break, ...]
    figures: tuple[FigureRow, ...]

    def of(self, table: str) -> tuple[Entry, ...]:
        """The entries of one table."""
        return tuple(one for one in self.entries if one.table == table)


def rows_of(document: Raw) -> Records:
    """The rows of a sound raw document, one that has passed the checks of a tracker file."""
    indicators: Raw = document.get("indicators", {})
    return Records(
        tuple(_entries(document)),
        tuple(
            Break(name, period, text)
            for name, raw in indicators.items()
            for period, text in raw.get("breaks", {}).items()
        ),
        tuple(row for name, raw in indicators.items() for row in _figures(name, raw)),
    )


def _entries(document: Raw) -> Iterator[Entry]:
    for table, value in document.items():
        if isinstance(value, list):
            for number, raw in enumerate(value, start=1):
                yield Entry(table, str(number), dict(_leaves(raw, ())))
        elif table not in KEYED:
            yield Entry(table, "", dict(_leaves(value, ())))
        else:
            for name, raw in value.items():
                yield Entry(table, name, dict(_leaves(_without_figures(table, raw), ())))


def _without_figures(table: str, raw: Raw) -> Raw:
    if table != "indicators":
        return raw
    return {key: one for key, one in raw.items() if key not in (*KINDS, "breaks")}


def _leaves(raw: Any, path: tuple[Part, ...]) -> Iterator[tuple[str, Value]]:
    if isinstance(raw, dict):
        for key, one in raw.items():
            yield from _leaves(one, (*path, key))
    elif isinstance(raw, list):
        if not raw:
            yield path_text((*path, 0)), None
        for number, one in enumerate(raw, start=1):
            yield from _leaves(one, (*path, number))
    else:
        yield path_text(path), raw


def _figures(indicator: str, raw: Raw) -> Iterator[FigureRow]:
    for kind in KINDS:
        for key, value in raw.get(kind, {}).items():
            if kind == "target" and not key[:1].isdigit():
                for period, one in value.items():
                    yield from _history(FigureRow(kind, indicator, key, period), one)
            else:
                yield from _history(FigureRow(kind, indicator, None, key), value)


def _history(place: FigureRow, value: Any) -> Iterator[FigureRow]:
    if not isinstance(value, list):
        yield from _rows(place, value)
        return
    for number, one in enumerate(value, start=1):
        yield from _rows(place._replace(revision=number), one)


def _rows(place: FigureRow, value: Any) -> Iterator[FigureRow]:
    if not isinstance(value, dict):
        yield place._replace(value=value)
        return
    stated = value.get("stated", {})
    completion = stated.get("completion")
    sets = completion if isinstance(completion, dict) else {"": completion}
    own = {key: one for key, one in value.items() if key not in ("by", "stated")}
    own |= {f"stated_{key}": one for key, one in stated.items() if key != "completion"}
    figure = place._replace(**own, stated_completion=sets.get(""))
    if figure != place:
        yield figure
    for name, one in sets.items():
        if name:
            yield place._replace(stated_set=name, stated_completion=one)
    for dimension, parts in value.get("by", {}).items():
        for category, part in parts.items():
            own = part if isinstance(part, dict) else {"value": part}
            yield place._replace(dimension=dimension, category=category, **own)
