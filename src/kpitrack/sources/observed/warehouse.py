"""Engines of other machines, by their address: the question goes there, sums come back."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from importlib import import_module
from typing import TYPE_CHECKING, cast

from kpitrack.model.observations import ObservationSource
from kpitrack.sources.observed.engine import Request, Sums
from kpitrack.sources.observed.place import missing_extra

if TYPE_CHECKING:
    from kpitrack.sources.observed.pushdown import Database


class WarehouseEngine:
    """Adds up the observations of a table in a database that is reached by an address.

    `extra` names both the extra that brings its packages and the module that uses them.
    """

    extra: str

    def periods(self, source: ObservationSource) -> tuple[str, ...]:
        """Every period of which the table has a figure."""
        with self._connected(source) as database:
            from kpitrack.sources.observed.pushdown import periods_of

            return periods_of(source, database)

    def sums(self, source: ObservationSource, request: Request) -> Iterator[Sums]:
        """The sums asked for; raises InputError for what the database refuses."""
        with self._connected(source) as database:
            from kpitrack.sources.observed.pushdown import sums_of

            yield from sums_of(source, request, database)

    def _connected(self, source: ObservationSource) -> "AbstractContextManager[Database]":
        try:
            driver = import_module(f"kpitrack.sources.observed.{self.extra}")
        except ModuleNotFoundError as error:
            raise missing_extra(source, str(error.name), self.extra) from None
        return cast("AbstractContextManager[Database]", driver.connected(source))


class PostgresEngine(WarehouseEngine):
    """PostgreSQL, at addresses such as postgresql://user@host/database."""

    extra = "postgres"


class SparkEngine(WarehouseEngine):
    """Spark through Spark Connect, at addresses such as sc://host:15002."""

    extra = "spark"
