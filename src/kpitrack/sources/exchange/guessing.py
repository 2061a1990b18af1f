"""What the columns of a foreign table probably are, told by headings and by what is below."""

from collections.abc import Sequence

from kpitrack.model.tracker import Tracker
from kpitrack.sources.exchange.folding import folded, without_footnote
from kpitrack.sources.exchange.names import Names
from kpitrack.sources.exchange.period_words import heading_in
from kpitrack.sources.exchange.reading import KINDS, STATUSES
from kpitrack.sources.exchange.roles import FIGURES, IGNORED, KEYS, PERIOD_PARTS, Role
from kpitrack.sources.exchange.tables import Table, text_of

_CODES = frozenset(
    ("id", "code", "ma", "ma so", "ma chi tieu", "indicator id", "indicator_id",
     "indicator code", "kpi id", "series")
)  # fmt: skip
_NAMES = frozenset(
    ("indicator", "indicators", "indicator name", "kpi", "chi tieu", "ten chi tieu",
     "noi dung", "noi dung chi tieu", "cac chi tieu", "chi tieu chu yeu", "chi so",
     "ten chi so", "name", "ten", "metric")
)  # fmt: skip
_WORDS: dict[str, Role] = {
    word: role
    for role, words in (
        (Role("group"), ("group", "nhom", "linh vuc", "sector", "nganh")),
        (Role("unit"), ("unit", "units", "unit_measure", "don vi", "don vi tinh", "dvt")),
        (
            Role("period"),
            ("period", "reporting period", "time_period", "time period", "ky", "ky bao cao",
             "thoi gian", "thoi ky", "thoi diem"),
        ),
        (Role("year"), ("year", "nam")),
        (Role("half"), ("half", "half-year")),
        (Role("quarter"), ("quarter", "quy")),
        (Role("month"), ("month", "thang")),
        (Role("week"), ("week", "tuan")),
        (Role("day"), ("day", "ngay", "date")),
        (Role("kind"), ("kind", "type", "loai")),
        (Role("value"), ("value", "obs_value", "figure", "gia tri", "so lieu")),
        (Role("count"), ("count", "numerator", "tu so")),
        (Role("of"), ("of", "denominator", "mau so")),
        (Role("status"), ("obs_status", "status", "observation status", "tinh trang so lieu")),
        (Role("qualifier"), ("qualifier",)),
        (Role("note"), ("note", "notes", "ghi chu", "comment", "comments", "remarks")),
        (Role("source"), ("source", "nguon", "nguon so lieu")),
        (Role("by", "sex"), ("sex", "gender", "gioi tinh", "gioi")),
        (Role("by", "district"), ("district", "huyen", "quan", "quan huyen", "quan/huyen")),
        (Role("by", "commune"), ("commune", "ward", "xa", "phuong", "xa phuong", "xa/phuong")),
        (Role("by", "age"), ("age", "age group", "nhom tuoi", "do tuoi")),
        (Role("by", "region"), ("region", "vung")),
    )
    for word in words
}  # fmt: skip
_CLOSED = {"status": frozenset(STATUSES), "kind": frozenset(KINDS)}
"""Roles whose columns hold nothing but these words."""

_MANY_CELLS = 2000
"""So many cells of a column are looked at to see what they are."""


def score_of(headings: Sequence[str], locale: str) -> int:
    """How well texts would do as headings: 0 unless one names indicators, another figures."""
    words = [folded(without_footnote(one)) for one in headings]
    names = sum(word in _CODES or word in _NAMES for word in words)
    roles = [role for one in headings if (role := _by_words(one, locale)) is not None]
    figures = sum(one.is_figure for one in roles)
    return 3 * names + 2 * figures + len(roles) if names and figures else 0


def guessed(table: Table, tracker: Tracker, names: Names) -> dict[str, Role]:
    """What each heading's column is taken for; `ignore` where nothing tells.

    Of a code and a name the one that means more indicators of the tracker is taken for
    them. A status is taken only where all of its cells are observation statuses.
    """
    locale = tracker.locale
    found = {one: _by_words(one, locale) or IGNORED for one in table.headings}
    known = _dimensions(tracker)
    for heading in table.headings:
        dimension = known.get(folded(heading))
        if dimension is not None and found[heading] in (IGNORED, Role("by", dimension)):
            found[heading] = Role("by", dimension)
    _take_indicators(found, table, names)
    _take_periods(found)
    _drop_doubtful(found, table)
    return found


def is_in_own_words(headings: Sequence[str]) -> bool:
    """Whether all headings are roles word for word, so that nothing is guessed."""
    plain = {*KEYS, *FIGURES}
    return all(one in plain or one.startswith("by.") for one in headings)


def _by_words(heading: str, locale: str) -> Role | None:
    words = folded(without_footnote(heading))
    if words in _WORDS:
        return _WORDS[words]
    said = heading_in(heading, locale)
    if said is None:
        return None
    return Role(said.kind or "value", "", said.period, said.status)


def _dimensions(tracker: Tracker) -> dict[str, str]:
    from kpitrack.measures.parts import own_categories

    return {
        folded(name): name
        for one in tracker.indicators.values()
        for name in own_categories(one)
    }


def _take_indicators(found: dict[str, Role], table: Table, names: Names) -> None:
    """The column that means most indicators; of equal ones a name before a code."""
    best, most = table.headings[0], 0
    for column, heading in enumerate(table.headings):
        words = folded(without_footnote(heading))
        is_called_so = words in _CODES or words in _NAMES
        if not is_called_so and found[heading] != IGNORED:
            continue
        met = sum(
            len(names.meant(text_of(row.cell(column)))) == 1 for row in table.rows[:_MANY_CELLS]
        )
        rank = 4 * met + 2 * (words in _NAMES) + (words in _CODES)
        if rank > most:
            best, most = heading, rank
    found[best] = Role("indicator")
    for heading in table.headings:
        if heading != best and folded(without_footnote(heading)) in _NAMES:
            found[heading] = Role("name")
            return


def _take_periods(found: dict[str, Role]) -> None:
    """A day beside another period is the day on which a figure became known."""
    roles = [one.what for one in found.values()]
    if "day" in roles and any(one in PERIOD_PARTS for one in roles if one != "day"):
        for heading, role in found.items():
            if role.what == "day":
                found[heading] = IGNORED


def _drop_doubtful(found: dict[str, Role], table: Table) -> None:
    """A second column of one role, and a status that is of another kind, are not taken."""
    seen: set[Role] = set()
    for column, heading in enumerate(table.headings):
        role = found[heading]
        words = _CLOSED.get(role.what)
        cells = {folded(text_of(row.cell(column))) for row in table.rows} - {""}
        is_other = words is not None and not cells <= words
        without_period = role.what == "baseline" and role.period is None
        if role in seen or is_other or without_period:
            found[heading] = IGNORED
        elif role != IGNORED:
            seen.add(role)
