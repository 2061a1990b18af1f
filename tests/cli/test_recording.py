"""set, add, rename and remove: what they write, what they say, what they refuse."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kpitrack.__main__ import main
from kpitrack.sources.reader import read_tracker
from tests.cli.test_commands import HEAVY, loaded

TEXT = """\
# Kept.
[tracker]
title = "T"

[groups.g]
name = "G"

[indicators.paid]
name = "Paid"
group = "g"
unit = "m"
direction = "increase"
target.2024 = 420
actual.2024 = 404  # counted

[indicators.share]
name = "Share"
unit = "%"
direction = "increase"
actual.2024 = { count = 51, of = 68 }

[indicators.band]
name = "Band"
direction = "maintain"
target.x.2024 = 5

[indicators.done]
name = "Done"
direction = "milestone"

[indicators.all]
name = "All"
unit = "m"
sum = ["paid"]

[indicators.met]
name = "Met"
met_of = ["paid", "share"]

[[checks]]
name = "Rule"
require = "paid, group g: completion >= 50"
where = { indicators = ["paid", "done"] }

[[checks]]
name = "Other"
require = "paid.completion >= 50"
"""

Told = pytest.CaptureFixture[str]
Call = Callable[..., tuple[int, str]]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tracker in the folder that commands run in."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "indicators.toml"
    path.write_text(TEXT)
    return path


@pytest.fixture
def call(file: Path, capsys: Told) -> Call:
    """Runs a command line: its exit code, and what it told on standard error."""

    def command(*arguments: str) -> tuple[int, str]:
        code = main(arguments)
        return code, capsys.readouterr().err.strip()

    return command


@pytest.mark.parametrize(
    ("arguments", "line", "told"),
    [
        (("paid", "2025", "1,154.5"), "actual.2025 = 1154.5", "recorded: Paid (paid), actual 2025: 1,154.5 m; no completion: no target for 2025; there are targets for 2024"),
        (("paid", "2024-Q1", "99", "--status", "Estimated"), "actual.2024-Q1 = { value = 99, status = \"estimated\" }", "recorded: Paid (paid), actual 2024-Q1: 99 e m; completion 23.6 % of 420 by 2024, in progress"),
        (("paid", "2023", "-5"), "actual.2023 = -5", "recorded: Paid (paid), actual 2023: -5 m"),
        (("paid", "2023", "--replace", "-5"), "actual.2023 = -5", "actual 2023: -5 m"),
        (("paid", "2023", "-1.154", "--exact"), "actual.2023 = -1.154", "actual 2023: -1.154 m"),
        (("paid", "2023", "5", "--qualifier", ">", "--note", "a \"b\"", "--source", "s"), "actual.2023 = { value = 5, qualifier = \"over\", source = \"s\", note = \"a \\\"b\\\"\" }", "over 5 m"),
        (("paid", "2023", "5", "--through", "2023-06-30", "--date", "2023-07-01"), "actual.2023 = { value = 5, through = 2023-06-30, date = 2023-07-01 }", "5 s m"),
        (("paid", "2025", "500", "--target"), "target.2025 = 500", "recorded: Paid (paid), target 2025: 500 m; no completion: no figure"),
        (("paid", "--target", "2025", "500"), "target.2025 = 500", "target 2025: 500 m"),
        (("paid", "2020", "100", "--baseline"), "baseline.2020 = 100", "recorded: Paid (paid), baseline 2020: 100 m"),
        (("share", "2025", "47/60"), "actual.2025 = { count = 47, of = 60 }", "47 of 60; no completion: no target"),
        (("share", "2025", "47", "--of", "60"), "actual.2025 = { count = 47, of = 60 }", "47 of 60"),
        (("share", "2025", "75.5 %"), "actual.2025 = 75.5", "75.5 %"),
        (("band", "2024", "3..7", "--target", "x", "--replace"), "target.x.2024 = { min = 3, max = 7 }", "replaced: Band (band), target x 2024: 5 → 3–7; no completion: no figure"),
        (("band", "2024", "6", "--target", "other"), "target.other.2024 = 6", "other is a new target set"),
        (("done", "2024", "TRUE"), "actual.2024 = true", "actual 2024: true"),
        (("done", "2024", "true", "--target"), "target.2024 = true", "target 2024: true"),
        (("paid", "2024", "404.0", "--replace"), "actual.2024 = 404.0  # counted", "replaced: Paid (paid), actual 2024: 404 → 404.0 m; completion 96.2 % of 420, nearly met"),
        (("paid", "2024", "410", "--date", "2025-02-20"), "actual.2024 = [{ value = 404 }, { value = 410, date = 2025-02-20 }]  # counted", "revised: Paid (paid), actual 2024: 404 → 410 m; completion 97.6 % of 420, nearly met"),
    ],
)  # fmt: skip
def test_a_figure_is_recorded_on_its_line_and_told(
    call: Call, file: Path, arguments: tuple[str, ...], line: str, told: str
) -> None:
    code, said = call("set", *arguments)

    assert (code, told in said) == (0, True), said
    lines = file.read_text().splitlines()
    assert line in lines
    assert [one for one in lines if one != line] == [
        one for one in TEXT.splitlines() if one in lines
    ]


def test_the_same_figure_again_changes_nothing_and_says_so(call: Call, file: Path) -> None:
    assert call("set", "paid", "2024", "404") == (
        0,
        "nothing to record: Paid (paid), actual 2024 is 404 m already",
    )
    assert call("set", "paid", "2024", "404", "--replace")[1].startswith("nothing to record")
    assert file.read_text() == TEXT


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("paid", "2024", "1.154"), 'value: found "1.154", expected a number with one reading: is it 1.154, or is it 1,154?; write 1.1540 or add --exact for 1.154, write 1154 for 1,154'),
        (("paid", "2024", "1.154,5"), 'value: found "1.154,5", expected a number such as 1,154.5; for 1154.5 add --exact and write it so'),
        (("paid", "2024", "x"), 'value: found "x", expected a number such as 1,154.5'),
        (("paid", "2024", "5%"), 'value: found "5%" for paid, which has the unit m, expected a number without %'),
        (("band", "2024", "5%"), 'found "5%" for band, which has no unit, expected a number without %'),
        (("share", "2024", "5/6", "--of", "6"), "value: found both, expected either a share such as 51/68, or --of"),
        (("pad", "2024", "5"), 'indicator: found "pad", expected the id of an indicator; did you mean paid?'),
        (("zzzzz", "2024-13", "5%"), 'indicator: found "zzzzz", expected the id of an indicator'),
        (("paid", "2024-13", "5"), 'period: found "2024-13", expected a period: a year has 12 months'),
        (("paid", "2024", "5", "--status", "estimate"), 'status: found "estimate", expected one of final, provisional, estimated, forecast; did you mean estimated?'),
        (("paid", "2024", "5", "--status", "zz"), 'status: found "zz", expected one of final'),
        (("paid", "2024", "5", "--qualifier", "=>"), 'qualifier: found "=>", expected over (>)'),
        (("paid", "2024", "5", "--date", "2024-02-30"), 'date: found "2024-02-30", expected a day such as 2024-12-31'),
        (("paid", "2024", "5", "--through", "soon"), 'through: found "soon", expected a day'),
        (("paid", "2024", "5", "--target", "--baseline"), "baseline: found both, expected either a target or a baseline"),
        (("band", "2024", "5", "--target"), "target: found a target of band without a set, expected one of its target sets: x"),
        (("all", "2024", "5"), "found actuals beside sum, expected no actuals: they are derived"),
        (("paid", "2024", "5", "--date", "2020-01-01", "--target", "y"), "found the set y beside unnamed targets"),
        (("paid", "2024"), "set needs an indicator, a period and a value"),
        (("paid", "2024", "5", "--from", "x.csv"), "from: found a figure beside it, expected a file alone"),
        (("paid", "2024", "5", "--note", "\udcff"), "expected text in UTF-8"),
        (("paid", "2024", "5", "--file", "-"), "found standard input, in which nothing can be kept"),
        (("paid", "2024", "5", "--file", "none.toml"), "none.toml: found no such file"),
    ],
)  # fmt: skip
def test_what_cannot_be_recorded_is_told_and_changes_nothing(
    call: Call, file: Path, arguments: tuple[str, ...], told: str
) -> None:
    code, said = call("set", *arguments)

    assert (code, told in said) == (2, True), said
    assert file.read_text() == TEXT


def test_a_target_set_that_reads_like_another_is_refused(call: Call, file: Path) -> None:
    file.write_text(TEXT.replace("target.x.", "target.council."))

    code, said = call("set", "band", "2025", "5", "--target", "counicl")

    assert (code, "did you mean council?" in said) == (2, True)


def test_numbers_are_those_of_the_trackers_locale(call: Call, file: Path) -> None:
    file.write_text(TEXT.replace('title = "T"', 'title = "T"\nlocale = "vi"'))

    code, said = call("set", "paid", "2024", "1.154,5", "--date", "2025-01-01")
    assert (code, "404 → 1.154,5 m; completion 274,9% of 420" in said) == (0, True), said
    assert call("set", "paid", "2024", "1,154")[0] == 2
    file.write_text(TEXT.replace('title = "T"', 'title = "T"\nlocale = "de"'))
    assert "expected a number such as 1154" in call("set", "paid", "2024", "x")[1]


ROWS = """\
id;period;value;status;target;note
paid;2025;"1,154.5";estimated;;
;;;;;
band;2025;7;;x;"two
lines"
paid;2025;500;;-;
paid;2024;404;;;
paid;2023;5;;;
"""


def test_rows_of_a_file_are_recorded_together(call: Call, file: Path) -> None:
    Path("rows.csv").write_bytes(b"\xef\xbb\xbf" + ROWS.encode())

    code, said = call("set", "--from", "rows.csv")

    assert (code, said.splitlines()[-1]) == (0, "4 recorded, 1 there already")
    paid = read_tracker(str(file)).indicators["paid"]
    assert [str(one) for one in paid.actual] == ["2023", "2024", "2025"]
    assert [str(one) for one in paid.targets[""]] == ["2024", "2025"]
    assert 'target.x.2025 = { value = 7, note = "two\\nlines" }' in file.read_text()


def test_of_many_rows_the_first_are_told(call: Call) -> None:
    rows = "".join(f"paid,{year},5\n" for year in range(1990, 2015))
    Path("rows.csv").write_text("id,period,value\n" + rows)

    said = call("set", "--from", "rows.csv")[1].splitlines()

    assert said[-2:] == ["... and 5 more", "25 recorded"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("id,period,value\npad,2024,5\npaid,2024-13,1.154\npaid,2025,5\npaid,2025-01..2025-12,6\n", ["kpitrack: nothing was recorded", 'rows.csv:2: indicator: found "pad"', 'rows.csv:3: period: found "2024-13"', 'rows.csv:3: value: found "1.154"', "rows.csv:5: found paid, actual 2025"]),
        ("id,period,valu,id\n", ['rows.csv:1: found no value, "valu", id twice, expected a header']),
        ("id,period,value\n", ["rows.csv: found none, expected rows with figures"]),
        ("id,period,value\npaid,2024\n", ["rows.csv:2: found 2, expected 3 cells"]),
        ("id,period,value\n\"paid\"x,2024,5\n", ["rows.csv:2: found"]),
        ("", ["rows.csv:1: found no id"]),
    ],
)  # fmt: skip
def test_rows_that_cannot_be_recorded_are_all_told_and_none_is_recorded(
    call: Call, file: Path, rows: str, told: list[str]
) -> None:
    Path("rows.csv").write_text(rows)

    code, said = call("set", "--from", "rows.csv")

    assert code == 2
    assert [one for one in told if one not in said] == []
    assert file.read_text() == TEXT


def test_a_dry_run_prints_the_diff_and_writes_nothing(file: Path, capsys: Told) -> None:
    file.write_text(TEXT.rstrip())

    assert main(["set", "done", "2024", "true", "--dry-run"]) == 0

    told = capsys.readouterr()
    assert "+actual.2024 = true\n" in told.out
    assert "a dry run, nothing is written" in told.err
    assert main(["add", "new", "--name", "N", "--dry-run"]) == 0
    assert file.read_text() == TEXT.rstrip()


def test_a_diff_on_a_terminal_is_safe_to_print(file: Path) -> None:
    file.write_text(TEXT.replace("# counted", "# \u202e"))
    ours, theirs = pty.openpty()
    subprocess.run(
        [sys.executable, "-m", "kpitrack", "set", "paid", "2024", "5", "--dry-run"],
        stdout=theirs,
        check=True,
        capture_output=False,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)

    assert "\u202e" not in shown
    assert "value = 5" in shown


def test_what_was_in_words_before_is_told(call: Call, file: Path) -> None:
    file.write_text(TEXT.replace("actual.2024 = 404", 'actual.2024 = { text = "hundreds" }'))

    assert "actual 2024: hundreds → 5 m" in call("set", "paid", "2024", "5")[1]


def test_a_figure_goes_to_the_file_of_a_folder_that_holds_its_indicator(
    call: Call, tmp_path: Path
) -> None:
    folder = tmp_path / "parts"
    folder.mkdir()
    (folder / "a.toml").write_text("[indicators.a]\nname = 'A'\n")
    (folder / "b.toml").write_text("[indicators.b]\nname = 'B'\nsum = ['a']\n")

    assert call("set", "a", "2024", "5", "-f", str(folder))[0] == 0
    assert call("rename", "a", "c", "-f", str(folder))[0] == 0
    assert call("add", "d", "--name", "D", "-f", str(folder))[0] == 0
    assert "b.toml:3: indicators.b.sum[1]" in call("remove", "c", "-f", str(folder))[1]

    assert (folder / "a.toml").read_text() == "[indicators.c]\nname = 'A'\nactual.2024 = 5\n"
    assert (folder / "b.toml").read_text() == (
        "[indicators.b]\nname = 'B'\nsum = ['c']\n\n[indicators.d]\nname = \"D\"\n"
    )


def test_an_indicator_is_added_below_those_of_its_group(call: Call, file: Path) -> None:
    code, said = call("add", "new", "--name", "N", "--group", "g", "--decimals", "1")

    assert (code, said) == (0, "added: N (new) to indicators.toml")
    block = '\n[indicators.new]\nname = "N"\ngroup = "g"\ndecimals = 1\n'
    assert file.read_text() == TEXT.replace("  # counted\n", f"  # counted\n{block}")
    assert "h is a new group" in call("add", "other", "--name", "O", "--group", "h")[1]
    assert call("remove", "new")[0] == 0
    assert call("remove", "other")[0] == 0
    assert file.read_text() == TEXT


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("paid", "--name", "P"), "indicator: found paid, which stands in indicators.toml, expected an id that is not taken"),
        (("a", "--name", "P", "--direction", "up"), "indicators.a.direction: found"),
        (("A b", "--name", "P"), "nothing was changed, the tracker would not be sound:"),
    ],
)  # fmt: skip
def test_an_indicator_that_cannot_be_added_is_told(
    call: Call, file: Path, arguments: tuple[str, ...], told: str
) -> None:
    code, said = call("add", *arguments)

    assert (code, told in said, file.read_text()) == (2, True, TEXT), said


def test_a_new_id_stands_wherever_the_old_one_stood(call: Call, file: Path) -> None:
    code, said = call("rename", "paid", "spent")

    assert code == 0
    assert said.splitlines() == [
        "renamed: paid → spent",
        "renamed there too: indicators.toml: indicators.all.sum[1]",
        "renamed there too: indicators.toml: indicators.met.met_of[1]",
        "renamed there too: indicators.toml: checks[1].where.indicators[1]",
        "renamed there too: indicators.toml: checks[1].require",
        "renamed there too: indicators.toml: checks[2].require",
        "not looked at: marks in documents (kpi:paid...), scripts, and rules with * or ?",
    ]
    text = file.read_text()
    assert 'require = "spent, group g: completion >= 50"' in text
    assert text == TEXT.replace("indicators.paid", "indicators.spent").replace(
        '"paid', '"spent'
    )
    assert call("rename", "spent", "paid")[0] == 0
    assert file.read_text() == TEXT


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("pad", "x", 'indicator: found "pad", expected the id of an indicator; did you mean paid?'),
        ("paid", "share", "new: found share, which stands in indicators.toml, expected an id that is not taken"),
        ("paid", "No Id", "nothing was changed, the tracker would not be sound:"),
    ],
)  # fmt: skip
def test_a_new_id_that_cannot_be_is_told(
    call: Call, file: Path, old: str, new: str, told: str
) -> None:
    code, said = call("rename", old, new)

    assert (code, told in said, file.read_text()) == (2, True, TEXT), said


def test_an_id_that_a_group_has_too_is_not_renamed_where_it_is_counted(
    call: Call, file: Path
) -> None:
    file.write_text(TEXT.replace('met_of = ["paid", "share"]', 'met_of = "g"'))

    code, said = call("rename", "paid", "g")

    assert (code, "g in met_of of met, which is a group as well" in said) == (2, True)


def test_a_figure_is_removed_with_its_revisions(call: Call, file: Path) -> None:
    call("set", "paid", "2024", "410", "--date", "2025-01-01")

    assert call("remove", "paid", "2024") == (0, "removed: Paid (paid), actual 2024: 404, 410")
    assert (
        call("remove", "paid", "2024", "--target")[1]
        == "removed: Paid (paid), target 2024: 420"
    )
    assert call("remove", "band", "2024", "--target", "x")[1].endswith("target x 2024: 5")
    call("set", "paid", "2020", "1", "--baseline")
    assert call("remove", "paid", "2020", "--baseline")[1].endswith("baseline 2020: 1")
    gone = ("target.2024 = 420\n", "actual.2024 = 404  # counted\n", "target.x.2024 = 5\n")
    text = TEXT
    for one in gone:
        text = text.replace(one, "")
    assert file.read_text() == text


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("paid", "2023"), "period: found 2023 of paid, which has no actual then, expected one of 2024"),
        (("done", "2023"), "expected a period with actuals"),
        (("pad",), 'found "pad"'),
        (("paid", "x"), 'period: found "x"'),
        (("paid", "--target"), "period: found none, expected a period, whose figure goes"),
        (("paid", "2024", "--target", "--baseline"), "baseline: found both"),
        (("paid",), "indicators.toml:34: indicators.all.sum[1]: found paid needed, expected nobody who needs it; take it out there first"),
        (("paid",), "checks[2].require: found paid needed"),
    ],
)  # fmt: skip
def test_what_cannot_be_removed_is_told(
    call: Call, file: Path, arguments: tuple[str, ...], told: str
) -> None:
    code, said = call("remove", *arguments)

    assert (code, told in said, file.read_text()) == (2, True, TEXT), said


@pytest.mark.parametrize(
    "arguments",
    [
        ("set", "paid", "2025", "5"),
        ("add", "new", "--name", "N"),
        ("rename", "paid", "spent"),
        ("remove", "paid", "2024"),
    ],
)
def test_an_edit_loads_neither_rich_nor_babel_nor_a_toml_editor(
    file: Path, arguments: tuple[str, ...]
) -> None:
    modules = loaded(*arguments, "--file", str(file))

    heavy = {one.split(".")[0] for one in modules} & {*HEAVY}
    assert heavy <= {"pydantic", "pydantic_core"}
    assert not any(one.startswith("kpitrack.render.svg") for one in modules)


def test_a_new_id_is_not_looked_for_in_observations(call: Call, file: Path) -> None:
    file.write_text(TEXT + '\n[[observations]]\nfrom = "figures.csv"\n')

    _, said = call("rename", "paid", "spent")

    assert said.splitlines()[-1] == (
        "not looked at: the data of [[observations]], marks in documents (kpi:paid...), "
        "scripts, and rules with * or ?"
    )
