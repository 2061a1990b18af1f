"""The grammar of a rule: `[ids or groups:] measure[@period][/set] operator value`."""

import re
from collections.abc import Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import Literal, NamedTuple

from kpitrack.checks.rules.terms import TERM, Term
from kpitrack.checks.written import STYLES, read_written
from kpitrack.model.period import Period, PeriodError, parse_period

Operator = Literal[">=", ">", "<=", "<", "=", "!="]

_OPERATORS: dict[str, Operator] = {
    ">=": ">=", ">": ">", "<=": "<=", "<": "<", "=": "=", "!=": "!=",
    "==": "=", "≥": ">=", "≤": "<=", "≠": "!=",
}  # fmt: skip
_MEANT: dict[str, Operator] = {"=>": ">=", "=<": "<=", "<>": "!=", "===": "=", "!==": "!="}
_RUN_OF_SIGNS = re.compile("[<>=!~≥≤≠]+")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_TWO_PERIODS = re.compile(r"@\s*[0-9][^@:/]*:\s*([0-9][^@:/]*)")
_IN_RULES = {
    "rise": "change", "fall": "change",
    "rise_percent": "change_percent", "fall_percent": "change_percent",
}  # fmt: skip
"""What a rule has for the measures that only marks in documents have."""
_GROUP = re.compile(r"group\s+(\S.*)")


class Slip(NamedTuple):
    """What is wrong in a rule: found, expected, and the likely fix."""

    found: str
    expected: str
    fix: str = ""


class Chosen(NamedTuple):
    """Indicators by id, or a group by its id; both with `*` and `?`."""

    pattern: str
    is_group: bool = False

    def __str__(self) -> str:
        return f"group {self.pattern}" if self.is_group else self.pattern


class Requirement(NamedTuple):
    """A rule as it was read; its text reads as the same rule again.

    Without `chosen` it is about every indicator. `values` is one number, or words of which
    one is wanted (`=`) or none (`!=`). Period and set None mean those that are asked about.
    """

    chosen: tuple[Chosen, ...]
    measure: str
    operator: Operator
    values: tuple[Decimal | str, ...]
    period: Period | None = None
    target_set: str | None = None

    def __str__(self) -> str:
        about = ", ".join(map(str, self.chosen)) + ": " if self.chosen else ""
        when = f"@{self.period}" if self.period else ""
        against = f"/{self.target_set}" if self.target_set else ""
        values = ", ".join(
            one if isinstance(one, str) else format(one, "f") for one in self.values
        )
        return f"{about}{self.measure}{when}{against} {self.operator} {values}"


def read_rule(text: str) -> tuple[Requirement, list[Slip]]:
    """The rule that `text` is, as far as it can be read, and all that is wrong in it.

    Only a text without slips is a rule. The rest is told too, so that the names in it can
    be looked up and every mistake be reported at once.
    """
    signs = _RUN_OF_SIGNS.search(text)
    if signs is None:
        example = "a measure, an operator and a value, such as completion >= 100"
        return Requirement((), "", "=", ()), [Slip(quoted(text), example)]
    slips: list[Slip] = []
    two = _TWO_PERIODS.search(text[: signs.start()])
    if two is not None:
        fix = f"a change is from the period before: change@{two[1].strip()}"
        return Requirement((), "", "=", ()), [Slip(quoted(two[0]), "one period behind @", fix)]
    about, colon, term = text[: signs.start()].rpartition(":")
    measure, when, against = _split_term(term.strip())
    if not colon and "." in measure:
        about, _, measure = measure.rpartition(".")
        colon = "."
    chosen = _chosen(about, slips) if colon else ()
    known = _term(measure, slips)
    operator = _operator(signs[0], slips)
    values = _values(text[signs.end() :].strip(), known, slips)
    if operator not in ("=", "!=") and any(isinstance(one, str) for one in values):
        slips.append(Slip(f'"{operator}"', "= or != before a word"))
    period = _period(when, slips)
    if against == "":
        slips.append(Slip("nothing after /", "the name of a target set"))
    return Requirement(chosen, measure, operator, values, period, against), slips


