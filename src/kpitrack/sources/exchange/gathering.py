"""Figures of single cells put together: one figure for each indicator and period.

Rows of a breakdown become parts of one figure. Rows that contradict each other are all
rejected, since none of them is known to be right.
"""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from kpitrack.measures.quantity import EXACT
from kpitrack.model.indicator import UNNAMED, Indicator
from kpitrack.model.period import Period, parse_period
from kpitrack.sources.editing.figures import Kind, NewFigure
from kpitrack.sources.exchange.folding import folded
from kpitrack.sources.exchange.reading import CellFigure, Reject

_SEXES = (("women", "female", "f", "nu", "woman"), ("men", "male", "m", "nam", "man"))


class Gathered(NamedTuple):
    """A figure to record, and the cells that it is made of."""

    figure: NewFigure
    cells: tuple[CellFigure, ...]


class Gathering(NamedTuple):
    """What all cells make together; `repeated` cells say again what another one says."""

    figures: tuple[Gathered, ...]
    rejects: tuple[Reject, ...]
    warnings: tuple[str, ...]
    repeated: int


class _Key(NamedTuple):
    indicator: str
    kind: Kind
    target_set: str
    period: Period


def gather(
    cells: Sequence[CellFigure], indicators: Mapping[str, Indicator], default_set: str | None
) -> Gathering:
    """One figure for each indicator, kind, target set and period.

    `default_set` is the target set meant where several are there and none is named.
    """
    return _Gatherer(indicators, default_set).gather(cells)


