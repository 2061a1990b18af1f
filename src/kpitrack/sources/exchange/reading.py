"""The figures of a foreign table, cell by cell, and the cells that give none with why.

Nothing is dropped silently: each cell of a figure's column is a figure, a sign for no data,
or a reject.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from kpitrack.errors import InputError, Mistake
from kpitrack.model.figure import ObservationStatus, Qualifier
from kpitrack.model.indicator import Indicator
from kpitrack.model.period import PeriodError, parse_period, period_holding
from kpitrack.sources.exchange.folding import folded
from kpitrack.sources.exchange.mapping import Mapping as ColumnMapping
from kpitrack.sources.exchange.names import (
    PERCENT,
    Names,
    bare_name,
    has_unit,
    is_total,
    names_unit,
)
from kpitrack.sources.exchange.numbers import (
    QUALIFIERS,
    CellError,
    Convention,
    Read,
    conventions_of,
    read_number,
)
from kpitrack.sources.exchange.period_words import FigureKind, day_in, period_in
from kpitrack.sources.exchange.roles import PERIOD_PARTS, Role
from kpitrack.sources.exchange.tables import (
    Row,
    Table,
    counts_columns,
    is_blank,
    letter_of,
    says_no_data,
    text_of,
)
from kpitrack.sources.exchange.unit_above import unit_above

STATUSES: dict[str, ObservationStatus] = {
    "final": "final", "chinh thuc": "final", "a": "final",
    "provisional": "provisional", "so bo": "provisional", "p": "provisional",
    "estimated": "estimated", "estimate": "estimated", "uoc": "estimated",
    "uoc tinh": "estimated", "uoc thuc hien": "estimated", "e": "estimated",
    "forecast": "forecast", "du bao": "forecast", "f": "forecast",
}  # fmt: skip
"""Folded words and SDMX codes for observation statuses."""

KINDS: dict[str, FigureKind] = {
    "actual": "actual", "actuals": "actual", "thuc hien": "actual", "result": "actual",
    "ket qua": "actual", "target": "target", "ke hoach": "target", "muc tieu": "target",
    "plan": "target", "baseline": "baseline",
}  # fmt: skip
"""Folded words in a column that says what the figures of a row are."""

_WHOLE = frozenset(
    ("", "total", "tong", "tong so", "tong cong", "chung", "ca hai", "all", "both", "_t", "-")
)
_FLAGS = {
    "true": True, "yes": True, "co": True, "dat": True, "da dat": True, "achieved": True,
    "false": False, "no": False, "khong": False, "khong dat": False, "chua dat": False,
}  # fmt: skip
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


class Reject(NamedTuple):
    """A row or one cell of it that gives no figure: where it stands, and why.

    `cells` are how many figures are lost with it; `heading` and `text` name the cell.
    """

    number: int
    heading: str
    text: str
    reason: str
    cells: int = 1

    def __str__(self) -> str:
        shown = self.text if len(self.text) <= 40 else f"{self.text[:37]}..."
        where = f'{self.heading} "{shown}"' if self.text else self.heading
        return f"row {self.number}: {where}: {self.reason}"


class CellFigure(NamedTuple):
    """One figure of one cell (or of a count and an of): whose, which, and what it says.

    `indicator` is an id, or the bare folded name of a new one. `parts` are the category of each
    dimension; none for the whole. `heading` and `text` name the cell.
    """

    number: int
    indicator: str
    kind: FigureKind
    target_set: str
    period: str
    figure: Mapping[str, Any]
    parts: Mapping[str, str]
    heading: str
    text: str


class NewIndicator(NamedTuple):
    """An indicator that the table has and the tracker lacks, as its rows describe it."""

    name: str
    unit: str = ""
    group: str = ""


class Cells(NamedTuple):
    """All that a table gave: figures, rejects, unknown indicators, and what was counted."""

    figures: tuple[CellFigure, ...]
    rejects: tuple[Reject, ...]
    unknown: Mapping[str, NewIndicator]
    rows: int
    without_figures: int
    no_data: int


class _RowError(ValueError):
    def __init__(self, heading: str, text: str, reason: str) -> None:
        super().__init__(reason)
        self.heading = heading
        self.text = text


def roles_of(table: Table, mapping: ColumnMapping) -> tuple[Role, ...]:
    """The role of each column; raises InputError where the mapping does not fit the table."""
    assert mapping.columns is not None
    places: dict[str, int] = {}
    for column, heading in enumerate(table.headings):
        places.setdefault(folded(heading), column)
    roles = [Role("ignore")] * len(table.headings)
    mistakes = []
    for heading, role in mapping.columns.items():
        column = places.get(folded(heading), -1)
        if column < 0:
            there = ", ".join(table.headings)
            found = f'no "{heading}" in row {table.heading_number}: {there}'
            mistakes.append(Mistake("a heading of the table", found, key="map"))
            continue
        roles[column] = role
    mistakes += _ill_fitting(roles, mapping)
    if mistakes:
        raise InputError(mistakes)
    return tuple(roles)


def _ill_fitting(roles: Sequence[Role], mapping: ColumnMapping) -> Iterator[Mistake]:
    words = [one.what for one in roles]
    if "indicator" not in words:
        yield Mistake("a column that is the indicator", "none", key="map")
    if not any(one.is_figure for one in roles):
        yield Mistake("a column of figures: value, actual, target, ...", "none", key="map")
    if ("count" in words) != ("of" in words):
        yield Mistake("count and of together", "one of them", key="map")
    taken = [one for one in roles if one.what != "ignore"]
    for role in dict.fromkeys(one for one in taken if taken.count(one) > 1):
        yield Mistake("each role once", f"{role} twice", key="map")
    dated = all(one.period for one in roles if one.is_figure)
    has_period = any(one in PERIOD_PARTS for one in words) or "period" in mapping.settings
    if not dated and not has_period and any(one.is_figure for one in roles):
        fix = "name the period of all figures with --period"
        yield Mistake("a column that is the period", "none", fix, key="map")


class TableReader:
    """Reads the rows of one table by one mapping; `adding` takes unknown indicators in."""

    def __init__(
        self,
        table: Table,
        mapping: ColumnMapping,
        indicators: Mapping[str, Indicator],
        names: Names,
        locale: str,
        *,
        adding: bool,
    ) -> None:
        self._table = table
        self._settings = mapping.settings
        self._indicators = indicators
        self._names = names
        self._locale = locale
        self._adding = adding
        self._roles = roles_of(table, mapping)
        self._columns = {one: place for place, one in enumerate(self._roles)}
        self._figures = [place for place, one in enumerate(self._roles) if one.is_figure]
        self._conventions = self._by_column()
        self._above: dict[int, str] = {}
        self._unit_above = unit_above(table)
        self._rejects: list[Reject] = []
        self._unknown: dict[str, NewIndicator] = {}
        self._no_data = 0

    def read(self, tick: Callable[[int, int], None] | None = None) -> Cells:
        """Every figure and every reject of the table; `tick` is told how far it is."""
        found: list[CellFigure] = []
        rows = without = 0
        for done, row in enumerate(self._table.rows):
            if tick is not None and done % _TICK == 0:
                tick(done, len(self._table.rows))
            if all(map(is_blank, row.cells)):
                self._above.clear()
                continue
            rows += 1
            filled = [one for one in self._figures if not is_blank(row.cell(one))]
            told = [one for one in filled if not says_no_data(row.cell(one))]
            self._no_data += len(filled) - len(told)
            told = self._with_shares_once(told)
            if filled and self._is_too_long(row, len(filled)):
                continue
            if not told or self._only_counts(row):
                without += 1
                self._remember(row, bool(filled))
                continue
            found += self._row(row, told)
        return Cells(
            tuple(found), tuple(self._rejects), self._unknown, rows, without, self._no_data
        )

    def _is_too_long(self, row: Row, figures: int) -> bool:
        """Whether something stands behind the last heading: then no cell is sure of its own.

        1,154 without quotes becomes two cells where commas part them, and what is behind
        moves under another heading.
        """
        behind = [
            text_of(cell)
            for cell in row.cells[len(self._table.headings) :]
            if not is_blank(cell)
        ]
        if not behind:
            return False
        reason = (
            "it stands behind the last heading; a cell that holds the sign between cells "
            "needs quotes"
        )
        self._rejects.append(Reject(row.number, "a cell", behind[0], reason, figures))
        return True

    def _with_shares_once(self, told: list[int]) -> list[int]:
        """A count and an of are one figure, which stands where its count does."""
        of = self._columns.get(Role("of"))
        return [one for one in told if one != of or self._columns[Role("count")] not in told]

    def _by_column(self) -> dict[int, Convention]:
        columns = [[row.cell(place) for row in self._table.rows] for place in self._figures]
        found = conventions_of(
            columns,
            self._locale,
            self._settings.get("decimal"),
            self._settings.get("parentheses") == "negative",
        )
        return dict(zip(self._figures, found, strict=True))

    def _only_counts(self, row: Row) -> bool:
        place = self._columns[Role("indicator")]
        return counts_columns(row.cells) and not self._names.meant(text_of(row.cell(place)))

    def _remember(self, row: Row, has_figures: bool) -> None:
        """What stands in a row without figures reaches down, and what stood above it not."""
        if has_figures:
            self._keys(row)
            return
        cells = ((place, text_of(row.cell(place))) for place in self._reaching())
        self._above = {place: text for place, text in cells if text}

    def _reaching(self) -> list[int]:
        return [place for place, role in enumerate(self._roles) if role.what in _REACHING]

    def _row(self, row: Row, told: list[int]) -> Iterator[CellFigure]:
        try:
            keys = self._keys(row)
            name = self._indicator(row, keys)
            yield from self._read_cells(row, told, keys, name)
        except _RowError as error:
            self._rejects.append(
                Reject(row.number, error.heading, error.text, str(error), len(told))
            )

    def _keys(self, row: Row) -> dict[int, str]:
        """The texts of the columns that say what the row is; blanks take what stands above.

        A blank takes it only to the left of a cell that the row fills itself: a group's
        name stands on its first row alone, before what differs. A blank behind that is
        a gap, and a row without any key says nothing.
        """
        own = {
            place: text_of(row.cell(place))
            for place, role in enumerate(self._roles)
            if not role.is_figure and role.what != "ignore"
        }
        reaching = self._reaching()
        filled = max((place for place in reaching if own[place]), default=-1)
        for place in reaching:
            if place < filled:
                own[place] = own[place] or self._above.get(place, "")
            self._above[place] = own[place]
        return own

    def _text(self, keys: Mapping[int, str], what: str) -> str:
        place = self._columns.get(Role(what))
        return "" if place is None else keys[place]

    def _indicator(self, row: Row, keys: Mapping[int, str]) -> str:
        """The id, or for a new indicator its name; raises _RowError where it is unknown."""
        heading = self._table.headings[self._columns[Role("indicator")]]
        text, name = self._text(keys, "indicator"), self._text(keys, "name")
        if not text and not name:
            raise _RowError(heading, "", "no indicator is named")
        found = self._names.meant(text) or self._names.meant(name)
        if len(found) > 1:
            several = " or ".join(found)
            raise _RowError(heading, text, f"it may be {several}; give the id")
        if found:
            self._check_unit(found[0], keys, name or text)
            return found[0]
        if is_total(text) or is_total(name):
            raise _RowError(heading, text or name, "a total of rows is no indicator")
        called = name or text
        key = folded(bare_name(called))
        known = self._unknown.get(key, NewIndicator(called))
        self._unknown[key] = NewIndicator(
            known.name,
            known.unit or self._text(keys, "unit"),
            known.group or self._text(keys, "group"),
        )
        if not self._adding:
            raise _RowError(heading, called, "no indicator of the tracker; --new adds it")
        return key

    def _check_unit(self, name: str, keys: Mapping[int, str], called: str) -> None:
        unit, indicator = self._text(keys, "unit"), self._indicators[name]
        if unit and indicator.unit and not has_unit(indicator, unit):
            heading = self._table.headings[self._columns[Role("unit")]]
            fix = 'write it into units, or map the column as "ignore", if they are the same'
            raise _RowError(heading, unit, f'{name} is in "{indicator.unit}"; {fix}')
        above = self._unit_above
        if unit or above is None or above.fits(indicator) or names_unit(indicator, called):
            return
        fix = "write that unit into units, or take the line out, if it is not so"
        raise _RowError(
            f"above, in row {above.number},",
            above.text,
            f'{name} is in "{indicator.unit}"; {fix}',
        )

    def _read_cells(
        self, row: Row, told: list[int], keys: Mapping[int, str], name: str
    ) -> Iterator[CellFigure]:
        kind = self._kind(keys)
        said = self._said(keys)
        parts = self._parts(keys)
        count, of = self._columns.get(Role("count")), self._columns.get(Role("of"))
        for place in told:
            role = self._roles[place]
            of_kind = kind if role.what in ("value", "count", "of") else role.what
            try:
                period = role.period or self._period(keys)
                if place in (count, of):
                    figure: dict[str, Any] = self._share(row, count, of)
                else:
                    figure = self._value(row, place, name)
                self._refuse_derived(place, name, of_kind)
            except CellError as error:
                self._reject(row, place, str(error))
                continue
            if of_kind == "actual":
                status = role.status or said.get("status") or self._settings.get("status")
                figure |= {**said, **({"status": status} if status else {})}
            elif len(told) == 1:
                figure |= {key: one for key, one in said.items() if key != "status"}
            chosen = role.name or self._settings.get("target", "")
            yield CellFigure(
                row.number,
                name,
                of_kind,  # type: ignore[arg-type]  # the other roles are kinds
                chosen if of_kind == "target" else "",
                period,
                figure,
                parts,
                self._cell_name(place),
                text_of(row.cell(place)),
            )

    def _reject(self, row: Row, place: int, reason: str) -> None:
        text = text_of(row.cell(place))
        self._rejects.append(Reject(row.number, self._cell_name(place), text, reason))

    def _cell_name(self, place: int) -> str:
        return f"{letter_of(place)}, {self._table.headings[place]}"

    def _refuse_derived(self, place: int, name: str, kind: str) -> None:
        one = self._indicators.get(name)
        if kind != "target" and one is not None and one.derivation is not None:
            raise CellError(f"{name} is worked out from others and holds no figures of its own")

    def _kind(self, keys: Mapping[int, str]) -> FigureKind:
        text = self._text(keys, "kind")
        default = self._settings.get("kind", "actual")
        if not text and Role("kind") in self._columns and "kind" not in self._settings:
            raise _RowError(self._heading("kind"), "", "no kind is named; --as names it")
        if not text:
            return default  # type: ignore[return-value]  # the mapping checked it
        if folded(text) not in KINDS:
            raise _RowError(self._heading("kind"), text, "expected actual, target or baseline")
        return KINDS[folded(text)]

    def _heading(self, what: str) -> str:
        return self._table.headings[self._columns[Role(what)]]

    def _said(self, keys: Mapping[int, str]) -> dict[str, Any]:
        """What the row says about its figure beside the number."""
        said: dict[str, Any] = {}
        for what, words in (("qualifier", QUALIFIERS), ("status", STATUSES)):
            text = self._text(keys, what)
            if text and folded(text) not in words:
                raise _RowError(self._heading(what), text, f"no {what} that is known")
            if text:
                said[what] = words[folded(text)]
        if day := self._text(keys, "date"):
            try:
                said["date"] = day_in(day, self._locale)
            except PeriodError as error:
                raise _RowError(self._heading("date"), day, str(error)) from None
        for what in ("source", "note"):
            if text := self._text(keys, what):
                said[what] = text
        return said

    def _parts(self, keys: Mapping[int, str]) -> dict[str, str]:
        return {
            role.name: keys[place]
            for place, role in enumerate(self._roles)
            if role.what == "by" and folded(keys[place]) not in _WHOLE
        }

    def _period(self, keys: Mapping[int, str]) -> str:
        """The row's period; raises CellError where it has none, or one that is not clear."""
        said = {what: text for what in PERIOD_PARTS if (text := self._text(keys, what))}
        try:
            return _period_of(said, self._locale) or self._settings["period"]
        except PeriodError as error:
            found = " ".join(said.values())
            raise CellError(f'the period "{found}": {error}') from None
        except KeyError:
            raise CellError("no period is named; --period names it for all") from None

    def _share(self, row: Row, count: int | None, of: int | None) -> dict[str, Any]:
        assert count is not None
        assert of is not None
        if is_blank(row.cell(count)) or is_blank(row.cell(of)):
            raise CellError("a share needs both count and of")
        numbers = [self._number(row, place) for place in (count, of)]
        if any(one.is_percent for one in numbers):
            raise CellError("count and of are numbers, not percentages")
        if numbers[1].value <= 0:
            raise CellError("a share of nothing: of must be above 0")
        return _with_qualifier({"count": numbers[0].value, "of": numbers[1].value}, numbers[0])

    def _value(self, row: Row, place: int, name: str) -> dict[str, Any]:
        indicator = self._indicators.get(name)
        cell = row.cell(place)
        if indicator is not None and indicator.direction == "milestone":
            flag = cell if isinstance(cell, bool) else _FLAGS.get(folded(text_of(cell)))
            if flag is None:
                raise CellError("a milestone is yes or no")
            return {"value": flag}
        number = self._number(row, place)
        if number.is_percent and indicator is None:
            unit = self._unknown[name].unit
            if unit and folded(unit) not in PERCENT:
                raise CellError(f'a percentage, but {name} is in "{unit}"')
            self._unknown[name] = self._unknown[name]._replace(unit="%")
        elif number.is_percent and indicator is not None and not indicator.is_percent:
            unit = f'in "{indicator.unit}"' if indicator.unit else "without a unit"
            raise CellError(f"a percentage, but {name} is {unit}")
        if indicator is not None and indicator.is_percent:
            self._refuse_either(number)
        return _with_qualifier({"value": number.value}, number)

    def _refuse_either(self, number: Read) -> None:
        """Some kinds of workbook keep from us which numbers they show in percent."""
        if not self._table.grid.percentages_known and 0 < abs(number.value) <= 1:
            shown = f"{number.value:f} % or {_plain(number.value.scaleb(2)):f} %"
            raise CellError(f"it may be {shown}; save the workbook as .xlsx, which tells")

    def _number(self, row: Row, place: int) -> Read:
        cell = row.cell(place)
        if isinstance(cell, Decimal):
            if self._is_of_several(row, place):
                raise CellError("one merged cell for several figures; part it")
            number = Read(_plain(cell))
            if (row.place, place) in self._table.grid.percentages:
                number = Read(_plain(cell.scaleb(2)), True)
        elif isinstance(cell, str):
            number = read_number(cell, self._conventions[place])
        else:
            raise CellError("no figure")
        if len(number.value.as_tuple().digits) > _MOST_DIGITS:
            raise CellError(f"more than {_MOST_DIGITS} digits")
        return number

    def _is_of_several(self, row: Row, place: int) -> bool:
        """Whether a number is merged over figures of other columns, or of rows that differ."""
        area = self._table.grid.repeated.get((row.place, place))
        if area is None:
            return False
        (top, start), (bottom, end) = area
        keys = [at for at, one in enumerate(self._roles) if one.what in _TELLING]
        said = {
            tuple(text_of(one.cell(at)) for at in keys)
            for one in self._table.rows
            if top <= one.place <= bottom
        }
        return len(said) > 1 or any(start <= at <= end for at in self._figures if at != place)


