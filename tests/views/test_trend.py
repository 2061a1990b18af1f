"""`trend`: what is a point of a series, and what is said of it."""

import datetime as dt
import json
from collections.abc import Iterable
from decimal import Decimal

import pytest

from kpitrack.errors import InputError
from kpitrack.model.indicator import Direction
from kpitrack.model.period import PeriodKind, parse_period
from kpitrack.sources.reader import read_tracker
from kpitrack.views.question import Question, Selection
from kpitrack.views.series import ALWAYS, Span, asked_span
from kpitrack.views.trend import TrendBreak, TrendRow, TrendView, trend_view
from tests.conftest import LONG_AFTER, ROOT, Make

D = Decimal
EMERGENCY = str(ROOT / "data" / "examples" / "nhs-emergency.toml")


def months(first: str, values: Iterable[object], key: str = "actual") -> str:
    """One figure a month from `first` on; None leaves the month out."""
    year, month = map(int, first.split("-"))
    lines = []
    for value in values:
        if value is not None:
            lines.append(f'{key}."{year}-{month:02}" = {value}')
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return "\n".join(lines)


SWINGING = (10, 12) * 6
"""Twelve points with mean 11, every moving range 2, limits 5.68 and 16.32."""


def trend(
    make: Make,
    keys: str,
    *,
    more: str = "",
    kind: PeriodKind | None = None,
    span: Span = ALWAYS,
    as_of: dt.date = LONG_AFTER,
    target_set: str | None = None,
) -> TrendRow:
    tracker = make(f'[indicators.a]\nname = "A"\n{keys}\n{more}')
    question = Question(as_of, target_set=target_set)
    return trend_view(tracker, question, names=["a"], kind=kind, span=span).rows[0]


def values(row: TrendRow) -> list[tuple[str, Decimal | None]]:
    return [(one.period, one.value) for one in row.points]


def asked(*names: str) -> dict[str, TrendRow]:
    view = trend_view(read_tracker(EMERGENCY), Question(LONG_AFTER), names=names)
    return {row.id: row for row in view.rows}


# NHSRplotthedots, tests/testthat/_snaps/integration_tests.md: the values that its tests
# expect of these series (its proportions times 100), as the nearest double of each
@pytest.mark.parametrize(
    ("name", "segment", "mean", "lower", "upper"),
    [
        ("attendances", 0, 2000538.9444444445, 1731844.3644444444, 2269233.5244444446),
        ("attendances-rebased", 0, 1946858.4166666667, 1639947.374848485, 2253769.4584848485),
        ("attendances-rebased", 1, 2027379.2083333333, 1772921.0639855072, 2281837.3526811595),
        ("four-hours", 0, 88.47056829421236, 86.04472128746817, 90.89641530095655),
        ("wolverhampton-major", 0, 84.65251279816813, 76.05954283455616, 93.24548276178011),
        ("wolverhampton-other", 0, 98.76265567345781, 97.81517632214081, 99.71013502477482),
    ],
)
def test_limits_are_those_that_nhsrplotthedots_publishes_for_emergency_departments(
    name: str, segment: int, mean: float, lower: float, upper: float
) -> None:
    points = [one for one in asked(name)[name].points if one.segment == segment]
    for found, published in (
        (points[0].mean, mean),
        (points[0].lower_limit, lower),
        (points[0].upper_limit, upper),
    ):
        assert found is not None
        assert float(found) == pytest.approx(published, rel=1e-14)
    assert len({(one.mean, one.lower_limit, one.upper_limit) for one in points}) == 1


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("attendances", "." * 36),
        ("four-hours", "iiiiiii..c.iiiiiiiiicccciiiiiii..cc."),
        ("wolverhampton-major", "...........iiiiiiii.cccc............"),
        ("wolverhampton-other", "iiiiiiiiii.....ccccccccciiiiiii...c."),
    ],
)
def test_signals_are_those_that_nhsrplotthedots_publishes(name: str, published: str) -> None:
    """The same snapshots, point_type: improvement, concern, common cause (.)."""
    tracker = read_tracker(EMERGENCY)
    upwards = tracker.indicators[name]._replace(direction="increase")  # as those tests ask
    row = trend_view(
        tracker._replace(indicators={name: upwards}), Question(LONG_AFTER), names=[name]
    ).rows[0]
    letters = {"improvement": "i", "concern": "c", "common_cause": "."}
    assert "".join(letters[str(one.special_cause)] for one in row.points) == published


