"""From the bytes of a foreign file to the figures that a tracker would get of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from kpitrack.errors import InputError, Mistake
from kpitrack.measures.observation import number_of
from kpitrack.model.indicator import Indicator
from kpitrack.model.tracker import Tracker
from kpitrack.sources.exchange.folding import folded
from kpitrack.sources.exchange.gathering import Gathered, gather
from kpitrack.sources.exchange.grid import Grid
from kpitrack.sources.exchange.guessing import guessed, is_in_own_words, score_of
from kpitrack.sources.exchange.mapping import Mapping as ColumnMapping
from kpitrack.sources.exchange.names import Names
from kpitrack.sources.exchange.opening import Opened
from kpitrack.sources.exchange.reading import NewIndicator, Reject, TableReader
from kpitrack.sources.exchange.roles import IGNORED, Role
from kpitrack.sources.exchange.tables import Table, find_table

Tick = Callable[[int, int], None]
"""Told the rows that are read and all there are."""


class Understood(NamedTuple):
    """A table and what its columns are; `was_guessed` where nobody said so."""

    table: Table
    mapping: ColumnMapping
    was_guessed: bool

    @property
    def roles(self) -> Mapping[str, Role]:
        """The role of each heading, `ignore` for columns that are not taken."""
        said = {folded(name): role for name, role in (self.mapping.columns or {}).items()}
        return {one: said.get(folded(one), IGNORED) for one in self.table.headings}


class Plan(NamedTuple):
    """What importing would do; `cells` are the cells of figures that were read.

    Every one of them is in a figure, repeats one, or is rejected.
    """

    figures: tuple[Gathered, ...]
    new: Mapping[str, NewIndicator]
    rejects: tuple[Reject, ...]
    warnings: tuple[str, ...]
    rows: int
    without_figures: int
    no_data: int
    cells: int
    repeated: int


def understand(
    opened: Opened, file: str, tracker: Tracker, mapping: ColumnMapping
) -> Understood:
    """The table of the file, and its columns as mapped, else as guessed.

    Raises InputError where no table is found, or several sheets have one.
    """
    names = Names(tracker, mapping.indicators)
    found = [
        (grid, table)
        for grid in _sheets(opened.grids, mapping.settings.get("sheet"), file)
        if (table := find_table(grid, _score(mapping, tracker))) is not None
    ]
    if not found:
        raise InputError([_no_table(file, mapping)])
    if len(found) > 1:
        sheets = ", ".join(grid.name for grid, _ in found)
        fix = f"name one of {sheets} with --sheet"
        raise InputError([Mistake("one sheet of figures", f"{len(found)}", fix, file)])
    table = found[0][1]
    if mapping.columns is not None:
        return Understood(table, mapping, False)
    roles = guessed(table, tracker, names)
    taken = {name: role for name, role in roles.items() if role != IGNORED}
    return Understood(
        table, mapping._replace(columns=taken), not is_in_own_words(table.headings)
    )


def plan_import(
    understood: Understood, tracker: Tracker, *, adding: bool = False, tick: Tick | None = None
) -> Plan:
    """Every figure, reject and warning of a table; `adding` takes new indicators in.

    Raises InputError where the mapping does not fit the table or the tracker.
    """
    mapping = understood.mapping
    unknown = [one for one in mapping.indicators.values() if one not in tracker.indicators]
    if unknown:
        expected = "the id of an indicator"
        raise InputError([Mistake(expected, f'"{one}"', key="map") for one in unknown])
    names = Names(tracker, mapping.indicators)
    reader = TableReader(
        understood.table, mapping, tracker.indicators, names, tracker.locale, adding=adding
    )
    cells = reader.read(tick)
    together = gather(cells.figures, tracker.indicators, tracker.target_set)
    read = (*_refused(understood.table.grid), *cells.rejects)
    rejects = sorted((*read, *together.rejects), key=lambda one: one.number)
    used = {one.figure.indicator for one in together.figures}
    return Plan(
        figures=together.figures,
        new={name: one for name, one in cells.unknown.items() if name in used},
        rejects=tuple(rejects),
        warnings=(*together.warnings, *_looks_like_a_part_of_one(together.figures, tracker)),
        rows=cells.rows,
        without_figures=cells.without_figures,
        no_data=cells.no_data,
        cells=len(cells.figures) + sum(one.cells for one in read),
        repeated=together.repeated,
    )


def _refused(grid: Grid) -> Iterator[Reject]:
    for one in grid.refused:
        yield Reject(one.line or 0, one.key, one.found.strip('"'), f"expected {one.expected}")


def _sheets(grids: Sequence[Grid], named: str | None, file: str) -> list[Grid]:
    if named is None:
        return [one for one in grids if not one.hidden] or list(grids)
    found = [one for one in grids if folded(one.name) == folded(named)]
    if not found:
        sheets = ", ".join(one.name for one in grids)
        raise InputError([Mistake(f"one of {sheets}", f'"{named}"', file=file, key="sheet")])
    return found


def _score(mapping: ColumnMapping, tracker: Tracker) -> Callable[[Sequence[str]], int]:
    if mapping.columns is None:
        return lambda headings: score_of(headings, tracker.locale)
    wanted = set(map(folded, mapping.columns))
    return lambda headings: len(wanted & set(map(folded, headings)))


def _no_table(file: str, mapping: ColumnMapping) -> Mistake:
    if mapping.columns is not None:
        wanted = ", ".join(mapping.columns)
        return Mistake(f"the headings {wanted}", "none of them in the first rows", file=file)
    expected = "a row of headings that names the indicators and their figures"
    fix = "say which heading is what with --map"
    return Mistake(expected, "none in the first rows", fix, file)


def _looks_like_a_part_of_one(figures: Sequence[Gathered], tracker: Tracker) -> list[str]:
    """0.75 among percentages of about 75 is told, and recorded as it stands."""
    told = []
    for one in figures:
        indicator = tracker.indicators.get(one.figure.indicator)
        value = one.figure.value.get("value")
        if indicator is None or not indicator.is_percent or not isinstance(value, Decimal):
            continue
        if not 0 < abs(value) <= 1:
            continue
        others = _numbers(indicator, figures, one)
        usual = median(others) if others else Decimal(0)
        if usual > 1 and usual / 2 <= value * 100 <= usual * 2:
            told.append(
                f"{indicator.id} {one.figure.period}: {value:f} % stands beside {usual:f} %; "
                f"is {(value * 100).normalize():f} % meant?"
            )
    return told


def _numbers(indicator: Indicator, figures: Sequence[Gathered], but: Gathered) -> list[Decimal]:
    known = [number_of(one[-1]) for one in indicator.actual.values()]
    beside = [
        one.figure.value.get("value")
        for one in figures
        if one is not but and one.figure.indicator == indicator.id
    ]
    return [
        *(one.value for one in known if one is not None),
        *(one for one in beside if isinstance(one, Decimal)),
    ]
