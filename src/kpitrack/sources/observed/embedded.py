"""DuckDB, the engine that comes with kpitrack[data]: exact sums of a table.

Names of columns and tables go to it as identifiers and values as values, both through its
own expressions; the statements in SQL are constant.
"""

import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import reduce
from itertools import takewhile
from operator import or_
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from kpitrack.errors import InputError, Mistake
from kpitrack.measures.quantity import EXACT
from kpitrack.model.observations import ObservationSource
from kpitrack.sources.observed.engine import Request, Span, Sums, years_near
from kpitrack.sources.observed.place import check_columns, missing_extra, mistake
from kpitrack.sources.observed.spelling import fills, near_texts, periods_by_text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation, Expression
    from duckdb.sqltypes import DuckDBPyType

_BATCH = 10_000
"""Rows of sums that are fetched at once."""

_MEMORY = "2GB"
"""What the engine may take; beyond it, sums in the making go to a temporary folder."""

_WIDTH = 38
"""The most digits of a decimal in DuckDB."""

_ROWS, _SUMMED = "kpitrack rows", "kpitrack summed"
"""What the statements call the rows that they are about: no table of anybody's."""

_WHOLE = """
SELECT indicator, period, NULL, sum("value"), sum("count"), sum("of"), sum("target"),
       greatest(count("value"), count("count"), count("target")), count(wrong)
FROM "kpitrack summed" GROUP BY indicator, period
"""

_BY_CATEGORY = """
SELECT indicator, period, category, sum("value"), sum("count"), sum("of"), sum("target"),
       greatest(count("value"), count("count"), count("target")), count(wrong)
FROM "kpitrack summed"
GROUP BY GROUPING SETS ((indicator, period, category), (indicator, period))
HAVING grouping(category) = 1 OR category IS NOT NULL
"""

_FINEST = """
CREATE TEMP TABLE "kpitrack finest" AS
SELECT indicator, period, category, sum("value") AS "value", sum("target") AS "target",
       count("value") AS "figures", count("target") AS "targets", count(wrong) AS wrong
FROM "kpitrack summed" GROUP BY indicator, period, category
"""

_WHOLE_OF_FINEST = """
SELECT indicator, period, NULL, sum("value"), NULL, NULL, sum("target"),
       greatest(sum("figures"), sum("targets")), sum(wrong)
FROM "kpitrack finest" GROUP BY indicator, period
"""

_PARTS_OF_FINEST = """
SELECT indicator, period, category, "value", NULL, NULL, "target",
       greatest("figures", "targets"), wrong
FROM "kpitrack finest" WHERE category IS NOT NULL AND indicator NOT IN (SELECT unnest($1))
"""

_SPANS_OF_FINEST = """
SELECT indicator, category, sum("value"), sum("target"),
       count(*) FILTER ("figures" > 0), count(*) FILTER ("targets" > 0),
       max(strlen(rtrim(split_part("value"::VARCHAR, '.', 2), '0'))),
       max(strlen(rtrim(split_part("target"::VARCHAR, '.', 2), '0')))
FROM "kpitrack finest" WHERE category IS NOT NULL AND indicator IN (SELECT unnest($1))
GROUP BY indicator, category HAVING sum("figures") + sum("targets") > 0
"""

_PERIODS = 'SELECT DISTINCT raw, period FROM "kpitrack rows"'

_WRONG = 'SELECT count(*), min("raw") FROM "kpitrack rows" WHERE "exact" IS NULL AND is_there'

_HALF = 'SELECT count(*) FROM "kpitrack rows" WHERE ("count" IS NULL) <> ("of" IS NULL)'

Kind = Literal["value", "count", "of", "target"]
_KINDS: tuple[Kind, ...] = ("value", "count", "of", "target")

_INTEGERS = ("tinyint", "smallint", "integer", "bigint", "utinyint", "usmallint", "uinteger")
_WIDE_INTEGERS = ("ubigint", "hugeint", "uhugeint")
_FLOATS = {"double": 1e-15, "float": 1e-6}
"""How far a float may be from the decimal that it is written as, in parts of it."""


