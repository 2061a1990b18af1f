"""Views as JSON: the contract that scripts rely on, `"format": 1`."""

from decimal import Decimal
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any

from kpitrack.render.raw import exact, plain_data, record_of

if TYPE_CHECKING:
    from kpitrack.checks.view import CatalogueView, CheckView
    from kpitrack.views.audited import AuditView
    from kpitrack.views.comparison import ComparisonRow, ComparisonView
    from kpitrack.views.detail import DetailView
    from kpitrack.views.deviation import VarianceView
    from kpitrack.views.growth import GrowthView
    from kpitrack.views.marked import ReportView
    from kpitrack.views.status import StatusView
    from kpitrack.views.tracking import TrackingView
    from kpitrack.views.trend import TrendView

    View = (
        StatusView
        | ComparisonView
        | VarianceView
        | TrendView
        | DetailView
        | CheckView
        | CatalogueView
        | ReportView
        | AuditView
        | TrackingView
        | GrowthView
    )

FORMAT = 1


def json_text(view: "View") -> str:
    """The view as one JSON object, figures as exact JSON numbers."""
    content = plain_data(record_of(view))
    if view.view == "compare":
        content["rows"] = [_comparison_row(row) for row in view.rows]
    return _encoded({"format": FORMAT, "view": view.view, **content}) + "\n"


def _comparison_row(row: "ComparisonRow") -> dict[str, Any]:
    record = record_of(row)
    points = record.pop("points")
    values = {one.period: one.value for one in points}
    completions = {one.period: one.completion for one in points}
    return {
        "id": record.pop("id"),
        **plain_data({"values": values, "completions": completions, **record}),
        "points": plain_data(points),
    }


def _encoded(value: Any, indent: str = "\n") -> str:
    """JSON with two spaces of indent; the json module would refuse or round a Decimal."""
    inner = indent + "  "
    match value:
        case str():
            return encode_basestring(value)
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            return _number(value)
        case dict():
            parts = [
                f"{encode_basestring(key)}: {_encoded(one, inner)}"
                for key, one in value.items()
            ]
            return _bracketed("{", parts, "}", indent)
    return _bracketed("[", [_encoded(one, inner) for one in value], "]", indent)


def _bracketed(opening: str, parts: list[str], closing: str, indent: str) -> str:
    if not parts:
        return opening + closing
    inner = indent + "  "
    return opening + inner + ("," + inner).join(parts) + indent + closing


def _number(value: Decimal) -> str:
    """A Decimal as a JSON number, digit for digit: never in quotes, never as a float."""
    text = f"{exact(value):f}"
    return text.removeprefix("-") if not value else text
