"""No actual comes from the future."""

import datetime as dt

import pytest

from tests.checks.conftest import Look

TODAY = dt.date(2024, 10, 15)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("actual.2024 = 5", None),
        ("actual.2024 = { value = 5, date = 2024-10-15 }", None),
        ("actual.2024 = { value = 5, through = 2024-09-30 }", None),
        ("actual.2025 = { value = 5, status = 'forecast' }", None),
        ("actual.2025 = 5", '2025 begins after 2024-10-15; status = "forecast"?'),
        ("actual.2024-11 = { value = 5, status = 'estimated' }", '2024-11 begins after 2024-10-15; status = "forecast"?'),
        ("actual.2024 = { value = 5, date = 2042-10-15 }", "known on 2042-10-15, which is after 2024-10-15"),
        ("actual.2024 = { value = 5, through = 2024-11-30 }", "through 2024-11-30, which is after 2024-10-15"),
    ],
)  # fmt: skip
def test_the_day_that_counts_as_today_decides(look: Look, line: str, told: str | None) -> None:
    found = look(f'[indicators.a]\nname = "A"\n{line}\n', "future", as_of=TODAY)
    assert found == (1, [f"a:3 error: {told}"] if told else [])
