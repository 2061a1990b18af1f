"""Marks proposed for figures that the tracker knows, and for no others."""

from collections.abc import Callable

import pytest

from kpitrack.checks.marks.places import Markup
from kpitrack.checks.marks.suggesting import suggested
from kpitrack.model.tracker import Tracker
from tests.checks.marks.tracker import AS_OF, TOML

Make = Callable[[str], Tracker]


def proposed(make: Make, text: str, markup: Markup = "markdown") -> list[str]:
    return [one.marked for one in suggested(text, markup, make(TOML), AS_OF)]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Tổng thu ngân sách đạt 1.154 tỷ đồng.", ["1.154<!--kpi:revenue.actual@2024-->"]),
        ("Total budget revenue, **119,2%** of the plan", ["119,2%**<!--kpi:revenue.completion@2024/province-->"]),
        ("Public investment disbursed: 404/420 billion VND, 96.2 %", ["404<!--kpi:paid.actual@2024-->", "420<!--kpi:paid.target@2024-->", "96.2 %<!--kpi:paid.completion@2024-->"]),
        ("Poor households fell by 19 to 63 households.", ["19<!--kpi:poor.fall@2023:2024-->", "63<!--kpi:poor.actual@2024-->"]),
        ("Accidents: 50", ["50<!--kpi:fewer.target@2024-->"]),  # not the actual, which is 50.4
        ("Poor households: 23.2% fewer", ["23.2%<!--kpi:poor.fall_percent@2023:2024-->"]),
        ("Petitions settled: 51 of 68, or 75 %", ["51<!--kpi:petitions.count@2024-->", "68<!--kpi:petitions.of@2024-->", "75 %<!--kpi:petitions.actual@2024-->"]),
    ],
)  # fmt: skip
def test_a_figure_near_the_words_of_its_indicator_is_proposed(
    make: Make, text: str, marked: list[str]
) -> None:
    assert proposed(make, text) == marked


@pytest.mark.parametrize(
    "text",
    [
        "404 other things happened",
        "1154 in the index",
        "Total budget revenue in 2024",
        "Poor households on 19 May",
        "Poor households 19/05",
        "Poor households: 63 %",
        "Total budget revenue 119.2 points",
        "`Poor households: 63`",
        "Poor households: 63<!--kpi:poor.actual@2024-->",
        "[Poor households](kpi-63.html)",
        "Poor households. Then: 63",
        "Poor households: 64",
        "1,15,4",
        "",
    ],
)
def test_what_is_not_surely_the_trackers_is_left_alone(make: Make, text: str) -> None:
    assert proposed(make, text) == []


def test_a_proposal_says_where_and_what(make: Make) -> None:
    (one,) = suggested("a\n\nPoor households: 63.", "plain", make(TOML), AS_OF)
    assert (one.line, one.token, one.mark, one.told) == (
        3, "63", "kpi:poor.actual@2024", "Poor households, actual 2024",
    )  # fmt: skip


def test_without_a_period_of_its_own_the_tracker_proposes_what_has_actuals(make: Make) -> None:
    tracker = make(
        '[indicators.a]\nname = "12"\nactual.2024 = 63\n[indicators.b]\nname = "Poor households"\nactual.2024 = 63\n'
    )
    found = suggested("Poor households: 63", "plain", tracker, AS_OF)
    assert [one.mark for one in found] == ["kpi:b.actual@2024"]
