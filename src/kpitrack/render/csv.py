"""Views as CSV: one line a row, raw figures, nothing that a spreadsheet would run."""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import StringIO
from typing import TYPE_CHECKING, Any

from kpitrack.render.raw import exact, record_of

if TYPE_CHECKING:
    from kpitrack.render.json import View
    from kpitrack.views.comparison import ComparisonRow
    from kpitrack.views.status import StatusRow
    from kpitrack.views.tracking import TrackingRow
    from kpitrack.views.trend import TrendRow

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(view: "View") -> str:
    """The view's rows under a line of field names; of a trend, its points."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if view.view == "compare":
        records = [dict(_comparison_record(row)) for row in view.rows]
    elif view.view == "trend":
        records = [record for row in view.rows for record in _point_records(row)]
    elif view.view == "tracking":
        records = [dict(_tracking_record(row)) for row in view.rows]
    else:
        records = [_all_fields(row) for row in view.rows]
    if records:
        writer.writerow(records[0])
    for record in records:
        writer.writerow(_text(value) for value in record.values())
    return out.getvalue()


def _all_fields(row: Any) -> dict[str, Any]:
    told = record_of(row)
    return {name: told.get(name) for name in row._fields}


def _comparison_record(row: "ComparisonRow") -> Iterator[tuple[str, Any]]:
    for name, value in _all_fields(row).items():
        if name == "steps":
            continue
        if name != "points":
            yield name, value
            continue
        for point in row.points:
            yield (
                f"value_{point.period}",
                point.value if point.value is not None else point.text,
            )
            yield f"qualifier_{point.period}", point.qualifier
            yield f"observation_status_{point.period}", point.observation_status
            yield f"completion_{point.period}", point.completion


def _point_records(row: "TrendRow") -> Iterator[dict[str, Any]]:
    """A series as one line a point, with the indicator before it and its reading behind."""
    about = {name: getattr(row, name) for name in ("id", "name", "group", "unit", "direction")}
    read = {name: getattr(row, name) for name in ("limits", "variation", "assurance")}
    for point in row.points:
        yield {**about, **point._asdict(), **read}


def _tracking_record(row: "TrackingRow") -> Iterator[tuple[str, Any]]:
    """A line for an indicator or a category, with a few columns for each period."""
    for name, value in row._asdict().items():
        if name not in ("periods", "to_date", "notes"):
            yield name, value
    yield "life_period", row.to_date.target_period
    yield from _tracked(row.to_date, "life", ("target", "target_min", "target_max"))
    for one in row.periods:
        yield from _tracked(one, one.period, ("target", "target_min", "target_max"))
        yield from _tracked(one, one.period, _TRACKED)
    yield from _tracked(row.to_date, "to_date", _TRACKED)
    yield "notes", row.notes


_TRACKED = (
    "actual", "qualifier", "count", "of", "observation_status", "coverage", "through",
    "completion", "variance", "variance_percent", "favourable", "status",
)  # fmt: skip

_CALLED = {"completion": "percent_met", "variance": "over_under"}


def _tracked(row: "StatusRow", period: str, fields: Iterable[str]) -> Iterator[tuple[str, Any]]:
    for name in fields:
        value = getattr(row, name)
        if name == "actual" and value is None:
            value = row.actual_text
        yield f"{_CALLED.get(name, name)}_{period}", value


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{exact(value):f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return _harmless("; ".join(str(one) for one in value))
    return _harmless(str(value)) if isinstance(value, str) else str(value)


def _harmless(text: str) -> str:
    """Text that a spreadsheet shows instead of running: an apostrophe goes before it."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text
