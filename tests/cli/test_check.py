"""`kpitrack check` in the real command: exit codes, streams, terminals, completion."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_commands import HEAVY, complete, loaded, on_a_terminal
from tests.conftest import ROOT, Run

DAY = ("--as-of", "2026-01-01")
FAULTY = ("-f", "tests/golden/faulty.toml")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 0),  # the shipped data hold
        (("-f", "data/examples/ngo-tracking.toml"), 0),
        (("-f", "data/examples/son-la-province.toml"), 0),
        (("-f", "data/examples/team-kpis.toml"), 0),
        (("disbursement: completion >= 96.19",), 0),
        (("disbursement: completion >= 96.2",), 1),
        (("group social: status != missed",), 0),
        (("--strict",), 1),  # one indicator has no actual for 2024
        (("--strict", "--skip", "missing-actual"), 0),
        (FAULTY, 1),
        ((*FAULTY, "--only", "outlier"), 0),  # a warning
        ((*FAULTY, "--only", "outlier", "--strict"), 1),
        ((*FAULTY, "--only", "parts"), 1),
        ((*FAULTY, "--only", "parts", "-i", "monthly"), 0),
        (("--list",), 0),
        (("-h",), 0),
        (("completon >= 1",), 2),
        (("disbursment: completion >= 1",), 2),
        (("--only", "party"), 2),
        (("--skip", "party"), 2),
        (("--only", "rules"), 2),  # the file has none
        (("--group", "nope"), 2),
        (("--indicator", "nope"), 2),
        (("--target", "nope"), 2),
        (("--period", "2024-13"), 2),
        (("--as-of", "someday"), 2),
        (("--locale", "xx"), 2),
        (("--list", "--locale", "xx"), 2),
        (("--format", "xml"), 2),
        (("--output", "."), 2),
        (("-f", "missing.toml"), 2),
        (("disbursement: completion >= 100", "--output", "."), 2),  # never 1: it was not told
    ],
)
def test_the_exit_code_says_what_happened(
    run: Run, arguments: tuple[str, ...], code: int
) -> None:
    done = run("check", *arguments, *(() if "--as-of" in arguments else DAY))
    assert done.returncode == code, done.stderr
    assert bool(done.stdout) == (code < 2)
    assert bool(done.stderr) == (code == 2)


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("table", "checks: 18 over 87 indicators (277 comparisons)"),
        ("markdown", "checks: 18 over 87 indicators (277 comparisons)"),
        ("html", "checks: 18 over 87 indicators (277 comparisons)"),
        ("github", "checks: 18 over 87 indicators (277 comparisons)"),
        ("json", '"compared": 277,'),
        ("csv", "88 compared"),
        ("junit", '<property name="future.compared" value="88"/>'),
    ],
)
def test_a_clean_run_says_how_much_it_looked_at(run: Run, form: str, told: str) -> None:
    assert told in run("check", "-O", form, *DAY).stdout


def test_all_mistakes_of_all_rules_are_told_on_standard_error(run: Run) -> None:
    done = run("check", "disbursment: completon => 96,2", "group budgt: status = mised", *DAY)
    assert (done.returncode, done.stdout) == (2, "")
    place = 'kpitrack: rule "disbursment: completon => 96,2":'
    assert done.stderr.splitlines() == [
        f'{place} found "completon", expected a measure; did you mean completion?',
        f'{place} found "=>", expected one of >=, >, <=, <, =, !=; did you mean >=?',
        f'{place} found "disbursment", expected the id of an indicator; did you mean disbursement?',
        'kpitrack: rule "group budgt: status = mised": found "mised", expected a word of status; did you mean missed?',
        'kpitrack: rule "group budgt: status = mised": found "budgt", expected the id of a group; did you mean budget?',
    ]


def test_from_standard_input_lines_are_known_too(run: Run) -> None:
    text = (ROOT / "tests" / "golden" / "faulty.toml").read_text(encoding="utf-8")
    done = run("check", "-f", "-", "--only", "parts", "-O", "json", *DAY, stdin=text)
    (found,) = json.loads(done.stdout)["findings"]
    assert (done.returncode, found["file"], found["line"]) == (1, "<standard input>", 14)
    assert run("check", "-f", "-", stdin="").returncode == 2


def test_in_a_folder_each_finding_names_its_own_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("[indicators.a]\nname = 'A'\nactual.2024 = 1\n")
    (tmp_path / "b.toml").write_text(
        "[indicators.b]\nname = 'B'\nactual.2024 = 1\n\n"
        "[[checks]]\nname = 'R'\nrequire = 'actual > 5'\n"
    )
    done = run("check", "-f", str(tmp_path), "--only", "rules", "-O", "json")
    found = [
        (Path(one["file"]).name, one["line"]) for one in json.loads(done.stdout)["findings"]
    ]
    assert (done.returncode, found) == (1, [("a.toml", 3), ("b.toml", 3)])
    broken = (tmp_path / "b.toml").read_text().replace("actual >", "actal >")
    (tmp_path / "b.toml").write_text(broken)
    told = run("check", "-f", str(tmp_path), "--only", "rules")
    assert told.returncode == 2
    assert 'b.toml:7: checks[1].require: found "actal"' in told.stderr


def test_output_ending_in_xml_is_junit(run: Run, tmp_path: Path) -> None:
    done = run("check", *FAULTY, *DAY, "-o", str(tmp_path / "check.xml"))
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    golden = ROOT / "tests" / "golden" / "faulty-check.xml"
    assert (tmp_path / "check.xml").read_bytes() == golden.read_bytes()
    assert run("check", "--list", "-o", str(tmp_path / "l.csv")).returncode == 0
    assert (tmp_path / "l.csv").read_text().startswith("name,severity,says\nparts,error,")


def test_a_list_for_ci_has_no_meaning(run: Run) -> None:
    done = run("check", "--list", "-O", "junit")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip() == (
        "kpitrack: format: found junit with --list, expected table, json, csv, markdown or html"
    )


@pytest.mark.parametrize(("rule", "code"), [("completion >= 100", 1), ("completion >= 95", 0)])
@pytest.mark.parametrize("reader", ["head -1", "true"])
def test_a_reader_that_leaves_early_does_not_change_the_verdict(
    rule: str, code: int, reader: str
) -> None:
    """Under pipefail, `kpitrack check | head -1` still says whether it holds."""
    line = f"{sys.executable} -m kpitrack check 'disbursement: {rule}' | {reader}"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (code, "")


@pytest.mark.parametrize("columns", [40, 60, 100])
def test_a_terminal_of_any_width_shows_every_figure_whole(columns: int) -> None:
    seen = on_a_terminal("check", "group budget: completion >= 100", *DAY, columns=columns)
    plain = re.sub(r"\s+", " ", re.sub(r"\x1b\[[0-9;]*m", "", seen))
    for figure in ("119.2 %", "105.9 %", "153.6 %", "277 comparisons"):
        assert figure in plain
    assert "\x1b[32m" in seen


def test_a_terminal_without_colour_or_with_ascii_only_is_heeded() -> None:
    rule = "budget-revenue: completion >= 100"
    assert "\x1b[" not in on_a_terminal("check", rule, *DAY, NO_COLOR="1")
    seen = on_a_terminal(
        "check", rule, *DAY, columns=120, PYTHONIOENCODING="ascii", PYTHONUTF8="0", NO_COLOR="1"
    )
    assert seen.isascii()


def test_the_help_has_a_real_example(run: Run) -> None:
    told = re.sub(r"\s+", " ", run("check", "--help").stdout)
    assert 'Example: kpitrack check "disbursement: completion >= 95" --format github' in told
    done = run("check", "disbursement: completion >= 95", "--format", "github")
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (
            "kpitrack check --only stated",
            ["stated-completion", "stated-percent", "stated-change"],
        ),
        ("kpitrack check --skip ru", ["rules"]),
        ("kpitrack check --period 202", ["2023", "2024"]),
        ("kpitrack che", ["check"]),
    ],
)
def test_the_shell_completes_the_names_of_checks(words: str, offered: list[str]) -> None:
    assert complete(words) == offered


def test_a_clean_run_loads_nothing_heavy() -> None:
    """Lines are looked up only for what does not hold, and only then is tree-sitter loaded."""
    clean = ("check", "disbursement: completion >= 95", "--skip", "missing-actual", *DAY)
    loaded(*clean)  # leaves the stamp
    assert {one for one in loaded(*clean) if one.split(".")[0] in HEAVY} == set()
    listed = loaded("check", "--list")
    assert {one for one in listed if one.split(".")[0] in HEAVY} == set()
    assert "kpitrack.checks.rules.grammar" in listed


def test_no_other_command_loads_the_checks() -> None:
    for arguments in (("status",), ("variance",), ("show", "disbursement")):
        assert not [one for one in loaded(*arguments) if one.startswith("kpitrack.checks")]


def test_a_thousand_indicators_take_well_under_a_second(run: Run, tmp_path: Path) -> None:
    """0.5 s where this was written; the limit leaves room for a busy machine."""
    import time

    months = "".join(f"actual.2024-{month:02} = {100 + month}\n" for month in range(1, 13))
    text = "".join(
        f'[indicators.n-{n}]\nname = "N {n}"\nunit = "x"\ndirection = "increase"\n'
        f'rollup = "sum"\ntarget.2024 = 1200\n{months}'
        for n in range(1000)
    )
    (tmp_path / "t.toml").write_text(text)
    arguments = (
        "check",
        "-f",
        str(tmp_path / "t.toml"),
        "--period",
        "2024",
        "completion >= 50",
    )
    assert run(*arguments).returncode == 0  # leaves the stamp
    start = time.perf_counter()
    assert "rules: 1 of 1 hold (1000 of 1000 figures)" in run(*arguments).stdout
    assert time.perf_counter() - start < 5