class WrongFiguresError(Exception):
    """Some figure of a table cannot be added exactly."""


class Table(NamedTuple):
    """The rows of a source as DuckDB sees them.

    Where they are `parsed` from text, reading them is what takes the time: they are not
    looked at twice, first for their periods and then for their figures.
    """

    connection: "DuckDBPyConnection"
    rows: "DuckDBPyRelation"
    parsed: bool = False


@contextmanager
def connected(
    source: ObservationSource, readable: Sequence[str], database: str | None = None
) -> Iterator["DuckDBPyConnection"]:
    """A DuckDB that may read these files, and nothing else of the machine or the network.

    With a `database`, it is that file, which nobody can write through it. The temporary
    folder goes with it. What DuckDB refuses becomes an InputError.
    """
    try:
        import duckdb
    except ImportError:
        raise missing_extra(source, "duckdb") from None
    settings: dict[str, str | bool | int | float | list[str]] = {
        "allow_community_extensions": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "memory_limit": _MEMORY,
        "preserve_insertion_order": False,
    }
    with tempfile.TemporaryDirectory(prefix="kpitrack-") as folder:
        settings["temp_directory"] = folder
        try:
            with duckdb.connect(
                database or ":memory:", read_only=database is not None, config=settings
            ) as connection:
                connection.execute("SET allowed_paths = $1", [list(readable)])
                connection.execute("SET enable_external_access = false")
                connection.execute("SET lock_configuration = true")
                yield connection
        except duckdb.Error as error:
            raise InputError([_refused(source, str(error))]) from None


def _refused(source: ObservationSource, told: str) -> Mistake:
    """What DuckDB says, on one line: of a text the line, what stands there, and the file."""
    lines = [one.strip() for one in told.splitlines() if one.strip()]
    what = takewhile(lambda one: not one.startswith("Possible fixes"), lines[:4])
    where = [one for one in lines[4:] if one.startswith("file = ")]
    found = ", ".join([*what, *where])
    return mistake(source, "from", "observations that can be read", found)


def periods_in(source: ObservationSource, table: Table) -> tuple[str, ...]:
    """The texts of the periods that a table has observations of."""
    from duckdb import ColumnExpression

    check_columns(source, table.rows.columns)
    figures = [ColumnExpression(one) for one in source.columns.figures]
    has_figure = reduce(or_, (one.isnotnull() for one in figures))
    with_figures = table._replace(rows=table.rows.filter(has_figure))
    return tuple(text for _, text in _periods(source, with_figures) if text is not None)


def _periods(source: ObservationSource, table: Table) -> list[tuple[Any, str | None]]:
    """Each period as the column holds it, and as text; None for that of rows without one."""
    from duckdb import ColumnExpression

    raw = ColumnExpression(source.columns.period)
    found = table.rows.select(raw.alias("raw"), _period(source, table).alias("period"))
    return _all_rows(found, _PERIODS)


def sums_in(source: ObservationSource, table: Table, request: Request) -> Iterator[Sums | Span]:
    """The sums of a table, fetched in batches; raises WrongFiguresError for what is wrong."""
    check_columns(source, table.rows.columns)
    needed = _needed(source, table, request)
    rows = needed.select(*_exact_columns(source, table, request))
    table.connection.register(_SUMMED, rows.select(*_with_wrong(rows)))
    if request.spans:
        yield from _with_spans(source, table.connection, request)
        return
    query = _WHOLE if request.dimension is None else _BY_CATEGORY
    yield from _sums(source, table.connection.execute(query))


