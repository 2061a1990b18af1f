"""Documents: their encodings, their packages, and what is refused."""

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from kpitrack.errors import InputError
from kpitrack.sources import documents, docx
from kpitrack.sources.documents import decoded, is_package, read_document, shown_name
from kpitrack.sources.docx import read_package, with_parts
from tests.word_files import anchor, document, override, package, paragraph, parts_of, run

TEXT = "thu 1.154 tỷ\r\nsecond\nthird"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        b"",
    ],
)
def test_a_text_keeps_its_bytes(content: bytes) -> None:
    text = decoded(content, "r.md")
    assert text.text == (TEXT if content else "")
    assert text.encoded(text.text) == content


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a\n\xe9", "r.md:2: found the byte 0xe9, which is no UTF-8, expected a text file; save the file as UTF-8"),
        (b"\xff\xfea", "r.md:1: found the byte 0x61, which is no UTF-16-LE, expected a text file; save the file as UTF-8"),
        (b"%PDF-1.7", "r.md: found a PDF, expected text or a Word document (.docx)"),
        (b"{\\rtf1", "r.md: found an RTF document, expected text or a Word document (.docx)"),
        (b"\xff\xfe\x00\x00a\x00\x00\x00", "r.md: found text in UTF-32, expected text or a Word document (.docx)"),
        (b"\x00\x00\xfe\xff\x00\x00\x00a", "r.md: found text in UTF-32, expected text or a Word document (.docx)"),
        (b"a\nb\x00", "r.md:2: found a zero byte, expected a text file; save the file as UTF-8"),
        (b"\xd0\xcf\x11\xe0", "r.md: found an old .doc, or a document with a password, expected text or a Word document (.docx); save it as .docx without a password"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_told(content: bytes, told: str) -> None:
    with pytest.raises(InputError) as caught:
        decoded(content, "r.md")
    assert str(caught.value) == told


@pytest.mark.parametrize(("content", "found"), [(b"ZZ", "other bytes"), (b"", "an empty file")])
def test_a_name_of_word_with_other_bytes_is_told(content: bytes, found: str) -> None:
    with pytest.raises(InputError, match=f"r.DOCX: found {found}, expected a Word document"):
        decoded(content, "r.DOCX")


def test_a_document_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    for name, found in (("none.md", "no such file"), (".", "a folder")):
        with pytest.raises(InputError) as caught:
            read_document(str(tmp_path / name))
        assert str(caught.value) == f"{tmp_path / name}: found {found}, expected a document"


def test_a_document_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "LIMIT", 3)
    (tmp_path / "a.md").write_text("abcd")
    with pytest.raises(InputError, match="more than 0 MB"):
        read_document(str(tmp_path / "a.md"))


def test_a_package_is_known_by_its_first_bytes() -> None:
    assert is_package(package(paragraph()))
    assert not is_package(b"text")
    assert (shown_name("-"), shown_name("a.md")) == ("<standard input>", "a.md")


HEADER = document(paragraph(run("h")), element="hdr")
MORE = (
    ("word/header1.xml", HEADER),
    ("word/vbaProject.bin", "macros"),
    ("word/media/image1.png", "picture" * 50),
)
KINDS = override("header1.xml", "header") + override("settings.xml", "settings")


def test_the_parts_that_hold_text_are_read_with_their_links() -> None:
    content = package(paragraph(), links=("#kpi:x", "kpi:y"), more=MORE, kinds=KINDS)
    found = read_package(content, "r.docx")
    assert list(found.parts) == ["word/document.xml", "word/header1.xml"]
    assert found.targets == {
        "word/document.xml": {"rId1": "#kpi:x", "rId2": "kpi:y"},
        "word/header1.xml": {},
    }
    assert not found.signed


@pytest.mark.parametrize("stored", [(), ("word/document.xml",)])
def test_only_a_changed_part_is_packed_anew(stored: tuple[str, ...]) -> None:
    content = package(paragraph(run("4")), more=MORE, kinds=KINDS, stored=stored)
    found = read_package(content, "r.docx")
    changed = found.parts["word/document.xml"].replace(b">4<", b">404<")

    new = with_parts(found, {"word/document.xml": changed}, "r.docx")

    before, after = parts_of(content), parts_of(new)
    assert list(after) == list(before)
    assert after == {**before, "word/document.xml": changed}
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(BytesIO(new)) as fresh:
        for one, other in zip(old.infolist(), fresh.infolist(), strict=True):
            assert (one.date_time, one.compress_type, one.external_attr) == (
                other.date_time,
                other.compress_type,
                other.external_attr,
            )
            if one.filename != "word/document.xml":
                assert _raw(content, one) == _raw(new, other)
    assert with_parts(
        read_package(new, "r"), {"word/document.xml": found.parts["word/document.xml"]}, "r"
    )


