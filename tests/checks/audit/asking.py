"""What the tests of the audit ask of it."""

from kpitrack.checks.audit.audit import audit_text
from kpitrack.checks.audit.prose import Composed

Said = list[tuple[str, str]]
"""Kinds and verdicts, in the order of the text."""


def said(text: str) -> Said:
    """The kind and verdict of each claim in a text."""
    return [(one.kind, one.verdict) for one in audit_text(Composed(text).text).claims]


def figures(text: str) -> list[list[str]]:
    """The figures of each claim as they stand in a text, the stated one last."""
    plain = Composed(text).text
    return [[plain[a:b] for a, b in one.figures] for one in audit_text(plain).claims]


def unclaimed(text: str) -> tuple[int, int]:
    """How many figures a text has, and how many of them are in no claim."""
    found = audit_text(Composed(text).text)
    return found.numbers, found.unclaimed
