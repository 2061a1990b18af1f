"""A check view as JUnit XML: a suite for each rule, and one for the built-in checks."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from kpitrack.checks.finding import Finding
from kpitrack.checks.view import CheckView

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write, not even escaped."""


def junit_text(view: CheckView) -> str:
    """A case for each finding. A warning is a case that passes with its text as output.

    Under `strict` it is a failure, as it is for the exit code.
    """
    groups = [(name, list(found)) for name, found in groupby(view.findings, key=_suite_of)]
    suites = "".join(_suite(name, found, view) for name, found in groups)
    counts = _counts(view.findings, view)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<testsuites name={_quoted(f'kpitrack check: {view.title}')} {counts}>\n"
        f"{suites}</testsuites>\n"
    )


def _suite_of(one: Finding) -> str:
    return (one.name or one.rule) if one.kind == "rule" else "consistency"


def _suite(name: str, found: list[Finding], view: CheckView) -> str:
    cases = "".join(_case(one, view) for one in found)
    told = _properties(view) if found[0].kind == "consistency" else ""
    return (
        f"<testsuite name={_quoted(name)} {_counts(found, view)}>\n{told}{cases}</testsuite>\n"
    )


def _counts(found: Iterable[Finding], view: CheckView) -> str:
    every = list(found)
    failures = sum(1 for one in every if _fails(one, view))
    return f'tests="{len(every)}" failures="{failures}" errors="0" skipped="0"'


def _fails(one: Finding, view: CheckView) -> bool:
    return not one.held and (one.severity == "error" or view.strict)


def _properties(view: CheckView) -> str:
    """How much was looked at."""
    lines = [
        f'<property name="{run.name}.compared" value="{run.compared}"/>\n'
        for run in view.checks
    ]
    lines.insert(0, f'<property name="indicators" value="{view.summary.indicators}"/>\n')
    return f"<properties>\n{''.join(lines)}</properties>\n"


def _case(one: Finding, view: CheckView) -> str:
    name = " ".join(_names(one)) or one.rule
    opening = f"<testcase classname={_quoted(one.rule)} name={_quoted(name)}"
    if one.file and not one.held:
        opening += f" file={_quoted(one.file)}"
        if one.line is not None:
            opening += f' line="{one.line}"'
    if one.held:
        return f"{opening}/>\n"
    message = str(one.message)
    if _fails(one, view):
        told = f'<failure type="{one.severity}" message={_quoted(message)}/>'
    else:
        told = f"<system-out>{_escaped(f'warning: {message}')}</system-out>"
    return f"{opening}>{told}</testcase>\n"


def _names(one: Finding) -> Iterator[str]:
    for part in (one.indicator, one.period, one.target_set):
        if part:
            yield part


def _quoted(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", text))


def _escaped(text: str) -> str:

    return escape(_FORBIDDEN.sub("\ufffd", text))
