"""From flat rows to the raw document: the way back from records.py.

Rows may come in any order, as a spreadsheet sorts them. Each row says which place of its
file it stands at, so that what is wrong can be told by it.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from kpitrack.sources.exchange.paths import Part, path_parts
from kpitrack.sources.exchange.records import (
    KEYED,
    KINDS,
    Break,
    Entry,
    FigureRow,
    Number,
    Records,
    Value,
)

_PART = ("value", "count", "of")
_KEY = ("kind", "indicator", "target_set", "period", "revision")
_STATED = ("stated_percent", "stated_change", "stated_change_percent")
_OWN = tuple(
    field for field in FigureRow._fields
    if field not in (*_KEY, "dimension", "category") and not field.startswith("stated_")
)  # fmt: skip

_Key = tuple[str, str, str, str]
"""Kind, indicator, target set or "", and period of a figure or of its history."""


class RowError(ValueError):
    """A row that says what cannot be; the message says why."""


class Loose(NamedTuple):
    """A row that belongs to nothing: its place and the reason."""

    place: int
    reason: str


def document_of(records: Records) -> dict[str, Any]:
    """The raw document of the rows; raises RowError where they contradict each other."""
    assembly = Assembly()
    for entry in records.entries:
        assembly.entry(entry)
    for one in records.breaks:
        assembly.broken(one)
    for row in records.figures:
        assembly.figure(row)
    for loose in assembly.loose():
        raise RowError(loose.reason)
    return assembly.document()


class Assembly:
    """Takes rows one by one and makes the document of them.

    Every method that takes a row raises RowError for one that cannot be, and leaves it
    out; PathError for a key that is none.
    """

    def __init__(self) -> None:
        self._tables: dict[str, dict[str, dict[Part, Any]]] = {}
        self._breaks: dict[str, dict[str, str]] = {}
        self._figures: dict[_Key, dict[int, dict[str, Any]]] = {}
        self._written: set[tuple[_Key, int]] = set()
        self._first: dict[str, int] = {}

    def entry(self, entry: Entry) -> None:
        """A whole entry with its attributes."""
        self.opened(entry.table, entry.id)
        for path, value in entry.attributes.items():
            self.attribute(entry.table, entry.id, path, value)

    def opened(self, table: str, name: str) -> None:
        """An entry, perhaps without any attribute: a group may be but its id."""
        if (table in KEYED) and not name:
            raise RowError(f"no id for the table {table}")
        if table not in KEYED and name and not name.isdecimal():
            raise RowError(f'"{name}" is not the number of an entry of {table}')
        entries = self._tables.setdefault(table, {})
        if name not in entries and entries and bool(name) != ("" not in entries):
            raise RowError(f"{table} with a number and without")
        entries.setdefault(name, {})

    def attribute(self, table: str, name: str, path: str, value: Value) -> None:
        """One value of an entry, under its path."""
        parts = path_parts(path)
        if table == "indicators" and parts[0] in (*KINDS, "breaks"):
            raise RowError(f"{path} among the attributes of an indicator")
        self.opened(table, name)
        holder: Any = self._tables[table][name]
        for part, following in pairwise(parts):
            holder = holder.setdefault(part, {})
            if not isinstance(holder, dict) or not _fits(holder, following):
                raise RowError(f"{path} beside another value in its place")
        if parts[-1] in holder:
            raise RowError(f"{path} a second time")
        holder[parts[-1]] = value

    def broken(self, one: Break, place: int = 0) -> None:
        """A break of an indicator."""
        self._first.setdefault(one.indicator, place)
        breaks = self._breaks.setdefault(one.indicator, {})
        if one.period in breaks:
            raise RowError(f"the break of {one.period} a second time")
        breaks[one.period] = one.text

    def figure(self, row: FigureRow, place: int = 0) -> None:
        """A figure, a part of one, or a completion stated against a set."""
        _check(row)
        key = (row.kind, row.indicator, row.target_set or "", row.period)
        revisions = self._figures.get(key, {})
        number = row.revision or 0
        if revisions and (0 in revisions) != (number == 0):
            raise RowError(f"{row.period} with a revision and without")
        table = revisions.get(number, {})
        if row.dimension is not None and row.category is not None:
            _add_once(table.setdefault("by", {}).setdefault(row.dimension, {}),
                      row.category, _part(row), f"{row.dimension} {row.category}")  # fmt: skip
        elif row.stated_set is not None:
            _add_once(table.setdefault("sets", {}), row.stated_set, row.stated_completion,
                      f"the completion of {row.stated_set}")  # fmt: skip
        elif (key, number) in self._written:
            raise RowError(f"the {row.kind} of {row.period} a second time")
        else:
            self._written.add((key, number))
            table.update(_own(row))
        self._first.setdefault(row.indicator, place)
        self._figures.setdefault(key, revisions)[number] = table

    def loose(self) -> Iterator[Loose]:
        """What belongs to an indicator that is not there."""
        known = self._tables.get("indicators", {})
        for name, place in self._first.items():
            if name not in known:
                yield Loose(place, f'"{name}" is not among the indicators')

    def document(self) -> dict[str, Any]:
        """The document of all rows taken."""
        document = {
            table: _table(table, {name: _plain(raw) for name, raw in entries.items()})
            for table, entries in self._tables.items()
        }
        indicators = document.get("indicators", {})
        for name, breaks in self._breaks.items():
            indicators[name]["breaks"] = breaks
        for (kind, name, target_set, period), revisions in self._figures.items():
            holder = indicators[name].setdefault(kind, {})
            if target_set:
                holder = holder.setdefault(target_set, {})
            holder[period] = _history(revisions)
        return document


def _fits(holder: dict[Part, Any], part: Part) -> bool:
    """Whether places of a list and keys of a table do not mix."""
    return all(isinstance(one, int) == isinstance(part, int) for one in holder)


def _check(row: FigureRow) -> None:
    given = {name for name, one in row._asdict().items() if one is not None} - {*_KEY}
    if row.target_set is not None and row.kind != "target":
        raise RowError(f"a target set beside the {row.kind}")
    if (row.dimension is None) != (row.category is None):
        raise RowError("a dimension without its category, or a category without its dimension")
    if row.dimension is not None:
        _check_only(given - {"dimension", "category"}, _PART, "a part")
    elif row.stated_set is not None:
        expected = ("stated_completion",)
        _check_only(given - {"stated_set"}, expected, "a completion stated against a set")
    elif not given:
        raise RowError("a figure without anything in it")


def _check_only(given: set[str], expected: tuple[str, ...], what: str) -> None:
    if not given:
        raise RowError(f"{what} without anything in it")
    others = sorted(given - {*expected})
    if others:
        raise RowError(
            f"{', '.join(others)} beside {what}, which has only {', '.join(expected)}"
        )


def _add_once(holder: dict[str, Any], name: str, value: Any, what: str) -> None:
    if name in holder:
        raise RowError(f"{what} a second time")
    holder[name] = value


def _part(row: FigureRow) -> Number | bool | dict[str, Any] | None:
    if row.count is None and row.of is None:
        return row.value
    return {name: one for name in _PART if (one := getattr(row, name)) is not None}


def _own(row: FigureRow) -> dict[str, Any]:
    """A figure's own keys; those of `stated` stand under the names of their columns."""
    names = (*_OWN, *_STATED, "stated_completion")
    return {name: one for name in names if (one := getattr(row, name)) is not None}


