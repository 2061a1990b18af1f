"""The real command: what it prints, where, and with which exit code."""

import csv
import io
import json
import os
import pty
import re
import select
import subprocess
import sys
import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from kpitrack.__main__ import main
from kpitrack.cli.app import COMMANDS, build
from tests.conftest import ROOT
from tests.golden.renew import CASES, contract, printed

Run = Callable[..., "subprocess.CompletedProcess[str]"]
CITY = str(ROOT / "data" / "indicators.toml")
DAY = ("--as-of", "2026-01-01")


@pytest.mark.parametrize("name", CASES)
def test_a_command_prints_its_golden_file(name: str) -> None:
    assert printed(CASES[name]) == (ROOT / "tests" / "golden" / name).read_text(
        encoding="utf-8"
    )


def test_the_issues_figures_stand_in_the_json() -> None:
    rows = {
        row["id"]: row
        for row in json.loads(printed(("status", "-O", "json", "--target", "all", *DAY)))[
            "rows"
        ]
    }
    paid = rows["disbursement"]
    assert (round(paid["completion"], 1), paid["remaining"], paid["status"]) == (
        96.2,
        16,
        "nearly_met",
    )
    assert rows["coffee-planted"]["completion"] == 270.2
    assert round(rows["urban-criteria"]["completion"], 1) == 71.2
    sets = [
        row
        for row in json.loads(printed(("status", "-O", "json", "--target", "all", *DAY)))[
            "rows"
        ]
        if row["id"] == "budget-revenue"
    ]
    found = [
        (
            row["target_set"],
            round(row["target"], 1),
            row["target_implied"],
            row["observation_status"],
        )
        for row in sets
    ]
    assert found == [
        ("province", 968.1, True, "estimated"),
        ("council", 995.7, True, "estimated"),
    ]
    change = {
        row["id"]: row
        for row in json.loads(printed(("compare", "2023", "2024", "-O", "json", *DAY)))["rows"]
    }["poor-households"]
    assert (
        change["values"],
        change["change"],
        round(change["change_percent"], 1),
        change["judgement"],
    ) == ({"2023": 82, "2024": 63}, -19, -23.2, "better")


