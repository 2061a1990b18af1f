"""Bullet bars: full only when all is reached, and no sign that means two things."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.model.period import parse_period
from kpitrack.model.tracker import Tracker
from kpitrack.render.bullet import (
    ASCII,
    BLOCKS,
    LARGEST,
    SMALLEST,
    STEP,
    Alphabet,
    bar,
    room_for,
)
from kpitrack.render.cells import bar_cell
from kpitrack.render.printable import width
from kpitrack.render.sheet import Bullet
from kpitrack.views.question import Question
from kpitrack.views.status import status_view

D = Decimal
Make = Callable[[str], Tracker]
ALPHABETS = (BLOCKS, ASCII)

shares = st.decimals(min_value=-1, max_value=3, places=5)
sizes = st.integers(SMALLEST // STEP, LARGEST // STEP).map(lambda steps: steps * STEP)
alphabets = st.sampled_from(ALPHABETS)


def bullet(share: str | Decimal, expected: str | None = None) -> Bullet:
    share = D(share)
    return Bullet(share, share >= 1, D("0.8"), D("0.95"), D(expected) if expected else None)


@pytest.mark.parametrize(
    ("share", "expected", "blocks", "plain"),
    [
        ("0", None, "▒▒▒▒▒▒▒▒░ ┃  ", "--------. |  "),
        ("-0.5", None, "▒▒▒▒▒▒▒▒░ ┃  ", "--------. |  "),
        ("0.375", None, "███▊▒▒▒▒░ ┃  ", "###-----. |  "),
        ("0.8", None, "████████░ ┃  ", "########. |  "),
        ("0.95", None, "█████████▌┃  ", "######### |  "),
        ("0.9996", None, "█████████▌┃  ", "######### |  "),  # never full: 99.96 %
        ("1", None, "██████████┃  ", "##########|  "),
        ("1.0004", None, "██████████┃▏ ", "##########|# "),  # 100.04 % is above
        ("1.15", None, "██████████┃█▌", "##########|##"),
        ("1.2", None, "██████████┃██", "##########|##"),
        ("1.2001", None, "██████████┃█►", "##########|#>"),
        ("37", None, "██████████┃█►", "##########|#>"),
        ("0.3", "0.5", "███▒▒┆▒▒░ ┃  ", "###--:--. |  "),
        ("0.6", "0.5", "█████┆▒▒░ ┃  ", None),  # given way below
        ("0.75", "0.5", "█████┆█▌░ ┃  ", "#####:#-. |  "),
        ("1.3", "0.5", "█████┆████┃█►", "#####:####|#>"),
        ("0.97", "0.99", "█████████┆┃  ", "#########:|  "),
        ("0.05", "0.04", "▌▒▒▒▒▒▒▒░ ┃  ", "--------. |  "),  # too near to nothing to be marked
        ("0.5", "1.4", "█████▒▒▒░ ┃  ", "#####---. |  "),  # expected beyond the target
    ],
)
def test_a_bar_shows_what_is_there_and_what_is_wanted(
    share: str, expected: str | None, blocks: str, plain: str | None
) -> None:
    if plain is None:
        blocks, plain = "████┆█▒▒░ ┃  ", "####:#--. |  "
    assert bar(bullet(share, expected), 10, BLOCKS) == blocks
    assert bar(bullet(share, expected), 10, ASCII) == plain


def test_a_bar_that_nothing_judges_has_a_bare_ground() -> None:
    assert bar(Bullet(D("0.25"), reached=False), 20, BLOCKS) == "█████               ┃    "


@given(shares, sizes, alphabets, st.none() | shares)
def test_a_bar_is_as_wide_as_its_column(
    share: Decimal, size: int, alphabet: Alphabet, expected: Decimal | None
) -> None:
    drawn = bar(bullet(share)._replace(expected=expected), size, alphabet)
    assert width(drawn) == room_for(size)
    assert drawn[size] == alphabet.target


@given(shares, sizes, alphabets)
def test_a_bar_is_full_exactly_when_all_is_reached(
    share: Decimal, size: int, alphabet: Alphabet
) -> None:
    drawn = bar(bullet(share), size, alphabet)
    assert (drawn[:size] == alphabet.full * size) == (share >= 1)
    assert (drawn[size + 1] != " ") == (share > 1)


def inked(drawn: str, alphabet: Alphabet) -> int:
    """How much of a bar is filled, in the finest steps it has."""
    fine = len(alphabet.parts)
    weights = {alphabet.full: fine, alphabet.beyond: fine + 1}
    weights |= {part: step for step, part in enumerate(alphabet.parts)}
    return sum(weights.get(char, 0) for char in drawn)


@given(shares, shares, sizes, alphabets)
def test_more_is_never_drawn_as_less(
    one: Decimal, other: Decimal, size: int, alphabet: Alphabet
) -> None:
    less, more = sorted((one, other))
    short, long = (bar(bullet(share), size, alphabet) for share in (less, more))
    assert inked(short, alphabet) <= inked(long, alphabet)


@given(
    shares,
    st.decimals(min_value="0.001", max_value="0.999", places=3),
    sizes,
    alphabets,
)
def test_the_bar_passes_the_mark_of_what_was_expected_only_when_that_is_reached(
    share: Decimal, expected: Decimal, size: int, alphabet: Alphabet
) -> None:
    drawn = bar(bullet(share)._replace(expected=expected), size, alphabet)[:size]
    before, mark, after = drawn.partition(alphabet.expected)
    filled = {alphabet.full, *alphabet.parts.strip()}
    if share < expected:
        assert mark
        assert not filled & set(after)
    elif mark:
        assert set(before) <= {alphabet.full}
        assert after[0] in filled


def test_no_two_signs_of_an_alphabet_are_the_same() -> None:
    for alphabet in ALPHABETS:
        signs = "".join((*alphabet._replace(parts=alphabet.parts.strip()),))
        assert len(set(signs)) == len(signs)
    assert "".join(ASCII).isascii()


STATUSES = """
[indicators.strict]
name = "Strict"
direction = "increase"
target.2024 = { value = 90, qualifier = "over" }
actual.2024 = 90
[indicators.under]
name = "Under"
direction = "increase"
target.2024 = 50
actual.2024 = { value = 50, qualifier = "under" }
[indicators.met]
name = "Met"
direction = "increase"
target.2024 = 50
actual.2024 = 50
[indicators.neutral]
name = "Neutral"
target.2024 = 50
actual.2024 = 25
[indicators.nothing]
name = "Nothing"
direction = "increase"
target.2024 = 50
"""


def test_a_strict_target_that_is_only_equalled_is_not_a_full_bar(make: Make) -> None:
    view = status_view(make(STATUSES), parse_period("2024"), Question(dt.date(2025, 6, 1)))
    cells = {row.id: bar_cell(row).bullet for row in view.rows}
    reached = {name: one.reached if one else None for name, one in cells.items()}
    assert reached == {
        "strict": False,
        "under": False,
        "met": True,
        "neutral": False,
        "nothing": None,
    }
    assert cells["neutral"] == Bullet(D("0.5"), reached=False)


SO_FAR = """
[indicators.sum]
name = "Sum"
direction = "increase"
rollup = "sum"
target.2024 = 100
actual.2024 = { value = 40, through = 2024-06-30 }
[indicators.level]
name = "Level"
direction = "decrease"
method = "distance"
baseline.2023 = 100
target.2024 = 50
actual.2024 = { value = 80, through = 2024-06-30 }
[indicators.deaths]
name = "Deaths"
direction = "decrease"
rollup = "sum"
target.2024 = 100
actual.2024 = { value = 60, through = 2024-06-30 }
"""


def test_a_running_target_marks_what_was_expected_and_moves_the_thresholds(make: Make) -> None:
    """182 of 366 days are over: 49.7 % of a sum, the same of the way of a level."""
    view = status_view(make(SO_FAR), parse_period("2024"), Question(dt.date(2024, 7, 1)))
    sum_row, level, deaths = view.rows
    share = D(182) / 366
    for row in (sum_row, level):
        found = bar_cell(row).bullet
        assert found is not None
        assert found.expected is not None
        assert abs(found.expected - share) < D("1e-9")
        assert found.part == D("0.8") * found.expected
        assert found.near == D("0.95") * found.expected
    assert str(sum_row.completion_expected)[:7] == "49.7267"
    # what grows and should stay low: half a year's share of it would be twice the target
    assert deaths.completion_expected is not None
    assert deaths.completion_expected > 200
    drawn = bar(bar_cell(deaths).bullet or bullet(0), 10, BLOCKS)
    assert drawn == "██████████┃█►"
