"""Observations in a table of a SQLite file, added up inside SQLite as exact decimals.

Python's own sqlite3 reads it: DuckDB would have to download an extension for that. SQLite
itself quotes the names of table and columns.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from kpitrack.errors import InputError, Mistake
from kpitrack.measures.quantity import EXACT, ZERO
from kpitrack.model.observations import ObservationSource
from kpitrack.sources.observed.engine import Request, Sums, together
from kpitrack.sources.observed.place import check_columns, check_table, files_of, mistake
from kpitrack.sources.observed.spelling import near_texts

_KINDS = ("value", "count", "of", "target")

_NOISE = Decimal("1e-15")
"""How far a float may be from the decimal that it is written as, in parts of it."""

_TABLES = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name"

_NAMES = "SELECT name FROM pragma_table_xinfo(?)"

_PERIODS = """
SELECT DISTINCT period FROM observations
WHERE period IS NOT NULL AND (:all OR "value" IS NOT NULL OR "count" IS NOT NULL)
"""

_SUMS = """
SELECT indicator, period, category,
       exact('value', "value"), exact('count', "count"), exact('of', "of"),
       exact('target', "target"),
       max(count("value"), count("count"), count("target")),
       sum(("count" IS NULL) <> ("of" IS NULL))
FROM observations
WHERE (:indicators IS NULL OR indicator IN (SELECT value FROM json_each(:indicators)))
  AND (:periods IS NULL OR period IS NULL
       OR period IN (SELECT value FROM json_each(:periods)))