@pytest.mark.parametrize("name", [one for one in CASES if one.endswith(".json")])
def test_json_follows_the_schema_kept_in_the_repository(name: str) -> None:
    schema = json.loads((ROOT / "docs" / "output.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    content = json.loads((ROOT / "tests" / "golden" / name).read_text())
    jsonschema.Draft202012Validator(schema).validate(content)
    broken = {**content, "format": 2}
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(broken))


def test_the_schema_kept_is_that_of_the_views() -> None:
    assert (ROOT / "docs" / "output.schema.json").read_text(encoding="utf-8") == contract()


def test_csv_opened_again_holds_the_figures_of_the_json() -> None:
    golden = ROOT / "tests" / "golden"
    rows = json.loads(
        (golden / "city-status.json").read_text(), parse_float=Decimal, parse_int=Decimal
    )["rows"]
    lines = list(csv.DictReader(io.StringIO((golden / "city-status.csv").read_text())))
    assert [line["id"] for line in lines] == [row["id"] for row in rows]
    for line, row in zip(lines, rows, strict=True):
        for key, value in row.items():
            if isinstance(value, Decimal):
                assert Decimal(line[key]) == value
            elif isinstance(value, bool):
                assert line[key] == str(value).lower()
            elif value is None:
                assert line[key] == ""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("status",), 0),
        (("--version",), 0),
        (("-h",), 0),
        ((), 2),
        (("stat",), 2),
        (("status", "--nope"), 2),
        (("status", "2024-13"), 2),
        (("status", "--group", "nope"), 2),
        (("status", "-i", "nope"), 2),
        (("status", "--target", "nope"), 2),
        (("status", "--locale", "xx"), 2),
        (("status", "--as-of", "someday"), 2),
        (("status", "-f", "missing.toml"), 2),
        (("compare", "2024"), 2),
        (("compare",), 2),
        (("show", "nope"), 2),
        (("show", "poor-households", "--period", "x"), 2),
        (("variance", "x"), 2),
        (("trend",), 0),
        (("trend", "poor-households"), 0),
        (("trend", "nope"), 2),
        (("trend", "--target", "all"), 2),
        (("trend", "--every", "decade"), 2),
        (("trend", "--from", "soon"), 2),
        (("trend", "--from", "2024", "--to", "2023"), 2),
        (("status", "-g", "budget", "--fail-under", "95"), 0),
        (("status", "-g", "budget", "--fail-under", "110"), 1),  # 105.9 % is under it
        (("status", "-i", "disbursement", "--fail-under", "96.2"), 1),  # 96.190... is under it
        (("status", "-i", "disbursement", "--fail-under", "96.19"), 0),
        (("status", "-i", "congress-targets", "--fail-under", "1"), 1),  # has no data
    ],
)
def test_exit_codes(run: Run, arguments: tuple[str, ...], code: int) -> None:
    done = run(*arguments)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    if code == 2:
        assert done.stderr
    if code == 2 and arguments not in ((), ("compare",)):
        assert done.stdout == ""
    if code == 0:
        assert done.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("status", "2024-13"),
            'kpitrack: period: found "2024-13", expected a period: a year has 12 months, numbered 1 to 12',
        ),
        (
            ("status", "-g", "budgt"),
            'kpitrack: group: found "budgt", expected the id of one group here; did you mean budget?',
        ),
        (
            ("status", "-g", "zz"),
            'kpitrack: group: found "zz", expected the id of one group here; there are party, plan, budget, urban, education, culture, social, administration, security, council',
        ),
        (
            ("status", "--target", "provnce"),
            'kpitrack: target: found "provnce", expected one of province, council, or all; did you mean province?',
        ),
        (
            ("show", "poor-household"),
            'kpitrack: indicator: found "poor-household", expected the id of an indicator; did you mean poor-households?',
        ),
        (("show", "zzz"), 'kpitrack: indicator: found "zzz", expected the id of an indicator'),
        (
            ("status", "--as-of", "someday"),
            'kpitrack: as-of: found "someday", expected a day such as 2024-12-31',
        ),
        (
            ("status", "--locale", "xx"),
            'kpitrack: locale: found "xx", expected a locale such as en or vi',
        ),
        (
            ("trend", "--from", "2024", "--to", "2023"),
            "kpitrack: from: found 2024, which begins after 2023 ends, expected a period before --to ends",
        ),
        (
            ("compare", "2024"),
            "kpitrack: compare needs two periods or more: kpitrack compare 2023 2024",
        ),
    ],
)
def test_a_wrong_word_is_told_with_what_would_be_right(
    run: Run, arguments: tuple[str, ...], told: str
) -> None:
    assert run(*arguments).stderr.strip() == told


def test_a_period_without_data_says_which_have_some(run: Run) -> None:
    done = run("status", "2019")
    assert "no figures for 2019: there are figures for 2023, 2024" in done.stdout
    assert done.returncode == 0


def test_a_tracker_without_targets_takes_no_target_set(run: Run, tmp_path: Path) -> None:
    (tmp_path / "indicators.toml").write_text("[indicators.a]\nname = 'A'\nactual.2023 = 5\n")
    done = run("status", "--target", "x", cwd=tmp_path)
    assert (
        done.stderr.strip()
        == 'kpitrack: target: found "x", expected no --target: there is one set'
    )
    assert "A" in run("status", cwd=tmp_path).stdout  # the latest period with an actual
    assert "status 2023" in run("status", cwd=tmp_path).stdout


def test_a_tracker_without_actuals_asks_for_a_period(run: Run, tmp_path: Path) -> None:
    (tmp_path / "indicators.toml").write_text("[indicators.a]\nname = 'A'\ntarget.2024 = 5\n")
    assert "so name a period" in run("status", cwd=tmp_path).stderr
    assert "there are no figures at all" in run("status", "2024", cwd=tmp_path).stdout


@pytest.mark.parametrize("columns", ["20", "60", "300"])
def test_piped_output_is_the_same_at_any_width(run: Run, columns: str) -> None:
    done = run("status", *DAY, COLUMNS=columns)
    assert done.stdout == (ROOT / "tests" / "golden" / "city-status.txt").read_text()
    assert "\x1b" not in done.stdout


