"""No figure lies far outside its own history."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.checks.consistency.outlier import is_far
from tests.checks.conftest import Look

STEADY = (402, 409, 415, 413, 424, 433, 441, 446, 458, 469)  # customers of the team's KPIs


def tracker(*values: object, more: str = "") -> str:
    lines = "".join(
        f"actual.2024-{month:02} = {value}\n" for month, value in enumerate(values, start=1)
    )
    return f'[indicators.a]\nname = "A"\n{more}{lines}'


@pytest.mark.parametrize(
    ("values", "compared"),
    [
        ((*STEADY, 481), 4),
        ((*STEADY, 900), 4),  # not twice as many: may be true
        ((10, 30, 12, 45, 9, 50, 11, 48, 10, 52), 3),  # wild, but always so
        (STEADY[:6], 0),  # too short a history
        ((*STEADY[:6], 4330), 0),
        ((0, 0, 0, 1, 0, 0, 0, 0, 40), 0),
        ((*STEADY[:5], "{ text = 'many' }", *STEADY[5:], 4000), 0),  # the run begins anew
    ],
)
def test_what_is_usual_or_has_no_history_is_fine(
    look: Look, values: tuple[object, ...], compared: int
) -> None:
    assert look(tracker(*values), "outlier") == (compared, [])


def test_a_slip_of_a_digit_is_found_and_the_next_figure_is_not_accused(look: Look) -> None:
    text = tracker(*STEADY[:8], 4580, 469, 481)
    assert look(text, "outlier") == (
        4,
        ["a:11 warning: 4580 is 10.3 times 446 of 2024-08, where 1.02 times is usual"],
    )
    low = tracker(*STEADY[:8], "45.8", 469)
    assert look(low, "outlier").found == [
        "a:11 warning: 45.8 is 0.103 times 446 of 2024-08, where 1.02 times is usual"
    ]


def test_a_new_level_is_accused_once(look: Look) -> None:
    text = tracker(*STEADY[:8], 4580, 4690, 4810)
    assert len(look(text, "outlier").found) == 1


def test_a_break_begins_a_new_history(look: Look) -> None:
    text = tracker(*STEADY[:8], 4580, more="breaks.2024-09 = 'counted anew'\n")
    assert look(text, "outlier") == (1, [])


def test_spans_and_figures_so_far_have_no_history(look: Look) -> None:
    spans = "".join(f'actual."2024-01..2024-{n:02}" = {10**n}\n' for n in range(2, 12))
    assert look(f'[indicators.a]\nname = "A"\n{spans}', "outlier") == (0, [])
    so_far = tracker(*STEADY[:8], "{ value = 40, through = 2024-09-04 }")
    assert look(so_far, "outlier") == (1, [])


@given(
    st.lists(st.decimals(1, 2, places=2), min_size=6, max_size=30),
    st.decimals("0.01", 100, places=2),
)
def test_a_ratio_is_never_far_when_the_history_has_it_in_its_middle(
    earlier: list[Decimal], ratio: Decimal
) -> None:
    assert not is_far(sorted(earlier)[len(earlier) // 2], earlier)
    assert is_far(ratio * 1000, earlier)


def test_only_the_recent_history_counts() -> None:
    wild_once = [Decimal(1), Decimal(9)] * 50
    steady_since = [Decimal(1)] * 60
    assert not is_far(Decimal(5), wild_once)
    assert is_far(Decimal(5), wild_once + steady_since)
