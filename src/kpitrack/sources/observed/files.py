"""Observations in files: CSV, also compressed, and Parquet."""

import csv
import gzip
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from typing import TYPE_CHECKING

from kpitrack.errors import InputError, Mistake
from kpitrack.model.observations import ObservationSource
from kpitrack.sources.observed.embedded import (
    Table,
    WrongFiguresError,
    connected,
    periods_in,
    sums_in,
    wrong_figures,
)
from kpitrack.sources.observed.engine import Request, Span, Sums
from kpitrack.sources.observed.place import check_columns, files_of, mistake

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

_DELIMITERS = ",;\t|"


class FileEngine:
    """Adds up the observations of files."""

    def periods(self, source: ObservationSource) -> tuple[str, ...]:
        """Every period that the files have an observation of."""
        with _opened(source, files_of(source)) as table:
            return periods_in(source, table)

    def sums(self, source: ObservationSource, request: Request) -> Iterator[Sums | Span]:
        """The sums asked for; raises InputError for files that cannot be read or added."""
        files = files_of(source)
        try:
            with _opened(source, files) as table:
                yield from sums_in(source, table, request)
        except WrongFiguresError:
            raise InputError(_mistakes(source, files)) from None


def _mistakes(source: ObservationSource, files: Sequence[str]) -> list[Mistake]:
    found: list[Mistake] = []
    for file in files:
        with _opened(source, [file]) as table:
            found += wrong_figures(source, table, file)
    return found


@contextmanager
def _opened(source: ObservationSource, files: Sequence[str]) -> Iterator[Table]:
    is_parquet = files[0].lower().endswith((".parquet", ".pq"))
    with connected(source, files) as connection:
        if is_parquet:
            yield Table(connection, _parquet(source, connection, files))
        else:
            yield Table(connection, _text(source, connection, files), parsed=True)


def _parquet(
    source: ObservationSource, connection: "DuckDBPyConnection", files: Sequence[str]
) -> "DuckDBPyRelation":
    """All files as one; each must have every column, or its figures would be lost."""
    if len(files) > 1:
        for file in files:
            check_columns(source, connection.read_parquet([file]).columns, file)
    return connection.read_parquet(list(files), union_by_name=True)


def _text(
    source: ObservationSource, connection: "DuckDBPyConnection", files: Sequence[str]
) -> "DuckDBPyRelation":
    """All files as one, those with the same columns in the same order read together."""
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for file in files:
        delimiter, names = _header(source, file)
        check_columns(source, names, file)
        _check_once(source, names, file)
        alike.setdefault((delimiter, names), []).append(file)
    tables = [
        connection.read_csv(
            those,
            auto_detect=False,
            columns=dict.fromkeys(names, "VARCHAR"),
            escapechar='"',
            header=True,
            quotechar='"',
            sep=delimiter,
            strict_mode=True,
        )
        for (delimiter, names), those in alike.items()
    ]
    return reduce(_below, (_wanted(source, one) for one in tables))


def _check_once(source: ObservationSource, names: Sequence[str], file: str) -> None:
    twice = {one for one in names if names.count(one) > 1}
    if twice:
        found = f"{', '.join(sorted(twice))} more than once in {file}"
        raise InputError([mistake(source, "columns", "each column once", found)])


def _below(one: "DuckDBPyRelation", other: "DuckDBPyRelation") -> "DuckDBPyRelation":
    return one.union(other)


def _wanted(source: ObservationSource, rows: "DuckDBPyRelation") -> "DuckDBPyRelation":
    """The columns that the source names, in one order for all files."""
    from duckdb import ColumnExpression

    return rows.select(*map(ColumnExpression, _names(source)))


def _names(source: ObservationSource) -> list[str]:
    columns = source.columns
    named = [columns.indicator, columns.period, columns.value, columns.count, columns.of]
    every = dict.fromkeys([*named, columns.target, *columns.dimensions.values()])
    return [one for one in every if one is not None]


def _header(source: ObservationSource, file: str) -> tuple[str, tuple[str, ...]]:
    """The delimiter and the names of the columns, from the first line of a file."""
    try:
        opened = gzip.open if file.lower().endswith(".gz") else open
        with opened(file, "rt", encoding="utf-8-sig", newline="") as lines:
            first = lines.readline()
    except UnicodeDecodeError:
        found = f"{file} in another encoding"
        raise InputError([mistake(source, "from", "text in UTF-8", found)]) from None
    except OSError as error:
        found = f"{file}: {error.strerror or error}"
        raise InputError([mistake(source, "from", "a file that can be read", found)]) from None
    headers = [
        (one, tuple(next(csv.reader([first], delimiter=one), ()))) for one in _DELIMITERS
    ]
    wanted = set(_names(source))
    return max(headers, key=lambda header: (len(wanted & set(header[1])), len(header[1])))
