"""Spark through Spark Connect: its workers add up, in ANSI mode, and sums are streamed."""

import logging
import socket
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pyspark.errors import PySparkException
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

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_PORT = 15002
"""Where Spark Connect listens, unless the address says otherwise."""

_WIDTH = 38
"""The most digits of a decimal in Spark; what needs more is an error in ANSI mode."""

_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("tinyint", "smallint", "int", "bigint", "decimal"), "exact"),
    "double": "float",
    "float": "single",
    "string": "text",
    "date": "day",
    "timestamp_ntz": "moment",
}


class Spark:
    """A session in Spark, with its ways of saying things in SQL."""

    dialect = "spark"

    def __init__(self, session: "SparkSession") -> None:
        self._session = session

    def parameter(self, position: int) -> exp.Expr:
        """:p1, :p2, ...: the values travel beside the SQL."""
        return exp.Placeholder(this=f"p{position}")

    def text(self, column: exp.Expr) -> exp.Expr:
        """A string of the default collation, which compares bytes."""
        return exp.cast(column, "text")

    def number(self, column: exp.Expr, type_: ColumnType, decimals: int) -> exp.Expr:
        """As wide as decimals are; a float by its text, since NaN itself would become NULL."""
        if type_.kind == "exact":
            return exp.cast(column, f"decimal({_WIDTH}, {type_.scale})")
        return exp.cast(exp.cast(column, "text"), f"decimal({_WIDTH}, {decimals})")

    def types(self, query: exp.Select) -> Sequence[ColumnType]:
        """From the schema of a result without rows."""
        return [_type(field.dataType.simpleString()) for field in self._asked(query, ()).schema]

    def names(self, query: exp.Select) -> Sequence[str]:
        """From the schema of a result without rows."""
        return [str(field.name) for field in self._asked(query, ()).schema]

    def rows(self, query: exp.Select, values: Sequence[object]) -> Iterator[Sequence[Any]]:
        """A batch of Spark's at a time; beyond our patience Spark is told to stop."""
        alarm = threading.Timer(PATIENCE, self._session.interruptAll)
        alarm.daemon = True
        alarm.start()
        try:
            yield from self._asked(query, values).toLocalIterator()
        finally:
            alarm.cancel()

    def _asked(self, query: exp.Select, values: Sequence[object]) -> "DataFrame":
        named = {f"p{position}": value for position, value in enumerate(values, 1)}
        try:
            return self._session.sql(query.sql(self.dialect), args=named)
        except PySparkException as error:
            if (error.getCondition() or "").startswith("UNRESOLVED_COLUMN"):
                raise NoSuchColumnError(_first_line(error)) from None
            raise


def _type(written: str) -> ColumnType:
    """From Spark's word for a type, such as decimal(18,2)."""
    name, _, sizes = written.partition("(")
    kind = _KINDS.get(name, "other")
    scale = int(sizes.rstrip(")").split(",")[1]) if name == "decimal" else 0
    return ColumnType(kind, written, scale)


@contextmanager
def connected(source: ObservationSource) -> Iterator[Spark]:
    """A session of our own in the Spark of a source.

    Raises InputError, which tells no secret, for whatever Spark refuses.
    """
    address = address_of(source)
    _knock(source, address)
    try:
        with session_at(address.filled) as session:
            yield Spark(session)
    except PySparkException as error:
        raise InputError([_refused(source, address, error)]) from None


@contextmanager
def session_at(address: str) -> Iterator["SparkSession"]:
    """A session in ANSI mode, whose client neither logs nor warns beside our messages."""
    from pyspark.sql import SparkSession

    logging.getLogger("SQLQueryContextLogger").disabled = True
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session = SparkSession.builder.remote(address).create()
        try:
            session.conf.set("spark.sql.ansi.enabled", "true")
            yield session
        finally:
            session.stop()


def _knock(source: ObservationSource, address: Address) -> None:
    """Asks for a connection once: Spark's own client would go on trying for minutes."""
    try:
        place = urlsplit(address.filled)
        port = place.port or _PORT
        with socket.create_connection((place.hostname or "", port), CONNECT_PATIENCE):
            pass
    except (OSError, ValueError) as error:
        expected = f"a Spark that answers at {source.place}"
        found = address.without_secrets(str(error))
        raise InputError([mistake(source, "from", expected, found)]) from None


def _refused(source: ObservationSource, address: Address, error: PySparkException) -> Mistake:
    """What Spark would not do, in a sentence of its own where we know the reason."""
    told = address.without_secrets(_first_line(error))
    condition = error.getCondition() or ""
    if condition.startswith(("TABLE_OR_VIEW_NOT_FOUND", "SCHEMA_NOT_FOUND")):
        return mistake(source, "table", "a table that is there", f'"{source.table}"', told)
    if "CANCEL" in condition:
        expected = f"an answer within {PATIENCE} seconds"
        return mistake(source, "from", expected, told)
    return mistake(source, "from", "observations that can be added", told)


def _first_line(error: PySparkException) -> str:
    """The message without the query and Java's stack, which follow it."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
