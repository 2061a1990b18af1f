"""Breakdowns: a category measured like the whole, and what none of the categories holds."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpitrack.measures.assess import assess
from kpitrack.measures.breakdown import Breakdown, Rest, broken_down
from kpitrack.measures.parts import categories_of, totals, with_total
from kpitrack.measures.quantity import Quantity, Undefined
from kpitrack.measures.wanted import Wanted
from kpitrack.model.figure import Figure
from kpitrack.model.period import parse_period
from kpitrack.model.tracker import Tracker
from tests.conftest import LONG_AFTER

Make = Callable[[str], Tracker]
Cut = Callable[..., Breakdown]
D = Decimal

HEAD = 'name = "A"\nunit = "people"\ndirection = "increase"\nrollup = "sum"\n'


@pytest.fixture
def cut(make: Make) -> Cut:
    """Breaks the indicator `a` down by sex, in 2024 unless another period is said."""

    def from_keys(
        keys: str,
        period: str = "2024",
        *,
        head: str = HEAD,
        as_of: dt.date = LONG_AFTER,
        by: str = "sex",
        target_set: str | None = None,
    ) -> Breakdown:
        tracker = make(f"[indicators.a]\n{head}{keys}\n")
        one = tracker.indicators["a"]
        whole = assess(tracker, one, parse_period(period), as_of, target_set)
        found = broken_down(tracker, whole, by, as_of)
        assert found is not None
        return found

    return from_keys


def actuals(found: Breakdown) -> dict[str, Decimal | None]:
    return {
        name: one.asked.number.value if isinstance(one.asked.number, Quantity) else None
        for name, one in found.parts
    }


def targets(found: Breakdown) -> dict[str, Decimal | None]:
    return {
        name: one.target.number.value
        if isinstance(one.target, Wanted) and one.target.number
        else None
        for name, one in found.parts
    }


QUARTERS = """
actual.2024-Q1 = { value = 190, by = { sex = { women = 104, men = 86 } } }
actual.2024-Q2 = { value = 210, by = { sex = { women = 118, men = 92 } } }
actual.2024-Q3 = { value = 205, by = { sex = { women = 113, men = 92 } } }
actual.2024-Q4 = { value = 183, by = { sex = { women = 101, men = 82 } } }
target.2024 = { value = 800, by = { sex = { women = 440, men = 360 } } }
"""


def test_categories_are_rolled_up_and_judged_like_their_whole(cut: Cut) -> None:
    # 104 + 118 + 113 + 101 = 436 and 86 + 92 + 92 + 82 = 352, together 788
    found = cut(QUARTERS)
    assert actuals(found) == {"women": 436, "men": 352}
    assert targets(found) == {"women": 440, "men": 360}
    assert (found.rest, found.target_rest) == (Rest(D(0)), Rest(D(0)))
    completions = [one.completion for _, one in found.parts]
    assert [round(one.value, 2) for one in completions if isinstance(one, Quantity)] == [
        D("99.09"),  # 436 / 440
        D("97.78"),  # 352 / 360
    ]
    assert [one.status for _, one in found.parts] == ["nearly_met", "nearly_met"]


def test_a_category_missing_in_a_quarter_is_incomplete_and_so_is_a_total_of_parts(
    cut: Cut,
) -> None:
    found = cut("""
