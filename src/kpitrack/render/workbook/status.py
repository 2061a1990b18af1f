"""The status of a tracker as a sheet: typed numbers, formulas, bars and words."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from kpitrack.measures.quantity import HUNDRED
from kpitrack.model.indicator import Indicator
from kpitrack.model.tracker import Tracker
from kpitrack.render.breakdown import row_name
from kpitrack.render.cells import (
    MOODS,
    actual_cell,
    actual_digits,
    completion_cell,
    implied_digits,
    is_partial,
    legend,
    letters,
    status_cell,
    target_cell,
)
from kpitrack.render.numbers import digits_for, percent_digits, written_digits
from kpitrack.render.printable import printable, width
from kpitrack.render.sheet import Manner, Mood
from kpitrack.render.status import footer_text, frame_text, tally_text
from kpitrack.render.workbook.formulas import (
    Places,
    actual_formula,
    completion_formula,
    target_formula,
    variance_formula,
    variance_percent_formula,
)
from kpitrack.render.workbook.typed import EMPTY, Typed, is_typable, number_format
from kpitrack.views.status import StatusRow, StatusView

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Key = Literal[
    "group", "indicator", "set", "unit", "target", "target_to", "target_period",
    "actual", "actual_period", "count_part", "count_whole", "completion", "variance",
    "variance_percent", "status", "noted", "id",
]  # fmt: skip

_WIDTHS: dict[Key, int] = {
    "group": 24, "indicator": 52, "set": 12, "unit": 16, "target": 13, "target_to": 13,
    "target_period": 12, "actual": 13, "actual_period": 18, "count_part": 9,
    "count_whole": 9, "completion": 18, "variance": 13, "variance_percent": 12,
    "status": 16, "noted": 60, "id": 28,
}  # fmt: skip
"""In letters of the body; longer texts are wrapped."""

_HEADER = 3
"""The row of the headings, from 0: the title, its frame and an empty row stand above."""

_LINE = 15
"""The height of a line in points."""
_COLORS: Mapping[Mood, Mapping[str, str]] = {
    "good": {"bg_color": "#DDEFE0", "font_color": "#14532D"},
    "near": {"bg_color": "#FBEFCF", "font_color": "#6B4A00"},
    "bad": {"bg_color": "#F8DCDC", "font_color": "#8A1C1C"},
    "open": {"bg_color": "#E3E9F5", "font_color": "#27427A"},
    "quiet": {"font_color": "#595959"},
    "none": {},
}

_RIGHT = {"target", "target_to", "actual", "count_part", "count_whole", "completion",
          "variance", "variance_percent"}  # fmt: skip


def write_status_sheet(
    book: "Workbook", view: StatusView, tracker: Tracker, manner: Manner, name: str = "Status"
) -> None:
    """Adds the sheet to an open workbook; rows stand group by group, in the view's order."""
    sheet = book.add_worksheet(name)
    rows = _ordered(view)
    keys = _keys(rows)
    paint = _Paint(book)
    _write_head(sheet, view, keys, manner, paint)
    laid = _laid(rows, keys, tracker, view, manner)
    for place, cells in enumerate(laid, start=_HEADER + 1):
        sheet.set_row(place, _height(cells))
        for column, key in enumerate(keys):
            _write(sheet, place, column, cells.get(key, EMPTY), paint.cell(key, cells.get(key)))
    _write_foot(sheet, _HEADER + len(rows) + 2, view, rows, manner, paint)
    _dress(sheet, keys, len(rows))


def _ordered(view: StatusView) -> list[StatusRow]:
    return [row for group in view.groups for row in view.rows if row.group == group.id]


def _keys(rows: Sequence[StatusRow]) -> tuple[Key, ...]:
    """The columns that these rows fill; what none of them has is left out."""
    needed: dict[Key, bool] = {
        "group": any(row.group for row in rows),
        "set": any(row.target_set for row in rows),
        "target_to": any(row.target_max is not None for row in rows),
        "target_period": any(_target_period(row) for row in rows),
        "actual_period": any(row.actual_period != row.period for row in rows),
        "count_part": any(row.count is not None for row in rows),
        "count_whole": any(row.count is not None for row in rows),
    }
    return tuple(key for key in _WIDTHS if needed.get(key, True))


def _target_period(row: StatusRow) -> str | None:
    return None if row.target_period in (None, row.period) else row.target_period


