"""What the audit finds: a claim, with the figures it is made of and its verdict."""

from decimal import Decimal
from typing import Literal, NamedTuple, get_args

from kpitrack.checks.audit.verdict import Verdict

Kind = Literal[
    "ratio", "plan", "change", "points", "times", "average", "sum", "complete", "same",
    "impossible",
]  # fmt: skip
"""What a claim is about; docs/auditing.md has an example of each."""

KINDS: tuple[Kind, ...] = get_args(Kind)


class Claim(NamedTuple):
    """Figures in a text that say something about each other.

    `figures` are the places (start and end in the text) of all that the claim rests on,
    the stated one last. `expected` is what the stated figure should be, from `low` to
    `high` where the inputs are rounded; in percent for percentages, else in the stated
    figure's unit with its scale applied. A claim that is not `sure` rests on a loose
    reading and never accuses on its own.
    """

    kind: Kind
    verdict: Verdict
    figures: tuple[tuple[int, int], ...]
    stated: Decimal | None
    expected: Decimal | None
    low: Decimal | None
    high: Decimal | None
    formula: str
    reason: str = ""
    sure: bool = True

    @property
    def start(self) -> int:
        """Where its first figure begins."""
        return min(first for first, _ in self.figures)

    @property
    def end(self) -> int:
        """Where its last figure ends."""
        return max(last for _, last in self.figures)
