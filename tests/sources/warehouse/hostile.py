"""Observations that engines are apt to treat differently, and how to load them into each."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import duckdb
import psycopg
from psycopg import sql

from tests.sources.warehouse.servers import PASSWORD

INDICATOR, PERIOD, VALUE = "indicator", "per iod", 'giá "trị"; DROP TABLE figures; --'
DISTRICT, COUNT, OF, FLOAT, DAY = "dis`trict'", "count", "of", "%s :p1 $1 {x}", "day"

Row = tuple[str, str, Decimal | None, str | None, int | None, int | None, float, dt.date]

_DISTRICTS = (
    "Mai Sơn", "mai sơn", "Mai Sơn ", " Mai Sơn", "O'Brien", 'a"b', "", None, "z", "Z", "Ñ", "é",
    "e\u0301", "x'; DROP TABLE figures; --", "\\", "%s", ":p1", "$1", "{x}", "日本", "null", "NaN",
)  # fmt: skip

_VALUES = (
    "-1.5", "999999999999999999999999.999999", "0", "0.000001", "-999999999999999999999999.999998",
    "12.345678", None, "100", "7", "-0.000001", "1e3",
)  # fmt: skip

_FLOATS = (
    0.1,
    0.2,
    0.30000000000000004,
    2.675,
    1.005,
    0.5,
    1.5,
    -0.5,
    1e15,
    123456.654321,
    0.0,
)


def rows() -> list[Row]:
    """Two indicators by every district and four months, and one that is a share."""
    found: list[Row] = []
    for place, district in enumerate(_DISTRICTS * 8):
        value = _VALUES[place % len(_VALUES)]
        month, name = 1 + place % 4, ("births", "deaths")[place % 2]
        number = None if value is None else Decimal(value)
        day = dt.date(2024, month, 28)
        float_ = _FLOATS[place % len(_FLOATS)]
        found.append((name, f"2024-{month:02}", number, district, None, None, float_, day))
        found.append(("share", "2024-12", None, district, place, place + 3, float_, day))
        found.append(("deaths", "2023", Decimal(place), district, None, None, float_, day))
    return found


def write_duckdb(file: Path) -> None:
    """The observations in a DuckDB file, whose answers the others must give, and as Parquet."""
    types = (
        "VARCHAR",
        "VARCHAR",
        "DECIMAL(38,6)",
        "VARCHAR",
        "BIGINT",
        "INTEGER",
        "DOUBLE",
        "DATE",
    )
    names = (INDICATOR, PERIOD, VALUE, DISTRICT, COUNT, OF, FLOAT, DAY)
    columns = ", ".join(
        '"{}" {}'.format(name.replace('"', '""'), type_)
        for name, type_ in zip(names, types, strict=True)
    )
    with duckdb.connect(str(file)) as connection:
        connection.execute(f"CREATE TABLE figures ({columns})")
        connection.executemany("INSERT INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows())
        connection.execute(
            "COPY figures TO $1 (FORMAT parquet)", [str(file.with_suffix(".parquet"))]
        )


def load_postgres(address: str) -> None:
    """The observations in a schema with a name of its own."""
    types = "text", "varchar(30)", "numeric", "text", "bigint", "integer", "float8", "date"
    names = (INDICATOR, PERIOD, VALUE, DISTRICT, COUNT, OF, FLOAT, DAY)
    columns = sql.SQL(", ").join(
        sql.SQL("{} " + type_).format(sql.Identifier(name))
        for name, type_ in zip(names, types, strict=True)
    )
    with psycopg.connect(address, password=PASSWORD) as connection:
        connection.execute('CREATE SCHEMA "bulk.data"')
        connection.execute(sql.SQL('CREATE TABLE "bulk.data".figures ({})').format(columns))
        with connection.cursor() as cursor:
            marks = ", ".join(["%s"] * len(names))
            cursor.executemany(f'INSERT INTO "bulk.data".figures VALUES ({marks})', rows())


def load_spark(address: str, parquet: Path) -> None:
    """The observations as a table over Parquet files that DuckDB wrote."""
    from kpitrack.sources.observed.spark import session_at

    with session_at(address) as session:
        session.sql("CREATE DATABASE bulk").collect()
        where = str(parquet).replace("'", "\\'")
        session.sql(f"CREATE TABLE bulk.figures USING parquet LOCATION '{where}'").collect()
