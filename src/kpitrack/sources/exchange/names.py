"""Which indicator of the tracker a cell of a foreign table means."""

import re
from collections.abc import Iterator, Mapping

from kpitrack.model.indicator import Indicator
from kpitrack.model.tracker import Tracker
from kpitrack.sources.exchange.folding import folded, tidy, without_footnote

_ENUMERATION = re.compile(
    r"^(?:(?:[0-9]{1,2}(?:\.[0-9]{1,2})*|[IVX]{1,5}|[A-Za-z])[.)/] ?|[-–+•*] ?)(?=\S)"
)
_IN_PARENTHESES = re.compile(r"^(.+?)\s*\(([^()]+)\)$")
_TOTALS = frozenset(
    ("total", "totals", "grand total", "sum", "tong", "tong so", "tong cong", "cong")
)
PERCENT = frozenset(("%", "percent", "per cent", "phan tram", "pct"))


class Names:
    """The indicators of a tracker by everything that they are called."""

    def __init__(self, tracker: Tracker, codes: Mapping[str, str]) -> None:
        self._indicators = tracker.indicators
        self._codes = {folded(code): name for code, name in codes.items()}
        self._by_name: dict[str, list[str]] = {}
        for one in tracker.indicators.values():
            for name in dict.fromkeys(map(folded, (one.name, *one.names.values()))):
                self._by_name.setdefault(name, []).append(one.id)

    def meant(self, text: str) -> tuple[str, ...]:
        """The ids that a text may mean: one where it is clear, none where it is unknown.

        A code of the mapping comes before an id, an id before a name. A name may have a
        number before it and, behind it, a footnote mark or its unit in parentheses.
        """
        for spelling in _spellings(text):
            words = folded(spelling)
            if words in self._codes:
                return (self._codes[words],)
            if spelling in self._indicators:
                return (spelling,)
            if words in self._by_name:
                return tuple(self._by_name[words])
            if words in self._indicators:
                return (words,)
        return self._with_unit(text)

    def _with_unit(self, text: str) -> tuple[str, ...]:
        for spelling in _spellings(text):
            parted = _IN_PARENTHESES.fullmatch(spelling)
            if parted is not None:
                found = self._by_name.get(folded(parted.group(1)), ())
                same = (
                    one for one in found if has_unit(self._indicators[one], parted.group(2))
                )
                return tuple(same)
        return ()


def bare_name(text: str) -> str:
    """A name without the number before it and the footnote mark behind it."""
    return _ENUMERATION.sub("", without_footnote(text))


def is_total(text: str) -> bool:
    """Whether a row of this name adds the others up."""
    return folded(bare_name(text)).rstrip(":") in _TOTALS


def has_unit(indicator: Indicator, text: str) -> bool:
    """Whether a text is the indicator's unit, in any of its languages."""
    words = folded(text)
    if indicator.unit == "%" and words in PERCENT:
        return True
    known = (indicator.unit or "", *indicator.units.values())
    return words in map(folded, filter(None, known))


def names_unit(indicator: Indicator, text: str) -> bool:
    """Whether a text ends with the indicator's unit in parentheses."""
    parted = _IN_PARENTHESES.fullmatch(bare_name(text))
    return parted is not None and has_unit(indicator, parted.group(2))


def id_for(name: str) -> str:
    """An id made of a name: lower-case words joined by hyphens; empty where none is left."""
    return re.sub(r"[^a-z0-9]+", "-", folded(bare_name(name))).strip("-")


def _spellings(text: str) -> Iterator[str]:
    yield tidy(text)
    yield without_footnote(text)
    yield bare_name(text)
