"""Proposes marks for figures of a document that the tracker knows.

It would rather miss a figure than mark a wrong one: the same number must stand near words
of the indicator's name, with its unit or percent sign, and years and days are left alone.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from kpitrack.checks.marks.address import Address
from kpitrack.checks.marks.code import Span, code_spans, comments, is_in, merged
from kpitrack.checks.marks.measures import CHANGES, Known, known_number
from kpitrack.checks.marks.places import Markup
from kpitrack.checks.marks.reading import read_marks
from kpitrack.checks.marks.refreshing import Lines
from kpitrack.checks.marks.style import Limits, true_digits
from kpitrack.checks.written import FIGURE, MINUSES, STYLES, read_written, written_like
from kpitrack.measures.wanted import sets_at
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import Period
from kpitrack.model.tracker import Tracker

_ALONE = ("actual", "target", "completion", "count", "of")
_SIZES = ("rise", "fall", "rise_percent", "fall_percent")
_PERCENT = ("completion", "rise_percent", "fall_percent")
_WORD = re.compile(r"[^\W\d_]{3,}")
_DAY_OR_YEAR = re.compile(
    r"(?:\b(?:năm|tháng|ngày|quý|year|in|on|since|from|january|february|march|april|may|june"
    r"|july|august|september|october|november|december)\s+|(?<![0-9])[0-9]{1,2}/)\Z",
    re.I,
)
_ENDS = re.compile(r"[.;!?](?=\s)|\n\s*\n|\n(?=[-*|>#])")
_HIDDEN = re.compile(r"</?[a-z][^<>]*>|\]\([^)\n]{0,200}\)", re.I)


class Suggestion(NamedTuple):
    """A mark to paste: `marked` is the figure with its mark, `told` what it is."""

    line: int
    token: str
    mark: str
    marked: str
    told: str


class _Candidate(NamedTuple):
    address: str
    indicator: Indicator
    measure: str
    period: str
    value: Decimal
    limits: Limits


def suggested(
    text: str, markup: Markup, tracker: Tracker, as_of: dt.date
) -> Iterator[Suggestion]:
    """Marks for the unmarked figures that surely are the tracker's."""
    lines = Lines(text)
    candidates = _by_size(_candidates(tracker, as_of))
    hidden = _hidden(text, markup)
    for found in FIGURE.finditer(text):
        if is_in(found.start(), hidden) or _is_a_date(text, found):
            continue
        best = _best(text, found, candidates)
        if best is not None:
            closing = re.compile(r"[*_]*(?:[ \u00a0]?%)?[*_]*").match(text, found.end())
            shown = text[found.start() : closing.end() if closing else found.end()]
            mark = f"kpi:{best.address}"
            told = f"{best.indicator.name}, {best.measure.replace('_', ' ')} {best.period}"
            line = lines.place(found.start())[0]
            yield Suggestion(line, found[0], mark, f"{shown}<!--{mark}-->", told)


def _hidden(text: str, markup: Markup) -> tuple[Span, ...]:
    marks = read_marks(text, markup)
    marked = [(one.start, one.end) for one in marks.places]
    filled = [(one.start, one.end) for one in marks.blocks]
    silent = [found.span() for found in _HIDDEN.finditer(text)]
    return merged([*code_spans(text, markup), *comments(text), *marked, *filled, *silent])


def _is_a_date(text: str, found: re.Match[str]) -> bool:
    token = found[0]
    if text[found.end() : found.end() + 1] == "/" and len(token) <= 2:
        return True
    is_year = re.fullmatch(r"(?:19|20)[0-9]{2}", token) is not None
    return is_year or bool(
        _DAY_OR_YEAR.search(text[max(0, found.start() - 12) : found.start()])
    )


def _candidates(tracker: Tracker, as_of: dt.date) -> Iterator[_Candidate]:
    for one in tracker.indicators.values():
        asking = _Asking(tracker, as_of, one)
        periods = sorted({*one.actual, *({tracker.period} if tracker.period else ())})
        for place, period in enumerate(periods):
            for measure, target_set in _measures(one, period):
                yield from asking.candidate(measure, None, period, target_set)
            alike = [other for other in periods[:place] if other.kind == period.kind]
            for measure in _SIZES if alike else ():
                yield from asking.candidate(measure, alike[-1], period, None)