def _with_spans(
    source: ObservationSource, connection: "DuckDBPyConnection", request: Request
) -> Iterator[Sums | Span]:
    """The whole by period, and the categories as spans where periods fill the one asked."""
    assert request.within is not None
    (asked,) = request.within
    connection.execute(_FINEST)
    wholes = list(_sums(source, connection.execute(_WHOLE_OF_FINEST)))
    yield from wholes
    texts: dict[str, list[str]] = {}
    for one in wholes:
        texts.setdefault(one.indicator, []).append(one.period)
    periods_by_text(source, {one.period for one in wholes})  # all that are none are told
    spanned = [name for name in request.spans if fills(source, texts.get(name, ()), asked)]
    yield from _sums(source, connection.execute(_PARTS_OF_FINEST, [spanned]))
    if not spanned:
        return
    for row in _rows_of(connection.execute(_SPANS_OF_FINEST, [spanned])):
        indicator, category, value, target, figures, targets, *digits = row
        value, target = map(_with_digits, (value, target), digits)
        yield Span(indicator, category, value, target, figures, targets)


def _with_digits(number: Decimal | int | None, digits: int | None) -> Decimal | None:
    exact = _decimal(number)
    if exact is None or digits is None:
        return None
    return exact.quantize(Decimal(1).scaleb(-digits), context=EXACT)


def _sums(source: ObservationSource, answer: "DuckDBPyConnection") -> Iterator[Sums]:
    for indicator, period, category, *numbers, count, wrong in _rows_of(answer):
        if wrong:
            raise WrongFiguresError
        if not count:
            continue
        _check_named(source, indicator, period, count)
        value, part, of, target = map(_decimal, numbers)
        yield Sums(indicator, period, category, value, part, of, target, count)


def _rows_of(answer: "DuckDBPyConnection") -> Iterator[tuple[Any, ...]]:
    while batch := answer.fetchmany(_BATCH):
        yield from batch


def _check_named(
    source: ObservationSource, indicator: str | None, period: str | None, count: int
) -> None:
    for key, name in (("columns.indicator", indicator), ("columns.period", period)):
        if name is None:
            found = f"{count} observations without one"
            raise InputError([mistake(source, key, f"{key[8:]} in every row", found)])


def _decimal(number: Decimal | int | None) -> Decimal | None:
    return Decimal(number) if isinstance(number, int) else number


def _needed(source: ObservationSource, table: Table, request: Request) -> "DuckDBPyRelation":
    """The rows of the indicators and near the periods that are asked for."""
    from duckdb import ColumnExpression, ConstantExpression

    rows, columns = table.rows, source.columns
    if request.indicators is not None:
        names = [ConstantExpression(one) for one in request.indicators]
        rows = rows.filter(ColumnExpression(columns.indicator).isin(*names))
    if request.within is None:
        return rows
    period = ColumnExpression(columns.period)
    if table.parsed:
        return rows.filter(_may_be_near(period, years_near(source, request) or ()))
    every = dict(_periods(source, table))
    texts = [text for text in every.values() if text is not None]
    near = near_texts(source, texts, request.within)
    return rows.filter(_among(period, every, near))


def _among(
    period: "Expression", every: Mapping[Any, str | None], near: Collection[str]
) -> "Expression":
    """Whether a row's period is a near one, or there is none, which must be told.

    Near periods mostly stand together in their order: two comparisons cost DuckDB less than
    a list.
    """
    from duckdb import ConstantExpression

    wanted = [raw for raw, text in every.items() if text in near]
    if not wanted:
        return period.isnull()
    first, last = min(wanted), max(wanted)
    between = [raw for raw in every if raw is not None and first <= raw <= last]
    if len(between) == len(wanted):
        among = (period >= ConstantExpression(first)) & (period <= ConstantExpression(last))
    else:
        among = period.isin(*map(ConstantExpression, wanted))
    return among | period.isnull() if None in every else among


