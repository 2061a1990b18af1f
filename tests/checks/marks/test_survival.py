"""Marks on their way through other people's programs: pandoc, and LibreOffice for Word."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kpitrack.checks.marks.refreshing import refreshed
from kpitrack.checks.marks.refreshing_word import RefreshedWord, refreshed_word
from kpitrack.model.tracker import Tracker
from kpitrack.sources.docx import read_package, with_parts
from tests.checks.marks.tracker import TOML, figures
from tests.word_files import anchor, control, field, package, paragraph, run

Make = Callable[[str], Tracker]
BOLD, RED = "<w:b/>", '<w:color w:val="C00000"/>'

needs_pandoc = pytest.mark.skipif(
    shutil.which("pandoc") is None, reason="pandoc is not installed: marks through it untested"
)
needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="soffice is not installed: marks through LibreOffice untested",
)


def pandoc(source: Path, target: Path, *options: str) -> str:
    subprocess.run(["pandoc", source, "-o", target, *options], check=True, timeout=120)
    return "" if target.suffix == ".docx" else target.read_text(encoding="utf-8")


def office(source: Path, target: str, profile: Path) -> Path:
    """Opens a document in LibreOffice and saves it as another."""
    folder = profile / target.replace(":", "-").replace(" ", "")
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{profile}/profile", "--headless",
         "--convert-to", target, "--outdir", folder, source],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return folder / f"{source.stem}.{target.partition(':')[0]}"


def read_word(file: Path, make: Make) -> RefreshedWord:
    found = read_package(file.read_bytes(), file.name)
    return refreshed_word(found.parts, found.targets, file.name, figures(make(TOML)))


def told(found: RefreshedWord) -> list[tuple[str | None, str | None, str]]:
    return [(row.indicator, row.measure, row.found or "") for row in found.rows]


@needs_pandoc
def test_links_survive_the_way_to_word_and_back_and_comments_vanish(
    tmp_path: Path, make: Make
) -> None:
    address = "revenue.completion@2024/province"
    source = tmp_path / "r.md"
    source.write_text(
        "Paid [400](#kpi:paid.actual@2024), **[96,2 %](#kpi:paid.completion@2024)**, "
        f"63<!--kpi:poor.actual@2024-->, [119,2](kpi:{address}) %.\n",
        encoding="utf-8",
    )
    pandoc(source, tmp_path / "r.docx")
    found = read_word(tmp_path / "r.docx", make)
    assert told(found) == [
        ("paid", "actual", "400"),
        ("paid", "completion", "96,2"),
        ("revenue", "completion", "119,2"),
    ]
    assert found.warnings == ()
    word = with_parts(read_package((tmp_path / "r.docx").read_bytes(), "r"), found.parts, "r")
    (tmp_path / "new.docx").write_bytes(word)
    back = pandoc(tmp_path / "new.docx", tmp_path / "back.md", "--wrap=none", "-t", "gfm")
    assert back.replace("**", "") == (  # where the bold stands is pandoc's own affair
        "Paid [404](#kpi:paid.actual@2024), [96,2 %](#kpi:paid.completion@2024), 63, "
        f"[119,2](kpi:{address}) %.\n"
    )
    again = refreshed(back, "b.md", "markdown", figures(make(TOML)), lambda view: "", "en")
    assert [row.holds for row in again.rows] == [True, True, True]


@needs_pandoc
def test_a_long_anchor_is_lost_on_the_way_and_its_loss_is_told(
    tmp_path: Path, make: Make
) -> None:
    address = "revenue.completion@2024-01..2024-12/province"
    source = tmp_path / "r.md"
    source.write_text(f"[119,2](#kpi:{address}) %\n", encoding="utf-8")
    before = refreshed(source.read_text(), "r.md", "markdown", figures(make(TOML)), lambda view: "", "en")  # fmt: skip
    assert "pandoc would shorten this link" in before.warnings[0]
    pandoc(source, tmp_path / "r.docx")
    found = read_word(tmp_path / "r.docx", make)
    assert found.rows == ()
    assert "leads nowhere: if it was a mark" in found.warnings[0]


WRITTEN = package(
    paragraph(
        run("Giải ngân "),
        anchor("paid.actual@2024", run("3", BOLD), run("9", RED), run("8")),
        run(" tỷ đồng, đạt "),
        f'<w:hyperlink r:id="rId1">{run("96,1")}</w:hyperlink>',
        run(" %, hộ nghèo "),
        control("poor.actual@2024", run("60"), name="alias"),
        run(", kế hoạch "),
        field("paid.target@2024", run("410")),
        run(", thu "),
        f'<w:hyperlink r:id="rId2">{run("119,2")}</w:hyperlink>',
        run("."),
    ),
    links=("#kpi:paid.completion@2024", "kpi:revenue.completion@2024-01..2024-12/province"),
)
MARKED = {
    ("paid", "actual", "398"),
    ("paid", "completion", "96,1"),
    ("poor", "actual", "60"),
    ("paid", "target", "410"),
    ("revenue", "completion", "119,2"),
}


@needs_libreoffice
def test_marks_survive_a_save_in_libreoffice_and_are_refreshed_in_it(
    tmp_path: Path, make: Make
) -> None:
    (tmp_path / "r.docx").write_bytes(WRITTEN)
    saved = office(tmp_path / "r.docx", "docx:MS Word 2007 XML", tmp_path)
    found = read_word(saved, make)
    assert found.mistakes == ()
    assert set(told(found)) == MARKED
    (tmp_path / "new.docx").write_bytes(
        with_parts(read_package(saved.read_bytes(), "r"), found.parts, "r")
    )
    shown = office(tmp_path / "new.docx", "txt:Text (encoded):UTF8", tmp_path)
    assert shown.read_text(encoding="utf-8").strip("\ufeff\n") == (
        "Giải ngân 404 tỷ đồng, đạt 96,2 %, hộ nghèo 63, kế hoạch 420, thu 119,2."
    )


_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Module1"/>
</library:library>"""
_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">
Sub Edit(source As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  cursor = document.Text.createTextCursor()
  document.Text.insertString(cursor, "Năm 2024: ", False)
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName"
  kind(0).Value = "MS Word 2007 XML"
  document.storeToURL(ConvertToURL(target), kind())
  document.close(True)
End Sub
</script:module>"""


def edited_in_office(source: Path, target: Path, profile: Path) -> Path:
    """Opens a document in LibreOffice, types a few words in front of it, and saves it."""
    basic = profile / "profile" / "user" / "basic" / "Standard"
    basic.mkdir(parents=True, exist_ok=True)
    (basic / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    (basic / "Module1.xba").write_text(_MACRO, encoding="utf-8")
    call = f'macro:///Standard.Module1.Edit("{source}","{target}")'
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{profile}/profile", "--headless", call],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return target


@needs_libreoffice
def test_marks_survive_an_edit_in_libreoffice(tmp_path: Path, make: Make) -> None:
    source = tmp_path / "r.docx"
    source.write_bytes(WRITTEN)
    office(source, "txt:Text (encoded):UTF8", tmp_path)  # makes the profile
    found = read_word(edited_in_office(source, tmp_path / "edited.docx", tmp_path), make)
    assert set(told(found)) == MARKED
    assert found.before[0].startswith("Năm 2024: Giải ngân 398 tỷ đồng")
