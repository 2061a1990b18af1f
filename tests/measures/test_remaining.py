"""What each period that is still to come must bring, and of which kind those periods are."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from kpitrack.measures.assessment import Assessment
from kpitrack.measures.quantity import Quantity

Judge = Callable[..., Assessment]
D = Decimal
SUM = 'direction = "increase"\nrollup = "sum"\ntarget.2024 = 120\n'
LEVEL = 'direction = "increase"\nrollup = "last"\ntarget.2024 = 120\n'


@pytest.mark.parametrize(
    ("keys", "period", "kind", "left", "each"),
    [
        # months come in, so months remain
        (SUM + "actual.2024-01 = 10\nactual.2024-02 = 10", "2024", "month", 10, "10"),
        (SUM + "actual.2024-Q1 = 30\nactual.2024-Q2 = 30", "2024", "quarter", 2, "30"),
        (SUM + "actual.2024-H1 = 60", "2024", "half", 1, "60"),
        (SUM + 'actual."2024-01..2024-09" = 90', "2024", "month", 3, "10"),
        (SUM + "actual.2024 = { value = 90, through = 2024-09-30 }", "2024", "month", 3, "10"),
        # quarters and a month: what is left is no whole number of the last kind
        (SUM + "actual.2024-Q1 = 30\nactual.2024-04 = 10", "2024", "month", 8, "10"),
        # the middle of a month: days
        (SUM + "actual.2024 = { value = 90, through = 2024-12-11 }", "2024", "day", 20, "1.5"),
        # asked for a quarter that is whole: quarters; for one that is not: months
        (SUM + "actual.2024-Q1 = 30\nactual.2024-Q2 = 30", "2024-Q2", "quarter", 2, "30"),
        (SUM + "actual.2024-01 = 50\nactual.2024-02 = 60", "2024-Q1", "month", 10, "1"),
        # weeks, on the ISO year: 2024 has 52
        (SUM + "actual.2024-W01 = 18\nactual.2024-W02 = 2", "2024", "week", 50, "2"),
        (LEVEL + "actual.2024-Q1 = 60", "2024", "quarter", 3, "20"),
        (LEVEL.replace("2024", "2025") + "actual.2024 = 60", "2024", "year", 1, "60"),
    ],
)
def test_what_is_missing_is_shared_out_to_the_periods_to_come(
    judge: Judge, keys: str, period: str, kind: str, left: int, each: str
) -> None:
    found = judge(keys, period)
    assert (found.remaining_kind, found.remaining_periods) == (kind, left)
    assert found.remaining_each == Quantity(D(each))


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        (SUM + "actual.2024-Q1 = 130", "no later period has anything left to bring"),
        (SUM + "actual.2024 = 100", "no later period has anything left to bring"),
        (SUM + "actual.2024-Q2 = 30", "incomplete: 1 of 4 quarters"),
        (
            SUM.replace("sum", "mean") + "actual.2024-Q1 = 30",
            "a mean is not brought bit by bit",
        ),
        (SUM.replace("sum", "max") + "actual.2024-Q1 = 30", "a max is not brought bit by bit"),
        (
            SUM + 'unit = "%"\nactual.2024-Q1 = { count = 1, of = 4 }',
            "a share of a whole is not brought bit by bit",
        ),
        (
            SUM.replace("increase", "decrease") + "actual.2024-Q1 = 130",
            "it is past its target, and what adds up does not come back",
        ),
        (
            SUM + "actual.2024 = { value = 120, through = 2024-06-30, qualifier = 'under' }",
            "no later period has anything left to bring",
        ),
        (
            SUM + "actual.2024 = { value = 110, through = 2024-06-30, qualifier = 'over' }",
            "the verdict is open, and so is what is missing",
        ),
    ],
)
def test_where_nothing_can_be_shared_out_the_reason_is_told(
    judge: Judge, keys: str, why: str
) -> None:
    assert str(judge(keys).remaining_each) == why


def test_what_is_missing_of_a_sum_with_a_gap_is_not_known(judge: Judge) -> None:
    gap = judge(SUM + "actual.2024-Q2 = 30")
    assert str(gap.remaining) == "incomplete: 1 of 4 quarters"
    more_than_enough = judge(SUM + "actual.2024-Q2 = 130")
    assert more_than_enough.remaining == Quantity(D(0))
