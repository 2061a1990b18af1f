"""The names of the formats, alone, so that `--help` need not load them."""

from enum import StrEnum


class Format(StrEnum):
    """How an answer is written. `svg` is a picture, which not every answer has."""

    table = "table"
    json = "json"
    csv = "csv"
    markdown = "markdown"
    html = "html"
    svg = "svg"


class CheckFormat(StrEnum):
    """How the answer of `check` is written: as any other, or for CI."""

    table = "table"
    json = "json"
    csv = "csv"
    markdown = "markdown"
    html = "html"
    junit = "junit"
    github = "github"


class AuditFormat(StrEnum):
    """How the answer of `audit` is written: as any other, or as annotations of GitHub."""

    table = "table"
    json = "json"
    csv = "csv"
    markdown = "markdown"
    html = "html"
    github = "github"
