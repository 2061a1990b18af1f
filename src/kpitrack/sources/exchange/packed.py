"""The packed XML of spreadsheet files, read so that a hostile file does no harm."""

import io
import zipfile
import zlib
from collections.abc import Callable
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

_MOST_UNPACKED = 1 << 30
"""A full sheet of a million rows unpacks to a few hundred million bytes."""
_PIECE = 1 << 20
_DAMAGED = "a file that is cut off or damaged"
_UNPACKING = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError)
"""What unpacking a member raises; RuntimeError where a zip file asks for a password."""


class BrokenFileError(Exception):
    """The file is not what it should be; the message says what was found."""


class LockedFileError(Exception):
    """The file is encrypted."""


class Packed:
    """The members of a zip file, by their names in lower case and with plain slashes.

    Raises BrokenFileError where it cannot be unpacked, or unpacks to more than a
    spreadsheet could be.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OverflowError):
            raise BrokenFileError(_DAMAGED) from None
        self._members = {one.filename.replace("\\", "/").lower(): one for one in members}
        self._refuse_bombs()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    def read(self, name: str) -> bytes:
        """A member's bytes."""
        with self._zip.open(self._members[name.lower()]) as member:
            return member.read()

    def walk(self, name: str, start: Callable[[XMLParserType], None]) -> None:
        """Walks a member's XML; `start` sets the handlers of the parser that it is given."""
        parser = ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        start(parser)
        try:
            with self._zip.open(self._members[name.lower()]) as member:
                while piece := member.read(_PIECE):
                    parser.Parse(piece, False)
                parser.Parse(b"", True)
        except (ExpatError, KeyError, ValueError, *_UNPACKING):
            raise BrokenFileError(_DAMAGED) from None

    def _refuse_bombs(self) -> None:
        """Counts what really comes out: the sizes that a zip file names may be lies."""
        left = _MOST_UNPACKED
        for one in self._members.values():
            one.file_size = 2 * _MOST_UNPACKED
            try:
                with self._zip.open(one) as member:
                    while left >= 0 and (piece := member.read(_PIECE)):
                        left -= len(piece)
            except _UNPACKING:
                raise BrokenFileError(_DAMAGED) from None
        if left < 0:
            raise BrokenFileError("a file that unpacks to more than a spreadsheet holds")


def _refuse_doctype(*_: object) -> None:
    raise BrokenFileError("a file with XML entities of its own, which no spreadsheet needs")


def local(name: str) -> str:
    """An XML name without its prefix."""
    return name.rpartition(":")[2]