@pytest.mark.parametrize(
    ("name", "mean", "lower", "upper", "published"),
    [
        ("wolverhampton-major", 11204.388888888889, 9668.27688888889, 12740.500888888888,
         "....ccccccc......................I.I"),
        ("wolverhampton-other", 7945.75, 6558.872941176471, 9332.62705882353,
         "ccccc.......ii....iiiiiiiiii....ii.."),
    ],
)  # fmt: skip
def test_attendances_at_wolverhampton_are_read_as_published(
    make: Make, name: str, mean: float, lower: float, upper: float, published: str
) -> None:
    """The same snapshots, facets of attendances.

    At I version 0.1.0 found two of three near a limit although the third lies on the other
    side of the mean; since its issue 143 was mended these are common cause.
    """
    figures = read_tracker(EMERGENCY).indicators[name].actual.values()
    counted = months("2016-04", [every[0].of for every in figures])
    row = trend(make, "direction = 'increase'\n" + counted)
    first = row.points[0]
    for found, expected in (
        (first.mean, mean),
        (first.lower_limit, lower),
        (first.upper_limit, upper),
    ):
        assert found is not None
        assert float(found) == pytest.approx(expected, rel=1e-14)
    letters = {"improvement": "i", "concern": "c", "common_cause": "."}
    read = "".join(letters[str(one.special_cause)] for one in row.points)
    assert read == published.replace("I", ".")


def test_variation_is_the_last_point_and_assurance_the_last_limits() -> None:
    rows = asked("*")
    assert {name: (row.variation, row.assurance) for name, row in rows.items()} == {
        "attendances": ("common_cause", None),
        "attendances-rebased": ("common_cause", None),
        "four-hours": ("common_cause", "consistently_missed"),
        "wolverhampton-major": ("common_cause", "consistently_missed"),
        "wolverhampton-other": ("common_cause", "consistently_met"),
    }
    assert rows["attendances"].assurance_reason == "no target"
    assert rows["attendances-rebased"].breaks == (
        TrendBreak("2017-04", "rebased, as an example in NHSRplotthedots does"),
    )


def test_a_gap_is_a_place_without_a_value_and_is_never_bridged(make: Make) -> None:
    row = trend(make, months("2023-01", [*SWINGING, None, 10, 11]))
    gap, after = row.points[12], row.points[13]
    assert (gap.period, gap.value, gap.special_cause, gap.moving_range) == (
        "2024-01",
        None,
        None,
        None,
    )
    assert gap.mean == after.mean
    assert after.moving_range is None
    assert row.points_known == 14
    assert row.remarks == ("no figure for 2024-01",)


def test_a_run_does_not_go_through_a_gap(make: Make) -> None:
    rising = [1, 2, 3, 4, 5, 6, 7]
    whole = trend(make, months("2023-01", [*SWINGING, *rising]))
    broken = trend(make, months("2023-01", [*SWINGING, *rising[:4], None, *rising[4:]]))
    assert "run" in whole.points[-1].signals
    assert "run" not in {rule for one in broken.points for rule in one.signals}


