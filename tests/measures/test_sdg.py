"""The progress measure of Open SDG, held against what Statistics Canada published with it.

The published scores come from Open SDG's code, whose line through the scores is rounded to
four decimals (7.1429 for 50/7): they are right to 0.0001, and so is the comparison here.
"""

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kpitrack.measures.growth import Course, course
from kpitrack.measures.quantity import Quantity, Undefined
from kpitrack.measures.sdg import (
    WITH_TARGET,
    WITHOUT_TARGET,
    Category,
    Measured,
    against_target,
    categorized,
    scaling_factor,
    undecided,
    without_target,
)
from kpitrack.measures.verdict import outcomes
from kpitrack.model.figure import Qualifier
from kpitrack.model.indicator import Direction

D = Decimal
unhurried = settings(deadline=None)
"""Roots of 90 digits under coverage may take long, and are no slower for being right."""


def q(text: str | Decimal, qualifier: Qualifier | None = None) -> Quantity:
    return Quantity(D(text), qualifier)


def held(
    direction: Direction, base: str, current: str, target: str, seen: int, needed: int
) -> Measured:
    way = course(q(base), q(current), seen, q(target), needed)
    return against_target(direction, way, outcomes(direction, q(current), D(target)))


def grown(
    direction: Direction, base: str, current: str, years: int, limit: str | None = None
) -> Measured:
    way = course(q(base), q(current), years)
    return without_target(direction, way, None if limit is None else D(limit))


# Statistics Canada, progress measures of 2025: the global indicators and, as CIF, its own.
@pytest.mark.parametrize(
    ("direction", "base", "since", "current", "at", "target", "by", "ratio", "score", "category"),
    [
        # 1.2.1, poverty
        ("decrease", "14.5", 2015, "10.2", 2023, "7.25", 2030,
         "0.9525901792032172", "2.5185563910306596", "substantial_progress"),
        # 1.4.1, drinking water
        ("increase", "98.82", 2015, "99.04", 2022, "100", 2030,
         "0.4013545340426752", "-0.8276760630043856", "limited_progress"),
        # 1.4.1, proficiency in grade 4: unchanged
        ("increase", "92", 2015, "92", 2019, "100", 2030, "0", "-2.5", "limited_progress"),
        # 1.4.1, sanitation
        ("increase", "82.6", 2015, "83.9", 2022, "100", 2030,
         "0.1741314538877581", "-1.7744464710858785", "limited_progress"),
        # 3.4.1, hypertension
        ("decrease", "4.2", 2015, "4.8", 2023, "2.8", 2030,
         "-0.631127621940452", "-5", "deterioration"),
        # 3.4.1, diseases of the heart
        ("decrease", "143.8", 2015, "144.4", 2023, "95.87", 2030,
         "-0.019522792355431022", "-2.5813456189073745", "deterioration"),
        # 3.4.2, suicide
        ("decrease", "12.3", 2015, "9.5", 2023, "8.2", 2030,
         "1.1913757275999413", "4.22417768467362", "substantial_progress"),
        # 3.6.1, road deaths
        ("decrease", "5.8", 2015, "4.4", 2023, "2.9", 2030,
         "0.7516267359757476", "1.0830946124011671", "moderate_progress"),
        # 4.1.1, reading: far more than needed
        ("increase", "95.74", 2016, "98.78", 2021, "100", 2030,
         "2.013663857423966", "5", "substantial_progress"),
        # 4.1.2, completion
        ("increase", "87", 2016, "91", 2021, "100", 2030,
         "0.9033585465578208", "2.1668997622078576", "moderate_progress"),
        # 4.2.2, participation
        ("increase", "98", 2016, "93", 2020, "100", 2030,
         "-9.006813262549052", "-5", "deterioration"),
        # 11.1.1, housing
        ("decrease", "10", 2018, "10.4", 2022, "0.1", 2030,
         "-0.030916728428577435", "-2.6288207323433537", "deterioration"),
        # 11.2.1, one year only
        ("increase", "8.2", 2023, "8.4", 2024, "100", 2030,
         "0.05679393189022746", "-2.263356723992989", "limited_progress"),
        # CIF 11.1.1, another year to be there by
        ("decrease", "26866", 2016, "36058", 2024, "13433", 2028,
         "-0.6675781357974336", "-5", "deterioration"),
        # CIF 11.3.1, another base
        ("increase", "63", 2005, "74", 2020, "85", 2030,
         "0.8949392974311927", "2.106761907621266", "moderate_progress"),
        # CIF 11.6.1, waste
        ("decrease", "699", 2014, "683.4", 2022, "490", 2030,
         "0.12830416881599752", "-1.9653950197943832", "limited_progress"),
        # CIF 12.1.1, zero-emission vehicles
        ("increase", "0.37", 2015, "14.63", 2024, "60", 2030,
         "1.249622415033452", "4.640227948342444", "substantial_progress"),
        # CIF 14.2.1: the base was past the target, and has fallen short of it since
        ("increase", "68.5534591194968", 2015, "46.7336683417085", 2023, "55", 2026,
         "-2.3587220377696703", "-5", "deterioration"),
        # CIF 15.4.1, marine area
        ("increase", "10.1", 2015, "13.7", 2023, "30", 2030,
         "0.5160064971944834", "-0.34995572813974585", "limited_progress"),
        # CIF 15.5.1: achieved, so the score is the highest whatever the ratio is
        ("decrease", "70", 2015, "68", 2021, "100", 2030,
         "0.20028868698657923", "5", "target_achieved"),
    ],
)  # fmt: skip
def test_progress_towards_a_target_is_the_published_one(
    direction: Direction,
    base: str,
    since: int,
    current: str,
    at: int,
    target: str,
    by: int,
    ratio: str,
    score: str,
    category: Category,
) -> None:
    found = held(direction, base, current, target, at - since, by - since)
    assert isinstance(found.ratio, Quantity)
    assert found.ratio.value / 100 == pytest.approx(D(ratio), abs=D("1e-12"))
    assert found.score == pytest.approx(D(score), abs=D("0.0001"))
    assert found.category == category