def _may_be_near(period: "Expression", years: Sequence[str]) -> "Expression":
    """Whether a text begins with one of the years, or is no plain month or day of another.

    It is what `PLAIN_PERIOD` says, as cheap as can be told of ten million texts.
    """
    from duckdb import ConstantExpression, FunctionExpression

    def sign(place: int) -> "Expression":
        one = ConstantExpression(1)
        return FunctionExpression("substr", period, ConstantExpression(place), one)

    dash, length = ConstantExpression("-"), FunctionExpression("strlen", period)
    dated = (period >= ConstantExpression("0")) & (period < ConstantExpression(":"))
    dated = dated & (sign(5) == dash)
    month = (length == ConstantExpression(7)) & (sign(6) != ConstantExpression("W"))
    day = (length == ConstantExpression(10)) & (sign(8) == dash)
    near = period.isnull() | ~(dated & (month | day))
    for year in years:
        near = FunctionExpression("starts_with", period, ConstantExpression(year)) | near
    return near


def _period(source: ObservationSource, table: Table) -> "Expression":
    """The text of a row's period; a time of day in it says nothing."""
    from duckdb import ColumnExpression

    column = ColumnExpression(source.columns.period)
    kind = _type_of(table.rows, source.columns.period).id
    if kind == "varchar":
        return column
    return (column.cast(_named("DATE")) if kind.startswith("timestamp") else column).cast(
        _named("VARCHAR")
    )


def _type_of(rows: "DuckDBPyRelation", column: str) -> "DuckDBPyType":
    return rows.types[rows.columns.index(column)]


def _exact_columns(
    source: ObservationSource, table: Table, request: Request
) -> "Iterator[Expression]":
    """The columns that the statements name, and whether each figure is there at all."""
    from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

    columns = source.columns
    yield ColumnExpression(columns.indicator).cast(_named("VARCHAR")).alias("indicator")
    yield _period(source, table).alias("period")
    if request.dimension is not None:
        category = ColumnExpression(columns.dimensions[request.dimension]).cast(
            _named("VARCHAR")
        )
        blank = ConstantExpression("")
        yield FunctionExpression("nullif", category, blank).alias("category")
    for kind in _KINDS:
        name = getattr(columns, kind)
        if name is None:
            yield ConstantExpression(None).cast(_type(source)).alias(kind)
            continue
        exact, is_there = _exact(source, table.rows, kind, name)
        yield exact.alias(kind)
        if is_there is not None:
            yield is_there.alias(f"there_{kind}")


def _with_wrong(rows: "DuckDBPyRelation") -> "Iterator[Expression]":
    """All columns, and one that is there where a figure cannot be added."""
    from duckdb import CaseExpression, ColumnExpression, ConstantExpression, StarExpression

    count, of = ColumnExpression("count"), ColumnExpression("of")
    wrong = count.isnull() != of.isnull()
    for kind in _KINDS:
        if f"there_{kind}" in rows.columns:
            is_there = ColumnExpression(f"there_{kind}")
            wrong = wrong | (ColumnExpression(kind).isnull() & is_there)
    yield StarExpression()
    yield CaseExpression(wrong, ConstantExpression(1)).alias("wrong")


def _named(name: str) -> "DuckDBPyType":
    import duckdb

    return duckdb.sqltype(name)


def _type(source: ObservationSource) -> "DuckDBPyType":
    import duckdb

    return duckdb.decimal_type(_WIDTH, source.decimals)


def _exact(
    source: ObservationSource, rows: "DuckDBPyRelation", kind: Kind, name: str
) -> "tuple[Expression, Expression | None]":
    """A figure as an exact number, NULL where it is none; and, if it may be none, its sign.

    The sign tells whether something is written in the row's cell.
    """
    from duckdb import ColumnExpression

    column, of = ColumnExpression(name), _type_of(rows, name)
    if of.id == "varchar":
        return _from_text(source, column)
    if of.id in _FLOATS:
        return _from_float(source, column, _FLOATS[of.id]), column.isnotnull()
    if of.id in _INTEGERS:
        return column, None
    if of.id in _WIDE_INTEGERS:
        import duckdb

        return column.cast(duckdb.decimal_type(_WIDTH, 0)), None
    if of.id == "decimal":
        if _scale(of) <= source.decimals:
            return column, None
        return _rounded_where_same(column, _type(source)), column.isnotnull()
    expected = "a column of numbers"
    raise InputError([mistake(source, f"columns.{kind}", expected, f'"{name}" of {of}')])


