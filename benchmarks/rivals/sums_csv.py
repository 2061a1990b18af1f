"""Sums of actual over target for one year, by indicator: the csv module and decimals."""

import csv
import sys
from decimal import Decimal

path, year = sys.argv[1:]
sums = {}
with open(path, encoding="utf-8", newline="") as source:
    for row in csv.DictReader(source):
        if row["month"].startswith(year):
            one = sums.setdefault(row["indicator"], [Decimal(0), Decimal(0)])
            one[0] += Decimal(row["target"])
            one[1] += Decimal(row["actual"])
for name, (target, actual) in sorted(sums.items()):
    print(f"{name} {target:.1f} {actual:.1f} {actual / target * 100:.1f}%")
