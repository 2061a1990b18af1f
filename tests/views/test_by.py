"""`status --by`: categories below their indicators, which nothing counts."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

import kpitrack
from kpitrack.errors import InputError
from kpitrack.model.period import parse_period
from kpitrack.model.tracker import Tracker
from kpitrack.views.detail import detail_view
from kpitrack.views.question import Question, Selection, dimensions
from kpitrack.views.status import StatusView, falls_under, status_view
from tests.conftest import LONG_AFTER, ROOT

Make = Callable[[str], Tracker]
ASKED = Question(LONG_AFTER)
YEAR = parse_period("2024")
D = Decimal

TWO = """
[groups.g]
name = "Group"
[indicators.reach]
name = "Reach"
group = "g"
unit = "people"
direction = "increase"
rollup = "sum"
target.2024 = { value = 400, by = { sex = { women = 220, men = 200 } } }
actual.2024 = { value = 412, by = { sex = { women = 219, men = 181 }, district = { north = 412 } } }
[indicators.share]
name = "Share"
direction = "increase"
target.2024 = 60
actual.2024 = { count = 60, of = 80, by = { sex = { women = { count = 30, of = 40 }, men = { count = 30, of = 50 } } } }
[indicators.plain]
name = "Plain"
group = "g"
direction = "increase"
target.2024 = 10
actual.2024 = 2
"""


def shown(view: StatusView) -> list[tuple[str, str | None]]:
    return [(row.id, row.category) for row in view.rows]


def test_categories_follow_their_indicator_and_the_rest_is_shown_as_it_is(make: Make) -> None:
    view = status_view(make(TWO), YEAR, ASKED, by="sex")
    assert shown(view) == [
        ("reach", None), ("reach", "women"), ("reach", "men"),
        ("plain", None),
        ("share", None), ("share", "women"), ("share", "men"),
    ]  # fmt: skip
    assert [row.dimension for row in view.rows] == ["sex"] * 3 + [None] + ["sex"] * 3
    assert view.notes == ("1 of 3 have no figures by sex",)
    assert {row.name for row in view.rows if row.id == "reach"} == {"Reach"}


def test_nothing_counts_categories(make: Make) -> None:
    tracker = make(TWO)
    plain, broken = (status_view(tracker, YEAR, ASKED, by=by) for by in (None, "sex"))
    assert broken.summary == plain.summary
    assert broken.groups == plain.groups
    assert broken.summary.rows == 3
    # men of `share` are at 60 %, and women of `reach` miss their target; only totals count
    only_reach = Question(LONG_AFTER, Selection(indicators=("reach",)))
    view = status_view(tracker, YEAR, only_reach, by="sex")
    assert [row.status for row in view.rows] == ["exceeded", "nearly_met", "partly_met"]
    assert not falls_under(view, tracker, 100)


def test_the_whole_says_what_its_categories_leave_over(make: Make) -> None:
    reach, share, plain = (
        next(
            row for row in status_view(make(TWO), YEAR, ASKED, by="sex").rows if row.id == name
        )
        for name in ("reach", "share", "plain")
    )
    assert (reach.rest, reach.rest_of, reach.rest_reason) == (12, None, None)
    assert (reach.target_rest, reach.target_rest_reason) == (-20, None)
    assert (share.rest, share.rest_of) == (0, -10)
    assert share.target_rest_reason == "percentages do not add up; count and of in each part do"
    assert (plain.rest, plain.rest_reason, plain.target_rest_reason) == (None, None, None)


def test_filters_and_orders_go_by_the_indicators_and_categories_stay_with_theirs(
    make: Make,
) -> None:
    tracker = make(TWO)
    assert shown(status_view(tracker, YEAR, ASKED, by="sex", statuses=["missed"])) == [
        ("plain", None)
    ]
    by_completion = status_view(tracker, YEAR, ASKED, by="sex", sort="completion")
    assert [row.id for row in by_completion.rows if row.category is None] == [
        "share", "reach", "plain",
    ]  # fmt: skip
    assert shown(by_completion)[1:3] == [("share", "women"), ("share", "men")]


def test_with_all_sets_every_category_is_held_against_each(make: Make) -> None:
    tracker = make("""[indicators.a]
