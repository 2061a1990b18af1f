"""Periods are days: spelling, order, covering and splitting."""

import copy
import datetime as dt
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.model.period import (
    KINDS_BY_LENGTH,
    Period,
    PeriodError,
    PeriodKind,
    parse_period,
    period_holding,
    touching,
)


@pytest.mark.parametrize(
    ("text", "first", "last", "kind"),
    [
        ("2024", "2024-01-01", "2024-12-31", "year"),
        ("2024-H1", "2024-01-01", "2024-06-30", "half"),
        ("2024-S2", "2024-07-01", "2024-12-31", "half"),
        ("2024-Q3", "2024-07-01", "2024-09-30", "quarter"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2023-02", "2023-02-01", "2023-02-28", "month"),
        ("2024-W01", "2024-01-01", "2024-01-07", "week"),
        ("2020-W53", "2020-12-28", "2021-01-03", "week"),  # ISO 8601: 2020 has 53 weeks
        ("2024-02-29", "2024-02-29", "2024-02-29", "day"),
        ("2021..2025", "2021-01-01", "2025-12-31", "span"),
        ("2024-01 .. 2024-09", "2024-01-01", "2024-09-30", "span"),
    ],
)
def test_a_period_is_its_first_and_last_day(
    text: str, first: str, last: str, kind: str
) -> None:
    period = parse_period(text)
    assert (str(period.first), str(period.last), period.kind) == (first, last, kind)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2024-13", "a year has 12 months, numbered 1 to 12"),
        ("2024-00", "a year has 12 months, numbered 1 to 12"),
        ("2024-W54", "2024 has 52 ISO weeks, numbered 01 to 52"),
        ("2024-W00", "2024 has 52 ISO weeks, numbered 01 to 52"),
        ("2023-02-29", "2023-02 has 28 days"),
        ("2023-13-01", "a year has 12 months, numbered 1 to 12"),
        ("2024-Q5", "a year has 4 quarters, numbered 1 to 4"),
        ("2024-H3", "a year has 2 halves, numbered 1 to 2"),
        ("0000", "years run from 0001 to 9999"),
        ("2025..2021", "the span ends before it begins; write 2021..2025"),
        ("24", "a period is written 2024, 2024-H1, 2024-Q3, 2024-09, 2024-W37"),
        ("2024-9", "a period is written"),
        ("next year", "a period is written"),
        ("2024..", "a period is written"),
        ("9999-W53", "9999 has 52 ISO weeks"),
    ],
)
def test_what_is_no_period_says_why(text: str, why: str) -> None:
    with pytest.raises(PeriodError) as caught:
        parse_period(text)
    assert why in str(caught.value)


def test_the_same_days_are_the_same_period_however_they_are_spelt() -> None:
    assert parse_period("2024-S1") == parse_period("2024-H1")
    assert parse_period("2024-01..2024-12") == parse_period("2024")
    assert hash(parse_period("2024-01..2024-12")) == hash(parse_period("2024"))
    assert parse_period("2024") != parse_period("2023")
    assert not parse_period("2024-01..2024-12") != parse_period("2024")  # noqa: SIM202
    assert parse_period("2024") != "2024"
    assert parse_period("2024") != ("2024",)


def test_periods_are_ordered_by_their_ends_and_a_year_follows_its_quarters() -> None:
    texts = ["2025", "2024", "2024-Q4", "2024-Q1", "2024-12"]
    found = [str(one) for one in sorted(map(parse_period, texts))]
    assert found == ["2024-Q1", "2024-12", "2024-Q4", "2024", "2025"]
    assert max(map(parse_period, texts)).text == "2025"


def test_a_period_is_not_ordered_against_its_spelling() -> None:
    with pytest.raises(TypeError):
        _ = parse_period("2024") < "2025"  # type: ignore[operator]


def test_nothing_of_a_period_can_be_changed() -> None:
    with pytest.raises(AttributeError, match="text cannot be set"):
        parse_period("2024").text = "2025"


def test_a_copy_of_a_period_keeps_its_spelling() -> None:
    span = parse_period("2024-01..2024-12")
    assert copy.copy(span).spelt == pickle.loads(pickle.dumps(span)).spelt == span.spelt
    assert repr(parse_period("2024")).startswith("Period('2024', 'year'")


def test_a_year_covers_its_months_and_no_month_covers_its_year() -> None:
    year, month = parse_period("2024"), parse_period("2024-09")
    assert year.covers(month)
    assert year.covers(year)
    assert not month.covers(year)
    assert not year.covers(parse_period("2025"))


@pytest.mark.parametrize(
    ("text", "kind", "count"),
    [
        ("2024", "month", 12),
        ("2024", "quarter", 4),
        ("2024", "half", 2),
        ("2024", "day", 366),
        ("2024", "week", 52),  # 2024-W01 starts on 1 January; W53 does not exist
        ("2021..2025", "year", 5),
        ("2024-01..2024-09", "quarter", 3),
        ("2024-09", "year", 0),
        ("9999", "year", 1),
    ],
)
def test_splitting_gives_the_periods_that_lie_wholly_inside(
    text: str, kind: PeriodKind, count: int
) -> None:
    assert len(list(parse_period(text).split(kind))) == count


def test_days_are_counted_with_both_ends() -> None:
    assert parse_period("2024").days == 366
    assert parse_period("2024-09-30").days == 1


days = st.dates(min_value=dt.date(1, 1, 7), max_value=dt.date(9999, 12, 20))


@given(days, st.sampled_from(KINDS_BY_LENGTH))
def test_writing_and_reading_a_period_gives_it_back(day: dt.date, kind: PeriodKind) -> None:
    period = period_holding(day, kind)
    assert period.first <= day <= period.last
    again = parse_period(str(period))
    assert again == period
    assert tuple(again) == tuple(period)


@given(days, days)
def test_a_span_reads_back_as_written(a: dt.date, b: dt.date) -> None:
    first, last = sorted((a, b))
    span = parse_period(f"{first.isoformat()}..{last.isoformat()}")
    assert parse_period(str(span)) == span
    assert span.days == (last - first).days + 1


@given(days, st.sampled_from(KINDS_BY_LENGTH), days, st.sampled_from(KINDS_BY_LENGTH))
def test_exactly_one_of_before_same_and_after_holds(
    a: dt.date, kind_a: PeriodKind, b: dt.date, kind_b: PeriodKind
) -> None:
    one: Period = period_holding(a, kind_a)
    other: Period = period_holding(b, kind_b)
    assert [one < other, one == other, one > other].count(True) == 1


@given(
    st.lists(st.tuples(days, st.sampled_from(KINDS_BY_LENGTH)), max_size=8),
    days,
    st.sampled_from(KINDS_BY_LENGTH),
)
def test_periods_that_touch_another_have_a_day_in_it_and_keep_their_order(
    held: list[tuple[dt.date, PeriodKind]], day: dt.date, kind: PeriodKind
) -> None:
    periods = [period_holding(*one) for one in held]
    around = period_holding(day, kind)
    shared = [
        one for one in periods if max(one.first, around.first) <= min(one.last, around.last)
    ]
    assert touching(periods, around) == shared
