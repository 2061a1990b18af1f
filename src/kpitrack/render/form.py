"""The names of the formats, alone, so that `--help` need not load them."""

from enum import StrEnum


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    json = "json"
    csv = "csv"
    markdown = "markdown"
    html = "html"
