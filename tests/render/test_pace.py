"""The layout of pace: what each cell says, and what the notes explain."""

import datetime as dt
from collections.abc import Callable

import pytest

from kpitrack.model.period import parse_period
from kpitrack.model.tracker import Tracker
from kpitrack.render.form import Format
from kpitrack.render.formats import rendered
from kpitrack.render.pace import pace_sheets
from kpitrack.render.sheet import Manner
from kpitrack.views.question import Question
from kpitrack.views.status import StatusView, status_view

Make = Callable[[str], Tracker]
DAY = dt.date(2024, 7, 10)


def view_of(make: Make, keys: str, day: dt.date = DAY) -> StatusView:
    tracker = make(f'[indicators.a]\nname = "[b]A[/b]"\ndirection = "increase"\n{keys}')
    return status_view(tracker, parse_period("2024"), Question(day))


def cells(view: StatusView, locale: str = "en") -> dict[str, str]:
    (sheet,) = pace_sheets(view, Manner(locale))
    (row,) = sheet.sections[0].rows
    return {column.key: cell.text for column, cell in zip(sheet.columns, row, strict=True)}


def months(year: int, numbers: list[int]) -> str:
    return "".join(
        f"actual.{year}-{month:02} = {number}\n" for month, number in enumerate(numbers, 1)
    )


SUM = 'rollup = "sum"\ntarget.2024 = 366\n'
EARLIER = months(2022, [5] * 6 + [10] * 6) + months(2023, [5] * 6 + [20] * 6)


def test_a_row_says_where_it_stands_and_what_is_left(make: Make) -> None:
    found = cells(view_of(make, SUM + months(2024, [30] * 6)))
    assert found == {
        "indicator": "[b]A[/b]",
        "unit": "",
        "target": "366",
        "actual": "180 s",
        "expected": "182",  # 182 of 366 days
        "ahead": "-2",
        "ahead_days": "-2",
        "remaining": "186",
        "remaining_each": "31 a month, 6 to come",
        "projected": "361.98 (linear)",
        "status": "on track",
    }


def test_what_is_missing_to_an_implied_target_is_as_approximate_as_that(make: Make) -> None:
    """96 stated as 80 % implies about 120, so about 24 are missing."""
    found = cells(view_of(make, "actual.2024 = { value = 96, stated = { completion = 80 } }"))
    assert found["target"].startswith("≈ 120")
    assert found["remaining"].startswith("≈ 24")


def test_an_interval_stands_with_its_method_and_how_many_years_gave_it(make: Make) -> None:
    view = view_of(make, SUM + EARLIER + months(2024, [30] * 6))
    # 2022 came to 90 after 30, 2023 to 150: 180 × 3 and 180 × 5
    assert cells(view)["projected"] == "361.98 (linear; 540 to 900 by 2 years)"
    assert "method" not in cells(view, "vi")["projected"]
    (sheet,) = pace_sheets(view, Manner())
    assert "[b]A[/b]: tried in 2022, 2023, in all of which it came to more" in sheet.notes


@pytest.mark.parametrize(
    ("earlier", "told"),
    [
        (
            months(2022, [9] * 6 + [1] * 6) + months(2023, [9] * 6 + [2] * 6),
            ", in all of which it came to less",
        ),
        (months(2022, [9] * 6 + [1] * 6) + months(2023, [1] * 6 + [2] * 6), ""),
    ],
)
def test_whether_the_arithmetic_was_always_off_on_one_side_is_told(
    make: Make, earlier: str, told: str
) -> None:
    (sheet,) = pace_sheets(view_of(make, SUM + earlier + months(2024, [30] * 6)), Manner())
    assert f"[b]A[/b]: tried in 2022, 2023{told}" in sheet.notes


def test_what_is_not_nothing_never_reads_as_nothing(make: Make) -> None:
    span = 'actual."2024-01-01..2024-06-30" = %s'
    found = cells(view_of(make, "decimals = 0\n" + SUM + span % "181.99"))
    assert (found["ahead"], found["ahead_days"]) == ("-0.01", "-0.01")
    exact = cells(view_of(make, SUM + span % "182"))
    assert (exact["ahead"], exact["ahead_days"]) == ("0", "0")


def test_qualifiers_stay_with_their_figures(make: Make) -> None:
    over = 'actual.2024 = { value = 400, through = 2024-06-30, qualifier = "over" }'
    found = cells(view_of(make, SUM + over))
    assert found["ahead"] == "over +218"
    assert found["ahead_days"] == "–"  # 'over' leaves the day open
    whole = cells(view_of(make, SUM + "actual.2024 = { value = 400, through = 2024-06-30 }"))
    assert whole["ahead_days"] == "at least +184"
    assert whole["remaining_each"] == "–"


def test_rows_without_a_pace_or_a_projection_say_why(make: Make) -> None:
    (sheet,) = pace_sheets(view_of(make, "target.2025 = 5\nactual.2024 = 1"), Manner())
    assert sheet.notes == (
        "[b]A[/b]: no pace: no path to judge by: it neither adds up nor has a baseline",
    )
    (sheet,) = pace_sheets(view_of(make, SUM + "actual.2024-Q1 = 1"), Manner())
    assert sheet.notes[0].startswith("[b]A[/b]: not projected: one figure makes no projection")


def test_what_is_over_or_has_no_figure_has_dashes(make: Make) -> None:
    over = cells(view_of(make, SUM + "actual.2024 = 10", dt.date(2025, 1, 1)))
    nothing = cells(view_of(make, SUM))
    for found in (over, nothing):
        assert [found[key] for key in ("expected", "ahead", "ahead_days", "projected")] == [
            "–"
        ] * 4
    assert nothing["remaining"] == "–"


@pytest.mark.parametrize("form", [Format.table, Format.markdown, Format.html])
def test_the_layout_comes_in_every_drawn_format_and_names_stay_names(
    make: Make, form: Format
) -> None:
    view = view_of(make, SUM + EARLIER + months(2024, [30] * 6))
    text = rendered(view, form, Manner("vi"), layout="pace")
    assert "361,98 (theo ngày; 540 đến 900 theo 2 năm)" in text
    assert "\\[b\\]A" in text if form is Format.markdown else "[b]A[/b]" in text


def test_a_period_alone_is_told_beside_its_running_total(make: Make) -> None:
    tracker = make(f'[indicators.a]\nname = "A"\n{SUM}{months(2024, [30, 31])}')
    view = status_view(tracker, parse_period("2024-02"), Question(DAY))
    assert view.rows[0].actual_alone == 31
    assert "2024-02 alone 31" in rendered(view, Format.table, Manner())
    open_figure = make(
        f'[indicators.a]\nname = "A"\n{SUM}actual.2024-01 = 30\n'
        'actual.2024-02 = { value = 31, qualifier = "over" }'
    )
    view = status_view(open_figure, parse_period("2024-02"), Question(DAY))
    assert view.rows[0].actual_alone is None
