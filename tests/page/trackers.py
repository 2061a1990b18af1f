"""The trackers that the page is tested with."""

import json

TOWN = """
[tracker]
title = "Our town"
names.vi = "Thị xã"

[groups.money]
name = "Money"
names.vi = "Ngân sách"

[groups.people]
name = "People"

[indicators.revenue]
name = "Budget revenue"
names.vi = "Tổng thu ngân sách"
group = "money"
unit = "billion VND"
direction = "increase"
source = "Treasury"
owner = "Finance office"
target.2023 = 900
actual.2023 = 950
target.2024 = 1000
actual.2024 = { value = 1154.5, status = "estimated", note = "before the audit" }

[indicators.spending]
name = "Public investment disbursed"
names.vi = "Giải ngân đầu tư công"
group = "money"
unit = "billion VND"
direction = "increase"
target.2024 = 420
actual.2024 = 404

[indicators.debt]
name = "Debt"
names.vi = "Nợ đọng"
group = "money"
unit = "billion VND"
direction = "decrease"
target.2024 = 0
actual.2024 = 10

[indicators.poor]
name = "Poor households"
names.vi = "Hộ nghèo"
group = "people"
unit = "households"
direction = "decrease"
tags = ["social"]
target.2024 = 100
actual.2023 = 200
actual.2024 = 160

[indicators.visitors]
name = "Visitors"
names.vi = "Lượt khách"
group = "people"
actual.2024 = 9

[indicators.network]
name = "Learning city"
names.vi = "Thành phố học tập"
group = "people"
direction = "milestone"
target.2024 = true
actual.2024 = { value = true, achieved = 2024-02-14 }
"""
"""Six indicators in two groups: one exceeded, nearly met, missed twice, one without a target,
one milestone; `debt` has a target of 0 and so no completion."""

CLOSE = """
[indicators.a]
name = "A"
direction = "increase"
target.2024 = 3
actual.2024 = 0.10000000000000000002

[indicators.b]
name = "B"
direction = "increase"
target.2024 = 3
actual.2024 = 0.10000000000000000003

[indicators.c]
name = "C"
direction = "increase"
target.2024 = 3
actual.2024 = 0.10000000000000000001

[indicators.d]
name = "D"
direction = "increase"
target.2024 = 3

[indicators.e]
name = "E"
direction = "increase"
target.2024 = 3
actual.2024 = -20

[indicators.f]
name = "F"
actual.2024 = 99999999999999999999999999
"""
"""Actuals that a binary float cannot tell apart, one below zero, one huge, one missing."""

HOSTILE = (
    "<script>alert(1)</script>",
    "</style><script>alert(2)</script>",
    "</script><img src=x onerror=alert(3)>",
    """<img src='https://example.org/a.png' onerror="alert(4)">""",
    '" onmouseover="alert(5)" x="',
    "' autofocus onfocus='alert(6)",
    "]]><svg onload=alert(7)>",
    "<!-- <b>bold</b> -->",
    "&lt;b&gt; &amp; &#60;i>",
    "\u202egnp.exe\u2066",
    "{shown} {rows} {column} $& %s",
    "javascript:alert(8)",
    "<iframe src='https://example.org'></iframe><meta http-equiv=refresh content='0;url=/'>",
    "W" * 400,
)
"""Names that would do harm where anything in them were read as markup."""


def hostile() -> str:
    """A tracker whose every free text tries to break out of the page."""
    lines = [f"[tracker]\ntitle = {json.dumps(HOSTILE[1])}"]
    for number, text in enumerate(HOSTILE):
        name = json.dumps(text)  # a JSON string is a TOML string too
        lines += [
            f"[groups.g-{number}]",
            f"name = {name}",
            f"[indicators.i-{number}]",
            f"name = {name}",
            f'group = "g-{number}"',
            f"unit = {name}",
            f"owner = {name}",
            f"tags = [{name}]",
            f"note = {name}",
            f"source = {name}",
            'direction = "increase"',
            f"breaks.2024 = {name}",
            "target.2023 = 5",
            "target.2024 = 5",
            f"actual.2023 = {number + 2}",
            f"actual.2024 = {{ value = {number + 1}, note = {name}, source = {name} }}",
        ]
    return "\n".join(lines)


def monthly() -> str:
    """Twelve months and a year of one indicator, enough for firm limits."""
    lines = [
        '[indicators.a]\nname = "Calls answered"\nunit = "%"\ndirection = "increase"',
        'rollup = "mean"\ntarget.2024 = 90',
    ]
    for month, value in enumerate((91, 93, 90, 92, 94, 91, 92, 93, 91, 92, 90, 70), start=1):
        lines.append(f"actual.2024-{month:02} = {value}")
    return "\n".join(lines)


def many(size: int) -> str:
    """That many indicators in ten groups, five years each."""
    lines = ["[tracker]", 'title = "Many"']
    for number in range(size):
        lines += [
            f"[indicators.indicator-{number}]",
            f'name = "Indicator {number}"',
            f'group = "group-{number % 10}"',
            'unit = "billion VND"',
            'direction = "increase"',
        ]
        for year in range(2020, 2025):
            wanted = 100 + number % 89 + year - 2020
            lines.append(f"target.{year} = {wanted}")
            lines.append(f"actual.{year} = {wanted * (90 + number % 23) / 100:.1f}")
    return "\n".join(lines)
