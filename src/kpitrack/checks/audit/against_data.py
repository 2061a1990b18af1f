"""Figures that name a known indicator, held against what the tracker says.

No false alarm is the rule: where the period, the unit or the qualifier leaves a doubt, or
the figure is any other one of the indicator, nothing is said.
"""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, Decimal
from typing import NamedTuple

from kpitrack.checks.audit.document import Found
from kpitrack.checks.audit.excerpt import Page
from kpitrack.checks.audit.mentions import Mention, Names, Reading, parsed_unit
from kpitrack.checks.written import FIGURE_SHAPE, NumberStyle, read_written
from kpitrack.measures.assess import assess_sets
from kpitrack.measures.observation import number_of
from kpitrack.measures.quantity import Quantity
from kpitrack.model.figure import Figure
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import Period, parse_period
from kpitrack.model.tracker import Tracker
from kpitrack.views.audited import ClaimVerdict
from kpitrack.views.question import periods_with_actuals

_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d.,]*\d)")
_SHORTER = re.compile(
    r"(?<!\w)(?:months?|quarters?|weeks?|half|term|so far|to date|since|[hq][1-4]|january"
    r"|february|march|april|june|july|august|september|october|november|december"
    r"|tháng|quý|tuần|kỳ|giai đoạn|nhiệm kỳ|lũy kế|luỹ kế|đầu năm|cuối năm)(?!\w)",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?…]\s|\n[ \t]*\n")
_OF_PLAN = re.compile(
    rf"\s?[,(]?\s?(?:(?:or|and|bằng|đạt|equal\s+to|=)\s+)*(?P<figure>{FIGURE_SHAPE})\s?%"
    r"\s+(?:of\s+)?(?:the\s+|its\s+)?(?:so\s+với\s+)?"
    r"(?:plan|target|kế\s+hoạch|dự\s+toán|mục\s+tiêu)(?!\w)",
    re.IGNORECASE,
)
_FAR = 3000
_HEAD = 400


class _Data(NamedTuple):
    """What the tracker says of an indicator: its figure, and all others that it has."""

    value: Decimal
    half: Decimal
    qualifier: str | None
    others: frozenset[Decimal]
    completions: tuple[Decimal, ...]
    one_plan: bool


class Known:
    """A tracker's indicators, ready to hold documents against."""

    def __init__(self, tracker: Tracker, as_of: dt.date) -> None:
        self._tracker = tracker
        self._as_of = as_of
        self._names = Names(tracker.indicators.values())
        self._default = _year_meant(tracker, as_of)
        self._data: dict[tuple[str, str], _Data | None] = {}

    def hold(self, page: Page, style: NumberStyle) -> list[Found]:
        """What a text says about indicators, each with its verdict."""
        found: list[Found] = []
        named = [(one.start(), one[0]) for one in _YEAR.finditer(page.plain)]
        for mention in self._names.mentions(page.plain, style):
            year = self._year(page.plain, mention, named)
            data = self._known(mention.indicator, year) if year else None
            if year and data:
                found += _held(page.plain, mention, data, year, style)
        return found

    def _year(
        self, text: str, mention: Mention, named: Sequence[tuple[int, str]]
    ) -> str | None:
        """The one year that the sentence names; without any, the tracker's own.

        That only where the year named last before is the same, and neither the sentence
        nor the head of the document speaks of months or quarters.
        """
        begin, end = _sentence(text, mention)
        if _SHORTER.search(text, begin, end):
            return None
        first, last = bisect_left(named, (begin, "")), bisect_left(named, (end, ""))
        years = {year for _, year in named[first:last]}
        if years:
            return years.pop() if len(years) == 1 else None
        before = named[first - 1][1] if first else self._default
        if before != self._default or _SHORTER.search(text, 0, _HEAD):
            return None
        return self._default

    def _known(self, indicator: Indicator, year: str) -> _Data | None:
        key = (indicator.id, year)
        if key not in self._data:
            self._data[key] = _data(self._tracker, indicator, parse_period(year), self._as_of)
        return self._data[key]


def _year_meant(tracker: Tracker, as_of: dt.date) -> str | None:
    """The tracker's own period, else its latest with an actual, if that is a year."""
    periods = [tracker.period] if tracker.period else periods_with_actuals(tracker, as_of)[-1:]
    return next((one.text for one in periods if one.kind == "year"), None)


def _sentence(text: str, mention: Mention) -> tuple[int, int]:
    """The whole sentence of a mention, beyond its semicolons."""
    begin = max(0, mention.name_start - _FAR)
    stops = [found.end() for found in _STOP.finditer(text, begin, mention.name_start)]
    after = _STOP.search(text, mention.end, mention.end + _FAR)
    end = after.start() if after else min(len(text), mention.end + _FAR)
    return (stops[-1] if stops else begin), end


