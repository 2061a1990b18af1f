"""The side-by-side baseline: `status` written the plain way, in one sitting.

typer, rich and pydantic are imported at the top, each figure is a model, the table is always
rich's. It reads data/indicators.toml, or the file named, and knows only plain targets.
"""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any, Optional

import typer
from pydantic import BaseModel, Field, field_validator
from rich.console import Console
from rich.table import Table


class Figure(BaseModel):
    """A number with what its source said."""

    value: Decimal | bool | None = None
    count: Decimal | None = None
    of: Decimal | None = Field(default=None, gt=0)
    text: str | None = None
    qualifier: str | None = None
    status: str = "final"
    source: str | None = None
    note: str | None = None
    stated: dict[str, Any] = {}


class Indicator(BaseModel):
    """One indicator."""

    name: str
    names: dict[str, str] = {}
    group: str | None = None
    unit: str | None = None
    units: dict[str, str] = {}
    direction: str = "neutral"
    decimals: int | None = None
    source: str | None = None
    note: str | None = None
    target: dict[str, Figure] = {}
    actual: dict[str, Figure] = {}

    @field_validator("target", "actual", mode="before")
    @classmethod
    def _figures(cls, found: dict[str, Any]) -> dict[str, Any]:
        return {
            period: one if isinstance(one, dict) else {"value": one}
            for period, one in found.items()
        }


class Tracker(BaseModel):
    """The whole file."""

    tracker: dict[str, Any] = {}
    groups: dict[str, dict[str, Any]] = {}
    indicators: dict[str, Indicator]


app = typer.Typer()


@app.callback()
def top() -> None:
    """Targets versus actuals."""


@app.command()
def status(
    period: Optional[str] = typer.Argument(None),  # noqa: UP045
    file: Path = typer.Option(Path("data/indicators.toml"), "--file", "-f"),
) -> None:
    """Where we stand."""
    with file.open("rb") as source:
        tracker = Tracker(**tomllib.load(source, parse_float=Decimal))
    when = period or str(tracker.tracker.get("period", 2024))
    table = Table(title=f"{tracker.tracker.get('title')}, {when}")
    for heading in ("Indicator", "Unit", "Target", "Actual", "Completion", "Status"):
        table.add_column(heading)
    for one in tracker.indicators.values():
        table.add_row(one.name, one.unit or "", *judged(one, when))
    Console().print(table)


def judged(one: Indicator, when: str) -> tuple[str, str, str, str]:
    """Target, actual, completion and status, as text."""
    target, actual = one.target.get(when), one.actual.get(when)
    if actual is None or actual.value is None:
        return "-", "-", "-", "no data"
    if target is None or not isinstance(target.value, Decimal) or not target.value:
        return "-", str(actual.value), "-", "no target"
    percent = Decimal(actual.value) / target.value * 100
    verdict = "met" if percent >= 100 else "missed"
    return str(target.value), str(actual.value), f"{percent:.1f} %", verdict


if __name__ == "__main__":
    app()
