"""The same table by a program written the plain way: everything imported at the top.

It reads the same file with tomllib, checks it with pydantic, takes its command line with
Typer and draws a Rich table of target, actual and completion. It is here to be compared
with, and knows nothing of implied targets, revisions or formats.
"""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import typer
from pydantic import BaseModel
from rich.console import Console
from rich.table import Table


class Indicator(BaseModel):
    """One indicator, its figures left as they come."""

    name: str
    group: str | None = None
    unit: str | None = None
    direction: str = "neutral"
    target: dict[str, Any] = {}
    actual: dict[str, Any] = {}


class Tracker(BaseModel):
    """A whole file."""

    indicators: dict[str, Indicator]


def number(figure: Any) -> Decimal | None:
    """A figure's value, where it is a plain number."""
    value = figure.get("value") if isinstance(figure, dict) else figure
    return Decimal(value) if isinstance(value, int | Decimal) else None


def main(file: Path = Path("data/indicators.toml"), period: str = "2024") -> None:
    """Print target, actual and completion."""
    content = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    tracker = Tracker.model_validate(content)
    table = Table("Indicator", "Unit", "Target", "Actual", "Completion")
    for one in tracker.indicators.values():
        target, actual = number(one.target.get(period)), number(one.actual.get(period))
        done = f"{actual / target * 100:.1f} %" if actual and target else ""
        table.add_row(one.name, one.unit or "", str(target or ""), str(actual or ""), done)
    Console().print(table)


if __name__ == "__main__":
    typer.run(main)
