"""Targets move the way that is better."""

import datetime as dt

import pytest

from tests.checks.conftest import Look


def tracker(direction: str, *lines: str) -> str:
    return f'[indicators.a]\nname = "A"\ndirection = "{direction}"\n' + "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("direction", "lines", "compared"),
    [
        ("increase", ("target.2023 = 5", "target.2024 = 5", "target.2025 = 6"), 2),
        ("decrease", ("target.2023 = 75", "target.2024 = 65"), 1),
        ("neutral", ("target.2023 = 5", "target.2024 = 4"), 0),
        ("maintain", ("target.2023 = 5", "target.2024 = 4"), 0),
        ("increase", ("target.2024-Q4 = 5", "target.2025 = 4"), 0),  # of other lengths
        ("increase", ('rollup = "sum"', "target.2024-Q1 = 5", "target.2024-Q2 = 4"), 0),  # seasons
        ("increase", ("target.2023 = { value = 5, each = 'month' }", "target.2024 = 4"), 0),
        ("increase", ('target."2021..2023" = 5', 'target."2024..2025" = 4'), 0),
        ("increase", ("breaks.2024 = 'new'", "target.2023 = 5", "target.2024 = 4"), 0),
        ("increase", ("target.2024 = [{ value = 5, date = 2023-01-01 }, { value = 4, date = 2024-01-01 }]",), 0),
    ],
)  # fmt: skip
def test_targets_that_get_no_worse_are_fine(
    look: Look, direction: str, lines: tuple[str, ...], compared: int
) -> None:
    assert look(tracker(direction, *lines), "target-course") == (compared, [])


@pytest.mark.parametrize(
    ("direction", "lines", "told"),
    [
        (
            "increase",
            ("target.2024 = 4", "target.2023 = 5"),
            "a:4 warning: direction increase, but the target falls from 5 in 2023 to 4 in 2024",
        ),
        (
            "decrease",
            ("target.x.2023 = 65", "target.x.2024 = 75"),
            "a:5 warning: direction decrease, but the target rises from 65 in 2023 to 75 in 2024",
        ),
        (
            "increase",
            ('rollup = "last"', "target.2024-Q1 = 5", "target.2024-Q2 = 4"),
            "a:6 warning: direction increase, but the target falls from 5 in 2024-Q1 to 4 in 2024-Q2",
        ),
    ],
)
def test_targets_that_turn_are_found(
    look: Look, direction: str, lines: tuple[str, ...], told: str
) -> None:
    assert look(tracker(direction, *lines), "target-course").found == [told]


def test_a_target_not_known_yet_is_not_looked_at(look: Look) -> None:
    text = tracker(
        "increase", "target.2023 = 5", "target.2024 = { value = 4, date = 2024-05-01 }"
    )
    assert look(text, "target-course", as_of=dt.date(2024, 1, 1)) == (0, [])


def test_a_target_without_a_total_has_no_course(look: Look) -> None:
    text = tracker(
        "increase",
        'rollup = "sum"',
        "target.2023 = { by = { sex = { women = 5, men = 5 } } }",
        "target.2024 = { by = { sex = { women = 4 } } }",
    )
    assert look(text, "target-course") == (0, [])
