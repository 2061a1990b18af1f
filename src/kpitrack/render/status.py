"""The sheet of a status view."""

from collections.abc import Sequence

from kpitrack.render.breakdown import (
    excess_notes,
    full_name,
    has_rest,
    marked_actual,
    marked_target,
    rest_cell,
    rest_name,
    row_name,
    target_rest_cell,
    with_rests,
)
from kpitrack.render.cells import (
    DASH,
    actual_cell,
    bar_cell,
    bar_signs,
    completion_cell,
    is_partial,
    legend,
    status_cell,
    target_cell,
)
from kpitrack.render.numbers import digits_for
from kpitrack.render.printable import printable
from kpitrack.render.sheet import Cell, Column, Manner, Role, Section, Sheet, name_cell
from kpitrack.views.status import StatusRow, StatusView, Tally


def status_sheets(view: StatusView, manner: Manner) -> tuple[Sheet, ...]:
    """Rows group by group; several target sets stand side by side."""
    sets = _sets(view)
    several = view.target_set == "all" and any(sets)
    columns = _columns_of_sets(sets, manner) if several else _columns(manner)
    members: dict[str | None, list[StatusRow]] = {}
    for row in view.rows:
        members.setdefault(row.group, []).append(row)
    sections = tuple(
        Section(
            _side_by_side(members[group.id], sets, manner)
            if several
            else _rows(members[group.id], view.target_set, manner),
            heading=group_heading(view, group.name, manner),
            total=tally_text(group.tally, manner),
        )
        for group in view.groups
        if group.id in members
    )
    title = manner.words["title_status"].format(period=view.period)
    sheet = Sheet(
        title=f"{printable(view.title)}, {title}",
        subtitle=frame_text(view.target_set, view.as_of.isoformat(), manner),
        columns=columns,
        sections=sections,
        footer=footer_text(view.summary, manner),
        notes=(*map(printable, view.notes), *row_notes(view.rows, manner)),
        signs=bar_signs(manner),
    )
    return (sheet,)


def frame_text(target_set: str | None, as_of: str, manner: Manner) -> str:
    """Which target set and which day a table is about, where one was named."""
    parts = []
    if target_set and target_set != "all":
        parts.append(manner.words["target_set"].format(name=printable(target_set)))
    if manner.dated:
        parts.append(manner.words["as_of"].format(day=as_of))
    return ", ".join(parts)


def group_heading(view: StatusView, name: str | None, manner: Manner) -> str | None:
    """A group's heading; rows without a group have one where there are others."""
    if name:
        return printable(name)
    return manner.words["no_group"] if len(view.groups) > 1 else None


def _columns(manner: Manner) -> tuple[Column, ...]:
    return manner.columns(
        ("indicator", "name"),
        ("unit", "unit"),
        ("target", "figure"),
        ("actual", "figure"),
        ("completion", "figure"),
        ("bar", "bar"),
        ("status", "word"),
    )


def _rows(
    rows: Sequence[StatusRow], asked: str | None, manner: Manner
) -> tuple[tuple[Cell, ...], ...]:
    def laid(row: StatusRow) -> tuple[Cell, ...]:
        return (
            row_name(row),
            _unit(row),
            marked_target(named_target_cell(row, asked, manner), row),
            marked_actual(actual_cell(row, manner), row),
            completion_cell(row, manner),
            bar_cell(row),
            status_cell(row, manner),
        )

    def rest(row: StatusRow) -> tuple[Cell, ...] | None:
        if not has_rest(row):
            return None
        target, actual = target_rest_cell(row, manner), rest_cell(row, manner)
        return rest_name(manner), Cell(), target, actual, DASH, Cell(), DASH

    return with_rests(rows, laid, rest)


def _unit(row: StatusRow) -> Cell:
    """The unit, once for an indicator and its categories."""
    return name_cell("" if row.category is not None else row.unit or "")


def named_target_cell(row: StatusRow, asked: str | None, manner: Manner) -> Cell:
    """The target, with the name of its set where that is not the set asked for."""
    cell = target_cell(row, manner)
    if asked is None or row.target_set in (None, asked) or cell is DASH:
        return cell
    return cell._replace(text=f"{cell.text} ({printable(str(row.target_set))})")


def _sets(view: StatusView) -> list[str | None]:
    """The target sets that the rows have; None stands for targets without a set."""
    named = dict.fromkeys(row.target_set for row in view.rows if row.target_set)
    unnamed = [row for row in view.rows if row.target_set is None]
    has_targets = any(
        row.target_reason is None or row.completion is not None for row in unnamed
    )
    return [*[None] * has_targets, *named]


