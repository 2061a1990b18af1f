"""A measure worked out in the open."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from kpitrack.measures.quantity import Quantity, Undefined


class Formula(NamedTuple):
    """A measure worked out in the open.

    `expression` names its inputs in braces and `inputs` holds their exact figures; `result`
    is in percent or in the indicator's unit, as `in_percent` says, or None with a `reason`.
    """

    term: str
    target_set: str | None
    expression: str
    inputs: dict[str, Decimal]
    result: Decimal | None
    in_percent: bool
    reason: str | None


def formula(
    term: str,
    target_set: str | None,
    expression: str,
    inputs: Mapping[str, Decimal],
    result: Quantity | Undefined | None,
    in_percent: bool = False,
) -> Formula:
    """A formula with those of the inputs that it names."""
    value = result.value if isinstance(result, Quantity) else None
    reason = str(result) if isinstance(result, Undefined) else None
    return Formula(
        term,
        target_set,
        expression,
        {key: figure for key, figure in inputs.items() if f"{{{key}}}" in expression},
        value,
        in_percent,
        reason,
    )
