"""The performance tracking table: each period's own target, and to date against the life's."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from kpitrack.errors import InputError
from kpitrack.model.period import Period, parse_period
from kpitrack.model.tracker import Tracker
from kpitrack.sources.reader import read_tracker
from kpitrack.views.question import Question, Selection
from kpitrack.views.tracking import (
    Every,
    TrackingRow,
    TrackingView,
    project_life,
    reporting_periods,
    tracking_view,
)
from tests.conftest import LONG_AFTER, ROOT

Make = Callable[[str], Tracker]
NGO = str(ROOT / "data/examples/ngo-tracking.toml")
AT_THE_END_OF_2024 = dt.date(2024, 12, 31)
D = Decimal


@pytest.fixture(scope="module")
def ngo() -> TrackingView:
    tracker = read_tracker(NGO)
    return tracking_view(tracker, Question(AT_THE_END_OF_2024), by="sex")


def row_of(view: TrackingView, name: str, category: str | None = None) -> TrackingRow:
    return next(row for row in view.rows if (row.id, row.category) == (name, category))


def figures(row: TrackingRow) -> list[tuple[Decimal | bool | None, ...]]:
    """Target, actual and variance of every period."""
    return [(one.target, one.actual, one.variance) for one in row.periods]


def test_the_life_of_the_project_is_its_longest_target_and_its_years_are_reported(
    ngo: TrackingView,
) -> None:
    assert (ngo.life, ngo.periods, ngo.period) == (
        "2022..2025", ("2022", "2023", "2024", "2025"), "2024",
    )  # fmt: skip


def test_a_sum_adds_up_to_date(ngo: TrackingView) -> None:
    # the years of the example: 412 + 588 + (190 + 210 + 205 + 183) = 1788 of 2600
    row = row_of(ngo, "people-trained")
    assert figures(row) == [(400, 412, 12), (600, 588, -12), (800, 788, -12), (800, None, None)]
    assert [one.favourable for one in row.periods] == [True, False, False, None]
    to_date = row.to_date
    assert (to_date.target, to_date.target_period, to_date.actual) == (2600, "2022..2025", 1788)
    assert (to_date.variance, to_date.period) == (-812, "2022..2024")
    assert to_date.completion is not None
    assert round(to_date.completion, 1) == D("68.8")
    assert (row.baseline, row.baseline_period) == (0, "2021")


@pytest.mark.parametrize(
    ("category", "targets", "actuals", "life", "to_date"),
    [
        # 220 + 330 + 440 + 440 = 1430; 219 + 331 + (104 + 118 + 113 + 101) = 986
        ("women", [220, 330, 440, 440], [219, 331, 436, None], 1430, 986),
        # 180 + 270 + 360 + 360 = 1170; 193 + 257 + (86 + 92 + 92 + 82) = 802
        ("men", [180, 270, 360, 360], [193, 257, 352, None], 1170, 802),
    ],
)
def test_categories_have_a_life_of_their_own(
    ngo: TrackingView,
    category: str,
    targets: list[int],
    actuals: list[int | None],
    life: int,
    to_date: int,
) -> None:
    row = row_of(ngo, "people-trained", category)
    assert [one.target for one in row.periods] == targets
    assert [one.actual for one in row.periods] == actuals
    assert (row.to_date.target, row.to_date.actual) == (life, to_date)
    whole = row_of(ngo, "people-trained")
    assert [one.rest for one in whole.periods] == [0, 0, 0, None]
    assert (whole.to_date.rest, whole.to_date.target_rest) == (0, 0)


def test_a_level_is_where_it_was_last_and_a_decrease_is_met_from_above(
    ngo: TrackingView,
) -> None:
    row = row_of(ngo, "child-diarrhoea")
    assert figures(row) == [(75, 78, 3), (65, 66, 1), (55, 52, -3), (45, None, None)]
    assert [one.favourable for one in row.periods] == [False, False, True, None]
    # completion of a decrease is target over actual: 75 / 78, 65 / 66, 55 / 52
    percents = [one.completion for one in row.periods[:3]]
    assert [round(one, 1) for one in percents if one] == [D("96.2"), D("98.5"), D("105.8")]
    assert (row.to_date.actual, row.to_date.target, row.to_date.variance) == (52, 45, 7)
    assert row.notes == ("2024: one clinic has not yet confirmed its December figure",)


def test_without_a_life_target_there_is_none_and_a_ratio_is_taken_of_the_sums(
    ngo: TrackingView,
) -> None:
    cost = row_of(ngo, "training-cost").to_date
    assert (cost.actual, cost.target) == (57620, None)  # 14200 + 18900 + 24520
    each = row_of(ngo, "cost-per-person").to_date
    assert isinstance(each.actual, Decimal)
    assert round(each.actual, 2) == D("32.23")  # 57620 / 1788


def test_milestones_and_counts_are_those_of_the_period(ngo: TrackingView) -> None:
    registered = row_of(ngo, "association-registered")
    # once reached it stays so
    assert [one.actual for one in registered.periods] == [None, None, True, True]
    assert (registered.to_date.target_period, registered.to_date.status) == ("2024", "met")
    handover = row_of(ngo, "handover-signed").to_date
    assert (handover.target_period, handover.status) == ("2025", "not_due")
    counted = row_of(ngo, "targets-met")
    assert counted.to_date.period == "2024"
    assert counted.to_date.actual == counted.periods[2].actual


def test_tallies_count_indicators_to_date(ngo: TrackingView) -> None:
    assert ngo.summary.rows == 10
    assert [group.tally.rows for group in ngo.groups] == [3, 1, 6]


def test_the_period_asked_for_is_the_end_of_what_counts() -> None:
    tracker = read_tracker(NGO)
    asked = Question(AT_THE_END_OF_2024, Selection(indicators=("people-trained", "safe-water")))
    view = tracking_view(tracker, asked, period=parse_period("2023"))
    people, water = view.rows
    assert (people.to_date.actual, people.to_date.period) == (1000, "2022..2023")
    assert water.to_date.actual == D("50.5")
    assert view.periods == ("2022", "2023", "2024", "2025")


def test_a_shorter_length_reports_the_pieces_of_the_period_asked_for() -> None:
    tracker = read_tracker(NGO)
    asked = Question(AT_THE_END_OF_2024, Selection(indicators=("people-trained",)))
    view = tracking_view(tracker, asked, period=parse_period("2024"), every="quarter")
    (row,) = view.rows
    assert [one.actual for one in row.periods] == [190, 210, 205, 183]
    # the year's 800 stands in for no quarter
    assert [one.target for one in row.periods] == [None] * 4
    assert row.to_date.actual == 1788
    unasked = tracking_view(tracker, asked, every="half")
    assert unasked.periods[:3] == ("2022-H1", "2022-H2", "2023-H1")
    assert len(unasked.periods) == 8


@pytest.mark.parametrize(
    ("scope", "every", "periods"),
    [
        ("2022..2024", "year", ["2022", "2023", "2024"]),
        ("2024", "quarter", ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]),
        ("2024-Q1", "month", ["2024-01", "2024-02", "2024-03"]),
        # a life from October reports years from October; one cut short is shorter
        ("2022-10..2025-03", "year", ["2022-10..2023-09", "2023-10..2024-09", "2024-10..2025-03"]),
        ("2022-10..2023-09", "half", ["2022-10..2023-03", "2023-04..2023-09"]),
        ("2022-10..2023-03", "quarter", ["2022-Q4", "2023-Q1"]),
        ("2022-11..2023-04", "quarter", ["2022-11..2023-01", "2023-02..2023-04"]),
        ("2024-01-01..2024-02-15", "month", ["2024-01", "2024-02-01..2024-02-15"]),
        # from the middle of a month, whole calendar periods only
        ("2024-01-15..2024-04-15", "month", ["2024-02", "2024-03"]),
        ("2024-01-15..2024-01-20", "month", ["2024-01-15..2024-01-20"]),
        ("9999", "half", ["9999-H1", "9999-H2"]),
    ],
)  # fmt: skip
def test_reporting_periods(scope: str, every: Every, periods: list[str]) -> None:
    found = reporting_periods(parse_period(scope), every)
    assert [one.text for one in found] == periods
    assert [one == parse_period(one.text) for one in found] == [True] * len(found)


LIVES = """
[indicators.a]
name = "A"
target."2020..2030" = 5
target."2021..2025" = 4
actual.2026 = 1
[indicators.b]
name = "B"
target.2019 = 1
actual."2011..2018" = 3
"""


@pytest.mark.parametrize(
    ("names", "asked", "life"),
    [
        (("a",), None, "2020..2030"),
        (("a",), "2024", "2020..2030"),
        # a plan's term may be asked for by name
        (("a",), "2021..2025", "2021..2025"),
        # without a target that spans years, from the first year to the last
        (("b",), None, "2019"),
        (("b",), "2021", "2019..2021"),
    ],
)
def test_the_life_of_a_project(
    make: Make, names: tuple[str, ...], asked: str | None, life: str
) -> None:
    indicators = [make(LIVES).indicators[name] for name in names]
    when: Period | None = parse_period(asked) if asked else None
    assert project_life(indicators, when).text == life


@pytest.mark.parametrize(
    ("question", "period", "told"),
    [
        (Question(LONG_AFTER, target_set="all"), None, 'target: found "all", expected one target set: the table has room for one'),
        (Question(LONG_AFTER), "2019", 'period: found "2019", expected a period within 2020..2030'),
        (Question(LONG_AFTER), "2031", 'period: found "2031", expected a period within 2020..2030'),
    ],
)  # fmt: skip
def test_what_cannot_be_tracked_is_refused(
    make: Make, question: Question, period: str | None, told: str
) -> None:
    tracker = make(LIVES)
    with pytest.raises(InputError) as caught:
        tracking_view(tracker, question, period=parse_period(period) if period else None)
    assert str(caught.value) == told


def test_an_unknown_dimension_and_an_empty_tracker_are_refused(make: Make) -> None:
    with pytest.raises(InputError, match="expected figures that have by"):
        tracking_view(make(LIVES), Question(LONG_AFTER), by="sex")
    with pytest.raises(InputError, match="no indicator has a figure or a target yet"):
        tracking_view(make('[indicators.a]\nname = "A"\n'), Question(LONG_AFTER))


FISCAL = """
[tracker]
period = "2023-10..2024-09"
[indicators.own]
name = "Own life"
direction = "increase"
rollup = "sum"
target."2022-10..2024-09" = 100
target."2022-10..2025-09" = { value = 5, each = "month" }
target."2022-10..2023-09" = 40
actual."2022-10..2023-09" = 44
actual."2023-10..2024-09" = 30
[indicators.long]
name = "Long"
direction = "increase"
target."2022-10..2026-09" = 9
actual."2023-10..2024-09" = 4
[indicators.span]
name = "Written for the whole stretch"
target."2022-10..2026-09" = 9
actual."2022-10..2024-09" = 8
[indicators.band]
name = "Band"
direction = "maintain"
rollup = "mean"
target."2022-10..2023-09" = { min = 4, max = 6 }
target."2023-10..2024-09" = { min = 4, max = 6 }
target."2024-10..2025-09" = { min = 4, max = 6 }
target."2025-10..2026-09" = { min = 4, max = 6 }
actual."2022-10..2023-09" = { value = 5, note = "first" }
actual."2023-10..2024-09" = { value = 7, note = "second" }
[indicators.stated]
name = "Stated"
direction = "increase"
actual."2023-10..2024-09" = { value = 90, stated = { completion = 90 } }
[indicators.sets]
name = "Sets"
direction = "increase"
target.donor."2022-10..2026-09" = 9
target.state."2022-10..2026-09" = 8
actual."2023-10..2024-09" = 4
"""


def test_fiscal_years_own_lives_and_levels_without_a_roll_up(make: Make) -> None:
    view = tracking_view(make(FISCAL), Question(LONG_AFTER))
    assert view.life == "2022-10..2026-09"
    assert view.periods[0] == "2022-10..2023-09"
    own, long, span, band, stated, sets = view.rows
    # twelve months of 5 each, where no year of its own is written
    assert [one.target for one in own.periods] == [40, 60, 60, None]
    assert (own.to_date.target_period, own.to_date.actual) == ("2022-10..2024-09", 74)
    assert (long.to_date.actual, long.to_date.period) == (4, "2023-10..2024-09")
    assert (span.to_date.actual, span.to_date.period) == (8, "2022-10..2024-09")
    # the same band in every year is the band of the whole; its mean is (5 + 7) / 2
    assert (band.to_date.target_min, band.to_date.target_max, band.to_date.actual) == (4, 6, 6)
    assert band.notes == ("2022-10..2023-09: first", "2023-10..2024-09: second")
    # an implied target belongs to its own period, not to the project's life
    assert stated.periods[1].target_implied
    assert stated.to_date.target is None
    assert sets.to_date.target_reason == (
        "it has several target sets: donor, state; name one with --target"
    )
    donor = tracking_view(make(FISCAL), Question(LONG_AFTER, target_set="donor"))
    assert donor.rows[-1].to_date.target == 9


def test_notes_of_quarters_are_told_with_their_quarters_as_known_on_the_day(make: Make) -> None:
    tracker = make("""[indicators.a]