def _history(revisions: dict[int, dict[str, Any]]) -> Any:
    if 0 in revisions:
        figure = _figure(revisions[0])
        return figure["value"] if figure.keys() == {"value"} else figure
    return [_figure(revisions[number]) for number in sorted(revisions)]


def _figure(table: dict[str, Any]) -> dict[str, Any]:
    figure = {name: table[name] for name in _OWN if name in table}
    if "by" in table:
        figure["by"] = table["by"]
    stated = _stated(table)
    return {**figure, "stated": stated} if stated else figure


def _stated(table: dict[str, Any]) -> dict[str, Any]:
    stated: dict[str, Any] = {}
    completion = table.get("stated_completion")
    if "sets" in table:
        own = {} if completion is None else {"": completion}
        stated["completion"] = own | table["sets"]
    elif completion is not None:
        stated["completion"] = completion
    found = {name.removeprefix("stated_"): table[name] for name in _STATED if name in table}
    return stated | found


def _table(table: str, entries: dict[str, Any]) -> Any:
    if table in KEYED:
        return entries
    if "" in entries:
        return entries[""]
    return [entries[number] for number in sorted(entries, key=int)]


def _plain(value: Any) -> Any:
    """Tables keyed by places in a list as lists; place 0 stands for an empty one."""
    if not isinstance(value, dict):
        return value
    if any(isinstance(key, int) for key in value):
        return [_plain(value[place]) for place in sorted(value) if place]
    return {key: _plain(one) for key, one in value.items()}
