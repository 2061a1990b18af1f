"""A milestone with the day on which it was achieved is reached."""

import pytest

from tests.checks.conftest import Look

MILESTONE = '[indicators.a]\nname = "A"\ndirection = "milestone"\nactual.2024 = '


@pytest.mark.parametrize(
    ("figure", "compared"),
    [("{ value = true, achieved = 2024-02-14 }", 1), ("true", 0), ("{ value = false }", 0)],
)
def test_a_milestone_that_agrees_is_fine(look: Look, figure: str, compared: int) -> None:
    assert look(f"{MILESTONE}{figure}\n", "achieved") == (compared, [])


def test_an_open_milestone_with_a_day_of_achievement_is_found(look: Look) -> None:
    text = f"{MILESTONE}{{ value = false, achieved = 2024-09-02 }}\n"
    assert look(text, "achieved") == (
        1,
        ["a:4 error: value = false, but achieved on 2024-09-02"],
    )
