"""The question as a syntax tree, which SQLGlot writes in the SQL of each database.

Names of tables and columns enter the tree as quoted identifiers, values as parameters of
the driver. No text becomes SQL by joining.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, NamedTuple, Protocol

from sqlglot import exp

from kpitrack.errors import InputError, Mistake
from kpitrack.model.observations import Columns, ObservationSource
from kpitrack.model.period import Period
from kpitrack.sources.observed.engine import (
    Request,
    Sums,
    together,
    years_near,
)
from kpitrack.sources.observed.place import check_columns, mistake
from kpitrack.sources.observed.spelling import near_texts

Kind = Literal["exact", "float", "single", "text", "day", "moment", "other"]
"""What a column holds: `single` is a float of half the width, `moment` a day with a time."""

NUMBERS = ("value", "count", "of", "target")

_MOST_VALUES = 10_000
"""Beyond so many ids a database is asked for all; PostgreSQL takes 65,535 parameters."""

_TOLERANCES: dict[Kind, str] = {"float": "1e-15", "single": "1e-6"}
"""How far, as a share of itself, a float may lie from the decimal that it stands for."""


class ColumnType(NamedTuple):
    """What a column holds; `scale` is how many digits after the point, None for any number.

    `name` is the database's own word for it.
    """

    kind: Kind
    name: str
    scale: int | None = None


class NoSuchColumnError(Exception):
    """A database knows no column of a name it was asked for; its own words."""


class Database(Protocol):
    """A connection to a database that adds up, with its ways of saying things in SQL."""

    dialect: str
    """SQLGlot's name for its SQL."""

    def parameter(self, position: int) -> exp.Expr:
        """The value at a position, from 1, of those bound to a query."""
        ...

    def text(self, column: exp.Expr) -> exp.Expr:
        """A column as text that is grouped by its letters alone, whatever the collation."""
        ...

    def number(self, column: exp.Expr, type_: ColumnType, decimals: int) -> exp.Expr:
        """A column of numbers as exact decimals, a float rounded half away from zero."""
        ...

    def types(self, query: exp.Select) -> Sequence[ColumnType]:
        """The type of each column of a query; raises NoSuchColumnError."""
        ...

    def names(self, query: exp.Select) -> Sequence[str]:
        """The name of each column of a query."""
        ...

    def rows(self, query: exp.Select, values: Sequence[object]) -> Iterator[Sequence[Any]]:
        """The rows of a query, a batch at a time in memory."""
        ...


def periods_of(source: ObservationSource, database: Database) -> tuple[str, ...]:
    """The texts of the periods of a source that have a figure, targets aside."""
    types = _types(source, database)
    numbers = _numbers(source.columns)
    figures = [_is_there(name) for role, name in numbers.items() if role != "target"]
    return _periods(source, types, database, exp.or_(*figures))


def _periods(
    source: ObservationSource,
    types: Mapping[str, ColumnType],
    database: Database,
    *conditions: exp.Expr,
) -> tuple[str, ...]:
    name = source.columns.period
    period = exp.alias_(_text(name, types, database), "period", quoted=True)
    query = exp.select(period).distinct().from_(_table(source))
    query = query.where(_is_there(name), *conditions)
    return tuple(row[0] for row in database.rows(query, ()))


def sums_of(source: ObservationSource, request: Request, database: Database) -> Iterator[Sums]:
    """The sums of a request: of each category as they come, then those of the wholes.

    Only the sums of the finest groups are fetched. Those of the whole are the sums of these,
    which is exact, and lets a database share the work among its workers.
    """
    types = _types(source, database)
    _check_numbers(source, types)
    query, values = _question(source, request, types, database)
    wanted = None if request.indicators is None else frozenset(request.indicators)
    wholes: dict[tuple[str, str], Sums] = {}
    for row in database.rows(query, values):
        if wanted is not None and row[0] not in wanted:
            continue
        one = _read(source, row)
        if one is None:
            continue
        if one.category is not None:
            yield one
        key, whole = (one.indicator, one.period), one._replace(category=None)
        wholes[key] = together(wholes[key], whole) if key in wholes else whole
    yield from wholes.values()


def _types(source: ObservationSource, database: Database) -> dict[str, ColumnType]:
    """What each column of a source holds; raises InputError for those that are missing."""
    columns = source.columns
    names = list(
        dict.fromkeys(
            (
                columns.indicator,
                columns.period,
                *_numbers(columns).values(),
                *columns.dimensions.values(),
            )
        )
    )
    table = _table(source)
    try:
        asked = exp.select(*(_column(name) for name in names)).from_(table).limit(0)
        return dict(zip(names, database.types(asked), strict=True))
    except NoSuchColumnError as error:
        check_columns(source, database.names(exp.select("*").from_(table).limit(0)))
        found = mistake(source, "columns", "columns that are there", str(error))
        raise InputError([found]) from None


