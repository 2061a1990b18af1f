"""PostgreSQL gives its sums, and nothing but its sums, whatever a column holds."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from kpitrack.model.observations import Columns, ObservationSource
from kpitrack.model.period import parse_period
from kpitrack.sources.observed.dispatch import engine_for
from kpitrack.sources.observed.engine import Request, Sums
from kpitrack.sources.observed.postgres import Postgres
from tests.sources.warehouse.servers import PASSWORD

_TABLES = """
CREATE TABLE many AS
SELECT 'i' || i % 4 AS indicator, to_char(2023 + i % 2, 'FM0000') || '-0' || 1 + i % 6 AS period,
       i * 0.01 AS value, 'd' || i % 5 AS district,
       make_date(2023 + i % 2, 1 + i % 6, 1) AS day,
       make_date(2023 + i % 2, 1 + i % 6, 1) + time '13:00' AS moment,
       2023 + i % 2 AS year, i::float4 / 8 AS single
FROM generate_series(1, 50000) AS i;
CREATE COLLATION anycase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE cases (indicator text COLLATE anycase, period text, value int, district text COLLATE anycase);
INSERT INTO cases VALUES ('a', '2024', 1, 'X'), ('a', '2024', 2, 'x'), ('A', '2024', 4, 'x'), ('a', '2024', NULL, 'y');
"""


@pytest.fixture(scope="module", autouse=True)
def _environment() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGPASSWORD", PASSWORD)
        yield


@pytest.fixture(scope="module")
def address(postgres: str) -> str:
    with psycopg.connect(postgres, password=PASSWORD) as connection:
        connection.execute(_TABLES)
    return postgres


def _source(address: str, table: str = "many", **columns: Any) -> ObservationSource:
    return ObservationSource(
        address, table, Columns(dimensions={"district": "district"}, **columns)
    )


def _asked(source: ObservationSource, *periods: str, **more: Any) -> list[Sums]:
    within = tuple(parse_period(one) for one in periods) or None
    return list(engine_for(source).sums(source, Request(within=within, **more)))


def test_the_whole_is_the_sum_of_its_categories(address: str) -> None:
    sums = _asked(_source(address), "2024", indicators=("i1",), dimension="district")

    wholes = {one.period: one.value for one in sums if one.category is None}
    parts: dict[str, Decimal] = {}
    for one in sums:
        if one.category is not None:
            assert one.value is not None
            parts[one.period] = parts.get(one.period, Decimal(0)) + one.value
    assert {one.indicator for one in sums} == {"i1"}
    assert wholes == parts


def test_only_sums_leave_the_engine(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[Sequence[Any]] = []
    rows = Postgres.rows

    def counted(
        self: Postgres, query: Any, values: Sequence[object]
    ) -> Iterator[Sequence[Any]]:
        for row in rows(self, query, values):
            left.append(row)
            yield row

    monkeypatch.setattr(Postgres, "rows", counted)

    sums = _asked(_source(address), dimension="district")

    parts = [one for one in sums if one.category is not None]
    assert sum(one.rows for one in sums if one.category is None) == 50_000
    assert len(left) == len(parts) == 60


@pytest.mark.parametrize(
    ("column", "inside"),
    [
        ("period", "2024-02"),
        ("day", "2024-02-01"),
        ("moment", "2024-02-01"),
        ("year", "2024"),
    ],
)
def test_periods_may_be_texts_days_moments_and_numbers(
    column: str, inside: str, address: str
) -> None:
    source = _source(address, period=column)

    near = {one.period for one in _asked(source, "2024")}
    every = engine_for(source).periods(source)

    assert inside in near
    assert not any(one.startswith("2023") for one in near)
    assert near < set(every)


def test_ids_beyond_what_a_query_takes_are_told_apart_here(address: str) -> None:
    ids = tuple(f"other-{number}" for number in range(10_001))

    sums = _asked(_source(address), indicators=("i2", *ids))

    assert {one.indicator for one in sums} == {"i2"}


def test_a_collation_that_ignores_case_joins_nothing(address: str) -> None:
    sums = _asked(_source(address, "cases"), indicators=("a",), dimension="district")

    assert sorted((one.category or "", one.value) for one in sums) == [
        ("", Decimal(3)),
        ("X", Decimal(1)),
        ("x", Decimal(2)),
    ]


def test_a_single_float_is_the_decimal_it_is_written_as(address: str) -> None:
    sums = _asked(_source(address, value="single", period="year"), indicators=("i0",))

    assert sum(one.value or 0 for one in sums) == sum(range(4, 50_001, 4)) / Decimal(8)


def test_where_no_period_is_near_there_are_no_sums(address: str) -> None:
    assert _asked(_source(address), "1990") == []


def test_days_may_be_asked_up_to_the_last_year_there_is(address: str) -> None:
    assert _asked(_source(address, period="day"), "9999") == []
