"""Ten million observations: `kpitrack status 2024 --by district` beside scripts for the same.

    python benchmarks/bulk.py [rounds] [folder] [--python PATH]

Writes 5 000 places × 40 indicators × 50 months as Parquet and as CSV into the folder, by
default one in the system's temporary folder, where they stay for the next time. Then each
round asks all programs in turn: kpitrack, and scripts by hand with DuckDB, pandas and
polars that add up actuals and plans of 2024 by indicator and district, with the total of
each indicator, and print completion in percent. They run under `--python`, an interpreter
that has DuckDB, pandas and polars, by default this one; libraries that it cannot import are
left out. Prints a Markdown table of median seconds, the ratio of kpitrack to each (the median
of each round's own ratio), and the peak memory.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

PLACES, INDICATORS, MONTHS, DISTRICTS = 5_000, 40, 50, 100
KPITRACK = str(Path(sys.executable).parent / "kpitrack")

ROWS = f"""
SELECT 'indicator-' || lpad((i + 1)::TEXT, 2, '0') AS indicator,
       strftime(DATE '2021-01-01' + to_months(m::INT), '%Y-%m') AS month,
       'place-' || lpad((p + 1)::TEXT, 4, '0') AS place,
       'district-' || lpad((p % {DISTRICTS} + 1)::TEXT, 3, '0') AS district,
       ((hash(p * 2000 + i * 50 + m) % 1000000) / 100)::DECIMAL(10, 2) AS actual,
       ((hash(p * 2000 + i * 50 + m + 77) % 1000000) / 100)::DECIMAL(10, 2) AS plan
FROM range({PLACES}) places(p), range({INDICATORS}) indicators(i), range({MONTHS}) months(m)
"""

TRACKER = """
[[observations]]
from = "{file}"
decimals = 2
[observations.columns]
period = "month"
value = "actual"
target = "plan"
dimensions = {{ district = "district", place = "place" }}
"""

INDICATOR = """
[indicators.indicator-{number:02}]
name = "Indicator {number}"
direction = "increase"
rollup = "sum"
"""

DUCKDB = """
import sys
import duckdb
rows = duckdb.sql(f"SELECT * FROM '{sys.argv[1]}'")
found = duckdb.sql(
    "SELECT indicator, district, sum(plan), sum(actual) FROM rows WHERE month LIKE '2024-%' "
    "GROUP BY GROUPING SETS ((indicator, district), (indicator)) "
    "ORDER BY indicator, district NULLS FIRST"
).fetchall()
for indicator, district, plan, actual in found:
    name = f"  {district}" if district else indicator
    print(f"{name:20} {plan:>18,.2f} {actual:>18,.2f} {actual / plan * 100:>8.1f} %")
"""

PANDAS = """
import sys
import pandas
columns = ["indicator", "month", "district", "actual", "plan"]
if sys.argv[1].endswith(".csv"):
    rows = pandas.read_csv(sys.argv[1], usecols=columns)
else:
    rows = pandas.read_parquet(sys.argv[1], columns=columns)
rows = rows[rows["month"].str.startswith("2024-")]
whole = rows.groupby("indicator")[["plan", "actual"]].sum()
parts = rows.groupby(["indicator", "district"])[["plan", "actual"]].sum()
def show(name, plan, actual):
    print(f"{name:20} {plan:>18,.2f} {actual:>18,.2f} {actual / plan * 100:>8.1f} %")
for indicator, plan, actual in whole.itertuples():
    show(indicator, plan, actual)
    for district, plan, actual in parts.loc[indicator].itertuples():
        show("  " + district, plan, actual)
"""

POLARS = """
import sys
import polars as pl
scan = pl.scan_csv if sys.argv[1].endswith(".csv") else pl.scan_parquet
rows = scan(sys.argv[1]).filter(pl.col("month").str.starts_with("2024-"))
added = [pl.col("plan").sum(), pl.col("actual").sum()]
keys = ["indicator", "district"]
parts = rows.group_by(keys).agg(added).sort(keys).collect()
whole = parts.group_by("indicator").agg(added).sort("indicator")
def show(name, plan, actual):
    print(f"{name:20} {plan:>18,.2f} {actual:>18,.2f} {actual / plan * 100:>8.1f} %")