actual.2024-Q1 = { by = { sex = { women = 10, men = 10 } } }
actual.2024-Q2 = { by = { sex = { women = 10 } } }
actual.2024-Q3 = { by = { sex = { women = 10, men = 10 } } }
actual.2024-Q4 = { by = { sex = { women = 10, men = 10 } } }
target.2024 = 80
""")
    assert actuals(found) == {"women": 40, "men": 30}
    assert [one.asked.coverage for _, one in found.parts] == [None, "3 of 4 quarters"]
    assert found.whole.asked.coverage == "3 of 4 quarters"
    assert found.whole.asked.number == Quantity(D(60))  # 20 + 20 + 20, the second is open
    assert found.rest == Undefined("the parts are known for other days than the total")


@pytest.mark.parametrize(
    ("keys", "rest"),
    [
        # 412 - 219 - 181 = 12 of whom the sex was not noted
        ("actual.2024 = { value = 412, by = { sex = { women = 219, men = 181 } } }", Rest(D(12))),
        # parts of 420 exceed their total of 412 by 8
        ("actual.2024 = { value = 412, by = { sex = { women = 219, men = 201 } } }", Rest(D(-8))),
        # all of them rounded: 5.1 + 5.2 = 10.3 for 10.2 is within three halves of 0.1
        ("actual.2024 = { value = 10.2, by = { sex = { women = 5.1, men = 5.2 } } }", Rest(D(0))),
        ("actual.2024 = { value = 10.2, by = { sex = { women = 5.1, men = 5.3 } } }", Rest(D("-0.2"))),
        # zero is a number
        ("actual.2024 = { value = 0, by = { sex = { women = 0, men = 0 } } }", Rest(D(0))),
        ("actual.2024 = 412\nactual.2023 = { value = 1, by = { sex = { women = 1 } } }", Undefined("no part has a figure")),
        ("actual.2024 = { value = 412, qualifier = 'over', by = { sex = { women = 219, men = 181 } } }", Undefined("a qualifier leaves open what the parts make")),
        ("actual.2023 = { value = 1, by = { sex = { women = 1 } } }", Undefined("no figure", "there are figures for 2023")),
        # so far, up to the same day: 30 - 10 - 15
        ("actual.2024 = { value = 30, through = 2024-06-30, by = { sex = { women = 10, men = 15 } } }", Rest(D(5))),
        # the whole year's 100 and a first half's women: 70 are not broken down
        ("actual.2024 = 100\nactual.2024-H1 = { value = 50, by = { sex = { women = 30 } } }", Rest(D(70))),
    ],
)  # fmt: skip
def test_what_no_category_holds(cut: Cut, keys: str, rest: Rest | Undefined) -> None:
    assert cut(keys).rest == rest


SHARE = 'name = "A"\nunit = "%"\ndirection = "increase"\nrollup = "sum"\n'
LEVEL = 'name = "A"\nunit = "USD"\nrollup = "last"\n'
PLAIN = 'name = "A"\nunit = "USD"\n'
MEAN = 'name = "A"\nunit = "people"\nrollup = "mean"\n'


@pytest.mark.parametrize(
    ("head", "keys", "rest"),
    [
        # 60 of 80, of which women 30 of 40 and men 20 of 30: 10 of 10 are left
        (SHARE, "actual.2024 = { count = 60, of = 80, by = { sex = { women = { count = 30, of = 40 }, men = { count = 20, of = 30 } } } }", Rest(D(10), D(10))),
        (SHARE, "actual.2024 = { count = 60, of = 80, by = { sex = { women = { count = 30, of = 40 }, men = { count = 30, of = 50 } } } }", Rest(D(0), D(-10))),
        (SHARE, "actual.2024 = { count = 60, of = 80, by = { sex = { women = 70, men = 80 } } }", Undefined("percentages do not add up; count and of in each part do")),
        (SHARE, "actual.2024 = { value = 75, by = { sex = { women = 70, men = 80 } } }", Undefined("percentages do not add up; count and of in each part do")),
        # without a rollup it may be one; parts that no average could have exceed it
        (PLAIN, "actual.2024 = { value = 1472, by = { sex = { women = 1400, men = 1520 } } }", Undefined("the total lies among its parts, as an average does", 'rollup = "sum" says that parts add up, "mean" or "last" that they need not')),
        (PLAIN, "actual.2024 = { value = 100, by = { sex = { women = 60, men = 50 } } }", Rest(D(-10))),
        (PLAIN, "actual.2024 = { value = 100, by = { sex = { women = 100, men = 0 } } }", Rest(D(0))),
        # a median of the whole lies among those of its parts
        (LEVEL, "actual.2024 = { value = 1472, by = { sex = { women = 1300, men = 1600 } } }", Undefined("the total lies among its parts, which need not add up to it")),
        (LEVEL, "actual.2024 = { value = 300, by = { sex = { women = 100, men = 150 } } }", Rest(D(50))),
        # at the year's end men are those of November: not of the same day as the total
        (LEVEL, "actual.2024-11 = { value = 300, by = { sex = { women = 100, men = 150 } } }\nactual.2024-12 = { value = 300, by = { sex = { women = 100 } } }", Undefined("the parts are known for other days than the total")),
        # of a mean, 60 and 40 of both halves leave 20; women of one half alone leave nothing
        (MEAN, "actual.2024-H1 = { value = 90, by = { sex = { women = 30, men = 20 } } }\nactual.2024-H2 = { value = 30, by = { sex = { women = 30, men = 0 } } }", Rest(D(20))),
        (MEAN, "actual.2024-Q1 = { value = 90, by = { sex = { women = 30, men = 20 } } }\nactual.2024-Q2 = { value = 30, by = { sex = { men = 0 } } }\nactual.2024-Q3 = { value = 30, by = { sex = { women = 10, men = 0 } } }", Undefined("the parts are known for other days than the total")),
        # counts of shares add up whatever quarter lacks a part: 60 of 100 less 10 of 20
        (SHARE, "actual.2024-H1 = { count = 30, of = 50, by = { sex = { women = { count = 10, of = 20 } } } }\nactual.2024-H2 = { count = 30, of = 50 }", Rest(D(50), D(80))),
        ('name = "A"\nrollup = "max"\n', "actual.2024-H1 = { value = 9, by = { sex = { women = 4, men = 4 } } }\nactual.2024-H2 = { value = 8, by = { sex = { women = 3, men = 4 } } }", Undefined("highest and lowest values do not add up")),
    ],
)  # fmt: skip
def test_what_does_not_add_up_leaves_no_rest(
    cut: Cut, head: str, keys: str, rest: Rest | Undefined
) -> None:
    assert cut(keys, head=head).rest == rest


def test_a_rest_exceeds_when_its_count_or_its_whole_is_below_nought() -> None:
    rests = [Rest(D(-1)), Rest(D(1), D(-1)), Rest(D(0)), Rest(D(1), D(1))]
    assert [one.exceeds for one in rests] == [True, True, False, False]


@pytest.mark.parametrize(
    ("keys", "rest"),
    [
        ("target.2024 = { value = 400, by = { sex = { women = 220, men = 200 } } }", Rest(D(-20))),
        # women alone have a target of their own: 180 are promised for nobody by name
        ("target.2024 = { value = 400, by = { sex = { women = 220 } } }", Rest(D(180))),
        ('target.2024 = { value = 400, qualifier = "about", by = { sex = { women = 220 } } }', Undefined("a qualifier leaves open what the parts make")),
        ("target.2024 = 400", Undefined("no category has a target")),
        ("actual.2023 = 3", Undefined("no target")),
        ('target."2022..2025" = 900\ntarget.2024 = 400\ntarget.2022 = { value = 5, by = { sex = { women = 5 } } }', Undefined("no category has a target")),
        ("actual.2024 = { value = 9, stated = { completion = 90 }, by = { sex = { women = 5 } } }", Undefined("the target is no single published number")),
        ('target."2022..2025" = { value = 900, by = { sex = { women = 500 } } }\ntarget.2024 = 400', Undefined("the targets are of other periods than the total's")),
    ],
)  # fmt: skip
def test_what_no_categorys_target_holds(cut: Cut, keys: str, rest: Rest | Undefined) -> None:
    more = "actual.2022 = { value = 5, by = { sex = { women = 3, men = 2 } } }\n"
    assert cut(more + keys).target_rest == rest


def test_a_percentages_target_leaves_no_rest(cut: Cut) -> None:
    found = cut("target.2024 = { value = 75, by = { sex = { women = 80 } } }", head=SHARE)
    assert isinstance(found.target_rest, Undefined)
    assert targets(found) == {"women": 80}


def test_a_target_whose_parts_lack_one_is_open(cut: Cut) -> None:
    found = cut("""