def quoted(text: str) -> str:
    """A piece of a rule as it stands there, or that there is nothing."""
    one_line = " ".join(text.split())
    return f'"{one_line}"' if one_line else "nothing"


def nearest(word: str, known: Sequence[str]) -> str:
    """A suggestion of the nearest known word; all of them where they are few."""
    close = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]}?"
    return f"there are {', '.join(known)}" if 0 < len(known) <= 16 else ""


def _split_term(term: str) -> tuple[str, str | None, str | None]:
    """Measure, period and set of `measure@period/set`; None where a sign is not there."""
    head, slash, against = term.partition("/")
    measure, sign, when = head.partition("@")
    return (
        measure.strip(),
        when.strip() if sign else None,
        against.strip() if slash else None,
    )


def _chosen(about: str, slips: list[Slip]) -> tuple[Chosen, ...]:
    found = []
    for item in about.split(","):
        word = item.strip()
        group = _GROUP.fullmatch(word)
        if not word:
            expected = "the id of an indicator, * or group and its id"
            slips.append(Slip("nothing before the colon or a comma", expected))
        found.append(Chosen(group[1], True) if group else Chosen(word))
    return tuple(found)


def _term(measure: str, slips: list[Slip]) -> Term | None:
    known = TERM.get(measure)
    if known is None:
        meant = _IN_RULES.get(measure)
        fix = f"a rule says {meant}, with its sign" if meant else nearest(measure, list(TERM))
        slips.append(Slip(quoted(measure), "a measure", fix))
    return known


def _operator(signs: str, slips: list[Slip]) -> Operator:
    operator = _OPERATORS.get(signs)
    if operator is None:
        meant = _MEANT.get(signs)
        fix = f"did you mean {meant}?" if meant else ""
        slips.append(Slip(f'"{signs}"', "one of >=, >, <=, <, =, !=", fix))
        return "="
    return operator


def _values(text: str, term: Term | None, slips: list[Slip]) -> tuple[Decimal | str, ...]:
    if term is None:
        return ()
    if term.numeric:
        number = _number(text, term)
        if number is not None:
            return (number,)
        if text.lower() in term.words:
            return (text.lower(),)
        slips.append(_no_number(text, term))
        return ()
    words = tuple(re.sub(r"[\s-]+", "_", one.strip().lower()) for one in text.split(","))
    for one in words:
        if one not in term.words:
            expected = f"a word of {term.name}"
            slips.append(Slip(quoted(one), expected, nearest(one, term.words)))
    return words


def _number(text: str, term: Term) -> Decimal | None:
    plain = text.removesuffix("%").rstrip() if term.in_percent else text
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None


def _no_number(text: str, term: Term) -> Slip:
    if _RUN_OF_SIGNS.search(text):
        return Slip(quoted(text), "one comparison in a rule", "write a rule for each")
    if text.endswith("%") and not term.in_percent:
        return Slip(quoted(text), f"a number without %: {term.name} is in the unit")
    words = f", or {' or '.join(term.words)}" if term.words else ""
    meant = _meant(text.rstrip("% "))
    fix = f"write {' or '.join(meant)}" if meant else ""
    fix += ", whichever is meant" if len(meant) > 1 else ""
    return Slip(quoted(text), f"a number such as 1154.5{words}", fix)


def _meant(text: str) -> tuple[str, ...]:
    """The numbers that a figure of prose may mean, as rules write them: `1,200` means two."""
    read = [read_written(text, style) for style in STYLES]
    return tuple(dict.fromkeys(plain(one.value) for one in read if one is not None))


def plain(number: Decimal) -> str:
    """A number as a rule may write it, without zeros that say nothing."""
    shown = f"{number:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def may_mean_thousands(bound: Decimal) -> bool:
    """Whether a bound was written as others write thousands: `1.200`, `154.500`."""
    return bound.as_tuple().exponent == -3 and 1 <= abs(bound) < 1000


def _period(when: str | None, slips: list[Slip]) -> Period | None:
    if when is None:
        return None
    try:
        return parse_period(when)
    except PeriodError as error:
        slips.append(Slip(quoted(when), f"a period: {error}"))
        return None
