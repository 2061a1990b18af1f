"""The parts of a breakdown (`by`) make their total, in each dimension."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from kpitrack.checks.consistency.check import (
    Check,
    Compared,
    Fault,
    Key,
    Scene,
    figure_key,
    target_key,
)
from kpitrack.checks.consistency.interval import Interval, printed_quantity, shown
from kpitrack.checks.consistency.sums import Addend, compare_sum, told
from kpitrack.measures.observation import number_of
from kpitrack.measures.parts import Categories, own_categories
from kpitrack.measures.quantity import Quantity
from kpitrack.model.figure import Figure
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import Period


class _Broken(NamedTuple):
    """A figure that is broken down, where it stands, and all categories there are."""

    indicator: Indicator
    categories: Categories
    period: Period
    figure: Figure
    key: Key


def _find(scene: Scene) -> Iterator[Compared]:
    for one in scene.indicators:
        for broken in _broken_down(scene, one):
            if broken.figure.no_total is not None:
                yield _no_total(broken, broken.figure.no_total)
            for dimension, parts in broken.figure.by.items():
                yield from _one_dimension(broken, dimension, parts)


def _broken_down(scene: Scene, indicator: Indicator) -> Iterator[_Broken]:
    every = own_categories(indicator)
    if not every:
        return
    for period, history in indicator.actual.items():
        for figure in history:
            if figure.by:
                key = figure_key("actual", period, indicator.actual, figure)
                yield _Broken(indicator, every, period, figure, key)
    for name, targets in indicator.targets.items():
        for period, wanted in targets.items():
            for target in wanted:
                if target.figure.by:
                    key = target_key(name, period)
                    yield _Broken(indicator, every, period, target.figure, key)


def _one_dimension(
    broken: _Broken, dimension: str, parts: Mapping[str, Figure]
) -> Iterator[Compared]:
    figure = broken.figure
    if figure.total_of == dimension:
        return
    shares = all(one.of is not None for one in parts.values())
    if shares and figure.count is not None and figure.of is not None:
        for what, total in (("count", figure.count), ("of", figure.of)):
            known = [getattr(one, what) for one in parts.values()]
            yield _summed(broken, dimension, Quantity(total), known, f" for {what}")
        return
    total_of = number_of(figure)
    numbers = [number_of(one) for one in parts.values()]
    known = [one.value for one in numbers if one is not None]
    if total_of is None or not known:
        return
    if _may_be_a_mean(broken.indicator) and _lies_between(total_of, known):
        yield None
    elif _never_adds_up(broken.indicator):
        lacks = _lacks_some(broken, dimension)
        yield None if lacks else _outside(broken, dimension, total_of.value)
    elif broken.indicator.rollup is None and _lies_between(total_of, known):
        yield _perhaps_a_mean(_summed(broken, dimension, total_of, known, ""))
    else:
        yield _summed(broken, dimension, total_of, known, "")


def _may_be_a_mean(indicator: Indicator) -> bool:
    """Percentages and levels of the whole lie among those of its parts, they need not add."""
    return _never_adds_up(indicator) or indicator.rollup not in (None, "sum")


def _never_adds_up(indicator: Indicator) -> bool:
    """Percentages and derived ratios: a cost a head is not the sum of two wards'."""
    derived = indicator.derivation
    return indicator.is_percent or (derived is not None and derived.kind == "ratio")


def _lies_between(total: Quantity, parts: list[Decimal]) -> bool:
    edges = [printed_quantity(Quantity(one)) for one in parts]
    least, most = min(one.low for one in edges), max(one.high for one in edges)
    return printed_quantity(total).meets(Interval(least, most))


def _lacks_some(broken: _Broken, dimension: str) -> bool:
    """Whether a category is missing that other figures have, so that parts may fall short."""
    parts = broken.figure.by[dimension]
    return len(parts) < 2 or any(one not in parts for one in broken.categories[dimension])


def _no_total(broken: _Broken, why: str) -> Fault:
    message = f"no total: {why}"
    key = (*broken.key, "by")
    return Fault(broken.indicator.id, message, key, broken.period, None, "warning")


def _summed(
    broken: _Broken, dimension: str, total: Quantity, parts: list[Decimal], what: str
) -> Compared:
    found = compare_sum(total, [Addend(Quantity(one)) for one in parts])
    short = found.value < total.value
    if found.agreement == "agrees" or (short and _lacks_some(broken, dimension)):
        return None
    return Fault(
        broken.indicator.id,
        told(total, found, f"its parts by {dimension} make") + what,
        (*broken.key, "by", dimension),
        broken.period,
        total.value,
        "warning" if found.agreement == "by rounding" else None,
    )


def _perhaps_a_mean(found: Compared) -> Compared:
    """A total among its parts may be an average that the file does not call one."""
    if found is None:
        return None
    hint = '; rollup = "mean" or "last" says that it is an average'
    return found._replace(message=found.message + hint, severity="warning")


def _outside(broken: _Broken, dimension: str, total: Decimal) -> Fault:
    message = f"{shown(total)} lies outside of its parts by {dimension}"
    key = (*broken.key, "by", dimension)
    return Fault(broken.indicator.id, message, key, broken.period, total)


CHECK = Check("breakdown", "error", "the parts of a breakdown make their total", _find)