def _check_numbers(source: ObservationSource, types: Mapping[str, ColumnType]) -> None:
    mistakes = [
        mistake(
            source,
            f"columns.{role}",
            "a column of numbers",
            f'"{name}" of type {types[name].name}',
            "a view of the database can make numbers of it",
        )
        for role, name in _numbers(source.columns).items()
        if types[name].kind not in ("exact", "float", "single")
    ]
    if mistakes:
        raise InputError(mistakes)


def _numbers(columns: Columns) -> dict[str, str]:
    """The column of each number that the source has."""
    every = zip(
        NUMBERS, (columns.value, columns.count, columns.of, columns.target), strict=True
    )
    return {role: name for role, name in every if name is not None}


_PART = re.compile(r'"((?:[^"]|"")+)"|([^".]+)')


def _table(source: ObservationSource) -> exp.Table:
    """The table of a source: names joined by points, in quotes where one holds a point."""
    written = source.table or ""
    parts: list[str] = []
    position = 0
    while found := _PART.match(written, position):
        parts.append((found[1] or "").replace('""', '"') or found[2])
        position = found.end() + 1
        if written[found.end() : position] != ".":
            break
    if not 1 <= len(parts) <= 3 or position != len(written) + 1:
        expected = "a table such as figures or schema.figures"
        what = f'"{written}"' if written else "none"
        raise InputError([mistake(source, "table", expected, what)])
    name, schema, catalog = [*reversed(parts), None, None][:3]
    return exp.Table(this=_name(name), db=_name(schema), catalog=_name(catalog))


def _name(name: str | None) -> exp.Identifier | None:
    return None if name is None else exp.Identifier(this=name, quoted=True)


def _column(name: str) -> exp.Column:
    return exp.Column(this=_name(name))


class _Values:
    """The values bound to a query, in order."""

    def __init__(self, database: Database) -> None:
        self.every: list[object] = []
        self.database = database

    def bind(self, value: object) -> exp.Expr:
        self.every.append(value)
        return self.database.parameter(len(self.every))


def _question(
    source: ObservationSource,
    request: Request,
    types: Mapping[str, ColumnType],
    database: Database,
) -> tuple[exp.Select, Sequence[object]]:
    """Rows of texts and exact numbers, and their sums by indicator, period and category."""
    columns, numbers, values = source.columns, _numbers(source.columns), _Values(database)
    texts = {"indicator": columns.indicator, "period": columns.period}
    if request.dimension is not None:
        texts["category"] = columns.dimensions[request.dimension]
    cells = [
        exp.alias_(_text(name, types, database), role, quoted=True)
        for role, name in texts.items()
    ]
    doubted: list[str] = []
    for role, name in numbers.items():
        exact = database.number(_column(name), types[name], source.decimals)
        cells.append(exp.alias_(exact, role, quoted=True))
        doubt = _doubt(_column(name), exact, types[name], source.decimals)
        if doubt is not None:
            doubted.append(role)
            cells.append(exp.alias_(doubt, f"wrong_{role}", quoted=True))
    inner = exp.select(*cells).from_(_table(source))
    for condition in _conditions(source, request, types, values):
        inner = inner.where(condition)
    asked = [
        *(_column(role) if role in texts else None for role in _KEYS),
        *(exp.Sum(this=_column(role)) if role in numbers else None for role in NUMBERS),
        *(_count(_column(role)) if role in numbers else None for role in NUMBERS),
        *(
            _count_where(_column(f"wrong_{role}")) if role in doubted else None
            for role in NUMBERS
        ),
        _unpaired() if "count" in numbers else None,
    ]
    named = [
        exp.alias_(exp.null() if one is None else one, f"c{position}", quoted=True)
        for position, one in enumerate(asked)
    ]
    query = exp.select(*named).from_(inner.subquery("figures"))
    return query.group_by(*(_column(role) for role in texts)), values.every


_KEYS = ("indicator", "period", "category")


def _count(what: exp.Expr) -> exp.Expr:
    return exp.Count(this=what)


def _count_where(condition: exp.Expr) -> exp.Expr:
    return _count(exp.Case().when(condition, exp.Literal.number(1)))


def _doubt(
    column: exp.Expr, exact: exp.Expr, type_: ColumnType, decimals: int
) -> exp.Expr | None:
    """Whether a row's number is another than its exact one; None where it cannot be.

    A float is taken for the decimal that it is written as, if that has few enough digits.
    """
    if type_.kind == "exact":
        if type_.scale is not None and type_.scale <= decimals:
            return None
        rounded = exp.Round(this=exact.copy(), decimals=exp.Literal.number(decimals))
        return exp.NEQ(this=exact.copy(), expression=rounded)
    double = exp.cast(column, "double")
    off = exp.Abs(this=exp.Sub(this=double, expression=exp.cast(exact.copy(), "double")))
    share = exp.cast(exp.Literal.number(_TOLERANCES[type_.kind]), "double")
    allowed = exp.Mul(this=exp.Abs(this=double.copy()), expression=share)
    return exp.GT(this=off, expression=allowed)


