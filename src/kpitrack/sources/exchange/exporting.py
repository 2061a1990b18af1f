"""Every format that a whole tracker is exported in, chosen by name or by a file's ending."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import PurePath
from typing import Any, NamedTuple

from kpitrack.errors import InputError, Mistake

Raw = Mapping[str, Any]


class ExportFormat(StrEnum):
    """How a whole tracker may be written."""

    csv = "csv"
    json = "json"
    toml = "toml"
    sdmx_csv = "sdmx-csv"
    xlsx = "xlsx"


class Layout(StrEnum):
    """How CSV is laid out: a line a figure, or a column a period."""

    long = "long"
    wide = "wide"


class Style(NamedTuple):
    """What was asked of the text; None for what the format decides itself."""

    layout: Layout | None = None
    delimiter: str | None = None
    decimal: str | None = None
    bom: bool = False


class Export(NamedTuple):
    """The pieces of the text, and what it has no place for, line by line."""

    pieces: Iterator[str]
    left_out: tuple[str, ...] = ()


_BY_ENDING = {
    ".csv": ExportFormat.csv,
    ".json": ExportFormat.json,
    ".toml": ExportFormat.toml,
    ".sdmx.csv": ExportFormat.sdmx_csv,
    ".xlsx": ExportFormat.xlsx,
}
_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";"}


def format_of(form: ExportFormat | None, output: str | None) -> ExportFormat:
    """The format that was named, else that of the file's ending, else TOML.

    Raises InputError for an ending of a format that kpitrack does not export.
    """
    if form is not None or output is None or output == "-":
        return form or ExportFormat.toml
    name = PurePath(output).name.lower()
    for ending in sorted(_BY_ENDING, key=len, reverse=True):
        if name.endswith(ending):
            return _BY_ENDING[ending]
    expected = f"a file that ends in {', '.join(_BY_ENDING)}, or --format"
    raise InputError([Mistake(expected, f'"{PurePath(output).suffix}"', key="output")])


def exported(document: Raw, form: ExportFormat, style: Style) -> Export:
    """The document in a format that is text; the style is one that the format has."""
    match form:
        case ExportFormat.csv:
            return _csv(document, style)
        case ExportFormat.sdmx_csv:
            from kpitrack.sources.exchange.records import rows_of
            from kpitrack.sources.exchange.sdmx import sdmx_csv

            return Export(sdmx_csv(rows_of(document), _delimiter(style, ",")))
        case ExportFormat.json:
            from kpitrack.sources.exchange.as_json import tracker_json

            return Export(tracker_json(document))
        case ExportFormat.toml:
            from kpitrack.sources.exchange.toml import toml_text

            return Export(toml_text(document))
    raise ValueError("a workbook is no text")


def _csv(document: Raw, style: Style) -> Export:
    from kpitrack.sources.exchange.long import Manner, long_csv
    from kpitrack.sources.exchange.records import rows_of
    from kpitrack.sources.exchange.wide import wide_csv

    comma = style.decimal == ","
    manner = Manner(_delimiter(style, ";" if comma else ","), "," if comma else ".")
    if style.layout is Layout.wide:
        return Export(*wide_csv(rows_of(document), manner))
    return Export(long_csv(rows_of(document), manner))


def _delimiter(style: Style, otherwise: str) -> str:
    from kpitrack.sources.exchange.long import DELIMITERS

    if style.delimiter is None:
        return otherwise
    found = _DELIMITERS.get(style.delimiter, style.delimiter)
    if found not in DELIMITERS:
        expected = 'one of , ; | or "tab"'
        raise InputError([Mistake(expected, f'"{style.delimiter}"', key="delimiter")])
    return found


def check_style(form: ExportFormat, style: Style) -> None:
    """Raises InputError for a style that the format has not."""
    is_csv = form is ExportFormat.csv
    is_table = is_csv or form is ExportFormat.sdmx_csv
    allowed = {"layout": is_csv, "decimal": is_csv, "delimiter": is_table, "bom": is_table}
    mistakes = [
        Mistake(f"no --{name} with --format {form}", f"--{name}", key=name)
        for name, fits in allowed.items()
        if getattr(style, name) and not fits
    ]
    if style.decimal not in (None, ".", ","):
        mistakes.append(Mistake("one of . ,", f'"{style.decimal}"', key="decimal"))
    if mistakes:
        raise InputError(mistakes)
