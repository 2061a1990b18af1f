"""Observation: the actual that answers for a period, as it was known on a day."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from kpitrack.measures.quantity import (
    EXACT,
    HUNDRED,
    Quantity,
    Undefined,
    percent_of,
    quotient,
)
from kpitrack.measures.rollup import Piece, Tiling, roll_up, share, tile
from kpitrack.model.figure import NOT_ADDED, OBSERVATION_STATUSES, Figure, ObservationStatus
from kpitrack.model.indicator import FigureHistory, Indicator, Rollup
from kpitrack.model.period import Period, touching
from kpitrack.model.tracker import Tracker

_TOLD_DIGITS = 12

CountMet = Callable[[Indicator, Period], "Observation"]
"""Answers a `met_of` indicator, which needs the verdicts of others."""


class Observation(NamedTuple):
    """What is known of an indicator for a period.

    `number` is in the indicator's unit, or Undefined with the reason why there is none;
    `reached` answers for milestones. `through` is the day the figure covers up to when
    that is before the period's end, `coverage` says how far a roll-up is filled ("2 of 4
    quarters"), and `figure` is the written figure behind it, where there is one. `has_gap`
    tells that something is missing before the day it reaches, or that the parts of a
    derived one reach to different days; for roll-ups by `last` only the latest counts.
    """

    period: Period
    number: Quantity | Undefined
    reached: bool | None = None
    count: Decimal | None = None  # type: ignore[assignment]  # not tuple.count
    of: Decimal | None = None
    status: ObservationStatus = "final"
    through: dt.date | None = None
    coverage: str | None = None
    rolled_up: Tiling | None = None
    figure: Figure | None = None
    remarks: tuple[str, ...] = ()
    has_gap: bool = False

    @property
    def known(self) -> bool:
        """Whether there is a number or a milestone's answer."""
        return self.reached is not None or isinstance(self.number, Quantity)

    @property
    def is_partial(self) -> bool:
        """Whether it is not of the whole period."""
        return self.through is not None or self.coverage is not None


def known_figure(history: Sequence[Figure], as_of: dt.date) -> Figure | None:
    """The newest of a period's revisions known on a day; undated ones always are."""
    for one in reversed(history):
        if one.date is None or one.date <= as_of:
            return one
    return None


def figures_known(
    history: FigureHistory, as_of: dt.date, around: Period | None = None
) -> dict[Period, Figure]:
    """Each period's figure as known on a day; only of periods that touch `around`, if given."""
    periods = history if around is None else touching(history, around)
    return {
        period: figure
        for period in periods
        if (figure := figure_known(history, period, as_of)) is not None
    }


def figure_known(history: FigureHistory, period: Period, as_of: dt.date) -> Figure | None:
    """A period's figure as known on a day.

    Nobody knows the figure of a period that has not begun, whether it has a date or not; a
    forecast is no such figure.
    """
    figure = known_figure(history.get(period, ()), as_of)
    if figure is None or period.first <= as_of or figure.status == "forecast":
        return figure
    return None


def number_of(figure: Figure) -> Quantity | None:
    """A figure's number; a share is count / of in percent and stops at 100."""
    if figure.count is not None and figure.of is not None:
        one = share(figure.count, figure.of, _ANY, Quantity(HUNDRED, figure.qualifier))
        return one.quantity
    if figure.value is None or isinstance(figure.value, bool):
        return None
    return Quantity(figure.value, figure.qualifier)


_ANY = Period("0001-01-01", "day", dt.date.min, dt.date.min)


def observe(
    tracker: Tracker,
    indicator: Indicator,
    period: Period,
    as_of: dt.date,
    count_met: CountMet,
) -> Observation:
    """The actual of a period: written, derived, rolled up, or the longest figure so far."""
    if indicator.derivation is not None:
        return _derived(tracker, indicator, period, as_of, count_met)
    figure = figure_known(indicator.actual, period, as_of)
    if figure is not None:
        return _summed(figure, period) if figure.made_of else _written(figure, period)
    if indicator.direction == "milestone":
        return _milestone_before(indicator, period, as_of)
    return _from_other_periods(indicator, period, as_of)


def _written(figure: Figure, period: Period) -> Observation:
    so_far = figure.through if figure.through and figure.through < period.last else None
    reached = figure.value if isinstance(figure.value, bool) else None
    return Observation(
        period,
        number_of(figure) or _why_no_number(figure),
        reached=reached,
        count=figure.count,
        of=figure.of,
        status=figure.status,
        through=so_far,
        figure=figure,
    )


