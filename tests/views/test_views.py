"""The typed answers: what each view holds, before any format draws it."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kpitrack
from kpitrack.errors import InputError
from kpitrack.measures.statuses import STATUSES
from kpitrack.model.figure import Figure
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import parse_period
from kpitrack.model.tracker import Tracker
from kpitrack.views.comparison import ComparisonView, comparison_view
from kpitrack.views.detail import DetailView, detail_view
from kpitrack.views.deviation import variance_view
from kpitrack.views.question import Question, Selection, default_period, selected
from kpitrack.views.status import Sort, StatusView, falls_under, status_view
from tests.conftest import LONG_AFTER, ROOT

Make = Callable[[str], Tracker]
ASKED = Question(LONG_AFTER)
D = Decimal

MIXED = """
[groups.second]
name = "Second"
[groups.first]
name = "First"
names.vi = "Nhóm"
[indicators.a]
name = "Zebra"
group = "first"
direction = "increase"
target.2024 = 100
actual.2024 = 96
actual.2023 = 90
[indicators.b]
name = "Apple"
group = "second"
direction = "decrease"
target.2024 = 100
actual.2024 = 80
actual.2023 = 80
[indicators.c]
name = "Mango"
direction = "increase"
target.2024 = -5
actual.2024 = -3
[indicators.d]
name = "Plum"
target.2024 = 5
actual.2024 = 4
[indicators.e]
name = "Quince"
actual.2024 = 4
"""


def ids(view: StatusView) -> list[str]:
    return [row.id for row in view.rows]


def test_groups_stand_in_the_files_order_and_the_rest_at_the_end(make: Make) -> None:
    view = status_view(make(MIXED), parse_period("2024"), ASKED)
    assert ids(view) == ["b", "a", "c", "d", "e"]
    assert [(one.id, one.name) for one in view.groups] == [
        ("second", "Second"),
        ("first", "First"),
        (None, None),
    ]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("file", ["b", "a", "c", "d", "e"]),
        ("name", ["b", "c", "d", "e", "a"]),
        ("completion", ["b", "a", "d", "c", "e"]),  # 125, 96, 80; then the undefined
        ("variance", ["a", "b", "d", "c", "e"]),  # -4 %, -20 %, -20 %; then the undefined
        ("status", ["b", "c", "a", "e", "d"]),  # exceeded twice, nearly met, no target; none
    ],
)
def test_rows_are_sorted(make: Make, sort: Sort, order: list[str]) -> None:
    assert ids(status_view(make(MIXED), parse_period("2024"), ASKED, sort=sort)) == order


def test_only_rows_of_a_status_are_kept_and_counted(make: Make) -> None:
    view = status_view(make(MIXED), parse_period("2024"), ASKED, statuses=["exceeded"])
    assert (ids(view), view.summary.rows, view.summary.met) == (["b", "c"], 2, 2)


def test_the_tally_counts_and_the_score_is_of_those_with_a_completion(make: Make) -> None:
    view = status_view(make(MIXED), parse_period("2024"), ASKED)
    # d is neutral and has no verdict; c has no completion
    assert (view.summary.rows, view.summary.targeted, view.summary.met) == (5, 3, 2)
    assert view.summary.counts == {"exceeded": 2, "nearly_met": 1, "no_target": 1}
    assert view.summary.score == 98  # (100 + 96) / 2


def test_names_come_in_the_language_asked_for(make: Make) -> None:
    view = status_view(make(MIXED), parse_period("2024"), ASKED, language="vi")
    assert [one.name for one in view.groups] == ["Second", "Nhóm", None]


def test_selection_takes_patterns(make: Make) -> None:
    tracker = make(MIXED)
    for selection, expected in (
        (Selection(groups=("f*",)), ["a"]),
        (Selection(indicators=("[ab]",)), ["b", "a"]),
        (Selection(groups=("first",), indicators=("b",)), []),
    ):
        found = selected(tracker, Question(LONG_AFTER, selection))
        assert [one.id for one in found] == expected


def test_fail_under_takes_what_may_be_under_it(make: Make) -> None:
    keys = '[indicators.a]\nname = "A"\ndirection = "increase"\ntarget.2024 = 100\n'
    for figure, percent, fails in (
        ("actual.2024 = 96", 96, False),
        ("actual.2024 = 96", 96.1, True),
        ("actual.2024 = { value = 96, qualifier = 'over' }", 96, False),
        ("actual.2024 = { value = 96, qualifier = 'nearly' }", 96, True),
        ("", 0, True),
    ):
        tracker = make(keys + figure)
        view = status_view(tracker, parse_period("2024"), ASKED)
        assert falls_under(view, tracker, percent) is fails


@pytest.mark.parametrize(
    ("keys", "fails"),
    [
        ("target.2024 = 0\ndirection = 'decrease'\nactual.2024 = 0", False),  # met, no ratio
        ("target.2024 = 0\ndirection = 'decrease'\nactual.2024 = 1", True),
        ("actual.2024 = 1", False),  # has no target
    ],
)
def test_fail_under_without_a_completion(make: Make, keys: str, fails: bool) -> None:
    tracker = make(f"[indicators.a]\nname = 'A'\n{keys}")
    view = status_view(tracker, parse_period("2024"), ASKED)
    assert falls_under(view, tracker, 95) is fails


@pytest.mark.parametrize(
    ("keys", "period", "fails"),
    [
        ("rollup = 'sum'\nactual.2024-Q1 = 1", "2024", True),
        ("rollup = 'sum'\nactual.2024 = { value = 1, through = 2024-03-31 }", "2024", True),
        ("rollup = 'sum'\nactual.2024-Q1 = 1", "2024-Q1", True),  # of the year's five
        ("rollup = 'max'\nactual.2024-Q1 = 1", "2024", True),
        ("rollup = 'sum'\nactual.2024 = 1", "2024", False),
        ("rollup = 'sum'\nactual.2024 = { stated = { completion = 120 } }", "2024", False),
        ("rollup = 'last'\nactual.2024-Q1 = 1", "2024", False),  # may fall again
        ("rollup = 'max'\nactual.2024-Q1 = 1", "2024-Q1", False),
        ("direction = 'increase'\nrollup = 'sum'\nactual.2024-Q1 = 6", "2024", False),
    ],
)
def test_a_decrease_that_can_still_be_lost_is_under_any_floor(
    make: Make, keys: str, period: str, fails: bool
) -> None:
    more = "" if "direction" in keys else "direction = 'decrease'\n"
    target = "" if "stated" in keys else "target.2024 = 5\n"
    tracker = make(f"[indicators.a]\nname = 'A'\n{more}{target}{keys}")
    view = status_view(tracker, parse_period(period), ASKED)
    assert falls_under(view, tracker, 100) is fails


SETS = """
[tracker]
target = "province"
[indicators.a]
name = "A"
direction = "increase"
target.province.2024 = 90
target.council.2024 = 110
actual.2024 = 100
[indicators.b]
name = "B"
direction = "increase"
target.2024 = 10
actual.2024 = 10
"""


def test_a_set_that_is_only_stated_can_be_asked_for(make: Make) -> None:
    keys = (
        "actual.2024 = { value = 1, stated = { completion = { province = 5, council = 6 } } }"
    )
    tracker = make(f'[indicators.a]\nname = "A"\n{keys}')
    for name, percent in (("province", 5), ("council", 6)):
        asked = Question(LONG_AFTER, target_set=name)
        assert status_view(tracker, parse_period("2024"), asked).rows[0].completion == percent


def test_where_the_sets_disagree_the_row_says_so(make: Make) -> None:
    view = status_view(make(SETS), parse_period("2024"), ASKED)
    assert [(row.target_set, row.status, row.verdicts_differ) for row in view.rows] == [
        ("province", "exceeded", True),
        (None, "met", False),
    ]
    both = status_view(make(SETS), parse_period("2024"), Question(LONG_AFTER, target_set="all"))
    assert [(row.id, row.target_set) for row in both.rows] == [
        ("a", "province"),
        ("a", "council"),
        ("b", None),
    ]


def changes(make: Make, text: str, *periods: str) -> ComparisonView:
    return comparison_view(make(text), [parse_period(one) for one in periods], ASKED)


def test_a_comparison_counts_every_way_and_every_step(make: Make) -> None:
    view = changes(make, MIXED, "2023", "2024")
    assert [row.judgement for row in view.rows] == ["unchanged", "better", None, None, None]
    summary = view.summary
    assert (summary.better, summary.worse, summary.unchanged) == (1, 0, 1)
    assert (summary.not_judged, summary.without_counterpart) == (0, 3)
    assert view.rows[2].missing == ("2023",)
    three = changes(make, MIXED, "2022", "2023", "2024").rows[0]
    assert [(one.from_period, one.change) for one in three.steps] == [
        ("2022", None),
        ("2023", 0),
    ]


def test_what_a_period_between_lacks_changes_nothing_between_first_and_last(
    make: Make,
) -> None:
    keys = '[indicators.a]\nname = "A"\ndirection = "increase"\n'
    view = changes(make, keys + "actual.2022 = 1\nactual.2024 = 3", "2022", "2023", "2024")
    (row,) = view.rows
    assert (row.change, row.judgement, row.missing) == (2, "better", ("2023",))
    assert not row.is_alone
    assert (view.summary.better, view.summary.without_counterpart) == (1, 0)


@pytest.mark.parametrize(
    "keys", ['rollup = "sum"\nactual.2024-Q1 = 1', 'actual.2024 = 1\nbreaks.2024 = "new"']
)
def test_what_has_nothing_to_compare_is_counted_as_such_whatever_it_has(
    make: Make, keys: str
) -> None:
    # neither a part of a year nor a break makes "not comparable" of one figure alone
    view = changes(make, f'[indicators.a]\nname = "A"\n{keys}', "2023", "2024")
    (row,) = view.rows
    assert (row.is_alone, row.judgement) == (True, None)
    assert (view.summary.not_comparable, view.summary.without_counterpart) == (0, 1)


@pytest.mark.parametrize(
    ("keys", "judgement", "reason"),
    [
        ("actual.2023 = 1\nactual.2024 = 2", None, "direction neutral judges no change"),
        ("breaks.2024 = 'new'\nactual.2023 = 1\nactual.2024 = 2", "not_comparable", "break in 2024: new"),
        ("actual.2023 = 1\nactual.2024 = { value = 2, through = 2024-06-30 }", "not_comparable", "2024 is incomplete: known only through 2024-06-30"),
        ("rollup = 'sum'\nactual.2023-Q1 = 1\nactual.2024 = 2", "not_comparable", "2023 is incomplete: 1 of 4 quarters"),
        ("rollup = 'last'\ndirection = 'increase'\nactual.2023-Q1 = 1\nactual.2024 = 2", "better", None),
        ("direction = 'milestone'\nactual.2023 = false\nactual.2024 = true", "better", None),
        ("direction = 'milestone'\nactual.2023 = true\nactual.2024 = false", "worse", None),
        ("direction = 'milestone'\nactual.2023 = true\nactual.2024 = true", "unchanged", None),
        ("direction = 'maintain'\ntarget.2024 = 10\nactual.2023 = 5\nactual.2024 = 9", "better", None),
        ("direction = 'maintain'\nactual.2023 = 5\nactual.2024 = 9", None, "no band to be nearer to"),
        ("direction = 'maintain'\ntarget.2023 = 10\ntarget.2024 = 11\nactual.2023 = 5\nactual.2024 = 9", None, "the band itself changed"),
        ("direction = 'increase'\nactual.2023 = 5\nactual.2024 = { text = 'many' }", None, "nothing to compare: the source says only 'many' (2024)"),
    ],
)  # fmt: skip
def test_a_change_is_judged_or_says_why_not(
    make: Make, keys: str, judgement: str | None, reason: str | None
) -> None:
    (row,) = changes(make, f"[indicators.a]\nname = 'A'\n{keys}", "2023", "2024").rows
    assert (row.judgement, row.judgement_reason) == (judgement, reason)


def test_a_running_total_has_no_completion_in_a_comparison(make: Make) -> None:
    keys = (
        '[indicators.a]\nname = "A"\nrollup = "sum"\ntarget."2023..2025" = 9\n'
        "actual.2023 = 1\nactual.2024 = 2"
    )
    (row,) = changes(make, keys, "2023", "2024").rows
    assert [one.completion_reason for one in row.points] == [
        None,
        "measured over 2023..2024",
    ] or [one.completion for one in row.points] == [None, None]


numbers = st.decimals(min_value=-(10**6), max_value=10**6, places=2)


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=4))
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_comparing_back_takes_every_change_back(pairs: list[tuple[Decimal, Decimal]]) -> None:
    a, b = parse_period("2023"), parse_period("2024")
    tracker = Tracker(
        "T",
        indicators={
            f"i{n}": Indicator(
                f"i{n}", "I", direction="increase", actual={a: (Figure(x),), b: (Figure(y),)}
            )
            for n, (x, y) in enumerate(pairs)
        },
    )
    opposite = {"better": "worse", "worse": "better", "unchanged": "unchanged"}
    there = comparison_view(tracker, [a, b], ASKED)
    back = comparison_view(tracker, [b, a], ASKED)
    for one, other in zip(there.rows, back.rows, strict=True):
        assert one.change is not None
        assert other.change == -one.change
        assert other.judgement == opposite[str(one.judgement)]
    assert (there.summary.better, there.summary.worse) == (
        back.summary.worse,
        back.summary.better,
    )


def test_variances_stand_largest_first(make: Make) -> None:
    text = MIXED + '[indicators.f]\nname = "F"\ndirection = "increase"\ntarget.2024 = 8\n'
    view = variance_view(make(text), parse_period("2024"), ASKED)
    assert [row.id for row in view.rows] == ["b", "d", "a", "c"]  # -20, -20, -4 %; c has none
    assert (view.summary.favourable, view.summary.unfavourable) == (2, 1)
    assert view.summary.not_judged == 1
    assert view.notes == ("2 without a variance are not shown", "a target but no figure: F")


def test_variances_by_group_count_and_never_add(make: Make) -> None:
    view = variance_view(make(MIXED), parse_period("2024"), ASKED, by_group=True)
    assert [row.id for row in view.rows] == ["b", "a", "d", "c"]
    assert [(one.name, one.tally.rows) for one in view.groups] == [
        ("Second", 1),
        ("First", 1),
        (None, 2),
    ]
    everything = "[indicators.a]\nname = 'A'\ntarget.2024 = 1\nactual.2024 = 1\n"
    assert variance_view(make(everything), parse_period("2024"), ASKED).notes == ()


def detail(make: Make, keys: str, period: str | None = None, more: str = "") -> DetailView:
    tracker = make(f"[indicators.a]\nname = 'A'\n{keys}\n{more}")
    return detail_view(tracker, "a", ASKED, period=parse_period(period) if period else None)


def worked(view: DetailView, term: str) -> str:
    """A formula with its figures filled in, and its result."""
    (found,) = [one for one in view.formulas if one.term == term]
    shown = found.expression.format(**{key: f"{one:f}" for key, one in found.inputs.items()})
    result = None if found.result is None else found.result.quantize(D("0.01"))
    return f"{shown} = {result}"


@pytest.mark.parametrize(
    ("keys", "term", "expected"),
    [
        ("direction = 'increase'\ntarget.2024 = 420\nactual.2024 = 404", "completion", "404 / 420 × 100 = 96.19"),
        ("direction = 'increase'\ntarget.2024 = 420\nactual.2024 = 404", "remaining", "420 - 404 = 16.00"),
        ("direction = 'increase'\ntarget.2024 = 4\nactual.2024 = 5", "remaining", "nothing is missing = 0.00"),
        ("direction = 'decrease'\ntarget.2024 = 60\nactual.2024 = 80", "completion", "60 / 80 × 100 = 75.00"),
        ("direction = 'decrease'\ntarget.2024 = 60\nactual.2024 = 80", "remaining", "80 - 60 = 20.00"),
        ("direction = 'decrease'\nactual.2024 = { value = 63, stated = { completion = 95 } }", "implied target", "63 × 95 / 100 = 59.85"),
        ("direction = 'increase'\nactual.2024 = { value = 1154, stated = { completion = 119.2 } }", "implied target", "1154 / 119.2 × 100 = 968.12"),
        ("direction = 'increase'\nactual.2024 = { value = 1154, stated = { completion = 119.2 } }", "variance percent", "119.2 - 100 = 19.20"),
        ("direction = 'increase'\nactual.2024 = { value = 1154, stated = { completion = 119.2 } }", "completion", "as stated by the source = 119.20"),
        ("direction = 'milestone'\nactual.2024 = true", "completion", "reached = 100.00"),
        ("direction = 'milestone'\nactual.2024 = false", "completion", "not reached = 0.00"),
        ("direction = 'maintain'\ntarget.2024 = { min = 90, max = 110 }\nactual.2024 = 80", "completion", "80 / 90 × 100 = 88.89"),
        ("direction = 'maintain'\ntarget.2024 = { min = 90, max = 110 }\nactual.2024 = 80", "variance", "80 - 90 = -10.00"),
        ("direction = 'maintain'\ntarget.2024 = { min = 90, max = 110 }\nactual.2024 = 80", "remaining", "the distance to the nearest edge, 90 = 10.00"),
        ("direction = 'maintain'\ntarget.2024 = { min = 90, max = 110 }\nactual.2024 = 120", "completion", "110 / 120 × 100 = 91.67"),
        ("direction = 'maintain'\ntarget.2024 = { min = 90, max = 110 }\nactual.2024 = 100", "completion", "100 lies from 90 to 110 = 100.00"),
        ("direction = 'maintain'\ntarget.2024 = { min = 90, max = 110 }\nactual.2024 = 100", "variance", "inside the band = 0.00"),
        ("direction = 'increase'\nmethod = 'distance'\nbaseline.2020 = 50\ntarget.2024 = 100\nactual.2024 = 85", "completion", "(85 - 50) / (100 - 50) × 100 = 70.00"),
        ("direction = 'increase'\nbaseline.2020 = 50\ntarget.2024 = 100\nactual.2024 = 85", "progress", "(85 - 50) / (100 - 50) × 100 = 70.00"),
        ("direction = 'increase'\nrollup = 'sum'\ntarget.2024 = 100\nactual.2024 = { value = 70, through = 2024-09-30 }", "expected", "100 × 274 / 366 = 74.86"),
        ("direction = 'increase'\nbaseline.2023 = 50\ntarget.2024 = 100\nactual.2024 = { value = 70, through = 2024-09-30 }", "expected", "50 + (100 - 50) × 274 / 366 = 87.43"),
        ("direction = 'increase'\nunit = '%'\nactual.2024 = { count = 51, of = 68 }", "actual", "51 / 68 × 100 = 75.00"),
        ("direction = 'decrease'\nactual.2023 = 82\nactual.2024 = 63", "change 2023 → 2024", "63 - 82 = -19.00"),
        ("direction = 'decrease'\nactual.2023 = 82\nactual.2024 = 63", "change 2023 → 2024, percent", "(63 - 82) / 82 × 100 = -23.17"),
    ],
)  # fmt: skip
def test_a_formula_is_told_with_its_own_figures(
    make: Make, keys: str, term: str, expected: str
) -> None:
    assert worked(detail(make, keys, "2024"), term) == expected


def test_a_formula_without_a_result_says_why(make: Make) -> None:
    view = detail(make, "direction = 'maintain'\ntarget.2024 = 5", "2024")
    assert {one.reason for one in view.formulas} == {"no figure"}
    nothing = detail(make, "actual.2024 = 1")
    assert [one.reason for one in nothing.formulas] == ["no target"]


def test_the_period_of_the_formulas(make: Make) -> None:
    keys = "actual.2022 = 1\nactual.2023 = 2"
    assert detail(make, keys).period == "2023"
    head = "[tracker]\nperiod = 2030"
    assert detail(make, keys, more=head).period == "2023"  # the tracker's has nothing here
    assert detail(make, "note = 'x'", more=head).period == "2030"
    assert detail(make, keys, more="[tracker]\nperiod = 2022").period == "2022"


def test_the_trend_keeps_its_gaps_and_ends_with_a_figure(make: Make) -> None:
    view = detail(make, "actual.2020 = 1\nactual.2022 = 3\ntarget.2025 = 5", "2022")
    assert view.trend == (("2020", D(1)), ("2021", None), ("2022", D(3)))
    spans = detail(make, 'actual."2024-01..2024-09" = 5\ntarget.2024 = 9', "2024")
    assert spans.trend == (("2024", D(5)),)
    assert detail(make, 'actual."2024-01..2024-09" = 5', "2024").trend == ()


@pytest.mark.parametrize(
    ("rollup", "so_far"),
    [("sum", ()), ("last", (("2024", D(40)),))],
    ids=["half a sum reads as a fall", "a level compares"],
)
def test_a_sparkline_leaves_out_a_sum_that_is_not_whole(
    make: Make, rollup: str, so_far: tuple[tuple[str, D], ...]
) -> None:
    keys = (
        f"rollup = '{rollup}'\nactual = {{ 2022 = 70, 2023 = 74, 2024-Q1 = 30, 2024-Q2 = 40 }}"
    )
    view = detail(make, f"direction = 'increase'\ntarget.2024 = 80\n{keys}", "2024")
    assert view.trend == (("2022", D(70)), ("2023", D(74)), *so_far)


def test_a_derived_indicator_shows_the_periods_of_its_parts(make: Make) -> None:
    more = "[indicators.b]\nname = 'B'\nactual.2023 = 1\nactual.2024 = 2\n"
    view = detail(make, "sum = ['b']", more=more)
    assert [row.period for row in view.rows] == ["2023", "2024"]
    assert view.facts["derived"] == "sum of b"
    counted = detail(
        make, "met_of = '*'", more=more + "target.2024 = 2\n[tracker]\nperiod = 2024"
    )
    assert [row.period for row in counted.rows] == ["2024"]
    undated = detail(make, "met_of = '*'", more=more)
    assert undated.rows == ()


def test_every_setting_note_and_record_is_told(make: Make) -> None:
    view = detail(
        make,
        """