def _data(
    tracker: Tracker, indicator: Indicator, period: Period, as_of: dt.date
) -> _Data | None:
    """None where there is no figure of the whole period, or it is no number."""
    assessments = assess_sets(tracker, indicator, period, as_of)
    actual = assessments[0].asked
    number = actual.number
    if not isinstance(number, Quantity) or actual.through or actual.coverage:
        return None
    scale = parsed_unit(indicator.unit or "").scale
    exponent = number.value.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    completions = tuple(
        one.completion.value for one in assessments if isinstance(one.completion, Quantity)
    )
    return _Data(
        value=number.value.scaleb(scale),
        half=Decimal(5).scaleb(scale - decimals - 1),
        qualifier=number.qualifier,
        others=frozenset(one.scaleb(scale) for one in _every_number(indicator)),
        completions=completions if indicator.direction == "increase" else (),
        one_plan=len(assessments) == 1 and assessments[0].target_set == "",
    )


def _every_number(indicator: Indicator) -> Iterator[Decimal]:
    """Every figure that the tracker has of an indicator, of any period and kind."""
    for history in (indicator.actual, indicator.baseline):
        for revisions in history.values():
            for one in revisions:
                yield from _numbers(one)
    for targets in indicator.targets.values():
        for wanted in targets.values():
            for target in wanted:
                yield from _numbers(target.figure)
                yield from (one for one in (target.low, target.high) if one is not None)


def _numbers(figure: Figure) -> Iterator[Decimal]:
    number = number_of(figure)
    if number is not None:
        yield number.value
    for parts in figure.by.values():
        for part in parts.values():
            yield from _numbers(part)


def _held(
    text: str, mention: Mention, data: _Data, year: str, style: NumberStyle
) -> Iterator[Found]:
    """The figure, and the percentage of the plan that follows it."""
    if mention.qualifier != data.qualifier:
        return
    said = mention.readings[0]
    verdict = _verdict(said, data.value, data.half)
    agrees = verdict in ("holds", "holds_by_rounding")
    if not agrees and any(
        _says(one, other) for one in mention.readings for other in data.others
    ):
        return
    rounding = data.half if said.half < data.half else Decimal(0)
    yield Found(
        kind="data",
        verdict=verdict,
        figures=((mention.start, mention.end),),
        stated=said.amount,
        expected=data.value,
        low=data.value - rounding,
        high=data.value + rounding,
        formula=f"{mention.indicator.id}.actual@{year}",
        reason="",
        sure=True,
        against=(mention.indicator.id, year),
    )
    if agrees:
        yield from _of_plan(text, mention, data, year, style)


def _says(reading: Reading, number: Decimal) -> bool:
    return abs(reading.amount - number) <= reading.half


def _verdict(said: Reading, known: Decimal, known_half: Decimal) -> ClaimVerdict:
    """The coarser of the two precisions counts."""
    if _says(said, known):
        return "holds"
    apart = abs(said.amount - known)
    if said.half < known_half and apart <= said.half + known_half:
        return "holds_by_rounding"
    unit = said.half * 2
    if (known / unit).to_integral_value(ROUND_DOWN) * unit == said.amount:
        return "cut"
    return "does_not_hold"


def _of_plan(
    text: str, mention: Mention, data: _Data, year: str, style: NumberStyle
) -> Iterator[Found]:
    """A completion stated right behind the figure; wrong only where there is one plan."""
    found = _OF_PLAN.match(text, mention.end, mention.end + 120)
    written = read_written(found["figure"], style) if found else None
    if found is None or written is None or not data.completions:
        return
    said = Reading(written.value, Decimal(5).scaleb(-written.decimals - 1))
    nearest = min(data.completions, key=lambda one: abs(one - said.amount))
    verdict = _verdict(said, nearest, Decimal(0))
    if verdict == "does_not_hold" and not data.one_plan:
        return
    yield Found(
        kind="data",
        verdict=verdict,
        figures=((found.start("figure"), found.end("figure") + _sign(text, found)),),
        stated=said.amount,
        expected=nearest,
        low=nearest,
        high=nearest,
        formula=f"{mention.indicator.id}.completion@{year}",
        reason="",
        sure=True,
        against=(mention.indicator.id, year),
    )


def _sign(text: str, found: re.Match[str]) -> int:
    """How far the percent sign stands behind the figure."""
    return text.index("%", found.end("figure")) + 1 - found.end("figure")
