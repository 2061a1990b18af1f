"""The same observations in DuckDB, PostgreSQL and Spark give the same answer, digit for digit."""

import json
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.sources.warehouse import hostile
from tests.sources.warehouse.servers import PASSWORD

_INDICATORS = """
[indicators.births]
name = "Births"
rollup = "sum"
[indicators.deaths]
name = "Deaths"
rollup = "sum"
[indicators.share]
name = "Share"
unit = "%"
rollup = "sum"
"""


def _key(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _tracker(address: str, table: str, value: str = hostile.VALUE, **more: str) -> str:
    extra = "".join(f"{name} = {_key(one)}\n" for name, one in more.items())
    return f"""{_INDICATORS}
[[observations]]
from = {_key(address)}
table = {_key(table)}
{extra}
[observations.columns]
period = {_key(hostile.DAY if more else hostile.PERIOD)}
value = {_key(value)}
{"" if more else 'count = "count"' + chr(10) + 'of = "of"'}
dimensions = {{ district = {_key(hostile.DISTRICT)} }}
"""


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("hostile") / "figures.duckdb"
    hostile.write_duckdb(file)
    return file


@pytest.fixture(scope="session")
def in_postgres(postgres: str) -> str:
    hostile.load_postgres(postgres)
    return postgres


@pytest.fixture(scope="session")
def in_spark(spark: str, embedded: Path) -> str:
    hostile.load_spark(spark, embedded.with_suffix(".parquet"))
    return spark


_QUESTIONS = (
    (("status", "2024", "--by", "district"), {}),
    (("status", "2024-03", "--by", "district", "-i", "deaths"), {}),
    (("compare", "2023", "2024", "--by", "district"), {}),
    (("check",), {}),
    (
        ("status", "2024", "--by", "district", "-i", "births"),
        {"value": hostile.FLOAT, "every": "month"},
    ),
)


def _answers(run: Run, folder: Path, address: str, table: str, how: int) -> str:
    arguments, more = _QUESTIONS[how]
    file = folder / "indicators.toml"
    file.write_text(_tracker(address, table, **more), encoding="utf-8")
    done = run(*arguments, "-f", str(file), "-O", "json", PGPASSWORD=PASSWORD)
    assert done.stderr == ""
    assert done.returncode in (0, 1)
    return done.stdout.replace(str(folder), "")


@pytest.mark.parametrize("how", range(len(_QUESTIONS)))
def test_postgresql_answers_as_duckdb_does(
    how: int, run: Run, tmp_path: Path, embedded: Path, in_postgres: str
) -> None:
    expected = _answers(run, tmp_path, str(embedded), "figures", how)

    assert _answers(run, tmp_path, in_postgres, '"bulk.data".figures', how) == expected


@pytest.mark.parametrize("how", range(len(_QUESTIONS)))
def test_spark_answers_as_duckdb_does(
    how: int, run: Run, tmp_path: Path, embedded: Path, in_spark: str
) -> None:
    expected = _answers(run, tmp_path, str(embedded), "figures", how)

    assert _answers(run, tmp_path, in_spark, "bulk.figures", how) == expected