# Statistics Canada, as above: without a target.
@pytest.mark.parametrize(
    ("direction", "base", "current", "years", "limit", "score", "category"),
    [
        ("increase", "90", "93.2", 6, "100",  # 1.3.1, children covered, near the limit
         "2.815386645395768", "substantial_progress"),
        ("increase", "93.4", "92.7", 4, "100",  # 1.3.1, pensions
         "-2.7348688404414103", "deterioration"),
        ("increase", "85.07", "83.42", 7, "100",  # 1.3.1, injury
         "-2.84926753467944", "deterioration"),
        ("increase", "99.47", "99.57", 6, "100",  # 1.4.1, mobile network, very near it
         "0.5456262610658811", "moderate_progress"),
        ("increase", "0.0301738416160583", "0.0273307155637678", 8, None,  # 1.a.1
         "-4.036790503525745", "deterioration"),
        ("increase", "62.39", "61.89", 8, None,  # 1.a.2
         "-2.6256616437948637", "deterioration"),
        ("decrease", "14.3", "12.0", 8, None,  # 10.2.1: over 2 % a year
         "5", "substantial_progress"),
        ("increase", "1.01", "0.81", 9, None,  # 10.5.1: under -2 % a year
         "-5", "deterioration"),
        ("increase", "45.36", "53.22", 9, None,  # 10.5.1, liquid assets
         "3.957265191218312", "substantial_progress"),
        ("decrease", "5.31", "5.27", 9, None,  # 10.5.1, loans
         "-2.0800946026235367", "limited_progress"),
        ("increase", "4.55", "4.67", 9, None,  # 10.5.1, capital
         "-1.0516931870983548", "limited_progress"),
        ("decrease", "8.1", "7.3", 8, None,  # 3.5.2, alcohol
         "1.9786489441860633", "moderate_progress"),
        ("increase", "76.9", "77.1", 6, "100",  # 3.b.1, diphtheria
         "-2.1855343809280647", "limited_progress"),
        ("increase", "80.3", "85.1", 6, "100",  # 3.b.1, pneumococcal
         "2.810019550190604", "substantial_progress"),
        ("increase", "83", "84", 9, "100",  # 4.3.1, 15 to 19 years
         "-1.316953662009193", "limited_progress"),
        ("increase", "40", "43", 9, "100",  # 4.3.1, 20 to 24 years, far from the limit
         "0.8021034575522341", "moderate_progress"),
        ("increase", "66.6", "71.4", 7, "100",  # CIF 1.2.1
         "1.739752850099936", "moderate_progress"),
        ("decrease", "178.8", "171.9", 9, None,  # CIF 1.3.1
         "-0.3183871936347482", "limited_progress"),
        ("increase", "69300", "74200", 8, None,  # CIF 1.4.1
         "0.8941186286653147", "moderate_progress"),
        ("decrease", "0.314", "0.3", 8, None,  # CIF 10.1.1
         "0.17127306481296123", "moderate_progress"),
        ("increase", "79.82", "80", 5, "100",  # CIF 15.1.1
         "-2.1437311547039553", "limited_progress"),
        ("increase", "79", "79", 1, "100",  # CIF 16.1.1, unchanged
         "-2.5", "limited_progress"),
        ("decrease", "87.93", "77.78", 8, None,  # CIF 16.6.1
         "2.6075756245539417", "substantial_progress"),
    ],
)  # fmt: skip
def test_progress_without_a_target_is_the_published_one(
    direction: Direction,
    base: str,
    current: str,
    years: int,
    limit: str | None,
    score: str,
    category: Category,
) -> None:
    found = grown(direction, base, current, years, limit)
    assert found.score == pytest.approx(D(score), abs=D("1e-11"))
    assert found.category == category
    assert found.ratio == Undefined("no target to hold the growth against")