method = "distance"
rollup = "sum"
pace = "none"
weight = 2
owner = "Lan"
tags = ["x", "y"]
parts = ["b"]
includes = ["b"]
source = "report"
note = "a note"
breaks.2022 = "a break"
baseline.2020 = 1
target.x.2024 = { min = 1, max = 2 }
direction = "maintain"
actual.2024 = [
  { value = 1, date = 2024-01-01, stated = { completion = { x = 9 }, percent = 8, change = 7, change_percent = 6 } },
  { value = 2, date = 2024-02-01, by = { sex = { women = 1, men = { count = 1, of = 2 } } }, note = "n", source = "s" },
]
""",
        more="[indicators.b]\nname = 'B'\n",
    )
    assert view.facts == {
        "method": "distance",
        "rollup": "sum",
        "pace": "none",
        "weight": "2",
        "owner": "Lan",
        "tags": "x, y",
        "parts": "b",
        "includes": "b",
        "source": "report",
    }
    assert view.notes == ("a note", "break in 2022: a break")
    told = [(one.kind, one.period, one.counts) for one in view.records]
    assert told == [
        ("baseline", "2020", True),
        ("actual", "2024", False),
        ("actual", "2024", True),
        ("target x", "2024", True),
    ]
    assert view.records[1].stated == {
        "completion x": D(9),
        "percent": D(8),
        "change": D(7),
        "change percent": D(6),
    }
    assert view.records[2].by == {"sex": {"women": D(1), "men": D(50)}}
    assert (view.records[3].min, view.records[3].max) == (1, 2)


def test_the_python_api_gives_the_same_answers() -> None:
    tracking = kpitrack.load(str(ROOT / "data" / "indicators.toml"))
    day = dt.date(2026, 1, 1)
    status = tracking.status("2024", as_of=day)
    assert status == status_view(tracking.tracker, parse_period("2024"), Question(day))
    assert tracking.status().summary.met == status.summary.met
    assert tracking.status(groups=["budget"]).summary.rows == 3
    assert tracking.variance(by_group=True).by_group
    assert tracking.variance("2019", groups=["council"]).rows == ()
    (row,) = tracking.compare("2023", "2024", indicators=["poor-households"]).rows
    assert (row.change, row.judgement) == (-19, "better")
    grown = tracking.growth("2023", indicators=["urbanisation-rate"], as_of=day)
    assert [row.category for row in grown.rows] == ["limited_progress"]
    assert tracking.growth(indicators=["poor-households"]).rows[0].score == 5
    assert tracking.show("disbursement").period == "2024"
    assert tracking.show("disbursement", "2024").formulas[0].result
    for answer in (status, tracking.variance(), grown, tracking.show("disbursement")):
        assert answer._repr_html_().startswith("<section>")
    with pytest.raises(kpitrack.InputError) as caught:
        tracking.show("disbursment")
    assert isinstance(caught.value.mistakes[0], kpitrack.Mistake)
    assert kpitrack.Tracking is type(tracking)


def test_what_the_package_does_not_have_it_says() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = kpitrack.nothing  # type: ignore[attr-defined]


def test_the_api_finds_the_tracker_as_the_command_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT / "docs")
    assert kpitrack.load().tracker.title.startswith("Sơn La")


def test_a_comparison_of_one_period_is_refused(make: Make) -> None:
    with pytest.raises(InputError, match="two periods or more"):
        changes(make, MIXED, "2024")


def test_statuses_are_counted_in_their_order(make: Make) -> None:
    counts = list(status_view(make(MIXED), parse_period("2024"), ASKED).summary.counts)
    assert counts == [one for one in STATUSES if one in counts]


def pace_lines(make: Make, keys: str, as_of: str = "2024-07-10") -> dict[str, str]:
    """The formulas of pace by their terms, filled in as `show` prints them."""
    from kpitrack.render.detail import filled_in
    from kpitrack.render.sheet import Manner

    tracker = make(f'[indicators.a]\nname = "A"\ndirection = "increase"\n{keys}')
    question = Question(dt.date.fromisoformat(as_of))
    view = detail_view(tracker, "a", question, period=parse_period("2024"))
    return {
        one.term: filled_in(one, Manner())
        for one in view.formulas
        if one.term.split()[0] in ("expected", "ahead", "remaining", "projected")
    }


def test_show_works_out_every_measure_of_pace(make: Make) -> None:
    keys = 'rollup = "sum"\ntarget.2024 = 366\nactual.2024-Q1 = 91\nactual.2024-Q2 = 100\n'
    assert pace_lines(make, keys) == {
        "remaining": "366 - 191",
        "expected": "366 × 182 / 366",
        "ahead": "191 - 182",
        "ahead days": "191 is expected after 191 days - 182",
        "remaining each": "175 / 2 quarters",
        "projected": "n/a: 2 figures make no projection; it needs two whole earlier years, or 6 figures",
    }
    shape = "".join(f"actual.{year}-H1 = 1\nactual.{year}-H2 = 3\n" for year in (2022, 2023))
    seasonal = pace_lines(make, keys + 'pace = "seasonal"\n' + shape)
    assert seasonal["expected"] == "366 × 2 / 8, by then and in all of 2022, 2023"
    assert seasonal["projected"] == "191 × 8 / 2, by the shape of earlier years"
    assert seasonal["projected low"] == "764 × 1, the least in 2022, 2023"


def test_show_works_out_a_path_and_what_is_there_already(make: Make) -> None:
    level = 'rollup = "last"\nbaseline.2023 = 10\ntarget.2024 = 20\n'
    months = "".join(f"actual.2024-{month:02} = {10 + month}\n" for month in range(1, 7))
    path = pace_lines(make, level + months)
    assert path["expected"] == "10 + (20 - 10) × 182 / 366"
    assert path["projected"] == "10 + (16 - 10) × 366 / 182, straight on"
    assert path["remaining each"] == "4 / 6 months"
    there = pace_lines(make, level + "actual.2024-H1 = 30\n")
    assert there["ahead days"] == "the whole target is there, at least 366 - 182"
    assert there["remaining each"] == "n/a: no later period has anything left to bring"


def test_show_says_why_there_is_no_course_and_nothing_when_the_time_is_over(make: Make) -> None:
    keys = 'rollup = "sum"\npace = "none"\ntarget.2024 = 366\nactual.2024-H1 = 100\n'
    assert pace_lines(make, keys) == {
        "remaining": "366 - 100",
        "expected": "n/a: pace none: nothing is expected before the end",
        "remaining each": "266 / 1 half",
    }
    assert list(pace_lines(make, "target.2024 = 5\nactual.2024 = 4")) == ["remaining"]


def test_show_says_what_a_qualifier_or_a_standstill_leaves_open(make: Make) -> None:
    keys = 'rollup = "sum"\ntarget.2024 = 366\n'
    over = "actual.2024 = { value = 360, through = 2024-06-30, qualifier = 'over' }"
    lines = pace_lines(make, keys + over)
    assert lines["remaining each"] == "n/a: the verdict is open, and so is what is missing"
    still = 'rollup = "last"\nbaseline.2023 = 10\ntarget.2024 = 10\nactual.2024-H1 = 9\n'
    lines = pace_lines(make, still)
    assert lines["ahead days"] == "n/a: the plan expects the same on every day"


def test_before_all_data_the_first_figure_is_named(make: Make) -> None:
    tracker = make('[indicators.a]\nname = "A"\nactual.2021 = 1\nactual.2020-05 = 1')
    early = Question(dt.date(2019, 1, 1))
    assert default_period(tracker, early.as_of) == parse_period("2020-05")
    view = status_view(tracker, parse_period("2021"), early)
    told = "nothing was known on 2019-01-01: the first figure is that of 2020-05"
    assert view.notes == (told,)
    nothing = make('[indicators.a]\nname = "A"\ntarget.2021 = 1')
    notes = status_view(nothing, parse_period("2021"), early).notes
    assert notes == ("no figures for 2021: there are no figures at all",)


def test_nothing_so_far_has_no_factors(make: Make) -> None:
    earlier = "".join(f"actual.{year}-H1 = 1\nactual.{year}-H2 = 3\n" for year in (2022, 2023))
    keys = f'rollup = "sum"\ntarget.2024 = 366\nactual.2024-H1 = 0\n{earlier}'
    assert "projected low" not in pace_lines(make, keys)


def test_many_periods_are_told_by_the_first_and_the_last(make: Make) -> None:
    months = "".join(f"actual.2023-{month:02} = 1\n" for month in range(1, 13))
    tracker = make(f'[indicators.a]\nname = "A"\n{months}')
    view = status_view(tracker, parse_period("2019"), Question(dt.date(2024, 1, 1)))
    assert view.notes == (
        "no figures for 2019: there are figures for 2023-01, 2023-02, ... 2023-12",
    )


@pytest.mark.parametrize("rollup", ["sum", "mean", "max", "min"])
def test_a_period_known_in_part_never_compares_as_if_it_were_whole(
    make: Make, rollup: str
) -> None:
    keys = "actual.2023-Q1 = 1\nactual.2023-Q2 = 2\nactual.2023-Q3 = 3\nactual.2023-Q4 = 4\n"
    tracker = make(
        f'[indicators.a]\nname = "A"\nrollup = "{rollup}"\ndirection = "increase"\n{keys}'
        "actual.2024-Q1 = 5\nactual.2024-Q3 = 6\n"
    )
    periods = [parse_period("2023"), parse_period("2024")]
    (row,) = comparison_view(tracker, periods, Question(dt.date(2026, 1, 1))).rows
    assert (row.change, row.judgement) == (None, "not_comparable")
    assert row.change_reason == "2024 is incomplete: 2 of 4 quarters"
    assert row.points[1].coverage == "2 of 4 quarters"


def test_the_latest_of_a_period_known_in_part_compares_and_is_marked(make: Make) -> None:
    tracker = make(
        '[indicators.a]\nname = "A"\nrollup = "last"\ndirection = "increase"\nactual.2023 = 1\n'
        "actual.2024-Q1 = 5\nactual.2024-Q3 = 6\n"
    )
    periods = [parse_period("2023"), parse_period("2024")]
    (row,) = comparison_view(tracker, periods, Question(dt.date(2026, 1, 1))).rows
    assert (row.change, row.judgement) == (5, "better")
    assert row.points[1].through == dt.date(2024, 9, 30)


@given(a=st.integers(-999, 999), b=st.integers(-999, 999))
def test_a_comparison_turned_round_is_its_opposite(a: int, b: int) -> None:
    history = {
        parse_period("2023"): (Figure(Decimal(a)),),
        parse_period("2024"): (Figure(Decimal(b)),),
    }
    indicator = Indicator("a", "A", direction="increase", actual=history)
    tracker = Tracker(title="", indicators={"a": indicator})
    there, back = (
        comparison_view(tracker, periods, Question(dt.date(2026, 1, 1))).rows[0]
        for periods in (list(history), list(reversed(history)))
    )
    assert there.change is not None
    assert back.change is not None
    assert there.change == -back.change
    opposite = {"better": "worse", "worse": "better", "unchanged": "unchanged"}
    assert there.judgement == opposite[str(back.judgement)]
