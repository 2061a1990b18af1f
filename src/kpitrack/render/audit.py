"""The sheet of an audit: claims with what they state and what they should, by file."""

from collections.abc import Iterator
from decimal import ROUND_HALF_DOWN, Context, Decimal

from kpitrack.render.numbers import rounded, written_digits
from kpitrack.render.printable import printable
from kpitrack.render.sheet import Cell, Column, Manner, Mood, Section, Sheet
from kpitrack.views.audited import AuditTally, AuditView, ClaimRow, ClaimVerdict, FileRead

_MOODS: dict[ClaimVerdict, Mood] = {
    "holds": "good",
    "holds_by_rounding": "good",
    "cut": "near",
    "does_not_hold": "bad",
    "undecided": "open",
}
_MOST_DIGITS = 9
_WIDE = Context(prec=90, rounding=ROUND_HALF_DOWN)


def audit_sheets(view: AuditView, manner: Manner) -> tuple[Sheet, ...]:
    """The claims of the view; with several files each under its own heading."""
    sheet = Sheet(
        title=manner.words["title_audit"],
        columns=_columns(manner),
        sections=tuple(_sections(view, manner)),
        footer=audit_text(view, manner),
        notes=tuple(map(printable, view.notes)),
    )
    return (sheet,)


def _columns(manner: Manner) -> tuple[Column, ...]:
    return manner.columns(
        ("claim_place", "name"),
        ("claim_stated", "figure"),
        ("should_be", "figure"),
        ("claim_verdict", "word"),
        ("arithmetic", "prose"),
        ("claim_text", "prose"),
    )


def _sections(view: AuditView, manner: Manner) -> Iterator[Section]:
    """Every file that was read has one, also where there is no claim to show."""
    for read in view.files:
        rows = tuple(_row(one, manner) for one in view.claims if one.file == read.file)
        if len(view.files) == 1:
            yield Section(rows)
        else:
            yield Section(rows, heading=printable(read.file), total=audit_text(read, manner))


def _row(row: ClaimRow, manner: Manner) -> tuple[Cell, ...]:
    return (
        Cell(printable(place_of(row))),
        Cell(printable(row.stated_text)),
        Cell(printable(should_be(row, manner))),
        _verdict(row, manner),
        Cell(printable(arithmetic(row, manner))),
        Cell(printable(row.text)),
    )


def place_of(row: ClaimRow) -> str:
    """Where a claim begins: file, line and column, or in Word the part and the paragraph."""
    if row.part is None:
        return f"{row.file}:{row.line}:{row.column}"
    part = row.part.rpartition("/")[2].removesuffix(".xml")
    where = f"paragraph {row.line}"
    return f"{row.file}: {where if part == 'document' else f'{part} {where}'}"


def _verdict(row: ClaimRow, manner: Manner) -> Cell:
    words = manner.words
    if row.allowed is not None:
        return Cell(printable(words["allowed"].format(reason=row.allowed)), "quiet")
    told = words[row.verdict]
    if row.sure:
        return Cell(told, _MOODS[row.verdict])
    return Cell(words["loosely"].format(verdict=told), "near")


def should_be(row: ClaimRow, manner: Manner) -> str:
    """What should be printed, and from where to where it may be if the inputs are rounded."""
    if row.expected is None or row.expected_low is None or row.expected_high is None:
        return "–"
    if row.kind == "data":
        return _in_unit(row.expected, _digits(row.expected, row), row, manner)
    low = _finest(row.expected_low, row, ROUND_HALF_DOWN)
    high = rounded(row.expected_high.scaleb(-row.scale), row.decimals)
    point = _in_unit(row.expected, row.decimals, row, manner)
    if low == high:
        return point
    numbers = manner.numbers
    ends = [numbers.number(one, row.decimals) for one in (low, high)]
    return f"{point} ({ends[0]}–{ends[1]})"


def _finest(value: Decimal, row: ClaimRow, rounding: str) -> Decimal:
    """The least figure of its decimals that stands for the value among others."""
    unit = Decimal(1).scaleb(-row.decimals)
    return value.scaleb(-row.scale).quantize(unit, rounding=rounding, context=_WIDE)


def _in_unit(value: Decimal, digits: int, row: ClaimRow, manner: Manner) -> str:
    """A figure in the words of the stated one: 4.6 million, 75 %."""
    text = manner.numbers.number(value.scaleb(-row.scale), digits)
    if row.unit is None:
        return text
    return manner.numbers.with_sign(text) if row.unit == "%" else f"{text} {row.unit}"


def arithmetic(row: ClaimRow, manner: Manner) -> str:
    """The formula with its figures and its result, one digit finer than the stated figure."""
    reason = manner.words.get(row.reason or "", row.reason or "")
    told = row.formula.replace(" of ", f" {manner.words['of']} ")
    if row.expected is not None and _has_result(row):
        told = f"{told} = {_in_unit(row.expected, _digits(row.expected, row), row, manner)}"
    return "; ".join(part for part in (told, reason) if part)


def _has_result(row: ClaimRow) -> bool:
    """Whether the formula is more than the figure itself: "18 of 18" and "412" are not."""
    return row.kind == "data" or " " in row.formula.replace(" of ", "")


def _digits(value: Decimal, row: ClaimRow) -> int:
    """One digit more than the stated figure has where it needs it; a datum is shown whole."""
    shown = value.scaleb(-row.scale)
    if row.kind == "data" and row.unit != "%":
        return min(written_digits(shown.normalize(_WIDE)), _MOST_DIGITS)
    return row.decimals + (shown != rounded(shown, row.decimals))


def told(row: ClaimRow, manner: Manner) -> str:
    """A claim in one line, for a reader without a table."""
    words = manner.words
    text = f"{words['claim_stated'].lower()} {row.stated_text}"
    if row.expected is not None:
        text += f", {words['should_be'].lower()} {should_be(row, manner)}"
    shown = arithmetic(row, manner)
    return f"{text}: {shown} | {row.text}" if shown else f"{text} | {row.text}"


def audit_text(read: AuditView | FileRead, manner: Manner) -> str:
    """How much was read and what came of it: a clean run never looks like an empty one."""
    if not read.numbers:
        return manner.words["no_numbers"]
    tally = read.summary
    told = [
        _count(tally.claims - tally.loose, "claim", "claims", manner),
        _count(read.numbers_not_in_a_claim, "unclaimed", "unclaimed", manner),
        _count(tally.does_not_hold, "failure", "failures", manner),
    ]
    return ", ".join([*told, *_rest(tally, manner)])


def _rest(tally: AuditTally, manner: Manner) -> Iterator[str]:
    """Counts that are told only where there are any."""
    for key in ("cut", "undecided", "loose", "allowed"):
        count = getattr(tally, key)
        if count:
            yield manner.words[f"{key}_of"].format(count=count)


def _count(count: int, one: str, many: str, manner: Manner) -> str:
    if count == 1:
        return manner.words[f"one_{one}"]
    return manner.words[f"many_{many}"].format(count=manner.numbers.number(Decimal(count), 0))