def test_an_ascii_pipe_escapes_what_it_cannot_show(run: Run) -> None:
    done = run("status", "-g", "budget", *DAY, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "S\\u01a1n La" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "reader"),
    [("status -O json", "head -1"), ("status", "true"), ("--version", "true")],
)
def test_a_reader_that_leaves_early_does_no_harm(arguments: str, reader: str) -> None:
    line = f"{sys.executable} -m kpitrack {arguments} | {reader}"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stderr, done.returncode) == ("", 0)


def on_a_terminal(*arguments: str, columns: int = 60, **environment: str) -> str:
    """What a person sees: the command on a pseudo terminal of that many columns."""
    leader, follower = pty.openpty()
    import fcntl
    import struct
    import termios

    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    more = {"TERM": "xterm", "PYTHONUTF8": "1", **environment}
    process = subprocess.Popen(
        [sys.executable, "-m", "kpitrack", *arguments],
        cwd=ROOT,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**os.environ, **more},
    )
    os.close(follower)
    seen = b""
    while True:
        ready, _, _ = select.select([leader], [], [], 30)
        try:
            part = os.read(leader, 65536) if ready else b""
        except OSError:
            break
        if not part:
            break
        seen += part
    os.close(leader)
    assert process.wait(30) == 0
    return seen.decode().replace("\r\n", "\n")


def test_a_terminal_is_drawn_for_in_colour_and_every_figure_is_whole() -> None:
    seen = on_a_terminal("status", "-g", "budget", "-g", "urban", *DAY)
    assert "\x1b[32m" in seen
    plain = re.sub(r"\x1b\[[0-9;]*m", "", seen)
    assert max(len(line) for line in plain.splitlines()[3:]) <= 60
    for figure in (
        "≈ 968.1",
        "1,154 e",
        "119.2 %",
        "over ≈ 536.4",
        "over 568 e",
        "70.5 by 2025",
        "nearly 1,385",
        "nearly met",
    ):
        assert figure in plain


