"""Documents as people have them: text in UTF-8 or UTF-16, with its byte order mark, or Word."""

import codecs
from typing import NamedTuple

from kpitrack.errors import InputError, Mistake
from kpitrack.sources.discovery import STANDARD_INPUT, read_bytes

LIMIT = 64 * 2**20
"""The most bytes a document may have."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_OTHERS = {
    b"%PDF": "a PDF",
    b"{\\rtf": "an RTF document",
    codecs.BOM_UTF32_LE: "text in UTF-32",
    codecs.BOM_UTF32_BE: "text in UTF-32",
}
_WORD_NAMES = (".docx", ".docm", ".dotx", ".dotm")


def encoding_mark(content: bytes) -> tuple[bytes, str]:
    """The byte order mark that a text begins with, and its encoding; UTF-8 without one."""
    return next((one for one in _MARKS if content.startswith(one[0])), (b"", "utf-8"))


class Text(NamedTuple):
    """A text, and how its bytes are made: byte order mark and encoding."""

    text: str
    mark: bytes
    encoding: str

    def encoded(self, text: str) -> bytes:
        """Another text in the same bytes as this one."""
        return self.mark + text.encode(self.encoding)


def read_document(file: str) -> bytes:
    """The bytes of a document; raises InputError where there are none to read."""
    try:
        return read_bytes(file, LIMIT)
    except InputError as error:
        told = (one._replace(expected="a document", fix="") for one in error.mistakes)
        raise InputError(tuple(told)) from None


def is_package(content: bytes) -> bool:
    """Whether these are the bytes of a zip package, as a Word document is."""
    return content.startswith(_ZIP)


def decoded(content: bytes, file: str) -> Text:
    """The text of a document; raises InputError for what is no text."""
    if content.startswith(_OLD_WORD):
        found = "an old .doc, or a document with a password"
        fix = "save it as .docx without a password"
        raise InputError([Mistake("text or a Word document (.docx)", found, fix, file)])
    for start, kind in _OTHERS.items():
        if content.startswith(start):
            raise InputError([Mistake("text or a Word document (.docx)", kind, file=file)])
    if file.lower().endswith(_WORD_NAMES):
        found = "other bytes" if content else "an empty file"
        raise InputError([Mistake("a Word document", found, file=file)])
    mark, encoding = encoding_mark(content)
    body = content[len(mark) :]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        found = f"the byte 0x{body[error.start]:02x}, which is no {encoding.upper()}"
        fix = "save the file as UTF-8"
        raise InputError([Mistake("a text file", found, fix, file, line)]) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        fix = "save the file as UTF-8"
        raise InputError([Mistake("a text file", "a zero byte", fix, file, line)])
    return Text(text, mark, encoding)


def shown_name(file: str) -> str:
    """A document's name in messages."""
    return "<standard input>" if file == STANDARD_INPUT else file
