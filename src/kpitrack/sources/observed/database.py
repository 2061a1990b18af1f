"""Observations in a table of a DuckDB file."""

from collections.abc import Iterator
from contextlib import contextmanager

from kpitrack.errors import InputError
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
from kpitrack.sources.observed.place import check_table, files_of


class DatabaseEngine:
    """Adds up the observations of a table in a DuckDB file, which is opened to be read only."""

    def periods(self, source: ObservationSource) -> tuple[str, ...]:
        """Every period that the table has an observation of."""
        with _opened(source) as table:
            return periods_in(source, table)

    def sums(self, source: ObservationSource, request: Request) -> Iterator[Sums | Span]:
        """The sums asked for; raises InputError for a table that cannot be read or added."""
        with _opened(source) as table:
            try:
                yield from sums_in(source, table, request)
            except WrongFiguresError:
                told = list(wrong_figures(source, table, str(source.table)))
                raise InputError(told) from None


@contextmanager
def _opened(source: ObservationSource) -> Iterator[Table]:
    (file,) = files_of(source)[:1]
    with connected(source, [file], database=file) as connection:
        there = [str(name) for (name,) in connection.execute("SHOW TABLES").fetchall()]
        yield Table(connection, connection.table(check_table(source, there)))
