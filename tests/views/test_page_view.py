"""The page's view: the status of a period, and each indicator whole, once."""

import datetime as dt

import pytest

from kpitrack.errors import InputError
from kpitrack.model.period import parse_period
from kpitrack.views.detail import detail_view
from kpitrack.views.page import page_view
from kpitrack.views.question import Question, Selection
from kpitrack.views.status import status_view
from kpitrack.views.trend import trend_view
from tests.conftest import LONG_AFTER, Make
from tests.page.trackers import TOWN, monthly

YEAR = parse_period("2024")
SETS = """
[indicators.a]
name = "A"
direction = "increase"
target.province.2024 = 10
target.council.2024 = 12
actual.2024 = 11
"""


def test_a_page_is_the_status_and_every_history(make: Make) -> None:
    tracker, question = make(TOWN), Question(LONG_AFTER)
    view = page_view(tracker, YEAR, question, language="vi")
    assert view.view == "page"
    assert view.status == status_view(tracker, YEAR, question, language="vi")
    assert [one.id for one in view.details] == [row.id for row in view.status.rows]
    poor = detail_view(tracker, "poor", question, period=YEAR, language="vi")
    assert view.details[3] == poor
    assert [row.period for row in poor.rows] == ["2023", "2024"]


def test_courses_are_those_that_trend_gives_without_a_name(make: Make) -> None:
    tracker, question = make(monthly() + TOWN), Question(LONG_AFTER)
    view = page_view(tracker, YEAR, question)
    assert [one.id for one in view.trends] == ["a"]
    assert view.trends == trend_view(tracker, question).rows


def test_a_course_of_few_points_is_not_read_even_where_it_is_the_only_one(make: Make) -> None:
    for known, read in ((7, []), (8, ["a"])):
        months = "\n".join(f"actual.2024-{month:02} = {month}" for month in range(1, known + 1))
        view = page_view(
            make(f'[indicators.a]\nname = "A"\n{months}'), YEAR, Question(LONG_AFTER)
        )
        assert [one.id for one in view.trends] == read


def test_with_every_target_set_an_indicator_has_several_rows_and_one_history(
    make: Make,
) -> None:
    view = page_view(make(SETS), YEAR, Question(LONG_AFTER, target_set="all"))
    assert [(row.id, row.target_set) for row in view.status.rows] == [
        ("a", "province"),
        ("a", "council"),
    ]
    assert [one.id for one in view.details] == ["a"]


def test_a_selection_holds_for_rows_and_histories(make: Make) -> None:
    chosen = Question(LONG_AFTER, Selection(groups=("people",), indicators=("*o*",)))
    view = page_view(make(TOWN), YEAR, chosen)
    assert [one.id for one in view.details] == ["poor", "visitors", "network"]
    assert [row.id for row in view.status.rows] == ["poor", "visitors", "network"]
    with pytest.raises(InputError, match="the id of one group"):
        page_view(make(TOWN), YEAR, Question(LONG_AFTER, Selection(groups=("nobody",))))


def test_histories_are_as_known_on_the_day(make: Make) -> None:
    text = (
        '[indicators.a]\nname = "A"\nactual.2023 = 5\n'
        "actual.2024 = { value = 9, date = 2025-02-20 }"
    )
    view = page_view(make(text), YEAR, Question(dt.date(2025, 1, 1)))
    assert [row.period for row in view.details[0].rows] == ["2023"]
    assert view.status.rows[0].actual is None