below = parts.partition_by("indicator", as_dict=True)
for indicator, plan, actual in whole.iter_rows():
    show(indicator, plan, actual)
    for _, district, plan, actual in below[(indicator,)].iter_rows():
        show("  " + district, plan, actual)
"""

SCRIPTS = {"duckdb": DUCKDB, "pandas": PANDAS, "polars": POLARS}


class Run(NamedTuple):
    """How long a program took, in seconds, and the most memory it had, in MB."""

    seconds: float
    peak: float


def write(folder: Path) -> dict[str, Path]:
    """The observations as Parquet and CSV, and a tracker beside each; written once."""
    import duckdb

    folder.mkdir(parents=True, exist_ok=True)
    trackers = {}
    for ending in ("parquet", "csv"):
        file = folder / f"observations.{ending}"
        if not file.exists():
            fresh = file.with_suffix(".part")
            table = duckdb.sql(ROWS)
            if ending == "csv":
                table.write_csv(str(fresh))
            else:
                table.write_parquet(str(fresh))
            fresh.rename(file)
        tracker = folder / f"{ending}.toml"
        text = TRACKER.format(file=file.name)
        text += "".join(INDICATOR.format(number=one + 1) for one in range(INDICATORS))
        tracker.write_text(text, encoding="utf-8")
        trackers[ending] = tracker
    return trackers


def run(command: list[str]) -> Run:
    """Run a program into a pipe that is read to its end."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    lines = process.stdout.read().count(b"\n")
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or lines < INDICATORS * (DISTRICTS + 1):
        raise SystemExit(f"{command[0]} failed: exit {process.returncode}, {lines} lines")
    scale = 1 if sys.platform == "darwin" else 1024
    return Run(took, usage.ru_maxrss * scale / 2**20)


def has(python: str, library: str) -> bool:
    """Whether an interpreter can import a library; says so where it cannot."""
    done = subprocess.run((python, "-c", f"import {library}"), capture_output=True, check=False)
    if done.returncode:
        print(f"{library} cannot be imported, and is left out", file=sys.stderr)
    return not done.returncode


def main(rounds: int, folder: Path, python: str) -> None:
    """Print the table."""
    trackers = write(folder)
    names = [one for one in SCRIPTS if has(python, one)]
    print("| observations | program | seconds | kpitrack takes | peak MB |")
    print("| --- | --- | ---: | ---: | ---: |")
    for ending, tracker in trackers.items():
        data = str(folder / f"observations.{ending}")
        commands = {
            "kpitrack": [KPITRACK, "status", "2024", "--by", "district", "-f", str(tracker)]
        }
        commands |= {one: [python, "-c", SCRIPTS[one], data] for one in names}
        runs: dict[str, list[Run]] = {name: [] for name in commands}
        for turn in range(rounds + 1):
            for name, command in commands.items():
                took = run(command)
                if turn:  # the first round only warms up
                    runs[name].append(took)
        for name, every in runs.items():
            pairs = zip(runs["kpitrack"], every, strict=True)
            ratio = statistics.median(own.seconds / other.seconds for own, other in pairs)
            seconds = statistics.median(one.seconds for one in every)
            peak = max(one.peak for one in every)
            told = "" if name == "kpitrack" else f"{ratio:.2f} ×"
            print(f"| {ending} | {name} | {seconds:.2f} | {told} | {peak:.0f} |", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="kpitrack over ten million observations")
    parser.add_argument("rounds", type=int, nargs="?", default=5)
    parser.add_argument(
        "folder", type=Path, nargs="?", default=Path(tempfile.gettempdir()) / "kpitrack-bulk"
    )
    parser.add_argument("--python", default=sys.executable)
    options = parser.parse_args()
    main(options.rounds, options.folder, options.python)
