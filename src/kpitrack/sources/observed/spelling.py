"""How a source writes its periods, read as kpitrack's."""

import datetime as dt
from collections.abc import Iterable, Iterator

from kpitrack.errors import InputError
from kpitrack.measures.rollup import has_iso_year, iso_year
from kpitrack.model.observations import ObservationSource
from kpitrack.model.period import SPELLINGS, Period, PeriodError, parse_period, period_holding
from kpitrack.sources.observed.place import mistake

_MOST_NAMED = 5


def periods_by_text(source: ObservationSource, texts: Iterable[str]) -> dict[str, Period]:
    """The period of each text; raises InputError that names some of those that have none."""
    found: dict[str, Period] = {}
    unknown: list[str] = []
    for text in texts:
        period = _period(source, text)
        if period is None:
            unknown.append(text)
        else:
            found[text] = period
    if not unknown:
        return found
    told = ", ".join(f'"{one}"' for one in sorted(unknown)[:_MOST_NAMED])
    more = f" and {len(unknown) - _MOST_NAMED} more" if len(unknown) > _MOST_NAMED else ""
    expected = "days such as 2024-12-31" if source.every else f"periods: {SPELLINGS}"
    raise InputError([mistake(source, "columns.period", expected, told + more)])


def _period(source: ObservationSource, text: str) -> Period | None:
    try:
        if source.every is None:
            return parse_period(text)
        day, time = text[:10], text[10:11]
        return (
            period_holding(dt.date.fromisoformat(day), source.every) if time in "T " else None
        )
    except (PeriodError, ValueError):
        return None


def near_texts(
    source: ObservationSource, texts: Iterable[str], within: Iterable[Period]
) -> frozenset[str]:
    """Those texts whose periods share a day with one of the asked ones.

    Weeks too that lie in the ISO year of one: it may reach over into the years beside.
    """
    asked = [one for period in within for one in _with_iso_year(period)]
    return frozenset(
        text
        for text, period in periods_by_text(source, texts).items()
        if any(one.first <= period.last and period.first <= one.last for one in asked)
    )


def _with_iso_year(period: Period) -> Iterator[Period]:
    yield period
    if has_iso_year(period):
        yield iso_year(period)
