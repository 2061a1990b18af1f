"""Figures that count on from one day do not fall."""

import datetime as dt

import pytest

from tests.checks.conftest import Look


def tracker(*lines: str) -> str:
    return '[indicators.a]\nname = "A"\n' + "\n".join(lines) + "\n"


SUM = 'rollup = "sum"'


@pytest.mark.parametrize(
    ("lines", "compared"),
    [
        (('actual."2024-01..2024-06" = 200', 'actual."2024-01..2024-09" = 301'), 1),
        (('actual."2024-01..2024-06" = 200', 'actual."2024-04..2024-09" = 100'), 0),
        (('actual."2023-01..2023-06" = 200', 'actual."2024-01..2024-09" = 100'), 0),
        (('actual."2022..2023" = 200', 'actual."2022..2025" = 100'), 0),  # years of their own
        ((SUM, "actual.2024-Q1 = 90", "actual.2024-H1 = 200", "actual.2024 = 404"), 2),
        (("actual.2024-Q1 = 90", "actual.2024 = 80"), 0),  # the year may be a mean
        (('rollup = "last"', 'actual."2024-01..2024-06" = 200', 'actual."2024-01..2024-09" = 100'), 0),
        (('unit = "%"', 'actual."2024-01..2024-06" = 20', 'actual."2024-01..2024-09" = 10'), 0),
        ((SUM, "actual.2024-Q1 = 90", "actual.2024-H1 = 89.5"), 1),  # 90 may be 89.5, rounded
        ((SUM, "actual.2024-Q1 = { value = 90, qualifier = 'about' }", "actual.2024-H1 = 80"), 1),
        ((SUM, "actual.2024-Q1 = { text = 'many' }", "actual.2024-H1 = 80"), 0),
        ((SUM, "actual.2024-01 = 5", "actual.2024-Q1 = [{ value = 4, date = 2024-04-02 }, { value = 9, date = 2024-05-02 }]"), 1),
    ],
)  # fmt: skip
def test_what_grows_or_does_not_count_on_is_fine(
    look: Look, lines: tuple[str, ...], compared: int
) -> None:
    assert look(tracker(*lines), "cumulative") == (compared, [])


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            ('actual."2024-01..2024-06" = 310', 'actual."2024-01..2024-09" = 301'),
            "a:4 warning: 301 through 2024-09-30, but 310 through 2024-06-30 already",
        ),
        (
            (SUM, 'actual."2024-01..2024-09" = 301', "actual.2024-H1 = 310"),
            "a:4 error: 301 through 2024-09-30, but 310 through 2024-06-30 already",
        ),
        (
            (SUM, "actual.2024 = 280", "actual.2024-Q1 = { value = 300, qualifier = 'over' }"),
            "a:4 error: 280 through 2024-12-31, but 300 through 2024-03-31 already",
        ),
        (
            (
                "actual.2024 = [",
                "  { value = 301, through = 2024-09-30, date = 2024-10-05 },",
                "  { value = 299, through = 2024-11-30, date = 2024-12-05 },",
                "]",
            ),
            "a:5 warning: 299 through 2024-11-30, but 301 through 2024-09-30 already",
        ),
    ],
)
def test_what_falls_is_found(look: Look, lines: tuple[str, ...], told: str) -> None:
    assert look(tracker(*lines), "cumulative") == (1, [told])


def test_a_figure_of_the_same_day_corrects_the_one_before(look: Look) -> None:
    text = tracker(
        "actual.2024 = [",
        "  { value = 301, through = 2024-09-30, date = 2024-10-05 },",
        "  { value = 288, through = 2024-09-30, date = 2024-12-05 },",
        "]",
        'actual."2024-01..2024-06" = 299',
    )
    assert look(text, "cumulative").found == [
        "a:5 warning: 288 through 2024-09-30, but 299 through 2024-06-30 already"
    ]
    assert look(text, "cumulative", as_of=dt.date(2024, 11, 1)) == (1, [])
