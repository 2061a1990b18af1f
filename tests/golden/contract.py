"""The JSON Schema of what `--format json` prints, made from the types of the views.

`python tests/golden/renew.py` writes it to docs/output.schema.json, where it is the
contract that scripts rely on; a test holds the file to the types.
"""

import datetime as dt
import types
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

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

VIEWS: dict[str, type] = {
    "status": StatusView,
    "compare": ComparisonView,
    "variance": VarianceView,
    "trend": TrendView,
    "show": DetailView,
    "check": CheckView,
    "checks": CatalogueView,
    "audit": AuditView,
    "report": ReportView,
    "tracking": TrackingView,
    "sdg": GrowthView,
}


def output_schema() -> dict[str, Any]:
    """One object for each view, told apart by `view`; nothing beyond what is named."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What kpitrack prints with --format json",
        "oneOf": [_view(name, view) for name, view in VIEWS.items()],
    }


def _view(name: str, view: type) -> dict[str, Any]:
    schema = _object(view)
    head = {"format": {"const": 1}, "view": {"const": name}}
    schema["properties"] = {**head, **schema["properties"]}
    schema["required"] = [*head, *schema["required"]]
    return schema


def _object(kind: type) -> dict[str, Any]:
    """A row's fields; a reason may be left out, where its figure exists."""
    hints = get_type_hints(kind)
    fields = kind._fields  # type: ignore[attr-defined]
    properties = {name: _schema(hints[name]) for name in fields}
    required = [
        name
        for name in fields
        if not (name.endswith("_reason") and name.removesuffix("_reason") in fields)
    ]
    if kind is ComparisonRow:
        value = _schema(Decimal | bool | None)
        properties["values"] = {"type": "object", "additionalProperties": value}
        properties["completions"] = {
            "type": "object",
            "additionalProperties": {"type": ["number", "null"]},
        }
        required += ["values", "completions"]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _schema(hint: Any) -> dict[str, Any]:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema(one) for one in inner]}
    if origin is Literal:
        return {"enum": list(inner)}
    if origin is tuple and inner[-1] is Ellipsis:
        return {"type": "array", "items": _schema(inner[0])}
    if origin is tuple:
        return {"type": "array", "prefixItems": [_schema(one) for one in inner], "items": False}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(inner[1])}
    if hasattr(hint, "_fields"):
        return _object(hint)
    return _PLAIN[hint]


_PLAIN: dict[Any, dict[str, Any]] = {
    Decimal: {"type": "number"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    str: {"type": "string"},
    type(None): {"type": "null"},
    dt.date: {"type": "string", "format": "date"},
}
