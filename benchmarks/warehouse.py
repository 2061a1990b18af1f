"""How long PostgreSQL and Spark take for `status --by`, beside the query written by hand.

Run it from the repository: python benchmarks/warehouse.py [ROWS]. It starts its own servers,
and says which it skips.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.sources.warehouse.servers import (
    PASSWORD,
    NotHereError,
    postgres_server,
    spark_server,
)

RUNS = 5
YEARS, DISTRICTS, INDICATORS = 4, 12, 40

BY_HAND = """
SELECT indicator, period, district, sum(value) FROM figures
WHERE period BETWEEN '2024-01' AND '2024-12' GROUP BY indicator, period, district
"""

TABLE = """
CREATE TABLE figures {kind} AS SELECT concat('i', {i} % {indicators}) AS indicator,
  concat({year}, '-', {month}) AS period,
  concat('d', {i} % 59 % {districts}) AS district,
  CAST({i} % 1000 AS decimal(18, 2)) / 4 AS value
FROM {source}
"""


def main() -> None:
    """Prints a line for each engine."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    print(f"{rows:,} rows in {YEARS} years; median of {RUNS} runs, in seconds, start included")
    print(f"{'engine':12}{'by hand':>10}{'kpitrack':>10}{'ratio':>8}{'kpitrack MB':>13}")
    for name, measure in (("PostgreSQL", _postgres), ("Spark", _spark)):
        with tempfile.TemporaryDirectory() as folder:
            try:
                measure(rows, Path(folder))
            except NotHereError as reason:
                print(f"{name:12}skipped: {reason}")


def _postgres(rows: int, folder: Path) -> None:
    import psycopg

    os.environ["PGPASSWORD"] = PASSWORD
    with postgres_server() as address:
        with psycopg.connect(address) as connection:
            month = "lpad((1 + i / 7 % 12)::text, 2, '0')"
            year = f"2021 + i / 84 % {YEARS}"
            connection.execute(_table("", "i", year, month, f"generate_series(1, {rows}) AS i"))
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE figures")
        _compare("PostgreSQL", ["psql", "-q", address, "-c", BY_HAND], address, folder)


def _spark(rows: int, folder: Path) -> None:
    with spark_server(folder) as address:
        from kpitrack.sources.observed.spark import session_at

        month = "lpad(CAST(1 + id DIV 7 % 12 AS string), 2, '0')"
        with session_at(address) as session:
            source = f"range(1, {rows + 1})"
            year = f"2021 + id DIV 84 % {YEARS}"
            session.sql(_table("USING parquet", "id", year, month, source)).collect()
        script = (
            "import sys; from kpitrack.sources.observed.spark import session_at\n"
            f"with session_at({address!r}) as s: print(s.sql(sys.argv[1]).collect())"
        )
        _compare("Spark", [sys.executable, "-c", script, BY_HAND], address, folder)


def _table(kind: str, i: str, year: str, month: str, source: str) -> str:
    sizes = {"indicators": INDICATORS, "districts": DISTRICTS}
    return TABLE.format(kind=kind, i=i, month=month, source=source, year=year, **sizes)


def _compare(name: str, by_hand: list[str], address: str, folder: Path) -> None:
    file = folder / "indicators.toml"
    indicators = "".join(
        f'[indicators.i{place}]\nname = "I{place}"\nrollup = "sum"\n'
        for place in range(INDICATORS)
    )
    file.write_text(
        f'{indicators}[[observations]]\nfrom = "{address}"\ntable = "figures"\n'
        '[observations.columns]\ndimensions = { district = "district" }\n'
    )
    asked = [sys.executable, "-m", "kpitrack", "status", "2024", "--by", "district"]
    asked += ["-f", str(file)]
    hand, ours, ratios = [], [], []
    for _ in range(RUNS):
        hand.append(_seconds(by_hand))
        ours.append(_seconds(asked))
        ratios.append(ours[-1] / hand[-1])
    middle: Callable[[list[float]], float] = statistics.median
    memory = _megabytes(asked)
    print(
        f"{name:12}{middle(hand):10.2f}{middle(ours):10.2f}{middle(ratios):8.2f}{memory:13.0f}"
    )


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _megabytes(command: list[str]) -> float:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        _, _, used = os.wait4(running.pid, 0)
    return used.ru_maxrss / 1024


if __name__ == "__main__":
    main()