name = "A"
rollup = "sum"
target."2023..2024" = 30
actual.2024-H1 = { value = 4, note = "rain" }
actual.2024-H2 = [{ value = 3, date = 2024-12-01, note = "early" }, { value = 5, date = 2025-02-01, note = "late" }]
""")
    notes = [
        tracking_view(tracker, Question(day)).rows[0].notes
        for day in (AT_THE_END_OF_2024, LONG_AFTER)
    ]
    assert notes == [("2024-H1: rain", "2024-H2: early"), ("2024-H1: rain", "2024-H2: late")]


def test_a_tracker_whose_period_lies_before_the_project_is_read_to_its_end(make: Make) -> None:
    tracker = make("""[tracker]
period = 2019
[indicators.a]
name = "A"
rollup = "sum"
target."2023..2024" = 30
actual.2023 = 4
""")
    view = tracking_view(tracker, Question(LONG_AFTER))
    assert view.period == "2023..2024"
    assert (view.rows[0].to_date.actual, view.rows[0].to_date.coverage) == (4, "1 of 2 years")


def test_a_life_of_its_own_that_has_not_begun_has_nothing_to_date(make: Make) -> None:
    tracker = make("""[indicators.a]
name = "A"
direction = "increase"
rollup = "sum"
target."2026..2029" = 30
actual.2024 = 4
[indicators.b]
name = "B"
target."2022..2029" = 9
""")
    row = tracking_view(tracker, Question(LONG_AFTER), period=parse_period("2024")).rows[0]
    assert (row.to_date.period, row.to_date.target, row.to_date.actual) == ("2024", None, 4)


def test_only_the_ids_named_are_tracked_in_their_order() -> None:
    names = ["safe-water", "people-trained"]
    view = tracking_view(read_tracker(NGO), Question(AT_THE_END_OF_2024), only=names)
    assert [row.id for row in view.rows] == names
    assert view.view == "tracking"
