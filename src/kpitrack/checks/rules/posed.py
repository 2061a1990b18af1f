"""The rules that are to be held, from the file and the command line, read and sound."""

from collections.abc import Sequence
from typing import NamedTuple

from kpitrack.checks.finding import Severity
from kpitrack.checks.rules.grammar import (
    Chosen,
    Requirement,
    Slip,
    quoted,
    read_rule,
)
from kpitrack.checks.rules.selection import is_about, unknown_chosen, unknown_names
from kpitrack.errors import InputError, Mistake
from kpitrack.model.indicator import Indicator
from kpitrack.model.tracker import Rule, Tracker
from kpitrack.sources.places import Path, Places, key_text


class Posed(NamedTuple):
    """A rule that is to be held. `file` and `path` are empty for one that was typed.

    What the file's `where` names and what the rule itself names must both mean an
    indicator for the rule to be about it.
    """

    name: str | None
    requirement: Requirement
    where: tuple[tuple[Chosen, ...], ...] = ()
    severity: Severity = "error"
    file: str | None = None
    path: Path = ()

    def is_about(self, indicator: Indicator) -> bool:
        """Whether the rule is about an indicator."""
        return all(is_about(one, indicator) for one in (self.requirement.chosen, *self.where))

    def __str__(self) -> str:
        where = [", ".join(map(str, one)) for one in self.where]
        return " in ".join([str(self.requirement), *where])


def posed_rules(
    tracker: Tracker, typed: Sequence[str], places: Places, *, from_file: bool = True
) -> tuple[Posed, ...]:
    """The typed rules, then those of the file.

    Raises InputError with every mistake in all of them; those of a file with their line.
    """
    mistakes: list[Mistake] = []
    posed = [_typed(text, tracker, mistakes) for text in typed]
    for rule in tracker.rules if from_file else ():
        posed.append(_written(rule, tracker, places, mistakes))
    if mistakes:
        raise InputError(mistakes)
    return tuple(posed)


def _typed(text: str, tracker: Tracker, mistakes: list[Mistake]) -> Posed:
    requirement, slips = _read(text, tracker)
    mistakes += [
        Mistake(one.expected, one.found, one.fix, key=f"rule {quoted(text)}") for one in slips
    ]
    return Posed(None, requirement)


def _read(text: str, tracker: Tracker) -> tuple[Requirement, list[Slip]]:
    requirement, slips = read_rule(text)
    return requirement, [*slips, *unknown_names(requirement, tracker)]


def _written(rule: Rule, tracker: Tracker, places: Places, mistakes: list[Mistake]) -> Posed:
    here: Path = ("checks", rule.place)
    requirement, slips = _read(rule.require, tracker)
    found = [((*here, "require"), one) for one in slips]
    listed = tuple(Chosen(one) for one in rule.indicators)
    found += [
        ((*here, "where", "indicators", index), slip)
        for index, one in enumerate(listed)
        for slip in unknown_chosen((one,), tracker)
    ]
    mistakes += _mistakes(rule, found, places)
    group = (Chosen(rule.group, is_group=True),) if rule.group is not None else ()
    where = tuple(one for one in (group, listed) if one)
    path = (*here, "require")
    return Posed(rule.name, requirement, where, rule.severity, rule.file, path)


def _mistakes(rule: Rule, found: Sequence[tuple[Path, Slip]], places: Places) -> list[Mistake]:
    told = [
        Mistake(
            slip.expected,
            slip.found,
            slip.fix,
            rule.file,
            places.line(rule.file, path),
            key_text(path),
        )
        for path, slip in found
    ]
    return sorted(told, key=lambda one: one.line or 0)
