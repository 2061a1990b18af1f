"""Every indicator has an actual for the tracker's period."""

import datetime as dt

import pytest

from tests.checks.conftest import Look


@pytest.mark.parametrize(
    ("lines", "compared", "told"),
    [
        ("actual.2024 = 5", 1, None),
        ("actual.2024 = { text = 'hundreds' }", 1, None),
        ("actual.2024 = { stated = { completion = 153.6 } }", 1, None),
        ("rollup = 'last'\nactual.2024-Q4 = 5", 1, None),
        ("direction = 'milestone'\ntarget.2045 = true", 0, None),  # not due
        ("target.2024 = 5", 1, "1 warning: no actual for 2024"),
        ("actual.2023 = 5", 1, "3 warning: no actual for 2024; there are figures for 2023"),
        ("actual.2024-Q1 = 5", 1, '3 warning: no actual for 2024; rollup = "sum" (or last, mean, max, min) says how they make 2024'),
        ("direction = 'milestone'\ntarget.2024 = true", 1, "1 warning: no actual for 2024"),
    ],
)  # fmt: skip
def test_an_indicator_has_some_figure(
    look: Look, lines: str, compared: int, told: str | None
) -> None:
    text = f'[indicators.a]\nname = "A"\n{lines}\n'
    found = look(text, "missing-actual")
    assert found == (compared, [f"a:{told}"] if told else [])


def test_a_period_that_lies_ahead_misses_nothing(look: Look) -> None:
    text = '[indicators.a]\nname = "A"\nactual.2023 = 5\n'
    assert look(text, "missing-actual", as_of=dt.date(2023, 12, 31)) == (0, [])


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            "rollup = 'sum'\nactual.2024-Q1 = 5\nactual.2024-Q3 = 5",
            "incomplete: 2 of 4 quarters; no actual for 2024-Q2, 2024-Q4",
        ),
        ("rollup = 'mean'\nactual.2024-01 = 5", "incomplete: 1 of 12 months"),
        ("actual.2024 = { value = 5, through = 2024-09-30 }", "known only through 2024-09-30"),
        ("actual.'2024-01..2024-09' = 5", "known only through 2024-09-30"),
    ],
)
def test_a_period_that_is_over_lacks_no_part(look: Look, lines: str, told: str) -> None:
    text = f'[indicators.a]\nname = "A"\n{lines}\n'
    line = 3 if lines.startswith("actual") else 4
    over = look(text, "missing-actual", as_of=dt.date(2025, 1, 1))
    assert over == (1, [f"a:{line} warning: {told}"])
    assert look(text, "missing-actual", as_of=dt.date(2024, 12, 31)) == (1, [])


def test_what_a_derived_indicator_lacks_is_told_too(look: Look) -> None:
    text = """
[indicators.a]
name = "A"
sum = ["b"]
[indicators.b]
name = "B"
rollup = "sum"
actual.2024-H1 = 5
"""
    assert look(text, "missing-actual").found == [
        "a:2 warning: incomplete: 1 of 2 halves; no actual for 2024-H2",
        "b:8 warning: incomplete: 1 of 2 halves; no actual for 2024-H2",
    ]
