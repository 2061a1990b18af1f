"""Plain figures: periods with nothing but a number, which most of a large tracker's are.

They are looked at by the table, not one by one. What is not surely sound here is left to
the checks that explain a mistake.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kpitrack.sources.decode import spellings

Raw = Mapping[str, Any]

_NUMBERS = frozenset((int, Decimal))
_KEYS = ("actual", "target", "baseline")
_PERHAPS_TOO_LONG = re.compile("[^0-9.,-]|[0-9.]{25}")
"""In numbers joined by commas: an exponent, a word such as NaN, or very many digits."""


def without_plain_figures(document: Raw) -> Raw:
    """The document without the tables of figures that hold only sound plain numbers."""
    indicators = document.get("indicators")
    if not isinstance(indicators, dict):
        return document
    return {
        **document,
        "indicators": {name: _without_tables(one) for name, one in indicators.items()},
    }


def _without_tables(indicator: Any) -> Any:
    if not isinstance(indicator, dict):
        return indicator
    sound = [key for key in _KEYS if is_sound(indicator.get(key))]
    return {**indicator, **{key: {} for key in sound}} if sound else indicator


def is_sound(table: Any) -> bool:
    """Whether it is a table of periods with numbers alone, none of them of unusual length."""
    if not isinstance(table, dict) or not is_plain(table):
        return False
    try:
        spellings(tuple(table))
        written = ",".join(map(str, table.values()))
    except ValueError:  # no period, or an integer of thousands of digits
        return False
    return not _PERHAPS_TOO_LONG.search(written)


def is_plain(table: Raw) -> bool:
    """Whether every value of a table is a number, and none a flag, a table or a list."""
    return _NUMBERS.issuperset(map(type, table.values()))