target.2023 = { by = { sex = { women = 5, men = 5 } } }
target.2024 = { by = { sex = { women = 7 } } }
actual.2024 = { value = 9, by = { sex = { women = 8, men = 1 } } }
""")
    assert found.whole.completion == Undefined("its parts by sex lack men")
    assert (found.whole.status, found.whole.status_reason) == (
        "undetermined", "its parts by sex lack men",
    )  # fmt: skip
    assert found.target_rest == Undefined("the target is no single published number")
    assert targets(found) == {"women": 7, "men": None}


def test_a_category_without_a_target_of_its_own_has_none(cut: Cut) -> None:
    found = cut("""
target.2024 = { value = 400, by = { sex = { women = 220 } } }
actual.2024 = { value = 400, by = { sex = { women = 200, men = 200 } } }
""")
    assert [one.status for _, one in found.parts] == ["partly_met", "no_target"]


def test_each_set_has_its_own_targets_by_category(cut: Cut) -> None:
    keys = """
target.donor.2024 = { value = 400, by = { sex = { women = 220 } } }
target.state.2024 = { value = 300, by = { sex = { women = 160, men = 140 } } }
actual.2024 = { value = 400, by = { sex = { women = 200, men = 200 } } }
"""
    assert targets(cut(keys, target_set="donor")) == {"women": 220, "men": None}
    assert targets(cut(keys, target_set="state")) == {"women": 160, "men": 140}


def test_parts_are_those_known_on_the_day_and_a_revision_without_parts_has_none(
    cut: Cut,
) -> None:
    keys = """
