"""The sheet of a growth view: base, latest figure and target, and the growth between them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpitrack.measures.sdg import WITH_TARGET, WITHOUT_TARGET, Category
from kpitrack.model.figure import Qualifier
from kpitrack.render.cells import DASH, legend, letters, qualified
from kpitrack.render.numbers import digits_for, percent_digits, rounded
from kpitrack.render.printable import printable
from kpitrack.render.sheet import Cell, Manner, Mood, Section, Sheet, name_cell
from kpitrack.render.status import frame_text
from kpitrack.views.growth import GrowthRow, GrowthView

_MOODS: dict[Category, Mood] = {
    "target_achieved": "good",
    "substantial_progress": "good",
    "moderate_progress": "near",
    "limited_progress": "near",
    "deterioration": "bad",
}

_SCORE_STEPS = (Decimal("-2.5"), Decimal(0), Decimal("2.5"), Decimal(5))
"""Scores that must not read as reached before they are."""


def growth_sheets(view: GrowthView, manner: Manner) -> tuple[Sheet, ...]:
    """Group by group, a row for each yearly series; then why one has no category."""
    words = manner.words
    frame = frame_text(view.target_set, view.as_of.isoformat(), manner)
    base = words["base_from"].format(period=view.base) if view.base else ""
    sheet = Sheet(
        title=f"{printable(view.title)}, {words['title_sdg']}",
        subtitle=", ".join(one for one in (base, frame) if one),
        columns=manner.columns(
            ("indicator", "name"),
            ("unit", "unit"),
            ("base", "figure"),
            ("latest_figure", "figure"),
            ("target", "figure"),
            ("growth_seen", "figure"),
            ("growth_needed", "figure"),
            ("growth_ratio", "figure"),
            ("growth_score", "figure"),
            ("category", "word"),
        ),
        sections=tuple(_sections(view, manner)),
        footer=_footer(view, manner),
        notes=(
            *map(printable, view.notes),
            *_reasons(view.rows),
            *_legend(view.rows, manner),
        ),
    )
    return (sheet,)


def _sections(view: GrowthView, manner: Manner) -> Iterator[Section]:
    for group in dict.fromkeys(row.group for row in view.rows):
        rows = (row for row in view.rows if row.group == group)
        name = view.group_names[group] if group else None
        yield Section(
            tuple(_cells(row, view.target_set, manner) for row in rows),
            printable(name) if name else None,
        )


def _cells(row: GrowthRow, asked: str | None, manner: Manner) -> tuple[Cell, ...]:
    return (
        name_cell(row.name),
        name_cell(row.unit or ""),
        _base(row, manner),
        _latest(row, manner),
        _target(row, asked, manner),
        _growth(row.growth_seen, row.growth_seen_qualifier, row, manner),
        _growth(row.growth_needed, None, row, manner),
        _ratio(row, manner),
        _score(row, manner),
        _category(row, manner),
    )


def _figure(value: Decimal, qualifier: Qualifier | None, row: GrowthRow, manner: Manner) -> str:
    digits = digits_for(value, row.decimals)
    text = manner.numbers.number(value, _visible(value, digits))
    return qualified(text, qualifier, manner)


def _base(row: GrowthRow, manner: Manner) -> Cell:
    if row.base_value is None:
        return DASH
    text = _figure(row.base_value, row.base_qualifier, row, manner)
    return Cell(f"{text} ({row.base_period})")


def _latest(row: GrowthRow, manner: Manner) -> Cell:
    text = _figure(row.current_value, row.current_qualifier, row, manner)
    mark = letters(row.observation_status, False)
    return Cell(f"{text} ({row.current_period}){mark}")


def _target(row: GrowthRow, asked: str | None, manner: Manner) -> Cell:
    if row.target is None:
        return DASH
    text = _figure(row.target, row.target_qualifier, row, manner)
    end = (row.target_period or "").rpartition("..")[2]
    text = f"{text} {manner.words['by']} {end}"
    if asked is None or row.target_set in (None, asked):
        return Cell(text)
    return Cell(f"{text} ({printable(row.target_set)})")


def _growth(
    value: Decimal | None, qualifier: Qualifier | None, row: GrowthRow, manner: Manner
) -> Cell:
    """A year's growth: in percent, or marked where it is a step in the unit."""
    if value is None:
        return Cell(manner.words["n/a"], "quiet") if row.target_period else DASH
    if row.growth_model == "linear":
        digits = _visible(value, digits_for(value, None))
        told = f"{manner.numbers.signed(value, digits)} l"
    else:
        steps = _steps(row) if row.method == "without_target" else ()
        digits = _visible(value, percent_digits(abs(value), steps))
        told = manner.numbers.with_sign(manner.numbers.signed(value, digits))
    return Cell(qualified(told, qualifier, manner))