@pytest.mark.parametrize(
    ("count", "limits", "variation"),
    [(7, "none", None), (8, "trial", "common_cause"), (11, "trial", "common_cause"),
     (12, "full", "common_cause")],
)  # fmt: skip
def test_few_points_give_trial_limits_and_fewer_than_eight_no_verdict(
    make: Make, count: int, limits: str, variation: str | None
) -> None:
    keys = months("2023-01", SWINGING[:count]) + "\ndirection = 'increase'\ntarget.2023 = 5"
    row = trend(make, keys + "\nunit = '%'")
    assert (row.points_known, row.limits, row.variation) == (count, limits, variation)
    last = row.points[-1]
    if variation is None:
        assert (last.mean, last.lower_limit, last.special_cause) == (None, None, None)
        reason = "7 points from 2023-01 on, and a verdict needs 8"
        assert (row.variation_reason, row.limits_reason) == (reason, reason)
        assert (row.assurance, row.assurance_reason) == (None, reason)
        assert last.moving_range == 2
    else:
        assert (last.mean is None, row.assurance) == (False, "consistently_met")
    told = "; ".join(row.remarks)
    assert ("trial limits, on" in told) == (limits == "trial")


def test_a_break_starts_the_reading_anew(make: Make) -> None:
    keys = months("2023-01", [*SWINGING, *(90, 94) * 4, 92, 93, 94])
    row = trend(make, keys + "\nbreaks.2024 = 'a new form'")
    assert [one.segment for one in row.points] == [0] * 12 + [1] * 11
    assert {one.mean for one in row.points[:12]} == {D(11)}
    assert row.points[12].moving_range is None
    assert (row.points_known, row.limits) == (11, "trial")
    assert row.breaks == (TrendBreak("2024-01", "a new form"),)
    assert row.remarks == ("trial limits, on 11 points from 2024-01 on: with 12 they are firm",)


def test_a_break_that_leaves_few_points_says_so(make: Make) -> None:
    keys = months("2023-01", [*SWINGING, 90, 94])
    late = trend(make, keys + "\nbreaks.2024 = 'a new form'")
    assert (late.limits, late.variation) == ("none", None)
    assert late.variation_reason == "2 points from 2024-01 on, and a verdict needs 8"
    assert late.points[0].special_cause == "common_cause"
    early = trend(make, keys + "\nbreaks.2023-02 = 'a new form'")
    assert early.variation == "neutral"
    assert early.remarks == ("no limits: 1 point from 2023-01 on, and a verdict needs 8",)


def test_a_break_inside_a_period_sets_it_apart_from_both_sides(make: Make) -> None:
    keys = months("2022-01", SWINGING * 2) + "\nrollup = 'sum'\nbreaks.2023-02 = 'mid-quarter'"
    row = trend(make, keys, kind="quarter")
    assert [one.segment for one in row.points] == [0, 0, 0, 0, 1, 2, 2, 2]
    assert [one.period for one in row.breaks] == ["2023-Q1", "2023-Q2"]


def test_a_break_after_the_last_point_breaks_nothing(make: Make) -> None:
    row = trend(make, months("2023-01", SWINGING) + "\nbreaks.2030 = 'planned'")
    assert (row.breaks, row.limits) == ((), "full")


@pytest.mark.parametrize(
    ("direction", "variation"),
    [("increase", "improvement"), ("decrease", "concern"), ("neutral", "neutral"),
     ("maintain", "neutral")],
)  # fmt: skip
def test_the_direction_decides_what_a_signal_means(
    make: Make, direction: Direction, variation: str
) -> None:
    row = trend(make, f"direction = '{direction}'\n" + months("2023-01", [*SWINGING, 40]))
    assert (row.variation, row.points[-1].side) == (variation, "high")
    assert row.points[-1].signals == ("outside",)


def test_shorter_periods_are_rolled_up_when_a_longer_one_is_asked_for(make: Make) -> None:
    keys = months("2023-02", range(1, 9)) + "\nrollup = 'sum'"
    row = trend(make, keys, kind="quarter")
    assert (row.every, values(row)) == ("quarter", [("2023-Q2", D(12)), ("2023-Q3", D(21))])
    assert row.remarks == ("no point for 2023-Q1: incomplete, 2 of 3 months",)
    assert trend(make, keys).every == "month"
    bare = trend(make, months("2023-02", range(1, 9)), kind="quarter")
    assert (bare.points, bare.variation_reason) == (
        (),
        "no figure of a whole quarter here; rollup says how shorter periods make a longer one",
    )
    assert trend(make, keys, kind="day").variation_reason == "no figure of a whole day here"


