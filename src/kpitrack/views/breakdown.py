"""Breakdowns of one indicator: every period by the categories of each dimension."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from kpitrack.measures.assessment import Assessment
from kpitrack.measures.breakdown import Breakdown, Rest, breakdown, broken_down
from kpitrack.measures.observation import Observation
from kpitrack.measures.parts import categories_of
from kpitrack.measures.quantity import Quantity, Undefined, reason_of
from kpitrack.measures.wanted import Wanted
from kpitrack.model.figure import Qualifier
from kpitrack.model.indicator import Indicator
from kpitrack.model.tracker import Tracker


class Part(NamedTuple):
    """A category's figure in the indicator's unit, or the whole's; None where there is none.

    A share also has its count and whole. `coverage` says how far a roll-up is filled.
    """

    category: str | None
    value: Decimal | None
    qualifier: Qualifier | None = None
    count: Decimal | None = None  # type: ignore[assignment]  # not tuple.count
    of: Decimal | None = None
    coverage: str | None = None


class BrokenDown(NamedTuple):
    """The actual of a period, or a target of it, by category.

    `kind` is `actual`, or `target` with the name of its set. `rest` is what no category
    holds, below 0 where the categories hold more than all; of a share it is the rest of the
    count, and `rest_of` that of the whole.
    """

    period: str
    kind: str
    parts: tuple[Part, ...]
    total: Part
    rest: Decimal | None
    rest_of: Decimal | None
    rest_reason: str | None


class DimensionTable(NamedTuple):
    """One dimension of an indicator: its categories, and its figures by them."""

    dimension: str
    categories: tuple[str, ...]
    decimals: int | None
    rows: tuple[BrokenDown, ...]


def dimension_tables(
    tracker: Tracker, indicator: Indicator, judged: Sequence[Assessment], as_of: dt.date
) -> tuple[DimensionTable, ...]:
    """A table for each dimension, with the assessed periods that have figures by it."""
    return tuple(
        DimensionTable(
            name, names, indicator.decimals, tuple(_rows(tracker, judged, name, as_of))
        )
        for name, names in categories_of(tracker, indicator).items()
    )


def _rows(
    tracker: Tracker, judged: Sequence[Assessment], dimension: str, as_of: dt.date
) -> Iterator[BrokenDown]:
    told = set()
    for one in judged:
        found = broken_down(tracker, one, dimension, as_of)
        assert found is not None
        own = _of_its_own_period(found)
        actuals = [(name, _observed(name, part.observation)) for name, part in own.parts]
        if one.period not in told and any(part.value is not None for _, part in actuals):
            told.add(one.period)
            parts = tuple(part for _, part in actuals)
            total = _observed(None, own.whole.observation)
            yield _row(one, "actual", parts, total, own.rest)
        targets = tuple(_target(name, part) for name, part in own.parts)
        if any(part.value is not None for part in targets):
            kind = f"target {one.target_set}".strip()
            yield _row(one, kind, targets, _target(None, one), own.target_rest)


def _of_its_own_period(found: Breakdown) -> Breakdown:
    """Held against a longer target, sums run from its start; here the period's own is told."""
    return breakdown(
        found.dimension,
        found.whole._replace(observation=found.whole.asked),
        [(name, part._replace(observation=part.asked)) for name, part in found.parts],
    )


def _row(
    one: Assessment, kind: str, parts: tuple[Part, ...], total: Part, rest: Rest | Undefined
) -> BrokenDown:
    return BrokenDown(
        period=one.period.text,
        kind=kind,
        parts=parts,
        total=total,
        rest=rest.number if isinstance(rest, Rest) else None,
        rest_of=rest.of if isinstance(rest, Rest) else None,
        rest_reason=reason_of(rest),
    )


def _observed(category: str | None, observed: Observation) -> Part:
    number = observed.number
    if isinstance(number, Undefined):
        return Part(category, None)
    return Part(
        category,
        number.value,
        number.qualifier,
        observed.count,
        observed.of,
        observed.coverage,
    )


def _target(category: str | None, one: Assessment) -> Part:
    """A target of just this period, where it is one published number."""
    wanted = one.target
    if not isinstance(wanted, Wanted) or wanted.period != one.period or wanted.implied:
        return Part(category, None)
    number = wanted.number
    if number is None and wanted.low is not None and wanted.low == wanted.high:
        number = Quantity(wanted.low)
    if number is None:
        return Part(category, None)
    return Part(category, number.value, wanted.strictness)
