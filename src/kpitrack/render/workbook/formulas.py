"""The formulas of the status sheet: what a reader may check, and nothing else.

A formula is written only where the figures beside it give the view's figure exactly, by
the functions of `measures`: a completion measured from a baseline, or stated by its source,
is a value. Products come before quotients, so that 77 of 80 is 96.25 in binary too.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from kpitrack.measures.completion import band_completion, completion, milestone_completion
from kpitrack.measures.quantity import (
    EXACT,
    HUNDRED,
    ZERO,
    Quantity,
    percent_of,
    quotient,
    subtract,
    value_of,
)
from kpitrack.measures.variance import band_variance, relative, variance, variance_percent
from kpitrack.model.indicator import Indicator
from kpitrack.views.status import StatusRow


class Places(NamedTuple):
    """Where the figures of a row stand: `F5`. `high` is where the band's upper edge does."""

    target: str
    high: str
    actual: str
    count: str  # type: ignore[assignment]  # not tuple.count
    of: str
    completion: str
    variance: str


class Band(NamedTuple):
    """The edges between which a figure is to stay."""

    low: Decimal
    high: Decimal


def band_of(row: StatusRow) -> Band | None:
    """The band that is wanted, also where both its edges are one number."""
    if row.target_min is not None and row.target_max is not None:
        return Band(row.target_min, row.target_max)
    if row.direction == "maintain" and isinstance(row.target, Decimal):
        return Band(row.target, row.target)
    return None


def completion_formula(
    row: StatusRow, indicator: Indicator, at: Places, words: Mapping[str, str]
) -> str | None:
    """The completion from target and actual, or the word for where there is no ratio."""
    na = words["n/a"]
    if isinstance(row.actual, bool):
        reached = value_of(milestone_completion(row.actual)) == row.completion
        return f"=IF({at.actual}={_text(words['reached'])},100,0)" if reached else None
    if row.actual is None or row.completion_stated or indicator.method == "distance":
        return None
    actual, band = Quantity(row.actual), band_of(row)
    if band is not None:
        inside = value_of(band_completion(actual, *band)) == row.completion
        return _band_completion(row, at, na) if inside else None
    if not isinstance(row.target, Decimal):
        return None
    found = value_of(completion(row.direction, actual, Quantity(row.target)))
    if found != row.completion:
        return None
    if row.direction == "decrease":
        both = f"AND({at.target}>0,{at.actual}>0)"
        return f"=IF({both},{at.target}*100/{at.actual},{_text(na)})"
    return f"=IF({at.target}>0,{at.actual}*100/{at.target},{_text(na)})"


def _band_completion(row: StatusRow, at: Places, na: str) -> str:
    low, high, actual = at.target, _high(row, at), at.actual
    above = f"IF({actual}>{high},{high}*100/{actual},100)"
    return f"=IF({low}>0,IF({actual}<{low},{actual}*100/{low},{above}),{_text(na)})"


def _high(row: StatusRow, at: Places) -> str:
    return at.target if row.target_max is None else at.high


def target_formula(row: StatusRow, at: Places) -> str | None:
    """An implied target from the actual and the completion stated beside it."""
    if not row.target_implied or row.completion is None or not isinstance(row.actual, Decimal):
        return None
    stated = Quantity(row.completion)
    if row.direction == "decrease":
        product = EXACT.multiply(row.actual, row.completion)
        found = EXACT.divide(product, HUNDRED)
        text = f"={at.actual}*{at.completion}/100"
    else:
        found = EXACT.divide(EXACT.multiply(row.actual, HUNDRED), stated.value)
        text = f"={at.actual}*100/{at.completion}"
    return text if found == row.target and row.completion_stated else None


def variance_formula(row: StatusRow, at: Places) -> str | None:
    """Actual less target, or the distance to the nearest edge of a band."""
    if not isinstance(row.actual, Decimal):
        return None
    actual, band = Quantity(row.actual), band_of(row)
    if band is not None:
        if band_variance(actual, *band).value != row.variance:
            return None
        low, high, here = at.target, _high(row, at), at.actual
        return f"=IF({here}<{low},{here}-{low},IF({here}>{high},{here}-{high},0))"
    if not isinstance(row.target, Decimal):
        return None
    found = variance(actual, Quantity(row.target)).value
    return f"={at.actual}-{at.target}" if found == row.variance else None


def variance_percent_formula(
    row: StatusRow, at: Places, words: Mapping[str, str]
) -> str | None:
    """The variance in percent of the target, or of the edge of a band that is nearest."""
    na = words["n/a"]
    if not isinstance(row.actual, Decimal):
        return None
    band = band_of(row)
    if band is not None:
        return _band_percent(row, band, at, na)
    if row.target_implied:
        return _implied_percent(row, at)
    if not isinstance(row.target, Decimal):
        return None
    found = value_of(variance_percent(Quantity(row.actual), Quantity(row.target)))
    if found != row.variance_percent:
        return None
    return f"=IF({at.target}>0,({at.actual}-{at.target})*100/{at.target},{_text(na)})"


def _implied_percent(row: StatusRow, at: Places) -> str | None:
    if row.completion is None:
        return None
    found = subtract(Quantity(row.completion), Quantity(HUNDRED)).value
    return f"={at.completion}-100" if found == row.variance_percent else None


def _band_percent(row: StatusRow, band: Band, at: Places, na: str) -> str | None:
    if row.variance is None or not isinstance(row.actual, Decimal):
        return None
    edge = band.low if row.actual < band.low else band.high
    found = value_of(relative(Quantity(row.variance), Quantity(edge)))
    if found != row.variance_percent:
        return None
    place = f"IF({at.actual}<{at.target},{at.target},{_high(row, at)})"
    return f"=IF({place}>0,{at.variance}*100/{place},{_text(na)})"


def actual_formula(
    row: StatusRow,
    indicator: Indicator,
    at: Places,
    others: Mapping[str, tuple[Decimal, str]],
) -> str | None:
    """A share from its count, or a derived figure from those it is derived from.

    `others` holds the actuals of the sheet, each with the place where it stands.
    """
    if not isinstance(row.actual, Decimal):
        return None
    if row.count is not None and row.of:
        share = percent_of(Quantity(row.count), Quantity(row.of)).value
        return f"={at.count}*100/{at.of}" if share == row.actual else None
    derivation = indicator.derivation
    if derivation is None or not all(one in others for one in derivation.of):
        return None
    numbers = [others[one][0] for one in derivation.of]
    places = [others[one][1] for one in derivation.of]
    if derivation.kind == "sum":
        return f"={'+'.join(places)}" if _total(numbers) == row.actual else None
    if derivation.kind == "ratio" and numbers[1] > 0:
        divide, times = (percent_of, "*100") if indicator.is_percent else (quotient, "")
        found = divide(Quantity(numbers[0]), Quantity(numbers[1])).value
        return f"={places[0]}{times}/{places[1]}" if found == row.actual else None
    return None


def _total(numbers: Sequence[Decimal]) -> Decimal:
    total = ZERO
    for number in numbers:
        total = EXACT.add(total, number)
    return total


def _text(text: str) -> str:
    quoted = text.replace('"', '""')
    return f'"{quoted}"'
