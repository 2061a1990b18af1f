"""Wanted: the target that a question means, published or implied, of the period or ahead."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from kpitrack.measures.implied import ImpliedTarget, implied_target
from kpitrack.measures.observation import figure_known, number_of
from kpitrack.measures.quantity import Quantity, Undefined
from kpitrack.measures.rollup import Piece, Tiling, holds, roll_up, tile
from kpitrack.model.figure import Figure, Qualifier, Target
from kpitrack.model.indicator import UNNAMED, Indicator, TargetHistory
from kpitrack.model.period import Period, touching


class Wanted(NamedTuple):
    """A target as it applies to a question.

    `number` is in the indicator's unit; a band has `low` and `high` instead, a milestone
    `flag`. `period` is the period by whose end it is wanted. `implied` is there when it
    was worked out from a stated completion, `remark` says how else it was found.
    """

    period: Period
    number: Quantity | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    flag: bool | None = None
    strictness: Qualifier | None = None
    implied: ImpliedTarget | None = None
    figure: Figure | None = None
    remark: str | None = None

    @property
    def is_band(self) -> bool:
        """Whether it is wanted to stay between two edges."""
        return self.low is not None and self.high is not None


def sets_at(indicator: Indicator, period: Period) -> tuple[str, ...]:
    """The target sets an indicator has: its published ones and those stated for a period."""
    stated = [
        name
        for figure in indicator.actual.get(period, ())
        if figure.stated is not None
        for name in figure.stated.completion
    ]
    if not stated:
        return tuple(indicator.targets)
    named = [name for name in stated if name or not indicator.targets]
    return tuple(dict.fromkeys([*indicator.targets, *named]))


def set_for(indicator: Indicator, period: Period, asked: str | None) -> str | Undefined:
    """The set to show: the one asked, else the unnamed one, else the only one."""
    sets = sets_at(indicator, period)
    if asked in sets:
        return asked or UNNAMED
    if not sets or UNNAMED in sets:
        return UNNAMED
    if len(sets) == 1:
        return sets[0]
    names = ", ".join(sets)
    if asked is None:
        return Undefined(f"it has several target sets: {names}", "name one with --target")
    return Undefined(f"no target set '{asked}', it has {names}")


def find_target(
    indicator: Indicator, period: Period, target_set: str, as_of: dt.date
) -> Wanted | Undefined:
    """The target that applies to a period, as known on a day.

    The period's own, else one that repeats in it, else rolled up from shorter periods,
    else implied by the completion stated with the actual, else the shortest longer period's
    or the next later one.
    """
    history = indicator.targets.get(target_set, {})
    own = _known_target(history.get(period, ()), as_of)
    if own is not None and own.figure.made_of:
        return _summed(indicator, own.figure, period)
    if own is not None and own.each in (None, period.kind):
        return _as_wanted(indicator, own, period)
    near = targets_known(history, as_of, period)
    repeated = _repeating(near, period)
    if repeated is not None:
        return _as_wanted(indicator, repeated, period)
    rolled = _rolled_up(indicator, near, period)
    if rolled is not None:
        return rolled
    implied = _implied(indicator, period, target_set, as_of)
    if implied is not None:
        return implied
    known = targets_known(history, as_of)
    standing_in = _standing_in(indicator, known, period)
    if standing_in is not None:
        return standing_in
    return _no_target(known, period)


def _known_target(revisions: Sequence[Target], as_of: dt.date) -> Target | None:
    for one in reversed(revisions):
        if one.figure.date is None or one.figure.date <= as_of:
            return one
    return None


def targets_known(
    history: TargetHistory, as_of: dt.date, around: Period | None = None
) -> dict[Period, Target]:
    """Each period's target as known on a day; only of periods that touch `around`, if given."""
    periods = history if around is None else touching(history, around)
    return {
        period: target
        for period in periods
        if (target := _known_target(history[period], as_of)) is not None
    }


def _as_wanted(
    indicator: Indicator, target: Target, period: Period, remark: str | None = None
) -> Wanted:
    figure = target.figure
    if target.low is not None and target.high is not None:
        return Wanted(period, low=target.low, high=target.high, figure=figure, remark=remark)
    if isinstance(figure.value, bool):
        return Wanted(period, flag=figure.value, figure=figure, remark=remark)
    number = number_of(figure)
    if number is None:
        return Wanted(period, figure=figure, remark=figure.no_total)
    if indicator.direction == "maintain":
        value = number.value
        return Wanted(period, low=value, high=value, figure=figure, remark=remark)
    uncertain = figure.qualifier if figure.qualifier in ("about", "nearly") else None
    return Wanted(
        period,
        number=Quantity(number.value, uncertain),
        strictness=figure.qualifier,
        figure=figure,
        remark=remark,
    )


def _repeating(known: dict[Period, Target], period: Period) -> Target | None:
    holders = [
        holder
        for holder, target in known.items()
        if target.each == period.kind and holds(holder, period)
    ]
    return known[min(holders, key=lambda one: one.days)] if holders else None


