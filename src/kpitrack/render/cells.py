"""Single figures as cells: targets, actuals, completions, statuses."""

from decimal import Decimal
from typing import TYPE_CHECKING

from kpitrack.measures.statuses import Status
from kpitrack.model.figure import ObservationStatus, Qualifier
from kpitrack.render.numbers import digits_for, percent_digits, written_digits
from kpitrack.render.printable import printable
from kpitrack.render.sheet import Bullet, Cell, Manner, Mood

if TYPE_CHECKING:
    from kpitrack.views.comparison import PeriodValue
    from kpitrack.views.status import StatusRow

DASH = Cell("–", "quiet")

MOODS: dict[Status, Mood] = {
    "exceeded": "good",
    "met": "good",
    "on_track": "good",
    "nearly_met": "near",
    "at_risk": "near",
    "partly_met": "near",
    "off_track": "bad",
    "missed": "bad",
    "undetermined": "open",
    "in_progress": "open",
    "not_due": "quiet",
    "not_started": "quiet",
    "no_target": "quiet",
    "no_data": "quiet",
}

_SHORT_OF_IT: tuple[Status, ...] = (
    "nearly_met",
    "partly_met",
    "missed",
    "at_risk",
    "off_track",
    "undetermined",
)
"""At 100 % with one of these the target is strict, or the figure not quite what it says."""

_JUDGED_BY_THRESHOLDS = (*_SHORT_OF_IT, "on_track")

_LETTERS: dict[ObservationStatus, str] = {
    "final": "",
    "provisional": " p",
    "estimated": " e",
    "forecast": " f",
}


def qualified(text: str, qualifier: Qualifier | None, manner: Manner) -> str:
    """A figure with its qualifier before it."""
    return f"{manner.words[qualifier]} {text}" if qualifier else text


def target_cell(row: "StatusRow", manner: Manner) -> Cell:
    """A target: implied ones with ≈, bands with both edges, later ones with their period."""
    words, numbers = manner.words, manner.numbers
    if row.target_min is not None and row.target_max is not None:
        low = numbers.number(row.target_min, digits_for(row.target_min, row.decimals))
        high = numbers.number(row.target_max, digits_for(row.target_max, row.decimals))
        text = f"{low}–{high}"
    elif isinstance(row.target, bool):
        text = words["reached"] if row.target else words["not_reached"]
    elif row.target is None:
        return DASH
    elif row.target_implied:
        text = f"≈ {numbers.number(row.target, implied_digits(row))}"
    else:
        text = numbers.number(row.target, digits_for(row.target, row.decimals))
    text = qualified(text, row.target_qualifier, manner)
    if row.target_period not in (None, row.period):
        text = f"{text} {words['by']} {(row.target_period or '').rpartition('..')[2]}"
    return Cell(text)


def implied_digits(row: "StatusRow") -> int:
    """An implied target is told one digit finer than the actual it came from."""
    return digits_for(Decimal(row.actual or 0), row.decimals) + 1


def actual_cell(row: "StatusRow", manner: Manner) -> Cell:
    """An actual with its qualifier, its share, and the letter of its observation status."""
    words, numbers = manner.words, manner.numbers
    if isinstance(row.actual, bool):
        text = words["reached"] if row.actual else words["not_reached"]
    elif row.actual is None:
        return Cell(printable(row.actual_text)) if row.actual_text else DASH
    else:
        text = numbers.number(row.actual, actual_digits(row, row.actual))
        text = qualified(text, row.qualifier, manner)
    if row.count is not None and row.of is not None and row.count != row.actual:
        text = f"{text} ({_share(row.count, row.of, manner)})"
    if row.actual_period != row.period:
        text = f"{text} ({row.actual_period})"
    return Cell(text + letters(row.observation_status, is_partial(row)))


def is_partial(row: "StatusRow | PeriodValue") -> bool:
    """Whether the actual is not of the whole period."""
    return row.through is not None or row.coverage is not None


def actual_digits(row: "StatusRow", actual: Decimal) -> int:
    """A share is printed as a percentage: as many digits as it needs to read true."""
    if row.of is not None and row.decimals is None and row.unit == "%":
        return percent_digits(actual)
    return digits_for(actual, row.decimals)


def _share(count: Decimal, of: Decimal, manner: Manner) -> str:
    numbers = manner.numbers
    above = numbers.number(count, written_digits(count))
    return f"{above} {manner.words['of']} {numbers.number(of, written_digits(of))}"


