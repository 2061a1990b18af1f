"""The formats, each imported only when it is asked for."""

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from kpitrack.render.form import AuditFormat, CheckFormat, Format
from kpitrack.render.sheet import Manner, Sheet

if TYPE_CHECKING:
    from kpitrack.render.json import View


class Screen(NamedTuple):
    """A terminal to draw for; without one, a table is plain text of any width."""

    columns: int
    color: bool
    ascii_only: bool


def rendered(
    view: "View",
    form: Format | CheckFormat | AuditFormat,
    manner: Manner,
    screen: Screen | None = None,
    layout: str | None = None,
) -> str:
    """The view as text, ending with a newline.

    `layout` lays it out in another way than its own; what scripts read is the same.
    """
    if form.value in _WRITERS:
        module, function = _WRITERS[form.value]
        text: str = getattr(import_module(module), function)(view)
        return text
    if form is Format.svg:
        from kpitrack.render.svg.picture import svg_text

        return svg_text(view, manner)
    return _tabled(sheets_of(view, manner, layout), Format(form.value), manner, screen)


def _tabled(
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


def sheets_of(view: "View", manner: Manner, layout: str | None = None) -> tuple[Sheet, ...]:
    """The view laid out; only the layout that it needs is imported."""
    module, function = _LAYOUTS[layout or view.view]
    sheets: tuple[Sheet, ...] = getattr(import_module(module), function)(view, manner)
    return sheets


_WRITERS = {
    "json": ("kpitrack.render.json", "json_text"),
    "csv": ("kpitrack.render.csv", "csv_text"),
    "junit": ("kpitrack.render.junit", "junit_text"),
    "github": ("kpitrack.render.github", "github_text"),
}
"""The formats that take the view itself, with its exact figures."""

_LAYOUTS = {
    "status": ("kpitrack.render.status", "status_sheets"),
    "pace": ("kpitrack.render.pace", "pace_sheets"),
    "tracking": ("kpitrack.render.tracking", "tracking_sheets"),
    "compare": ("kpitrack.render.comparison", "comparison_sheets"),
    "variance": ("kpitrack.render.deviation", "variance_sheets"),
    "trend": ("kpitrack.render.trend", "trend_sheets"),
    "sdg": ("kpitrack.render.growth", "growth_sheets"),
    "show": ("kpitrack.render.detail", "detail_sheets"),
    "check": ("kpitrack.render.check", "check_sheets"),
    "checks": ("kpitrack.render.check", "catalogue_sheets"),
    "report": ("kpitrack.render.report", "report_sheets"),
    "audit": ("kpitrack.render.audit", "audit_sheets"),
}