def _rolled_up(
    indicator: Indicator, known: dict[Period, Target], period: Period
) -> Wanted | None:
    if indicator.rollup is None:
        return None
    pieces = _target_pieces(known, period)
    tiling = tile(period, pieces)
    if tiling is None or not tiling.complete:
        return None
    chosen = [pieces[one] for one in tiling.found]
    if all(one.low is not None for one in chosen):
        return _rolled_band(indicator, chosen, period)
    parts = [
        Piece(place, number, one.figure.count, one.figure.of)
        for place, one in zip(tiling.found, chosen, strict=True)
        if (number := number_of(one.figure)) is not None
    ]
    if len(parts) < len(chosen):
        return None
    if any(one.of is None for one in parts) and wants_shares(indicator):
        return _steady(indicator, chosen, period, tiling)
    result = roll_up(indicator.rollup, parts)
    if isinstance(result, Undefined):
        return None
    remark = _rolled_up_from(indicator, tiling)
    rolled = Target(Figure(value=result.quantity.value, qualifier=chosen[-1].figure.qualifier))
    return _as_wanted(indicator, rolled, period, remark)


def _rolled_up_from(indicator: Indicator, tiling: Tiling) -> str:
    return f"{indicator.rollup} of the targets of {tiling}"


def _summed(indicator: Indicator, figure: Figure, period: Period) -> Wanted:
    """As rolled up here: a sum that the targets of shorter periods were added up to."""
    tiling = tile(period, figure.made_of)
    assert tiling is not None
    rolled = Target(figure._replace(made_of=()))
    return _as_wanted(indicator, rolled, period, _rolled_up_from(indicator, tiling))


def wants_shares(indicator: Indicator) -> bool:
    """Whether `sum` joins shares here, so that the percentages wanted of them do not add up.

    Plain percentages may be of one whole, as those spent of a year's budget are, and add up.
    """
    if indicator.rollup != "sum" or not indicator.is_percent:
        return False
    figures = [one for history in indicator.actual.values() for one in history]
    return not figures or any(one.of is not None for one in figures)


def _steady(
    indicator: Indicator, targets: Sequence[Target], period: Period, tiling: Tiling
) -> Wanted | None:
    """The share wanted of every part is wanted of all; different ones make none."""
    first = number_of(targets[0].figure)
    strictness = targets[0].figure.qualifier
    if any(
        (number_of(one.figure), one.figure.qualifier) != (first, strictness) for one in targets
    ):
        return None
    return _as_wanted(indicator, targets[0], period, f"the same in {tiling}")


def _rolled_band(
    indicator: Indicator, bands: Sequence[Target], period: Period
) -> Wanted | None:
    """A band rolls up only where it is the same all through and figures do not add up."""
    first = bands[0]
    same = all((one.low, one.high) == (first.low, first.high) for one in bands)
    if indicator.adds_up or not same:
        return None
    return _as_wanted(indicator, first, period, f"the band of each {period.kind} part")


def _target_pieces(known: dict[Period, Target], period: Period) -> dict[Period, Target]:
    pieces: dict[Period, Target] = {}
    for holder, target in known.items():
        if target.each is None:
            pieces[holder] = target
    for holder, target in known.items():
        if target.each is not None:
            for one in holder.split(target.each):
                pieces.setdefault(one, target)
    return {one: target for one, target in pieces.items() if period.covers(one)}


def _implied(
    indicator: Indicator, period: Period, target_set: str, as_of: dt.date
) -> Wanted | None:
    """The target implied by the newest figure that states its completion."""
    for figure in reversed(indicator.actual.get(period, ())):
        known = figure_known({period: (figure,)}, period, as_of)
        if figure.stated is None or known is None:
            continue
        stated = figure.stated.completion.get(target_set)
        if stated is None and target_set and len(sets_at(indicator, period)) == 1:
            stated = figure.stated.completion.get(UNNAMED)
        if stated is None:
            continue
        implied = implied_target(indicator.direction, figure, stated)
        if isinstance(implied, Undefined):
            return Wanted(period, figure=figure, remark=f"{implied}")
        return Wanted(period, number=implied.point, implied=implied, figure=figure)
    return None


def _standing_in(
    indicator: Indicator, known: dict[Period, Target], period: Period
) -> Wanted | None:
    ahead = {one: target for one, target in known.items() if target.each is None}
    covering = [one for one in ahead if holds(one, period)]
    later = [one for one in ahead if one.last > period.last]
    if covering:
        chosen = min(covering, key=lambda one: one.days)
    elif later and not indicator.adds_up:
        chosen = min(later)
    elif indicator.direction == "milestone" and ahead:
        chosen = max(ahead)
        return _as_wanted(indicator, ahead[chosen], chosen, f"due in {chosen}")
    else:
        return None
    return _as_wanted(indicator, ahead[chosen], chosen, f"by {chosen}")


def _no_target(known: dict[Period, Target], period: Period) -> Undefined:
    if not known:
        return Undefined("no target")
    periods = ", ".join(str(one) for one in sorted(known))
    repeating = sorted({one.each for one in known.values() if one.each})
    if repeating:
        kinds = " and ".join(repeating)
        return Undefined(
            f"no target for {period}, only for each {kinds} of {periods}",
            "ask for one of those, or let rollup say how they make a longer period",
        )
    return Undefined(f"no target for {period}", f"there are targets for {periods}")