def _unpaired() -> exp.Expr:
    """How many rows have a count without its of, or the other way round."""
    there = [exp.paren(_column(role).is_(exp.null())) for role in ("count", "of")]
    return _count_where(exp.NEQ(this=there[0], expression=there[1]))


def _read(source: ObservationSource, row: Sequence[Any]) -> Sums | None:
    """A row of sums, None where it has no figure; raises InputError for what is inexact."""
    indicator, period, category, *rest = row
    numbers = dict(zip(NUMBERS, rest[:4], strict=True))
    counts = [count or 0 for count in rest[4:8]]
    unpaired = rest[12]
    if not any(counts):
        return None
    mistakes = list(_unnamed(source, {"indicator": indicator, "period": period}, max(counts)))
    place = f"{indicator} in {period}"
    mistakes += _too_fine(source, dict(zip(NUMBERS, rest[8:12], strict=True)), place)
    mistakes += _not_finite(source, numbers, counts, place)
    if unpaired:
        found = f"{unpaired} rows of {place} with one of the two"
        mistakes.append(mistake(source, "columns.of", "count and of together", found))
    if mistakes:
        raise InputError(mistakes)
    value, part, of, target = (
        None if one is None else Decimal(one) for one in numbers.values()
    )
    return Sums(indicator, period, category or None, value, part, of, target, max(counts))


def _unnamed(
    source: ObservationSource, names: Mapping[str, str | None], rows: int
) -> Iterator[Mistake]:
    for key, name in names.items():
        if name is None:
            found = f"{rows} observations without one"
            yield mistake(source, f"columns.{key}", f"{key} in every row", found)


def _not_finite(
    source: ObservationSource, numbers: Mapping[str, Any], counts: Sequence[int], place: str
) -> Iterator[Mistake]:
    for (role, number), count in zip(numbers.items(), counts, strict=True):
        if count and (number is None or not Decimal(number).is_finite()):
            found = f"NaN, an infinity or a sum too large for {place}"
            yield mistake(source, f"columns.{role}", "numbers that can be added", found)


def _too_fine(
    source: ObservationSource, finer: Mapping[str, int | None], place: str
) -> Iterator[Mistake]:
    for role, count in finer.items():
        if count:
            found = f"{count} with more, of {place}"
            expected = f"numbers of at most {source.decimals} digits after the point"
            fix = "decimals = ... says how many there are"
            yield mistake(source, f"columns.{role}", expected, found, fix)


def _conditions(
    source: ObservationSource,
    request: Request,
    types: Mapping[str, ColumnType],
    values: _Values,
) -> Iterator[exp.Expr]:
    """What leaves out rows that are not asked for; rows without a period stay, to be told."""
    columns = source.columns
    ids = request.indicators
    if ids is not None and len(ids) <= _MOST_VALUES:
        indicator = _comparable(columns.indicator, types, values.database)
        yield exp.In(this=indicator, expressions=[values.bind(one) for one in ids])
    if request.within is not None:
        missing = _column(columns.period).is_(exp.null())
        yield exp.or_(missing, _near(source, request.within, types, values))


def _near(
    source: ObservationSource,
    within: Sequence[Period],
    types: Mapping[str, ColumnType],
    values: _Values,
) -> exp.Expr:
    """Whether a period may share a day with one of those asked.

    Where it is no day, every period is asked for first: a short list of texts is compared
    faster than a pattern, and an index of them serves.
    """
    name, database = source.columns.period, values.database
    period = _comparable(name, types, database)
    years = years_near(source, Request(within=tuple(within)))
    if types[name].kind == "day" and years:
        first, last = dt.date(int(years[0]), 1, 1), dt.date(int(years[-1]), 12, 31)
        return exp.Between(this=period, low=values.bind(first), high=values.bind(last))
    texts = near_texts(source, _periods(source, types, database), within)
    bound = [values.bind(one) for one in sorted(texts)]
    return exp.In(this=period, expressions=bound) if bound else exp.false()


def _comparable(name: str, types: Mapping[str, ColumnType], database: Database) -> exp.Expr:
    """A column to compare: as it is where it can be, so that an index of it serves."""
    if types[name].kind in ("text", "day"):
        return _column(name)
    return _text(name, types, database)


def _text(name: str, types: Mapping[str, ColumnType], database: Database) -> exp.Expr:
    """A column as text; a time of day in it says nothing."""
    column: exp.Expr = _column(name)
    if types[name].kind == "moment":
        column = exp.cast(column, "date")
    return database.text(column)


def _is_there(name: str) -> exp.Expr:
    return exp.not_(_column(name).is_(exp.null()))