_TELLING = ("indicator", "kind", "by", *PERIOD_PARTS)
"""Roles that tell one figure from another."""

_MOST_DIGITS = 30
_REACHING = ("indicator", "name", "group", *PERIOD_PARTS)
"""Roles whose blanks may mean what stands above."""

_TICK = 5000
"""After so many rows it is told how far the reading is."""


def _with_qualifier(figure: dict[str, Any], number: Read) -> dict[str, Any]:
    qualifier: Qualifier | None = number.qualifier
    return figure if qualifier is None else {**figure, "qualifier": qualifier}


def _plain(number: Decimal) -> Decimal:
    """A number that a spreadsheet holds, without an exponent or the zeros of one."""
    whole = number == number.to_integral_value()
    return (
        number.quantize(Decimal(1)) if whole and number.adjusted() < 28 else number.normalize()
    )


def _period_of(said: Mapping[str, str], locale: str) -> str | None:
    """The period of a row's cells: one that is whole, or a year with a part of it."""
    year = said.get("year")
    whole = said.get("period") or said.get("day")
    if whole is not None:
        return period_in(whole, locale)
    for what, letter in (("month", ""), ("week", "W"), ("quarter", "Q"), ("half", "H")):
        part = said.get(what)
        if part is not None:
            return _part_of_year(year, part, what, letter, locale)
    return None if year is None else period_in(year, locale)


def _part_of_year(year: str | None, part: str, what: str, letter: str, locale: str) -> str:
    try:
        return _holding(period_in(part, locale), what)
    except PeriodError:
        if year is None:
            raise
    digits = "".join(char for char in part if char.isdigit())
    number = digits or _ROMAN.get(folded(part).split()[-1], "")
    if not number:
        return period_in(f"{part} {year}", locale)
    width = "" if letter in ("Q", "H") else "02"
    return period_in(f"{period_in(year, locale)}-{letter}{int(number):{width}}", locale)


def _holding(text: str, what: str) -> str:
    """A day in a column of months is its month: spreadsheets show 2024-09-01 as 09/2024."""
    period = parse_period(text)
    if period.kind == "day" and what != "day":
        return period_holding(period.first, what).text
    return text
