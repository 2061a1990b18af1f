"""Holds every marked figure against the tracker: what should stand there, and what is wrong."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from kpitrack.checks.marks.address import Address, read_address
from kpitrack.checks.marks.direction import direction_trouble
from kpitrack.checks.marks.measures import Known, known_number
from kpitrack.checks.marks.places import Place, Warned, Wrong
from kpitrack.checks.marks.style import (
    Ambiguous,
    DocumentStyle,
    document_style,
    expected_token,
    is_mixed,
    is_written,
)
from kpitrack.checks.written import COMMA, POINT, NumberStyle
from kpitrack.errors import Mistake
from kpitrack.measures.quantity import Undefined
from kpitrack.model.tracker import Tracker

_MOST_ROUNDS = 3
_COMMA_LANGUAGES = ("vi", "de", "fr", "es", "it", "nl", "pt", "ru", "pl", "id")


_Found = tuple[Place, Address, Known]


class Settled(NamedTuple):
    """A marked figure that was held against the tracker."""

    place: Place
    address: Address
    known: Known
    expected: str

    @property
    def holds(self) -> bool:
        """Whether the document already says what is expected."""
        return self.expected == self.place.token


class Outcome(NamedTuple):
    """All figures of a document that could be settled, and those that could not."""

    settled: tuple[Settled, ...]
    wrong: tuple[Wrong, ...]
    warned: tuple[Warned, ...]


class Figures:
    """What marks may ask of a tracker, as known on a day; each address is worked out once.

    `target_set` is meant where a mark names none, None for the tracker's own.
    """

    def __init__(
        self, tracker: Tracker, as_of: dt.date, target_set: str | None, locale: str
    ) -> None:
        self.tracker = tracker
        self.as_of = as_of
        self.target_set = target_set
        self.style = style_of_locale(locale)
        self._known: dict[str, tuple[Address, Known] | Mistake] = {}

    def at(self, address: str) -> tuple[Address, Known] | Mistake:
        """The figure at an address, or why there is none."""
        if address not in self._known:
            self._known[address] = self._look_up(address)
        return self._known[address]

    def _look_up(self, text: str) -> tuple[Address, Known] | Mistake:
        address = read_address(text, self.tracker)
        if isinstance(address, Mistake):
            return address
        number = known_number(address, self.tracker, self.as_of, self.target_set)
        if isinstance(number, Undefined):
            return Mistake("a number", f"undefined: {number.reason}", number.hint or "")
        return address, number


def style_of_locale(locale: str) -> NumberStyle:
    """The number style of a locale's language."""
    return COMMA if locale.replace("_", "-").split("-")[0] in _COMMA_LANGUAGES else POINT


def settle(places: Sequence[Place], other_text: str, figures: Figures) -> Outcome:
    """Every marked figure of a document against the tracker.

    `other_text` is the document without its marked figures.
    """
    wrong: list[Wrong] = []
    found: list[_Found] = []
    for place in places:
        answer = figures.at(place.address)
        if isinstance(answer, Mistake):
            wrong.append(Wrong(place.at, answer._replace(key=f"kpi:{place.address}")))
        elif not is_written(place.token):
            number = Mistake("a number", f'"{place.token}"', "write it in one number style")
            wrong.append(Wrong(place.at, number))
        else:
            found.append((place, *answer))
    style = _style(found, other_text, figures.style)
    settled: list[Settled] = []
    for place, address, known in found:
        told = _settled(place, address, known, style)
        if isinstance(told, Settled):
            settled.append(told)
        else:
            wrong.append(Wrong(place.at, told._replace(key=f"kpi:{place.address}")))
    warned = (
        Warned(one.place.at, f"kpi:{one.address.text}: {one.known.remark}")
        for one in settled
        if one.known.remark
    )
    return Outcome(tuple(settled), tuple(wrong), tuple(warned))


def _style(found: Sequence[_Found], other_text: str, fallback: NumberStyle) -> DocumentStyle:
    """The document's style, which must still be its style once it is refreshed.

    A figure that gets a digit more may tell a style that the document did not tell before.
    """
    style = document_style((place.token for place, _, _ in found), other_text, fallback)
    rounds = 0
    while (after := _style_after(found, style)) != style and rounds < _MOST_ROUNDS:
        style, rounds = after, rounds + 1
    old = [(place.token, known.value) for place, _, known in found]
    new = [(_token(place, known, style), known.value) for place, _, known in found]
    return style._replace(mixed=is_mixed(old, style) or is_mixed(new, style))


def _style_after(found: Sequence[_Found], style: DocumentStyle) -> DocumentStyle:
    written = (_token(place, known, style) for place, _, known in found)
    return style._replace(marked=document_style(written, "", style.fallback).marked)


def _token(place: Place, known: Known, style: DocumentStyle) -> str:
    expected = expected_token(place.token, known.value, known.limits, style)
    return place.token if isinstance(expected, Ambiguous) else expected


def _settled(
    place: Place, address: Address, known: Known, style: DocumentStyle
) -> Settled | Mistake:
    expected = expected_token(place.token, known.value, known.limits, style)
    if isinstance(expected, Ambiguous):
        return Mistake(
            "a figure that reads one way only",
            f'"{place.token}", which can be read two ways',
            f"write {expected.read}, or {expected.meant} if the document is written so",
        )
    trouble = direction_trouble(place, address, expected)
    return trouble or Settled(place, address, known, expected)