GROUP BY indicator, period, category
"""


class SqliteEngine:
    """Adds up the observations of a table in a SQLite file, which is opened to be read only."""

    def periods(self, source: ObservationSource) -> tuple[str, ...]:
        """Every period that the table has an observation of."""
        with _opened(source, None) as connection:
            return _periods(connection, {"all": False})

    def sums(self, source: ObservationSource, request: Request) -> Iterator[Sums]:
        """The sums asked for; raises InputError for a table that cannot be read or added."""
        with _opened(source, request.dimension) as connection:
            adder = _Adder(source.decimals, source.decimal, {})
            connection.create_aggregate("exact", 2, adder.new)  # type: ignore[arg-type]
            wholes: dict[tuple[str, str], Sums] = {}
            half = 0
            for row in connection.execute(_SUMS, _parameters(source, request, connection)):
                one, unpaired = _read(source, row)
                half += unpaired
                if one is None:
                    continue
                if one.category is not None:
                    yield one
                key = (one.indicator, one.period)
                whole = one._replace(category=None)
                wholes[key] = together(wholes[key], whole) if key in wholes else whole
            _check(source, adder, half)
            yield from wholes.values()


@contextmanager
def _opened(source: ObservationSource, dimension: str | None) -> Iterator[sqlite3.Connection]:
    """The file, with its table as the view `observations`."""
    (file,) = files_of(source)[:1]
    try:
        address = f"{Path(file).absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            table = check_table(source, [name for (name,) in connection.execute(_TABLES)])
            names = [name for (name,) in connection.execute(_NAMES, [table])]
            check_columns(source, names)
            (view,) = connection.execute(*_view(source, dimension, table)).fetchone()
            connection.execute(view)
            yield connection
    except sqlite3.Error as error:
        expected = "observations that can be read"
        raise InputError([mistake(source, "from", expected, f"{file}: {error}")]) from None


def _view(
    source: ObservationSource, dimension: str | None, table: str
) -> tuple[str, list[str]]:
    """A statement by which SQLite writes the view, and the names that it is to quote."""
    columns = source.columns
    category = columns.dimensions.get(dimension or "")
    texts = {"indicator": columns.indicator, "period": columns.period, "category": category}
    pieces, names = [], []
    for alias, name in texts.items():
        pieces.append(
            f"nullif(CAST(\"%w\" AS TEXT), '''') AS {alias}" if name else f"NULL AS {alias}"
        )
        names += [name] if name else []
    for kind in _KINDS:
        name = getattr(columns, kind)
        pieces.append(f"nullif(\"%w\", '''') AS \"{kind}\"" if name else f'NULL AS "{kind}"')
        names += [name] if name else []
    template = f'CREATE TEMP VIEW observations AS SELECT {", ".join(pieces)} FROM main."%w"'
    marks = ", ?" * (len(names) + 1)
    return f"SELECT printf('{template}'{marks})", [*names, table]


def _periods(connection: sqlite3.Connection, which: dict[str, bool]) -> tuple[str, ...]:
    return tuple(text for (text,) in connection.execute(_PERIODS, which))


def _parameters(
    source: ObservationSource, request: Request, connection: sqlite3.Connection
) -> dict[str, str | None]:
    near = None
    if request.within is not None:
        near = sorted(near_texts(source, _periods(connection, {"all": True}), request.within))
    return {
        "indicators": None if request.indicators is None else json.dumps(request.indicators),
        "periods": None if near is None else json.dumps(near),
    }


def _read(source: ObservationSource, row: tuple[Any, ...]) -> tuple[Sums | None, int]:
    """The sums of a row, None where it has no figure, and its shares of one number only."""
    indicator, period, category, *numbers, count, unpaired = row
    if not count and not unpaired:
        return None, 0
    for key, name in (("indicator", indicator), ("period", period)):
        if name is None:
            found = f"{count} observations without one"
            raise InputError([mistake(source, f"columns.{key}", f"{key} in every row", found)])
    value, part, of, target = (None if one is None else Decimal(one) for one in numbers)
    return Sums(indicator, period, category, value, part, of, target, count), unpaired


def _check(source: ObservationSource, adder: "_Adder", half: int) -> None:
    mistakes: list[Mistake] = []
    for kind, (count, example) in adder.wrong.items():
        expected = f"numbers of at most {source.decimals} digits after the point"
        found = f'"{example}" and {count - 1} more' if count > 1 else f'"{example}"'
        fix = "decimals = ... says how many there are"
        told = f"{found} in {source.table}"
        mistakes.append(mistake(source, f"columns.{kind}", expected, told, fix))
    if half:
        found = f"{half} rows in {source.table} with one of the two"
        mistakes.append(mistake(source, "columns.of", "count and of together", found))
    if mistakes:
        raise InputError(mistakes)


class _Adder(NamedTuple):
    """Makes exact sums; `wrong` counts by kind what is no number of so many digits."""

    decimals: int
    decimal: str
    wrong: dict[str, tuple[int, str]]

    def new(self) -> "_Sum":
        return _Sum(self)

    def number(self, written: int | float | str | bytes) -> Decimal | None:
        """The number that a cell holds; None where it has more digits than declared."""
        if isinstance(written, int):
            return Decimal(written)
        if isinstance(written, float):
            return self._float(Decimal(repr(written)))
        point = re.escape(self.decimal)
        shape = rf"\s*[+-]?([0-9]+({point}[0-9]{{0,{self.decimals}}}0*)?|{point}[0-9]+)\s*"
        if isinstance(written, bytes) or not re.fullmatch(shape, written, re.ASCII):
            return None
        return self._float(Decimal(written.strip().replace(self.decimal, ".")))

    def _float(self, number: Decimal) -> Decimal | None:
        if not number.is_finite():
            return None
        rounded = number.quantize(Decimal(1).scaleb(-self.decimals), context=EXACT)
        return rounded if abs(rounded - number) <= abs(number) * _NOISE else None


class _Sum:
    """One sum in the making: SQLite calls `step` for each cell, then `finalize`."""

    def __init__(self, adder: _Adder) -> None:
        self._adder = adder
        self._total: Decimal | None = None

    def step(self, kind: str, written: int | float | str | bytes | None) -> None:
        if written is None:
            return
        number = self._adder.number(written)
        if number is None:
            count, example = self._adder.wrong.get(kind, (0, str(written)))
            self._adder.wrong[kind] = (count + 1, example)
        else:
            self._total = EXACT.add(self._total or ZERO, number)

    def finalize(self) -> str | None:
        return None if self._total is None else str(self._total)