actual.2024 = [
  { value = 10, date = 2025-01-10, by = { sex = { women = 6, men = 4 } } },
  { value = 12, date = 2025-02-10, by = { sex = { women = 7, men = 5 } } },
  { value = 13, date = 2025-03-10 },
]
target.2024 = [
  { value = 20, date = 2024-01-01, by = { sex = { women = 10, men = 10 } } },
  { value = 24, date = 2025-02-01, by = { sex = { women = 12, men = 12 } } },
]
"""
    days = [dt.date(2025, 1, 9), dt.date(2025, 1, 31), dt.date(2025, 2, 28), LONG_AFTER]
    assert [list(actuals(cut(keys, as_of=day)).values()) for day in days] == [
        [None, None], [6, 4], [7, 5], [None, None],
    ]  # fmt: skip
    assert [list(targets(cut(keys, as_of=day)).values()) for day in days] == [
        [10, 10], [10, 10], [12, 12], [12, 12],
    ]  # fmt: skip


def test_parts_carry_the_qualifier_the_status_and_the_day_of_their_figure(cut: Cut) -> None:
    found = cut("""
actual.2024 = { value = 412, qualifier = "about", status = "estimated", through = 2024-11-30, by = { sex = { women = 219, men = 193 } } }
""")
    women = found.parts[0][1].asked
    assert women.number == Quantity(D(219), "about")
    assert (women.status, women.through) == ("estimated", dt.date(2024, 11, 30))


def test_a_baseline_is_broken_down_too(cut: Cut) -> None:
    found = cut("""
baseline.2023 = { value = 10, by = { sex = { women = 6, other = 4 } } }
target.2024 = { value = 30, by = { sex = { women = 16 } } }
actual.2024 = { value = 20, by = { sex = { women = 11 } } }
""")
    women, other = (one for _, one in found.parts)
    assert women.progress == Quantity(D(50))  # from 6 to 11 of the way to 16
    assert other.asked.number == Undefined("no figure")


def test_a_repeating_target_repeats_for_each_category(cut: Cut) -> None:
    keys = 'target.2024 = { value = 30, each = "month", by = { sex = { women = 20, men = 10 } } }\nactual.2024-03 = { value = 29, by = { sex = { women = 18, men = 11 } } }'
    assert targets(cut(keys, "2024-03")) == {"women": 20, "men": 10}


def test_a_sum_held_against_a_longer_target_runs_from_its_start_for_each_category(
    cut: Cut,
) -> None:
    found = cut("""
target."2023..2025" = { value = 90, by = { sex = { women = 50 } } }
actual.2023 = { value = 20, by = { sex = { women = 12, men = 8 } } }
actual.2024 = { value = 30, by = { sex = { women = 16, men = 14 } } }
""")
    compared = [one.observation.number for _, one in found.parts]
    # men have no target, and are told of the same years as the whole: 8 + 14
    assert compared == [Quantity(D(28)), Quantity(D(22))]
    assert [one.status for _, one in found.parts] == ["at_risk", "no_target"]  # 28 of 33.3
    assert found.rest == Rest(D(0))


def test_a_category_with_a_longer_target_than_its_whole_is_told_of_other_days(cut: Cut) -> None:
    found = cut("""