def test_no_color_and_a_dumb_terminal_are_heeded() -> None:
    for more in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b[" not in on_a_terminal("status", "-g", "budget", *DAY, **more)


def test_a_terminal_that_shows_only_ascii_gets_ascii() -> None:
    seen = on_a_terminal(
        "status",
        "-g",
        "budget",
        *DAY,
        columns=120,
        PYTHONIOENCODING="ascii",
        PYTHONUTF8="0",
        NO_COLOR="1",
    )
    assert seen.isascii()
    assert "##########" in seen


def test_a_very_long_table_is_plain_on_a_terminal_too(tmp_path: Path) -> None:
    file = tmp_path / "t.toml"
    rows = (f"[indicators.n-{n}]\nname = 'N{n}'\nactual.2024 = {n}\n" for n in range(401))
    file.write_text("".join(rows))
    assert "\x1b[" not in on_a_terminal("status", "-f", str(file))


def test_output_is_written_whole_in_the_format_of_its_name(run: Run, tmp_path: Path) -> None:
    for name, start in (
        ("a.json", "{"),
        ("a.csv", "id,"),
        ("a.md", "## "),
        ("a.html", "<!doctype html>"),
        ("a.svg", '<?xml version="1.0" encoding="UTF-8"?>\n<svg '),
        ("a.txt", "Sơn La"),
    ):
        done = run("status", "-o", str(tmp_path / name))
        assert (done.returncode, done.stdout) == (0, "")
        assert (tmp_path / name).read_text().startswith(start)
    done = run("status", "-o", str(tmp_path / "b.json"), "-O", "csv")
    assert (tmp_path / "b.json").read_text().startswith("id,")
    assert run("status", "-o", "-").stdout.startswith("Sơn La")
    refused = run("status", "-o", str(tmp_path / "c.PDF"))
    assert (refused.returncode, refused.stderr.strip()) == (
        2,
        'kpitrack: output: found ".pdf", expected a file that ends in .json, .csv, .md,'
        " .markdown, .html, .htm, .svg or .txt",
    )
    assert not (tmp_path / "c.PDF").exists()
    assert run("status", "-o", str(tmp_path / "c.pdf"), "-O", "csv").returncode == 0
    assert run("status", "-o", str(tmp_path)).returncode == 2


@pytest.mark.parametrize("asked", [("-O", "svg"), ("-o", "v.svg")])
def test_an_answer_without_a_picture_names_the_commands_that_draw(
    run: Run, tmp_path: Path, asked: tuple[str, str]
) -> None:
    done = run("variance", "-f", CITY, *asked, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "kpitrack: format svg: found variance, expected a command that draws pictures:"
        " status, compare, show or trend\n"
    )
    assert not (tmp_path / "v.svg").exists()


@pytest.mark.parametrize(
    "command", ["status", "compare", "show", "trend", "variance", "report"]
)
def test_help_names_svg_only_where_there_are_pictures(run: Run, command: str) -> None:
    draws = command in ("status", "compare", "show", "trend")
    assert ("svg" in run(command, "--help").stdout) == draws


def test_a_picture_loads_no_drawing_library_and_nothing_of_other_pictures() -> None:
    loaded("status")  # leaves the stamp
    modules = loaded("status", "-O", "svg")
    assert {one for one in modules if one.split(".")[0] in HEAVY} == set()
    pictures = {one for one in modules if one.startswith("kpitrack.render.svg.")}
    assert "kpitrack.render.svg.board" in pictures
    assert not {"dumbbells", "history", "behaviour"} & {
        one.rpartition(".")[2] for one in pictures
    }
    assert not any(one.startswith("kpitrack.render.svg") for one in loaded("status"))


def test_the_tracker_itself_is_never_written_over(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "t.toml"
    file.write_bytes(Path(CITY).read_bytes())
    done = run("status", "-f", str(file), "-o", str(file))
    assert (
        done.stderr.strip()
        == "kpitrack: output: found the tracker itself, expected another file"
    )
    assert file.read_bytes() == Path(CITY).read_bytes()


def test_standard_input_is_a_tracker_too(run: Run) -> None:
    done = run("status", "-f", "-", *DAY, stdin=Path(CITY).read_text())
    assert done.stdout == (ROOT / "tests" / "golden" / "city-status.txt").read_text()


def test_mistakes_go_to_standard_error_each_on_its_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "indicators.toml").write_text(
        "[indicators.a]\nname = 'A'\ntargt = 1\nunti = 'x'\n"
    )
    done = run("status", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "kpitrack: indicators.toml:3: indicators.a.targt: found unknown key targt, expected a key of an indicator; did you mean target?",
        "kpitrack: indicators.toml:4: indicators.a.unti: found unknown key unti, expected a key of an indicator; did you mean unit?",
    ]


def test_a_fault_of_our_own_is_exit_2_and_never_a_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(arguments: list[str]) -> int:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("kpitrack.cli.app.run", fail)
    assert main(["status"]) == 2
    assert "a fault of kpitrack's own: ZeroDivisionError: by zero" in capsys.readouterr().err
    monkeypatch.setenv("KPITRACK_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["status"])


def test_an_interrupt_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(arguments: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("kpitrack.cli.app.run", interrupt)
    assert main(["status"]) == 130


def test_main_takes_the_arguments_of_the_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["kpitrack", "--version"])
    assert main() == 0
    version = capsys.readouterr().out
    assert re.fullmatch(r"kpitrack \d+\.\d+\.\d+\n", version)
    assert main(["--version", "status"]) == 0  # as one option among others
    assert capsys.readouterr().out == version


def test_init_starts_a_file_that_status_shows(run: Run, tmp_path: Path) -> None:
    done = run("init", "--title", 'Our "town"', cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert (
        done.stderr.strip() == "data/indicators.toml is written; see it with: kpitrack status"
    )
    shown = run("status", cwd=tmp_path)
    assert shown.returncode == 0
    assert shown.stdout.startswith('Our "town", status')
    assert "3 of 4 met" in shown.stdout or "2 of 4 met" in shown.stdout
    again = run("init", cwd=tmp_path)
    assert again.returncode == 2
    assert "found a file, expected a file that is not there yet" in again.stderr
    other = run("init", "kpis.toml", cwd=tmp_path)
    assert (
        other.stderr.strip()
        == "kpis.toml is written; see it with: kpitrack status -f kpis.toml"
    )
    assert run("status", "-f", "kpis.toml", cwd=tmp_path).returncode == 0
    assert run("init", "kpis.toml/x/y.toml", cwd=tmp_path).returncode == 2


def test_the_schema_of_the_file_accepts_the_shipped_files(run: Run) -> None:
    schema = json.loads(run("schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    files = [Path(CITY), *(ROOT / "data" / "examples").glob("*.toml")]
    for file in files:
        plain = json.loads(json.dumps(tomllib.loads(file.read_text()), default=str))
        check.validate(plain)
    assert list(check.iter_errors({"indicators": {"a": {"name": "A", "targt": 1}}}))


def test_every_command_has_an_example_and_its_line_in_the_help(run: Run) -> None:
    top = run("--help").stdout
    for name in COMMANDS:
        assert f"\n  {name}" in top
        command = build(name)
        assert command.epilog.startswith(f"Example: kpitrack {name}")
        assert command.help
        told = run(name, "--help")
        assert command.epilog in re.sub(r"\s+", " ", told.stdout)
        assert told.returncode == 0


def complete(words: str, **environment: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", "from kpitrack.__main__ import main; main()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "_KPITRACK_COMPLETE": "complete_bash",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split(" ")) - 1),
            **environment,
        },
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("kpitrack sho", ["show"]),
        ("kpitrack show poor", ["poor-households", "poor-households-helped"]),
        ("kpitrack trend poor", ["poor-households", "poor-households-helped"]),
        ("kpitrack trend --from 202", ["2023", "2024"]),
        ("kpitrack status 202", ["2023", "2024"]),
        ("kpitrack compare 2023 202", ["2023", "2024"]),
        ("kpitrack status --group bud", ["budget"]),
        ("kpitrack status -i petit", ["petitions-settled"]),
        ("kpitrack status --target ", ["province", "council", "all"]),
        ("kpitrack status -f data/examples/ngo-tracking.toml --by ", ["sex", "district"]),
        ("kpitrack compare -f data/examples/ngo-tracking.toml --by dis", ["district"]),
    ],
)
def test_the_shell_completes_ids_groups_periods_and_sets(
    words: str, offered: list[str]
) -> None:
    assert complete(words) == offered


def test_without_a_tracker_the_shell_is_offered_nothing() -> None:
    assert complete("kpitrack show poor", KPITRACK_FILE="missing.toml") == []


def loaded(*arguments: str) -> set[str]:
    """The packages that the real command has imported when it ends."""
    code = (
        "import sys, kpitrack.__main__ as m\n"
        f"m.main({list(arguments)!r})\n"
        "sys.stdout.flush()\n"
        "print(*sorted(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


HEAVY = ("pydantic", "pydantic_core", "rich", "babel", "tree_sitter", "tomlkit", "click")


@pytest.mark.parametrize("arguments", [("--version",), ("--help",)])
def test_version_and_help_load_nothing_heavy(arguments: tuple[str, ...]) -> None:
    modules = loaded(*arguments)
    assert {one for one in modules if one.split(".")[0] in HEAVY} == set()
    own = {one for one in modules if one.startswith("kpitrack")}
    if arguments == ("--version",):
        assert own == {"kpitrack", "kpitrack.__main__", "kpitrack.errors", "kpitrack.version"}
        assert "typer" not in modules
    else:
        assert own == {
            "kpitrack",
            "kpitrack.__main__",
            "kpitrack.version",
            "kpitrack.errors",
            "kpitrack.cli",
            "kpitrack.cli.app",
            "kpitrack.cli.version",
        }


PACE = {
    "kpitrack.measures.change", "kpitrack.measures.earlier", "kpitrack.measures.pace",
    "kpitrack.measures.pacing", "kpitrack.measures.projection",
}  # fmt: skip
"""What only a figure so far needs: the city has one, 42 of 59 criteria by 2045."""

STATUS = {
    "kpitrack", "kpitrack.__main__", "kpitrack.version", "kpitrack.errors",
    "kpitrack.cli", "kpitrack.cli.app", "kpitrack.cli.version", "kpitrack.cli.status",
    "kpitrack.cli.options", "kpitrack.cli.completing", "kpitrack.cli.answer",
    "kpitrack.model", "kpitrack.model.figure", "kpitrack.model.indicator",
    "kpitrack.model.observations",
    "kpitrack.model.period", "kpitrack.model.tracker",
    "kpitrack.measures", "kpitrack.measures.against_target", "kpitrack.measures.assess",
    "kpitrack.measures.assessment", "kpitrack.measures.completion",
    "kpitrack.measures.standing",
    "kpitrack.measures.drift", "kpitrack.measures.implied", "kpitrack.measures.observation",
    "kpitrack.measures.remaining", *PACE,
    "kpitrack.measures.progress", "kpitrack.measures.quantity", "kpitrack.measures.rollup",
    "kpitrack.measures.score", "kpitrack.measures.statuses", "kpitrack.measures.variance",
    "kpitrack.measures.verdict", "kpitrack.measures.wanted",
    "kpitrack.sources", "kpitrack.sources.decode", "kpitrack.sources.discovery",
    "kpitrack.sources.reader", "kpitrack.sources.stamp",
    "kpitrack.views", "kpitrack.views.question", "kpitrack.views.status",
    "kpitrack.render", "kpitrack.render.form", "kpitrack.render.formats",
    "kpitrack.render.numbers", "kpitrack.render.printable", "kpitrack.render.sheet",
    "kpitrack.render.words",
}  # fmt: skip


def test_a_checked_file_is_shown_without_pydantic_or_rich() -> None:
    loaded("status")  # leaves the stamp
    for form, more in (
        ("table", {"breakdown", "cells", "status", "plain"}),
        ("json", {"json", "raw"}),
    ):
        modules = loaded("status", "-O", form)
        assert {one for one in modules if one.split(".")[0] in HEAVY} == set()
        own = {one for one in modules if one.startswith("kpitrack")}
        assert own == STATUS | {f"kpitrack.render.{one}" for one in more}


def test_a_trend_is_told_without_pydantic_or_rich() -> None:
    loaded("trend")  # leaves the stamp
    modules = loaded("trend", "poor-households")
    assert {one for one in modules if one.split(".")[0] in HEAVY} == set()
    own = {one for one in modules if one.startswith("kpitrack")}
    extra = {"cli.trend", "measures.change", "measures.xmr", "views.series", "views.trend"}
    layout = ("breakdown", "cells", "plain", "sparkline", "status", "trend", "trend_chart")
    extra |= {f"render.{one}" for one in layout}
    status = STATUS - PACE - {"kpitrack.cli.status"}
    assert own == status | {f"kpitrack.{one}" for one in extra}


def test_the_arrows_of_the_house_point_one_way() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


TOWN = ("-f", "data/examples/town-months.toml", "--as-of", "2024-10-10")


def test_the_layout_changes_what_people_see_and_not_what_scripts_read() -> None:
    table = printed(("status", "2024", *TOWN))
    pace = printed(("status", "2024", "--layout", "pace", *TOWN))
    assert "Projected end" in pace
    assert "Projected end" not in table
    for form in ("json", "csv"):
        plain = printed(("status", "2024", "-O", form, *TOWN))
        assert printed(("status", "2024", "--layout", "pace", "-O", form, *TOWN)) == plain


def test_a_file_takes_the_layout_too(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "pace.md"
    done = run("status", "2024", "--layout", "pace", "-o", str(file), *TOWN)
    assert (done.returncode, done.stdout) == (0, "")
    assert "| Projected end |" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        (("status", "--to-date"), "status 2024-01..2024-09"),
        (("status", "2023", "--to-date"), "status 2023"),
        (("compare", "--to-date"), "compare 2023-01..2023-09 → 2024-01..2024-09"),
        (
            ("compare", "2022", "2024", "--to-date"),
            "compare 2022-01..2022-09 → 2024-01..2024-09",
        ),
    ],
)
def test_to_date_is_the_year_as_far_as_its_figures_reach(
    arguments: tuple[str, ...], title: str
) -> None:
    assert printed((*arguments, *TOWN)).splitlines()[0].endswith(title)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("compare", "-f", TOWN[1]), "compare needs two periods or more"),
        (("compare", "2024", "--to-date", *TOWN), "two years or more, or none"),
        (("status", "2024-Q1", "--to-date", *TOWN), "a year, or no period, with --to-date"),
        (("status", "--to-date", *TOWN[:2], "--as-of", "2019-01-01"), "known on 2019-01-01"),
    ],
)
def test_what_to_date_cannot_answer_is_refused(
    run: Run, arguments: tuple[str, ...], told: str
) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


