"""Progress, variance, change, implied targets, score and pace, each with its source."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpitrack.measures.change import (
    break_between,
    change,
    change_percent,
    judge_band_change,
    judge_change,
)
from kpitrack.measures.implied import ImpliedTarget, implied_target
from kpitrack.measures.progress import progress
from kpitrack.measures.quantity import Quantity, Undefined
from kpitrack.measures.score import group_score
from kpitrack.measures.variance import (
    band_variance,
    favour,
    relative,
    variance,
    variance_percent,
)
from kpitrack.model.figure import Figure, Qualifier
from kpitrack.model.indicator import Direction, Indicator
from kpitrack.model.period import parse_period

D = Decimal
Q = Quantity


def amount(text: str, qualifier: Qualifier | None = None) -> Quantity:
    return Quantity(D(text), qualifier)


def shown(result: Quantity | Undefined, digits: str = "0.0001") -> Decimal | None:
    return result.value.quantize(D(digits)) if isinstance(result, Quantity) else None


@pytest.mark.parametrize(
    ("actual", "target", "baseline", "percent"),
    [
        ("85", "100", "50", "70.0000"),  # 35 of 50
        ("130", "100", "200", "70.0000"),  # 70 of the way down of 100
        ("40", "100", "50", "-20.0000"),  # moved away
        ("120", "100", "50", "140.0000"),  # went past
        ("-4", "-2", "-10", "75.0000"),  # below zero, where a ratio would mislead
    ],
)
def test_progress_is_the_part_of_the_way_gone(
    actual: str, target: str, baseline: str, percent: str
) -> None:
    assert shown(progress(amount(actual), amount(target), amount(baseline))) == D(percent)


def test_progress_needs_a_way_to_go() -> None:
    result = progress(amount("5"), amount("50"), amount("50"))
    assert isinstance(result, Undefined)
    assert "equals the target" in result.reason


def test_a_qualifier_turns_on_the_way_down() -> None:
    result = progress(amount("130", "over"), amount("100"), amount("200"))
    assert isinstance(result, Quantity)
    assert result.qualifier == "under"


def test_variance_is_actual_less_target() -> None:
    assert variance(amount("404"), amount("420")).value == D(-16)  # seed fact s034
    assert shown(variance_percent(amount("404"), amount("420"))) == D("-3.8095")
    assert isinstance(variance_percent(amount("1"), amount("0")), Undefined)


@pytest.mark.parametrize(
    ("actual", "expected"),
    [("85", "-5"), ("90", "0"), ("100", "0"), ("110", "0"), ("112", "2")],
)
def test_variance_of_a_band_is_to_its_nearest_edge(actual: str, expected: str) -> None:
    assert band_variance(amount(actual), D(90), D(110)).value == D(expected)


def test_a_qualified_actual_in_a_band_may_lie_outside() -> None:
    assert band_variance(amount("100", "over"), D(90), D(110)).qualifier == "about"


def test_a_difference_relative_to_nothing_is_undefined() -> None:
    assert shown(relative(amount("5"), amount("50"))) == D("10.0000")
    assert isinstance(relative(amount("5"), amount("0")), Undefined)


@pytest.mark.parametrize(
    ("direction", "difference", "expected"),
    [
        ("increase", amount("1"), "favourable"),
        ("increase", amount("-1"), "unfavourable"),
        ("decrease", amount("-1"), "favourable"),
        ("decrease", amount("1"), "unfavourable"),
        ("maintain", amount("1"), "unfavourable"),
        ("maintain", amount("-1"), "unfavourable"),
        ("increase", amount("1", "over"), "favourable"),
    ],
)
def test_a_variance_is_favourable_by_direction(
    direction: Direction, difference: Quantity, expected: str
) -> None:
    assert favour(direction, difference) == expected


@pytest.mark.parametrize(
    ("direction", "difference", "reason"),
    [
        ("neutral", amount("1"), "direction neutral judges no variance"),
        ("increase", amount("0"), "on target"),
        ("increase", amount("-1", "over"), "'over' leaves the side open"),
    ],
)
def test_a_variance_may_be_neither(
    direction: Direction, difference: Quantity, reason: str
) -> None:
    result = favour(direction, difference)
    assert isinstance(result, Undefined)
    assert result.reason == reason


def test_change_of_the_poor_households() -> None:
    # the report: 63 households, down 19, down 23.2 % from 2023 (seed check c03)
    assert change(amount("82"), amount("63")).value == D(-19)
    assert shown(change_percent(amount("82"), amount("63"))) == D("-23.1707")
    assert judge_change("decrease", amount("-19")) == "better"


def test_change_from_zero_has_no_percentage() -> None:
    assert isinstance(change_percent(amount("0"), amount("5")), Undefined)
    assert isinstance(change_percent(amount("-5"), amount("5")), Undefined)


@pytest.mark.parametrize(
    ("direction", "difference", "expected"),
    [
        ("increase", amount("1"), "better"),
        ("increase", amount("-1"), "worse"),
        ("decrease", amount("1"), "worse"),
        ("neutral", amount("0"), "unchanged"),
    ],
)
def test_a_change_is_judged_by_direction(
    direction: Direction, difference: Quantity, expected: str
) -> None:
    assert judge_change(direction, difference) == expected


def test_some_changes_are_not_judged() -> None:
    assert isinstance(judge_change("neutral", amount("1")), Undefined)
    assert isinstance(judge_change("increase", amount("1", "about")), Undefined)


def test_for_a_band_nearer_is_better() -> None:
    assert judge_band_change(amount("120"), amount("112"), D(90), D(110)) == "better"
    assert judge_band_change(amount("112"), amount("80"), D(90), D(110)) == "worse"
    assert judge_band_change(amount("95"), amount("105"), D(90), D(110)) == "unchanged"
    qualified = judge_band_change(amount("95", "over"), amount("105"), D(90), D(110))
    assert isinstance(qualified, Undefined)


def test_a_break_lies_between_the_years_before_it_and_its_own() -> None:
    year = {text: parse_period(text) for text in ("2021", "2022", "2023", "2024")}
    indicator = Indicator("a", "A", breaks={year["2023"]: "New poverty standard"})
    assert break_between(indicator, year["2022"], year["2023"]) == (
        year["2023"],
        "New poverty standard",
    )
    assert break_between(indicator, year["2024"], year["2022"]) is not None
    assert break_between(indicator, year["2021"], year["2022"]) is None
    assert break_between(indicator, year["2023"], year["2024"]) is None


numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=3)


@given(numbers, numbers)
def test_change_there_and_back_cancel(a: Decimal, b: Decimal) -> None:
    assert change(Q(a), Q(b)).value == -change(Q(b), Q(a)).value


@given(numbers, numbers, st.sampled_from(["increase", "decrease"]))
def test_what_is_better_one_way_is_worse_the_other(
    a: Decimal, b: Decimal, direction: Direction
) -> None:
    opposite = {"better": "worse", "worse": "better", "unchanged": "unchanged"}
    there = judge_change(direction, change(Q(a), Q(b)))
    back = judge_change(direction, change(Q(b), Q(a)))
    assert isinstance(there, str)
    assert opposite[there] == back


@pytest.mark.parametrize(
    ("value", "qualifier", "stated", "point", "low", "high"),
    [
        # seed fact s017: 968.1208 from 967.2956 to 968.9467, and 995.6859 ...
        ("1154", None, "119.2", "968.1208", "967.2956", "968.9467"),
        ("1154", None, "115.9", "995.6859", "994.8254", "996.5473"),
        # seed fact s009: 50.037 from 49.9261 to 50.1484
        ("135.1", None, "270", "50.0370", "49.9261", "50.1484"),
        # seed fact s018: 536.3551 from 536.1019 on; 'over' leaves the upper side open
        ("568", "over", "105.9", "536.3551", "536.1019", None),
        ("568", "at most", "105.9", "536.3551", None, "536.6084"),  # 568 / 1.0585
        ("568", "about", "105.9", "536.3551", None, None),
    ],
)
def test_the_target_that_a_stated_completion_implies(
    value: str,
    qualifier: Qualifier | None,
    stated: str,
    point: str,
    low: str | None,
    high: str | None,
) -> None:
    implied = implied_target("increase", Figure(D(value), qualifier=qualifier), D(stated))
    assert isinstance(implied, ImpliedTarget)
    digits = D("0.0001")
    assert implied.point == Quantity(implied.point.value, qualifier)
    assert implied.point.value.quantize(digits) == D(point)
    assert (implied.low.quantize(digits) if implied.low else None) == (D(low) if low else None)
    assert (implied.high.quantize(digits) if implied.high else None) == (
        D(high) if high else None
    )


def test_for_a_decrease_the_implied_target_gives_the_stated_completion_back() -> None:
    # completion is target / actual there, so 63 at 95 % means a target of 59.85
    implied = implied_target("decrease", Figure(D(63)), D(95))
    assert isinstance(implied, ImpliedTarget)
    assert implied.point.value == D("59.85")
    assert implied.low is not None
    assert implied.high is not None
    assert implied.low < D("59.85") < implied.high


@pytest.mark.parametrize(
    ("direction", "figure", "stated"),
    [
        ("increase", Figure(), "95"),
        ("milestone", Figure(True), "95"),
        ("maintain", Figure(D(5)), "95"),
        ("increase", Figure(D(-5)), "95"),
        ("increase", Figure(D(5)), "0"),
    ],
)
def test_some_figures_imply_no_target(
    direction: Direction, figure: Figure, stated: str
) -> None:
    assert isinstance(implied_target(direction, figure, D(stated)), Undefined)


amounts = st.decimals(min_value=1, max_value=10**6, places=1)


@given(amounts, st.decimals(min_value=1, max_value=500, places=1))
def test_an_implied_target_lies_within_its_interval(value: Decimal, stated: Decimal) -> None:
    assume(stated > D("0.05"))
    for direction in ("increase", "decrease"):
        implied = implied_target(direction, Figure(value), stated)  # type: ignore[arg-type]
        assert isinstance(implied, ImpliedTarget)
        assert implied.low is not None
        assert implied.high is not None
        assert implied.low < implied.point.value < implied.high


def test_the_score_holds_each_completion_between_0_and_100() -> None:
    one = D(1)
    assert group_score([(D(270), one), (D(50), one)]) == 75
    assert group_score([(D(-20), one), (D(50), one)]) == 25
    assert group_score([(D(100), D(3)), (D(60), one)]) == 90


def test_no_completion_gives_no_score() -> None:
    assert group_score([]) is None
    assert group_score([(D(50), D(0))]) is None


@given(
    st.lists(st.tuples(numbers, st.decimals(min_value=1, max_value=9, places=0)), min_size=1)
)
def test_a_score_lies_between_0_and_100(scored: list[tuple[Decimal, Decimal]]) -> None:
    score = group_score(scored)
    assert score is not None
    assert 0 <= score <= 100
