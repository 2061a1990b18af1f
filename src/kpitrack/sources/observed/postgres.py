"""PostgreSQL: one read-only transaction, whose sums are streamed as they are asked for."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
import psycopg.conninfo
from psycopg.raw_cursor import RawCursor
from sqlglot import exp

from kpitrack.errors import InputError, Mistake
from kpitrack.model.observations import ObservationSource
from kpitrack.sources.observed.address import (
    CONNECT_PATIENCE,
    PATIENCE,
    Address,
    address_of,
)
from kpitrack.sources.observed.place import mistake
from kpitrack.sources.observed.pushdown import ColumnType, Kind, NoSuchColumnError

_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("int2", "int4", "int8", "numeric"), "exact"),
    "float8": "float",
    "float4": "single",
    **dict.fromkeys(("text", "varchar"), "text"),
    "date": "day",
    "timestamp": "moment",
}

_SETTINGS = """
SELECT set_config('DateStyle', 'ISO', true), set_config('extra_float_digits', '1', true),
       CASE WHEN current_setting('statement_timeout') = '0'
            THEN set_config('statement_timeout', $1, true) END
"""
"""Days and floats in the one form that can be read back; a limit where there is none."""


class Postgres:
    """A transaction in PostgreSQL, with its ways of saying things in SQL."""

    dialect = "postgres"

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self._connection = connection

    def parameter(self, position: int) -> exp.Expr:
        """$1, $2, ...: the values travel beside the SQL."""
        return exp.Parameter(this=exp.Literal.number(position))

    def text(self, column: exp.Expr) -> exp.Expr:
        """The collation "C" tells apart whatever differs in a byte."""
        collation = exp.Identifier(this="C", quoted=True)
        return exp.Collate(this=exp.cast(column, "text"), expression=collation)

    def number(self, column: exp.Expr, type_: ColumnType, decimals: int) -> exp.Expr:
        """A float is taken by its shortest text; a direct cast keeps 15 digits only."""
        if type_.kind == "exact":
            return column
        exact = exp.cast(exp.cast(column, "text"), "decimal")
        return exp.Round(this=exact, decimals=exp.Literal.number(decimals))

    def types(self, query: exp.Select) -> Sequence[ColumnType]:
        """From the description of a result without rows."""
        names = self._connection.adapters.types
        found: list[ColumnType] = []
        for column in self._described(query):
            known = names.get(column.type_code)
            name = known.name if known else "unknown"
            scale = 0 if name.startswith("int") else column.scale
            found.append(ColumnType(_KINDS.get(name, "other"), name, scale))
        return found

    def names(self, query: exp.Select) -> Sequence[str]:
        """From the description of a result without rows."""
        return [column.name for column in self._described(query)]

    def rows(self, query: exp.Select, values: Sequence[object]) -> Iterator[Sequence[Any]]:
        """One at a time; a server-side cursor would forbid parallel workers."""
        with RawCursor(self._connection) as cursor:
            yield from cursor.stream(query.sql(self.dialect).encode(), values)

    def _described(self, query: exp.Select) -> Sequence[psycopg.Column]:
        with RawCursor(self._connection) as cursor:
            try:
                with self._connection.transaction():
                    cursor.execute(query.sql(self.dialect).encode())
            except psycopg.errors.UndefinedColumn as error:
                raise NoSuchColumnError(error.diag.message_primary) from None
            return cursor.description or ()


@contextmanager
def connected(source: ObservationSource) -> Iterator[Postgres]:
    """A read-only transaction in the database of a source.

    Passwords come from the environment, ~/.pgpass or a service file, as libpq reads them.
    Raises InputError, which tells no secret, for whatever the database refuses.
    """
    address = address_of(source)
    try:
        connection = psycopg.connect(_with_defaults(address.filled))
    except psycopg.Error as error:
        found = address.without_secrets(str(error))
        expected = f"a database that answers at {source.place}"
        raise InputError([mistake(source, "from", expected, found)]) from None
    with connection:
        connection.read_only = True
        try:
            with RawCursor(connection) as cursor:
                cursor.execute(_SETTINGS.encode(), [str(PATIENCE * 1000)])
            yield Postgres(connection)
        except psycopg.Error as error:
            raise InputError([_refused(source, address, error)]) from None


def _with_defaults(address: str) -> str:
    """What the address and the environment leave open: the name of the program, patience."""
    given = psycopg.conninfo.conninfo_to_dict(address)
    wanted: dict[str, Any] = {"application_name": "kpitrack"}
    if "PGCONNECT_TIMEOUT" not in os.environ:
        wanted["connect_timeout"] = CONNECT_PATIENCE
    return psycopg.conninfo.make_conninfo("", **{**wanted, **given})


def _refused(source: ObservationSource, address: Address, error: psycopg.Error) -> Mistake:
    """What the database would not do, in a sentence of its own where we know the reason."""
    told = address.without_secrets(error.diag.message_primary or str(error))
    match error:
        case psycopg.errors.UndefinedTable() | psycopg.errors.InvalidSchemaName():
            return mistake(source, "table", "a table that is there", f'"{source.table}"', told)
        case psycopg.errors.InsufficientPrivilege():
            return mistake(source, "table", "a table that may be read", told)
        case psycopg.errors.QueryCanceled():
            expected = "an answer within the time that the database allows"
            fix = "PGOPTIONS='-c statement_timeout=...' sets another"
            return mistake(source, "from", expected, told, fix)
    return mistake(source, "from", "observations that can be added", told)
