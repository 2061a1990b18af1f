"""The marks of a Word document: links and content controls around a figure.

A link is a `w:hyperlink` whose anchor or target begins with `kpi:`, or a HYPERLINK field; a
content control is a `w:sdt` whose tag, or whose title, begins with `kpi:`. LibreOffice drops
tags and keeps titles, pandoc writes only links.

A part is read with a parser that tells byte offsets, and changed only inside the `w:t`
elements of a marked figure: what Word keeps around it, and the runs that the number is split
over, stay as they are.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import unquote
from xml.parsers import expat

from kpitrack.checks.marks.places import Marks, Place, Warned, Wrong
from kpitrack.checks.marks.reading import FigureIn, only_figure
from kpitrack.checks.marks.touching import trouble_around
from kpitrack.errors import InputError, Mistake

SCHEME = "kpi:"
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_RELATED = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_FIELD = re.compile(
    r'\s*HYPERLINK\b(?:\s+(?:\\[a-z]|"(?!#?kpi:)[^"]*"))*\s+"(#?kpi:[^"]*)"', re.I
)
_TYPED = re.compile(r"<!?[-–—]{1,3}\s*kpi\s*:[^<>\s]{0,60}", re.I)
_LOST = re.compile(r"X[0-9a-f]{39}")
_CHARACTER = re.compile(r"&[^;]*;|.", re.S)
_NEAR = 60
_HYPHEN = "\u2011"


class Piece(NamedTuple):
    """The text of one `w:t`, and the bytes of the part that hold it.

    `before` and `behind` stand next to it in its paragraph; raised text is no part of a
    figure beside it. What is no text (a tab, a hyphen of Word's own) has no bytes.
    """

    text: str
    start: int = 0
    end: int = 0
    before: str = ""
    behind: str = ""
    raised: bool = False


class _Spot(NamedTuple):
    """A piece, and where it ends in which paragraph, from 0."""

    piece: Piece
    paragraph: int
    end: int


class WordMark(NamedTuple):
    """A mark around some pieces of text; `bound` is a control that Word fills itself."""

    address: str
    pieces: tuple[Piece, ...]
    paragraph: int
    column: int
    before: str
    bound: bool


class WordPart(NamedTuple):
    """The marks of one part of the package, and the text of its paragraphs.

    `around` is the text that stands in no mark; warnings are by paragraph.
    """

    marks: tuple[WordMark, ...]
    paragraphs: tuple[str, ...]
    around: str
    warned: tuple[Warned, ...]


def read_part(content: bytes, targets: Mapping[str, str]) -> WordPart:
    """Reads one part; `targets` are the addresses of its relations by their ids.

    Raises InputError for what is no XML in UTF-8, or declares entities.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:4]:
        raise InputError([Mistake("a part in UTF-8", "another encoding")])
    if re.match(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=[\"'](?!utf-?8[\"'])", content, re.I):
        raise InputError([Mistake("a part in UTF-8", "another encoding")])
    reader = _Reader(content, targets)
    try:
        reader.parser.Parse(content, True)
    except expat.ExpatError as error:
        found = f"broken XML: {expat.errors.messages[error.code]}"
        raise InputError([Mistake("a Word document", found)]) from None
    return reader.part()


class _Open:
    """A mark whose end is not read yet; without an address it only keeps the nesting."""

    def __init__(self, element: str, address: str | None, paragraph: int, before: str) -> None:
        self.element = element
        self.address = address
        self.paragraph = paragraph
        self.before = before
        self.column = len(before) + 1
        self.title: str | None = None
        self.bound = False
        self.spots: list[_Spot] = []

    def start_at(self, paragraph: int) -> None:
        """A control around whole paragraphs begins with the first of them."""
        self.paragraph, self.before, self.column = paragraph, "", 1

    @property
    def has_text(self) -> bool:
        """Whether any of its text was read."""
        return any(one.piece.text.strip() for one in self.spots)


class _Reader:
    """Follows the elements of a part and keeps what stands in marks."""

    def __init__(self, content: bytes, targets: Mapping[str, str]) -> None:
        self._content = content
        self._targets = targets
        self._open: list[_Open] = []
        self._marks: list[tuple[WordMark, list[_Spot]]] = []
        self._paragraphs: list[list[str]] = []
        self._around: list[str] = []
        self._bookmarks: set[str] = set()
        self._lost: list[tuple[int, str]] = []
        self._text_start: int | None = None
        self._in_text = False
        self._raised = False
        self._in_code = False
        self._code: list[str] = []
        self.parser: Any = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = _refuse_doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def part(self) -> WordPart:
        warned = (
            Warned(
                paragraph,
                f"the link {name} leads nowhere: if it was a mark, write it as (kpi:...)",
            )
            for paragraph, name in self._lost
            if name not in self._bookmarks
        )
        texts = tuple("".join(one) for one in self._paragraphs)
        typed = (
            Warned(number, f"{found[0]} is only text here: mark the figure by a link")
            for number, text in enumerate(texts, 1)
            for found in _TYPED.finditer(text)
        )
        marks = (
            one._replace(pieces=tuple(_with_surroundings(spot, texts) for spot in spots))
            for one, spots in self._marks
        )
        return WordPart(tuple(marks), texts, "".join(self._around), (*warned, *typed))

    @property
    def _paragraph(self) -> int:
        return max(1, len(self._paragraphs))

    def _before(self) -> str:
        return "".join(self._paragraphs[-1]) if self._paragraphs else ""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, element = name.rpartition(" ")
        if space not in _WORD:
            return
        take = getattr(self, f"_start_{element}", None)
        if take is not None:
            take({key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        space, _, element = name.rpartition(" ")
        if space not in _WORD:
            return
        if element == "t":
            self._end_text()
        elif element == "instrText":
            self._in_code = False
        elif element in ("hyperlink", "sdt", "fldSimple"):
            self._close(element)

    def _characters(self, text: str) -> None:
        if self._in_code:
            self._code.append(text)
        elif self._in_text and self._text_start is None:
            self._text_start = self.parser.CurrentByteIndex

    def _start_p(self, attributes: dict[str, str]) -> None:
        self._paragraphs.append([])
        self._around.append("\n")
        self._separate()
        for one in self._open:
            if not one.has_text:
                one.start_at(self._paragraph)

    def _start_tab(self, attributes: dict[str, str]) -> None:
        self._separate()

    _start_br = _start_cr = _start_tab

    def _separate(self) -> None:
        """Numbers on both sides of a tab or in two paragraphs are two numbers."""
        if self._paragraphs:
            self._paragraphs[-1].append(" " * bool(self._paragraphs[-1]))
        for one in self._open:
            if one.has_text:
                one.spots.append(self._spot(Piece(" ")))

    def _start_noBreakHyphen(self, attributes: dict[str, str]) -> None:  # noqa: N802
        """Word's own hyphen that never breaks: people type it for a minus."""
        self._take(Piece(_HYPHEN))

    def _start_r(self, attributes: dict[str, str]) -> None:
        self._raised = False

    def _start_vertAlign(self, attributes: dict[str, str]) -> None:  # noqa: N802
        self._raised = attributes.get("val") in ("superscript", "subscript")

    def _start_t(self, attributes: dict[str, str]) -> None:
        self._in_text, self._text_start = True, None

    def _end_text(self) -> None:
        self._in_text = False
        if self._text_start is None:
            return
        start, end = self._text_start, self.parser.CurrentByteIndex
        raw = self._content[start:end].decode()
        if "<" in raw or "]]>" in raw:
            raise InputError([Mistake("text as Word writes it", "a comment or CDATA in it")])
        self._take(Piece(unescape(raw), start, end, raised=self._raised))

    def _take(self, piece: Piece) -> None:
        """Text belongs to the innermost mark around it, and to its paragraph."""
        marked = [one for one in self._open if one.address or one.title]
        if self._paragraphs:
            self._paragraphs[-1].append(piece.text)
        if marked:
            marked[-1].spots.append(self._spot(piece))
        else:
            self._around.append(piece.text)

    def _spot(self, piece: Piece) -> _Spot:
        return _Spot(piece, len(self._paragraphs) - 1, len(self._before()))

    def _start_hyperlink(self, attributes: dict[str, str]) -> None:
        anchor = attributes.get("anchor", "")
        target = self._targets.get(attributes.get("id", ""), "")
        found = [one for text in (anchor, target) if (one := _address(text)) is not None]
        if _LOST.fullmatch(anchor):
            self._lost.append((self._paragraph, anchor))
        self._begin("hyperlink", unquote(found[0]) if found else None)

    def _start_bookmarkStart(self, attributes: dict[str, str]) -> None:  # noqa: N802
        self._bookmarks.add(attributes.get("name", ""))

    def _start_sdt(self, attributes: dict[str, str]) -> None:
        self._begin("sdt", None)

    def _start_tag(self, attributes: dict[str, str]) -> None:
        address = _address(attributes.get("val", ""))
        if self._open and address is not None:
            self._open[-1].address = address

    def _start_alias(self, attributes: dict[str, str]) -> None:
        address = _address(attributes.get("val", ""))
        if self._open and address is not None:
            self._open[-1].title = address

    def _start_dataBinding(self, attributes: dict[str, str]) -> None:  # noqa: N802
        if self._open:
            self._open[-1].bound = True

    def _start_fldChar(self, attributes: dict[str, str]) -> None:  # noqa: N802
        match attributes.get("fldCharType"):
            case "begin":
                self._code.clear()
                self._begin("field", None)
            case "separate":
                if self._open:
                    self._open[-1].address = _field_address("".join(self._code))
            case "end":
                self._close("field")

    def _start_fldSimple(self, attributes: dict[str, str]) -> None:  # noqa: N802
        self._begin("fldSimple", _field_address(attributes.get("instr", "")))

    def _start_instrText(self, attributes: dict[str, str]) -> None:  # noqa: N802
        self._in_code = True

    def _begin(self, element: str, address: str | None) -> None:
        self._open.append(_Open(element, address, self._paragraph, self._before()))

    def _close(self, element: str) -> None:
        if not self._open or self._open[-1].element != element:
            return
        done = self._open.pop()
        address = done.address or done.title
        if address is not None:
            place = (done.paragraph, done.column, done.before[-_NEAR:])
            self._marks.append((WordMark(address, (), *place, done.bound), done.spots))


def _address(text: str) -> str | None:
    """What stands behind `kpi:`, in whichever case Word or its user wrote it."""
    body = text.strip().removeprefix("#").lstrip()
    is_mark = body[: len(SCHEME)].lower() == SCHEME
    return body[len(SCHEME) :].strip() if is_mark else None


def _field_address(code: str) -> str | None:
    """The address in the code of a field, whatever switches stand before it."""
    found = _FIELD.match(code)
    address = _address(found[1]) if found else None
    return None if address is None else unquote(address)


def _with_surroundings(spot: _Spot, paragraphs: Sequence[str]) -> Piece:
    text = paragraphs[spot.paragraph] if spot.paragraph >= 0 else ""
    start = max(0, spot.end - len(spot.piece.text))
    return spot.piece._replace(
        before=text[max(0, start - _NEAR) : start], behind=text[spot.end : spot.end + _NEAR]
    )


def _refuse_doctype(*_declared: object) -> None:
    raise InputError([Mistake("a Word document", "a DOCTYPE, which Word never writes")])


def places_in(marks: Sequence[WordMark]) -> Marks:
    """The figures of some marks. `at` is the mark's number, offsets are in its own text."""
    places: list[Place] = []
    wrong: list[Wrong] = []
    for number, mark in enumerate(marks):
        found = _place(number, mark)
        if isinstance(found, Mistake):
            wrong.append(Wrong(number, found._replace(key=f"kpi:{mark.address}")))
        else:
            places.append(found)
    return Marks(tuple(places), wrong=tuple(wrong))


def _place(number: int, mark: WordMark) -> Place | Mistake:
    if mark.bound:
        return Mistake(
            "a control of its own",
            "one bound to XML data, from which Word fills it again",
            "remove the binding, or mark the figure by a link",
        )
    text = "".join(piece.text for piece in mark.pieces)
    found = only_figure(text)
    if isinstance(found, Mistake):
        return found
    before = (mark.before + text[: found.start])[-_NEAR:]
    place = Place(mark.address, found.start, found.end, found.token, before, number)
    return _trouble(mark, found) or place


def _trouble(mark: WordMark, found: FigureIn) -> Mistake | None:
    """Why a figure is not the whole one that a reader of the document sees."""
    inside = list(_inside(mark, found.start, found.end))
    if any(piece.raised for piece, _, _ in inside):
        fix = "mark only the number before it, or write it in line"
        return Mistake("a figure in line", f'"{found.token}", of which a part is raised', fix)
    (first, start, _), (last, _, end) = inside[0], inside[-1]
    before, behind = first.before + first.text[:start], last.text[end:] + last.behind
    return trouble_around(found.token, before, behind)


def _inside(mark: WordMark, start: int, end: int) -> Iterator[tuple[Piece, int, int]]:
    """The pieces that hold some of a mark's text, each with from where to where in it."""
    offset = 0
    for piece in mark.pieces:
        first, last = max(start, offset), min(end, offset + len(piece.text))
        if first < last:
            yield piece, first - offset, last - offset
        offset += len(piece.text)


def with_figures(content: bytes, marks: Mapping[WordMark, tuple[int, int, str]]) -> bytes:
    """The part with new figures: for each mark from where to where, and what stands there."""
    edits = sorted(edit for mark, new in marks.items() for edit in _edits(content, mark, new))
    parts: list[bytes] = []
    done = 0
    for start, end, text in edits:
        parts += [content[done:start], text.encode()]
        done = end
    return b"".join([*parts, content[done:]])


def _edits(
    content: bytes, mark: WordMark, new: tuple[int, int, str]
) -> Iterator[tuple[int, int, str]]:
    """Shares the new figure out over the runs of the old one: each run keeps its length.

    The last run takes what is left, so that every run's formatting stays on its own digits.
    """
    start, end, rest = new
    inside = list(_inside(mark, start, end))
    for number, (piece, first, last) in enumerate(inside, 1):
        length = len(rest) if number == len(inside) else last - first
        yield (*_bytes_of(content, piece, (first, last)), rest[:length])
        rest = rest[length:]


def _bytes_of(content: bytes, piece: Piece, inside: tuple[int, int]) -> tuple[int, int]:
    """The bytes that some characters of a piece take, where one may be an entity."""
    raw = content[piece.start : piece.end].decode()
    sizes = [len(found[0].encode()) for found in _CHARACTER.finditer(raw)]
    first, last = inside
    return piece.start + sum(sizes[:first]), piece.start + sum(sizes[:last])
