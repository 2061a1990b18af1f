"""What holds for every tracker: rounded sums are never accused, and nothing is a fault."""

import datetime as dt
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrack.checks.rules.terms import TERMS
from kpitrack.checks.view import CheckView, check_view
from kpitrack.model.figure import Figure, Stated, Target
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import parse_period
from kpitrack.model.tracker import Tracker
from kpitrack.render.form import CheckFormat
from kpitrack.render.formats import rendered
from kpitrack.render.sheet import Manner
from kpitrack.views.question import Question

YEAR = parse_period("2024")
QUARTERS = [parse_period(f"2024-Q{n}") for n in range(1, 5)]
DAY = dt.date(2025, 6, 30)

numbers = st.decimals(-(10**9), 10**9, places=4)
above_zero = st.decimals("0.01", 10**9, places=2)
digits = st.integers(0, 3)


def rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places))


def errors(tracker: Tracker, *only: str) -> list[str]:
    view = check_view(tracker, YEAR, Question(DAY), only=only)
    return [
        str(one.message) for one in view.findings if not one.held and one.severity == "error"
    ]


def tracker(*indicators: Indicator) -> Tracker:
    return Tracker("T", indicators={one.id: one for one in indicators})


@given(st.lists(numbers, min_size=4, max_size=4), digits, digits)
def test_a_year_that_was_added_before_rounding_agrees_with_its_rounded_quarters(
    values: list[Decimal], fine: int, coarse: int
) -> None:
    total = rounded(sum(values, Decimal(0)), coarse)
    parts = [rounded(one, fine) for one in values]
    figures = dict(zip(QUARTERS, ((Figure(one),) for one in parts), strict=True))
    by = {"quarter": {str(n): Figure(one) for n, one in enumerate(parts)}}
    year = (Figure(total, by=by),)
    one = Indicator("a", "A", rollup="sum", actual={**figures, YEAR: year})
    assert errors(tracker(one), "written-total", "breakdown") == []


@given(st.lists(numbers, min_size=4, max_size=4), digits)
def test_a_year_that_is_the_mean_of_its_quarters_agrees(
    values: list[Decimal], places: int
) -> None:
    figures = {when: (Figure(one),) for when, one in zip(QUARTERS, values, strict=True)}
    mean = rounded(sum(values, Decimal(0)) / 4, places)
    one = Indicator("a", "A", rollup="mean", actual={**figures, YEAR: (Figure(mean),)})
    assert errors(tracker(one), "written-total") == []


@given(above_zero, above_zero, above_zero, digits, st.sampled_from(["increase", "decrease"]))
def test_what_a_source_works_out_before_rounding_is_never_accused(
    before: Decimal, now: Decimal, target: Decimal, places: int, direction: Any
) -> None:
    ratio = now / target if direction == "increase" else target / now
    stated = Stated(
        {"": rounded(ratio * 100, places)},
        change=rounded(now - before, places),
        change_percent=rounded((now - before) / before * 100, places),
    )
    one = Indicator(
        "a",
        "A",
        direction=direction,
        actual={parse_period("2023"): (Figure(before),), YEAR: (Figure(now, stated=stated),)},
        targets={"": {YEAR: (Target(Figure(target)),)}},
    )
    assert errors(tracker(one), "stated-completion", "stated-change") == []


def made(kind: Any, **fields: Any) -> Any:
    """A named tuple with just these fields drawn; Hypothesis would draw all the others too."""
    return st.fixed_dictionaries(fields).map(lambda drawn: kind(**drawn))


plain = numbers.map(Figure)
qualifiers = st.sampled_from(["over", "at least", "under", "at most", "about", "nearly"])
figures = made(
    Figure,
    value=numbers,
    qualifier=st.none() | qualifiers,
    status=st.sampled_from(["final", "estimated", "forecast"]),
    date=st.none() | st.dates(dt.date(2024, 1, 1), dt.date(2025, 12, 31)),
    stated=st.none()
    | made(
        Stated,
        completion=st.dictionaries(st.sampled_from(["", "x"]), numbers, max_size=2),
        percent=st.none() | numbers,
        change=st.none() | numbers,
        change_percent=st.none() | numbers,
    ),
    by=st.dictionaries(
        st.just("sex"), st.dictionaries(st.sampled_from("ab"), plain), max_size=1
    ),
)
periods = st.sampled_from(
    [
        YEAR,
        *QUARTERS,
        *map(parse_period, ("2023", "2024-H1", "2024-01..2024-09", "2026", "0001")),
    ]
)
targets = st.dictionaries(periods, st.tuples(figures.map(Target)), min_size=1, max_size=4)
indicators = made(
    Indicator,
    id=st.just("a"),
    name=st.text(max_size=20),
    unit=st.sampled_from([None, "%", "x"]),
    direction=st.sampled_from(["increase", "decrease", "neutral"]),
    rollup=st.sampled_from([None, "sum", "last", "mean", "max", "min"]),
    actual=st.dictionaries(periods, st.tuples(figures), max_size=5),
    targets=st.dictionaries(st.sampled_from(["", "x"]), targets, max_size=1),
    baseline=st.dictionaries(periods, st.tuples(figures), max_size=1),
)


@given(indicators, st.sampled_from(CheckFormat), st.sampled_from(["en", "vi"]))
@settings(max_examples=60, deadline=None)
def test_every_tracker_gets_a_verdict_in_every_format(
    indicator: Indicator, form: CheckFormat, locale: str
) -> None:
    rules = [
        f"{term.name} {'>= 1' if term.numeric else '!= ' + term.words[0]}" for term in TERMS
    ]
    view: CheckView = check_view(tracker(indicator), YEAR, Question(DAY), rules=rules)
    assert view.summary.judged == len(TERMS)
    assert all(one.message for one in view.findings if not one.held)
    failed = [one for one in view.findings if not one.held]
    assert len(failed) == view.summary.errors + view.summary.warnings
    assert rendered(view, form, Manner(locale)).endswith("\n")
