"""Figures to record, and what recording each of them means for what stands there."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Literal, NamedTuple

from kpitrack.errors import InputError, Mistake
from kpitrack.model.indicator import UNNAMED
from kpitrack.model.period import Period, PeriodError, parse_period
from kpitrack.sources.decode import is_target_set
from kpitrack.sources.editing.literal import plain

Kind = Literal["actual", "target", "baseline"]
Path = tuple[str | int, ...]
Raw = Mapping[str, Any]

_ASIDE = ("date", "note", "source", "stated", "by", "achieved")
"""What makes no other figure: only where the new one gives these, they are compared."""


class NewFigure(NamedTuple):
    """A figure to record: of an indicator, for a period.

    `value` is as in the file: a number, a flag, or a table such as
    `{"value": Decimal(404), "status": "estimated"}`. `target_set` is only for targets, and
    empty for those without a name.
    """

    indicator: str
    period: str
    value: Any
    kind: Kind = "actual"
    target_set: str = UNNAMED

    @property
    def name(self) -> str:
        """How a message calls it: `disbursement, target council 2024`."""
        kind = f"{self.kind} {self.target_set}".rstrip()
        return f"{self.indicator}, {kind} {self.period}"


class Change(NamedTuple):
    """What recording a figure does.

    `path` is that of its period, spelt as the file spells it. `entry` is what is written:
    all of a new figure, or the newest of a history. `new`: the period had none. `revision`:
    the figure there stays, as an earlier one. `replacement`: the newest figure there goes.
    `same`: it stands there already.
    """

    figure: NewFigure
    path: Path
    manner: Literal["new", "revision", "replacement", "same"]
    entry: Any
    before: Any = None


def changes(
    document: Raw, figures: Iterable[NewFigure], today: dt.date, *, replacing: bool = False
) -> list[Change]:
    """What recording each of the figures means, in their order.

    A revision has a date, by default `today`. Raises InputError with every figure whose
    indicator is not in the document, whose period is none, whose target names no set where
    the indicator has several, that comes twice, or that would take the place of a target which
    repeats, without saying in which periods it is wanted itself.
    """
    found: list[Change] = []
    mistakes: list[Mistake] = []
    seen: dict[tuple[Path, Period], str] = {}
    spelt: dict[Path, dict[Period, str]] = {}
    for figure in figures:
        try:
            period = _period(figure)
            holder = _holder(document, figure)
            if holder not in spelt:
                table = _at(document, holder) or {}
                spelt[holder] = {parse_period(text): text for text in table}
            text = spelt[holder].get(period, str(period))
            change = _change(document, figure, (*holder, text), today, replacing)
        except InputError as error:
            mistakes += error.mistakes
            continue
        if (holder, period) in seen:
            mistakes.append(Mistake("each figure once", f"{figure.name} twice"))
        seen[holder, period] = figure.period
        found.append(change)
    if mistakes:
        raise InputError(mistakes)
    return found


def _period(figure: NewFigure) -> Period:
    try:
        return parse_period(figure.period)
    except PeriodError as error:
        mistake = Mistake(f"a period: {error}", f'"{figure.period}"', key="period")
        raise InputError([mistake]) from None


def _holder(document: Raw, figure: NewFigure) -> Path:
    """The path of the table that holds the figure's period."""
    indicators = document.get("indicators", {})
    if figure.indicator not in indicators:
        close = get_close_matches(figure.indicator, list(indicators), n=1, cutoff=0.5)
        fix = f"did you mean {close[0]}?" if close else ""
        found = f'"{figure.indicator}"'
        raise InputError([Mistake("the id of an indicator", found, fix, key="indicator")])
    here: Path = ("indicators", figure.indicator, figure.kind)
    if figure.kind != "target":
        return here
    sets = [name for name in _at(document, here) or {} if not name[:1].isdigit()]
    if sets and not figure.target_set:
        expected = f"one of its target sets: {', '.join(sets)}"
        found = f"a target of {figure.indicator} without a set"
        raise InputError([Mistake(expected, found, key="target")])
    return (*here, figure.target_set) if figure.target_set else here


def _at(document: Any, path: Path) -> Any:
    for part in path:
        if not isinstance(document, dict) or part not in document:
            return None
        document = document[part]
    return document


def _change(
    document: Raw, figure: NewFigure, path: Path, today: dt.date, replacing: bool
) -> Change:
    value = _shortest(plain(figure.value))
    before = _at(document, path)
    if before is None:
        return Change(figure, path, "new", value)
    history = before if isinstance(before, list) else [before]
    newest = as_table(history[-1])
    table = as_table(value)
    if "each" in newest and "each" not in table:
        raise InputError([_repeating(figure, newest["each"])])
    if replacing:
        if "date" in newest and "date" not in table:
            value = table = {**table, "date": newest["date"]}
        if identical(table, newest):
            return Change(figure, path, "same", value, before)
        entry = table if isinstance(before, list) else value
        return Change(figure, path, "replacement", entry, before)
    if _says_the_same(table, newest):
        return Change(figure, path, "same", value, before)
    entry = {**table, "date": table.get("date", today)}
    return Change(figure, path, "revision", entry, before)


def _repeating(figure: NewFigure, each: str) -> Mistake:
    """A number for a target that repeats: nobody says whether for each period or for all."""
    expected = f"a target of all {figure.period}, not one for each {each}"
    fix = "change its value in the file"
    return Mistake(expected, f'{figure.name} with each = "{each}"', fix, key="target")


def _shortest(value: Any) -> Any:
    return value["value"] if isinstance(value, dict) and [*value] == ["value"] else value


def as_table(value: Any) -> dict[str, Any]:
    """A figure as the table that says the same."""
    return value if isinstance(value, dict) else {"value": value}


def _says_the_same(new: Raw, old: Raw) -> bool:
    def told(table: Raw) -> Raw:
        kept = {key: one for key, one in table.items() if key not in _ASIDE}
        return {"status": "final", **kept}

    aside = {key: new[key] for key in _ASIDE if key in new}
    return told(new) == told(old) and all(old.get(key) == one for key, one in aside.items())


def identical(one: Any, other: Any) -> bool:
    """Whether two values say the same to the digit: 404 is not 404.0, nor is 1 true.

    A table of nothing but a value says what the value says.
    """
    one, other = _shortest(one), _shortest(other)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(
            identical(value, other[key]) for key, value in one.items()
        )
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(identical, one, other))
    return type(one) is type(other) and str(one) == str(other)


def apply(document: dict[str, Any], done: Sequence[Change]) -> None:
    """Makes the changes in the parsed document: what the edited text must say."""
    for one in done:
        if one.manner == "same":
            continue
        holder = document
        for part in one.path[:-1]:
            holder = holder.setdefault(str(part), {})
        holder[str(one.path[-1])] = _after(one)


def _after(change: Change) -> Any:
    before = change.before
    if change.manner == "new":
        return change.entry
    if change.manner == "revision":
        old = before if isinstance(before, list) else [as_table(before)]
        return [*old, change.entry]
    return [*before[:-1], change.entry] if isinstance(before, list) else change.entry


def figures_in(raw: Raw) -> Iterator[Path]:
    """The paths, below its own, of every period of an indicator that has a figure."""
    for kind in ("actual", "target", "baseline"):
        for name, value in raw.get(kind, {}).items():
            if is_target_set(value):
                yield from ((kind, name, inner) for inner in value)
            else:
                yield (kind, name)
