"""The real command `kpitrack report`: what it writes, tells and returns."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import kpitrack
from tests.checks.marks.tracker import TOML
from tests.word_files import anchor, package, paragraph, parts_of
from tests.word_files import run as word_run

Run = Callable[..., "subprocess.CompletedProcess[str]"]
PAID = "<!--kpi:paid.actual@2024-->"
DAY = ("--as-of", "2026-01-01")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "indicators.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "stale.md").write_text(f"Paid 400{PAID} of 420<!--kpi:paid.target@2024-->.\n")
    (tmp_path / "true.md").write_text(f"Paid 404{PAID}.\n")
    (tmp_path / "none.md").write_text("Paid 404.\n")
    (tmp_path / "wrong.md").write_text(f"Paid x{PAID}, 4<!--kpi:paed.actual@2024-->.\n")
    return tmp_path


def test_a_stale_figure_is_rewritten_and_told(run: Run, folder: Path) -> None:
    done = run("report", "stale.md", "true.md", *DAY, cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        "stale.md:1: 400 → 404 (kpi:paid.actual@2024)",
        "3 marks read in 2 files, 1 changed",
    ]
    assert (folder / "stale.md").read_text() == (
        f"Paid 404{PAID} of 420<!--kpi:paid.target@2024-->.\n"
    )


def test_a_second_run_touches_nothing(run: Run, folder: Path) -> None:
    run("report", "stale.md", cwd=folder)
    before = (folder / "stale.md").stat()
    time.sleep(0.02)
    done = run("report", "stale.md", cwd=folder)
    after = (folder / "stale.md").stat()
    assert done.stderr.strip() == "2 marks read in 1 file, 0 changed"
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_check_lists_what_is_stale_and_the_command_that_mends_it(
    run: Run, folder: Path
) -> None:
    done = run("report", "stale.md", "true.md", "--check", *DAY, cwd=folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        "Marked figures",
        "",
        "Place       Found  Expected  Value  Holds  Mark",
        "----------  -----  --------  -----  -----  --------------------",
        "stale.md:1    400       404    404  no     kpi:paid.actual@2024",
        "",
        "3 marks read in 2 files, 1 not holding",
        "to mend them: kpitrack report stale.md --as-of 2026-01-01",
    ]
    assert "400" in (folder / "stale.md").read_text()
    mended = run(*done.stdout.splitlines()[-1].split()[4:], cwd=folder)
    assert mended.returncode == 0
    again = run("report", "stale.md", "--check", cwd=folder)
    assert (again.returncode, again.stdout) == (0, "2 marks read in 1 file, all hold\n")


def test_check_as_json_says_it_to_scripts(run: Run, folder: Path) -> None:
    done = run("report", "stale.md", "--check", "-O", "json", *DAY, cwd=folder)
    told = json.loads(done.stdout)
    assert (told["format"], told["view"], told["files"]) == (1, "report", ["stale.md"])
    assert told["summary"] == {"files": 1, "marks": 2, "held": 1, "stale": 1}
    assert [(one["line"], one["found"], one["expected"]) for one in told["rows"]] == [
        (1, "400", "404")
    ]
    assert done.returncode == 1
    held = run("report", "true.md", "--check", "-O", "json", cwd=folder)
    assert (held.returncode, json.loads(held.stdout)["rows"]) == (0, [])


def test_list_shows_every_mark_and_may_be_written_to_a_file(run: Run, folder: Path) -> None:
    done = run("report", "stale.md", "--list", "-o", "marks.csv", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (folder / "marks.csv").read_text().count("\n") == 3
    assert "yes" in run("report", "stale.md", "--list", cwd=folder).stdout


def test_diff_shows_what_would_change(run: Run, folder: Path) -> None:
    (folder / "end.md").write_text(f"a 400{PAID}")
    done = run("report", "stale.md", "end.md", "--diff", cwd=folder)
    assert done.returncode == 0
    assert done.stderr.strip() == "3 marks read in 2 files, 2 to change"
    assert done.stdout == (
        "--- stale.md\n+++ stale.md\n@@ -1 +1 @@\n"
        f"-Paid 400{PAID} of 420<!--kpi:paid.target@2024-->.\n"
        f"+Paid 404{PAID} of 420<!--kpi:paid.target@2024-->.\n"
        "--- end.md\n+++ end.md\n@@ -1 +1 @@\n"
        f"-a 400{PAID}\n\\ No newline at end of file\n"
        f"+a 404{PAID}\n\\ No newline at end of file\n"
    )
    assert "400" in (folder / "stale.md").read_text()


def test_a_diff_can_be_applied(run: Run, folder: Path) -> None:
    diff = run("report", "stale.md", "--diff", cwd=folder).stdout
    done = subprocess.run(
        ["git", "apply", "-p0"],
        cwd=folder,
        input=diff,
        text=True,
        capture_output=True,
        check=False,
    )
    assert (done.stderr, done.returncode) == ("", 0)
    assert run("report", "stale.md", "--check", cwd=folder).returncode == 0


def test_all_mistakes_of_all_files_are_told_and_nothing_is_written(
    run: Run, folder: Path
) -> None:
    done = run("report", "stale.md", "wrong.md", "missing.md", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        'kpitrack: wrong.md:1: kpi:paid.actual@2024: found "x", expected a number that ends where the mark begins',
        'kpitrack: wrong.md:1: kpi:paed.actual@2024: found "paed", expected the id of an indicator; did you mean paid?',
        "kpitrack: missing.md: found no such file, expected a document",
    ]
    assert "400" in (folder / "stale.md").read_text()


def test_a_document_without_marks_says_so(run: Run, folder: Path) -> None:
    done = run("report", "none.md", "--check", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "0 marks read in 1 file\n",
        "none.md: no mark in it\n",
    )


def test_a_warning_does_not_stop_the_report(run: Run, folder: Path) -> None:
    (folder / "w.md").write_text(f"<!-- note --> Paid 404{PAID}\n")
    done = run("report", "w.md", "--check", cwd=folder)
    assert done.returncode == 0
    assert done.stderr == (
        "warning: w.md:1: a comment opens this line: on the way to Word the line would vanish\n"
    )


def test_standard_input_goes_to_standard_output(run: Run, folder: Path) -> None:
    done = run("report", "-", cwd=folder, stdin=f"Paid 400{PAID}\n")
    assert (done.returncode, done.stdout) == (0, f"Paid 404{PAID}\n")
    assert done.stderr.splitlines()[0] == (
        "<standard input>:1: 400 → 404 (kpi:paid.actual@2024)"
    )
    checked = run("report", "-", "--check", cwd=folder, stdin=f"Paid 400{PAID}\n")
    assert checked.returncode == 1
    assert "to mend" not in checked.stdout


def test_bytes_of_standard_input_are_kept(folder: Path) -> None:
    content = b"\xff\xfe" + f"Paid 400{PAID}\r\n".encode("utf-16-le")
    done = subprocess.run(
        [sys.executable, "-m", "kpitrack", "report", "-"],
        cwd=folder, input=content, capture_output=True, check=False,
    )  # fmt: skip
    assert done.stdout == content.replace(b"4\x000\x000\x00", b"4\x000\x004\x00")


def test_a_reader_that_leaves_early_does_no_harm(folder: Path) -> None:
    (folder / "long.md").write_text(f"Paid 400{PAID}\n" * 5000)
    for command in ("report - < long.md", "report long.md --diff"):
        done = subprocess.run(
            ["bash", "-c", f"set -o pipefail; {sys.executable} -m kpitrack {command} | true"],
            cwd=folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0
        assert "fault" not in done.stderr


@pytest.mark.parametrize(
    "content",
    [
        f"a\r\nPaid 400{PAID}\r\n".encode(),
        f"a\nPaid 400{PAID}\r\nb\rc".encode(),
        b"\xef\xbb\xbf" + f"Paid 400{PAID}".encode(),
        b"\xff\xfe" + f"Paid 400{PAID} tỷ\n".encode("utf-16-le"),
        b"\xfe\xff" + f"Paid 400{PAID} tỷ\n".encode("utf-16-be"),
    ],
)
def test_line_ends_and_encodings_are_kept(run: Run, folder: Path, content: bytes) -> None:
    file = folder / "kept.md"
    file.write_bytes(content)
    assert run("report", "kept.md", cwd=folder).returncode == 0
    new = file.read_bytes()
    assert len(new) == len(content)
    assert sum(1 for old, fresh in zip(content, new, strict=True) if old != fresh) == 1


def test_links_are_followed_and_permissions_kept(run: Run, folder: Path) -> None:
    os.chmod(folder / "stale.md", 0o640)
    (folder / "link.md").symlink_to("stale.md")
    done = run("report", "link.md", "stale.md", cwd=folder)
    assert done.stderr.splitlines()[-1] == "2 marks read in 1 file, 1 changed"
    assert (folder / "link.md").is_symlink()
    assert (folder / "stale.md").stat().st_mode & 0o777 == 0o640


def test_an_html_page_gets_its_table(run: Run, folder: Path) -> None:
    (folder / "p.html").write_text(
        f"<p>400{PAID}</p>\n<!--kpi:status -i paid-->\n<!--/kpi-->\n<pre>4<!--kpi:x--></pre>\n"
    )
    done = run("report", "p.html", cwd=folder)
    assert done.stderr.splitlines() == [
        "p.html:1: 400 → 404 (kpi:paid.actual@2024)",
        "p.html:2: table renewed (kpi:status -i paid)",
        "2 marks read in 1 file, 2 changed",
    ]
    page = (folder / "p.html").read_text()
    assert "<table>" in page
    assert "<section>" not in page
    assert run("report", "p.html", "--check", cwd=folder).returncode == 0


def test_a_plain_text_is_read_without_code(run: Run, folder: Path) -> None:
    (folder / "t.txt").write_text(f"    400{PAID}\n")
    assert run("report", "t.txt", cwd=folder).returncode == 0
    assert "404" in (folder / "t.txt").read_text()


def word(text: str) -> bytes:
    mark = anchor("paid.actual@2024", *map(word_run, text.split("|")))
    return package(paragraph(word_run("Paid "), mark, word_run(" billion")))


def test_a_word_document_is_refreshed_and_checked(run: Run, folder: Path) -> None:
    file = folder / "r.docx"
    file.write_bytes(word("4|0|0"))
    checked = run("report", "r.docx", "--check", cwd=folder)
    assert checked.returncode == 1
    assert "r.docx: paragraph 1    400       404" in checked.stdout
    diff = run("report", "r.docx", "--diff", cwd=folder)
    assert "-Paid 400 billion\n+Paid 404 billion\n" in diff.stdout
    assert file.read_bytes() == word("4|0|0")
    done = run("report", "r.docx", cwd=folder)
    assert done.stderr.splitlines() == [
        "r.docx: paragraph 1: 400 → 404 (kpi:paid.actual@2024)",
        "1 mark read in 1 file, 1 changed",
    ]
    assert parts_of(file.read_bytes()) == parts_of(word("4|0|4"))
    before = file.read_bytes()
    assert run("report", "r.docx", cwd=folder).returncode == 0
    assert file.read_bytes() == before


def test_a_header_is_named_where_its_mark_stands(run: Run, folder: Path) -> None:
    from tests.word_files import document, override

    header = document(paragraph(anchor("paid.actual@2024", word_run("400"))), element="hdr")
    content = package(
        paragraph(),
        more=(("word/header2.xml", header),),
        kinds=override("header2.xml", "header"),
    )
    (folder / "h.docx").write_bytes(content)
    done = run("report", "h.docx", "--check", cwd=folder)
    assert "h.docx: header2 paragraph 1" in done.stdout


def test_a_signed_document_may_be_checked_and_not_changed(run: Run, folder: Path) -> None:
    mark = paragraph(anchor("paid.actual@2024", word_run("400")))
    (folder / "s.docx").write_bytes(package(mark, more=(("_xmlsignatures/s.xml", "<a/>"),)))
    assert run("report", "s.docx", "--check", cwd=folder).returncode == 1
    done = run("report", "s.docx", "stale.md", cwd=folder)
    assert done.returncode == 2
    assert "a digital signature, which a change would break" in done.stderr
    assert "400" in (folder / "stale.md").read_text()


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("report stale.md --check -O json", 1),
        ("report stale.md --list -O json", 0),
        ("status -i paid --fail-under 100", 1),
        ("status -i paid --fail-under 90", 0),
    ],
)
def test_a_reader_that_leaves_early_does_not_change_the_verdict(
    folder: Path, command: str, code: int
) -> None:
    line = f"set -o pipefail; {sys.executable} -m kpitrack {command} | true"
    done = subprocess.run(
        ["bash", "-c", line], cwd=folder, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (code, "")


def test_a_check_of_standard_input_may_name_standard_output(run: Run, folder: Path) -> None:
    text = (folder / "stale.md").read_text(encoding="utf-8")
    done = run("report", "-", "--check", "-o", "-", cwd=folder, stdin=text)
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--check", "--diff"), "found --check and --diff, expected one of --check, --diff, --list and --suggest"),
        (("-O", "json"), "found --format or --output without them, expected --check or --list"),
        (("-o", "x.txt"), "found --format or --output without them, expected --check or --list"),
        (("-o", "./stale.md", "--check"), "output: found one of the documents, expected another file"),
        (("--target", "nope"), 'target: found "nope", expected one of province, council, or all; there are province, council'),
    ],
)  # fmt: skip
def test_options_that_contradict_are_told(
    run: Run, folder: Path, arguments: tuple[str, ...], told: str
) -> None:
    done = run("report", "stale.md", *arguments, cwd=folder)
    assert (done.returncode, done.stderr.strip()) == (2, f"kpitrack: {told}")


def test_standard_input_is_used_once(run: Run, folder: Path) -> None:
    done = run("report", "-", "-f", "-", cwd=folder, stdin="x")
    assert done.returncode == 2
    assert "found - for the tracker and for a document" in done.stderr
    piped = subprocess.run(
        [sys.executable, "-m", "kpitrack", "report", "-"],
        cwd=folder, input=word("400"), capture_output=True, check=False,
    )  # fmt: skip
    assert piped.returncode == 2
    assert b"found a Word document, expected text on standard input" in piped.stderr


def test_options_choose_the_figures(run: Run, folder: Path) -> None:
    file = folder / "o.md"
    file.write_text("1%<!--kpi:revenue.completion@2024-->\n")
    done = run("report", "o.md", "--check", "--target", "council", "--locale", "vi", cwd=folder)
    assert "để sửa: kpitrack report o.md --target council --locale vi" in done.stdout
    assert run("report", "o.md", "--target", "council", cwd=folder).returncode == 0
    assert file.read_text().startswith("116%")


def test_suggest_proposes_marks_and_writes_nothing(run: Run, folder: Path) -> None:
    text = "Total budget revenue was 1,154 billion VND.\n"
    (folder / "s.md").write_text(text)
    done = run("report", "s.md", "--suggest", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "1 proposed; read each before you paste it\n")
    assert done.stdout == (
        "s.md:1: 1,154<!--kpi:revenue.actual@2024-->  (Total budget revenue, actual 2024)\n"
    )
    assert (folder / "s.md").read_text() == text
    (folder / "s.docx").write_bytes(package(paragraph(), paragraph(word_run(text.strip()))))
    word_done = run("report", "s.docx", "--suggest", cwd=folder)
    assert word_done.stdout == (
        "s.docx:paragraph 2: 1,154 (link to #kpi:revenue.actual@2024)  "
        "(Total budget revenue, actual 2024)\n"
    )


def test_a_document_of_a_megabyte_takes_a_second_at_most(run: Run, folder: Path) -> None:
    line = f"Budget revenue 1.154 tỷ, **119,2%**, paid 400{PAID} and `code` and more text.\n\n"
    (folder / "big.md").write_text(line * (2**20 // len(line)))
    run("status", cwd=folder)
    started = time.perf_counter()
    done = run("report", "big.md", cwd=folder)
    assert done.returncode == 0
    assert time.perf_counter() - started < 5  # about 0.6 s on a machine with nothing else to do


def test_python_gets_the_text_and_the_rows(folder: Path) -> None:
    tracking = kpitrack.load(str(folder / "indicators.toml"))
    found = tracking.report(f"Paid 400{PAID}\n<!--kpi:status -i paid-->\n<!--/kpi-->\n")
    assert found.text.startswith(f"Paid 404{PAID}\n")
    assert [row.holds for row in found.rows] == [False, False]
    page = tracking.report(
        "<!--kpi:status -i paid-->\n<!--/kpi-->\n", markup="html", locale="vi"
    )
    assert "<th" in page.text
    with pytest.raises(kpitrack.InputError) as caught:
        tracking.report(f"x{PAID}")
    assert caught.value.mistakes[0].line == 1


def test_a_write_that_fails_leaves_the_document_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from kpitrack.__main__ import main

    def full(*_names: str) -> None:
        raise OSError(28, "No space left on device")

    before = sorted(folder.iterdir()), (folder / "stale.md").read_bytes()
    monkeypatch.chdir(folder)
    monkeypatch.setattr("kpitrack.sources.writing.os.replace", full)
    assert main(["report", "stale.md"]) == 2
    assert capsys.readouterr().err == (
        "kpitrack: stale.md: found No space left on device, expected a file to write to\n"
    )
    assert (sorted(folder.iterdir()), (folder / "stale.md").read_bytes()) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    "options", [("true.md", "--check"), ("-",)], ids=["a table", "a document"]
)
def test_an_answer_that_cannot_be_written_is_told(
    folder: Path, options: tuple[str, ...]
) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kpitrack", "report", *options, *DAY],
            cwd=folder, input=f"Paid 404{PAID}.\n", stdout=full, stderr=subprocess.PIPE,
            text=True, check=False, timeout=60,
        )  # fmt: skip
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        2,
        "kpitrack: found one that cannot be written: No space left on device, "
        "expected an output that takes the answer",
    )
