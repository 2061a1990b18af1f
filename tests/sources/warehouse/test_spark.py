"""Spark's side of the question: with a session that is none, and with a real cluster."""

import socket
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pyspark.errors import PySparkException

from kpitrack.errors import InputError
from kpitrack.model.observations import Columns, ObservationSource
from kpitrack.model.period import parse_period
from kpitrack.sources.observed import spark as module
from kpitrack.sources.observed.dispatch import engine_for
from kpitrack.sources.observed.engine import Request
from tests.conftest import Run


class _Frame:
    """What Spark would give for a query: its schema, and rows that are read once."""

    def __init__(self, types: dict[str, str], rows: list[tuple[Any, ...]]) -> None:
        self.schema = [
            SimpleNamespace(
                name=name, dataType=SimpleNamespace(simpleString=lambda one=one: one)
            )
            for name, one in types.items()
        ]
        self._rows = rows

    def toLocalIterator(self) -> Iterator[tuple[Any, ...]]:  # noqa: N802 (Spark's name)
        return iter(self._rows)


class _Session:
    """Remembers what it was asked, and answers with a row of its own."""

    def __init__(
        self, answer: list[tuple[Any, ...]], error: PySparkException | None = None
    ) -> None:
        self.asked: list[tuple[str, dict[str, object]]] = []
        self.settings: dict[str, str] = {}
        self.stopped = False
        self.number = "decimal(18,2)"
        self.conf = SimpleNamespace(set=self.settings.__setitem__)
        self._answer, self._error = answer, error

    def sql(self, query: str, args: dict[str, object]) -> _Frame:
        self.asked.append((query, args))
        if self._error is not None and "*" not in query:
            raise self._error
        if query.startswith("SELECT DISTINCT") and len(self._answer[0]) > 1:
            return _Frame({"period": "string"}, [("2024",)])
        names = ("indicator", "period", "value", "district")
        types = "string", "int", self.number, "string"
        return _Frame(dict(zip(names, types, strict=True)), self._answer)

    def interruptAll(self) -> None:  # noqa: N802 (Spark's name)
        """Nothing runs here."""

    def stop(self) -> None:
        self.stopped = True


