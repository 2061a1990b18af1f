"""Whether a figure says how much something rose or fell, and which of the two."""

import re

from kpitrack.checks.audit.roles import Scene

_PLAIN_VERB = re.compile(r"([UD])[-=@q]*$|([UD])[-YywqX=@]*V[-q]*$")
_EXCEEDS = re.compile(r"X[-=@qBTyYw]*$")
_FALLS_SHORT = re.compile(r"K[-=@qBTyYw]*$")
_COMPARATIVE = re.compile(r"w?(?:,?[=(]+[-]*p\)?,?)?([ud])|w?,?[=(]+[-]*p\)?,?([XK])")
_BESIDE_EARLIER = re.compile(r"w?([XK])-?[YTB]")
_BESIDE_PLAN = re.compile(r"(?:,(?=[XK]-?T))?([XK])")
_NOUN_VERB = re.compile(r"([UD])")
LATER_PERCENT = re.compile(
    r"w?\)?[-yYwVo]{0,5}(?:[,(;]+[-=@&E]*|[-=@&]*=[-=@]*)([UDud]?)[-=@q]*$"
)


_PAIR = re.compile(r"t[-q]*nw?\(w?[yY]|w?\(f[-q]*n[-yw]*t[-q]*n")


def sign_at(scene: Scene, place: int) -> int:
    """+1 for a rise, -1 for a fall, 0 where the figure at a place is no difference."""
    return (
        _sign_before(scene, place)
        or _sign_behind(scene, place)
        or _own_sign(scene, place)
        or _sign_of_pair(scene, place)
        or _sign_of_way(scene, place)
    )


def _sign_before(scene: Scene, place: int) -> int:
    """A verb stands before it: `up 19`, `an increase of 19`, `vượt 5%`, `hụt 8%`."""
    number = scene.numbers[place]
    gap = number.gap[number.gap.rfind(".") + 1 :]
    found = _PLAIN_VERB.search(gap)
    if found:
        return 1 if "U" in found[0] else -1
    if number.figure.share and _EXCEEDS.search(gap) and not _is_base(scene, place):
        return 1
    return -1 if _FALLS_SHORT.search(gap) else 0


def _sign_behind(scene: Scene, place: int) -> int:
    """A comparison or a noun stands behind it: `19 fewer`, `5 % above plan`, `a 9 % drop`."""
    number, after = scene.numbers[place], scene.after(place, 6)
    behind = _COMPARATIVE.match(after) or _BESIDE_EARLIER.match(after)
    if behind is None and number.figure.share:
        behind = _BESIDE_PLAN.match(after)
        if behind is None and number.gap.endswith("-"):
            behind = _NOUN_VERB.match(after)
    if behind is None:
        return 0
    return 1 if behind[behind.lastindex or 1] in "uXU" else -1


def _own_sign(scene: Scene, place: int) -> int:
    """It carries a sign of its own behind another figure: `3,118 (+226; +7.2 %)`."""
    number = scene.numbers[place]
    if number.figure.share == "times":
        return 1
    if not number.figure.sign or not place or not re.search(r"[(,;:]$", number.gap):
        return 0
    earlier = scene.numbers[place - 1].figure
    if number.figure.share or not earlier.sign or earlier.share:
        return 1 if number.figure.sign == "+" else -1
    return 0


def _sign_of_pair(scene: Scene, place: int) -> int:
    """`… and profit by 9.1 % to 131.0 (2022: 124.8)`: the verb stands further off."""
    pair = _PAIR.match(scene.after(place, 12))
    if not scene.numbers[place].figure.share or not pair or place + 2 >= len(scene.numbers):
        return 0
    one, other = scene.numbers[place + 1], scene.numbers[place + 2]
    now, before = (other, one) if one.role == "from" else (one, other)
    return 1 if now.figure.amount >= before.figure.amount else -1


def _is_base(scene: Scene, place: int) -> bool:
    """`9.4 points above the 16.96 per cent`: what stands behind "above" is the base."""
    if not place or not scene.numbers[place].gap.startswith("X"):
        return False
    return bool(scene.numbers[place - 1].figure.share)


def _sign_of_way(scene: Scene, place: int) -> int:
    """`fell from 82 to 63, or by 23.2 %`: the verb stands before both."""
    if place < 2:
        return 0
    start, end = scene.numbers[place - 2], scene.numbers[place - 1]
    if {start.role, end.role} != {"from", "to"}:
        return 0
    number = scene.numbers[place]
    found = LATER_PERCENT.match(number.gap)
    if not number.figure.share and not re.search(r",[=]*-$", number.gap):
        return 0
    verb = re.search(r"([UD])[-Yyw]*[ft][^np]*$", start.gap)
    if found is None or verb is None:
        return 0
    if re.match(r"[-w]{0,2}[VO]", scene.after(place, 3)):
        return 0
    sign = 1 if verb[1] == "U" else -1
    return sign if same_way(found[1], sign) else 0


def same_way(letter: str, sign: int) -> bool:
    """Whether a verb's letter, if any, goes the way of a sign."""
    return not letter or (letter in "Uu") == (sign > 0)