def _raw(content: bytes, member: zipfile.ZipInfo) -> bytes:
    start = member.header_offset
    size = 30 + len(member.filename) + len(member.extra) + member.compress_size
    return content[start : start + size]


def test_a_package_with_data_descriptors_and_a_comment_is_changed_too() -> None:
    class Stream(BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    out = Stream()
    parts = parts_of(package(paragraph(run("4"))))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
        archive.comment = b"streamed"
    content = out.getvalue()
    found = read_package(content, "r.docx")
    changed = found.parts["word/document.xml"].replace(b">4<", b">5<")

    new = with_parts(found, {"word/document.xml": changed}, "r.docx")

    assert parts_of(new) == {**parts, "word/document.xml": changed}
    with zipfile.ZipFile(BytesIO(new)) as archive:
        assert archive.comment == b"streamed"


def test_a_signed_document_may_be_read_and_not_changed() -> None:
    found = read_package(package(paragraph(), more=(("_xmlsignatures/sig1.xml", "<a/>"),)), "r")
    assert found.signed
    with pytest.raises(InputError) as caught:
        with_parts(found, {"word/document.xml": b"<a/>"}, "r.docx")
    assert str(caught.value) == (
        "r.docx: found a digital signature, which a change would break, expected a document that "
        "may be changed; remove the signature in Word, or only --check the document"
    )


def zipped(*members: tuple[str, str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members:
            archive.writestr(name, text)
    return out.getvalue()


def encrypted(content: bytes) -> bytes:
    """Says of every member that it needs a password."""
    out = bytearray(content)
    for start, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := out.find(start, at + 1)) >= 0:
            out[at + flags] |= 1
    return bytes(out)


TYPES = "[Content_Types].xml"


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: zipped(("a.txt", "x")), "a zip file of another kind"),
        (lambda: zipped((TYPES, "<Types/>")), "a package without a document"),
        (lambda: zipped((TYPES, "<Types>")), "broken XML in the package"),
        (lambda: zipped((TYPES, '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>')), "a DOCTYPE, which Word never writes"),
        (lambda: encrypted(package(paragraph())), "an encrypted part"),
        (lambda: package(paragraph())[:-30], "a broken package: File is not a zip file"),
        (lambda: b"PK\x03\x04", "a broken package: File is not a zip file"),
    ],
)  # fmt: skip
def test_a_package_that_is_no_word_document_is_told(
    make: Callable[[], bytes], told: str
) -> None:
    with pytest.raises(InputError) as caught:
        read_package(make(), "r.docx")
    assert [(one.file, one.found) for one in caught.value.mistakes] == [("r.docx", told)]


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = zipped((TYPES, "<Types/>"), (TYPES, "<Types/>"))
    with pytest.raises(InputError, match="two parts of one name"):
        read_package(content, "r.docx")


def test_a_bomb_is_told_by_its_limit_and_never_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(docx, "PART_LIMIT", 2**20)
    content = package(paragraph(run("0" * 2**21)))
    assert len(content) < 10_000
    with pytest.raises(InputError) as caught:
        read_package(content, "r.docx")
    assert str(caught.value) == (
        "r.docx: found word/document.xml, which unpacks to more than 1 MB, expected a Word document"
    )


def test_a_directory_that_does_not_fit_is_refused() -> None:
    content = b"PK\x03\x04 in front" + package(paragraph())
    found = read_package(content, "r.docx")
    with pytest.raises(InputError, match="a package whose directory does not fit its parts"):
        with_parts(found, {"word/document.xml": b"<a/>"}, "r.docx")


def test_a_package_for_huge_files_is_refused() -> None:
    content = bytearray(package(paragraph(anchor("x", run("4")))))
    found = read_package(bytes(content), "r.docx")
    name = content.index(b"word/document.xml")
    struct.pack_into("<I", content, name - 30 + 18, 0xFFFFFFFF)
    with pytest.raises(InputError, match="a package in the form for huge files"):
        with_parts(found._replace(content=bytes(content)), {"word/document.xml": b"<a/>"}, "r")
