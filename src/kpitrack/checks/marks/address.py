"""The address in a mark: which measure of which indicator, for which period and target set.

disbursement.actual@2024
budget-revenue.completion@2024/province
poor-households.fall@2023:2024
"""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from kpitrack.checks.marks.measures import CHANGES, MEASURES
from kpitrack.errors import Mistake
from kpitrack.measures.wanted import sets_at
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import Period, PeriodError, parse_period
from kpitrack.model.tracker import Tracker

SHAPE = "indicator.measure@period, such as disbursement.actual@2024"


class Address(NamedTuple):
    """What a mark names. `since` is the first of two periods, for a change."""

    text: str
    indicator: Indicator
    measure: str
    period: Period
    since: Period | None
    target_set: str | None


def read_address(text: str, tracker: Tracker) -> Address | Mistake:
    """The address that `text` is, or what is wrong with it and the likely fix."""
    name, dot, rest = text.partition(".")
    measure, at, when = rest.partition("@")
    periods, _, target_set = when.partition("/")
    if not (dot and at and name and measure and periods) or when.endswith("/"):
        return Mistake(SHAPE, f'"{text}"', _likely(text, tracker))
    indicator = tracker.indicators.get(name)
    if indicator is None:
        fix = nearest(name, tracker.indicators)
        return Mistake("the id of an indicator", f'"{name}"', fix)
    if measure not in MEASURES and measure not in CHANGES:
        every = [*MEASURES, *CHANGES]
        fix = nearest(measure, every) or f"there are {', '.join(every)}"
        return Mistake("a measure", f'"{measure}"', fix)
    found = _periods(periods, measure, indicator)
    if isinstance(found, Mistake):
        return found
    since, period = found
    wrong = _wrong_set(target_set, indicator, period) if target_set else None
    return wrong or Address(text, indicator, measure, period, since, target_set or None)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is nearest, as a question; nothing where none is near."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"did you mean {close[0]}?" if close else ""


def _likely(text: str, tracker: Tracker) -> str:
    """A whole address for one that lacks a part."""
    name, _, when = text.partition("@")
    name, _, measure = name.partition(".")
    known = get_close_matches(name, list(tracker.indicators), n=1, cutoff=0.5)
    if not known:
        return ""
    period = when.strip("/") or str(tracker.period or max(_years(tracker), default="2024"))
    return f"did you mean {known[0]}.{measure or 'actual'}@{period}?"


def _years(tracker: Tracker) -> Iterable[str]:
    return (str(period) for one in tracker.indicators.values() for period in one.actual)


def _periods(
    text: str, measure: str, indicator: Indicator
) -> tuple[Period | None, Period] | Mistake:
    before, colon, after = text.partition(":")
    if measure in CHANGES and not colon:
        fix = _two_periods(text, indicator)
        return Mistake("two periods, the earlier first: A:B", f'"{text}"', fix)
    if measure not in CHANGES and colon:
        return Mistake(f"one period for {measure}", f'"{text}"', f"did you mean @{after}?")
    try:
        since = parse_period(before) if colon else None
        return since, parse_period(after if colon else before)
    except PeriodError as error:
        fix = nearest(after or before, (str(one) for one in indicator.actual))
        return Mistake(f"a period: {error}", f'"{text}"', fix)


def _two_periods(text: str, indicator: Indicator) -> str:
    try:
        period = parse_period(text)
    except PeriodError:
        return ""
    earlier = [one for one in indicator.actual if one.last < period.first]
    alike = [one for one in earlier if one.kind == period.kind] or earlier
    return f"did you mean @{max(alike)}:{period}?" if alike else ""


def _wrong_set(name: str, indicator: Indicator, period: Period) -> Mistake | None:
    sets = [one for one in sets_at(indicator, period) if one]
    if name in sets:
        return None
    if not sets:
        fix = f"write it without /{name}"
        return Mistake(f"no target set: {indicator.id} names none", f'"{name}"', fix)
    fix = nearest(name, sets) or f"there are {', '.join(sets)}"
    return Mistake(f"a target set of {indicator.id}", f'"{name}"', fix)
