"""A table too wide for a terminal, as several that fit: its columns go on below."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from kpitrack.render.sheet import Sheet


def bands(sheet: Sheet, fits: Callable[[Sheet], bool]) -> tuple[Sheet, ...]:
    """The sheet where it fits or has no grouped columns, else as many as its columns need.

    Columns of one group stay together. Every band begins with the names and units; totals
    and notes stand once, at the end. Where one group alone is too wide, nothing is gained,
    and the sheet stays whole.
    """
    if not any(column.group for column in sheet.columns) or fits(sheet):
        return (sheet,)
    found: list[list[int]] = [[]]
    for group in _groups(sheet):
        if not fits(_band(sheet, found[-1] + group)):
            if not found[-1] or not fits(_band(sheet, group)):
                return (sheet,)
            found.append([])
        found[-1] += group
    return tuple(_told_once(sheet, found))


def _groups(sheet: Sheet) -> Iterator[list[int]]:
    places = [place for place, column in enumerate(sheet.columns) if column.group]
    for _, members in groupby(places, key=lambda place: sheet.columns[place].group):
        yield list(members)


def _band(sheet: Sheet, places: Sequence[int]) -> Sheet:
    """The sheet with the columns that stand in every band, and those of these places."""
    kept = [
        place
        for place, column in enumerate(sheet.columns)
        if not column.group or place in places
    ]
    return sheet._replace(
        columns=tuple(sheet.columns[place] for place in kept),
        sections=tuple(
            section._replace(
                rows=tuple(tuple(row[place] for place in kept) for row in section.rows)
            )
            for section in sheet.sections
        ),
    )


def _told_once(sheet: Sheet, found: Sequence[Sequence[int]]) -> Iterator[Sheet]:
    """The title is the first band's; the others are headed by the groups they go on with."""
    for number, places in enumerate(found):
        band = _band(sheet, places)
        if number:
            first, last = sheet.columns[places[0]].group, sheet.columns[places[-1]].group
            title = first if first == last else f"{first} – {last}"
            band = band._replace(title=title, subtitle="")
        if number < len(found) - 1:
            untold = tuple(section._replace(total=None) for section in band.sections)
            band = band._replace(sections=untold, footer="", notes=())
        yield band
