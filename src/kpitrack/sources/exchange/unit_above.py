"""The unit that a line above a table's headings names for all of its figures."""

import re
from typing import NamedTuple

from kpitrack.model.indicator import Indicator
from kpitrack.sources.exchange.folding import folded
from kpitrack.sources.exchange.names import has_unit
from kpitrack.sources.exchange.tables import Table, text_of

_NAMED = re.compile(
    r"(?:(?P<sure>don vi tinh|dvt|unit of measure)|don vi|units?)\s*[:=]\s*(?P<unit>.+)"
    r"|(?:all |the )?(?:figures|amounts|values|numbers) (?:are )?in (?P<said>.+)"
)
_MEASURES = re.compile(
    r"\b(?:dong|vnd|usd|eur|euros?|dollars?|nghin|ngan|trieu|ty|thousands?|millions?|billions?)\b"
    r"|%"
)
"""Words of units. `Don vi:` names an office as often as a unit."""

_PARTED = re.compile(r"\s*(?:[,;/]|\bva\b|\band\b)\s*")


class UnitAbove(NamedTuple):
    """A line above the headings: its row, its text, and the folded units that it names."""

    number: int
    text: str
    units: tuple[str, ...]

    def fits(self, indicator: Indicator) -> bool:
        """Whether the indicator's unit is one that the line names; without a unit it is."""
        return not indicator.unit or any(has_unit(indicator, one) for one in self.units)


def unit_above(table: Table) -> UnitAbove | None:
    """The last line above the headings that names a unit; None where none does."""
    above = table.heading_number - table.grid.first_row
    for place in reversed(range(above)):
        for cell in table.grid.rows[place]:
            text = text_of(cell)
            named = _NAMED.fullmatch(folded(text).strip("() "))
            unit = named and (named["unit"] or named["said"])
            if named and unit and (named["sure"] or _MEASURES.search(unit)):
                parted = (unit, *_PARTED.split(unit))
                return UnitAbove(table.grid.first_row + place, text, parted)
    return None
