"""Is what the report says still true: every mark of some documents, and what is there now."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple


class MarkRow(NamedTuple):
    """One mark of a document: what stands there and what should.

    `line` and `column` count from 1; in a Word document `part` names the part of the
    package and `line` is the paragraph in it. `found` and `expected` are figures as they
    are written in the document, `value` is the exact figure. A marked table has none of
    these, and no indicator.
    """

    file: str
    part: str | None
    line: int
    column: int
    mark: str
    indicator: str | None
    measure: str | None
    period: str | None
    target_set: str | None
    found: str | None
    expected: str | None
    value: Decimal | None
    holds: bool


class MarkTally(NamedTuple):
    """How much was read, and how much of it holds."""

    files: int
    marks: int
    held: int
    stale: int


class ReportView(NamedTuple):
    """The answer of `report`. `mend` is the command that writes what is expected."""

    files: tuple[str, ...]
    target_set: str | None
    as_of: dt.date
    rows: tuple[MarkRow, ...]
    summary: MarkTally
    mend: str | None
    notes: tuple[str, ...]

    @property
    def view(self) -> Literal["report"]:
        """The command that this answers."""
        return "report"


def mark_tally(files: int, rows: Sequence[MarkRow]) -> MarkTally:
    """Counts of the marks read in some files."""
    held = sum(1 for one in rows if one.holds)
    return MarkTally(files, len(rows), held, len(rows) - held)