def _columns_of_sets(sets: Sequence[str | None], manner: Manner) -> tuple[Column, ...]:
    fixed = manner.columns(("indicator", "name"), ("unit", "unit"), ("actual", "figure"))
    roles: tuple[tuple[str, Role], ...] = (
        ("target", "figure"),
        ("completion", "figure"),
        ("status", "word"),
    )
    return fixed + tuple(
        Column(f"{key} {name or ''}".strip(), _heading(key, name, manner), role)
        for name in sets
        for key, role in roles
    )


def _heading(key: str, name: str | None, manner: Manner) -> str:
    return f"{manner.words[key]} ({printable(name)})" if name else manner.words[key]


def _side_by_side(
    rows: Sequence[StatusRow], sets: Sequence[str | None], manner: Manner
) -> tuple[tuple[Cell, ...], ...]:
    found: dict[tuple[str, str | None], dict[str | None, StatusRow]] = {}
    for row in rows:
        found.setdefault((row.id, row.category), {})[row.target_set] = row
    firsts = [next(iter(one.values())) for one in found.values()]

    def laid(first: StatusRow) -> tuple[Cell, ...]:
        cells = [row_name(first), _unit(first)]
        cells.append(marked_actual(actual_cell(first, manner), first))
        for name in sets:
            cells += _set_cells(found[first.id, first.category].get(name), manner)
        return tuple(cells)

    def rest(first: StatusRow) -> tuple[Cell, ...] | None:
        every = found[first.id, None]
        if not any(map(has_rest, every.values())):
            return None
        cells = [rest_name(manner), Cell(), rest_cell(first, manner)]
        for name in sets:
            row = every.get(name)
            cells += [DASH if row is None else target_rest_cell(row, manner), DASH, DASH]
        return tuple(cells)

    return with_rests(firsts, laid, rest)


def _set_cells(row: StatusRow | None, manner: Manner) -> list[Cell]:
    if row is None:
        return [DASH, DASH, DASH]
    target = marked_target(target_cell(row, manner), row)
    return [target, completion_cell(row, manner), status_cell(row, manner)]


def tally_text(tally: Tally, manner: Manner) -> str | None:
    """`3 of 4 met, score 92.1 %`; None where nothing has a target."""
    if not tally.targeted:
        return None
    text = manner.words["of_met"].format(met=tally.met, targeted=tally.targeted)
    if tally.score is None:
        return text
    score = manner.words["score"].format(score=manner.numbers.percent(tally.score))
    return f"{text}, {score}"


def footer_text(tally: Tally, manner: Manner) -> str:
    """What the table shows, counted: how many met, and every other status that there is."""
    words = manner.words
    if not tally.rows:
        return words["nothing"]
    parts = []
    if tally.targeted:
        parts.append(words["of_met"].format(met=tally.met, targeted=tally.targeted))
    parts += [
        f"{count} {words[status]}"
        for status, count in tally.counts.items()
        if status not in ("met", "exceeded")
    ]
    parts.append(words["rows"].format(rows=tally.rows))
    return ", ".join(parts)


def _needs_a_note(row: StatusRow) -> bool:
    return is_partial(row) or row.actual_period != row.period


def row_notes(
    rows: Sequence[StatusRow], manner: Manner, *, with_expected: bool = True
) -> tuple[str, ...]:
    """What a reader must know of single rows, then what the letters mean."""
    notes = []
    for row in rows:
        told = [one for one in row.remarks if not one.startswith("target")]
        told = [one for one in told if _needs_a_note(row) or one.startswith("undetermined")]
        if row.actual_alone is not None:
            digits = digits_for(row.actual_alone, row.decimals)
            figure = manner.numbers.number(row.actual_alone, digits)
            told.append(manner.words["alone"].format(period=row.period, figure=figure))
        if with_expected and row.expected is not None:
            digits = digits_for(row.expected, row.decimals)
            expected = manner.numbers.number(row.expected, digits)
            told.append(f"{manner.words['expected_by_now']} {expected}")
        if row.status == "no_target" and row.target_reason != "no target":
            told.append(str(row.target_reason))
        if row.status == "undetermined" and row.status_reason:
            told.append(row.status_reason)
        if row.verdicts_differ:
            told.append(f"* {manner.words['differ']}")
        told += excess_notes(row, manner)
        if told:
            notes.append(printable(f"{full_name(row)}: {'; '.join(dict.fromkeys(told))}"))
    marks = {row.observation_status for row in rows if row.actual is not None}
    so_far = any(is_partial(row) for row in rows)
    implied = any(row.target_implied for row in rows)
    return (*dict.fromkeys(notes), *legend(marks, so_far, implied, manner))
