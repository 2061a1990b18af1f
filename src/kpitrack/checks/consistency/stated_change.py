"""A stated change agrees with the figures, and with the percentage stated beside it."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from kpitrack.checks.consistency.check import Check, Compared, Fault, Scene, figure_key
from kpitrack.checks.consistency.interval import Interval, computed, less, printed, shown
from kpitrack.measures.change import break_between
from kpitrack.measures.observation import number_of
from kpitrack.measures.quantity import EXACT, HUNDRED, Quantity
from kpitrack.model.figure import Figure
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import Period, PeriodError, parse_period, period_holding


class _Now(NamedTuple):
    """A figure with a stated change: whose, when, and its number."""

    indicator: Indicator
    period: Period
    figure: Figure
    number: Interval


def _find(scene: Scene) -> Iterator[Compared]:
    for one in scene.indicators:
        for period, figure in scene.known(one.actual).items():
            number = number_of(figure)
            if figure.stated is None or number is None or number.qualifier is not None:
                continue
            now = _Now(one, period, figure, printed(number.value))
            before = _before(scene, now)
            change, percent = figure.stated.change, figure.stated.change_percent
            if change is not None:
                yield from _compared(now, "change", change, before, less, "")
            if percent is not None:
                yield from _compared(now, "change_percent", percent, before, _percent, " %")
            if change is not None and percent is not None:
                yield from _with_each_other(now, change, percent)


def _before(scene: Scene, now: _Now) -> list[tuple[Period, Interval]]:
    """The figures that the change may be meant from: the period before, and a year before."""
    found = []
    for period in _earlier(now.period):
        number = scene.observed(now.indicator, period).number
        broken = break_between(now.indicator, period, now.period)
        if isinstance(number, Quantity) and number.qualifier is None and not broken:
            found.append((period, printed(number.value)))
    return found


def _earlier(period: Period) -> list[Period]:
    found = []
    if period.kind != "span" and period.first > dt.date.min:
        found.append(period_holding(period.first - dt.timedelta(days=1), period.kind))
    try:
        year_before = _year_before(period)
    except PeriodError:
        return found
    return [*found, *[year_before] * (year_before not in found)]


def _year_before(period: Period) -> Period:
    """The same days a year earlier; raises PeriodError where there are none."""
    ends = [f"{int(end[:4]) - 1:04}{end[4:]}" for end in period.text.split("..")]
    return parse_period("..".join(ends))


Formula = Callable[[Interval, Interval], Interval | None]


def _compared(
    now: _Now,
    key: str,
    stated: Decimal,
    before: Sequence[tuple[Period, Interval]],
    formula: Formula,
    sign: str,
) -> Iterator[Compared]:
    """One comparison for a stated change: it need agree with one of the earlier figures."""
    results = [(when, formula(now.number, number)) for when, number in before]
    known = [(when, found) for when, found in results if found is not None]
    if not known:
        return
    if any(found.meets(printed(stated)) for _, found in known):
        yield None
        return
    ways = ", ".join(f"{found}{sign} from {when}" for when, found in known)
    yield _fault(now, key, stated, f"stated is {shown(stated)}{sign}, the figures give {ways}")


def _percent(now: Interval, before: Interval) -> Interval | None:
    return computed(_relative, now, before) if before.low > 0 else None


def _relative(now: Decimal, before: Decimal) -> Decimal:
    return EXACT.subtract(EXACT.divide(EXACT.multiply(now, HUNDRED), before), HUNDRED)


def _with_each_other(now: _Now, change: Decimal, percent: Decimal) -> Iterator[Compared]:
    """now - change is what it was before, from which the percentage follows."""
    found = _percent(now.number, less(now.number, printed(change)))
    if found is None:
        return
    if found.meets(printed(percent)):
        yield None
        return
    told = f"stated is {shown(percent)} %, but a change of {shown(change)} is {found} %"
    yield _fault(now, "change_percent", percent, told)


def _fault(now: _Now, key: str, stated: Decimal, told: str) -> Fault:
    place = figure_key("actual", now.period, now.indicator.actual, now.figure)
    return Fault(now.indicator.id, told, (*place, "stated", key), now.period, stated)


CHECK = Check("stated-change", "error", "a stated change agrees with the figures", _find)