def _measures(one: Indicator, period: Period) -> Iterator[tuple[str, str | None]]:
    sets = [name for name in sets_at(one, period) if name]
    for measure in _ALONE:
        if measure in ("target", "completion") and len(sets) > 1:
            yield from ((measure, name) for name in sets)
        else:
            yield measure, None


class _Asking(NamedTuple):
    """Works out single measures of one indicator as known on a day."""

    tracker: Tracker
    as_of: dt.date
    indicator: Indicator

    def candidate(
        self, measure: str, since: Period | None, period: Period, target_set: str | None
    ) -> Iterator[_Candidate]:
        when = f"{since}:{period}" if since else str(period)
        text = f"{self.indicator.id}.{measure}@{when}" + f"/{target_set}" * bool(target_set)
        address = Address(text, self.indicator, measure, period, since, target_set)
        known = known_number(address, self.tracker, self.as_of, None)
        if isinstance(known, Known) and (known.value or measure not in CHANGES):
            yield _Candidate(text, self.indicator, measure, when, known.value, known.limits)


def _by_size(candidates: Iterator[_Candidate]) -> Mapping[tuple[int, str], list[_Candidate]]:
    """Candidates by decimals and by how they are written with so many."""
    found: dict[tuple[int, str], list[_Candidate]] = {}
    for one in candidates:
        for decimals in range(5):
            if true_digits(one.value, decimals, one.limits) > decimals:
                continue  # so rounded it would read as a target that it misses
            found.setdefault((decimals, _plain(one.value, decimals)), []).append(one)
    return found


def _plain(value: Decimal, decimals: int) -> str:
    style = STYLES[0]._replace(group="")
    model = read_written("1" + ("." + "0" * decimals) * bool(decimals), style)
    assert model is not None
    return written_like(value, model, style)


def _best(
    text: str, found: re.Match[str], candidates: Mapping[tuple[int, str], list[_Candidate]]
) -> _Candidate | None:
    """The candidate that its surroundings name best, if they name one well enough."""
    read = {read_written(found[0].lstrip(f"{MINUSES}+"), style) for style in STYLES} - {None}
    hits = [
        one
        for written in read
        if written is not None
        for one in candidates.get(
            (written.decimals, _plain(written.value, written.decimals)), []
        )
    ]
    behind = text[found.end() : found.end() + 40].lstrip(" \u00a0*_")
    around = _sentence(text, found.start(), found.end())
    ranked = sorted(
        ((_score(one, behind, around), one) for one in hits), key=lambda pair: -pair[0]
    )
    if not ranked or ranked[0][0] <= 0:
        return None
    return ranked[0][1]


def _sentence(text: str, start: int, end: int) -> set[str]:
    before = text[max(0, start - 250) : start]
    breaks = [found.end() for found in _ENDS.finditer(before)]
    after = text[end : end + 80]
    stop = _ENDS.search(after)
    around = before[breaks[-1] if breaks else 0 :] + after[: stop.start() if stop else None]
    return {word.lower() for word in _WORD.findall(_HIDDEN.sub(" ", around))}


def _score(one: _Candidate, behind: str, around: set[str]) -> float:
    """How well the words around name the candidate; 0 where they do not."""
    in_percent = one.measure in _PERCENT or (
        one.indicator.is_percent and one.measure in ("actual", "target")
    )
    if in_percent != behind.startswith("%"):
        return 0
    names = [one.indicator.name, *one.indicator.names.values()]
    named = max(_share(_WORD.findall(name.lower()), around) for name in names)
    units = [unit for unit in (one.indicator.unit, *one.indicator.units.values()) if unit]
    has_unit = any(behind.lower().startswith(unit.lower().split()[0]) for unit in units)
    if named < (0.34 if has_unit else 0.6):
        return 0
    return named + 0.5 * has_unit + 0.1 * (one.measure == "actual")


def _share(words: list[str], around: set[str]) -> float:
    return sum(1 for word in words if word in around) / len(words) if words else 0
