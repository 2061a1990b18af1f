"""Which indicators a rule is about, and the names in it that do not exist."""

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from kpitrack.checks.rules.grammar import Chosen, Requirement, Slip, nearest, quoted
from kpitrack.model.indicator import Indicator
from kpitrack.model.tracker import Tracker
from kpitrack.views.question import ALL_SETS, group_ids, target_sets


def is_pattern(text: str) -> bool:
    """Whether a name may stand for several."""
    return "*" in text or "?" in text


def is_about(chosen: Sequence[Chosen], indicator: Indicator) -> bool:
    """Whether one of the names means the indicator; without names, every one is meant."""
    return not chosen or any(
        fnmatchcase((indicator.group or "") if one.is_group else indicator.id, one.pattern)
        for one in chosen
    )


def unknown_names(requirement: Requirement, tracker: Tracker) -> Iterator[Slip]:
    """Ids, groups and the target set that the tracker does not have.

    A pattern that meets nothing is no slip: such a rule selects nothing, and fails.
    """
    yield from unknown_chosen(requirement.chosen, tracker)
    asked, sets = requirement.target_set, target_sets(tracker)
    if asked is not None and asked != ALL_SETS and asked not in sets:
        expected = f"a target set: {', '.join([*sets, ALL_SETS])}" if sets else "no target set"
        yield Slip(quoted(asked), expected, nearest(asked, sets) if len(sets) > 1 else "")


def unknown_chosen(chosen: Sequence[Chosen], tracker: Tracker) -> Iterator[Slip]:
    """Ids and groups that the tracker does not have; patterns are left out."""
    groups = group_ids(tracker)
    for one in chosen:
        if not one.pattern or is_pattern(one.pattern):
            continue
        if one.is_group and one.pattern not in groups:
            fix = nearest(one.pattern, groups)
            yield Slip(quoted(one.pattern), "the id of a group", fix)
        if not one.is_group and one.pattern not in tracker.indicators:
            yield _unknown_id(one.pattern, tracker, groups)


def _unknown_id(name: str, tracker: Tracker, groups: Sequence[str]) -> Slip:
    if name in groups:
        fix = f"a group is written: group {name}"
    else:
        fix = nearest(name, list(tracker.indicators))
    return Slip(quoted(name), "the id of an indicator", fix)
