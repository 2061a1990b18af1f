"""A tracker as lines of one table, which CSV and SDMX-CSV write in their own columns.

A line says in `record` what it is: a figure (baseline, target, actual), a break, or one
value of another table of the document, whose name then stands there, with its path in
`key` and the value in `value` (numbers and flags), `text` or `date`.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from kpitrack.errors import InputError, Mistake
from kpitrack.sources.exchange.assembly import Assembly, RowError
from kpitrack.sources.exchange.cells import (
    CellError,
    DecimalSign,
    cell_date,
    cell_number,
    cell_place,
    cell_text,
    cell_value,
)
from kpitrack.sources.exchange.paths import PathError
from kpitrack.sources.exchange.records import (
    KINDS,
    Break,
    Entry,
    FigureRow,
    Records,
    Value,
)

Line = Mapping[str, Value]
"""The values of one line by their fields; those without a value are left out or None."""

BREAK = "break"

FIELDS = (
    "record", "id", "target_set", "period", "revision", "dimension", "category", "key",
    *(field for field in FigureRow._fields[7:]),
)  # fmt: skip
"""Every field of a line in the order of the columns."""


def lines_of(records: Records) -> Iterator[Line]:
    """The lines of a tracker: its tables in their order, then breaks, then figures."""
    for entry in records.entries:
        yield from _entry_lines(entry)
    for one in records.breaks:
        yield {"record": BREAK, "id": one.indicator, "period": one.period, "text": one.text}
    for row in records.figures:
        line = row._asdict()
        yield {"record": line.pop("kind"), "id": line.pop("indicator"), **line}


def _entry_lines(entry: Entry) -> Iterator[Line]:
    place: Line = {"record": entry.table, "id": entry.id or None}
    if not entry.attributes:
        yield place
    for key, value in entry.attributes.items():
        yield {**place, "key": key, _field(value): value}


def _field(value: Value) -> str:
    if isinstance(value, str):
        return "text"
    return "date" if isinstance(value, dt.date) else "value"


class LineReader:
    """Takes lines as cells of text and makes the document of them, or tells every bad line.

    `columns` says what a field is called in the file, for messages.
    """

    def __init__(
        self, file: str, decimal: DecimalSign = ".", columns: Mapping[str, str] | None = None
    ) -> None:
        self._file = file
        self._decimal = decimal
        self._columns = columns or {}
        self._assembly = Assembly()
        self._mistakes: list[Mistake] = []

    def take(self, place: int, cells: Mapping[str, str]) -> None:
        """One line, its blank cells left out, at its place in the file, from 1."""
        values = self._values(place, cells)
        if values is None:
            return
        try:
            self._add(place, values)
        except (RowError, PathError) as error:
            self.refuse(place, str(error))

    def refuse(self, place: int, found: str, expected: str = "", field: str = "") -> None:
        """Notes that a line cannot be taken, and why."""
        column = self._columns.get(field, field)
        told = expected or "a line of a kpitrack export"
        self._mistakes.append(Mistake(told, found, file=self._file, line=place, key=column))

    def document(self) -> dict[str, Any]:
        """The raw document; raises InputError with every line that could not be taken."""
        for loose in self._assembly.loose():
            self.refuse(loose.place, loose.reason, "an indicator that has lines of its own")
        if self._mistakes:
            self._mistakes.sort(key=lambda one: one.line or 0)
            raise InputError(self._mistakes)
        return self._assembly.document()

    def _values(self, place: int, cells: Mapping[str, str]) -> dict[str, Any] | None:
        values: dict[str, Any] = {}
        sound = True
        for field, text in cells.items():
            try:
                read = _READERS.get(field)
                values[field] = cell_text(text) if read is None else read(text, self._decimal)
            except CellError as error:
                self.refuse(place, f'"{text}"', error.expected, field)
                sound = False
        return values if sound else None

    def _add(self, place: int, values: dict[str, Any]) -> None:
        record, name = values.pop("record", None), values.pop("id", "")
        if not record:
            raise RowError("no record")
        if record in KINDS:
            self._figure(place, record, name, values)
        elif record == BREAK:
            self._break(place, name, values)
        else:
            self._value(record, name, values)

    def _figure(self, place: int, record: Any, name: str, values: dict[str, Any]) -> None:
        if not name or "period" not in values:
            raise RowError(f"no {'period' if name else 'id'} for a figure")
        if "key" in values:
            raise RowError("a key beside a figure")
        row = FigureRow(record, name, values.pop("target_set", None), **values)
        self._assembly.figure(row, place)

    def _break(self, place: int, name: str, values: dict[str, Any]) -> None:
        if not name or values.keys() != {"period", "text"}:
            raise RowError("other values than the id, the period and the text of a break")
        self._assembly.broken(Break(name, **values), place)

    def _value(self, record: str, name: str, values: dict[str, Any]) -> None:
        key = values.pop("key", None)
        if values.keys() - {"value", "text", "date"} or len(values) > 1:
            raise RowError(f"{', '.join(values)} beside each other in a line of {record}")
        if key is None:
            if values:
                raise RowError(f"no key for a value of {record}")
            self._assembly.opened(record, name)
            return
        if not values and not key.endswith("[]"):
            raise RowError(f"no value for {key}")
        self._assembly.attribute(record, name, key, next(iter(values.values()), None))


_Read = Callable[[str, DecimalSign], Any]
_READERS: dict[str, _Read] = {
    "value": cell_value,
    "revision": cell_place,
    **dict.fromkeys(("date", "through", "achieved"), cast(_Read, cell_date)),
    **dict.fromkeys(
        (
            "min", "max", "count", "of",
            "stated_completion", "stated_percent", "stated_change", "stated_change_percent",
        ),
        cast(_Read, cell_number),
    ),
}  # fmt: skip
