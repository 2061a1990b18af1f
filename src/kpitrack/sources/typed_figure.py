"""A figure as a person typed it, part by part, and the figure that it is."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, NamedTuple

from kpitrack.errors import InputError, Mistake
from kpitrack.model.figure import OBSERVATION_STATUSES
from kpitrack.model.indicator import UNNAMED, Indicator
from kpitrack.model.period import PeriodError, parse_period
from kpitrack.model.tracker import Tracker
from kpitrack.sources.editing.figures import NewFigure
from kpitrack.sources.typed import (
    AmbiguousNumberError,
    UnreadableNumberError,
    exact_number,
    typed_number,
)
from kpitrack.views.question import target_sets

QUALIFIERS = {
    "over": "over", ">": "over", "at least": "at least", ">=": "at least", "≥": "at least",
    "under": "under", "<": "under", "at most": "at most", "<=": "at most", "≤": "at most",
    "about": "about", "~": "about", "≈": "about", "nearly": "nearly",
}  # fmt: skip
"""What a person may type for each qualifier."""

NO_SET = "-"
"""In place of a target set: the targets that have no name."""

_FLAGS = {"true": True, "false": False}

Read = Callable[[str], Decimal]


class TypedFigure(NamedTuple):
    """What was typed. `target` is None for no target, else a set's name or `-`.

    `line` is that of a file, where it was typed there.
    """

    indicator: str
    period: str
    value: str
    of: str | None = None
    status: str | None = None
    qualifier: str | None = None
    note: str | None = None
    source: str | None = None
    date: str | None = None
    through: str | None = None
    target: str | None = None
    baseline: bool = False
    line: int | None = None


def figure_of(typed: TypedFigure, tracker: Tracker, *, exact: bool = False) -> NewFigure:
    """The figure that was typed, numbers in the signs of the tracker's locale.

    With `exact`, numbers are as a file has them: 1154.5. Raises InputError with everything
    in it that cannot be read, or can be read in two ways.
    """
    mistakes: list[Mistake] = []

    def part(read: Callable[..., Any], *given: Any) -> Any:
        try:
            return read(*given)
        except InputError as error:
            mistakes.extend(error.mistakes)
            return None

    indicator = part(_indicator, typed.indicator, tracker)
    period = part(_period, typed.period)

    def number(text: str) -> Decimal:
        return exact_number(text) if exact else typed_number(text, tracker.locale)

    table = part(_value, typed, number, indicator, tracker.locale) or {}
    table |= {
        "qualifier": part(_qualifier, typed.qualifier),
        "status": part(_status, typed.status),
        "through": part(_day, "through", typed.through),
        "date": part(_day, "date", typed.date),
        "source": typed.source or None,
        "note": typed.note or None,
    }
    if typed.target is not None and typed.baseline:
        mistakes.append(Mistake("either a target or a baseline", "both", key="baseline"))
    if mistakes:
        raise InputError(mistakes)
    value = {key: one for key, one in table.items() if one is not None}
    if typed.baseline:
        return NewFigure(indicator.id, period, value, "baseline")
    if typed.target is None:
        return NewFigure(indicator.id, period, value)
    against = UNNAMED if typed.target == NO_SET else typed.target
    return NewFigure(indicator.id, period, value, "target", _known_set(against, tracker))


def _known_set(name: str, tracker: Tracker) -> str:
    """The set's name; a new one that reads like another is taken for a slip."""
    sets = target_sets(tracker)
    close = get_close_matches(name, sets, n=1, cutoff=0.75)
    if name in sets or not close:
        return name
    expected = f"a target set: {', '.join(sets)}, or a name unlike these"
    fix = f"did you mean {close[0]}?"
    raise InputError([Mistake(expected, f'"{name}"', fix, key="target")])