def _steps(row: GrowthRow) -> tuple[Decimal, ...]:
    """The thresholds that must not read as reached before they are."""
    if row.substantial_from is None or row.moderate_from is None:
        return ()
    return (row.substantial_from, row.moderate_from)


def _visible(value: Decimal, digits: int) -> int:
    """As many digits, and more where the value would read as zero and is not."""
    while value and not rounded(value, digits):
        digits += 1
    return digits


def _ratio(row: GrowthRow, manner: Manner) -> Cell:
    if row.ratio is None:
        return Cell(manner.words["n/a"], "quiet") if row.target is not None else DASH
    digits = _visible(row.ratio, percent_digits(row.ratio, _steps(row)))
    text = manner.numbers.number(row.ratio, digits)
    return Cell(qualified(manner.numbers.with_sign(text), row.ratio_qualifier, manner))


def _score(row: GrowthRow, manner: Manner) -> Cell:
    if row.score is None:
        return DASH
    digits = percent_digits(row.score, _SCORE_STEPS, least=2)
    return Cell(manner.numbers.number(row.score, digits))


def _category(row: GrowthRow, manner: Manner) -> Cell:
    if row.category is None:
        return Cell(manner.words["n/a"], "quiet")
    return Cell(manner.words[row.category], _MOODS[row.category])


def _footer(view: GrowthView, manner: Manner) -> str:
    words, summary = manner.words, view.summary
    if not view.rows:
        return words["nothing"]
    parts = [f"{count} {words[category]}" for category, count in summary.counts.items()]
    if summary.without_category:
        parts.append(f"{summary.without_category} {words['n/a']}")
    return ", ".join([*parts, words["rows"].format(rows=summary.rows)])


def _reasons(rows: Sequence[GrowthRow]) -> Iterator[str]:
    """What a reader must know of single rows: remarks, and why there is no category."""
    for row in rows:
        told = [*row.remarks]
        if row.growth_seen is None:
            told.append(row.growth_seen_reason or "")
        if row.category is None:
            told.append(row.category_reason or "")
        if told:
            place = f"{row.name} ({row.target_set})" if row.target_set else row.name
            yield printable(f"{place}: {'; '.join(dict.fromkeys(told))}")


def _legend(rows: Sequence[GrowthRow], manner: Manner) -> Iterator[str]:
    words, numbers = manner.words, manner.numbers
    models = {row.growth_model for row in rows}
    told = [
        words[key]
        for model, key in (("compound", "legend_growth"), ("linear", "legend_linear"))
        if model in models
    ]
    for method, steps in (("with_target", WITH_TARGET), ("without_target", WITHOUT_TARGET)):
        if any(row.method == method and row.category for row in rows):
            told.append(
                words[f"legend_{method}"].format(
                    substantial=numbers.percent(steps.substantial),
                    moderate=numbers.percent(steps.moderate),
                )
            )
    yield from told
    yield from legend({row.observation_status for row in rows}, False, False, manner)