@pytest.fixture
def listening() -> Iterator[str]:
    """An address at which something takes up connections."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"sc://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> _Session:
    return _with_session(monkeypatch, [_row()])


def _row(**other: Any) -> tuple[Any, ...]:
    row = {"name": "births", "at": "2024", "where": "Mai Sơn", "value": Decimal("1.50")} | other
    sums = row["value"], None, None, None
    return row["name"], row["at"], row["where"], *sums, 2, None, None, None, *(None,) * 4, None


def _with_session(
    monkeypatch: pytest.MonkeyPatch,
    answer: list[tuple[Any, ...]],
    error: PySparkException | None = None,
) -> _Session:
    session = _Session(answer, error)

    def remote(address: str) -> Any:
        assert address.startswith("sc://")
        return SimpleNamespace(create=lambda: session)

    monkeypatch.setattr("pyspark.sql.SparkSession.builder", SimpleNamespace(remote=remote))
    return session


def _source(address: str) -> ObservationSource:
    columns = Columns(dimensions={"district": "district"})
    return ObservationSource(address, "bulk.figures", columns)


def test_spark_is_asked_in_ansi_mode_with_values_beside_the_sql(
    session: _Session, listening: str
) -> None:
    request = Request(("births'",), (parse_period("2024"),), "district")

    sums = list(engine_for(_source(listening)).sums(_source(listening), request))

    query, values = session.asked[-1]
    assert sums == []  # the row that came is of another indicator
    assert "births" not in query
    assert values["p1"] == "births'"
    assert "FROM `bulk`.`figures`" in query
    assert "SUM(`value`)" in query
    assert "CAST(`value` AS DECIMAL(38, 2)) AS `value`" in query
    assert session.settings == {"spark.sql.ansi.enabled": "true"}
    assert session.stopped


def test_a_float_goes_through_its_text(session: _Session, listening: str) -> None:
    session.number = "double"

    list(engine_for(_source(listening)).sums(_source(listening), Request()))

    exact = "CAST(CAST(`value` AS STRING) AS DECIMAL(38, 6)) AS `value`"
    assert exact in session.asked[-1][0]


def test_sums_come_as_spark_gives_them(session: _Session, listening: str) -> None:
    engine = engine_for(_source(listening))

    sums = list(engine.sums(_source(listening), Request(dimension="district")))

    assert [(one.category, one.value, one.rows) for one in sums] == [
        ("Mai Sơn", Decimal("1.50"), 2),
        (None, Decimal("1.50"), 2),
    ]


def test_periods_are_those_with_a_figure(
    monkeypatch: pytest.MonkeyPatch, listening: str
) -> None:
    session = _with_session(monkeypatch, [("2024",), ("2023",)])

    assert engine_for(_source(listening)).periods(_source(listening)) == ("2024", "2023")
    assert session.asked[-1][0].startswith("SELECT DISTINCT CAST(`period` AS STRING)")


def test_a_sum_that_is_null_though_there_are_figures_is_refused(
    monkeypatch: pytest.MonkeyPatch, listening: str
) -> None:
    _with_session(monkeypatch, [_row(value=None)])

    with pytest.raises(InputError, match="a sum too large for births in 2024"):
        list(engine_for(_source(listening)).sums(_source(listening), Request()))


@pytest.mark.parametrize(
    ("condition", "text", "told"),
    [
        ("TABLE_OR_VIEW_NOT_FOUND", "no table\nJVM stacktrace:", 'table: found "bulk.figures", expected a table that is there; no table$'),
        ("UNRESOLVED_COLUMN.WITH_SUGGESTION", "no x", "columns: found no x, expected columns that are there"),
        ("OPERATION_CANCELED", "cancelled", "found cancelled, expected an answer within 300 seconds"),
        ("ARITHMETIC_OVERFLOW", "token t0ken seen", r"found token \*\*\* seen, expected observations that can be added"),
        (None, "", "found PySparkException, expected observations that can be added"),
    ],
)  # fmt: skip
def test_what_spark_refuses_is_one_message_without_the_secret(
    condition: str | None,
    text: str,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    listening: str,
) -> None:
    monkeypatch.setenv("KPI_TOKEN", "t0ken")
    error = PySparkException(text)
    monkeypatch.setattr(error, "getCondition", lambda: condition)
    monkeypatch.setattr(PySparkException, "__str__", lambda self: text)
    _with_session(monkeypatch, [], error)
    source = _source(listening + "/;token=${KPI_TOKEN}")

    with pytest.raises(InputError, match=told):
        list(engine_for(source).sums(source, Request()))


@pytest.mark.parametrize(
    ("address", "told"),
    [("sc://127.0.0.1:1", "Connection refused"), ("sc://127.0.0.1:many", "Port could not be")],
)
def test_a_spark_that_does_not_answer_is_told_at_once(address: str, told: str) -> None:
    with pytest.raises(InputError, match=f"{told}.*expected a Spark that answers at {address}"):
        engine_for(_source(address)).periods(_source(address))


@pytest.mark.parametrize(
    ("address", "package", "extra"),
    [("postgresql://h/d", "psycopg", "postgres"), ("sc://h", "pyspark", "spark")],
)
def test_a_missing_extra_is_told_with_the_command_that_installs_it(
    address: str, package: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setitem(sys.modules, f"{package}.errors", None)
    monkeypatch.delitem(sys.modules, f"kpitrack.sources.observed.{extra}", raising=False)

    with pytest.raises(InputError, match=rf"{package}.*pip install 'kpitrack\[{extra}\]'"):
        engine_for(_source(address)).periods(_source(address))


_TRACKER = """[indicators.births]
name = "Births"
rollup = "sum"
[[observations]]
from = "{address}"
table = "{table}"
"""


@pytest.mark.parametrize(
    ("table", "query", "told"),
    [
        ("wide", "SELECT 'births' indicator, '2024' period, CAST('9e37' AS DECIMAL(38,0)) value FROM range(5)", "[ARITHMETIC_OVERFLOW]"),
        ("none", "SELECT 'births' indicator, '2024' period, CAST('NaN' AS DOUBLE) value", "[CAST_INVALID_INPUT]"),
        ("fine", "SELECT 'births' indicator, '2024' period, 1.1234567D value", "found 1 with more"),
        ("named", "SELECT 'births' indicator, '2024' period, 1 amount", 'columns.value: found "value"'),
        ("gone", "", 'found "gone", expected a table that is there'),
    ],
)  # fmt: skip
def test_a_real_spark_refuses_what_it_cannot_add(
    table: str, query: str, told: str, spark: str, run: Run, tmp_path: Path
) -> None:
    if query:
        with module.session_at(spark) as session:
            session.sql(f"CREATE TABLE {table} USING parquet AS {query}").collect()
    file = tmp_path / "i.toml"
    file.write_text(_TRACKER.format(address=spark, table=table), encoding="utf-8")

    done = run("status", "2024", "-f", str(file))

    assert done.returncode == 2, done.stdout
    assert told in done.stderr
    assert len(done.stderr.splitlines()) <= 2, done.stderr
