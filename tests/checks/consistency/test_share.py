"""The count of a share does not exceed its whole."""

import pytest

from tests.checks.conftest import Look


@pytest.mark.parametrize(
    "figure",
    [
        "{ count = 68, of = 68 }",
        "{ count = 51, of = 68, qualifier = 'over' }",
        "{ count = 1.3, of = 1.2 }",  # both may be 1.25
        "{ count = 70, of = 68, qualifier = 'at most' }",
        "{ count = 70, of = 68, qualifier = 'about' }",
    ],
)
def test_a_share_within_its_whole_is_fine(look: Look, figure: str) -> None:
    text = f'[indicators.a]\nname = "A"\nunit = "%"\nactual.2024 = {figure}\n'
    assert look(text, "share") == (1, [])


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        ("{ count = 70, of = 68 }", "70 of 68 is 102.941 %: the count exceeds its whole"),
        ("{ count = 1.4, of = 1.2 }", "1.4 of 1.2 is 116.667 %: the count exceeds its whole"),
        (
            "{ count = 70, of = 68, qualifier = 'over' }",
            "70 of 68 is 102.941 %: the count exceeds its whole",
        ),
    ],
)
def test_a_share_above_its_whole_is_found(look: Look, figure: str, told: str) -> None:
    text = f'[indicators.a]\nname = "A"\nunit = "%"\nactual.2024 = {figure}\n'
    assert look(text, "share") == (1, [f"a:4 warning: {told}"])


def test_parts_of_a_breakdown_are_shares_too(look: Look) -> None:
    by = "by = { sex = { women = { count = 30, of = 40 }, men = { count = 39, of = 28 } } }"
    text = f'[indicators.a]\nname = "A"\nunit = "%"\nactual.2024 = {{ count = 69, of = 68, {by} }}\n'
    assert look(text, "share") == (
        3,
        [
            "a:4 warning: 69 of 68 is 101.471 %: the count exceeds its whole",
            "a:4 warning: 39 of 28 is 139.286 %: the count exceeds its whole",
        ],
    )


def test_a_percentage_without_a_count_may_be_any(look: Look) -> None:
    text = '[indicators.a]\nname = "A"\nunit = "%"\nactual.2024 = 153.6\n'
    assert look(text, "share") == (0, [])
