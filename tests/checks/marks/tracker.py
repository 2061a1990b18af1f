"""The tracker of these tests: every kind of figure that a mark may name."""

import datetime as dt

from kpitrack.checks.marks.settling import Figures
from kpitrack.model.tracker import Tracker

AS_OF = dt.date(2026, 1, 1)
TOML = """
[tracker]
period = 2024
target = "province"
[indicators.revenue]
name = "Total budget revenue"
names.vi = "Tổng thu ngân sách"
unit = "billion VND"
units.vi = "tỷ đồng"
direction = "increase"
[indicators.revenue.actual.2024]
value = 1154
status = "estimated"
stated = { completion = { province = 119.2, council = 115.9 } }
[indicators.paid]
name = "Public investment disbursed"
unit = "billion VND"
direction = "increase"
target.2024 = 420
actual.2023 = 391.5
actual.2024 = 404
[indicators.poor]
name = "Poor households"
unit = "households"
direction = "decrease"
actual.2023 = 82
actual.2024 = 63
[indicators.petitions]
name = "Petitions settled"
unit = "%"
direction = "increase"
target.2024 = 80
actual.2024 = { count = 51, of = 68 }
[indicators.nearly]
name = "Nearly there"
direction = "increase"
target.2024 = 10000
actual.2024 = 9996
[indicators.pupils]
name = "Pupils in a class"
direction = "maintain"
target.2023 = 25
target.2024 = { min = 20, max = 30 }
actual.2023 = 25
actual.2024 = 33
[indicators.bridge]
name = "Bridge open"
direction = "milestone"
target.2024 = true
actual.2024 = true
[indicators.urban]
name = "Urbanisation rate"
unit = "%"
direction = "increase"
target.2025 = 70.5
actual.2023 = 69
actual.2024 = 69.38
[indicators.water]
name = "Households using water"
direction = "increase"
method = "distance"
baseline.2020 = 100
"target".2024 = 200
actual.2024 = 150
[indicators.coffee]
name = "Coffee sold"
direction = "increase"
rollup = "sum"
target.2024 = 100
actual.2024-Q1 = 20
actual.2024-Q2 = 30
[indicators.gap]
name = "With a gap"
direction = "increase"
rollup = "sum"
target.2024 = 100
actual.2024-Q1 = 20
actual.2024-Q3 = 30
[indicators.partial]
name = "Known in part"
rollup = "sum"
actual.2021-Q1 = { value = 10, through = 2021-02-28 }
actual.2022-Q1 = 10
actual."2023-01..2023-09" = 30
actual.2024 = { value = 12, through = 2024-03-31 }
[indicators.term]
name = "Over a term"
direction = "increase"
rollup = "sum"
target."2023..2025" = 300
actual.2023 = 100
actual.2024 = 120
[indicators.small]
name = "Small ratio"
direction = "increase"
actual.2023 = 0
actual.2024 = 1.154
[indicators.debt]
name = "Debt left"
unit = "billion VND"
actual.2023 = 5
actual.2024 = -3
[indicators.fewer]
name = "Accidents"
direction = "decrease"
target.2024 = 50
actual.2024 = 50.4
[indicators.told]
name = "Staff on the rolls"
direction = "neutral"
target.2024 = 50
actual.2024 = 50.4
[indicators.zero]
name = "Complaints left open"
actual.2024 = 0
"""


def figures(tracker: Tracker, target: str | None = None, locale: str = "en") -> Figures:
    return Figures(tracker, AS_OF, target, locale)
