"""Writes the same observations into every kind of place that an embedded engine reads."""

import csv
import sqlite3
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import duckdb

from kpitrack.model.observations import Columns, ObservationSource

Row = tuple[str, str, str | None, Decimal | None]
"""Indicator, period, district and value."""

NAMES = ("indicator", "period", "district", "value")
COLUMNS = Columns(dimensions={"district": "district"})
DIGITS = 3


def in_csv(folder: Path, rows: Sequence[Row]) -> ObservationSource:
    file = folder / "rows.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([NAMES, *rows])
    return ObservationSource(str(file), columns=COLUMNS, decimals=DIGITS)


def _table(connection: duckdb.DuckDBPyConnection, rows: Sequence[Row]) -> None:
    connection.execute(
        "CREATE TABLE figures (indicator TEXT, period TEXT, district TEXT, value DECIMAL(30, 3))"
    )
    if rows:
        connection.executemany("INSERT INTO figures VALUES (?, ?, ?, ?)", rows)


def in_parquet(folder: Path, rows: Sequence[Row]) -> ObservationSource:
    file = folder / "rows.parquet"
    with duckdb.connect() as connection:
        _table(connection, rows)
        connection.table("figures").write_parquet(str(file))
    return ObservationSource(str(file), columns=COLUMNS, decimals=DIGITS)


def in_duckdb(folder: Path, rows: Sequence[Row]) -> ObservationSource:
    file = folder / "rows.duckdb"
    file.unlink(missing_ok=True)
    with duckdb.connect(file) as connection:
        _table(connection, rows)
    return ObservationSource(str(file), "figures", COLUMNS, DIGITS)


def in_sqlite(folder: Path, rows: Sequence[Row]) -> ObservationSource:
    file = folder / "rows.sqlite"
    file.unlink(missing_ok=True)
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE figures (indicator, period, district, value TEXT)")
    told = [(*row[:3], None if row[3] is None else str(row[3])) for row in rows]
    connection.executemany("INSERT INTO figures VALUES (?, ?, ?, ?)", told)
    connection.commit()
    connection.close()
    return ObservationSource(str(file), "figures", COLUMNS, DIGITS)


PLACES = {"csv": in_csv, "parquet": in_parquet, "duckdb": in_duckdb, "sqlite": in_sqlite}