def _laid(
    rows: Sequence[StatusRow],
    keys: tuple[Key, ...],
    tracker: Tracker,
    view: StatusView,
    manner: Manner,
) -> list[dict[Key, Typed]]:
    groups = {group.id: printable(group.name or "") for group in view.groups}
    places = [_places(keys, place) for place in range(_HEADER + 2, _HEADER + 2 + len(rows))]
    actuals = {
        row.id: (row.actual, at.actual)
        for row, at in zip(rows, places, strict=True)
        if isinstance(row.actual, Decimal) and _has_typed_actual(row)
    }
    laid = []
    for row, at in zip(rows, places, strict=True):
        line = _Line(row, tracker.indicators[row.id], at, manner, actuals)
        laid.append({**line.cells(), "group": Typed(groups.get(row.group, ""))})
    return laid


def _places(keys: tuple[Key, ...], number: int) -> Places:
    def at(key: Key) -> str:
        return f"{chr(ord('A') + keys.index(key))}{number}" if key in keys else ""

    return Places(
        target=at("target"),
        high=at("target_to"),
        actual=at("actual"),
        count=at("count_part"),
        of=at("count_whole"),
        completion=at("completion"),
        variance=at("variance"),
    )


def _has_typed_actual(row: StatusRow) -> bool:
    return isinstance(row.actual, Decimal) and is_typable(
        row.actual, actual_digits(row, row.actual)
    )


