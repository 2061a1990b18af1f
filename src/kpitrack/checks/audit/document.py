"""One document: its claims as rows, with their places, words and exceptions."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from kpitrack.checks.audit.allowed import Allowance, Listed, allowances, silencing
from kpitrack.checks.audit.audit import audit_text, language_style
from kpitrack.checks.audit.claim import Claim
from kpitrack.checks.audit.excerpt import Page, excerpt
from kpitrack.checks.audit.prose import Composed, without_markup
from kpitrack.checks.audit.quoting import Quoted, filled, quoted, scale_of
from kpitrack.checks.written import NumberStyle
from kpitrack.errors import Mistake
from kpitrack.views.audited import ClaimKind, ClaimRow, ClaimVerdict


class Prose(NamedTuple):
    """A document's running text: that of a file, or of one part of a Word document.

    In a Word document every paragraph is a line, with an empty one between two.
    """

    file: str
    part: str | None
    text: str


class Found(NamedTuple):
    """A claim before it is told: as `Claim` says, or found in the data.

    `against` names the indicator and the period of a claim that was held against data.
    """

    kind: ClaimKind
    verdict: ClaimVerdict
    figures: tuple[tuple[int, int], ...]
    stated: Decimal | None
    expected: Decimal | None
    low: Decimal | None
    high: Decimal | None
    formula: str
    reason: str
    sure: bool
    against: tuple[str, str] | None = None


HoldAgainst = Callable[[Page, NumberStyle], Sequence[Found]]
"""Finds what a text says about known indicators."""


class Audited(NamedTuple):
    """The claims of one document, and how many of its numbers are in none.

    `unused` are the exceptions that silence nothing, as warnings; `used` the numbers of the
    listed ones that do.
    """

    rows: tuple[ClaimRow, ...]
    numbers: int
    unclaimed: int
    unused: tuple[str, ...]
    used: frozenset[int]
    mistakes: tuple[Mistake, ...]


def audited(
    prose: Prose,
    style: NumberStyle | None,
    *,
    loose: bool,
    listed: Sequence[Listed] = (),
    hold_against: HoldAgainst | None = None,
) -> Audited:
    """Every sure claim of a document, and with `loose` the others too."""
    composed = Composed(prose.text.replace("\r\n", "\n").replace("\r", "\n"))
    page = Page(composed.text, without_markup(composed.text))
    chosen = style or language_style(page.plain)
    read = audit_text(page.text, chosen)
    found = [_found(one) for one in read.claims]
    found += hold_against(page, chosen) if hold_against else ()
    found.sort(key=_place)
    allowed, mistakes = allowances(composed, page, prose.file)
    teller = _Teller(prose, composed, page, chosen, allowed, listed)
    told = [(one, teller.row(one)) for one in found]
    kept = [(one, row) for one, row in told if one.sure or loose]
    claimed = {place for one, _ in kept for place in one.figures}
    return Audited(
        rows=tuple(row for _, row in kept),
        numbers=read.numbers,
        unclaimed=max(0, read.numbers - len(claimed)),
        unused=tuple(teller.unused()),
        used=frozenset(teller.listed_used),
        mistakes=mistakes,
    )


def _place(one: Found) -> tuple[int, int]:
    return min(one.figures)[0], max(last for _, last in one.figures)


def _found(claim: Claim) -> Found:
    return Found(
        kind=claim.kind,
        verdict=claim.verdict,
        figures=claim.figures,
        stated=claim.stated,
        expected=claim.expected,
        low=claim.low,
        high=claim.high,
        formula=claim.formula,
        reason=claim.reason,
        sure=claim.sure,
    )


class _Teller:
    """Makes rows of one document's claims, and keeps which exceptions silence some."""

    def __init__(
        self,
        prose: Prose,
        composed: Composed,
        page: Page,
        style: NumberStyle,
        allowed: Sequence[Allowance],
        listed: Sequence[Listed],
    ) -> None:
        self._prose = prose
        self._composed = composed
        self._page = page
        self._style = style
        self._allowed = allowed
        self._listed = {one.text: number for number, one in reversed([*enumerate(listed)])}
        self._listed_in = {number: one.file for number, one in enumerate(listed)}
        self._used: set[int] = set()
        self.listed_used: set[int] = set()

    def row(self, one: Found) -> ClaimRow:
        line, column = self._composed.line_and_column(_place(one)[0])
        figures = [
            quoted(self._page.plain[start:end], self._style) for start, end in one.figures
        ]
        text = excerpt(self._page, one.figures)
        stated = figures[-1]
        return ClaimRow(
            file=self._prose.file,
            part=self._prose.part,
            line=line if self._prose.part is None else (line + 1) // 2,
            column=column,
            text=text,
            kind=one.kind,
            verdict=one.verdict,
            stated_text=_glued(stated),
            stated=one.stated,
            expected=one.expected,
            expected_low=one.low,
            expected_high=one.high,
            unit=stated.unit or None,
            scale=scale_of(stated, one.stated),
            decimals=stated.decimals,
            formula=filled(one.formula, figures),
            indicator=one.against[0] if one.against else None,
            period=one.against[1] if one.against else None,
            reason=one.reason or None,
            sure=one.sure,
            allowed=self._exception(one, text),
        )

    def _exception(self, one: Found, text: str) -> str | None:
        """The reason of the exception that silences a claim which is not right."""
        if one.verdict not in ("does_not_hold", "cut"):
            return None
        number = silencing(self._allowed, _place(one)[1])
        if number is not None:
            self._used.add(number)
            return self._allowed[number].reason
        place = self._listed.get(text)
        if place is not None:
            self.listed_used.add(place)
            return f"listed in {self._listed_in[place]}"
        return None

    def unused(self) -> Iterator[str]:
        for number, one in enumerate(self._allowed):
            if number not in self._used:
                yield f"{self._prose.file}:{one.line}: kpi:audit-ok silences nothing"


def _glued(figure: Quoted) -> str:
    """A figure as it is quoted: a percent sign stays at its number."""
    return figure.digits + figure.unit if figure.unit == "%" else figure.whole