def test_a_target_that_was_always_met_is_achieved_without_a_ratio() -> None:
    # Statistics Canada, 1.4.1, clean fuels: 100 in 2015 and 2022, target 100, score 5
    found = held("increase", "100", "100", "100", 7, 15)
    assert (found.score, found.category) == (D(5), "target_achieved")
    assert found.ratio == Undefined("the target equals the base, so no growth is needed")


def test_a_target_equal_to_the_base_and_lost_since_has_no_category() -> None:
    why = Undefined("the target equals the base, so no growth is needed")
    assert held("increase", "100", "98", "100", 7, 15) == undecided(why)


# The thresholds and cut-offs of the methodology's tables and figures 1 and 2.
@pytest.mark.parametrize(
    ("ratio", "score", "category"),
    [
        ("-60", "-5", "deterioration"),
        ("-600", "-5", "deterioration"),
        ("-0.0000001", "-2.500000004166666667", "deterioration"),
        ("0", "-2.5", "limited_progress"),
        ("59.9999999", "-0.000000004166666667", "limited_progress"),
        ("60", "0", "moderate_progress"),
        ("94.9999999", "2.499999992857142857", "moderate_progress"),
        ("95", "2.5", "substantial_progress"),
        ("130", "5", "substantial_progress"),
        ("1300", "5", "substantial_progress"),
    ],
)
def test_score_and_category_turn_at_the_same_ratio(
    ratio: str, score: str, category: Category
) -> None:
    way = Course(q("1"), "compound", q(ratio), q("100"))
    found = against_target("increase", way, frozenset({"unmet"}))
    assert found.score == pytest.approx(D(score), abs=D("1e-18"))
    assert found.category == category
    assert found.steps == WITH_TARGET


@pytest.mark.parametrize(
    ("growth", "score", "category"),
    [
        ("-2", "-5", "deterioration"),
        ("-20", "-5", "deterioration"),
        ("-1", "-3.75", "deterioration"),
        ("0", "-2.5", "limited_progress"),
        ("0.25", "-1.25", "limited_progress"),
        ("0.5", "0", "moderate_progress"),
        ("1", "1.25", "moderate_progress"),
        ("1.5", "2.5", "substantial_progress"),
        ("2", "5", "substantial_progress"),
        ("20", "5", "substantial_progress"),
    ],
)
def test_without_a_target_both_turn_at_the_same_rate(
    growth: str, score: str, category: Category
) -> None:
    found = without_target("increase", Course(q("1"), "compound", q(growth), None), None)
    assert (found.score, found.category) == (D(score), category)
    assert (found.steps, found.scaling) == (WITHOUT_TARGET, D(1))


