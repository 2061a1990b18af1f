"""Reading back what `kpitrack export` wrote, whatever the format."""

from typing import Any

from kpitrack.errors import InputError, Mistake
from kpitrack.sources.documents import encoding_mark

_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How .xlsx, .xlsb and .ods files begin, and .xls files."""


def read_own(name: str, content: bytes) -> dict[str, Any] | None:
    """The raw document, as a TOML file parses to, of an export in any format.

    None for what kpitrack did not write. Raises InputError with every bad row of what it
    did. The document has still to pass the checks of a tracker file.
    """
    if name.lower().endswith(".toml"):
        return _toml(name, content)
    if content.startswith(_SPREADSHEETS):
        return _workbook(name, content)
    mark, encoding = encoding_mark(content)
    return _own_text(name, _decoded(name, content[len(mark) :], encoding))


def _decoded(name: str, content: bytes, encoding: str) -> str:
    """The text; one that kpitrack wrote and another program spoilt is told as such."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        rough = content.decode("latin-1")
        if not _is_table(rough):
            return ""
        line = content.count(b"\n", 0, error.start) + 1
        found = f"the byte 0x{content[error.start]:02x}, which is no UTF-8"
        fix = 'save the file as "CSV UTF-8"'
        raise InputError([Mistake("UTF-8 text", found, fix, name, line)]) from None


def _is_table(text: str) -> bool:
    from kpitrack.sources.exchange.long import long_delimiter
    from kpitrack.sources.exchange.sdmx import own_delimiter

    return (long_delimiter(text) or own_delimiter(text)) is not None


def _toml(name: str, content: bytes) -> dict[str, Any]:
    from kpitrack.sources.reader import parse_toml

    return parse_toml(name, content)


def _workbook(name: str, content: bytes) -> dict[str, Any] | None:
    from kpitrack.sources.exchange.excel import read_grids
    from kpitrack.sources.exchange.workbook import is_own, read_data_sheets

    grids = read_grids(content, name)
    return read_data_sheets(grids, name) if is_own(grids) else None


def _own_text(name: str, text: str) -> dict[str, Any] | None:
    from kpitrack.sources.exchange.long import long_delimiter, read_long
    from kpitrack.sources.exchange.sdmx import own_delimiter, read_sdmx

    delimiter = long_delimiter(text)
    if delimiter is not None:
        return read_long(text, delimiter, name)
    delimiter = own_delimiter(text)
    if delimiter is not None:
        return read_sdmx(text, delimiter, name)
    if text.lstrip()[:1] == "{":
        return _json(name, text)
    return _maybe_toml(name, text)


def _json(name: str, text: str) -> dict[str, Any] | None:
    from kpitrack.sources.exchange.as_json import is_tracker_json, read_json

    return read_json(text, name) if is_tracker_json(text) else None


def _maybe_toml(name: str, text: str) -> dict[str, Any] | None:
    """TOML under another name, as it comes through a pipe."""
    try:
        document = _toml(name, text.encode())
    except InputError:
        return None
    return document if isinstance(document.get("indicators"), dict) else None
