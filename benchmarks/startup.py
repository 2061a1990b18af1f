"""How long a command takes, side by side with the bare interpreter.

    python benchmarks/startup.py [ROUNDS]

Every round runs each command once, in turn, so that a machine that drifts drifts for all;
the ratio is the median of each round's own ratio. Only the standard library is used.
"""

import os
import pty
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
KPITRACK = [sys.executable, "-m", "kpitrack"]
BARE = "python -c pass"
NAIVE = [sys.executable, str(HERE / "naive.py")]


def piped(command: list[str], environment: dict[str, str]) -> float:
    """Seconds that a command takes with its output in a pipe."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.PIPE, cwd=ROOT, env=environment, check=True)
    return time.perf_counter() - start


def drawn(command: list[str], environment: dict[str, str]) -> float:
    """Seconds that a command takes on a pseudo terminal."""
    leader, follower = pty.openpty()
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=follower, cwd=ROOT, env=environment)
    os.close(follower)
    try:
        while os.read(leader, 65536):
            pass
    except OSError:
        pass
    process.wait()
    took = time.perf_counter() - start
    os.close(leader)
    return took


def main(rounds: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as cache:
        stamped = {**os.environ, "KPITRACK_CACHE": cache, "COLUMNS": "120", "TERM": "xterm"}
        unstamped = {**stamped, "KPITRACK_CACHE": "off"}
        cases = {
            BARE: (piped, [sys.executable, "-c", "pass"], stamped),
            "import typer": (piped, [sys.executable, "-c", "import typer"], stamped),
            "kpitrack --version": (piped, [*KPITRACK, "--version"], stamped),
            "kpitrack --help": (piped, [*KPITRACK, "--help"], stamped),
            "status, piped": (piped, [*KPITRACK, "status"], stamped),
            "status, json": (piped, [*KPITRACK, "status", "-O", "json"], stamped),
            "status, csv": (piped, [*KPITRACK, "status", "-O", "csv"], stamped),
            "status, markdown": (piped, [*KPITRACK, "status", "-O", "markdown"], stamped),
            "status, html": (piped, [*KPITRACK, "status", "-O", "html"], stamped),
            "compare, piped": (piped, [*KPITRACK, "compare", "2023", "2024"], stamped),
            "status, drawn": (drawn, [*KPITRACK, "status"], stamped),
            "status, piped, first sight of the file": (piped, [*KPITRACK, "status"], unstamped),
            "a naive program, drawn": (drawn, NAIVE, stamped),
        }
        times: dict[str, list[float]] = {name: [] for name in cases}
        for number in range(rounds + 1):
            for name, (way, command, environment) in cases.items():
                took = way(command, environment)
                if number:
                    times[name].append(took)
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, {rounds} rounds\n")
    print("| command | median ms | times the bare interpreter |")
    print("| --- | ---: | ---: |")
    for name, taken in times.items():
        ratios = [one / bare for one, bare in zip(taken, times[BARE], strict=True)]
        middle = statistics.median(taken) * 1000
        print(f"| {name} | {middle:.0f} | {statistics.median(ratios):.1f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