def test_figures_so_far_forecasts_and_texts_are_no_points(make: Make) -> None:
    row = trend(
        make,
        "actual.2019 = 5\nactual.2020 = { text = 'hundreds' }\nactual.2021 = 6\n"
        "actual.2022 = { value = 3, through = 2022-09-30 }\nactual.2023 = 7\n"
        "actual.2024 = { value = 9, status = 'forecast' }\n"
        "actual.2025 = { value = 9, status = 'forecast' }",
    )
    assert values(row) == [
        ("2019", D(5)),
        ("2020", None),
        ("2021", D(6)),
        ("2022", None),
        ("2023", D(7)),
    ]
    assert row.remarks == (
        "no point for 2020: the source says only 'hundreds'",
        "no point for 2022: known only through 2022-09-30",
        "no point for 2024, 2025: only forecast",
    )


def test_qualifiers_and_observation_statuses_stay_with_their_points(make: Make) -> None:
    row = trend(
        make,
        "actual.2023 = { value = 568, qualifier = 'over' }\n"
        "actual.2024 = { value = 600, status = 'estimated' }",
    )
    assert [(one.qualifier, one.observation_status) for one in row.points] == [
        ("over", "final"),
        (None, "estimated"),
    ]
    assert row.remarks == ("taken as if exact: 2023, whose figure has a qualifier",)


def test_many_periods_are_named_by_the_first_and_their_count(make: Make) -> None:
    row = trend(make, months("2023-01", [1, *[None] * 6, 1]))
    assert row.remarks == ("no figure for 2023-02, 2023-03, 2023-04, 2023-05 and 2 more",)


def test_figures_are_those_known_on_the_day(make: Make) -> None:
    keys = (
        "actual.2023 = [{ value = 1, date = 2024-01-10 }, { value = 2, date = 2024-06-01 }]\n"
        "actual.2024 = { value = 3, date = 2025-01-10 }"
    )
    assert values(trend(make, keys, as_of=dt.date(2024, 2, 1))) == [("2023", D(1))]
    assert values(trend(make, keys)) == [("2023", D(2)), ("2024", D(3))]


def test_before_all_data_there_is_no_series_and_a_reason(make: Make) -> None:
    row = trend(
        make, "actual.2024 = { value = 3, date = 2025-01-10 }", as_of=dt.date(2020, 1, 1)
    )
    assert (row.points, row.every, row.points_known, row.limits) == ((), None, 0, "none")
    assert row.variation_reason == "no figure of a period was known on 2020-01-01"
    assert row.assurance_reason == row.variation_reason
    assert row.target_set is None


def test_a_milestone_has_no_series(make: Make) -> None:
    row = trend(make, "direction = 'milestone'\nactual.2024 = true\ntarget.2024 = true")
    assert row.variation_reason == "a milestone is reached or not, it has no series"


def test_a_constant_series_has_limits_at_its_mean(make: Make) -> None:
    keys = "direction = 'increase'\nunit = '%'\ntarget.2023 = 100\n"
    row = trend(make, keys + months("2023-01", [100] * 12))
    last = row.points[-1]
    assert (last.mean, last.lower_limit, last.upper_limit) == (D(100), D(100), D(100))
    assert (row.variation, row.assurance) == ("common_cause", "consistently_met")


def test_limits_without_width_are_called_so(make: Make) -> None:
    """As the package computes them: one incident in a year puts every month outside."""
    row = trend(make, months("2023-01", [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]))
    last = row.points[-1]
    assert (last.lower_limit, last.signals[0], row.variation) == (
        last.mean,
        "outside",
        "neutral",
    )
    assert row.remarks == (
        "limits without width from 2023-01 on: nearly every period repeats the one before, "
        "and this chart is not for such rare changes",
    )


