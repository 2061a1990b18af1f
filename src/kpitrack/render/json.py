"""Views as JSON: the contract that scripts rely on, `"format": 1`."""

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kpitrack.render.raw import exact, plain_data, record_of

if TYPE_CHECKING:
    from kpitrack.views.comparison import ComparisonRow, ComparisonView
    from kpitrack.views.detail import DetailView
    from kpitrack.views.deviation import VarianceView
    from kpitrack.views.status import StatusView

    View = StatusView | ComparisonView | VarianceView | DetailView

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
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, dict) and value:
        parts = [f"{json.dumps(key)}: {_encoded(one, inner)}" for key, one in value.items()]
        return "{" + inner + ("," + inner).join(parts) + indent + "}"
    if isinstance(value, list) and value:
        return (
            "["
            + inner
            + ("," + inner).join(_encoded(one, inner) for one in value)
            + indent
            + "]"
        )
    return json.dumps(value, ensure_ascii=False)


def _number(value: Decimal) -> str:
    """A Decimal as a JSON number, digit for digit: never in quotes, never as a float."""
    text = f"{exact(value):f}"
    return "0" if text.strip("-0.") == "" and "." not in text else text
