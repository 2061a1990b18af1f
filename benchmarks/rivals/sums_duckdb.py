"""Sums of actual over target for one year, by indicator: DuckDB."""

import sys

import duckdb

path, year = sys.argv[1:]
rows = duckdb.sql(f"SELECT * FROM '{path}'")
for name, target, actual in duckdb.sql(
    f"SELECT indicator, sum(target), sum(actual) FROM rows "
    f"WHERE month LIKE '{year}-%' GROUP BY indicator ORDER BY indicator"
).fetchall():
    print(f"{name} {target:.1f} {actual:.1f} {actual / target * 100:.1f}%")
