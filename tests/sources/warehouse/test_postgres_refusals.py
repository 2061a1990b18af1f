"""What PostgreSQL refuses is one clear message without the secret, and exit 2."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.conftest import Run
from tests.sources.warehouse.servers import PASSWORD

Refuse = Callable[..., str]

_TABLES = """
CREATE TABLE figures (indicator text, period text, value numeric, district text);
INSERT INTO figures VALUES ('births', '2024', 1.5, 'x');
CREATE TABLE words (indicator text, period text, value text, district text);
CREATE TABLE hidden (LIKE figures);
CREATE TABLE fine (LIKE figures);
INSERT INTO fine VALUES ('births', '2024', 1.1234567, 'x');
CREATE TABLE nothing (LIKE figures);
INSERT INTO nothing VALUES ('births', '2024', 'NaN', 'x');
CREATE TABLE floats (indicator text, period text, value float8, district text);
INSERT INTO floats VALUES ('births', '2024', 1.1234567, 'x');
CREATE TABLE infinite (LIKE floats);
INSERT INTO infinite VALUES ('births', '2024', 'Infinity', 'x');
CREATE TABLE unnamed (LIKE figures);
INSERT INTO unnamed VALUES (NULL, '2024', 1, 'x'), ('births', NULL, 1, 'x');
CREATE TABLE halves (indicator text, period text, count int, "of" int, district text);
INSERT INTO halves VALUES ('births', '2024', 1, NULL, 'x');
CREATE VIEW slow AS SELECT indicator, period, value + length(pg_sleep(20)::text) AS value, district FROM figures;
CREATE FUNCTION writes() RETURNS int LANGUAGE sql AS 'INSERT INTO fine DEFAULT VALUES RETURNING 1';
CREATE VIEW writing AS SELECT indicator, period, writes()::numeric AS value, district FROM figures;
CREATE ROLE reader LOGIN PASSWORD 'other';
GRANT SELECT ON figures TO reader;
"""


@pytest.fixture(scope="session")
def tables(postgres: str) -> str:
    """A database with tables that cannot be added up."""
    with psycopg.connect(postgres, password=PASSWORD, autocommit=True) as connection:
        connection.execute("CREATE DATABASE refusals")
    address = postgres.replace("/postgres", "/refusals")
    with psycopg.connect(address, password=PASSWORD) as connection:
        connection.execute(_TABLES)
    return address


def _tracker(address: str, table: str = "figures", columns: str = "") -> str:
    return f"""[indicators.births]
