"""What is asked: which indicators, for which period, as known on which day."""

import datetime as dt
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import NamedTuple

from kpitrack.errors import InputError, Mistake
from kpitrack.measures.observation import figure_known
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import SPELLINGS, Period, PeriodError, parse_period
from kpitrack.model.tracker import Tracker

ALL_SETS = "all"

_MOST_LISTED = 8


class Selection(NamedTuple):
    """Which indicators: by group id and by id, both with `*` and `?`; all when empty."""

    groups: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()


class Question(NamedTuple):
    """The frame of every question. `target_set` may be `all`; None is the tracker's own."""

    as_of: dt.date
    selection: Selection = Selection()
    target_set: str | None = None


def asked_period(text: str, what: str = "period") -> Period:
    """The period a person typed; raises InputError with what a period looks like."""
    try:
        return parse_period(text)
    except PeriodError as error:
        raise InputError([Mistake(f"a period: {error}", f'"{text}"', key=what)]) from None


def default_period(tracker: Tracker, as_of: dt.date) -> Period:
    """The tracker's own period, else the latest that has an actual.

    Where nothing was known yet on that day, the first that came to have one.
    """
    if tracker.period is not None:
        return tracker.period
    periods = periods_with_actuals(tracker, as_of)
    if not periods:
        first = first_period(tracker)
        if first is not None:
            return first
        message = f"no indicator has an actual yet, so name a period: {SPELLINGS}"
        raise InputError(message=message)
    return max(periods)


def periods_with_actuals(tracker: Tracker, as_of: dt.date) -> list[Period]:
    """Every period for which some indicator has a figure, in order."""
    found = {
        period
        for one in tracker.indicators.values()
        for period in one.actual
        if figure_known(one.actual, period, as_of) is not None
    }
    return sorted(found)


def first_period(tracker: Tracker) -> Period | None:
    """The earliest period that has a figure, on whatever day that became known."""
    every = (period for one in tracker.indicators.values() for period in one.actual)
    return min(every, default=None)


def listed(periods: Sequence[Period]) -> str:
    """Periods by name; of many, the first two and the last."""
    if len(periods) <= _MOST_LISTED:
        return ", ".join(str(one) for one in periods)
    return f"{periods[0]}, {periods[1]}, ... {periods[-1]}"


def selected(tracker: Tracker, question: Question) -> list[Indicator]:
    """The indicators asked for, group by group in the file's order.

    Raises InputError for a group, an id or a target set that does not exist.
    """
    _check_set(tracker, question.target_set)
    chosen = list(tracker.indicators.values())
    selection = question.selection
    if selection.groups:
        ids = group_ids(tracker)
        wanted = _matching("group", selection.groups, ids)
        chosen = [one for one in chosen if one.group in wanted]
    if selection.indicators:
        names = _matching("indicator", selection.indicators, list(tracker.indicators))
        chosen = [one for one in chosen if one.id in names]
    place = {name: index for index, name in enumerate(group_ids(tracker))}
    return sorted(chosen, key=lambda one: place.get(one.group or "", len(place)))


def group_ids(tracker: Tracker) -> list[str]:
    """Every group: those the file orders, then those that only indicators name."""
    named = [one.group for one in tracker.indicators.values() if one.group]
    return list(dict.fromkeys([*tracker.groups, *named]))


def target_sets(tracker: Tracker) -> list[str]:
    """Every name of a target set, published or only stated with a completion."""
    stated = (
        name
        for one in tracker.indicators.values()
        for history in one.actual.values()
        for figure in history
        if figure.stated is not None
        for name in figure.stated.completion
        if name
    )
    return list(dict.fromkeys([*tracker.target_sets, *stated]))


def dimensions(tracker: Tracker) -> list[str]:
    """Every dimension that some figure is broken down by, in the file's order.

    Those of observations come last; to name them, none is looked at.
    """
    from kpitrack.measures.parts import own_categories

    named = [name for one in tracker.indicators.values() for name in own_categories(one)]
    observed = [name for one in tracker.observations for name in one.columns.dimensions]
    return list(dict.fromkeys([*named, *observed]))


def check_dimension(tracker: Tracker, name: str) -> None:
    """Raises InputError for a dimension that no figure has, with the nearest that there is."""
    known = dimensions(tracker)
    if name not in known:
        expected = f"a dimension: {', '.join(known)}" if known else "figures that have by"
        close = get_close_matches(name, known, n=1, cutoff=0.5)
        fix = f"did you mean {close[0]}?" if close else ""
        raise InputError([Mistake(expected, f'"{name}"', fix, key="by")])


def _check_set(tracker: Tracker, name: str | None) -> None:
    if name in (None, ALL_SETS) or name in tracker.target_sets:
        return
    known = target_sets(tracker)
    if name not in known:
        expected = (
            f"one of {', '.join(known)}, or all" if known else "no --target: there is one set"
        )
        raise InputError(
            [Mistake(expected, f'"{name}"', _near(str(name), known), key="target")]
        )


def _matching(what: str, patterns: Sequence[str], known: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        hits = [one for one in known if fnmatchcase(one, pattern)]
        if not hits:
            fix = _near(pattern, known)
            raise InputError(
                [Mistake(f"the id of one {what} here", f'"{pattern}"', fix, key=what)]
            )
        found.update(hits)
    return found


def _near(word: str, known: Iterable[str]) -> str:
    every = list(known)
    close = get_close_matches(word, every, n=1, cutoff=0.5)
    if close:
        return f"did you mean {close[0]}?"
    return f"there are {', '.join(every)}" if 0 < len(every) <= 15 else ""


def one_indicator(tracker: Tracker, name: str) -> Indicator:
    """The indicator of an id; raises InputError with the nearest known one."""
    if name not in tracker.indicators:
        fix = _near(name, tracker.indicators)
        raise InputError([Mistake("the id of an indicator", f'"{name}"', fix, key="indicator")])
    return tracker.indicators[name]