def _summed(figure: Figure, period: Period) -> Observation:
    """As rolled up here: a sum that shorter periods, which fill its own, were added up to."""
    assert isinstance(figure.value, Decimal)
    tiling = tile(period, figure.made_of)
    assert tiling is not None
    return Observation(
        period,
        Quantity(figure.value),
        rolled_up=tiling,
        remarks=(f"rolled up (sum of {tiling})",),
    )


def _why_no_number(figure: Figure) -> Undefined:
    if figure.text is not None:
        return Undefined(f"the source says only '{figure.text}'")
    if isinstance(figure.value, bool):
        return Undefined("a milestone has no number")
    if figure.no_total == NOT_ADDED:
        return Undefined(NOT_ADDED)
    if figure.no_total is not None:
        return Undefined(figure.no_total, "write 0 for a category that has none, or the total")
    return Undefined("the source gives only the percentage")


def _milestone_before(indicator: Indicator, period: Period, as_of: dt.date) -> Observation:
    """A milestone once reached stays reached; one not reached is asked again."""
    earlier = [
        (one, figure)
        for one, figure in figures_known(indicator.actual, as_of).items()
        if one.last <= period.last
    ]
    if not earlier:
        return Observation(period, _nothing(indicator, ()))
    when, figure = max(earlier, key=lambda pair: pair[0])
    if figure.value is not True:
        return Observation(period, _nothing(indicator, [when]))
    return _written(figure, period)._replace(remarks=(f"reached in {when}",))


def _from_other_periods(indicator: Indicator, period: Period, as_of: dt.date) -> Observation:
    figures = figures_known(indicator.actual, as_of, period)
    same_days = [one for one, found in figures.items() if known_days(one, found) == period]
    if same_days:
        return _written(figures[same_days[0]], period)
    rolled = _rolled_up(indicator, period, figures)
    so_far = _longest_so_far(period, figures)
    if so_far is None:
        return rolled or Observation(period, _nothing_for(period, indicator, as_of))
    if rolled is not None and _tells_more(rolled, so_far):
        return rolled
    found = _written(figures[so_far], period)
    through = min(found.through or so_far.last, so_far.last)
    whole = through >= period.last
    remark = () if whole else (f"so far: {so_far}",)
    return found._replace(through=None if whole else through, remarks=remark)


def _nothing_for(period: Period, indicator: Indicator, as_of: dt.date) -> Undefined:
    return _nothing(indicator, figures_known(indicator.actual, as_of), period)


def _tells_more(rolled: Observation, so_far: Period) -> bool:
    """Whether a roll-up has a number of more than one written figure so far."""
    tiling = rolled.rolled_up
    assert tiling is not None
    reach = rolled.through or rolled.period.last
    return rolled.known and tiling.found != (so_far,) and reach >= so_far.last


def _longest_so_far(period: Period, figures: Iterable[Period]) -> Period | None:
    spans = [
        one
        for one in figures
        if one.kind == "span" and one.first == period.first and period.covers(one)
    ]
    return max(spans, key=lambda one: one.days, default=None)


def _rolled_up(
    indicator: Indicator, period: Period, figures: dict[Period, Figure]
) -> Observation | None:
    if indicator.rollup is None:
        return None
    pieces = dict(_pieces(figures))
    tiling = tile(period, _counted(indicator.rollup, period, pieces))
    if tiling is None:
        return None
    result = roll_up(indicator.rollup, [pieces[one][0] for one in tiling.found])
    through = tiling.found[-1].last
    ends = tiling.complete or through >= period.last
    whole = tiling.complete or (indicator.rollup == "last" and ends)
    sort = "rolled up" if whole else "rolled up so far"
    remarks = [f"{sort} ({indicator.rollup} of {tiling})"]
    if tiling.left_out:
        remarks.append(_overlapping(tiling))
    return Observation(
        period,
        result if isinstance(result, Undefined) else result.quantity,
        count=None if isinstance(result, Undefined) else result.count,
        of=None if isinstance(result, Undefined) else result.of,
        status=weakest(pieces[one][1] for one in tiling.found),
        through=None if ends else through,
        coverage=None if whole else str(tiling),
        rolled_up=tiling,
        remarks=tuple(remarks),
        has_gap=not tiling.unbroken and indicator.rollup != "last",
    )


def _pieces(
    figures: dict[Period, Figure],
) -> Iterator[tuple[Period, tuple[Piece, ObservationStatus]]]:
    """What a roll-up is made of; a figure so far fills only the days it covers."""
    for period, figure in figures.items():
        number = number_of(figure)
        if number is not None:
            known = known_days(period, figure)
            yield known, (Piece(known, number, figure.count, figure.of), figure.status)