@pytest.mark.parametrize(
    ("direction", "base", "limit", "factor"),
    [
        ("increase", "50", None, "1"),
        ("increase", "100", "100", "0"),  # at the limit
        ("increase", "90", "100", "0.3736"),  # 1 - 0.9^4.44
        ("increase", "50", "100", "0.9539"),
        ("decrease", "10", "10", "0"),
        ("decrease", "11", "10", "0.3736"),  # as near as 90 to 100
        ("decrease", "20", "10", "1"),  # twice the limit and more
        ("decrease", "35", "10", "1"),
        ("decrease", "3", "0", "1"),  # a natural lowest of 0 is far from everything
        ("decrease", "3", "-10", "1"),
    ],
)
def test_the_scaling_factor_shrinks_towards_the_limit(
    direction: Direction, base: str, limit: str | None, factor: str
) -> None:
    found = scaling_factor(direction, D(base), None if limit is None else D(limit))
    assert isinstance(found, Decimal)
    assert found.quantize(D("0.0001")) == D(factor)


@pytest.mark.parametrize(
    ("direction", "base", "limit"),
    [("increase", "101", "100"), ("decrease", "9", "10"), ("increase", "5", "0")],
)
def test_a_base_beyond_the_limit_gives_no_category(
    direction: Direction, base: str, limit: str
) -> None:
    why = Undefined(f"the base {base} lies beyond the limit {limit}")
    found = grown(direction, base, base, 3, limit)
    assert (found.score, found.category) == (why, why)


@pytest.mark.parametrize(
    ("current", "score", "category"),
    [("100", "5", "substantial_progress"), ("99", "-3.75", "deterioration")],
)
def test_a_base_at_the_limit_is_kept_or_lost(
    current: str, score: str, category: Category
) -> None:
    found = grown("increase", "100", current, 1, "100")
    assert (found.score, found.category) == (D(score), category)


@pytest.mark.parametrize(
    ("direction", "reason"),
    [
        ("neutral", "direction neutral: no judgement"),
        ("maintain", "a band is kept: no direction of growth is better"),
        ("milestone", "a milestone has no growth, it is reached or not"),
    ],
)
def test_no_direction_is_assumed(direction: Direction, reason: str) -> None:
    why = Undefined(reason)
    assert held(direction, "10", "12", "20", 2, 5) == undecided(why)
    assert grown(direction, "10", "12", 2).category == why


def test_a_target_of_zero_is_walked_to_in_a_straight_line() -> None:
    # Open SDG would put 0.001 in its place, and call these 10 of 30 points a tenth of them
    found = held("decrease", "30", "20", "0", 5, 15)
    assert found.ratio == q("100")
    assert found.category == "substantial_progress"


def test_without_a_target_a_straight_line_has_no_thresholds() -> None:
    why = Undefined("without a target the measure needs a rate: no compound rate starts at 0")
    assert grown("increase", "0", "5", 2) == Measured(
        Undefined("no target to hold the growth against"), why, why
    )


def test_a_zero_that_is_reached_counts() -> None:
    assert grown("decrease", "5", "0", 3).category == "substantial_progress"
    assert held("decrease", "5", "0", "0", 3, 9).category == "target_achieved"


def test_what_has_no_course_has_no_category_unless_the_target_is_achieved() -> None:
    why = Undefined("only one figure")
    assert against_target("increase", why, frozenset({"unmet"})) == undecided(why)
    assert without_target("increase", why, None).category == why
    achieved = against_target("increase", why, frozenset({"met"}))
    assert (achieved.ratio, achieved.score, achieved.category) == (why, D(5), "target_achieved")