def _scale(of: "DuckDBPyType") -> int:
    """How many digits after the point a decimal type has."""
    return next(int(str(one)) for name, one in of.children if name == "scale")


def _rounded_where_same(column: "Expression", exact: "DuckDBPyType") -> "Expression":
    from duckdb import CaseExpression

    return CaseExpression(column.cast(exact) == column, column.cast(exact))


def _from_text(
    source: ObservationSource, column: "Expression"
) -> "tuple[Expression, Expression]":
    """A text that is a number of at most the declared digits; zeros behind them are none."""
    from duckdb import CaseExpression, ConstantExpression, FunctionExpression

    point = "[.]" if source.decimal == "." else ","
    digits, before = source.decimals, _WIDTH - source.decimals
    fraction = f"{point}[0-9]{{0,{digits}}}0*"
    shape = (
        rf"\s*[+-]?0*([0-9]{{1,{before}}}({fraction})?|{point}[0-9]{{1,{digits or 1}}}0*)\s*"
    )
    is_number = FunctionExpression("regexp_full_match", column, ConstantExpression(shape))
    plain = column
    if source.decimal == ",":
        plain = FunctionExpression(
            "replace", column, ConstantExpression(","), ConstantExpression(".")
        )
    trimmed = FunctionExpression("trim", column)
    return (
        CaseExpression(is_number, plain.cast(_type(source))),
        trimmed != ConstantExpression(""),
    )


def _from_float(
    source: ObservationSource, column: "Expression", tolerance: float
) -> "Expression":
    """The decimal that a float is written as, where that has at most the declared digits."""
    from duckdb import CaseExpression, ConstantExpression, FunctionExpression

    wide = column.cast(_named("DOUBLE"))
    size = FunctionExpression("abs", wide)
    fits = size < ConstantExpression(10.0 ** (_WIDTH - source.decimals - 1))
    exact = CaseExpression(fits, wide.cast(_type(source)))
    off = FunctionExpression("abs", wide - exact.cast(_named("DOUBLE")))
    return CaseExpression(off <= size * ConstantExpression(tolerance), exact)


def wrong_figures(source: ObservationSource, table: Table, file: str) -> Iterator[Mistake]:
    """What cannot be added in a file or table: for each column how many, and one of them."""
    from duckdb import ColumnExpression, ConstantExpression

    columns = source.columns
    for kind in _KINDS:
        name = getattr(columns, kind)
        if name is None:
            continue
        exact, is_there = _exact(source, table.rows, kind, name)
        raw = ColumnExpression(name).cast(_named("VARCHAR"))
        sign = ConstantExpression(False) if is_there is None else is_there
        rows = table.rows.select(exact.alias("exact"), raw.alias("raw"), sign.alias("is_there"))
        ((count, example),) = _all_rows(rows, _WRONG)
        if count:
            expected = f"numbers of at most {source.decimals} digits after the point"
            found = f'"{example}" and {count - 1} more' if count > 1 else f'"{example}"'
            fix = "decimals = ... says how many there are"
            yield mistake(source, f"columns.{kind}", expected, f"{found} in {file}", fix)
    if columns.count and columns.of:
        shares = [ColumnExpression(columns.count).alias("count")]
        shares += [ColumnExpression(columns.of).alias("of")]
        ((count,),) = _all_rows(table.rows.select(*shares), _HALF)
        if count:
            found = f"{count} rows in {file} with one of the two"
            yield mistake(source, "columns.of", "count and of together", found)


def _all_rows(rows: "DuckDBPyRelation", query: str) -> list[Any]:
    """The answer to a constant statement about these rows."""
    answer = rows.query(_ROWS, query)
    assert answer is not None  # it asks, it changes nothing
    return list(answer.fetchall())