class _Line(NamedTuple):
    """One row on its way to the sheet."""

    row: StatusRow
    indicator: Indicator
    at: Places
    manner: Manner
    actuals: Mapping[str, tuple[Decimal, str]]

    def cells(self) -> dict[Key, Typed]:
        """Every cell but the group; formulas only where every figure of theirs is typed."""
        row, words = self.row, self.manner.words
        found: dict[Key, Typed] = {
            "indicator": Typed(row_name(row).text),
            "set": Typed(printable(row.target_set or "")),
            "unit": Typed(printable(row.unit or "")),
            "target": self._target(),
            "target_to": self._edge(row.target_max),
            "target_period": Typed(_target_period(row)),
            "actual": self._actual(),
            "actual_period": Typed(
                None if row.actual_period == row.period else row.actual_period
            ),
            "count_part": self._count(row.count),
            "count_whole": self._count(row.of),
            "completion": self._completion(),
            "variance": self._variance(),
            "variance_percent": self._variance_percent(),
            "status": Typed(
                None if row.status is None else status_cell(row, self.manner).text,
                mood=MOODS[row.status] if row.status else "none",
            ),
            "id": Typed(row.id),
        }
        if self._is_typed(found):
            found = self._with_formulas(found)
        reasons = self._reasons(found, words)
        return {**found, "noted": Typed(printable("; ".join(dict.fromkeys(reasons))))}

    def _is_typed(self, found: Mapping[Key, Typed]) -> bool:
        """Whether no figure of the row had to be written as text."""
        row = self.row
        figures = {"target": row.target, "target_to": row.target_max, "actual": row.actual}
        return all(
            isinstance(figure, bool) or not isinstance(found[key].value, str)  # type: ignore[index]
            for key, figure in figures.items()
            if figure is not None
        )

    def _with_formulas(self, found: dict[Key, Typed]) -> dict[Key, Typed]:
        row, at, words = self.row, self.at, self.manner.words
        formulas: dict[Key, str | None] = {
            "target": target_formula(row, at),
            "actual": actual_formula(row, self.indicator, at, self.actuals),
            "completion": completion_formula(row, self.indicator, at, words),
            "variance": variance_formula(row, at),
            "variance_percent": variance_percent_formula(row, at, words),
        }
        return found | {
            key: found[key]._replace(formula=formula)
            for key, formula in formulas.items()
            if formula is not None and found[key].value is not None
        }

    def _target(self) -> Typed:
        row, words = self.row, self.manner.words
        value = row.target if row.target_min is None else row.target_min
        if isinstance(value, bool):
            return Typed(words["reached"] if value else words["not_reached"])
        if value is None:
            return EMPTY
        digits = implied_digits(row) if row.target_implied else digits_for(value, row.decimals)
        if not is_typable(value, digits):
            return Typed(target_cell(row, self.manner).text)
        before = "≈ " * row.target_implied + self._qualifier(row.target_qualifier)
        return Typed(value, self._format(value, digits, before))

    def _edge(self, value: Decimal | None) -> Typed:
        if value is None:
            return EMPTY
        digits = digits_for(value, self.row.decimals)
        if not is_typable(value, digits):
            return Typed(self.manner.numbers.number(value, digits))
        return Typed(value, self._format(value, digits))

    def _actual(self) -> Typed:
        row = self.row
        if not isinstance(row.actual, Decimal) or not _has_typed_actual(row):
            text = actual_cell(row, self.manner).text
            return EMPTY if row.actual is None and not row.actual_text else Typed(text)
        behind = letters(row.observation_status, is_partial(row))
        digits = actual_digits(row, row.actual)
        before = self._qualifier(row.qualifier)
        return Typed(row.actual, self._format(row.actual, digits, before, behind))

    def _count(self, value: Decimal | None) -> Typed:
        if value is None:
            return EMPTY
        digits = written_digits(value)
        if not is_typable(value, digits):
            return Typed(self.manner.numbers.number(value, digits))
        return Typed(value, number_format(value, digits))

    def _completion(self) -> Typed:
        row = self.row
        if row.completion is None:
            return self._undefined()
        digits = percent_digits(row.completion, (row.near, row.part))
        if row.completion_stated:
            digits = written_digits(row.completion)
        if not is_typable(row.completion, digits):
            return Typed(completion_cell(row, self.manner).text)
        before = self._qualifier(row.completion_qualifier)
        code = number_format(row.completion, digits, before=before, behind=" %")
        return Typed(row.completion, code)

    def _variance(self) -> Typed:
        row = self.row
        if row.variance is None:
            return self._undefined()
        decimals = implied_digits(row) if row.target_implied else row.decimals
        digits = digits_for(row.variance, decimals)
        points = f" {self.manner.words['points']}" if self.indicator.is_percent else ""
        if not is_typable(row.variance, digits):
            return Typed(self.manner.numbers.signed(row.variance, digits) + points)
        before = "≈ " * row.target_implied + self._qualifier(row.variance_qualifier)
        code = number_format(row.variance, digits, before=before, behind=points, plus="+")
        return Typed(row.variance, code)

    def _variance_percent(self) -> Typed:
        value = self.row.variance_percent
        if value is None:
            return self._undefined()
        digits = percent_digits(value, ())
        if not is_typable(value, digits):
            return Typed(self.manner.numbers.signed_percent(value))
        return Typed(value, number_format(value, digits, behind=" %", plus="+"))

    def _undefined(self) -> Typed:
        """n/a where there is a target and a figure, but no measure of them."""
        row = self.row
        has_target = row.target is not None or row.target_min is not None
        if not has_target or row.actual is None:
            return EMPTY
        return Typed(self.manner.words["n/a"], mood="quiet")

    def _qualifier(self, qualifier: str | None) -> str:
        return f"{self.manner.words[qualifier]} " if qualifier else ""

    def _format(self, value: Decimal, digits: int, before: str = "", behind: str = "") -> str:
        unit = " %" if self.indicator.is_percent else ""
        return number_format(value, digits, before=before, behind=unit + behind)

    def _reasons(self, found: Mapping[Key, Typed], words: Mapping[str, str]) -> list[str]:
        """What a reader must know to trust the row: reasons, and values without a formula."""
        row = self.row
        told = [one for one in row.remarks if not one.startswith("target by ")]
        if row.actual is None and row.actual_reason:
            told.append(row.actual_reason)
        if row.target_reason and row.target_reason != "no target":
            told.append(row.target_reason)
        measures: dict[str, list[str]] = {}
        for key, reason in (
            ("completion", row.completion_reason),
            ("variance", row.variance_reason),
            ("variance_percent", row.variance_percent_reason),
        ):
            if reason and found[key].value == words["n/a"]:  # type: ignore[index]
                measures.setdefault(reason, []).append(words[key])
        for reason, names in measures.items():
            told.append(f"{', '.join(names)} {words['n/a']}: {reason}")
        if row.completion_stated:
            told.append(words["as_stated"])
        elif found["completion"].formula is None and isinstance(
            found["completion"].value, Decimal
        ):
            distance = self.indicator.method == "distance"
            told.append(words["from_baseline" if distance else "without_formula"])
        if row.status_reason and row.status_reason != (row.status or "").replace("_", " "):
            told.append(row.status_reason)
        if row.verdicts_differ:
            told.append(f"* {words['differ']}")
        return told


