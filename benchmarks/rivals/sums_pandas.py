"""Sums of actual over target for one year, by indicator: pandas."""

import sys

import pandas as pd

path, year = sys.argv[1:]
rows = pd.read_csv(path)
rows = rows[rows["month"].str.startswith(year)]
sums = rows.groupby("indicator")[["target", "actual"]].sum()
for name, target, actual in sums.itertuples():
    print(f"{name} {target:.1f} {actual:.1f} {actual / target * 100:.1f}%")
