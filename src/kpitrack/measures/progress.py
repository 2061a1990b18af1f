"""Progress: how much of the way from the baseline to the target is gone, in percent."""

from decimal import Decimal

from kpitrack.measures.quantity import Quantity, Undefined, percent_of, scale, subtract

_TURNED = Decimal(-1)


def progress(actual: Quantity, target: Quantity, baseline: Quantity) -> Quantity | Undefined:
    """(actual - baseline) / (target - baseline) × 100, in either direction.

    Negative when the actual moved away from the target, above 100 when it went past.
    Undefined where the baseline already is the target: there is no way to go.
    """
    way = subtract(target, baseline)
    if way.value == 0:
        return Undefined("the baseline equals the target, so there is no way between them")
    gone = subtract(actual, baseline)
    if way.value < 0:
        gone, way = scale(gone, _TURNED), scale(way, _TURNED)
    return percent_of(gone, way)
