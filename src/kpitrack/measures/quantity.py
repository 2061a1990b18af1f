"""Numbers with a qualifier, their exact arithmetic, and what it means to have none."""

from decimal import Context, Decimal
from typing import NamedTuple

from kpitrack.model.figure import Qualifier

EXACT = Context(prec=60)
"""Wide enough that sums and differences of readable figures (30 digits) never round."""

HUNDRED = Decimal(100)
ZERO = Decimal(0)

_FLIPPED: dict[Qualifier, Qualifier] = {
    "over": "under",
    "under": "over",
    "at least": "at most",
    "at most": "at least",
    "nearly": "over",
    "about": "about",
}
_UPWARD = ("over", "at least")
_DOWNWARD = ("under", "at most", "nearly")


class Quantity(NamedTuple):
    """A number as it is known: exactly, or with a qualifier.

    `over 5` is any number above 5, `at least 5` also 5 itself, `nearly 5` is below 5, and
    `about 5` may lie on either side. `cap` is the highest number it can be: 100 for a
    share, None where there is no such limit.
    """

    value: Decimal
    qualifier: Qualifier | None = None
    cap: Decimal | None = None

    def can_exceed(self, limit: Decimal) -> bool:
        """Whether the number may lie above `limit`."""
        if self.cap is not None and self.cap <= limit:
            return False
        return self.value > limit or self.qualifier in ("over", "at least", "about")

    def can_undercut(self, limit: Decimal) -> bool:
        """Whether the number may lie below `limit`."""
        return self.value < limit or self.qualifier in ("under", "at most", "nearly", "about")

    def can_equal(self, limit: Decimal) -> bool:
        """Whether the number may be exactly `limit`."""
        if self.cap is not None and self.cap < limit:
            return False
        if self.value == limit:
            return self.qualifier in (None, "at least", "at most", "about")
        if self.qualifier in _UPWARD:
            return limit > self.value
        if self.qualifier in _DOWNWARD:
            return limit < self.value
        return self.qualifier == "about"


class Undefined(NamedTuple):
    """A number that does not exist, why, and what would give one."""

    reason: str
    hint: str | None = None

    def __str__(self) -> str:
        return f"{self.reason}; {self.hint}" if self.hint else self.reason


def value_of(result: Quantity | Undefined) -> Decimal | None:
    """The number itself, None where there is none."""
    return result.value if isinstance(result, Quantity) else None


def qualifier_of(result: Quantity | Undefined) -> Qualifier | None:
    """The number's qualifier, None where there is no number either."""
    return result.qualifier if isinstance(result, Quantity) else None


def reason_of(result: object) -> str | None:
    """Why there is no number; None where there is one."""
    return str(result) if isinstance(result, Undefined) else None


def flat(
    result: Quantity | Undefined,
) -> tuple[Decimal | None, Qualifier | None, str | None]:
    """The number, its qualifier, and why there is none: all three of the above at once."""
    if isinstance(result, Quantity):
        return result.value, result.qualifier, None
    return None, None, str(result)


def add(a: Quantity, b: Quantity) -> Quantity:
    """a + b; qualifiers that pull apart leave only `about`."""
    return Quantity(EXACT.add(a.value, b.value), _joined(a.qualifier, b.qualifier))


def subtract(a: Quantity, b: Quantity) -> Quantity:
    """a - b; taking away an `over` leaves an `under`."""
    return Quantity(EXACT.subtract(a.value, b.value), _joined(a.qualifier, _flip(b.qualifier)))


def percent_of(a: Quantity, b: Quantity) -> Quantity:
    """a / b in percent, for b above 0; dividing by an `over` gives an `under`."""
    return scale(quotient(a, b), HUNDRED)


def quotient(a: Quantity, b: Quantity) -> Quantity:
    """a / b for b above 0; a negative `a` moves the other way as b grows."""
    divisor = b.qualifier if a.value < 0 else _flip(b.qualifier)
    return Quantity(EXACT.divide(a.value, b.value), _joined(a.qualifier, divisor))


def scale(a: Quantity, factor: Decimal) -> Quantity:
    """a × factor; a negative factor turns the qualifier round."""
    qualifier = _flip(a.qualifier) if factor < 0 else a.qualifier
    return Quantity(EXACT.multiply(a.value, factor), qualifier)


def _flip(qualifier: Qualifier | None) -> Qualifier | None:
    return _FLIPPED[qualifier] if qualifier else None


def _joined(a: Qualifier | None, b: Qualifier | None) -> Qualifier | None:
    if a is None or b is None or a == b:
        return a or b
    if a in _UPWARD and b in _UPWARD:
        return "over"
    if a in _DOWNWARD and b in _DOWNWARD:
        return "under"
    return "about"
