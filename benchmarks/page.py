"""What a page of many indicators costs: to write, to open, to filter and to sort.

    python benchmarks/page.py [rounds]

For trackers of several sizes, with five years of targets and actuals each, prints a Markdown
table of medians: how long `kpitrack page` takes and how large its file is; how long headless
Chromium takes to load it, to answer a keystroke in the filter and to sort by a column, each
until the new layout is there. Needs Chromium (Debian's package `chromium`) beside kpitrack
itself, and drives it as the tests of the page do.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.scale import KPITRACK, tracker
from tests.page.browser import CHROMIUM, Page, running

SIZES = (20, 100, 1_000)
TYPED = ("i", "indicator 9", "99")
COLUMNS = (0, 3, 4)

_CLOCK = """
(async (act) => {
  const start = performance.now();
  act();
  document.body.offsetHeight;
  return performance.now() - start;
})
"""


def opened(page: Page, site: Path) -> float:
    """Milliseconds from the start of loading to its end."""
    page.open(site)
    took = page.run("performance.getEntriesByType('navigation')[0].loadEventEnd")
    return float(took)


def keystroke(page: Page, text: str) -> float:
    """Milliseconds until the rows that fit are laid out."""
    took = page.run(
        f"{_CLOCK}(() => {{ const find = document.getElementById('find');"
        f" find.value = '{text}'; find.dispatchEvent(new Event('input')); }})"
    )
    page.run("document.getElementById('clear').click()")
    return float(took)


def sorting(page: Page, column: int) -> float:
    """Milliseconds until the rows in their new order are laid out."""
    act = f"document.querySelectorAll('#all thead button')[{column}].click()"
    return float(page.run(f"{_CLOCK}(() => {act})"))


def line(size: int, rounds: int, folder: Path) -> str:
    """One size as a line of the table."""
    source, site = folder / f"{size}.toml", folder / f"{size}.html"
    source.write_text(tracker(size), encoding="utf-8")
    command = (KPITRACK, "page", "2024", "-f", str(source), "-o", str(site))
    environment = {**os.environ, "KPITRACK_CACHE": str(folder / "stamps")}
    times: dict[str, list[float]] = {name: [] for name in ("write", "open", "type", "sort")}
    with running() as browser:
        for _ in range(rounds):
            start = time.perf_counter()
            subprocess.run(command, env=environment, check=True)
            times["write"].append((time.perf_counter() - start) * 1000)
            with browser.page() as page:
                times["open"].append(opened(page, site))
                times["type"] += [keystroke(page, text) for text in TYPED]
                times["sort"] += [sorting(page, column) for column in COLUMNS]
    medians = {name: statistics.median(found) for name, found in times.items()}
    return (
        f"| {size:,} | {medians['write']:,.0f} | {site.stat().st_size / 1e6:.2f} "
        f"| {medians['open']:,.0f} | {medians['type']:,.0f} | {medians['sort']:,.0f} |"
    )


def main() -> None:
    """Measure and print."""
    if CHROMIUM is None:
        sys.exit("benchmarks/page.py needs Chromium: install the package chromium")
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    version = subprocess.run((CHROMIUM, "--version"), capture_output=True, text=True)
    print(f"{version.stdout.strip()}, {os.cpu_count()} cores, medians of {rounds} rounds\n")
    print("| indicators | write ms | file MB | open ms | keystroke ms | sort ms |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            print(line(size, rounds, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
