"""`kpitrack audit` in the real command: exit codes, streams, documents, terminals."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kpitrack.cli.prose import LIMIT
from tests.cli.test_commands import HEAVY, loaded, on_a_terminal
from tests.conftest import ROOT, Run
from tests.word_files import document, override, package, paragraph
from tests.word_files import run as word_run

CITY = "tests/data/son-la-city-2024.txt"
ENGLISH = "tests/data/report-en.md"
WRONG = "We settled 51 of the 68 petitions (76%).\n"
CUT = "Turnout was 19 of 82 (23.1%).\n"
HELD = ("-f", "data/indicators.toml", "--as-of", "2026-01-01")


@pytest.mark.parametrize(
    ("text", "arguments", "code"),
    [
        (WRONG, (), 1),
        ("We settled 51 of the 68 petitions (75%).\n", (), 0),
        (CUT, (), 0),
        (CUT, ("--strict",), 1),
        (f"{WRONG.strip()}<!--kpi:audit-ok two were withdrawn-->\n", (), 0),
        ("", (), 0),
        ("No figure at all.\n", (), 0),
        ("Poor households: 64 households.\n", (), 0),
        ("Poor households: 64 households.\n", HELD, 1),
        ("Poor households: 63 households.\n", HELD, 0),
        (WRONG, ("--style", "point"), 1),
        (WRONG, ("--all", "--loose", "--locale", "vi"), 1),
        (f"{WRONG}<!--kpi:audit-ok-->", (), 2),
        (WRONG, ("--style", "german"), 2),
        (WRONG, ("--format", "xml"), 2),
        (WRONG, ("--format", "junit"), 2),
        (WRONG, ("--locale", "xx"), 2),
        (WRONG, ("--output", "."), 2),  # never 1: it was not told
        (WRONG, ("--allow", "missing.txt"), 2),
        (WRONG, ("-f", "missing.toml"), 2),
        (WRONG, ("-f", "-"), 2),
        (WRONG, ("--allow", "-"), 2),
        (WRONG, ("--as-of", "2024-01-01"), 2),
        (WRONG, (*HELD[:3], "someday"), 2),
    ],
)
def test_the_exit_code_says_what_happened(
    run: Run, text: str, arguments: tuple[str, ...], code: int
) -> None:
    done = run("audit", "-", *arguments, stdin=text)
    assert done.returncode == code, done.stderr
    assert bool(done.stdout) == (code < 2)
    assert bool(done.stderr) == (code == 2)


def test_help_has_an_example_and_no_arguments_are_help(run: Run) -> None:
    assert "Example: kpitrack audit report.md --all" in run("audit", "--help").stdout
    assert "Usage: kpitrack audit" in run("audit").stderr
    assert run("audit").returncode == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We settled 51 of the 68 petitions (75%).\n", "1 claim read, 0 numbers not in a claim, 0 do not hold\n"),
        (CUT, "1 claim read, 0 numbers not in a claim, 0 do not hold, 1 cut\n"),
        ("It took 5 weeks and 3 people.\n", "0 claims read, 1 number not in a claim, 0 do not hold\n"),
        ("", "0 claims read: no number in the text\n"),
        ("Nothing here.\n", "0 claims read: no number in the text\n"),
    ],
)  # fmt: skip
def test_a_clean_run_says_how_much_it_read(run: Run, text: str, told: str) -> None:
    assert run("audit", "-", stdin=text).stdout == told


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("table", "9 claims read, 83 numbers not in a claim, 0 do not hold"),
        ("markdown", "9 claims read, 83 numbers not in a claim, 0 do not hold"),
        ("html", "9 claims read, 83 numbers not in a claim, 0 do not hold"),
        ("github", "9 claims read, 83 numbers not in a claim, 0 do not hold"),
        ("json", '"numbers_not_in_a_claim": 83,'),
        ("csv", "51 / 68"),
    ],
)
def test_every_format_of_a_clean_run_says_it_too(run: Run, form: str, told: str) -> None:
    done = run("audit", CITY, "-O", form)
    assert done.returncode == 0
    assert told in done.stdout


def test_the_public_report_holds_and_its_claims_are_found(run: Run) -> None:
    done = run("audit", CITY, "-O", "json")
    found = json.loads(done.stdout)
    told = {(one["formula"], one["stated_text"]): one["verdict"] for one in found["claims"]}
    assert done.returncode == 0
    assert found["summary"]["failed"] == 0
    assert {
        ("18 of 18", "18"): "holds",
        ("23 + 52", "75"): "holds",
        ("2 + 23", "25"): "holds",
        ("404 / 420", "96,2%"): "holds",
        ("10 of 10", "10"): "holds",
        ("31 of 31", "31"): "holds",
        ("19 / (63 + 19)", "23,2%"): "holds",
        ("51 / 68", "75%"): "holds",
        ("20 of 20", "20"): "holds",
    }.items() <= told.items()


def test_a_wrong_figure_in_the_public_report_is_found_at_its_place(
    run: Run, tmp_path: Path
) -> None:
    text = (
        (ROOT / CITY).read_bytes().replace("51/68 bằng 75%".encode(), "51/68 bằng 76%".encode())
    )
    (tmp_path / "r.txt").write_bytes(text)
    done = run("audit", "r.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert "r.txt:83:572     76%       75 %  does not hold  51 / 68 = 75 %" in done.stdout


def test_windows_line_ends_move_no_place(run: Run, tmp_path: Path) -> None:
    plain = (ROOT / ENGLISH).read_bytes()
    (tmp_path / "a.md").write_bytes(plain)
    (tmp_path / "b.md").write_bytes(plain.replace(b"\n", b"\r\n"))
    (tmp_path / "c.md").write_bytes(plain.decode().encode("utf-16"))
    told = [run("audit", f"{one}.md", cwd=tmp_path).stdout for one in "abc"]
    assert told[0].replace("a.md", "b.md") == told[1]
    assert told[0].replace("a.md", "c.md") == told[2]


def test_places_are_those_of_the_file_also_where_accents_are_apart(run: Run) -> None:
    text = "Kê\u0301t qua\u0309 đa\u0303 gia\u0309i quyê\u0301t xong 51/68 bă\u0300ng 76% kiê\u0301n nghi\u0323.\n"
    claim = json.loads(run("audit", "-", "-O", "json", stdin=text).stdout)["claims"][0]
    assert claim["column"] == text.index("51") + 1


@pytest.fixture
def word(tmp_path: Path) -> Path:
    """A Word document with a claim split over runs, a table, and a footnote."""
    notes = document(
        paragraph(word_run("Of 40 schools, 10 (30%) are new.")), element="footnotes"
    )
    content = package(
        paragraph(word_run("Report 2024")),
        paragraph(
            word_run("We settled 5"), word_run("1 of the 68 petitions ("), word_run("76%).")
        ),
        more=(("word/footnotes.xml", notes),),
        kinds=override("footnotes.xml", "footnotes"),
    )
    (tmp_path / "r.docx").write_bytes(content)
    return tmp_path


def test_a_word_document_is_told_by_paragraph(run: Run, word: Path) -> None:
    done = run("audit", "r.docx", cwd=word)
    assert done.returncode == 1
    assert "r.docx: paragraph 2 " in done.stdout
    assert "r.docx: footnotes paragraph 1 " in done.stdout
    assert "2 claims read" in done.stdout
    rows = json.loads(run("audit", "r.docx", "-O", "json", cwd=word).stdout)
    places = [(one["part"], one["line"], one["column"]) for one in rows["claims"]]
    assert places == [("word/document.xml", 2, 12), ("word/footnotes.xml", 1, 4)]
    assert [one["file"] for one in rows["files"]] == ["r.docx"]
    assert "::error file=r.docx,title=kpitrack audit::stated 76%25" in run("audit", "r.docx", "-O", "github", cwd=word).stdout  # fmt: skip


def test_a_broken_word_document_is_told_by_its_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.docx").write_bytes(package("<w:p><"))
    done = run("audit", "r.docx", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("kpitrack: r.docx: found broken XML")


def test_everything_that_cannot_be_read_is_told_in_one_run(run: Run, tmp_path: Path) -> None:
    (tmp_path / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff")
    (tmp_path / "nul.txt").write_bytes(b"one\ntwo\0\n")
    (tmp_path / "large.txt").write_bytes(b"5 of 6. " * (LIMIT // 8 + 1))
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(20))
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "good.md").write_text(WRONG, encoding="utf-8")
    (tmp_path / "folder").mkdir()
    files = (
        "image.png",
        "nul.txt",
        "large.txt",
        "old.doc",
        "report.pdf",
        "folder",
        "no.md",
        "good.md",
    )
    done = run("audit", *files, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "kpitrack: image.png:1: found the byte 0x89, which is no UTF-8, expected a text file; save the file as UTF-8",
        "kpitrack: nul.txt:2: found a zero byte, expected a text file; save the file as UTF-8",
        "kpitrack: large.txt: found more than 16 million characters, expected a report; split it, or name the reports alone",
        "kpitrack: old.doc: found an old .doc, or a document with a password, expected text or a Word document (.docx); save it as .docx without a password",
        "kpitrack: report.pdf: found a PDF, expected text or a Word document (.docx)",
        "kpitrack: folder: found a folder, expected a document",
        "kpitrack: no.md: found no such file, expected a document",
    ]  # fmt: skip


def test_a_list_of_exceptions_silences_and_says_what_it_does_not(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "r.md").write_text(WRONG + CUT, encoding="utf-8")
    listed = "# withdrawn\nWe settled 51 of the 68 petitions (76%).\nNothing so.\n"
    (tmp_path / "ok.txt").write_text(listed, encoding="utf-8")
    done = run("audit", "r.md", "--allow", "ok.txt", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.endswith("0 do not hold, 1 cut, 1 allowed\n")
    assert done.stderr == 'warning: ok.txt:3: silences nothing: "Nothing so."\n'
    assert run("audit", "r.md", "--allow", "ok.txt", "--strict", cwd=tmp_path).returncode == 1


def test_a_list_may_come_from_standard_input(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.md").write_text(WRONG, encoding="utf-8")
    done = run("audit", "r.md", "--allow", "-", "--all", cwd=tmp_path, stdin=WRONG)
    assert done.returncode == 0
    assert "allowed: listed in <standard input>" in done.stdout


def test_scripts_get_every_claim_and_csv_has_the_figures_of_json(run: Run) -> None:
    rows = json.loads(run("audit", ENGLISH, "-O", "json").stdout)["claims"]
    lines = list(csv.DictReader(io.StringIO(run("audit", ENGLISH, "-O", "csv").stdout)))
    assert len(rows) == len(lines) == 7
    assert [line["text"] for line in lines] == [row["text"] for row in rows]
    assert [float(line["expected"]) for line in lines] == [row["expected"] for row in rows]
    assert [line["verdict"] for line in lines] == [row["verdict"] for row in rows]


def test_a_file_is_written_whole_in_the_format_of_its_ending(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.md").write_text("5 of 6 were.\n", encoding="utf-8")
    done = run("audit", "r.md", "--output", "r.json", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["numbers"] == 2
    assert run("audit", "r.md", "-o", "t.txt", cwd=tmp_path).returncode == 0
    assert "2 numbers not in a claim" in (tmp_path / "t.txt").read_text(encoding="utf-8")
    again = run("audit", "r.md", "--output", "./r.md", cwd=tmp_path)
    assert (again.returncode, again.stderr) == (2, "kpitrack: output: found one of those read, expected another file\n")  # fmt: skip
    assert run("audit", "r.md", "-o", "-", cwd=tmp_path).stdout.startswith("Arithmetic")


def test_what_a_document_says_is_data(run: Run) -> None:
    text = "In [bold] \x1b[m we \u202e settled 51 of 68 petitions (76%)\n"
    table = run("audit", "-", stdin=text).stdout
    assert "[bold]" in table
    assert "\x1b" not in table
    assert "\u202e" not in table
    cell = next(csv.DictReader(io.StringIO(run("audit", "-", "-O", "csv", stdin="=51 of 68 petitions (76%)").stdout)))["text"]  # fmt: skip
    assert cell == "'=51 of 68 petitions (76%)"
    assert "\\[bold\\]" in run("audit", "-", "-O", "markdown", stdin=text).stdout
    html = run(
        "audit", "-", "-O", "html", stdin="Of 68 & <i 51 were settled (76%) of 68"
    ).stdout
    assert "&amp;" in html


def test_nobody_need_read_to_the_end(tmp_path: Path) -> None:
    """The exit code is that of the answer, though its reader left."""
    script = f'{sys.executable} -m kpitrack audit {tmp_path}/r.md --all -O json | true; echo "${{PIPESTATUS[0]}}"'
    (tmp_path / "r.md").write_text(WRONG, encoding="utf-8")
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert (done.stdout, done.stderr) == ("1\n", "")


def test_a_terminal_of_any_width_shows_every_figure() -> None:
    for columns in (60, 100):
        shown = on_a_terminal("audit", CITY, "--all", columns=columns)
        for figure in ("96,2%", "96.2 % (96.0–96.4)", "404 / 420 = 96.19 %", "51/68"):
            assert figure in shown


def test_without_a_tracker_nothing_heavy_is_imported() -> None:
    modules = loaded("audit", CITY)
    assert [one for one in HEAVY if one in modules] == []