def letters(status: ObservationStatus | None, so_far: bool) -> str:
    """What marks a figure that is not final, or not of the whole period."""
    return (_LETTERS[status] if status else "") + (" s" if so_far else "")


def completion_text(
    value: Decimal,
    qualifier: Qualifier | None,
    stated: bool,
    limits: tuple[Decimal, Decimal],
    manner: Manner,
) -> str:
    """A completion in percent that never reads as more than it is."""
    if stated:
        text = manner.numbers.stated_percent(value)
    else:
        text = manner.numbers.percent(value, limits)
    return qualified(text, qualifier, manner)


def completion_cell(row: "StatusRow", manner: Manner) -> Cell:
    """The completion; n/a where there is a target and a figure, but no ratio of them."""
    if row.completion is not None:
        text = completion_text(
            row.completion,
            row.completion_qualifier,
            row.completion_stated,
            (row.near, row.part),
            manner,
        )
        return Cell(text, MOODS[row.status] if row.status else "none")
    has_target = row.target is not None or row.target_min is not None
    if has_target and row.actual is not None:
        return Cell(manner.words["n/a"], "quiet")
    return DASH


def bar_cell(row: "StatusRow") -> Cell:
    """How much of the target is there, and where the verdict would change."""
    if row.completion is None or row.status in ("no_target", "no_data"):
        return Cell()
    judged = row.status in _JUDGED_BY_THRESHOLDS
    expected = row.completion_expected
    all_of_it = 1 if expected is None else expected / 100
    bullet = Bullet(
        share=row.completion / 100,
        reached=is_all_there(row),
        part=row.part / 100 * all_of_it if judged else None,
        near=row.near / 100 * all_of_it if judged else None,
        expected=None if expected is None else expected / 100,
    )
    return Cell(mood=MOODS[row.status] if row.status else "none", bullet=bullet)


def is_all_there(row: "StatusRow") -> bool:
    """Whether the whole target is there, so that a bar may be full: 90 is not over 90."""
    if row.completion is None or row.completion < 100:
        return False
    return row.completion > 100 or row.status not in _SHORT_OF_IT


def bar_signs(manner: Manner) -> dict[str, str]:
    """What the marks of bars are called."""
    return {
        sign: manner.words[f"bar_{sign}"]
        for sign in ("target", "expected", "poor", "partly", "beyond")
    }


def status_cell(row: "StatusRow", manner: Manner) -> Cell:
    """The status in words."""
    if row.status is None:
        return DASH
    star = " *" if row.verdicts_differ else ""
    return Cell(manner.words[row.status] + star, MOODS[row.status])


def difference_cell(
    value: Decimal | None,
    qualifier: Qualifier | None,
    decimals: int | None,
    in_points: bool,
    manner: Manner,
    approximate: bool = False,
) -> Cell:
    """A difference with its sign, in the indicator's unit; points where that is %."""
    if value is None:
        return Cell(manner.words["n/a"], "quiet")
    text = manner.numbers.signed(value, digits_for(value, decimals))
    if in_points:
        text = f"{text} {manner.words['points']}"
    text = qualified(text, qualifier, manner)
    return Cell(f"≈ {text}" if approximate else text)


def percent_cell(value: Decimal | None, manner: Manner) -> Cell:
    """A relative difference with its sign."""
    if value is None:
        return Cell(manner.words["n/a"], "quiet")
    return Cell(manner.numbers.signed_percent(value))


def value_cell(point: "PeriodValue", decimals: int | None, manner: Manner) -> Cell:
    """An actual of one of the periods compared."""
    if isinstance(point.value, bool):
        text = manner.words["reached"] if point.value else manner.words["not_reached"]
    elif point.value is None:
        return Cell(printable(point.text)) if point.text else DASH
    else:
        text = manner.numbers.number(point.value, digits_for(point.value, decimals))
        text = qualified(text, point.qualifier, manner)
    return Cell(text + letters(point.observation_status, is_partial(point)))


def legend(
    marks: set[ObservationStatus | None], so_far: bool, implied: bool, manner: Manner
) -> tuple[str, ...]:
    """What the letters and signs in a table mean, for those that it has."""
    words = manner.words
    found = [
        words[key]
        for status, key in (
            ("estimated", "legend_e"),
            ("provisional", "legend_p"),
            ("forecast", "legend_f"),
        )
        if status in marks
    ]
    if so_far:
        found.append(words["legend_s"])
    if implied:
        found.append(words["legend_implied"])
    return ("; ".join(found),) if found else ()
