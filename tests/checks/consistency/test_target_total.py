"""A target agrees with the targets of its shorter periods."""

import datetime as dt

import pytest

from tests.checks.conftest import Look


def tracker(*lines: str) -> str:
    head = '[indicators.a]\nname = "A"\ndirection = "increase"\n'
    return head + "\n".join(lines) + "\n"


YEARS = ("target.2022 = 400", "target.2023 = 600", "target.2024 = 800", "target.2025 = 800")


@pytest.mark.parametrize(
    ("lines", "compared"),
    [
        # people to be trained in the NGO's tracker
        (('rollup = "sum"', 'target."2022..2025" = 2600', *YEARS), 1),
        (('rollup = "last"', 'target."2022..2025" = 800', *YEARS), 1),
        (('rollup = "last"', "target.2024-Q1 = 5", "target.2024-Q2 = 6", "target.2024-Q3 = 7", "target.2024-Q4 = { value = 8, qualifier = 'over' }", "target.2024 = { value = 8, qualifier = 'over' }"), 1),
        (('target."2022..2025" = 5', *YEARS), 0),
        (('rollup = "sum"', 'target."2022..2025" = 5', *YEARS[:3]), 0),
        (('rollup = "sum"', "target.2024 = { value = 99.9, each = 'month' }", "target.2024-01 = 5"), 0),
    ],
)  # fmt: skip
def test_targets_that_agree_or_do_not_fill_the_longer_one_are_fine(
    look: Look, lines: tuple[str, ...], compared: int
) -> None:
    assert look(tracker(*lines), "target-total") == (compared, [])


def test_targets_that_differ_are_found_in_each_set(look: Look) -> None:
    lines = [one.replace("target.", "target.x.") for one in YEARS]
    text = tracker('rollup = "sum"', 'target.x."2022..2025" = 2500', *lines)
    assert look(text, "target-total") == (
        1,
        ["a:5 error: 2500, but the sum of 4 of 4 years is 2600 (2598 to 2602 within rounding)"],
    )


def test_bands_and_targets_not_known_yet_are_not_compared(look: Look) -> None:
    band = '[indicators.a]\nname = "A"\ndirection = "maintain"\nrollup = "mean"\ntarget.2024 = { min = 1, max = 2 }\ntarget.2024-H1 = 1\ntarget.2024-H2 = 9\n'
    assert look(band, "target-total") == (0, [])
    text = tracker('rollup = "sum"', "target.2024 = 5", "target.2024-H1 = 1", "target.2024-H2 = { value = 1, date = 2024-05-01 }")  # fmt: skip
    assert look(text, "target-total", as_of=dt.date(2024, 1, 1)) == (0, [])
    assert len(look(text, "target-total").found) == 1


def test_percentages_wanted_of_shares_have_no_sum_to_agree_with(look: Look) -> None:
    """80 % in each half is 80 % of the year, as it is written; counts do add up."""
    share = ('rollup = "sum"', "actual.2024-H1 = { count = 1, of = 2 }")
    wanted = ("target.2024 = 80", "target.2024-H1 = 80", "target.2024-H2 = 80")
    assert look(tracker(*share, *wanted), "target-total") == (0, [])
    counted = (
        "target.2024 = 80",
        "target.2024-H1 = { count = 4, of = 5 }",
        "target.2024-H2 = { count = 2, of = 5 }",
    )
    assert len(look(tracker(*share, *counted), "target-total").found) == 1