class _Paint:
    """The formats of a workbook, each made once."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._made: dict[str, Format] = {}

    def of(self, **settings: Any) -> "Format":
        """The format of these settings."""
        name = repr(sorted(settings.items()))
        if name not in self._made:
            self._made[name] = self._book.add_format({"valign": "top", **settings})
        return self._made[name]

    def cell(self, key: Key, cell: Typed | None) -> "Format":
        """The format of a cell of the body."""
        found = cell or EMPTY
        settings: dict[str, Any] = dict(_COLORS[found.mood])
        if found.code:
            settings["num_format"] = found.code
        if key in _RIGHT:
            settings["align"] = "right"
        else:
            settings |= {
                "text_wrap": True,
                "align": "left",
                "indent": 1 if key in ("status", "target_period", "actual_period") else 0,
            }
        return self.of(**settings)


def _write(sheet: "Worksheet", row: int, column: int, cell: Typed, form: "Format") -> None:
    if cell.value is None or cell.value == "":
        return
    value = float(cell.value) if isinstance(cell.value, Decimal) else cell.value
    if cell.formula is not None:
        sheet.write_formula(row, column, cell.formula, form, value)
    elif isinstance(value, str):
        _write_text(sheet, row, column, value, form)
    else:
        sheet.write_number(row, column, value, form)


def _write_text(sheet: "Worksheet", row: int, column: int, text: str, form: "Format") -> None:
    """A text as text; XlsxWriter would take one that begins with `<r>` for its own markup."""
    sheet.write_string(row, column, f" {text}" if text.startswith("<r>") else text, form)


def _height(cells: Mapping[Key, Typed]) -> float:
    """The height of a row, in points, that its wrapped texts need."""
    lines = [
        ceil(width(cell.value) / _WIDTHS[key])
        for key, cell in cells.items()
        if isinstance(cell.value, str) and key not in _RIGHT and cell.value
    ]
    return _LINE * max(lines, default=1)


def _write_head(
    sheet: "Worksheet",
    view: StatusView,
    keys: tuple[Key, ...],
    manner: Manner,
    paint: _Paint,
) -> None:
    title = manner.words["title_status"].format(period=view.period)
    sheet.set_row(0, 22)
    _write_text(
        sheet, 0, 0, f"{printable(view.title)}, {title}", paint.of(bold=True, font_size=14)
    )
    frame = frame_text(view.target_set, view.as_of.isoformat(), manner)
    _write_text(sheet, 1, 0, frame, paint.of(font_color="#595959"))
    for column, key in enumerate(keys):
        form = paint.of(
            bold=True, text_wrap=True, bottom=1, bg_color="#EDEDED", valign="vcenter",
            align="right" if key in _RIGHT else "left",
            indent=1 if key in ("status", "target_period", "actual_period") else 0,
        )  # fmt: skip
        sheet.write_string(_HEADER, column, manner.words[key], form)


def _write_foot(
    sheet: "Worksheet",
    place: int,
    view: StatusView,
    rows: Sequence[StatusRow],
    manner: Manner,
    paint: _Paint,
) -> None:
    """The totals of the groups and of all, then what the letters mean."""
    lines = [
        f"{printable(group.name or manner.words['no_group'])}: {text}"
        for group in view.groups
        if (text := tally_text(group.tally, manner)) and len(view.groups) > 1
    ]
    lines.append(footer_text(view.summary, manner))
    lines += map(printable, view.notes)
    marks = {row.observation_status for row in rows if row.actual is not None}
    implied = any(row.target_implied for row in rows)
    lines += legend(marks, any(map(is_partial, rows)), implied, manner)
    lines.append(manner.words["formulas_note"])
    for number, line in enumerate(lines):
        _write_text(sheet, place + number, 0, line, paint.of(font_color="#404040"))


def _dress(sheet: "Worksheet", keys: tuple[Key, ...], count: int) -> None:
    """Widths, what stays in sight, what filters, the bars, and how it is printed."""
    for column, key in enumerate(keys):
        sheet.set_column(column, column, _WIDTHS[key])
    sheet.freeze_panes(_HEADER + 1, keys.index("indicator") + 1)
    last = _HEADER + count
    if count:
        sheet.autofilter(_HEADER, 0, last, len(keys) - 1)
        done = keys.index("completion")
        sheet.conditional_format(_HEADER + 1, done, last, done, _BAR)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER)
    sheet.set_footer("&C&P / &N")


_BAR = {
    "type": "data_bar", "data_bar_2010": True, "bar_solid": True, "bar_color": "#B7CFEA",
    "min_type": "num", "min_value": 0, "max_type": "num", "max_value": int(HUNDRED),
}  # fmt: skip
"""The bar behind a completion: all of the cell is 100 %, whatever else the sheet holds."""