target."2023..2025" = { value = 90, by = { sex = { women = 50 } } }
target.2024 = 30
actual.2023 = { value = 20, by = { sex = { women = 12, men = 8 } } }
actual.2024 = { value = 30, by = { sex = { women = 16, men = 14 } } }
""")
    assert [one.observation.number for _, one in found.parts] == [
        Quantity(D(28)), Quantity(D(14)),
    ]  # fmt: skip
    assert found.rest == Undefined("the parts are known for other days than the total")


DERIVED = """
[indicators.cost]
name = "Cost"
unit = "USD"
rollup = "sum"
actual.2024 = { value = 1000, by = { sex = { women = 600, men = 400 }, place = { x = 1000 } } }
[indicators.more]
name = "More"
unit = "USD"
rollup = "sum"
actual.2024 = { value = 50, by = { sex = { women = 20, other = 30 } } }
[indicators.people]
name = "People"
unit = "people"
rollup = "sum"
actual.2024 = { value = 250, by = { sex = { women = 120, men = 130 } } }
[indicators.all]
name = "All"
unit = "USD"
sum = ["cost", "more"]
[indicators.each]
name = "Each"
unit = "USD per person"
direction = "decrease"
ratio = ["all", "people"]
target.2024 = { value = 4, by = { sex = { women = 5 } } }
[indicators.met]
name = "Met"
unit = "indicators"
met_of = "*"
"""


def test_derived_indicators_are_derived_again_for_each_category(make: Make) -> None:
    tracker = make(DERIVED)
    dimensions = {
        one: categories_of(tracker, tracker.indicators[one]) for one in ("all", "each", "met")
    }
    assert dimensions == {
        "all": {"sex": ("women", "men", "other")},
        "each": {"sex": ("women", "men", "other")},
        "met": {},
    }
    whole = assess(tracker, tracker.indicators["each"], parse_period("2024"), LONG_AFTER)
    found = broken_down(tracker, whole, "sex", LONG_AFTER)
    assert found is not None
    women, men, other = (one for _, one in found.parts)
    assert isinstance(women.asked.number, Quantity)
    assert round(women.asked.number.value, 6) == D("5.166667")  # (600 + 20) / 120
    assert women.status == "nearly_met"  # 5 / 5.1667 = 96.8 %
    assert men.asked.number == Undefined("no figure for all")  # more has no men
    assert other.asked.number == Undefined("no figure for all, people")
    assert found.rest == Undefined("the parts of a ratio do not add up")
    assert broken_down(tracker, whole, "place", LONG_AFTER) is None


PARTS = st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=6)
SHARES = st.lists(
    st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=1, max_size=6
)  # fmt: skip


@given(PARTS)
def test_the_total_of_a_complete_dimension_is_the_sum_of_its_parts(
    values: list[Decimal],
) -> None:
    parts = {str(place): Figure(one) for place, one in enumerate(values)}
    made = with_total(Figure(by={"d": parts}), {"d": tuple(parts)}, True)
    assert made.value == sum(values)
    assert made.total_of == "d"


@given(SHARES)
def test_the_share_of_the_whole_is_never_a_mean_of_percentages(
    shares: list[tuple[int, int]],
) -> None:
    parts = {str(place): Figure(count=D(a), of=D(b)) for place, (a, b) in enumerate(shares)}
    made = with_total(Figure(by={"d": parts}), {"d": tuple(parts)}, False)
    assert (made.count, made.of) == (sum(a for a, _ in shares), sum(b for _, b in shares))
    ratios = [D(a) / D(b) for a, b in shares]
    assert made.count is not None
    assert made.of is not None
    # the mediant lies among its shares
    assert min(ratios) - D("1e-20") <= made.count / made.of <= max(ratios) + D("1e-20")


@given(PARTS, st.integers(0, 5))
def test_no_total_is_made_where_a_category_is_missing(
    values: list[Decimal], place: int
) -> None:
    parts = {str(one): Figure(value) for one, value in enumerate(values)}
    figure = Figure(by={"d": parts})
    made = with_total(figure, {"d": (*parts, "missing")}, True)
    assert (made.value, made.no_total) == (None, "its parts by d lack missing")
    assert totals(figure, {"d": (*parts, "missing")}, True) == {}
    assert with_total(figure, {"d": tuple(parts)}, False) == figure


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None
)
@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=4, max_size=4))
def test_rolling_up_and_adding_categories_commute(
    cut: Cut, quarters: list[tuple[int, int]]
) -> None:
    figures = "\n".join(
        f"actual.2024-Q{n} = {{ by = {{ sex = {{ women = {women}, men = {men} }} }} }}"
        for n, (women, men) in enumerate(quarters, start=1)
    )
    found = cut(figures)
    assert found.rest == Rest(D(0))
    assert found.whole.asked.number == Quantity(D(sum(map(sum, quarters))))