def test_points_that_all_stand_alone_give_no_limits(make: Make) -> None:
    lonely = ("2023-01", "2023-03", "2023-06", "2023-08", "2023-11", "2024-01", "2024-03")
    row = trend(make, "\n".join(f"actual.{one} = 5" for one in (*lonely, "2024-06")))
    assert (row.points_known, row.limits, row.variation) == (8, "none", None)
    assert row.variation_reason is not None
    assert row.variation_reason.startswith("no two neighbouring periods have figures")
    assert row.points[-1].mean is None


@pytest.mark.parametrize(
    ("periods", "count", "remark"),
    [
        # the date column of ae_attendances: the first of each month
        (["2023-01-01", "2023-02-01", "2023-03-01", "2023-05-01", "2023-06-01", "2023-07-01",
          "2023-08-01", "2023-09-01"], 9, "one figure a month: the days between are no gaps"),
        ([f"2023-01-{day:02}" for day in (2, 3, 4, 5, 6, 9, 10, 11)], 8,
         "figures on 5 days of the week: the others are no gaps"),
        ([f"2023-{month:02}" for month in (1, 3, 5, 7, 9, 11)] + ["2024-01", "2024-03"], 8,
         "a figure every 2 months: those between are no gaps"),
        ([f"{year}-Q4" for year in range(2010, 2018)], 8,
         "one figure a year: the quarters between are no gaps"),
    ],
)  # fmt: skip
def test_periods_that_never_have_a_figure_are_no_gaps(
    make: Make, periods: list[str], count: int, remark: str
) -> None:
    row = trend(make, "\n".join(f'actual."{one}" = {n}' for n, one in enumerate(periods)))
    assert len(row.points) == count
    assert row.remarks[0] == remark
    assert [one.period for one in row.points if one.value is not None] == periods
    assert [one.period for one in row.points if one.value is None] == ["2023-04"] * (count - 8)


def test_a_short_series_keeps_its_gaps(make: Make) -> None:
    row = trend(make, "actual.2020 = 1\nactual.2022 = 1\nactual.2024 = 1")
    assert [one.value for one in row.points] == [1, None, 1, None, 1]


def test_derived_indicators_have_the_periods_of_their_members(make: Make) -> None:
    more = "[indicators.b]\nname = 'B'\ndirection = 'increase'\n" + months("2023-01", [1, 2])
    more += "\ntarget.2023-01 = 1\ntarget.2023-02 = 5\ntarget.2023-03 = 5"
    summed = trend(make, "sum = ['b', 'b']", more=more)
    assert values(summed) == [("2023-01", D(2)), ("2023-02", D(4))]
    counted = trend(make, "met_of = '*'\ndirection = 'increase'", more=more)
    assert values(counted) == [("2023-01", D(1)), ("2023-02", D(0))]
    assert [one.target for one in counted.points] == [D(1), D(1)]


@pytest.mark.parametrize(
    ("keys", "wanted", "reason"),
    [
        # a year's sum is not to be brought by each month
        ("target.2023 = 1200\nrollup = 'sum'", None,
         "the target is for 2023 as a whole; "
         "a target that repeats says what each month is to bring"),
        # nor by each month of a sum of such sums
        ("target.2023 = 1200\nsum = ['b', 'b']", None,
         "the target is for 2023 as a whole; "
         "a target that repeats says what each month is to bring"),
        # without a roll-up it is a level, as everywhere
        ("target.2023 = 20", "20", None),
        ("target.2023 = 20\nrollup = 'last'", "20", None),
        ("target.2025 = 20\nunit = '%'", "20", None),
        ("target.2023 = { value = 20, each = 'month' }\nrollup = 'sum'", "20", None),
        ("target.2023-12 = 20", "20", None),
        ("note = 'none'", None, "no target"),
    ],
)  # fmt: skip
def test_a_target_is_held_against_a_period_only_where_it_is_meant_for_it(
    make: Make, keys: str, wanted: str | None, reason: str | None
) -> None:
    figures = months("2023-01", SWINGING)
    more = f"[indicators.b]\nname = 'B'\nrollup = 'sum'\n{figures}"
    own = "" if "sum = [" in keys else figures
    row = trend(make, f"direction = 'increase'\n{keys}\n{own}", more=more)
    assert row.target == row.points[-1].target == (D(wanted) if wanted else None)
    assert row.assurance_reason == reason
    assert row.assurance == ("consistently_missed" if wanted else None)


