"""How a source writes its periods, read as kpitrack's."""

import datetime as dt
from collections.abc import Iterable, Sequence

from kpitrack.errors import InputError
from kpitrack.measures.rollup import has_iso_year, iso_year, tile
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
    source: ObservationSource, texts: Iterable[str], within: Sequence[Period]
) -> frozenset[str]:
    """Those texts whose periods are near the asked ones."""
    periods = periods_by_text(source, texts)
    return frozenset(text for text, period in periods.items() if is_near(period, within))


def fills(source: ObservationSource, texts: Sequence[str], asked: Period) -> bool:
    """Whether these texts are the shorter periods that fill the one asked, each just once."""
    periods = tuple(periods_by_text(source, texts).values())
    tiling = tile(asked, periods)
    return tiling is not None and tiling.complete and len(tiling.found) == len(texts)


def is_near(period: Period, within: Sequence[Period]) -> bool:
    """Whether a period shares a day with one of those asked.

    Or with the ISO year of one, which may reach over into the years beside: weeks fill it.
    """
    return any(
        one.first <= period.last and period.first <= one.last
        for asked in within
        for one in ((asked, iso_year(asked)) if has_iso_year(asked) else (asked,))
    )
