"""Which engine adds up a source: told by its place."""

from importlib import import_module
from pathlib import PurePath
from typing import cast

from kpitrack.errors import InputError
from kpitrack.model.observations import ObservationSource
from kpitrack.sources.observed.engine import Engine
from kpitrack.sources.observed.place import mistake

_BY_ENDING = {
    ".csv": "files:FileEngine",
    ".tsv": "files:FileEngine",
    ".txt": "files:FileEngine",
    ".gz": "files:FileEngine",
    ".parquet": "files:FileEngine",
    ".pq": "files:FileEngine",
    ".duckdb": "database:DatabaseEngine",
    ".ddb": "database:DatabaseEngine",
    ".sqlite": "sqlite:SqliteEngine",
    ".sqlite3": "sqlite:SqliteEngine",
    ".db": "sqlite:SqliteEngine",
}
"""Module and class of the engine for files, by how their name ends."""

_BY_SCHEME: dict[str, str] = {}
"""Module and class of the engine for an address, by what stands before `://`."""


def engine_for(source: ObservationSource) -> Engine:
    """The engine of a source; raises InputError where kpitrack has none for its place."""
    scheme, marks, _ = source.place.partition("://")
    if marks:
        found, known = _BY_SCHEME.get(scheme.lower()), _BY_SCHEME
        what = f"an address that begins with {scheme}://"
    else:
        ending = PurePath(source.place).suffix.lower()
        found, known = _BY_ENDING.get(ending), _BY_ENDING
        what = f'a name that ends in "{ending}"'
    if found is None:
        expected = f"one of {', '.join(known)}" if known else "a file"
        raise InputError([mistake(source, "from", expected, what)])
    module, _, name = found.partition(":")
    engine = getattr(import_module(f"kpitrack.sources.observed.{module}"), name)
    return cast(Engine, engine())