def test_a_target_by_the_end_of_a_later_period_is_named(make: Make) -> None:
    keys = "direction = 'decrease'\nunit = '%'\ntarget.2025 = 20\n"
    row = trend(make, keys + months("2023-01", SWINGING))
    assert (row.target_period, row.assurance) == ("2025", "consistently_met")
    assert row.remarks == ("held against the target by 2025",)


def test_each_point_has_the_target_of_its_own_period(make: Make) -> None:
    keys = months("2023-01", SWINGING) + "\n" + months("2023-01", range(1, 13), "target")
    row = trend(make, "direction = 'increase'\n" + keys)
    assert [one.target for one in row.points] == [*range(1, 13)]
    assert (row.target, row.assurance) == (12, "inconsistent")


def test_a_band_is_met_while_both_limits_lie_in_it(make: Make) -> None:
    keys = "direction = 'maintain'\nunit = '%'\ntarget.2023 = { min = 5, max = 17 }\n"
    row = trend(make, keys + months("2023-01", SWINGING))
    assert (row.target, row.target_min, row.target_max) == (None, 5, 17)
    assert row.points[0].target_min == 5
    assert row.assurance == "consistently_met"


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ("target.2023 = 9", "direction neutral judges nothing"),
        ("direction = 'increase'\ntarget.2023 = { value = 9, qualifier = 'about' }",
         "'about' leaves the target open"),
        ("direction = 'increase'\ntarget.a.2023 = 9\ntarget.b.2023 = 10",
         "it has several target sets: a, b; name one with --target"),
    ],
)  # fmt: skip
def test_without_a_clear_target_there_is_no_assurance(
    make: Make, keys: str, reason: str
) -> None:
    row = trend(make, f"unit = '%'\n{keys}\n" + months("2023-01", SWINGING))
    assert (row.assurance, row.assurance_reason) == (None, reason)


def test_the_target_set_that_is_asked_for_counts(make: Make) -> None:
    keys = "direction = 'increase'\nunit = '%'\ntarget.a.2023 = 2\ntarget.b.2023 = 20\n"
    keys += months("2023-01", SWINGING)
    easy, hard = trend(make, keys, target_set="a"), trend(make, keys, target_set="b")
    assert (easy.target_set, easy.assurance) == ("a", "consistently_met")
    assert (hard.target_set, hard.assurance) == ("b", "consistently_missed")
    with pytest.raises(InputError) as caught:
        trend(make, keys, target_set="all")
    assert str(caught.value) == (
        'target: found "all", expected one target set; name one of them'
    )


def test_an_implied_target_is_told_as_such(make: Make) -> None:
    stated = [f"{{ value = {one}, stated = {{ completion = 50 }} }}" for one in SWINGING]
    row = trend(make, "direction = 'increase'\n" + months("2023-01", stated))
    assert (row.target, row.assurance) == (24, "consistently_missed")
    assert row.remarks == ("the target is implied by the completion that the source states",)


def test_a_strict_target_is_told_as_such(make: Make) -> None:
    keys = "direction = 'increase'\nunit = '%'\n" + months("2023-01", [90] * 12)
    row = trend(make, keys + "\ntarget.2023 = { value = 90, qualifier = 'over' }")
    assert (row.target, row.assurance) == (90, "consistently_missed")
    assert "the target is over 90" in row.remarks


