"""Breakdowns in the file: what may be broken down, and when parts alone are a figure."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from kpitrack.model.period import parse_period
from kpitrack.model.tracker import Tracker
from tests.sources.test_mistakes import told

Make = Callable[[str], Tracker]
D = Decimal

WRONG = """
[indicators.done]
name = "Done"
direction = "milestone"
actual.2024 = { value = true, by = { district = { north = 1 } } }
[indicators.people]
name = "People"
unit = "people"
actual.2024 = { value = 412, by = { sex = { women = { count = 219, of = 300 }, men = 193 } } }
actual.2025 = { by = { sex = { women = 219, men = 193 } } }
[indicators.share]
name = "Share"
unit = "%"
rollup = "sum"
actual.2024 = { by = { sex = { women = 60, men = 40 } } }
[indicators.two]
name = "Two"
rollup = "sum"
target.2024 = { by = { sex = { women = 220, men = 180 }, district = { north = 410 } } }
actual.2024 = { by = { sex = { women = 50, men = 40 }, district = { north = 91 } } }
[indicators.shares]
name = "Shares"
actual.2024 = { by = { a = { x = { count = 9, of = 20 } }, b = { y = { count = 5, of = 20 } } } }
"""


def test_every_wrong_breakdown_is_told_at_once(tmp_path: Path) -> None:
    assert told(tmp_path, WRONG) == [
        "t.toml:5: indicators.done.actual.2024.by: found by on a milestone, expected by beside a number; drop by",
        't.toml:9: indicators.people.actual.2024.by.sex.women: found count and of with the unit "people", expected a number for this part; give the count as value, in people',
        't.toml:10: indicators.people.actual.2025: found by without a total, expected value beside by; or rollup = "sum", which says that figures of this unit add up',
        "t.toml:15: indicators.share.actual.2024: found by without a total, expected value beside by; or count and of in each part, which add up as percentages do not",
        "t.toml:19: indicators.two.target.2024.by: found sex makes 400 and district makes 410, expected one total; write the total as value, and check tells which parts are off",
        "t.toml:20: indicators.two.actual.2024.by: found sex makes 90 and district makes 91, expected one total; write the total as value, and check tells which parts are off",
        "t.toml:23: indicators.shares.actual.2024.by: found a makes 9 of 20 and b makes 5 of 20, expected one total; write the total as value, and check tells which parts are off",
    ]


def test_every_misshapen_breakdown_is_told_at_once(tmp_path: Path) -> None:
    text = """[indicators.a]
name = "A"
actual.2024 = { value = 1, by = { sex = {} } }
actual.2025 = { value = 1, by = { sex = { women = "5" } } }
actual.2026 = { value = 1, by = { sex = 5 } }
actual.2027 = { by = {} }
actual.2028 = { value = 1, by = { sex = { women = { count = 1 } } } }
"""
    assert told(tmp_path, text) == [
        "t.toml:3: indicators.a.actual.2024.by.sex: found an empty table, expected at least 1 of them",
        't.toml:4: indicators.a.actual.2025.by.sex.women: found text "5", expected a number without quotes; write 5',
        "t.toml:5: indicators.a.actual.2026.by.sex: found 5, expected a table",
        "t.toml:6: indicators.a.actual.2027: found a table with by, expected value, or count and of, or text, or stated, or by",
        "t.toml:7: indicators.a.actual.2028.by.sex.women: found a table with count, expected count and of together; a share needs both",
    ]


@pytest.mark.parametrize(
    ("keys", "value", "count", "of"),
    [
        # a unit that adds up: 219 + 193
        ('rollup = "sum"\nactual.2024 = { by = { sex = { women = 219, men = 193 } } }', 412, None, None),
        # a share adds numerators and denominators: 30 + 20 of 40 + 60, whatever rolls it up
        ("actual.2024 = { by = { sex = { women = { count = 30, of = 40 }, men = { count = 20, of = 60 } } } }", None, 50, 100),
        ('unit = "%"\nrollup = "last"\nactual.2024 = { by = { sex = { women = { count = 30, of = 40 } } } }', None, 30, 40),
        # the first dimension that is complete makes the total: north is missing in 2024
        ('rollup = "sum"\nactual.2024 = { by = { district = { lake = 5 }, sex = { women = 4, men = 3 } } }\nactual.2023 = { value = 9, by = { district = { lake = 5, north = 4 } } }', 7, None, None),
        # text says what the source said; parts do not overrule it
        ('rollup = "sum"\nactual.2024 = { text = "many", by = { sex = { women = 1 } } }', None, None, None),
        # only a stated percentage, in a unit whose parts do not add up: there is still no figure
        ('unit = "USD"\nactual.2024 = { stated = { completion = 90 }, by = { sex = { women = 1 } } }', None, None, None),
        # no part is lost in the arithmetic: 0.1 + 0.2 is 0.3
        ('rollup = "sum"\nactual.2024 = { by = { sex = { women = 0.1, men = 0.2 } } }', D("0.3"), None, None),
    ],
)  # fmt: skip
def test_parts_alone_make_the_total_where_they_add_up(
    make: Make, keys: str, value: int | None, count: int | None, of: int | None
) -> None:
    figure = (
        make(f'[indicators.a]\nname = "A"\n{keys}\n')
        .indicators["a"]
        .actual[parse_period("2024")][0]
    )
    assert (figure.value, figure.count, figure.of) == (value, count, of)


def test_a_target_of_parts_alone_is_complete_by_the_categories_of_targets(make: Make) -> None:
    tracker = make("""[indicators.a]
name = "A"
direction = "increase"
rollup = "sum"
target.2024 = { by = { sex = { women = 220, men = 180 } } }
target.2025 = { by = { sex = { women = 220 } } }
target.2026 = [{ by = { sex = { women = 1, men = 1 } }, date = 2025-01-01 }]
actual.2024 = { value = 400, by = { sex = { women = 200, men = 190, unknown = 10 } } }
""")
    targets = tracker.indicators["a"].targets[""]
    made = [targets[parse_period(year)][0].figure for year in ("2024", "2025", "2026")]
    assert [(one.value, one.no_total) for one in made] == [
        (400, None),
        (None, "its parts by sex lack men"),
        (2, None),
    ]


def test_a_band_may_be_broken_down_and_named_sets_too(make: Make) -> None:
    tracker = make("""[indicators.a]
name = "A"
direction = "maintain"
target.donor.2024 = { min = 1, max = 3, by = { sex = { women = 1, men = 1 } } }
actual.2024 = 2
""")
    target = tracker.indicators["a"].targets["donor"][parse_period("2024")][0]
    assert (target.low, target.high, target.figure.value) == (1, 3, None)
    assert list(target.figure.by["sex"]) == ["women", "men"]


def test_a_baseline_of_parts_alone_needs_no_figure_beside_it(make: Make) -> None:
    tracker = make(
        '[indicators.a]\nname = "A"\nunit = "people"\nrollup = "sum"\n'
        "baseline.2020 = { by = { sex = { women = 1, men = 2 } } }\n"
    )
    (baseline,) = tracker.indicators["a"].baseline[parse_period("2020")]
    assert (baseline.value, baseline.total_of) == (3, "sex")