def _indicator(name: str, tracker: Tracker) -> Indicator:
    if name not in tracker.indicators:
        close = get_close_matches(name, list(tracker.indicators), n=1, cutoff=0.5)
        fix = f"did you mean {close[0]}?" if close else ""
        expected = "the id of an indicator"
        raise InputError([Mistake(expected, f'"{name}"', fix, key="indicator")])
    return tracker.indicators[name]


def _period(text: str) -> str:
    try:
        return str(parse_period(text.strip()))
    except PeriodError as error:
        raise InputError([Mistake(f"a period: {error}", f'"{text}"', key="period")]) from None


def _value(
    typed: TypedFigure, number: Read, indicator: Indicator | None, locale: str
) -> dict[str, Any]:
    """The value's part of a figure's table."""
    text = typed.value.strip()
    flag = _FLAGS.get(text.lower())
    if flag is not None and typed.of is None:
        return {"value": flag}
    low, dots, high = text.partition("..")
    if dots and typed.target is not None:
        edges = (_number("value", one, number, locale) for one in (low, high))
        return dict(zip(("min", "max"), edges, strict=True))
    count, slash, of = text.partition("/")
    if typed.of is not None or slash:
        if typed.of is not None and slash:
            expected = "either a share such as 51/68, or --of"
            raise InputError([Mistake(expected, "both", key="value")])
        return {
            "count": _number("value", count, number, locale),
            "of": _number("of", typed.of or of, number, locale),
        }
    bare = _without_percent(text, indicator)
    return {"value": _number("value", bare, number, locale)}


def _without_percent(text: str, indicator: Indicator | None) -> str:
    if not text.endswith("%") or indicator is None:
        return text
    if not indicator.is_percent:
        unit = f"the unit {indicator.unit}" if indicator.unit else "no unit"
        found = f'"{text}" for {indicator.id}, which has {unit}'
        raise InputError([Mistake("a number without %", found, key="value")])
    return text.removesuffix("%").rstrip()


def _number(what: str, text: str, number: Read, locale: str) -> Decimal:
    try:
        return number(text)
    except AmbiguousNumberError as error:
        small, large = error.readings
        longer = text.strip() + "0"
        expected = f"a number with one reading: is it {longer}, or is it {large:f}?"
        fix = f"write the one that is meant, or --exact {small:f} for the first"
        raise InputError([Mistake(expected, f'"{text.strip()}"', fix, key=what)]) from None
    except UnreadableNumberError as error:
        meant = " or ".join(f"{one:f}" for one in error.meant)
        fix = f"for {meant} add --exact and write it so" if meant else ""
        expected = f"a number such as {_EXAMPLES.get(locale, '1154')}"
        mistake = Mistake(expected, f'"{text.strip()}"', fix, key=what)
        raise InputError([mistake]) from None


_EXAMPLES = {"en": "1,154.5", "vi": "1.154,5"}


def _qualifier(text: str | None) -> str | None:
    if not text:
        return None
    word = QUALIFIERS.get(re.sub(r"\s+", " ", text.strip().lower()))
    if word is None:
        expected = "over (>), at least (>=), under (<), at most (<=), about (~) or nearly"
        raise InputError([Mistake(expected, f'"{text}"', key="qualifier")])
    return word


def _status(text: str | None) -> str | None:
    if not text:
        return None
    if text.strip().lower() not in OBSERVATION_STATUSES:
        expected = f"one of {', '.join(OBSERVATION_STATUSES)}"
        close = get_close_matches(text.lower(), OBSERVATION_STATUSES, n=1)
        fix = f"did you mean {close[0]}?" if close else ""
        raise InputError([Mistake(expected, f'"{text}"', fix, key="status")])
    return text.strip().lower()


def _day(what: str, text: str | None) -> dt.date | None:
    if not text:
        return None
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip()):
        try:
            return dt.date.fromisoformat(text.strip())
        except ValueError:
            pass
    raise InputError([Mistake("a day such as 2024-12-31", f'"{text}"', key=what)])
