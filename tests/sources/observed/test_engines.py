"""The embedded engines add exactly, bring what was asked, and refuse what they cannot add."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrack.errors import InputError
from kpitrack.measures.quantity import EXACT
from kpitrack.model.observations import Columns, ObservationSource
from kpitrack.model.period import parse_period
from kpitrack.sources.observed.dispatch import engine_for
from kpitrack.sources.observed.engine import Request, Span, Sums
from tests.sources.observed.places import COLUMNS, PLACES, Row, in_parquet


def sums(
    source: ObservationSource, request: Request = Request()
) -> dict[tuple[str, str, str | None], Sums]:
    every = list(engine_for(source).sums(source, request))
    found = {(one.indicator, one.period, one.category): one for one in every}
    assert len(found) == len(every)
    return found


def refusal(source: ObservationSource, request: Request = Request()) -> str:
    with pytest.raises(InputError) as refused:
        list(engine_for(source).sums(source, request))
    return str(refused.value)


FIGURES = st.integers(-(10**25), 10**25).map(lambda one: Decimal(one).scaleb(-3))
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b"]),
        st.sampled_from(["2023-12", "2024-01", "2024-Q1"]),
        st.sampled_from(["north", "south", None]),
        st.none() | FIGURES,
    ),
    max_size=12,
)


def added(
    rows: Sequence[Row], by: bool
) -> dict[tuple[str, str, str | None], tuple[Decimal, int]]:
    found: dict[tuple[str, str, str | None], tuple[Decimal, int]] = {}
    for indicator, period, district, value in rows:
        if value is None:
            continue
        for category in {None, district if by else None}:
            total, count = found.get((indicator, period, category), (Decimal(0), 0))
            found[indicator, period, category] = (total + value, count + 1)
    return found


@pytest.mark.parametrize("place", PLACES)
@given(rows=ROWS, by=st.booleans())
@settings(max_examples=12, deadline=None)
def test_every_engine_adds_as_python_does_with_decimals(
    place: str, rows: list[Row], by: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    source = PLACES[place](tmp_path_factory.mktemp("rows"), rows)
    found = sums(source, Request(dimension="district" if by else None))
    assert {key: (one.value, one.rows) for key, one in found.items()} == added(rows, by)
    told = {row[1] for row in rows if row[3] is not None}
    assert set(engine_for(source).periods(source)) == told


@pytest.mark.parametrize("place", ["csv", "parquet", "duckdb"])
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["a", "b"]),
            st.sampled_from(["2024-H1", "2024-S2", "2024-H2", "2024"]),
            st.sampled_from(["north", "south", None]),
            st.none() | FIGURES,
        ),
        max_size=12,
    )
)
@settings(max_examples=40, deadline=None)
def test_a_span_is_the_sum_of_the_periods_that_it_stands_for(
    place: str, rows: list[Row], tmp_path_factory: pytest.TempPathFactory
) -> None:
    source = PLACES[place](tmp_path_factory.mktemp("rows"), rows)
    request = Request(None, (parse_period("2024"),), "district")
    every = list(sums(source, request).values())
    found = list(engine_for(source).sums(source, request._replace(spans=("a", "c"))))
    spans = {one.category: one for one in found if isinstance(one, Span)}
    texts = {one.period for one in every if (one.indicator, one.category) == ("a", None)}
    fills = texts in ({"2024-H1", "2024-S2"}, {"2024-H1", "2024-H2"})
    parts = [one for one in every if one.indicator == "a" and one.category and fills]
    assert {one for one in found if isinstance(one, Sums)} == set(every) - set(parts)
    assert spans.keys() == {one.category for one in parts}
    for category, span in spans.items():
        those = [
            shortest(one.value)
            for one in parts
            if one.category == category and one.value is not None
        ]
        assert str(span.value) == str(sum(those[1:], those[0])), those
        assert (span.figures, span.targets, span.target) == (len(those), 0, None)


def shortest(number: Decimal) -> Decimal:
    whole = number.to_integral_value()
    return whole if whole == number else EXACT.normalize(number)


SOME: list[Row] = [
    ("a", "2023-12", "north", Decimal("1.5")),
    ("a", "2024-01", "north", Decimal("2.5")),
    ("a", "2024-01", None, Decimal("0.25")),
    ("b", "2024-01", "south", Decimal("-7")),
    ("b", "2023..2025", "south", Decimal("100")),
    ("c", "2024-01", "north", None),
]


@pytest.mark.parametrize("place", PLACES)
def test_only_what_is_asked_leaves_the_engine(place: str, tmp_path: Path) -> None:
    source = PLACES[place](tmp_path, SOME)
    asked = Request(("b",), (parse_period("2024"),), "district")
    assert {(*key, one.value) for key, one in sums(source, asked).items()} == {
        ("b", "2024-01", "south", Decimal(-7)),
        ("b", "2024-01", None, Decimal(-7)),
        ("b", "2023..2025", "south", Decimal(100)),
        ("b", "2023..2025", None, Decimal(100)),
    }
    whole = sums(source, Request(None, (parse_period("2024-01"),)))
    assert whole["a", "2024-01", None].value == Decimal("2.75")
    assert ("a", "2023-12", None) not in whole
    assert sums(source, Request(("nobody",))) == {}
    far = sums(source, Request(None, (parse_period("1999"),)))
    assert {period for _, period, _ in far} <= {"2023..2025"}  # a span may reach over


def test_a_blank_period_is_told_and_near_periods_need_not_stand_together(
    tmp_path: Path,
) -> None:
    one, asked = Decimal(1), Request(None, YEAR)
    blank = in_parquet(tmp_path, [("a", "", None, one), ("a", "2024-01", None, one)])
    assert 'found "", expected periods' in refusal(blank, asked)
    rows: list[Row] = [("a", text, None, one) for text in ("2022", "2020..2025", "2024")]
    found = sums(in_parquet(tmp_path, rows), asked)
    assert {period for _, period, _ in found} == {"2020..2025", "2024"}


YEAR = (parse_period("2024"),)


@pytest.mark.parametrize("place", PLACES)
def test_rows_without_an_indicator_or_a_period_are_told(place: str, tmp_path: Path) -> None:
    for row, told in (
        ((None, "2024-01", "north", Decimal(1)), "indicator in every row"),
        (("a", None, "north", Decimal(1)), "period in every row"),
    ):
        source = PLACES[place](tmp_path, [*SOME, row])  # type: ignore[list-item]
        assert f"1 observations without one, expected {told}" in refusal(source)
        narrow = Request(None, (parse_period("2024"),))
        assert told in refusal(source, narrow)


@pytest.mark.parametrize("kind", ["HUGEINT", "DECIMAL(9, 5)"])
def test_a_table_of_wide_numbers_is_added_or_refused_whole(kind: str, tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "x.duckdb") as connection:
        connection.execute(f"CREATE TABLE t (indicator TEXT, period TEXT, value {kind})")
        connection.execute("INSERT INTO t VALUES ('a', '2024', 7), ('a', '2024', NULL)")
        if kind != "HUGEINT":
            connection.execute("INSERT INTO t VALUES ('b', '2024', 0.125)")
    source = ObservationSource(str(tmp_path / "x.duckdb"), "t", Columns(), 2)
    assert sums(source, Request(("a",)))["a", "2024", None].value == 7
    if kind != "HUGEINT":
        assert '"0.12500" in t' in refusal(source)


HOSTILE = 'we"ird; DROP TABLE figures; -- select'


@pytest.mark.parametrize("kind", ["csv", "parquet", "duckdb", "sqlite"])
def test_names_of_tables_and_columns_are_never_run(kind: str, tmp_path: Path) -> None:
    names = [f"{HOSTILE} {one}" for one in ("i", "p", "v", "d")]
    quoted = ['"' + one.replace('"', '""') + '"' for one in names]
    file = tmp_path / f"x.{kind}"
    table = HOSTILE if kind in ("duckdb", "sqlite") else None
    row = ["a'; DROP TABLE x; --", "2024", "1.50", "'; --"]
    if kind == "sqlite":
        own = sqlite3.connect(file)
        own.execute(
            f'CREATE TABLE "{HOSTILE.replace(chr(34), chr(34) * 2)}" ({", ".join(quoted)})'
        )
        own.execute(
            f'INSERT INTO "{HOSTILE.replace(chr(34), chr(34) * 2)}" VALUES (?, ?, ?, ?)', row
        )
        own.commit()
        own.close()
    else:
        with duckdb.connect(str(file) if kind == "duckdb" else ":memory:") as connection:
            safe = HOSTILE.replace('"', '""')
            columns = ", ".join(f"{one} TEXT" for one in quoted)
            connection.execute(f'CREATE TABLE "{safe}" ({columns})')
            connection.execute(f'INSERT INTO "{safe}" VALUES (?, ?, ?, ?)', row)
            if kind == "parquet":
                connection.table(f'"{safe}"').write_parquet(str(file))
            if kind == "csv":
                connection.table(f'"{safe}"').write_csv(str(file))
    columns_of = Columns(names[0], names[1], names[2], dimensions={"d": names[3]})
    source = ObservationSource(str(file), table, columns_of, 2)
    found = sums(source, Request(("a'; DROP TABLE x; --",), (parse_period("2024"),), "d"))
    assert {key[2]: one.value for key, one in found.items()} == {
        None: Decimal("1.5"),
        "'; --": Decimal("1.5"),
    }


def text(folder: Path, content: str, name: str = "x.csv") -> ObservationSource:
    (folder / name).write_text(content, encoding="utf-8", newline="")
    return ObservationSource(str(folder / name), columns=COLUMNS, decimals=2)


HEAD = "indicator,period,district,value\n"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12.50", "12.5"), ("12.5000", "12.5"), ("-0.1", "-0.1"), ("+3", "3"), (" 7 ", "7"),
        (".5", "0.5"), ("5.", "5"), ("007", "7"), ("123456789012345678901234567890.12", "123456789012345678901234567890.12"),
    ],
)  # fmt: skip
def test_a_number_in_text_is_read_as_it_is_written(
    written: str, value: str, tmp_path: Path
) -> None:
    found = sums(text(tmp_path, f"{HEAD}a,2024,n,{written}\n"))
    assert found["a", "2024", None].value == Decimal(value)


@pytest.mark.parametrize(
    "written",
    ["0.125", "1e3", "1e-9", "12,5", "1_000", "0x1F", "n/a", "NaN", "inf", "1.2.3", "1" * 40],
)
def test_what_is_no_number_of_so_many_digits_is_refused_and_never_rounded(
    written: str, tmp_path: Path
) -> None:
    source = text(tmp_path, f'{HEAD}a,2024,n,1\na,2024,n,"{written}"\nb,2024,n,"{written}"\n')
    told = refusal(source)
    assert f'found "{written}" and 1 more in {tmp_path}/x.csv' in told
    assert "expected numbers of at most 2 digits after the point" in told


def test_a_decimal_comma_is_said_once(tmp_path: Path) -> None:
    source = text(tmp_path, "indicator;period;district;value\na;2024;n;12,50\na;2024;n;1,25\n")
    source = source._replace(decimal=",")
    assert sums(source)["a", "2024", None].value == Decimal("13.75")
    assert '"1.154"' in refusal(
        text(tmp_path, f'{HEAD}a,2024,n,"1.154"\n')._replace(decimal=",")
    )


@pytest.mark.parametrize(("kind", "good", "bad"), [("DOUBLE", "0.1 + 0.2", "0.125"), ("FLOAT", "0.3", "0.125"), ("DECIMAL(20, 5)", "0.30", "0.125")])  # fmt: skip
def test_a_float_is_the_decimal_it_is_written_as(
    kind: str, good: str, bad: str, tmp_path: Path
) -> None:
    for name, number in (("good", good), ("bad", bad), ("none", "'nan'::DOUBLE")):
        duckdb.sql(
            f"SELECT 'a' AS indicator, 2024 AS period, NULL::TEXT AS district, ({number})::{kind} AS value"
            if name != "none"
            else f"SELECT 'a' AS indicator, 2024 AS period, NULL::TEXT AS district, {number} AS value"
        ).write_parquet(str(tmp_path / f"{name}.parquet"))
    place = str(tmp_path / "good.parquet")
    source = ObservationSource(place, columns=COLUMNS, decimals=2)
    assert sums(source)["a", "2024", None].value == Decimal("0.3")
    assert '"0.125' in refusal(source._replace(place=str(tmp_path / "bad.parquet")))
    assert '"nan"' in refusal(source._replace(place=str(tmp_path / "none.parquet")))


@pytest.mark.parametrize(("kind", "told"), [("BIGINT", None), ("HUGEINT", None), ("BOOLEAN", "a column of numbers"), ("DATE", "a column of numbers")])  # fmt: skip
def test_whole_numbers_are_added_and_other_columns_refused(
    kind: str, told: str | None, tmp_path: Path
) -> None:
    value = {"DATE": "DATE '2024-01-01'", "BOOLEAN": "true"}.get(kind, "7")
    file = str(tmp_path / "x.parquet")
    duckdb.sql(
        f"SELECT 'a' AS indicator, '2024' AS period, 'n' AS district, ({value})::{kind} AS value"
    ).write_parquet(file)
    source = ObservationSource(file, columns=COLUMNS)
    if told:
        assert told in refusal(source)
    else:
        assert sums(source)["a", "2024", None].value == 7


@pytest.mark.parametrize("kind", ["DATE", "TIMESTAMP"])
def test_days_stand_for_the_period_they_lie_in(kind: str, tmp_path: Path) -> None:
    file = str(tmp_path / "x.parquet")
    duckdb.sql(
        f"SELECT 'a' AS indicator, ('2024-01-31'::DATE)::{kind} AS period, 'n' AS district, 7 AS value"
    ).write_parquet(file)
    source = ObservationSource(file, columns=COLUMNS, every="month")
    assert set(sums(source, Request(None, (parse_period("2024-01"),)))) == {
        ("a", "2024-01-31", None)
    }
    assert sums(source, Request(None, (parse_period("2024-02"),))) == {}


SHARES = Columns(value=None, count="done", of="all")


@pytest.mark.parametrize("kind", ["csv", "sqlite"])
def test_a_count_without_its_of_is_refused(kind: str, tmp_path: Path) -> None:
    rows = [("a", "2024", "1", "2"), ("a", "2024", "3", None)]
    names = ("indicator", "period", "done", "all")
    if kind == "sqlite":
        own = sqlite3.connect(tmp_path / "x.sqlite")
        own.execute('CREATE TABLE t (indicator, period, done, "all")')
        own.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", rows)
        own.commit()
        own.close()
        source = ObservationSource(str(tmp_path / "x.sqlite"), "t", SHARES)
    else:
        body = "".join(",".join(one or "" for one in row) + "\n" for row in [names, *rows])
        source = text(tmp_path, body)._replace(columns=SHARES)
    assert "1 rows in" in refusal(source)
    assert "expected count and of together" in refusal(source)
    if kind == "csv":
        good = text(tmp_path, "indicator,period,done,all\na,2024,1,2\na,2024,3,5\n")
        found = sums(good._replace(columns=SHARES))["a", "2024", None]
        assert (found.count, found.of, found.value) == (4, 7, None)
        bad = text(tmp_path, "indicator,period,done,all\na,2024,1,x\n")._replace(columns=SHARES)
        assert 'found "x" in' in refusal(bad)


def test_files_of_a_glob_may_order_their_columns_differently(tmp_path: Path) -> None:
    text(tmp_path, f"{HEAD}a,2024,n,1\n", "1.csv")
    text(tmp_path, "\ufeffvalue,district,period,indicator,note\n2,n,2024,a,x\n", "2.csv")
    text(tmp_path, "value;district;period;indicator\n4;n;2024;a\n", "3.csv")
    source = ObservationSource(str(tmp_path / "*.csv"), columns=COLUMNS, decimals=2)
    assert sums(source)["a", "2024", None].value == 7
    text(tmp_path, "indicator,period,district,values\na,2024,n,8\n", "4.csv")
    told = refusal(source)
    assert f'found "value", expected a column that is there in {tmp_path}/4.csv' in told
    assert "did you mean values?" in told


def test_parquet_files_of_a_glob_each_have_every_column(tmp_path: Path) -> None:
    for name, column in (("1", "value"), ("2", "value"), ("30", "valu")):
        duckdb.sql(
            f"SELECT 'a' AS indicator, '2024' AS period, 'n' AS district, 7 AS {column}"
        ).write_parquet(str(tmp_path / f"{name}.parquet"))
    source = ObservationSource(str(tmp_path / "?.parquet"), columns=COLUMNS)
    assert sums(source)["a", "2024", None].value == 14
    told = refusal(source._replace(place=str(tmp_path / "*.parquet")))
    assert "30.parquet" in told
    assert "did you mean valu?" in told


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.csv", f"{HEAD}a,2024,n,1\na,2024,n\na,2024,n,1\n".encode(), "Line: 3"),
        ("x.csv", HEAD.encode() + b"a,2024,n,1\n" * 2000 + b"\xff,2024,n,1\n", "observations that can be read"),
        ("x.csv", "\ufeffx".encode("utf-16"), "in another encoding, expected text in UTF-8"),
        ("x.csv", f"{HEAD}a,2024,n\n".encode(), "x.csv, expected observations that can be read"),
        ("x.csv", b"", "there are none"),
        ("x.csv", b"indicator,period,district,value,value\n", "found value more than once in"),
        ("x.csv.gz", b"no gzip", "expected a file that can be read"),
        ("x.parquet", b"no parquet", "observations that can be read"),
        ("x.duckdb", b"no database" * 999, "observations that can be read"),
        ("x.sqlite", b"no database" * 999, "observations that can be read"),
        ("x.docx", b"", 'found a name that ends in ".docx", expected one of .csv'),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_told(
    name: str, content: bytes, told: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    table = "t" if name.endswith(("duckdb", "sqlite")) else None
    assert told in refusal(ObservationSource(str(tmp_path / name), table, COLUMNS))


def test_a_missing_file_table_or_engine_is_told(tmp_path: Path) -> None:
    assert "found no such file" in refusal(ObservationSource(str(tmp_path / "no.csv")))
    assert "no file of that name" in refusal(ObservationSource(str(tmp_path / "no-*.csv")))
    assert "begins with oracle://" in refusal(ObservationSource("oracle://host/db", "t"))
    for kind in ("duckdb", "sqlite"):
        source = PLACES[kind](tmp_path, SOME)._replace(table="figure")
        assert (
            'found "figure", expected a table that is there; did you mean figures?'
            in refusal(source)
        )


@pytest.mark.parametrize("name", ["observations", "kpitrack", "main", "select"])
@pytest.mark.parametrize("kind", ["duckdb", "sqlite"])
def test_a_table_may_have_any_name(kind: str, name: str, tmp_path: Path) -> None:
    file = tmp_path / f"x.{kind}"
    connection = duckdb.connect(str(file)) if kind == "duckdb" else sqlite3.connect(file)
    connection.execute(f'CREATE TABLE "{name}" (indicator TEXT, period TEXT, value TEXT)')
    connection.execute(
        f"""INSERT INTO "{name}" VALUES ('a', '2024', '1'), ('b', '2024', 'x')"""
    )
    connection.commit()
    connection.close()
    source = ObservationSource(str(file), name, Columns())
    assert sums(source, Request(("a",)))["a", "2024", None].value == 1
    assert f'found "x" in {name}' in refusal(source)


def test_days_of_a_week_come_from_both_years(tmp_path: Path) -> None:
    days = f"{HEAD}a,2024-12-30,n,1\na,2025-01-05,n,2\na,2023-12-30,n,4\n"
    source = text(tmp_path, days)._replace(every="week")
    found = sums(source, Request(None, (parse_period("2025"),)))
    assert {period for _, period, _ in found} == {"2024-12-30", "2025-01-05"}


def test_only_stars_and_question_marks_stand_for_other_signs(tmp_path: Path) -> None:
    folder = tmp_path / "it's [1]"
    folder.mkdir()
    text(folder, f"{HEAD}a,2024,n,1\n", "x [2].csv")
    text(folder, f"{HEAD}a,2024,n,2\n", "y.csv")
    tracker = str(folder / "x.toml")
    for place, total in (
        ("x [2].csv", 1),
        ("? [[]2].csv", None),
        ("? [2].csv", 1),
        ("*.csv", 3),
    ):
        source = ObservationSource(place, columns=COLUMNS, file=tracker)
        if total is None:
            assert "no file of that name" in refusal(source)
        else:
            assert sums(source)["a", "2024", None].value == total


def test_a_sum_beyond_all_digits_is_refused(tmp_path: Path) -> None:
    source = text(tmp_path, HEAD + f"a,2024,n,{'9' * 36}\n" * 200)
    assert "verflow" in refusal(source)


def test_a_compressed_file_is_read_as_it_is(tmp_path: Path) -> None:
    import gzip

    (tmp_path / "x.csv.gz").write_bytes(gzip.compress(f"{HEAD}a,2024,n,1.5\n".encode()))
    source = ObservationSource(str(tmp_path / "x.csv.gz"), columns=COLUMNS)
    assert sums(source)["a", "2024", None].value == Decimal("1.5")


def test_without_the_extra_one_line_says_what_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    told = refusal(text(tmp_path, HEAD))
    assert "install it: pip install 'kpitrack[data]'" in told


@pytest.mark.parametrize(
    ("written", "decimals", "value"),
    [
        (7, 0, "7"), (0.1 + 0.2, 2, "0.30"), (0.125, 2, None), (float("inf"), 2, None),
        ("1.5", 1, "1.5"), (b"1", 1, None), ("x", 1, None), ("1.25", 1, None),
    ],
)  # fmt: skip
def test_a_cell_of_sqlite_is_the_decimal_it_is_written_as(
    written: object, decimals: int, value: str | None, tmp_path: Path
) -> None:
    own = sqlite3.connect(tmp_path / "x.db")
    own.execute("CREATE TABLE t (indicator, period, value)")
    own.execute("INSERT INTO t VALUES ('a', 2024, ?)", [written])
    own.commit()
    own.close()
    source = ObservationSource(str(tmp_path / "x.db"), "t", Columns(), decimals)
    if value is None:
        assert f"at most {decimals} digits" in refusal(source)
    else:
        assert sums(source)["a", "2024", None].value == Decimal(value)


MANY = """
import resource, sys
from kpitrack.__main__ import main
main(["status", "2024", "-O", "json", "-f", sys.argv[1]])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)
"""


def test_a_tenth_ten_million_times_is_a_million_and_memory_stays_flat(tmp_path: Path) -> None:
    peaks = []
    for rows, total in ((1_000_000, 100_000), (10_000_000, 1_000_000)):
        duckdb.sql(
            "SELECT 'a' AS indicator, '2024-' || lpad((range % 12 + 1)::TEXT, 2, '0') AS period, "
            f"range AS place, 0.1::DOUBLE AS value FROM range({rows})"
        ).write_parquet(str(tmp_path / "x.parquet"))
        tracker = tmp_path / "x.toml"
        tracker.write_text(
            '[indicators.a]\nname = "A"\nrollup = "sum"\n[[observations]]\nfrom = "x.parquet"\n'
        )
        done = subprocess.run(
            [sys.executable, "-c", MANY, str(tracker)],
            capture_output=True,
            text=True,
            check=True,
        )
        assert json.loads(done.stdout)["rows"][0]["actual"] == total
        peaks.append(int(done.stderr))
    assert peaks[1] < 1.5 * peaks[0] + 50, peaks  # MB
