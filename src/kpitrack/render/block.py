"""The table that stands in a document between two marks."""

from typing import TYPE_CHECKING

from kpitrack.render.formats import sheets_of
from kpitrack.render.sheet import Manner

if TYPE_CHECKING:
    from kpitrack.render.json import View


def block_table(view: "View", manner: Manner, *, html: bool) -> str:
    """The view's tables in the document's own markup, ending with a newline."""
    sheets = sheets_of(view, manner)
    if html:
        from kpitrack.render.html import html_block

        return html_block(sheets)
    from kpitrack.render.markdown import markdown_block

    return markdown_block(sheets)