def known_days(period: Period, figure: Figure) -> Period:
    """A period as far as its figure reaches, still told as one of its kind."""
    day = figure.through
    if day is None or not period.first <= day < period.last:
        return period
    return Period(f"{period.first}..{day}", period.kind, period.first, day)


def _counted(rollup: Rollup, period: Period, available: Iterable[Period]) -> Collection[Period]:
    """The periods that may enter a roll-up: for `last`, the latest one does in any case."""
    inside = [one for one in available if period.covers(one) and one != period]
    if rollup != "last" or not inside:
        return list(available)
    newest = max(inside, key=lambda one: (one.last, one.days))
    return [newest, *(one for one in inside if one.last < newest.first)]


def _overlapping(tiling: Tiling) -> str:
    names = _listed(tiling.left_out)
    verb = "is" if len(tiling.left_out) == 1 else "are"
    used = _listed(tiling.found)
    return f"{names} {verb} left out, or days would count twice: used are {used}"


def weakest(statuses: Iterable[ObservationStatus]) -> ObservationStatus:
    """The least firm of several observation statuses; final for none at all."""
    return max(statuses, key=OBSERVATION_STATUSES.index, default="final")


def _nothing(
    indicator: Indicator, figures: Iterable[Period], period: Period | None = None
) -> Undefined:
    periods = sorted(figures)
    inside = [one for one in periods if period is not None and period.covers(one)]
    if inside and indicator.rollup is None:
        names = _listed(inside)
        return Undefined(
            f"no figure for {period}, only for {names}",
            f'rollup = "sum" (or last, mean, max, min) says how they make {period}',
        )
    if periods:
        return Undefined("no figure", f"there are figures for {_listed(periods)}")
    return Undefined("no figure")


def _listed(periods: Sequence[Period]) -> str:
    if len(periods) <= 4:
        return ", ".join(str(one) for one in periods)
    return f"{periods[0]}, {periods[1]}, ... {periods[-1]}"


def _derived(
    tracker: Tracker,
    indicator: Indicator,
    period: Period,
    as_of: dt.date,
    count_met: CountMet,
) -> Observation:
    derivation = indicator.derivation
    assert derivation is not None
    if derivation.kind == "met_of":
        return count_met(indicator, period)
    members = [
        observe(tracker, tracker.indicators[one], period, as_of, count_met)
        for one in derivation.of
    ]
    missing = [name for name, one in zip(derivation.of, members, strict=True) if not one.known]
    if missing:
        return Observation(period, Undefined(f"no figure for {', '.join(missing)}"))
    found = (
        _sum(members) if derivation.kind == "sum" else _ratio(indicator, members[0], members[1])
    )
    through = min((one.through for one in members if one.through), default=None)
    gaps = [one for one in members if one.has_gap]
    first = next((one for one in (*gaps, *members) if one.coverage), None)
    found = found._replace(
        status=weakest(one.status for one in members),
        through=through,
        coverage=first.coverage if first else None,
        rolled_up=first.rolled_up if first else None,
        has_gap=bool(gaps),
    )
    reaches = {one.through or period.last for one in members}
    if len(reaches) == 1:
        return found
    told = f"its parts reach from {min(reaches)} to {max(reaches)}"
    return found._replace(has_gap=True, coverage=f"{found.coverage}, {told}" if first else told)


def _number(observation: Observation) -> Quantity:
    assert isinstance(observation.number, Quantity)
    return observation.number


def _sum(members: Sequence[Observation]) -> Observation:
    period = members[0].period
    remark = ("sum of " + " + ".join(_told(_number(one).value) for one in members),)
    pieces = [Piece(period, _number(one), one.count, one.of) for one in members]
    total = roll_up("sum", pieces)
    if isinstance(total, Undefined):
        return Observation(period, total)
    return Observation(period, total.quantity, count=total.count, of=total.of, remarks=remark)


def _ratio(indicator: Indicator, above: Observation, below: Observation) -> Observation:
    numerator, denominator = _number(above), _number(below)
    if denominator.value <= 0:
        return Observation(above.period, Undefined("the ratio's denominator is not above 0"))
    divide = percent_of if indicator.is_percent else quotient
    remark = f"{_told(numerator.value)} / {_told(denominator.value)}"
    found = divide(numerator, denominator)
    number = found._replace(value=found.value.normalize(EXACT))
    return Observation(above.period, number, remarks=(remark,))


def _told(value: Decimal) -> str:
    """A figure in a remark: as it is, a computed one with at most 12 digits after the point."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_TOLD_DIGITS:
        value = EXACT.quantize(value, Decimal(1).scaleb(-_TOLD_DIGITS))
    return f"{value:f}"
