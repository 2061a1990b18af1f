"""Word documents as packages: reading their parts, and putting changed parts in place.

Only changed parts are packed anew. Every other byte of the package is copied: names, order,
times and the packed bytes of each untouched part stay what they are.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import NamedTuple
from xml.parsers import expat

from kpitrack.errors import InputError, Mistake

PART_LIMIT = 64 * 2**20
"""The most bytes that a part may unpack to: a bomb is told by it and never unpacked."""

_READ_KINDS = re.compile(
    r"(?:wordprocessingml\.(?:document|template)|ms-word\.(?:document|template)\.macroEnabled)"
    r"\.main\+xml$"
    r"|wordprocessingml\.(?:header|footer|footnotes|endnotes)\+xml$"
)
_TYPES = "[Content_Types].xml"
_PACKED_HERE = 0x08
_DEFLATED = 8
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_TOO_LARGE = 0xFFFFFFFF


class Package(NamedTuple):
    """A Word document: its parts that hold text, by name, and where their links lead.

    `signed` says that it carries a digital signature, which any change would break.
    """

    content: bytes
    parts: Mapping[str, bytes]
    targets: Mapping[str, Mapping[str, str]]
    signed: bool


def read_package(content: bytes, file: str) -> Package:
    """The parts of a Word document; raises InputError for what is none, or cannot be read."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _package(archive, content)
    except InputError as error:
        raise InputError([one._replace(file=file) for one in error.mistakes]) from None
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        UnicodeError,
    ) as error:
        found = f"a broken package: {error}"
        raise InputError([Mistake("a Word document", found, file=file)]) from None


def _package(archive: zipfile.ZipFile, content: bytes) -> Package:
    names = archive.namelist()
    if len(set(names)) < len(names):
        raise InputError([Mistake("a Word document", "two parts of one name")])
    if _TYPES not in names:
        raise InputError([Mistake("a Word document (.docx)", "a zip file of another kind")])
    types = _attributes(_unpacked(archive, _TYPES), "Override")
    wanted = [
        one.get("PartName", "").lstrip("/")
        for one in types
        if _READ_KINDS.search(one.get("ContentType", ""))
    ]
    parts = {name: _unpacked(archive, name) for name in wanted if name in names}
    if not parts:
        raise InputError([Mistake("a Word document (.docx)", "a package without a document")])
    targets = {}
    for name in parts:
        folder, _, base = name.rpartition("/")
        related = f"{folder}/_rels/{base}.rels".lstrip("/")
        targets[name] = _targets(archive, related) if related in names else {}
    signed = any(name.startswith("_xmlsignatures/") for name in names)
    return Package(content, parts, targets, signed)


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    member = archive.getinfo(name)
    if member.flag_bits & 1:
        raise InputError([Mistake("a Word document without a password", "an encrypted part")])
    with archive.open(member) as part:
        content = part.read(PART_LIMIT + 1)
    if len(content) > PART_LIMIT:
        found = f"{name}, which unpacks to more than {PART_LIMIT // 2**20} MB"
        raise InputError([Mistake("a Word document", found)])
    return content


def _targets(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    related = _attributes(_unpacked(archive, name), "Relationship")
    return {one.get("Id", ""): one.get("Target", "") for one in related}


def _attributes(content: bytes, element: str) -> list[dict[str, str]]:
    """The attributes of every element of a name; without entities, which could be a bomb."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == element:
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise InputError([Mistake("a Word document", "broken XML in the package")]) from None
    return found


def _refuse_doctype(*_declared: object) -> None:
    raise InputError([Mistake("a Word document", "a DOCTYPE, which Word never writes")])


def with_parts(package: Package, changed: Mapping[str, bytes], file: str) -> bytes:
    """The package with some parts changed, all other bytes copied.

    Raises InputError where a change would break a signature.
    """
    if package.signed:
        raise InputError(
            [
                Mistake(
                    "a document that may be changed",
                    "a digital signature, which a change would break",
                    "remove the signature in Word, or only --check the document",
                    file=file,
                )
            ]
        )
    with zipfile.ZipFile(BytesIO(package.content)) as archive:
        members = sorted(archive.infolist(), key=lambda one: one.header_offset)
        start = archive.start_dir
    return _Repacked(package.content, start, file).packed(members, changed)


class _Repacked:
    """Copies a package member by member; offsets move as changed parts grow or shrink."""

    def __init__(self, content: bytes, directory: int, file: str) -> None:
        self._content = content
        self._directory = directory
        self._file = file

    def packed(self, members: list[zipfile.ZipInfo], changed: Mapping[str, bytes]) -> bytes:
        out = bytearray(self._content[: members[0].header_offset])
        ends = [*(one.header_offset for one in members[1:]), self._directory]
        moved: dict[int, tuple[int, tuple[int, int, int, int] | None]] = {}
        for member, end in zip(members, ends, strict=True):
            place = len(out)
            new = None
            if member.filename in changed:
                header, body, new = self._member(member, changed[member.filename])
                out += header + body
            else:
                out += self._content[member.header_offset : end]
            moved[member.header_offset] = (place, new)
        directory = len(out)
        out += self._entries(len(members), moved)
        return bytes(out) + self._closing(directory, len(out) - directory)

    def _member(
        self, member: zipfile.ZipInfo, part: bytes
    ) -> tuple[bytes, bytes, tuple[int, int, int, int]]:
        at = member.header_offset
        fields = list(_LOCAL.unpack_from(self._content, at))
        name_end = at + _LOCAL.size + fields[9]
        if _TOO_LARGE in (fields[7], fields[8]):
            found = "a package in the form for huge files"
            raise InputError([Mistake("a Word document", found, file=self._file)])
        deflated = member.compress_type == _DEFLATED
        body = _deflated(part) if deflated else part
        fields[2] &= ~_PACKED_HERE
        fields[6:9] = [zlib.crc32(part), len(body), len(part)]
        new = (fields[2], fields[6], len(body), len(part))
        names = self._content[at + _LOCAL.size : name_end + fields[10]]
        return _LOCAL.pack(*fields) + names, body, new

    def _entries(
        self, count: int, moved: Mapping[int, tuple[int, tuple[int, int, int, int] | None]]
    ) -> bytes:
        out = bytearray()
        at = self._directory
        for _ in range(count):
            fields = list(_CENTRAL.unpack_from(self._content, at))
            if fields[16] not in moved:
                found = "a package whose directory does not fit its parts"
                raise InputError([Mistake("a Word document", found, file=self._file)])
            size = _CENTRAL.size + fields[10] + fields[11] + fields[12]
            place, new = moved[fields[16]]
            fields[16] = place
            if new is not None:
                fields[3], fields[7], fields[8], fields[9] = new
            out += _CENTRAL.pack(*fields) + self._content[at + _CENTRAL.size : at + size]
            at += size
        return bytes(out)

    def _closing(self, directory: int, size: int) -> bytes:
        at = self._content.rindex(b"PK\x05\x06")
        fields = list(_END.unpack_from(self._content, at))
        fields[5:7] = [size, directory]
        return _END.pack(*fields) + self._content[at + _END.size :]


def _deflated(part: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(part) + packer.flush()
