"""The golden files: what the commands print, kept beside the tests.

Renew them with `python tests/golden/renew.py` after a change that is meant, and read the
diff: every figure in it is public.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CITY = ("--as-of", "2026-01-01")
NGO = ("-f", "data/examples/ngo-tracking.toml", "--as-of", "2024-10-01")
TEAM = ("-f", "data/examples/team-kpis.toml", "--as-of", "2025-02-01")
FAULTY = ("-f", "tests/golden/faulty.toml", "--as-of", "2026-01-01")
ENGLISH = "tests/data/report-en.md"
VIETNAMESE = "tests/data/report-vi.md"
CITY_REPORT = "tests/data/son-la-city-2024.txt"
HELD = ("-f", "data/indicators.toml", "--as-of", "2026-01-01")
REPORT = "tests/golden/report.md"
EMERGENCY = ("-f", "data/examples/nhs-emergency.toml", "--as-of", "2026-01-01")
PROVINCE = ("-f", "data/examples/son-la-province.toml", "--as-of", "2026-01-01")
CANADA = ("-f", "data/examples/canada-sdg.toml", "--as-of", "2026-01-01")
SDG = ("trend", "--measure", "sdg")
TOWN = ("-f", "data/examples/town-months.toml", "--as-of", "2024-10-10")
AUGUST = ("-f", "data/examples/town-months.toml", "--as-of", "2024-09-10")

CASES: dict[str, tuple[str, ...]] = {
    "city-status.txt": ("status", *CITY),
    "city-status-vi.txt": ("status", "--locale", "vi", *CITY),
    "city-status.json": ("status", "-O", "json", *CITY),
    "city-status.csv": ("status", "-O", "csv", *CITY),
    "city-status.md": ("status", "-O", "markdown", *CITY),
    "city-status.html": ("status", "-O", "html", *CITY),
    "city-status-all.txt": ("status", "--target", "all", "-g", "budget", "-g", "urban", *CITY),
    "city-compare.txt": ("compare", "2023", "2024", *CITY),
    "city-compare.json": ("compare", "2023", "2024", "-g", "social", "-O", "json", *CITY),
    "city-compare.csv": ("compare", "2023", "2024", "-g", "social", "-O", "csv", *CITY),
    "city-variance.txt": ("variance", *CITY),
    "city-variance-group.md": ("variance", "--by", "group", "-O", "markdown", *CITY),
    "city-variance.json": ("variance", "-O", "json", *CITY),
    "city-variance.html": ("variance", "--by", "group", "-O", "html", "--locale", "vi", *CITY),
    "city-show-budget.txt": ("show", "budget-revenue", *CITY),
    "city-show-budget.json": ("show", "budget-revenue", "-O", "json", *CITY),
    "city-show-poor-vi.txt": ("show", "poor-households", "--locale", "vi", *CITY),
    "city-show-disbursement.html": ("show", "disbursement", "-O", "html", *CITY),
    "city-show-learning.txt": ("show", "learning-city", *CITY),
    "ngo-status.txt": ("status", *NGO),
    "ngo-status-2024.txt": ("status", "-f", NGO[1], "--as-of", "2026-01-01"),
    "ngo-sex.txt": ("status", "--by", "sex", *NGO),
    "ngo-district.md": (
        "status",
        "2024-Q2",
        "--by",
        "district",
        "-g",
        "water",
        "-O",
        "markdown",
        *NGO,
    ),
    "ngo-sex.json": ("status", "--by", "sex", "-i", "people-trained", "-O", "json", *NGO),
    "ngo-iptt.txt": ("status", "--layout", "iptt", "--by", "sex", *NGO),
    "ngo-iptt-vi.md": ("status", "--layout", "iptt", "--locale", "vi", "-O", "markdown", *NGO),
    "ngo-iptt.csv": ("status", "--layout", "iptt", "--by", "sex", "-O", "csv", *NGO),
    "ngo-iptt.json": ("status", "--layout", "iptt", "-i", "people-trained", "-O", "json", *NGO),
    "ngo-iptt.html": (
        "status",
        "2024",
        "--layout",
        "iptt",
        "--every",
        "quarter",
        "-O",
        "html",
        *NGO,
    ),
    "ngo-compare-sex.txt": (
        "compare",
        "2022",
        "2023",
        "2024",
        "--by",
        "sex",
        "-g",
        "water",
        *NGO,
    ),
    "ngo-show-trained.txt": ("show", "people-trained", *NGO),
    "ngo-compare.txt": ("compare", "2022", "2023", "2024", *NGO),
    "ngo-show-volunteers.txt": ("show", "volunteers", *NGO),
    "ngo-show-income.csv": ("show", "household-income", "-O", "csv", *NGO),
    "team-status.txt": ("status", *TEAM),
    "team-status-all.md": ("status", "--target", "all", "-O", "markdown", *TEAM),
    "team-month.txt": ("status", "2024-09", *TEAM),
    "team-show-cost.md": ("show", "cloud-cost", "-O", "markdown", *TEAM),
    "city-check.txt": ("check", *CITY),
    "city-check-vi.txt": ("check", "--locale", "vi", "group budget: completion >= 100", *CITY),
    "city-check.json": ("check", "group budget: completion >= 100", "-O", "json", *CITY),
    "check-list.txt": ("check", "--list"),
    "check-list.json": ("check", "--list", "-O", "json"),
    "ngo-check.txt": ("check", "--period", "2024", "-f", NGO[1], "--as-of", "2026-01-01"),
    "team-check.md": ("check", "-O", "markdown", *TEAM),
    "faulty-check.txt": ("check", *FAULTY),
    "faulty-check.csv": ("check", "-O", "csv", *FAULTY),
    "faulty-check.json": ("check", "-O", "json", *FAULTY),
    "faulty-check.html": ("check", "-O", "html", *FAULTY),
    "faulty-check.md": ("check", "-O", "markdown", *FAULTY),
    "faulty-check.xml": ("check", "-O", "junit", *FAULTY),
    "faulty-check-github.txt": ("check", "-O", "github", *FAULTY),
    "audit-en.txt": ("audit", ENGLISH),
    "audit-all.txt": ("audit", ENGLISH, "--all"),
    "audit-vi.txt": ("audit", VIETNAMESE, "--all", "--locale", "vi", *HELD),
    "audit-both.txt": ("audit", ENGLISH, VIETNAMESE, CITY_REPORT, "--strict"),
    "audit-en.json": ("audit", ENGLISH, "-O", "json"),
    "audit-vi.json": ("audit", VIETNAMESE, "-O", "json", "--loose", *HELD),
    "audit-vi.csv": ("audit", VIETNAMESE, "-O", "csv", *HELD),
    "audit-en.md": ("audit", ENGLISH, "-O", "markdown", "--all"),
    "audit-vi.html": ("audit", VIETNAMESE, "-O", "html", "--locale", "vi"),
    "audit-github.txt": ("audit", ENGLISH, VIETNAMESE, "-O", "github", "--strict"),
    "audit-city.txt": ("audit", CITY_REPORT, "--all"),
    "city-status.svg": ("status", "-O", "svg", *CITY),
    "city-status-vi.svg": ("status", "-O", "svg", "--locale", "vi", "-g", "budget", *CITY),
    "city-compare.svg": ("compare", "2023", "2024", "-O", "svg", *CITY),
    "ngo-compare.svg": ("compare", "2022", "2023", "2024", "-O", "svg", *NGO),
    "ngo-show-volunteers.svg": ("show", "volunteers", "-O", "svg", *NGO),
    "team-show-cost.svg": ("show", "cloud-cost", "-O", "svg", *TEAM),
    "team-trend.svg": ("trend", "-O", "svg", *TEAM),
    "report-list.txt": ("report", REPORT, "--list", *CITY),
    "report-list-vi.txt": ("report", REPORT, "--list", "--locale", "vi", *CITY),
    "report-list.json": ("report", REPORT, "--list", "-O", "json", *CITY),
    "report-list.csv": ("report", REPORT, "--list", "-O", "csv", *CITY),
    "report-list.md": ("report", REPORT, "--list", "-O", "markdown", *CITY),
    "report-list.html": ("report", REPORT, "--list", "-O", "html", *CITY),
    "report-diff.txt": ("report", REPORT, "--diff", *CITY),
    "nhs-trend.txt": ("trend", *EMERGENCY),
    "nhs-trend-vi.txt": ("trend", "--locale", "vi", *EMERGENCY),
    "nhs-trend-hours.txt": ("trend", "four-hours", *EMERGENCY),
    "nhs-trend-quarters-vi.md": (
        "trend",
        "*-rebased",
        "--every",
        "quarter",
        "-O",
        "markdown",
        "--locale",
        "vi",
        *EMERGENCY,
    ),
    "nhs-trend-hours.json": ("trend", "four-hours", "--from", "2018", *EMERGENCY, "-O", "json"),
    "nhs-trend-hours.csv": ("trend", "four-*", "--to", "2016", *EMERGENCY, "-O", "csv"),
    "nhs-trend.html": (
        "trend",
        "*-other",
        "*-major",
        "--from",
        "2018-04",
        *EMERGENCY,
        "-O",
        "html",
    ),
    "team-trend.txt": ("trend", *TEAM),
    "canada-sdg.txt": (*SDG, *CANADA),
    "canada-sdg-vi.txt": (*SDG, "--base", "2015", "--locale", "vi", *CANADA),
    "canada-sdg.json": (*SDG, "--base", "2015", "-O", "json", *CANADA),
    "canada-sdg.csv": (*SDG, "-O", "csv", "-g", "planet", *CANADA),
    "canada-sdg.md": (*SDG, "-O", "markdown", "-g", "people", *CANADA),
    "canada-sdg.html": (*SDG, "-O", "html", "-g", "planet", *CANADA),
    "canada-show-poverty.txt": ("show", "poverty", *CANADA),
    "ngo-sdg.txt": (*SDG, "-f", NGO[1], "--as-of", "2026-01-01"),
    "town-pace.txt": ("status", "2024", "--layout", "pace", *TOWN),
    "town-pace-vi.md": (
        "status",
        "2024",
        "--layout",
        "pace",
        "-O",
        "markdown",
        "--locale",
        "vi",
        *TOWN,
    ),
    "town-pace.json": ("status", "2024", "-g", "money", "-O", "json", *TOWN),
    "town-pace-august.html": (
        "status",
        "2024",
        "--layout",
        "pace",
        "-g",
        "money",
        "-O",
        "html",
        *AUGUST,
    ),
    "town-month.txt": ("status", "2024-09", *TOWN),
    "town-nine-months.txt": ("status", "2024-01..2024-09", *TOWN),
    "town-term.txt": ("status", "2021..2025", "-i", "trees", "--layout", "pace", *TOWN),
    "town-to-date.txt": ("status", "--to-date", *TOWN),
    "town-compare-to-date.txt": ("compare", "--to-date", *TOWN),
    "town-compare-months.txt": ("compare", "2023-09", "2024-09", *TOWN),
    "town-show-disbursement.txt": ("show", "disbursement", "--period", "2024", *TOWN),
    "city-export.csv": ("export", "-O", "csv"),
    "city-export.toml": ("export",),
    "city-export-json.txt": ("export", "-O", "json"),
    "city-export.sdmx.csv": ("export", "-O", "sdmx-csv"),
    "ngo-export.csv": ("export", "-O", "csv", *NGO[:2]),
    "ngo-export.toml": ("export", *NGO[:2]),
    "ngo-export-json.txt": ("export", "-O", "json", *NGO[:2]),
    "ngo-export.sdmx.csv": ("export", "-O", "sdmx-csv", *NGO[:2]),
    "ngo-export-wide.csv": ("export", "-O", "csv", "--layout", "wide", *NGO[:2]),
    "province-compare.txt": ("compare", "2022", "2023", "2024", *PROVINCE),
}


def printed(arguments: tuple[str, ...]) -> str:
    """What the real command prints for the arguments; exit code 1 says what does not hold."""
    done = subprocess.run(
        [sys.executable, "-m", "kpitrack", *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONUTF8": "1", "KPITRACK_FILE": "data/indicators.toml"},
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    return done.stdout


def contract() -> str:
    """The JSON Schema of the output, as it is kept in docs/."""
    sys.path.insert(0, str(ROOT))
    from tests.golden.contract import output_schema

    return json.dumps(output_schema(), indent=1) + "\n"


def renew_screens() -> None:
    """Write what the commands draw on terminals."""
    from tests.golden import screens

    for name, drawing in screens.DRAWINGS.items():
        (screens.HERE / name).write_text(drawing.text(), encoding="utf-8", newline="")


if __name__ == "__main__":
    (ROOT / "docs" / "output.schema.json").write_text(contract(), encoding="utf-8")
    for name, arguments in CASES.items():
        (HERE / name).write_text(printed(arguments), encoding="utf-8", newline="")
    renew_screens()
