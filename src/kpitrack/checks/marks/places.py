"""Where a document marks something: what every form of mark gives to the reader of marks."""

from typing import Literal, NamedTuple

from kpitrack.errors import Mistake

Markup = Literal["markdown", "html", "plain"]
"""How a text file is written; it decides what is code and how a link looks."""


class Place(NamedTuple):
    """A marked figure. `at` is where the mark begins, `start` to `end` is its number token.

    `before` is the text in front of the token, in which a word may hold its direction.
    """

    address: str
    start: int
    end: int
    token: str
    before: str
    at: int


class Block(NamedTuple):
    """A marked table: the command that fills it, and the lines between its two marks."""

    command: str
    start: int
    end: int
    at: int


class Wrong(NamedTuple):
    """A mark that cannot be read, and what is wrong with it."""

    at: int
    mistake: Mistake


class Warned(NamedTuple):
    """What will go wrong elsewhere, though it can be read here."""

    at: int
    told: str


class Marks(NamedTuple):
    """Everything that marks something in one text, in the order of the text."""

    places: tuple[Place, ...] = ()
    blocks: tuple[Block, ...] = ()
    wrong: tuple[Wrong, ...] = ()
    warned: tuple[Warned, ...] = ()
