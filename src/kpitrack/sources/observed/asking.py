"""What a question needs of the observations, and no more."""

import contextlib
import datetime as dt
from collections.abc import Sequence

from kpitrack.errors import InputError
from kpitrack.measures.assess import written_behind
from kpitrack.model.period import Period, PeriodError, parse_period
from kpitrack.model.tracker import Tracker
from kpitrack.sources.observed.dispatch import engine_for
from kpitrack.sources.observed.engine import Request
from kpitrack.sources.observed.figures import (
    Find,
    Observed,
    observed_periods,
    with_observations,
)
from kpitrack.views.question import Question, Selection, default_period, selected


def observed_for(
    tracker: Tracker,
    question: Question,
    within: Sequence[str] | None = None,
    by: str | None = None,
    find: Find = engine_for,
) -> Observed:
    """The tracker with the figures that a question needs of its observations.

    `within` are the periods that the answer is about: all when None; when empty, the one
    meant where none is named. `by` is the dimension that it is broken down by.
    """
    if tracker.period is None and (within == () or question.selection != Selection()):
        tracker = _with_default_period(tracker, question.as_of, find)
    request = Request(_ids(tracker, question), _periods(tracker, within), by)
    return with_observations(tracker, request, question.as_of, find)


def _with_default_period(tracker: Tracker, as_of: dt.date, find: Find) -> Tracker:
    """What is selected does not decide which period is meant: the latest of all figures."""
    begun = {one for one in observed_periods(tracker, find) if one.first <= as_of}
    with contextlib.suppress(InputError):  # the file itself may have no figure
        begun.add(default_period(tracker, as_of))
    return tracker._replace(period=max(begun)) if begun else tracker


def _periods(tracker: Tracker, within: Sequence[str] | None) -> tuple[Period, ...] | None:
    if within is None:
        return None
    try:
        periods = [parse_period(one) for one in within]
    except PeriodError:
        return None  # the command says so itself
    if not periods and tracker.period is not None:
        periods = [tracker.period]
    return tuple(periods) or None


def _ids(tracker: Tracker, question: Question) -> tuple[str, ...] | None:
    """The indicators with figures of their own behind those selected; None for all."""
    if question.selection == Selection():
        return None
    behind = (
        one.id for each in selected(tracker, question) for one in written_behind(tracker, each)
    )
    return tuple(dict.fromkeys(behind))
