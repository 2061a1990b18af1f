"""Views as plain data: what JSON and CSV carry, with every figure exact."""

import datetime as dt
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from kpitrack.render.numbers import written_digits

_COMPUTED_PLACES = 12
_WIDE = Context(prec=90, rounding=ROUND_HALF_UP)


def exact(value: Decimal) -> Decimal:
    """A figure for a machine: typed ones digit for digit, computed ones to 12 decimals."""
    if written_digits(value) <= _COMPUTED_PLACES:
        return value
    shortened = value.quantize(Decimal(1).scaleb(-_COMPUTED_PLACES), context=_WIDE)
    return _without_trailing_zeros(shortened)


def _without_trailing_zeros(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize(_WIDE)


def record_of(row: Any) -> dict[str, Any]:
    """A row's fields by name; a reason stands only beside a figure that does not exist."""
    found = row._asdict()
    return {
        name: value
        for name, value in found.items()
        if not (
            name.endswith("_reason") and found.get(name.removesuffix("_reason")) is not None
        )
    }


def plain_data(value: Any) -> Any:
    """Named tuples, tuples, mappings and dates as what JSON knows; Decimals stay."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain_data(one) for key, one in value.items()}
    if hasattr(value, "_fields"):
        return plain_data(record_of(value))
    if isinstance(value, tuple | list):
        return [plain_data(one) for one in value]
    return value