class _Gatherer:
    def __init__(self, indicators: Mapping[str, Indicator], default_set: str | None) -> None:
        self._indicators = indicators
        self._default_set = default_set
        self._rejects: list[Reject] = []
        self._warnings: dict[str, None] = {}
        self._repeated = 0

    def gather(self, cells: Sequence[CellFigure]) -> Gathering:
        by_key: dict[_Key, list[CellFigure]] = {}
        for one in cells:
            chosen = self._target_set(one)
            if chosen is not None:
                key = _Key(one.indicator, one.kind, chosen, parse_period(one.period))
                by_key.setdefault(key, []).append(self._in_known_categories(one))
        made = [self._figure(key, every) for key, every in by_key.items()]
        found = tuple(one for one in made if one is not None)
        return Gathering(found, tuple(self._rejects), tuple(self._warnings), self._repeated)

    def _target_set(self, cell: CellFigure) -> str | None:
        """The set of a target, UNNAMED for other figures; None where it is rejected."""
        one = self._indicators.get(cell.indicator)
        if cell.kind != "target" or one is None:
            return cell.target_set
        sets = tuple(one.targets)
        named = [name for name in sets if name != UNNAMED]
        if not cell.target_set and named:
            if self._default_set in named:
                return self._default_set
            if len(named) == 1:
                return named[0]
            known = ", ".join(named)
            self._reject(cell, f"which target set? --target names one of {known}")
            return None
        if cell.target_set and UNNAMED in sets:
            self._reject(cell, f"the targets of {one.id} have no sets")
            return None
        return cell.target_set

    def _in_known_categories(self, cell: CellFigure) -> CellFigure:
        """Categories as the tracker spells them: women for Nữ, where it has women."""
        one = self._indicators.get(cell.indicator)
        if one is None or not cell.parts:
            return cell
        from kpitrack.measures.parts import own_categories

        known = own_categories(one)
        parts: dict[str, str] = {}
        for dimension, text in cell.parts.items():
            there = known.get(dimension, ())
            parts[dimension] = _category(text, there)
            if there and parts[dimension] not in there:
                said = f"{one.id}: {dimension} {text} is new beside {', '.join(there)}"
                self._warnings[said] = None
        return cell._replace(parts=parts)

    def _figure(self, key: _Key, cells: list[CellFigure]) -> Gathered | None:
        slots: dict[tuple[tuple[str, str], ...], list[CellFigure]] = {}
        for one in cells:
            slots.setdefault(tuple(sorted(one.parts.items())), []).append(one)
        agreed = [self._one_of(every) for every in slots.values()]
        kept = [one for one in agreed if one is not None]
        if len(kept) < len(agreed):
            self._reject_all(kept, "another part of the same figure is rejected")
            return None
        crossed = [one for one in kept if len(one.parts) > 1]
        plain = [one for one in kept if len(one.parts) <= 1]
        by = self._parts(plain)
        if crossed:
            sums = self._crossed(key, crossed)
            if sums is None:
                self._reject_all(plain, "another part of the same figure is rejected")
                return None
            for dimension, parts in sums.items():
                by.setdefault(dimension, parts)
        whole = next((dict(one.figure) for one in plain if not one.parts), {})
        if not whole:
            whole = _said_of_all(kept)
        figure: Any = {**whole, **({"by": by} if by else {})}
        if not self._is_whole(key, figure):
            self._reject_all(kept, _NO_TOTAL)
            return None
        new = NewFigure(key.indicator, str(key.period), figure, key.kind, key.target_set)
        return Gathered(new, tuple(kept))

    def _one_of(self, cells: list[CellFigure]) -> CellFigure | None:
        """The one figure that all cells of a place say; None where they contradict."""
        if any(one.figure != cells[0].figure for one in cells):
            for one in cells:
                rows = ", ".join(
                    str(other.number) for other in cells if other.number != one.number
                )
                again = f"row {rows} says" if rows else "another column says"
                self._reject(one, f"{again} another figure for {_named(one)}")
            return None
        self._repeated += len(cells) - 1
        return cells[0]

    def _parts(self, cells: list[CellFigure]) -> dict[str, dict[str, Any]]:
        by: dict[str, dict[str, Any]] = {}
        for one in cells:
            for dimension, category in one.parts.items():
                by.setdefault(dimension, {})[category] = _part(one.figure)
        return by

    def _crossed(self, key: _Key, cells: list[CellFigure]) -> dict[str, dict[str, Any]] | None:
        """The parts of each dimension from rows that have a category of several at once."""
        reason = self._why_not_added(key, cells)
        if reason:
            self._reject_all(cells, reason)
            return None
        by: dict[str, dict[str, Any]] = {}
        for dimension in cells[0].parts:
            for one in cells:
                parts = by.setdefault(dimension, {})
                category = one.parts[dimension]
                parts[category] = _added(parts.get(category), _part(one.figure))
        return by

    def _why_not_added(self, key: _Key, cells: list[CellFigure]) -> str:
        dimensions = list(cells[0].parts)
        if any(list(one.parts) != dimensions for one in cells):
            return "rows of one figure are broken down in different ways"
        are_shares = all("of" in one.figure for one in cells)
        indicator = self._indicators.get(key.indicator)
        adds_up = indicator is not None and indicator.adds_up
        if not (are_shares or adds_up):
            both = " and ".join(dimensions)
            return (
                f'by {both} at once: such rows add up only with rollup = "sum", or as '
                "shares with count and of"
            )
        categories = [dict.fromkeys(one.parts[name] for one in cells) for name in dimensions]
        there = {tuple(one.parts.values()) for one in cells}
        missing = next((one for one in product(*categories) if one not in there), None)
        if missing is not None:
            return f"not added up: there is no row for {', '.join(missing)}"
        return ""

    def _is_whole(self, key: _Key, figure: Mapping[str, Any]) -> bool:
        """Whether a figure has a total, or parts of which one can be made."""
        if {"value", "count"} & figure.keys():
            return True
        parts = [one for every in figure["by"].values() for one in every.values()]
        are_shares = all(isinstance(one, dict) and "of" in one for one in parts)
        one = self._indicators.get(key.indicator)
        return are_shares or (one is not None and one.adds_up) or self._has_total(key)

    def _has_total(self, key: _Key) -> bool:
        """Whether the tracker has the figure itself already, which gets the parts."""
        one = self._indicators.get(key.indicator)
        return one is not None and key.period in _history(one, key.kind, key.target_set)

    def _reject(self, cell: CellFigure, reason: str) -> None:
        self._rejects.append(Reject(cell.number, cell.heading, cell.text, reason))

    def _reject_all(self, cells: Sequence[CellFigure], reason: str) -> None:
        for one in cells:
            self._reject(one, reason)


_NO_TOTAL = 'parts without a total: add the row of the whole, or write rollup = "sum"'


def _history(one: Indicator, kind: Kind, target_set: str) -> Mapping[Period, Any]:
    if kind == "target":
        return one.targets.get(target_set, {})
    return one.actual if kind == "actual" else one.baseline


def _named(cell: CellFigure) -> str:
    parts = "".join(f", {category}" for category in cell.parts.values())
    return f"{cell.indicator} {cell.kind} {cell.period}{parts}"


def _category(text: str, known: Sequence[str]) -> str:
    words = folded(text)
    alike = next((group for group in _SEXES if words in group), (words,))
    return next((one for one in known if folded(one) in (words, *alike)), text)


def _part(figure: Mapping[str, Any]) -> Any:
    """A part holds a number, or a count and an of, and nothing else."""
    if "count" in figure:
        return {"count": figure["count"], "of": figure["of"]}
    return figure["value"]


def _said_of_all(cells: Sequence[CellFigure]) -> dict[str, Any]:
    """What every part says beside its number holds for their figure."""
    first = cells[0].figure
    return {
        key: value
        for key, value in first.items()
        if key not in ("value", "count", "of")
        and all(one.figure.get(key) == value for one in cells)
    }


def _added(one: Any, other: Any) -> Any:
    if one is None:
        return other
    if isinstance(one, dict):
        return {key: EXACT.add(one[key], other[key]) for key in ("count", "of")}
    return EXACT.add(one, other)