name = "A"
direction = "increase"
rollup = "sum"
target.donor.2024 = { value = 4, by = { sex = { women = 2 } } }
target.state.2024 = { value = 5, by = { sex = { women = 3 } } }
actual.2024 = { value = 5, by = { sex = { women = 2, men = 3 } } }
""")
    view = status_view(tracker, YEAR, Question(LONG_AFTER, target_set="all"), by="sex")
    assert [(row.category, row.target_set, row.target, row.status) for row in view.rows] == [
        (None, "donor", 4, "exceeded"),
        ("women", "donor", 2, "met"),
        ("men", "donor", None, "no_target"),
        (None, "state", 5, "met"),
        ("women", "state", 3, "missed"),
        ("men", "state", None, "no_target"),
    ]


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ("sexx", 'by: found "sexx", expected a dimension: sex, district; did you mean sex?'),
        ("gender", 'by: found "gender", expected a dimension: sex, district'),
    ],
)
def test_an_unknown_dimension_names_those_that_there_are(
    make: Make, by: str, told: str
) -> None:
    tracker = make(TWO)
    assert dimensions(tracker) == ["sex", "district"]
    with pytest.raises(InputError) as caught:
        status_view(tracker, YEAR, ASKED, by=by)
    assert str(caught.value) == told


def test_a_tracker_without_breakdowns_says_so(make: Make) -> None:
    tracker = make('[indicators.a]\nname = "A"\nactual.2024 = 1\n')
    with pytest.raises(InputError, match='found "sex", expected figures that have by'):
        status_view(tracker, YEAR, ASKED, by="sex")


def test_a_total_of_parts_says_of_which(make: Make) -> None:
    tracker = make(
        '[indicators.a]\nname = "A"\nrollup = "sum"\n'
        "actual.2024 = { by = { sex = { women = 2, men = 3 } } }\n"
        "actual.2023 = { by = { sex = { women = 2 } } }\n"
    )
    row = status_view(tracker, YEAR, ASKED).rows[0]
    assert (row.actual, row.remarks) == (5, ("the total of its parts by sex",))
    before = status_view(tracker, parse_period("2023"), ASKED).rows[0]
    assert before.actual is None
    assert before.actual_reason == (
        "its parts by sex lack men; write 0 for a category that has none, or the total"
    )


def test_the_python_api_breaks_down_too() -> None:
    tracking = kpitrack.load(str(ROOT / "data/examples/ngo-tracking.toml"))
    answer = tracking.status("2023", by="district", indicators=["people-trained"])
    # 588 people trained in 2023: 210 + 198 + 180
    assert [(row.category, row.actual) for row in answer.rows] == [
        (None, 588), ("north", 210), ("lake", 198), ("hills", 180),
    ]  # fmt: skip


def test_the_python_api_has_the_tracking_table() -> None:
    tracking = kpitrack.load(str(ROOT / "data/examples/ngo-tracking.toml"))
    answer = tracking.performance("2024", every="quarter", indicators=["people-trained"])
    assert answer.periods == ("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4")
    assert answer.rows[0].to_date.actual == 1788
    assert '<table class="wide">' in answer._repr_html_()
    assert tracking.performance(by="sex").life == "2022..2025"


SHOWN = """
[indicators.a]
name = "A"
unit = "people"
direction = "increase"
rollup = "sum"
target.2024 = { value = 20, by = { sex = { women = 12, men = 9 } } }
actual.2023 = { value = 9, by = { sex = { women = 5, men = 3 } } }
actual.2024-H1 = { value = 10, by = { sex = { women = 6, men = 4 } } }
[indicators.share]
name = "Share"
actual.2024 = { count = 60, of = 80, by = { sex = { women = { count = 30, of = 40 }, men = { count = 20, of = 30 } } } }
[indicators.band]
name = "Band"
direction = "maintain"
target.2024 = { value = 5, by = { sex = { women = 3 } } }
target.2025 = { min = 1, max = 3, by = { sex = { women = 1 } } }
"""


def test_show_has_a_table_for_each_dimension(make: Make) -> None:
    (table,) = detail_view(make(SHOWN), "a", Question(dt.date(2025, 1, 1))).breakdowns
    assert (table.dimension, table.categories) == ("sex", ("women", "men"))
    assert [
        (row.period, row.kind, [part.value for part in row.parts], row.total.value, row.rest)
        for row in table.rows
    ] == [
        ("2023", "actual", [5, 3], 9, 1),
        ("2024-H1", "actual", [6, 4], 10, 0),
        ("2024", "actual", [6, 4], 10, 0),
        ("2024", "target", [12, 9], 20, -1),
    ]
    assert table.rows[2].total.coverage == "1 of 2 halves"


def test_show_breaks_shares_and_bands_down(make: Make) -> None:
    tracker = make(SHOWN)
    (share,) = detail_view(tracker, "share", ASKED).breakdowns[0].rows
    assert [(part.count, part.of) for part in (*share.parts, share.total)] == [
        (30, 40), (20, 30), (60, 80),
    ]  # fmt: skip
    assert (share.rest, share.rest_of) == (10, 10)
    band = detail_view(tracker, "band", ASKED).breakdowns[0].rows
    assert [(row.period, row.parts[0].value, row.total.value) for row in band] == [
        ("2024", 3, 5),
        ("2025", 1, None),
    ]
    assert band[0].rest_reason == "the target is no single published number"
