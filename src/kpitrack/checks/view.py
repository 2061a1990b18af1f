"""Does it hold: the rules and the built-in checks, each with what was looked at."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from kpitrack.checks.consistency.catalogue import CHECKS
from kpitrack.checks.consistency.check import Check, Fault, Scene
from kpitrack.checks.finding import Finding, Severity
from kpitrack.checks.rules.grammar import may_mean_thousands, nearest, plain
from kpitrack.checks.rules.holding import Frame, hold
from kpitrack.checks.rules.posed import posed_rules
from kpitrack.errors import InputError, Mistake
from kpitrack.model.period import Period
from kpitrack.model.tracker import Tracker
from kpitrack.sources.places import Places
from kpitrack.views.question import Question, selected

RULES = "rules"
"""What `only` and `skip` call the rules of the file, beside the names of the checks."""


class CheckRun(NamedTuple):
    """One built-in check: how many comparisons it made, and how many did not hold."""

    name: str
    severity: Severity
    says: str
    compared: int
    findings: int


class CheckSummary(NamedTuple):
    """How much was looked at, and what came of it.

    `judged` counts a rule once for each indicator it is about, `rules_held` those that held
    for all of theirs. `errors` and `warnings` did not hold. `held` is whether all is well:
    no error, and under `strict` no warning.
    """

    indicators: int
    rules: int
    rules_held: int
    judged: int
    judged_held: int
    checks: int
    compared: int
    errors: int
    warnings: int
    held: bool


class CheckView(NamedTuple):
    """The answer of `check`: findings for each rule and for each built-in check.

    A rule has one for each indicator that it is about, a check one for each fault, or one
    that held where it found none.
    """

    title: str
    period: str
    target_set: str | None
    as_of: dt.date
    strict: bool
    findings: tuple[Finding, ...]
    checks: tuple[CheckRun, ...]
    summary: CheckSummary
    notes: tuple[str, ...]

    @property
    def view(self) -> Literal["check"]:
        """The command that this answers."""
        return "check"

    @property
    def rows(self) -> tuple[Finding, ...]:
        """The findings: what a table has a row for."""
        return self.findings


class CheckDescription(NamedTuple):
    """A built-in check, as `check --list` tells it."""

    name: str
    severity: Severity
    says: str


class CatalogueView(NamedTuple):
    """The answer of `check --list`."""

    rows: tuple[CheckDescription, ...]

    @property
    def view(self) -> Literal["checks"]:
        """What this lists."""
        return "checks"


def catalogue_view() -> CatalogueView:
    """Every built-in check."""
    return CatalogueView(
        tuple(CheckDescription(one.name, one.severity, one.says) for one in CHECKS)
    )


def check_view(
    tracker: Tracker,
    period: Period,
    question: Question,
    *,
    rules: Sequence[str] = (),
    only: Sequence[str] = (),
    skip: Sequence[str] = (),
    strict: bool = False,
    places: Places | None = None,
    language: str = "en",
) -> CheckView:
    """Hold the typed rules, those of the file and the built-in checks.

    `only` and `skip` choose among the checks by name; `rules` in them stands for the rules
    of the file. Typed rules are always held. Raises InputError for every mistake in the
    rules, and for a name that no check has.
    """
    lines = places or Places({})
    chosen = tuple(selected(tracker, question))
    running = _chosen_checks(only, skip)
    from_file = _is_chosen(RULES, only, skip)
    posed = posed_rules(tracker, rules, lines, from_file=from_file)
    if not posed and not running:
        message = "nothing to hold: no rule is typed or in the file, and no check is chosen"
        raise InputError(message=message)
    frame = Frame(tracker, question, period, lines, language)
    held = [tuple(hold(rule, chosen, frame)) for rule in posed]
    scene = Scene(tracker, chosen, period, question.as_of)
    results = [_run(one, scene, frame) for one in running]
    runs = tuple(run for run, _ in results)
    findings = (
        *(finding for one in held for finding in one),
        *(finding for _, found in results for finding in found),
    )
    left_out = sum(1 for one in held if not one)
    return CheckView(
        title=tracker.titles.get(language, tracker.title),
        period=period.text,
        target_set=question.target_set or tracker.target_set,
        as_of=question.as_of,
        strict=strict,
        findings=findings,
        checks=runs,
        summary=_summary(len(chosen), held, runs, findings, strict),
        notes=(
            *(f"{left_out} rules of the file are about other indicators",) * bool(left_out),
            *_doubtful_bounds(findings),
        ),
    )


def _doubtful_bounds(findings: Iterable[Finding]) -> Iterable[str]:
    """A word on bounds such as 1.200, unless the figures have three decimals themselves."""
    bounds = [
        one.bound
        for one in findings
        if one.bound is not None
        and one.unit != "%"
        and may_mean_thousands(one.bound)
        and not _has_three_decimals(one.figure)
    ]
    return [
        f"{one} in a rule is {plain(one)}; {one.scaleb(3)} is written without a separator"
        for one in dict.fromkeys(bounds)
    ]


def _has_three_decimals(figure: Decimal | bool | str | None) -> bool:
    return isinstance(figure, Decimal) and int(figure.as_tuple().exponent) <= -3


def _is_chosen(name: str, only: Sequence[str], skip: Sequence[str]) -> bool:
    return (not only or name in only) and name not in skip


def _chosen_checks(only: Sequence[str], skip: Sequence[str]) -> tuple[Check, ...]:
    known = [*(one.name for one in CHECKS), RULES]
    mistakes = [
        Mistake("the name of a check", f'"{name}"', nearest(name, known), key=key)
        for key, names in (("only", only), ("skip", skip))
        for name in names
        if name not in known
    ]
    if mistakes:
        raise InputError(mistakes)
    return tuple(one for one in CHECKS if _is_chosen(one.name, only, skip))


def _run(check: Check, scene: Scene, frame: Frame) -> tuple[CheckRun, tuple[Finding, ...]]:
    compared = list(check.find(scene))
    found = tuple(_found(check, one, frame) for one in compared if one is not None)
    run = CheckRun(check.name, check.severity, check.says, len(compared), len(found))
    return run, found or (_nothing_found(run),)


def _nothing_found(run: CheckRun) -> Finding:
    return Finding(
        kind="consistency",
        rule=run.name,
        severity=run.severity,
        held=True,
        message=f"{run.compared} compared",
    )


def _found(check: Check, fault: Fault, frame: Frame) -> Finding:
    indicator = frame.tracker.indicators[fault.indicator]
    file = frame.tracker.origins.get(indicator.id)
    path = ("indicators", indicator.id, *fault.key)
    return Finding(
        kind="consistency",
        rule=check.name,
        severity=fault.severity or check.severity,
        indicator=indicator.id,
        indicator_name=indicator.names.get(frame.language, indicator.name),
        period=fault.period.text if fault.period else None,
        held=False,
        figure=fault.figure,
        reason=fault.message,
        message=fault.message,
        file=file,
        line=frame.places.line(file, path),
    )


def _summary(
    indicators: int,
    held: Sequence[tuple[Finding, ...]],
    runs: Sequence[CheckRun],
    findings: Iterable[Finding],
    strict: bool,
) -> CheckSummary:
    asked = [one for one in held if one]
    judged = [finding for one in asked for finding in one]
    failed = [one.severity for one in findings if not one.held]
    errors, warnings = failed.count("error"), failed.count("warning")
    return CheckSummary(
        indicators=indicators,
        rules=len(asked),
        rules_held=sum(1 for one in asked if all(finding.held for finding in one)),
        judged=len(judged),
        judged_held=sum(1 for one in judged if one.held),
        checks=len(runs),
        compared=sum(one.compared for one in runs),
        errors=errors,
        warnings=warnings,
        held=not errors and not (strict and warnings),
    )