@pytest.mark.parametrize("period", [(), ("2024",), ("2021-05",)])
def test_before_all_data_the_answer_is_what_the_first_figure_is(
    run: Run, period: tuple[str, ...]
) -> None:
    done = run("status", *period, *TOWN[:2], "--as-of", "2019-01-01")
    assert done.returncode == 0
    assert "nothing was known on 2019-01-01: the first figure is that of 2021-01" in done.stdout


ENDS_OF_TIME = """
[indicators.a]
name = "A"
rollup = "sum"
target.0001 = 10
actual.0001-01 = 1
[indicators.b]
name = "B"
rollup = "sum"
pace = "seasonal"
target.9999 = 10
actual.9998-W52 = 1
actual.9999-W01 = 1
actual.9999-W51 = 1
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ("status", "0001", "--layout", "pace"),
        ("status", "9999", "--layout", "pace"),
        ("status", "9999", "--as-of", "9999-12-30"),
        ("status", "9998..9999"),
        ("compare", "--to-date", "-i", "a"),
        ("compare", "--to-date", "-i", "b", "--as-of", "9999-12-31"),
        ("show", "b", "--period", "9999"),
        ("check", "--period", "9999"),
    ],
)
def test_the_ends_of_the_calendar_are_no_fault(
    run: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "indicators.toml").write_text(ENDS_OF_TIME, encoding="utf-8")
    done = run(*arguments, cwd=tmp_path)
    assert (done.returncode in (0, 1), done.stderr) == (True, "")


NGO = ("-f", str(ROOT / "data/examples/ngo-tracking.toml"), "--as-of", "2024-10-01")


def test_status_breaks_down_and_its_verdict_is_of_the_indicators(run: Run) -> None:
    done = run("status", "--by", "sex", "-i", "people-trained", "--fail-under", "98.5", *NGO)
    assert done.returncode == 0, done.stderr  # men are at 97.8 %, the whole is at 98.5 %
    assert "\n  women " in done.stdout
    assert run("status", "-i", "people-trained", "--fail-under", "98.6", *NGO).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("status", "--by", "gender"), 'kpitrack: by: found "gender", expected a dimension: sex, district\n'),
        (("compare", "2023", "2024", "--by", "sx"), 'kpitrack: by: found "sx", expected a dimension: sex, district; did you mean sex?\n'),
        (("status", "--every", "quarter"), "kpitrack: every: found --every, expected --layout iptt with it\n"),
        (("status", "2019", "--layout", "iptt"), 'kpitrack: period: found "2019", expected a period within 2022..2025\n'),
        (("status", "--layout", "iptt", "--target", "all"), 'kpitrack: target: found "all", expected one target set: the table has room for one\n'),
    ],
)  # fmt: skip
def test_what_cannot_be_broken_down_or_tracked_is_refused(
    run: Run, arguments: tuple[str, ...], told: str
) -> None:
    done = run(*arguments, *NGO)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)


def test_the_tracking_table_keeps_the_filters_orders_and_verdict_of_status(run: Run) -> None:
    iptt = ("status", "--layout", "iptt", "-O", "json", *NGO)
    done = run(*iptt, "--status", "exceeded", "--sort", "completion", "--fail-under", "101")
    assert done.returncode == 0
    rows = json.loads(done.stdout)["rows"]
    assert [one["id"] for one in rows] == ["child-diarrhoea", "safe-water"]
    assert run(*iptt, "--fail-under", "101").returncode == 1
    quarters = json.loads(run(*iptt, "--every", "half", "-i", "people-trained").stdout)
    assert quarters["periods"][-1] == "2025-H2"


def test_a_piped_tracking_table_is_as_wide_as_it_needs(run: Run) -> None:
    done = run("status", "--layout", "iptt", *NGO, COLUMNS="40")
    assert max(map(len, done.stdout.splitlines())) > 300
    assert "\x1b" not in done.stdout
