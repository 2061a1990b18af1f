"""A finding: one rule held for one indicator, or one thing that a check found."""

from decimal import Decimal
from typing import Literal, NamedTuple

from kpitrack.model.figure import Qualifier

Severity = Literal["error", "warning"]

POINTS = "points"
"""The unit of a difference of percentages."""


class Finding(NamedTuple):
    """One rule for one indicator, held or not; or what a built-in check found.

    `rule` is the rule's text or the check's name, `name` what the file calls the rule.
    `figure` is exact: a number in `unit` ("%" for measures in percent, "points" for
    differences of percentages), a word, or true or false; None where there is none, which
    `message` explains. `bound` is the number that the rule compares with. `message` says in
    full what does not hold, `reason` only what figure and bound do not show; for a check
    that found nothing, `message` says how much it compared. `line` is known only for what
    does not hold: of the figure, else of what holds it. `indicator` is None for a rule that
    selects nothing and a check that found nothing.
    """

    kind: Literal["rule", "consistency"]
    rule: str
    severity: Severity
    held: bool
    name: str | None = None
    indicator: str | None = None
    indicator_name: str | None = None
    period: str | None = None
    target_set: str | None = None
    measure: str | None = None
    figure: Decimal | bool | str | None = None
    figure_qualifier: Qualifier | None = None
    bound: Decimal | None = None
    unit: str | None = None
    decimals: int | None = None
    reason: str | None = None
    message: str | None = None
    file: str | None = None
    line: int | None = None
