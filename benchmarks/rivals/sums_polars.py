"""Sums of actual over target for one year, by indicator: polars."""

import sys

import polars as pl

path, year = sys.argv[1:]
sums = (
    pl.scan_csv(path)
    .filter(pl.col("month").str.starts_with(year))
    .group_by("indicator")
    .agg(pl.col("target").sum(), pl.col("actual").sum())
    .sort("indicator")
    .collect()
)
for name, target, actual in sums.iter_rows():
    print(f"{name} {target:.1f} {actual:.1f} {actual / target * 100:.1f}%")