def test_an_unclear_implied_target_has_no_number(make: Make) -> None:
    stated = [f"{{ value = {one}, stated = {{ completion = 0 }} }}" for one in SWINGING]
    row = trend(make, "direction = 'increase'\n" + months("2023-01", stated))
    assert (row.target, row.assurance_reason) == (None, "the target has no number")


def test_a_part_of_the_series_can_be_asked_for(make: Make) -> None:
    keys = months("2023-01", [*SWINGING, 40, 42])
    row = trend(make, keys, span=asked_span("2023-03", "2023-Q4"))
    assert (row.points[0].period, row.points[-1].period) == ("2023-03", "2023-12")
    assert row.points[0].mean == 11
    assert len(trend(make, keys, span=asked_span("2024", None)).points) == 2
    assert len(trend(make, keys, span=asked_span(None, "2023-06")).points) == 6
    nothing = trend(make, keys + "\nrollup = 'sum'", span=asked_span("2030", None))
    assert nothing.variation_reason == "no figure of a whole month here"


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        asked_span("2024", "2023-06")
    assert str(caught.value) == (
        "from: found 2024, which begins after 2023-06 ends, expected a period before --to ends"
    )


LONG = '[indicators.long]\nname = "Long"\ngroup = "g"\n' + months("2023-01", SWINGING)
FEW = '[indicators.few]\nname = "Few"\n' + months("2023-01", SWINGING[:3])
NONE = '[indicators.none]\nname = "None"'


def view(make: Make, *names: str, groups: tuple[str, ...] = ()) -> TrendView:
    tracker = make("\n".join((LONG, FEW, NONE)))
    question = Question(LONG_AFTER, Selection(groups=groups))
    return trend_view(tracker, question, names=names)


def test_without_names_only_series_that_give_a_verdict_are_shown(make: Make) -> None:
    found = view(make)
    assert [row.id for row in found.rows] == ["long"]
    assert found.notes == (
        "1 with fewer than 8 points, which give no verdict: name them",
        "1 without a series",
    )
    assert found.summary._asdict() == {
        "rows": 1,
        "improvement": 0,
        "concern": 0,
        "neutral": 0,
        "common_cause": 1,
        "without_verdict": 0,
    }
    assert (found.names, found.group_names) == ((), {"g": "g"})


def test_the_only_indicator_need_not_be_named(make: Make) -> None:
    found = trend_view(make(FEW), Question(LONG_AFTER))
    assert [row.id for row in found.rows] == ["few"]
    assert (found.names, found.notes) == ((), ())


def test_what_is_named_is_always_shown(make: Make) -> None:
    found = view(make, "few", "n*")
    assert [row.id for row in found.rows] == ["few", "none"]
    assert (found.names, found.notes) == (("few", "n*"), ())
    assert found.summary.without_verdict == 2
    assert [row.id for row in view(make, "*", groups=("g",)).rows] == ["long"]
    with pytest.raises(InputError, match='found "lng", expected the id of one indicator'):
        view(make, "lng")


def test_a_wrong_year_makes_a_long_series_and_no_long_wait(make: Make) -> None:
    keys = "\n".join(f"actual.2024-01-{day:02} = {day}" for day in range(1, 30))
    row = trend(make, keys + "\nactual.1024-01-01 = 3")
    first, last = parse_period(row.points[0].period), parse_period(row.points[-1].period)
    assert (last.last - first.first).days + 1 == len(row.points) > 365_000


def test_the_answer_is_plain_data(make: Make) -> None:
    from kpitrack.render.json import json_text

    content = json.loads(json_text(view(make, "long")))
    row = content["rows"][0]
    assert {"id", "points", "variation", "assurance"} <= set(row)
    assert {"period", "value", "mean", "lower_limit", "upper_limit", "special_cause"} <= set(
        row["points"][0]
    )