name = "Births"
rollup = "sum"
[[observations]]
from = "{address}"
table = '{table}'
[observations.columns]
dimensions = {{ district = "district" }}
{columns}
"""


@pytest.fixture
def ask(run: Run, tmp_path: Path) -> "Callable[..., subprocess.CompletedProcess[str]]":
    def status(text: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        file = tmp_path / "i.toml"
        file.write_text(text, encoding="utf-8")
        given = {"PGPASSWORD": PASSWORD, **environment}
        return run("status", "2024", "--by", "district", "-f", str(file), **given)

    return status


@pytest.fixture
def refused(ask: "Callable[..., subprocess.CompletedProcess[str]]") -> Refuse:
    """The message of a refusal, which is one, and tells no secret."""

    def message(text: str, **environment: str) -> str:
        done = ask(text, **environment)
        assert done.returncode == 2, done.stdout + done.stderr
        assert done.stdout == ""
        assert PASSWORD not in done.stderr
        assert "s3cret" not in done.stderr
        assert "Traceback" not in done.stderr
        return done.stderr

    return message


def test_a_password_in_a_placeholder_may_hold_any_sign(
    tables: str, ask: "Callable[..., subprocess.CompletedProcess[str]]"
) -> None:
    address = tables.replace("owner@", "owner:${KPI_SECRET}@")

    done = ask(_tracker(address), KPI_SECRET=PASSWORD, PGPASSWORD="")

    assert done.returncode == 0, done.stderr
    assert "1.5" in done.stdout


def test_a_wrong_password_is_not_told(tables: str, refused: Refuse) -> None:
    told = refused(_tracker(tables), PGPASSWORD="s3cret-but-wrong")

    assert "expected a database that answers at postgresql://owner@127.0.0.1" in told
    assert 'password authentication failed for user "owner"' in told


def test_an_address_that_a_secret_makes_unreadable_tells_neither(
    tables: str, refused: Refuse
) -> None:
    address = tables.replace("127.0.0.1", "${KPI_SECRET}")

    told = refused(_tracker(address), KPI_SECRET="s3cret:%zz")

    assert "${KPI_SECRET}" in told


def test_a_name_that_the_environment_lacks_is_told(tables: str, refused: Refuse) -> None:
    told = refused(_tracker(tables.replace("owner@", "owner:${KPI_NONE}@")))

    assert "expected KPI_NONE in the environment" in told


def test_a_password_in_the_file_is_refused(tables: str, refused: Refuse) -> None:
    told = refused(_tracker(tables.replace("owner@", "owner:s3cret@")))

    assert "expected an address without a password" in told


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("127.0.0.1", "host.invalid"), "resolve host"),
        (("/refusals", "/nowhere"), 'database "nowhere" does not exist'),
        (("owner@", "nobody@"), 'password authentication failed for user "nobody"'),
    ],
)
def test_a_database_that_does_not_answer_is_told(
    change: tuple[str, str], told: str, tables: str, refused: Refuse
) -> None:
    assert told in refused(_tracker(tables.replace(*change))).replace(
        "translate host", "resolve host"
    )


def test_a_host_without_a_server_is_told(refused: Refuse) -> None:
    told = refused(_tracker("postgresql://owner@127.0.0.1:1/postgres"), PGCONNECT_TIMEOUT="2")

    assert "Connection refused" in told


@pytest.mark.parametrize(
    ("table", "columns", "told"),
    [
        ("figure", "", 'table: found "figure", expected a table that is there'),
        ("nowhere.figures", "", 'found "nowhere.figures", expected a table that is there'),
        ("figures", 'value = "valu"', 'columns.value: found "valu", expected a column that is there; did you mean value?'),
        ("words", "", 'found "value" of type text, expected a column of numbers'),
        ("fine", "", "found 1 with more, of births in 2024, expected numbers of at most 6 digits"),
        ("floats", "", "found 1 with more, of births in 2024, expected numbers of at most 6 digits"),
        ("nothing", "", "found NaN, an infinity or a sum too large for births in 2024"),
        ("infinite", "", "births in 2024"),
        ("unnamed", "", "found 1 observations without one, expected "),
        ("halves", 'count = "count"\nof = "of"', "columns.of: found 1 rows of births in 2024 with one of the two"),
        ("writing", "", "cannot execute INSERT in a read-only transaction"),
        ("", "", "table: found text"),
        ("figures.", "", 'found "figures.", expected a table such as figures or schema.figures'),
        ("a.b.c.d", "", 'found "a.b.c.d", expected a table such as figures or schema.figures'),
        ('"a" b', "", "expected a table such as figures or schema.figures"),
        ("figures; DROP TABLE figures", "", 'found "figures; DROP TABLE figures", expected a table that is there'),
    ],
)  # fmt: skip
def test_what_cannot_be_added_up_is_told(
    table: str, columns: str, told: str, tables: str, refused: Refuse
) -> None:
    assert told in refused(_tracker(tables, table, columns))


def test_a_source_without_a_table_is_told(tables: str, refused: Refuse) -> None:
    text = _tracker(tables).replace("table = 'figures'\n", "")

    assert "found none, expected the table that holds the observations" in refused(text)


def test_a_table_that_may_not_be_read_is_told(tables: str, refused: Refuse) -> None:
    address = tables.replace("owner@", "reader@")

    told = refused(_tracker(address, "hidden"), PGPASSWORD="other")

    assert "found permission denied for table hidden, expected a table that may be read" in told


def test_a_right_to_some_columns_is_enough(
    tables: str, ask: "Callable[..., subprocess.CompletedProcess[str]]"
) -> None:
    address = tables.replace("owner@", "reader@")
    with psycopg.connect(tables, password=PASSWORD) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS private (LIKE figures, name text)")
        connection.execute(
            "GRANT SELECT (indicator, period, value, district) ON private TO reader"
        )

    assert ask(_tracker(address, "private"), PGPASSWORD="other").returncode == 0
    missing = ask(_tracker(address, "private", 'value = "valeu"'), PGPASSWORD="other")
    assert missing.returncode == 2
    assert "permission denied" in missing.stderr


def test_an_answer_that_takes_too_long_is_told(tables: str, refused: Refuse) -> None:
    told = refused(_tracker(tables, "slow"), PGOPTIONS="-c statement_timeout=300")

    assert "expected an answer within the time that the database allows" in told
    assert "statement_timeout" in told
