"""A written total agrees with the roll-up of its shorter periods."""

import pytest

from tests.checks.conftest import Look


def tracker(rollup: str, year: str, *quarters: str, more: str = "") -> str:
    lines = "".join(f"actual.2024-Q{n} = {one}\n" for n, one in enumerate(quarters, start=1))
    return (
        f'[indicators.a]\nname = "A"\nrollup = "{rollup}"\nactual.2024 = {year}\n{lines}{more}'
    )


@pytest.mark.parametrize(
    ("rollup", "year", "quarters"),
    [
        # cost of training of the NGO's tracker
        ("sum", "24520", ("5950", "6480", "6300", "5790")),
        ("sum", "24.5", ("5.95", "6.48", "6.30", "5.79")),
        ("mean", "52.3", ("52", "55", "49", "53")),  # 52.25
        ("last", "53", ("52", "55", "49", "53")),
        ("max", "55", ("52", "55", "49", "53")),
        ("min", "49", ("52", "55", "49", "53")),
        ("sum", "{ count = 34, of = 68 }", ("{ count = 10, of = 20 }", "{ count = 8, of = 16 }", "{ count = 8, of = 16 }", "{ count = 8, of = 16 }")),
        ("sum", "49.3", ("{ count = 10, of = 20 }", "{ count = 8, of = 16 }", "{ count = 8, of = 16 }", "{ count = 8, of = 17 }")),
    ],
)  # fmt: skip
def test_a_total_within_rounding_is_fine(
    look: Look, rollup: str, year: str, quarters: tuple[str, ...]
) -> None:
    assert look(tracker(rollup, year, *quarters), "written-total") == (1, [])


@pytest.mark.parametrize(
    ("rollup", "year", "quarters", "told"),
    [
        ("sum", "25420", ("5950", "6480", "6300", "5790"), "error: 25420, but the sum of 4 of 4 quarters is 24520 (24518 to 24522 within rounding)"),
        ("sum", "24521", ("5950", "6480", "6300", "5790"), "warning: 24521, but the sum of 4 of 4 quarters is 24520: right only if all of them are rounded"),
        ("mean", "53.2", ("52", "55", "49", "53"), "error: 53.2, but the mean of 4 of 4 quarters is 51.75 to 52.75"),
        ("last", "52", ("52", "55", "49", "54"), "error: 52, but the last of 4 of 4 quarters is 53.5 to 54.5"),
        ("sum", "60", ("{ count = 10, of = 20 }", "{ count = 8, of = 16 }", "{ count = 8, of = 16 }", "{ count = 8, of = 16 }"), "error: 60, but the sum of 4 of 4 quarters is 50"),
        ("mean", "{ count = 41, of = 68 }", ("{ count = 10, of = 20 }", "{ count = 8, of = 16 }", "{ count = 8, of = 16 }", "{ count = 8, of = 16 }"), "error: 60.2941176471, but the mean of 4 of 4 quarters is 50"),
    ],
)  # fmt: skip
def test_a_total_that_differs_is_found(
    look: Look, rollup: str, year: str, quarters: tuple[str, ...], told: str
) -> None:
    found = look(tracker(rollup, year, *quarters), "written-total")
    assert found == (1, [f"a:4 {told}"])


@pytest.mark.parametrize(
    ("rollup", "year", "quarters", "more"),
    [
        ("sum", "999", ("5950", "6480", "6300"), ""),  # a quarter is still to come
        ("mean", "999", ("5950", "6480"), "actual.2024-H2 = 5\n"),  # of unlike length
        ("sum", "{ text = 'many' }", ("1", "2", "3", "4"), ""),
        ("sum", "{ value = 999, through = 2024-11-30 }", ("1", "2", "3", "4"), ""),
        ("sum", "5", (), ""),
    ],
)
def test_what_has_no_whole_roll_up_is_not_compared(
    look: Look, rollup: str, year: str, quarters: tuple[str, ...], more: str
) -> None:
    text = tracker(rollup, year, *quarters, more=more)
    assert look(text, "written-total") == (0, [])


def test_without_a_roll_up_nothing_is_compared(look: Look) -> None:
    text = tracker("sum", "999", "1", "2", "3", "4").replace('rollup = "sum"\n', "")
    assert look(text, "written-total") == (0, [])
