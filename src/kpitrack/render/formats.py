"""The formats, each imported only when it is asked for."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kpitrack.render.sheet import Manner, Sheet

if TYPE_CHECKING:
    from kpitrack.render.json import View


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    json = "json"
    csv = "csv"
    markdown = "markdown"
    html = "html"


@dataclass(frozen=True, slots=True)
class Screen:
    """A terminal to draw for; without one, a table is plain text of any width."""

    columns: int
    color: bool
    ascii_only: bool


def rendered(view: "View", form: Format, manner: Manner, screen: Screen | None = None) -> str:
    """The view as text, ending with a newline."""
    if form is Format.json:
        from kpitrack.render.json import json_text

        return json_text(view)
    if form is Format.csv:
        from kpitrack.render.csv import csv_text

        return csv_text(view)
    return _drawn(sheets_of(view, manner), form, manner, screen)


def _drawn(
    sheets: tuple[Sheet, ...], form: Format, manner: Manner, screen: Screen | None
) -> str:
    if form is Format.markdown:
        from kpitrack.render.markdown import markdown

        return markdown(sheets)
    if form is Format.html:
        from kpitrack.render.html import html_page

        return html_page(sheets, manner.locale)
    if form is Format.table and screen is not None:
        from kpitrack.render.terminal import draw

        return draw(
            sheets, columns=screen.columns, color=screen.color, ascii_only=screen.ascii_only
        )
    from kpitrack.render.plain import plain

    return plain(sheets)


def sheets_of(view: "View", manner: Manner) -> tuple[Sheet, ...]:
    """The view laid out."""
    from kpitrack.views.comparison import ComparisonView
    from kpitrack.views.deviation import VarianceView
    from kpitrack.views.status import StatusView

    if isinstance(view, StatusView):
        from kpitrack.render.status import status_sheet

        return (status_sheet(view, manner),)
    if isinstance(view, ComparisonView):
        from kpitrack.render.comparison import comparison_sheet

        return (comparison_sheet(view, manner),)
    if isinstance(view, VarianceView):
        from kpitrack.render.deviation import variance_sheet

        return (variance_sheet(view, manner),)
    from kpitrack.render.detail import detail_sheets

    return detail_sheets(view, manner)
