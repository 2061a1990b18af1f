"""Bullet bars as characters: a bar, its target mark, and thresholds as shades of the ground."""

from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from kpitrack.render.sheet import Bullet

SMALLEST, LARGEST, STEP = 10, 40, 5
"""How many characters stand for the whole target; always a multiple of the step."""

_BEYOND = STEP
"""A bar may pass the target by a fifth of it."""


class Alphabet(NamedTuple):
    """What a bar is drawn with. `parts` are fillings of one character, from none upwards.

    The grounds have less ink the nearer they are to the target; none is as dark as the bar.
    """

    full: str
    parts: str
    poor: str
    partly: str
    clear: str
    target: str
    expected: str
    beyond: str


BLOCKS = Alphabet("█", " ▏▎▍▌▋▊▉", "▒", "░", " ", "┃", "┆", "►")
ASCII = Alphabet("#", " ", "-", ".", " ", "|", ":", ">")


def room_for(size: int) -> int:
    """How wide a bar is whose target is `size` characters away: mark and room beyond it."""
    return size + 1 + size // _BEYOND


def bar(bullet: Bullet, size: int, alphabet: Alphabet) -> str:
    """The bar, exactly `room_for(size)` wide.

    It fills the way to the mark when, and only when, the target is reached: short of that at
    least half a character stays open, which an eye can see. It passes the mark when the
    target is surpassed. The mark of what was expected stands inside the bar
    when that is reached, and behind it when not.
    """
    return (
        _towards(bullet, size, alphabet)
        + alphabet.target
        + _past(bullet, size // _BEYOND, size, alphabet)
    )


def _towards(bullet: Bullet, size: int, alphabet: Alphabet) -> str:
    fine = len(alphabet.parts)
    steps = size * fine
    short = steps - max(fine // 2, 1)
    filled = min(int(max(bullet.share, Decimal(0)) * steps), short)
    if bullet.reached:
        filled = steps
    full, part = divmod(filled, fine)
    cells = [alphabet.full] * full + [alphabet.parts[part]] * (part > 0)
    cells += [_ground(bullet, place, size, alphabet) for place in range(len(cells), size)]
    mark = _mark(bullet, full + (part > 0), size)
    if mark is not None:
        cells[mark] = alphabet.expected
    return "".join(cells)


def _ground(bullet: Bullet, place: int, size: int, alphabet: Alphabet) -> str:
    """The shade of a place that the bar does not reach, by the threshold at its middle."""
    middle = (place + Decimal("0.5")) / size
    if bullet.part is not None and middle < bullet.part:
        return alphabet.poor
    if bullet.near is not None and middle < bullet.near:
        return alphabet.partly
    return alphabet.clear


def _mark(bullet: Bullet, end: int, size: int) -> int | None:
    """Where the mark of what was expected stands; `end` is the first place without bar.

    Where bar and mark fall together the mark gives way, so that it is seen which is ahead.
    """
    if bullet.expected is None or not 0 < bullet.expected < 1:
        return None
    place = int(bullet.expected * size)
    if bullet.share < bullet.expected:
        return min(max(place, end), size - 1)
    place = min(place, end - 2)
    return place if place >= 0 else None


def _past(bullet: Bullet, room: int, size: int, alphabet: Alphabet) -> str:
    """What lies beyond the target, rounded up: little beyond it is beyond it."""
    if not bullet.reached:
        return " " * room
    fine = len(alphabet.parts)
    over = max(bullet.share - 1, Decimal(0)) * size * fine
    filled = int(over.to_integral_value(ROUND_CEILING))
    if filled > room * fine:
        return alphabet.full * (room - 1) + alphabet.beyond
    full, part = divmod(filled, fine)
    return (alphabet.full * full + alphabet.parts[part] * (part > 0)).ljust(room)
