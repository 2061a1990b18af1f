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
        ("rollup = 'sum'\nactual.2024-Q1 = 5", 1, None),
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
