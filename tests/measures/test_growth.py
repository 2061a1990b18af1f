"""Growth seen and growth needed: compound where a rate exists, else in a straight line."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrack.measures.growth import compound_growth, course, growth_ratio, linear_growth
from kpitrack.measures.quantity import Quantity, Undefined
from kpitrack.model.figure import Qualifier

D = Decimal
unhurried = settings(deadline=None)
"""Roots of 90 digits under coverage may take long, and are no slower for being right."""


def q(text: str | Decimal, qualifier: Qualifier | None = None) -> Quantity:
    return Quantity(D(text), qualifier)


def rate(start: str, end: str, years: int) -> Decimal:
    found = compound_growth(q(start), q(end), years)
    assert isinstance(found, Quantity)
    return found.value


@pytest.mark.parametrize(
    ("start", "end", "years", "percent"),
    [
        ("100", "103.0225", 2, "1.5"),  # 1.015², a threshold that a float misses by a hair
        ("1", "8", 3, "100"),  # doubled three times
        ("1", "2", 1, "100"),
        ("80", "80", 7, "0"),
        ("3", "0", 4, "-100"),  # all gone
        ("0.000001", "1000000", 12, "900"),  # ten times a year
        ("100", "25", 2, "-50"),
    ],
)
def test_a_rate_that_comes_out_even_is_exact(
    start: str, end: str, years: int, percent: str
) -> None:
    assert rate(start, end, years) == D(percent)


# Statistics Canada, progress measures of 2025: growth a year, negated where less is better.
@pytest.mark.parametrize(
    ("start", "end", "years", "published"),
    [
        ("90", "93.2", 6, "0.005839995229728112"),  # 1.3.1, children covered
        ("14.3", "12.0", 8, "-0.021680632810150535"),  # 10.2.1
        ("4541.92", "27670.78", 7, "0.2945287587775951"),  # 10.b.1
        ("24940747", "26617188", 6, "0.010901371753663236"),  # 11.6.1
        ("99.47", "99.57", 6, "0.00016748456325199612"),  # 1.4.1, mobile network
        ("0.314", "0.3", 8, "-0.005685092259251845"),  # CIF 10.1.1
        ("895.7", "2089.3", 5, "0.18458886501215588"),  # CIF 13.4.1
    ],
)
def test_a_compound_rate_is_the_published_one(
    start: str, end: str, years: int, published: str
) -> None:
    assert rate(start, end, years) / 100 == pytest.approx(D(published), abs=D("1e-15"))


@pytest.mark.parametrize(
    ("start", "end", "reason"),
    [
        ("0", "5", "no compound rate starts at 0 or below"),
        ("-2", "-1", "no compound rate starts at 0 or below"),
        ("5", "-1", "no compound rate leads below 0"),
    ],
)
def test_no_compound_rate_leads_from_nothing_or_below_it(
    start: str, end: str, reason: str
) -> None:
    assert compound_growth(q(start), q(end), 3) == Undefined(reason)


@pytest.mark.parametrize(
    ("start", "end", "years", "step"),
    [("0", "12", 4, "3"), ("-40", "-10", 5, "6"), ("10", "0", 4, "-2.5"), ("7", "7", 3, "0")],
)
def test_a_straight_line_goes_the_same_step_each_year(
    start: str, end: str, years: int, step: str
) -> None:
    assert linear_growth(q(start), q(end), years) == q(step)


@pytest.mark.parametrize(
    ("start", "end", "qualifier"),
    [
        (q("100"), q("120", "over"), "over"),
        (q("100", "over"), q("120"), "under"),
        (q("100", "at most"), q("120", "over"), "over"),
        (q("100", "over"), q("120", "over"), "about"),
    ],
)
def test_a_growth_is_as_uncertain_as_its_ends(
    start: Quantity, end: Quantity, qualifier: Qualifier
) -> None:
    compound = compound_growth(start, end, 2)
    assert isinstance(compound, Quantity)
    assert compound.qualifier == qualifier
    assert linear_growth(start, end, 2).qualifier == qualifier


@pytest.mark.parametrize(
    ("base", "current", "target", "seen", "needed", "why"),
    [
        ("100", "121", "144", "10", "20", None),  # two years of two, one doubled
        ("0", "6", "24", "3", "12", "no compound rate starts at 0"),
        ("-40", "-16", "-10", "12", "15", "no compound rate starts at -40"),
        ("10", "-4", "20", "-7", "5", "no compound rate leads to -4"),
        ("10", "7", "0", "-1.5", "-5", "no compound rate leads to 0"),
        ("10", "7", "-2", "-1.5", "-6", "no compound rate leads to -2"),
        ("10", "0", "40", "-100", "100", None),  # all lost in two years is a rate
    ],
)
def test_both_growths_follow_one_model(
    base: str, current: str, target: str, seen: str, needed: str, why: str | None
) -> None:
    way = course(q(base), q(current), 2, q(target), 2)
    assert way.needed is not None
    assert (way.seen.value, way.needed.value) == (D(seen), D(needed))
    assert way.why_linear == why
    assert way.model == ("compound" if why is None else "linear")


def test_without_a_target_nothing_is_needed() -> None:
    way = course(q("100"), q("121"), 2)
    assert (way.seen.value, way.needed, way.model) == (D(10), None, "compound")


@pytest.mark.parametrize(
    ("seen", "needed", "percent"),
    [("3", "4", "75"), ("-3", "-4", "-75"), ("3", "-4", "75"), ("-3", "4", "-75")],
)
def test_the_ratio_keeps_the_sign_of_the_growth_seen(
    seen: str, needed: str, percent: str
) -> None:
    assert growth_ratio(q(seen), q(needed)) == q(percent)


def test_no_ratio_where_no_growth_is_needed() -> None:
    assert growth_ratio(q("3"), q("0")) == Undefined(
        "the target equals the base, so no growth is needed"
    )


figures = st.decimals("0.01", "1000000", places=2)
years = st.integers(1, 40)
rates = st.decimals("-0.5", "0.9", places=3)


@unhurried
@given(figures, figures, years, st.integers(1, 10**6))
def test_a_rate_does_not_depend_on_the_unit(
    start: Decimal, end: Decimal, n: int, factor: int
) -> None:
    assert compound_growth(q(start), q(end), n) == compound_growth(
        q(start * factor), q(end * factor), n
    )


@unhurried
@given(figures, rates, st.integers(1, 8))
def test_a_figure_that_grows_by_a_rate_is_found_to_grow_by_it(
    start: Decimal, growth: Decimal, n: int
) -> None:
    end = start
    for _ in range(n):
        end = end * (1 + growth)
    found = compound_growth(q(start), q(end), n)
    assert isinstance(found, Quantity)
    assert found.value == pytest.approx(growth * 100, abs=D("1e-20"))


@unhurried
@given(figures, figures, years)
def test_growing_there_and_back_ends_where_it_began(
    start: Decimal, end: Decimal, n: int
) -> None:
    there, back = compound_growth(q(start), q(end), n), compound_growth(q(end), q(start), n)
    assert isinstance(there, Quantity)
    assert isinstance(back, Quantity)
    assert (1 + there.value / 100) * (1 + back.value / 100) == pytest.approx(
        D(1), abs=D("1e-20")
    )


@unhurried
@given(st.decimals("-1000", "1000", places=2), st.decimals("-1000", "1000", places=2), years)
def test_a_straight_line_arrives(start: Decimal, end: Decimal, n: int) -> None:
    assert start + linear_growth(q(start), q(end), n).value * n == pytest.approx(
        end, abs=D("1e-20")
    )


@unhurried
@given(
    st.decimals("-1000", "1000", places=1),
    st.decimals("-1000", "1000", places=1),
    st.integers(1, 20),
    st.integers(1, 20),
)
def test_on_a_straight_path_the_ratio_is_all_of_it(
    base: Decimal, step: Decimal, seen: int, needed: int
) -> None:
    way = course(
        q(min(base, D(0))), q(min(base, D(0)) + step * seen), seen,
        q(min(base, D(0)) + step * needed), needed,
    )  # fmt: skip
    assert way.needed is not None
    ratio = growth_ratio(way.seen, way.needed)
    if step == 0:
        assert isinstance(ratio, Undefined)
    else:
        assert ratio == q(100 if step > 0 else -100)
