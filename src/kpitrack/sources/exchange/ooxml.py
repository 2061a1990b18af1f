"""Number formats, errors and merges of .xlsx files, which calamine does not tell."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from xml.parsers.expat import XMLParserType

from kpitrack.sources.exchange.marks import Marks, Place, Shown, refuse_vast, shown_by
from kpitrack.sources.exchange.packed import Packed, local

WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STYLES = "xl/styles.xml"
_BUILT_IN: Mapping[str, Shown] = {"9": "percent", "10": "percent", "17": "month"}
"""Format numbers of `0%`, `0.00%` and `mmm-yy` (ECMA-376, part 1, 18.8.30)."""

_Attributes = Mapping[str, str]


def sheet_marks(packed: Packed) -> Callable[[str], Marks]:
    """Finds the marks of a sheet by its name; raises BrokenFileError for a damaged file."""
    styles = _styles(packed)
    members = dict(_sheet_members(packed))

    def marks(name: str) -> Marks:
        member = members.get(name, "")
        return _marks(packed, member, styles) if member in packed else Marks()

    return marks


def _sheet_members(packed: Packed) -> Iterator[tuple[str, str]]:
    """Each sheet's name with the member that holds it."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def relation(name: str, found: _Attributes) -> None:
        if local(name) == "Relationship":
            targets[found.get("Id", "")] = found.get("Target", "")

    def sheet(name: str, found: _Attributes) -> None:
        if local(name) == "sheet":
            key = next((found[one] for one in found if one.endswith(":id")), "")
            sheets.append((found.get("name", ""), key))

    packed.walk(_RELATIONS, _handling(relation))
    packed.walk(WORKBOOK, _handling(sheet))
    for name, key in sheets:
        target = targets.get(key, "")
        yield name, target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _styles(packed: Packed) -> Mapping[str, Shown]:
    """What cell styles show, by their numbers as cells name them."""
    if _STYLES not in packed:
        return {}
    formats: dict[str, Shown | None] = {**_BUILT_IN}
    styles: list[str] = []
    inside = False

    def start(name: str, found: _Attributes) -> None:
        nonlocal inside
        kind = local(name)
        if kind == "numFmt":
            formats[found.get("numFmtId", "")] = shown_by(found.get("formatCode", ""))
        elif kind in ("cellXfs", "cellStyleXfs"):
            inside = kind == "cellXfs"
        elif kind == "xf" and inside:
            styles.append(found.get("numFmtId", "0"))

    packed.walk(_STYLES, _handling(start))
    shown = {str(place): formats.get(one) for place, one in enumerate(styles)}
    return {style: one for style, one in shown.items() if one is not None}


def _marks(packed: Packed, member: str, styles: Mapping[str, Shown]) -> Marks:
    walked = _Sheet(styles)
    packed.walk(member, walked.listen)
    refuse_vast(walked.last_row + 1, walked.last_column + 1)
    return Marks(
        frozenset(walked.places["percent"]),
        walked.errors,
        tuple(walked.merged),
        months=frozenset(walked.places["month"]),
        years=frozenset(walked.places["year"]),
    )


class _Sheet:
    """A walk over the cells of a sheet; cells and rows may leave out where they stand."""

    def __init__(self, styles: Mapping[str, Shown]) -> None:
        self.places: dict[Shown, list[Place]] = {"percent": [], "month": [], "year": []}
        self.errors: dict[Place, str] = {}
        self.merged: list[tuple[Place, Place]] = []
        self.last_row = self.last_column = -1
        self._styles = styles
        self._row = self._column = -1
        self._fails = False

    def listen(self, parser: XMLParserType) -> None:
        self._parser = parser
        parser.StartElementHandler = self._start

    def _start(self, name: str, found: _Attributes) -> None:
        kind = local(name)
        if kind == "c":
            self._cell(found)
        elif kind in ("v", "is"):
            self.last_row = max(self.last_row, self._row)
            self.last_column = max(self.last_column, self._column)
            if self._fails:
                self._parser.CharacterDataHandler = self._error
        elif kind == "row":
            self._row = int(found["r"]) - 1 if "r" in found else self._row + 1
            self._column = -1
        elif kind == "mergeCell":
            first, _, last = found.get("ref", "").partition(":")
            self.merged.append((_place(first), _place(last or first)))

    def _cell(self, found: _Attributes) -> None:
        if "r" in found:
            self._row, self._column = _place(found["r"])
        else:
            self._column += 1
        if self._fails:
            self._parser.CharacterDataHandler = None
        self._fails = found.get("t") == "e"
        shown = self._styles.get(found.get("s", "0"))
        if shown is not None:
            self.places[shown].append((self._row, self._column))

    def _error(self, text: str) -> None:
        self.errors.setdefault((self._row, self._column), text.strip())


def _place(reference: str) -> Place:
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :]) - 1, _column(letters)


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    number = 0
    for one in letters:
        number = number * 26 + ord(one) - 64
    return number - 1


def _handling(start: Callable[[str, _Attributes], None]) -> Callable[[XMLParserType], None]:
    def listen(parser: XMLParserType) -> None:
        parser.StartElementHandler = start

    return listen
