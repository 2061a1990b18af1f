"""Export and import are inverse: the same tracker, to the last digit, in every format."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import pytest
import tomli
from hypothesis import HealthCheck, given, settings

from kpitrack.sources.exchange.as_json import tracker_json
from kpitrack.sources.exchange.assembly import document_of
from kpitrack.sources.exchange.long import Manner, long_csv
from kpitrack.sources.exchange.own import read_own
from kpitrack.sources.exchange.records import rows_of
from kpitrack.sources.exchange.sdmx import sdmx_csv
from kpitrack.sources.exchange.toml import toml_text
from tests.conftest import ROOT
from tests.sources.exchange.trackers import documents
from tests.sources.exchange.written import everything

Write = Callable[[dict[str, Any]], Iterable[str]]
FORMATS: dict[str, Write] = {
    "csv": lambda document: long_csv(rows_of(document)),
    "csv with a decimal comma": lambda document: long_csv(rows_of(document), Manner(";", ",")),
    "csv with commas twice": lambda document: long_csv(rows_of(document), Manner(",", ",")),
    "csv with tabs": lambda document: long_csv(rows_of(document), Manner("\t")),
    "json": tracker_json,
    "toml": toml_text,
    "sdmx-csv": lambda document: sdmx_csv(rows_of(document)),
    "sdmx-csv with semicolons": lambda document: sdmx_csv(rows_of(document), ";"),
}
SHIPPED = [
    "data/indicators.toml",
    *(str(one.relative_to(ROOT)) for one in sorted((ROOT / "data/examples").glob("*.toml"))),
]
often = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def there_and_back(write: Write, document: dict[str, Any]) -> dict[str, Any]:
    back = read_own("export", "".join(write(document)).encode())
    assert back is not None, "kpitrack does not know its own export"
    return back


@pytest.mark.parametrize("form", FORMATS)
@often
@given(document=documents())
def test_a_tracker_that_was_exported_and_read_back_is_the_same(
    form: str, document: dict[str, Any]
) -> None:
    assert everything(there_and_back(FORMATS[form], document)) == everything(document)


@often
@given(document=documents())
def test_rows_make_the_tracker_again(document: dict[str, Any]) -> None:
    assert everything(document_of(rows_of(document))) == everything(document)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("file", SHIPPED)
def test_the_shipped_trackers_come_back_as_they_are(file: str, form: str) -> None:
    document = tomli.loads((ROOT / file).read_text(encoding="utf-8"), parse_float=Decimal)
    assert everything(there_and_back(FORMATS[form], document)) == everything(document)


@often
@given(document=documents())
def test_what_was_read_back_is_written_alike_again(document: dict[str, Any]) -> None:
    for write in FORMATS.values():
        once = there_and_back(write, document)
        assert everything(there_and_back(write, once)) == everything(once)