@pytest.mark.parametrize(
    ("value", "category"),
    [
        (q("95", "over"), "substantial_progress"),
        (q("95", "at least"), "substantial_progress"),
        (q("94", "over"), None),
        (q("120", "under"), None),
        (q("120", "about"), None),
        (q("0", "under"), "deterioration"),
        (q("0", "nearly"), "deterioration"),
        (q("0", "at most"), None),
        (q("-1", "at most"), "deterioration"),
        (q("-1", "over"), None),
    ],
)
def test_a_qualifier_leaves_the_category_open_where_it_decides(
    value: Quantity, category: Category | None
) -> None:
    expected = category or Undefined(f"'{value.qualifier}' leaves it open")
    assert categorized(value, WITH_TARGET) == expected


def test_a_qualified_growth_has_no_score() -> None:
    way = course(q("100"), q("150", "over"), 2, q("200"), 4)
    found = against_target("increase", way, frozenset({"unmet"}))
    assert found.category == "substantial_progress"
    assert found.score == Undefined("'over' leaves it open")


def test_a_qualifier_that_leaves_the_target_open_leaves_the_category_open() -> None:
    why = Undefined("a qualifier leaves open whether the target is achieved")
    way = course(q("100"), q("190", "over"), 2, q("200"), 4)
    found = against_target("increase", way, outcomes("increase", q("190", "over"), D(200)))
    assert (found.score, found.category) == (why, why)
    assert isinstance(found.ratio, Quantity)


figures = st.decimals("0.1", "10000", places=1)
years = st.integers(1, 30)
directions = st.sampled_from(("increase", "decrease"))


@unhurried
@given(directions, figures, figures, figures, years, years, st.integers(1, 1000))
def test_another_unit_changes_no_progress(
    direction: Direction,
    base: Decimal,
    current: Decimal,
    target: Decimal,
    seen: int,
    needed: int,
    factor: int,
) -> None:
    as_written = held(direction, f"{base}", f"{current}", f"{target}", seen, needed)
    scaled = [f"{one * factor}" for one in (base, current, target)]
    assert held(direction, *scaled, seen, needed) == as_written  # type: ignore[call-arg, arg-type]


@unhurried
@given(figures, st.decimals("0.001", "0.5", places=3), st.integers(1, 5), st.integers(1, 5))
def test_exactly_on_the_path_the_ratio_is_all_of_it(
    base: Decimal, growth: Decimal, seen: int, left: int
) -> None:
    current = base * (1 + growth) ** seen
    target = base * (1 + growth) ** (seen + left)
    assume(current < target)
    found = held("increase", f"{base}", f"{current}", f"{target}", seen, seen + left)
    assert isinstance(found.ratio, Quantity)
    assert found.ratio.value == pytest.approx(D(100), abs=D("1e-18"))
    assert found.category == "substantial_progress"


@unhurried
@given(figures, figures, years)
def test_the_other_direction_turns_the_progress_round(
    base: Decimal, current: Decimal, n: int
) -> None:
    up = grown("increase", f"{base}", f"{current}", n)
    down = grown("decrease", f"{base}", f"{current}", n)
    assume(base != current)
    assert "deterioration" in (up.category, down.category)
    assert up.category != down.category


@unhurried
@given(st.lists(st.decimals("-200", "200", places=3), min_size=2, max_size=2, unique=True))
def test_a_better_ratio_never_scores_less(ratios: list[Decimal]) -> None:
    low, high = (
        against_target(
            "increase", Course(q("1"), "compound", q(one), q("100")), frozenset({"unmet"})
        ).score
        for one in sorted(ratios)
    )
    assert isinstance(low, Decimal)
    assert isinstance(high, Decimal)
    assert -5 <= low <= high <= 5


@unhurried
@given(figures, figures)
def test_a_limit_only_ever_asks_less(base: Decimal, limit: Decimal) -> None:
    for direction in ("increase", "decrease"):
        factor = scaling_factor(direction, base, limit)  # type: ignore[arg-type]
        assert isinstance(factor, Undefined) or 0 <= factor <= 1


def test_thresholds_near_a_limit_are_scaled_ones() -> None:
    found = grown("increase", "90", "93.2", 6, "100")
    assert found.steps is not None
    shown = [
        one.quantize(D("0.0001")) for one in (found.steps.substantial, found.steps.moderate)
    ]
    assert shown == [D("0.5604"), D("0.1868")]  # 1.5 and 0.5 times 0.3736
