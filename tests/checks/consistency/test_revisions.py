"""Revisions become firmer."""

import pytest

from tests.checks.conftest import Look


def tracker(*figures: str) -> str:
    lines = "".join(f"    {{ value = 5, {one} }},\n" for one in figures)
    return f'[indicators.a]\nname = "A"\nactual.2024 = [\n{lines}]\n'


@pytest.mark.parametrize(
    ("figures", "compared"),
    [
        (("status = 'estimated', date = 2024-12-10", "date = 2025-02-20"), 2),
        (("status = 'provisional', date = 2024-12-10", "status = 'provisional', date = 2025-02-20"), 1),
        (("date = 2025-01-10", "date = 2025-02-20"), 3),
        (("date = 2024-12-31",), 1),
        (("date = 2024-10-10, through = 2024-09-30",), 0),
        (("status = 'estimated', date = 2024-10-10",), 0),
    ],
)  # fmt: skip
def test_figures_that_become_firmer_are_fine(
    look: Look, figures: tuple[str, ...], compared: int
) -> None:
    assert look(tracker(*figures), "revisions") == (compared, [])


def test_a_revision_that_goes_back_is_found(look: Look) -> None:
    text = tracker("date = 2025-01-10", "status = 'estimated', date = 2025-02-20")
    assert look(text, "revisions").found == [
        "a:5 error: estimated on 2025-02-20, but final on 2025-01-10 already"
    ]


def test_a_final_figure_of_a_period_that_still_runs_is_found(look: Look) -> None:
    assert look(tracker("date = 2024-10-05"), "revisions").found == [
        "a:4 warning: final on 2024-10-05, before 2024 was over; through, or estimated?"
    ]


def test_a_milestone_may_be_reached_before_its_year_is_over(look: Look) -> None:
    text = '[indicators.a]\nname = "A"\ndirection = "milestone"\nactual.2024 = { value = true, date = 2024-02-14 }\n'
    assert look(text, "revisions") == (1, [])
