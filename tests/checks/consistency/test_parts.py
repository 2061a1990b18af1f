"""`parts` add up to their indicator."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.checks.consistency.sums import Addend, compare_sum
from kpitrack.measures.quantity import Quantity
from tests.checks.conftest import Look


def tracker(total: str, a: str, b: str, more: str = "") -> str:
    figures = {"t": total, "a": a, "b": b}
    tables = (
        f'[indicators.{name}]\nname = "{name}"\nunit = "x"\n'
        + (f"actual.2024 = {figure}\n" if figure else "")
        + ('parts = ["a", "b"]\n' if name == "t" else "")
        for name, figure in figures.items()
    )
    return "".join(tables) + more


@pytest.mark.parametrize(
    ("total", "a", "b"),
    [
        ("75", "23", "52"),  # projects of the city's report: 23 carried over, 52 new
        ("25", "2", "23"),  # its school works
        ("100", "33.4", "66.7"),  # 100.1 is 100 when all are rounded
        ("12.3", "6.1", "6.1"),
        ("{ value = 1000, qualifier = 'over' }", "600", "700"),
        ("75", "{ value = 20, qualifier = 'over' }", "52"),  # the rest may be over 20
        ("1154", "586.4", "567.5"),
    ],
)
def test_parts_that_make_their_total_within_rounding_are_fine(
    look: Look, total: str, a: str, b: str
) -> None:
    assert look(tracker(total, a, b), "parts") == (1, [])


@pytest.mark.parametrize(
    ("total", "a", "b", "told"),
    [
        ("75", "23", "55", "t:4 error: 75, but its parts a + b make 78 (77 to 79 within rounding)"),
        ("12.3", "6.1", "6.5", "t:4 error: 12.3, but its parts a + b make 12.6 (12.5 to 12.7 within rounding)"),
        ("75", "23", "53", "t:4 warning: 75, but its parts a + b make 76: right only if all of them are rounded"),
        ("75", "{ value = 90, qualifier = 'over' }", "52", "t:4 error: 75, but its parts a + b make 142 (at least 141.5 within rounding)"),
        ("75", "{ value = 5, qualifier = 'under' }", "52", "t:4 error: 75, but its parts a + b make 57 (at most 57.5 within rounding)"),
        ("75", "23", "", "t:5 error: 75, but there is no figure for its part b"),
        ("75", "", "", "t:5 error: 75, but there is no figure for its part a, b"),
    ],
)  # fmt: skip
def test_parts_that_do_not_make_their_total_are_found(
    look: Look, total: str, a: str, b: str, told: str
) -> None:
    assert look(tracker(total, a, b), "parts") == (1, [told])


def test_other_years_without_any_part_are_no_finding(look: Look) -> None:
    text = tracker("75", "23", "52").replace(
        "actual.2024 = 75", "actual.2024 = 75\nactual.2023 = 70\nactual.2022 = 60"
    )
    text = text.replace("actual.2024 = 23", "actual.2024 = 23\nactual.2022 = 20")
    assert look(text, "parts") == (
        2,
        ["t:7 error: 60, but there is no figure for its part b"],
    )


def test_parts_that_are_rolled_up_or_derived_are_rounded_as_often_as_they_were_added(
    look: Look,
) -> None:
    """Four quarters of one decimal each may be off by 4 × 0.05, so 20.3 is 20 and 20.6."""
    text = """
[indicators.t]
name = "T"
parts = ["q", "s"]
actual.2024 = 20.0
[indicators.q]
name = "Q"
rollup = "sum"
actual.2024-Q1 = 2.5
actual.2024-Q2 = 2.5
actual.2024-Q3 = 2.5
actual.2024-Q4 = 2.5
[indicators.s]
name = "S"
sum = ["x", "y"]
[indicators.x]
name = "X"
actual.2024 = 5.1
[indicators.y]
name = "Y"
actual.2024 = 5.2
"""
    assert look(text, "parts") == (1, [])
    assert look(text.replace("20.0", "19.8"), "parts").found == [
        "t:5 error: 19.8, but its parts q + s make 20.3 (20 to 20.6 within rounding)"
    ]


def test_a_derived_total_is_compared_in_the_period_asked_about(look: Look) -> None:
    text = tracker("75", "23", "52").replace("actual.2024 = 75", 'sum = ["a", "b"]')
    assert look(text, "parts") == (1, [])


@given(
    st.lists(st.decimals(-(10**6), 10**6, places=3), min_size=1, max_size=8), st.integers(0, 3)
)
def test_parts_rounded_one_by_one_always_make_their_rounded_sum(
    numbers: list[Decimal], digits: int
) -> None:
    unit = Decimal(1).scaleb(-digits)
    total = Quantity(sum(numbers, Decimal(0)).quantize(unit))
    addends = [Addend(Quantity(one.quantize(unit))) for one in numbers]
    assert compare_sum(total, addends).agreement != "differs"


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=8))
def test_counts_agree_just_when_they_add_up(numbers: list[int]) -> None:
    addends = [Addend(Quantity(Decimal(one))) for one in numbers]
    total = sum(numbers)
    assert compare_sum(Quantity(Decimal(total)), addends).agreement == "agrees"
    assert compare_sum(Quantity(Decimal(total + 1)), addends).agreement == "by rounding"
    far = Quantity(Decimal(total + len(numbers) + 2))
    assert compare_sum(far, addends).agreement == "differs"
