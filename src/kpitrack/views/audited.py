"""Does a document's arithmetic hold: every claim in it, with what it should say."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

ClaimKind = Literal[
    "ratio",
    "plan",
    "change",
    "points",
    "average",
    "sum",
    "complete",
    "same",
    "impossible",
    "times",
    "data",
]
"""What a claim says; `data` is held against the tracker, all others against the text."""

ClaimVerdict = Literal["holds", "holds_by_rounding", "cut", "does_not_hold", "undecided"]


class ClaimRow(NamedTuple):
    """One claim of a document.

    `line` and `column` count from 1 and are those of its first figure; in a Word document
    `part` names the part of the package and `line` is the paragraph in it. `text` is the
    sentence or clause around its figures. `stated`, `expected` and its bounds are in
    percent for percentages, else whole amounts: 4.5 million is 4500000, with `scale` 6,
    `decimals` 1 and `unit` "million". `formula` has the figures of the text filled in.
    `indicator` and `period` name what it was held against, for the kind `data`. `sure`
    claims decide the exit code. `allowed` is the reason of the exception that silences it.
    """

    file: str
    part: str | None
    line: int
    column: int
    text: str
    kind: ClaimKind
    verdict: ClaimVerdict
    stated_text: str
    stated: Decimal | None
    expected: Decimal | None
    expected_low: Decimal | None
    expected_high: Decimal | None
    unit: str | None
    scale: int
    decimals: int
    formula: str
    indicator: str | None
    period: str | None
    reason: str | None
    sure: bool
    allowed: str | None

    @property
    def judged(self) -> bool:
        """Whether it counts towards the answer: sure, and no exception."""
        return self.sure and self.allowed is None


class AuditTally(NamedTuple):
    """How many claims there are, and how many of each verdict and kind.

    Verdicts count sure claims that no exception silences; `loose` are those that are not
    sure, `allowed` those that are silenced. `failed` is how many make the audit fail, and
    `held` whether none does.
    """

    claims: int
    holds: int
    holds_by_rounding: int
    cut: int
    does_not_hold: int
    undecided: int
    loose: int
    allowed: int
    kinds: dict[str, int]
    failed: int
    held: bool


class FileRead(NamedTuple):
    """How much of one file was read, and what came of it."""

    file: str
    numbers: int
    numbers_not_in_a_claim: int
    summary: AuditTally


class AuditView(NamedTuple):
    """The answer of `audit`: the claims in the order of the documents."""

    files: tuple[FileRead, ...]
    strict: bool
    loose: bool
    claims: tuple[ClaimRow, ...]
    numbers: int
    numbers_not_in_a_claim: int
    summary: AuditTally
    notes: tuple[str, ...]

    @property
    def view(self) -> Literal["audit"]:
        """The command that this answers."""
        return "audit"

    @property
    def rows(self) -> tuple[ClaimRow, ...]:
        """The claims: what a table has a row for."""
        return self.claims

    @property
    def wrong(self) -> tuple[ClaimRow, ...]:
        """The claims to look at: those that fail, and loose ones that do not hold."""
        return tuple(
            one
            for one in self.claims
            if fails(one, self.strict)
            or (not one.sure and one.allowed is None and one.verdict == "does_not_hold")
        )


def fails(row: ClaimRow, strict: bool) -> bool:
    """Whether a claim makes an audit fail; under `strict` a cut figure does."""
    return row.judged and (row.verdict == "does_not_hold" or (strict and row.verdict == "cut"))


def audit_tally(rows: Sequence[ClaimRow], strict: bool) -> AuditTally:
    """Counts of some claims."""
    verdicts = Counter(one.verdict for one in rows if one.judged)
    failed = sum(1 for one in rows if fails(one, strict))
    return AuditTally(
        claims=len(rows),
        holds=verdicts["holds"],
        holds_by_rounding=verdicts["holds_by_rounding"],
        cut=verdicts["cut"],
        does_not_hold=verdicts["does_not_hold"],
        undecided=verdicts["undecided"],
        loose=sum(1 for one in rows if not one.sure),
        allowed=sum(1 for one in rows if one.sure and one.allowed is not None),
        kinds=dict(Counter(one.kind for one in rows)),
        failed=failed,
        held=not failed,
    )
