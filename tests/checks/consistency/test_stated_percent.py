"""A stated share agrees with its count and of."""

import pytest

from tests.checks.conftest import Look


@pytest.mark.parametrize(
    "figure",
    [
        "{ count = 51, of = 68, stated = { percent = 75 } }",  # petitions of the city's report
        "{ count = 2, of = 3, stated = { percent = 66.7 } }",
        "{ count = 2, of = 3, stated = { percent = 67 } }",
        "{ count = 1.2, of = 2.4, stated = { percent = 52 } }",  # 1.25 / 2.35 is 53.2
        "{ value = 62, stated = { percent = 62.3 } }",
    ],
)
def test_a_share_that_agrees_is_fine(look: Look, figure: str) -> None:
    text = f'[indicators.a]\nname = "A"\nunit = "%"\nactual.2024 = {figure}\n'
    assert look(text, "stated-percent") == (1, [])


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        ("{ count = 51, of = 68, stated = { percent = 76 } }", "51 of 68 is 75 %, stated is 76 %"),
        ("{ count = 2, of = 3, stated = { percent = 66.6 } }", "2 of 3 is 66.6667 %, stated is 66.6 %"),
        ("{ value = 62, stated = { percent = 64 } }", "the figure is 61.5 to 62.5 %, stated is 64 %"),
    ],
)  # fmt: skip
def test_a_share_that_differs_is_found(look: Look, figure: str, told: str) -> None:
    text = f'[indicators.a]\nname = "A"\nunit = "%"\nactual.2024 = {figure}\n'
    assert look(text, "stated-percent") == (1, [f"a:4 error: {told}"])


@pytest.mark.parametrize(
    "figure",
    [
        "{ value = 42, stated = { percent = 71.2 } }",  # of what is not said
        "{ text = 'most', stated = { percent = 71.2 } }",
        "42",
    ],
)
def test_a_percentage_of_something_else_is_not_compared(look: Look, figure: str) -> None:
    text = f'[indicators.a]\nname = "A"\nunit = "x"\nactual.2024 = {figure}\n'
    assert look(text, "stated-percent") == (0, [])


def test_a_qualified_share_is_not_compared(look: Look) -> None:
    figure = '{ count = 51, of = 68, qualifier = "over", stated = { percent = 76 } }'
    text = f'[indicators.a]\nname = "A"\nactual.2024 = {figure}\n'
    assert look(text, "stated-percent") == (0, [])
