"""The answer of `audit`: documents read, their claims judged and counted."""

from collections.abc import Sequence
from typing import NamedTuple

from kpitrack.checks.audit.allowed import Listed
from kpitrack.checks.audit.document import Audited, HoldAgainst, Prose, audited
from kpitrack.checks.written import COMMA, POINT, NumberStyle
from kpitrack.errors import InputError, Mistake
from kpitrack.views.audited import AuditView, FileRead, audit_tally

_STYLES: dict[str, NumberStyle | None] = {
    "auto": None,
    "point": POINT,
    "comma": COMMA,
    "1,234.5": POINT,
    "1.234,5": COMMA,
}


class Answered(NamedTuple):
    """The view, and what a person should know beside it."""

    view: AuditView
    warnings: tuple[str, ...]


def asked_style(name: str) -> NumberStyle | None:
    """The number style that a person named, None where the document tells it."""
    try:
        return _STYLES[name.strip().lower()]
    except KeyError:
        expected = "auto, 1,234.5 (or point) or 1.234,5 (or comma)"
        raise InputError([Mistake(expected, f'"{name}"', key="style")]) from None


def audit_view(
    documents: Sequence[Prose],
    *,
    style: NumberStyle | None = None,
    loose: bool = False,
    strict: bool = False,
    listed: Sequence[Listed] = (),
    hold_against: HoldAgainst | None = None,
) -> Answered:
    """Every claim of some documents; raises InputError for exceptions without a reason."""
    found = [
        audited(one, style, loose=loose, listed=listed, hold_against=hold_against)
        for one in documents
    ]
    mistakes = [mistake for one in found for mistake in one.mistakes]
    if mistakes:
        raise InputError(mistakes)
    rows = tuple(row for one in found for row in one.rows)
    view = AuditView(
        files=_files(documents, found, strict),
        strict=strict,
        loose=loose,
        claims=rows,
        numbers=sum(one.numbers for one in found),
        numbers_not_in_a_claim=sum(one.unclaimed for one in found),
        summary=audit_tally(rows, strict),
        notes=(),
    )
    used = frozenset[int]().union(*(one.used for one in found))
    idle = (
        f'{one.file}:{one.line}: silences nothing: "{one.text}"'
        for number, one in enumerate(listed)
        if number not in used
    )
    return Answered(view, (*(told for one in found for told in one.unused), *idle))


def _files(
    documents: Sequence[Prose], found: Sequence[Audited], strict: bool
) -> tuple[FileRead, ...]:
    """One entry for each file; the parts of a Word document are one."""
    parts: dict[str, list[Audited]] = {}
    for document, one in zip(documents, found, strict=True):
        parts.setdefault(document.file, []).append(one)
    return tuple(
        FileRead(
            file=file,
            numbers=sum(one.numbers for one in read),
            numbers_not_in_a_claim=sum(one.unclaimed for one in read),
            summary=audit_tally([row for one in read for row in one.rows], strict),
        )
        for file, read in parts.items()
    )
