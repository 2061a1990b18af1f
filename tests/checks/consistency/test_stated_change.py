"""A stated change agrees with the figures, and with the percentage stated beside it."""

import pytest

from tests.checks.conftest import Look


def tracker(*lines: str) -> str:
    return '[indicators.a]\nname = "A"\n' + "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("lines", "compared"),
    [
        # poor households of the city's report: 63, 19 fewer, 23.2 % (23.17) less than 82
        (("actual.2023 = 82", "actual.2024 = { value = 63, stated = { change = -19, change_percent = -23.2 } }"), 3),
        (("actual.2024 = { value = 63, stated = { change = -19, change_percent = -23.2 } }",), 1),
        # the province's fruit area: 84160 to 84780 is 0.737 %, printed 0.7
        (("actual.2023 = 84160", "actual.2024 = { value = 84780, stated = { change_percent = 0.7 } }"), 1),
        (("actual.2024-08 = 10", "actual.2024-09 = { value = 12, stated = { change = 2 } }"), 1),
        # of a quarter, the year before is often meant
        (("actual.2023-Q3 = 10", "actual.2024-Q2 = 20", "actual.2024-Q3 = { value = 12, stated = { change = 2 } }"), 1),
        (('actual."2023-01..2023-09" = 10', 'actual."2024-01..2024-09" = { value = 12, stated = { change = 2 } }'), 1),
        (("actual.2022 = 10", "actual.2024 = { value = 12, stated = { change = 5 } }"), 0),
        (("actual.2023 = { value = 10, qualifier = 'over' }", "actual.2024 = { value = 12, stated = { change = 5 } }"), 0),
        (("breaks.2024 = 'new'", "actual.2023 = 10", "actual.2024 = { value = 12, stated = { change = 5 } }"), 0),
        (("actual.2023 = 10", "actual.2024 = { value = 12, qualifier = 'about', stated = { change = 5 } }"), 0),
        (("actual.2023 = 0", "actual.2024 = { value = 12, stated = { change_percent = 5 } }"), 0),
        (("actual.2024 = { value = 12, stated = { change = 12, change_percent = 5 } }",), 0),
        (("actual.0001 = { value = 12, stated = { change = 5 } }",), 0),
        (("actual.2024-02-29 = { value = 12, stated = { change = 5 } }",), 0),
    ],
)  # fmt: skip
def test_changes_that_agree_or_have_nothing_to_agree_with_are_fine(
    look: Look, lines: tuple[str, ...], compared: int
) -> None:
    assert look(tracker(*lines), "stated-change") == (compared, [])


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            ("actual.2023 = 82", "actual.2024 = { value = 63, stated = { change = -21 } }"),
            ["a:4 error: stated is -21, the figures give -20 to -18 from 2023"],
        ),
        (
            ("actual.2023 = 82", "actual.2024 = { value = 63, stated = { change_percent = -32.2 } }"),
            ["a:4 error: stated is -32.2 %, the figures give -24.2424 to -22.0859 % from 2023"],
        ),
        (
            ("actual.2024 = { value = 63, stated = { change = -19, change_percent = -25.2 } }",),
            ["a:3 error: stated is -25.2 %, but a change of -19 is -24.6988 to -21.6049 %"],
        ),
        (
            ("actual.2023-Q3 = 10", "actual.2024-Q2 = 20", "actual.2024-Q3 = { value = 12, stated = { change = 5 } }"),
            ["a:5 error: stated is 5, the figures give -9 to -7 from 2024-Q2, 1 to 3 from 2023-Q3"],
        ),
    ],
)  # fmt: skip
def test_changes_that_differ_are_found(
    look: Look, lines: tuple[str, ...], told: list[str]
) -> None:
    assert look(tracker(*lines), "stated-change").found == told
