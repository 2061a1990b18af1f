"""Rules held: for each rule and each indicator that it is about, whether it holds."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from kpitrack.checks.finding import POINTS, Finding
from kpitrack.checks.rules.judging import Verdict, judge
from kpitrack.checks.rules.measuring import Asked, Between, Known, SoFar, Word, measured
from kpitrack.checks.rules.posed import Posed
from kpitrack.checks.rules.terms import TERM
from kpitrack.measures.assess import assess, assess_sets
from kpitrack.measures.assessment import Assessment
from kpitrack.measures.quantity import Quantity, Undefined
from kpitrack.measures.wanted import sets_at
from kpitrack.model.figure import Qualifier
from kpitrack.model.indicator import UNNAMED, Indicator
from kpitrack.model.period import Period
from kpitrack.model.tracker import Tracker
from kpitrack.sources.places import Path, Places
from kpitrack.views.question import ALL_SETS, Question


class Frame(NamedTuple):
    """What every rule is held in: the question, its period, and where keys stand."""

    tracker: Tracker
    question: Question
    period: Period
    places: Places
    language: str


def hold(rule: Posed, indicators: Sequence[Indicator], frame: Frame) -> Iterator[Finding]:
    """The rule for each of the indicators asked for that it is about.

    A rule that is about none of them fails, unless it stands in the file and only the
    selection leaves its indicators out: then it is not asked about.
    """
    about = [one for one in indicators if rule.is_about(one)]
    for one in about:
        for judged in _judged(rule, one, frame):
            yield _finding(rule, judged, frame)
    if not about and not is_left_out(rule, frame.tracker):
        yield _nothing_selected(rule, frame)


def is_left_out(rule: Posed, tracker: Tracker) -> bool:
    """Whether the file's rule is about some indicator, were all of them asked for."""
    return rule.file is not None and any(map(rule.is_about, tracker.indicators.values()))


def _judged(rule: Posed, indicator: Indicator, frame: Frame) -> tuple[Assessment, ...]:
    period = rule.requirement.period or frame.period
    asked = rule.requirement.target_set or frame.question.target_set
    as_of = frame.question.as_of
    if asked == ALL_SETS:
        return assess_sets(frame.tracker, indicator, period, as_of)
    return (assess(frame.tracker, indicator, period, as_of, asked),)


def _finding(rule: Posed, judged: Assessment, frame: Frame) -> Finding:
    requirement, indicator = rule.requirement, judged.indicator
    known = _known(rule, judged, frame)
    verdict = judge(known, requirement.operator, requirement.values)
    bound = requirement.values[0]
    in_percent = TERM[requirement.measure].in_percent
    figure = _figure(known)
    path: Path = ("indicators", indicator.id, "actual", judged.period)
    file = frame.tracker.origins.get(indicator.id)
    return Finding(
        kind="rule",
        rule=str(rule),
        name=rule.name,
        severity=rule.severity,
        indicator=indicator.id,
        indicator_name=indicator.names.get(frame.language, indicator.name),
        period=judged.period.text,
        target_set=judged.target_set or None,
        measure=requirement.measure,
        held=verdict.held,
        figure=figure,
        figure_qualifier=_qualifier(known),
        bound=bound if isinstance(bound, Decimal) else None,
        unit=_unit(requirement.measure, indicator, frame.language)
        if isinstance(figure, Decimal)
        else None,
        reason=verdict.reason,
        message=None if verdict.held else _message(rule, known, verdict),
        file=file,
        line=None if verdict.held else frame.places.line(file, path),
        decimals=None if in_percent else indicator.decimals,
    )


def _known(rule: Posed, judged: Assessment, frame: Frame) -> Known:
    """The figure asked for; a set that the rule itself names must be there."""
    named = rule.requirement.target_set
    sets = sets_at(judged.indicator, judged.period)
    if named not in (None, ALL_SETS) and named not in sets and set(sets) - {UNNAMED}:
        return Undefined(f"no target set '{named}', it has {', '.join(sets)}")
    asked = Asked(frame.tracker, judged, frame.question.as_of)
    return measured(rule.requirement.measure, asked)


def _unit(measure: str, indicator: Indicator, language: str) -> str | None:
    if TERM[measure].in_percent:
        return "%"
    if indicator.is_percent and measure in ("variance", "remaining", "change"):
        return POINTS
    return indicator.units.get(language, indicator.unit)


def _qualifier(known: Known) -> Qualifier | None:
    number = known.number if isinstance(known, SoFar) else known
    return number.qualifier if isinstance(number, Quantity) else None


def _figure(known: Known) -> Decimal | bool | str | None:
    match known:
        case SoFar():
            return _figure(known.number)
        case Quantity():
            return known.value
        case Between():
            return known.point
        case Word():
            return known.text == "true" if known.text in ("true", "false") else known.text
    return None


def _message(rule: Posed, known: Known, verdict: Verdict) -> str:
    """Why it does not hold, with the figure as exactly as it is known."""
    requirement = rule.requirement
    values = ", ".join(f"{one}" for one in requirement.values)
    wanted = f"{requirement.measure} {requirement.operator} {values}"
    if isinstance(known, Undefined):
        return f"{wanted} does not hold: {verdict.reason}"
    reason = f" ({verdict.reason})" if verdict.reason else ""
    sign = " %" if TERM[requirement.measure].in_percent else ""
    return f"{wanted} does not hold: it is {told(known)}{sign}{reason}"


def told(known: Quantity | Between | SoFar | Word) -> str:
    """A figure in a message: digit for digit as far as people would read them."""
    match known:
        case SoFar():
            return told(known.number)
        case Word():
            return known.text.replace("_", " ")
        case Between():
            return f"about {known.point:.10g}"
    shown = f"{known.value:f}" if len(f"{known.value:f}") <= 16 else f"{known.value:.12g}"
    return f"{known.qualifier} {shown}" if known.qualifier else shown


def _nothing_selected(rule: Posed, frame: Frame) -> Finding:
    return Finding(
        kind="rule",
        rule=str(rule),
        name=rule.name,
        severity=rule.severity,
        period=(rule.requirement.period or frame.period).text,
        measure=rule.requirement.measure,
        held=False,
        reason="the rule selects no indicator",
        message="the rule selects no indicator",
        file=rule.file,
        line=frame.places.line(rule.file, rule.path),
    )
