"""The names of the formats, alone, so that `--help` need not load them."""

from enum import StrEnum


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    json = "json"
    csv = "csv"
    markdown = "markdown"
    html = "html"


class CheckFormat(StrEnum):
    """How the answer of `check` is written: as any other, or for CI."""

    table = "table"
    json = "json"
    csv = "csv"
    markdown = "markdown"
    html = "html"
    junit = "junit"
    github = "github"
