"""What the keys of a tracker must agree on with each other, beyond their shape.

Each rule looks at one indicator, or at the whole, and yields what it found. Rules run only
on indicators whose shape is sound.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from kpitrack.measures.observation import number_of
from kpitrack.measures.parts import totals
from kpitrack.model.figure import Figure, Target
from kpitrack.model.indicator import Indicator, Thresholds
from kpitrack.model.period import Period, PeriodError, parse_period
from kpitrack.sources.decode import (
    categories_in,
    decode_figure,
    decode_indicator,
    is_of_parts_alone,
    is_target_set,
    parts_add_up,
    spellings,
    unit_of,
)
from kpitrack.sources.plain import is_plain

Path = tuple[str | int, ...]
Found = tuple[Path, str, str, str]
"""Path of the key, what was found, what was expected, the likely fix."""

Raw = Mapping[str, Any]


def coherence_mistakes(
    documents: Mapping[str, Raw], unsound: frozenset[str]
) -> Iterator[tuple[str, Found]]:
    """Every disagreement, with the file it stands in; `unsound` ids are left out."""
    indicators: dict[str, tuple[str, Raw]] = {}
    groups: set[str] = set()
    for file, document in documents.items():
        for name, raw in _tables(document, "indicators"):
            indicators.setdefault(name, (file, raw))
            groups.add(str(raw.get("group")))
        groups.update(name for name, _ in _tables(document, "groups"))
    every = {name: raw for name, (_, raw) in indicators.items()}
    for name, (file, raw) in indicators.items():
        if name in unsound:
            continue
        for found in _one_indicator(name, raw):
            yield file, found
        for found in _references(name, raw, every, groups):
            yield file, found
    sound = {name: raw for name, raw in every.items() if name not in unsound}
    for name, found in _cycles(sound, groups):
        yield indicators[name][0], found
    for file, document in documents.items():
        for found in (*_head(document, every, groups), *_imports(document, every)):
            yield file, found


def _tables(document: Raw, key: str) -> Iterator[tuple[str, Raw]]:
    tables = document.get(key, {})
    if isinstance(tables, dict):
        for name, raw in tables.items():
            if isinstance(raw, dict):
                yield name, raw


def _one_indicator(name: str, raw: Raw) -> Iterator[Found]:
    here: Path = ("indicators", name)
    figures = list(_figures(here, raw))
    broken_down = [
        one for one in figures if isinstance(one.value, dict) and one.value.get("by")
    ]
    early = [*_same_period_twice(here, raw), *_target_keys(here, raw), *_kinds(raw, figures)]
    early += [*_derivation(here, raw), *_histories(here, raw), *_days(raw, figures)]
    early += _breakdowns(raw, broken_down)
    yield from early
    if not early:
        yield from _two_totals(raw, broken_down)
        if "baseline" in raw:
            yield from _against_baseline(here, decode_indicator(name, raw, Thresholds()))


def _histories_of(raw: Raw) -> Iterator[tuple[Path, Raw]]:
    """Every table from periods to figures, with the keys that lead to it."""
    for key in ("actual", "baseline"):
        yield (key,), raw.get(key, {})
    target = raw.get("target", {})
    if is_plain(target):
        yield ("target",), target
        return
    sets = {name: one for name, one in target.items() if is_target_set(one)}
    yield ("target",), {text: one for text, one in target.items() if text not in sets}
    for name, one in sets.items():
        yield ("target", name), one


class _Written(NamedTuple):
    """A figure as it is written, under which key of periods."""

    path: Path
    period: str
    value: Any
    is_target: bool


def _figures(here: Path, raw: Raw) -> Iterator[_Written]:
    """Every figure that is more than a number; of a milestone, which wants flags, each."""
    is_milestone = raw.get("direction") == "milestone"
    for keys, table in _histories_of(raw):
        if is_plain(table) and not is_milestone:
            continue
        is_target = keys[0] == "target"
        for text, value in table.items():
            path = (*here, *keys, text)
            if isinstance(value, list):
                for index, one in enumerate(value):
                    yield _Written((*path, index), text, one, is_target)
            else:
                yield _Written(path, text, value, is_target)


def _same_period_twice(here: Path, raw: Raw) -> Iterator[Found]:
    for key, table in _histories_of(raw):
        if not _may_repeat(table):
            continue
        seen: dict[Period, str] = {}
        for text in filter(_is_period, table):
            period = parse_period(text)
            if period in seen:
                path = (*here, *key, text)
                yield path, f"{text}, which is {seen[period]} again", "each period once", ""
            seen[period] = text


def _may_repeat(table: Raw) -> bool:
    try:
        return len(spellings(tuple(table))) < len(table)
    except PeriodError:  # a set's name in place of a period is told by `_target_keys`
        return True


def _is_period(key: str) -> bool:
    return key[:1].isdigit()


def _target_keys(here: Path, raw: Raw) -> Iterator[Found]:
    target = raw.get("target", {})
    named = [name for name in target if not _is_period(name)]
    if not named and is_plain(target):
        return
    if named and len(named) < len(target):
        path = (*here, "target", named[0])
        found = f"the set {named[0]} beside unnamed targets"
        yield path, found, "either unnamed targets or named sets", "name all of them"
    for name, value in target.items():
        path = (*here, "target", name)
        if name in named and not is_target_set(value):
            expected = f"periods under the target set {name}"
            yield path, "a target without a period", expected, f"write target.{name}.2024 = ..."
        if name not in named and is_target_set(value):
            yield path, "periods under a period", "a target", "write each period under target"


def _kinds(raw: Raw, figures: Sequence[_Written]) -> Iterator[Found]:
    """Flags belong to milestones, bands to maintain, shares to percent."""
    direction = raw.get("direction", "neutral")
    for path, _, value, is_target in figures:
        table = value if isinstance(value, dict) else {"value": value}
        number = table.get("value")
        if isinstance(number, bool) != (direction == "milestone") and number is not None:
            yield _kind_of_value(path, number, direction)
        if "min" in table and direction != "maintain":
            yield path, f"a band with direction {direction}", 'direction = "maintain"', ""
        if "of" in table and raw.get("unit", "%") != "%":
            unit = raw["unit"]
            yield (
                path,
                f'count and of with the unit "{unit}"',
                'the unit "%" for a share',
                f"or give the count as value, and what is wanted as target, in {unit}",
            )
        if is_target and table.get("qualifier") in _AGAINST.get(direction, ()):
            found = f"a target '{table['qualifier']}' with direction {direction}"
            yield path, found, "a strictness that fits the direction", "see direction"


_AGAINST = {"increase": ("under", "at most"), "decrease": ("over", "at least")}


def _kind_of_value(path: Path, number: Any, direction: str) -> Found:
    if isinstance(number, bool):
        shown = "true" if number else "false"
        return path, shown, f"a number for direction {direction}", 'or direction = "milestone"'
    return path, str(number), "true or false for a milestone", "or another direction"


def _breakdowns(raw: Raw, broken_down: Sequence[_Written]) -> Iterator[Found]:
    """What may be broken down, into which parts, and which parts alone make a total."""
    for path, _, figure, _ in broken_down:
        if raw.get("direction") == "milestone":
            yield (*path, "by"), "by on a milestone", "by beside a number", "drop by"
            continue
        shares = [
            (dimension, category)
            for dimension, parts in figure["by"].items()
            for category, part in parts.items()
            if isinstance(part, dict) and "of" in part
        ]
        unit = raw.get("unit", "%")
        for dimension, category in shares if unit != "%" else ():
            found = f'count and of with the unit "{unit}"'
            fix = f"give the count as value, in {unit}"
            yield (*path, "by", dimension, category), found, "a number for this part", fix
        if not ({"value", "count", "text", "stated", "min"} & figure.keys()):
            every = sum(len(parts) for parts in figure["by"].values())
            yield from _parts_alone(path, raw, len(shares) == every)


def _parts_alone(path: Path, raw: Raw, are_shares: bool) -> Iterator[Found]:
    """A figure of parts alone needs parts that make a total."""
    if are_shares or parts_add_up(raw):
        return
    if unit_of(raw) == "%":
        fix = "or count and of in each part, which add up as percentages do not"
    else:
        fix = 'or rollup = "sum", which says that figures of this unit add up'
    yield path, "by without a total", "value beside by", fix


def _two_totals(raw: Raw, broken_down: Sequence[_Written]) -> Iterator[Found]:
    """Dimensions that make different totals leave none, where none is written."""
    if not broken_down:
        return
    every = categories_in(raw, ("actual", "target"))
    wanted = categories_in(raw, ("target",))
    adds_up = parts_add_up(raw)
    for path, _, value, is_target in broken_down:
        figure = decode_figure(value)
        if not is_of_parts_alone(figure) or "min" in value:
            continue
        found = totals(figure, wanted if is_target else every, adds_up)
        if len({(one.value, one.count, one.of) for one in found.values()}) > 1:
            told = " and ".join(f"{name} makes {_total(one)}" for name, one in found.items())
            fix = "write the total as value, and check tells which parts are off"
            yield (*path, "by"), told, "one total", fix


def _total(figure: Figure) -> str:
    if figure.count is not None:
        return f"{figure.count:f} of {figure.of:f}"
    return f"{figure.value:f}"


def _histories(here: Path, raw: Raw) -> Iterator[Found]:
    """Revisions carry dates, oldest first; the oldest may have none: it was there before."""
    for key in ("actual", "baseline", "target"):
        for path, value in _lists((*here, key), raw.get(key, {})):
            dates = [one.get("date") for one in value]
            if None in dates[1:]:
                missing = (*path, dates.index(None, 1))
                expected = "a date in each of a list but the oldest"
                yield missing, "a revision without date", expected, "add date"
                continue
            dated = [one for one in dates if one is not None]
            if dated != sorted(dated):
                yield path, "revisions out of order", "the oldest first", "sort them by date"


def _lists(path: Path, table: Raw) -> Iterator[tuple[Path, list[Any]]]:
    if is_plain(table):
        return
    for text, value in table.items():
        if isinstance(value, list):
            yield (*path, text), value
        elif is_target_set(value):
            yield from _lists((*path, text), value)


def _days(raw: Raw, figures: Sequence[_Written]) -> Iterator[Found]:
    for path, text, value, _ in figures:
        if not isinstance(value, dict) or not _is_period(text):
            continue  # a set's name in place of a period is told by `_target_keys`
        period = parse_period(text)
        through, achieved, each = value.get("through"), value.get("achieved"), value.get("each")
        if through is not None and not period.first <= through <= period.last:
            yield (*path, "through"), str(through), f"a day within {period}", ""
        if achieved is not None and raw.get("direction") != "milestone":
            yield (*path, "achieved"), "achieved", 'direction = "milestone"', ""
        elif achieved is not None and achieved > period.last:
            fix = "record it under the period in which it was achieved"
            yield (*path, "achieved"), str(achieved), f"a day not after {period}", fix
        if each is not None and next(period.split(each), None) is None:
            yield (*path, "each"), each, f"a shorter period than {period}", ""


def _derivation(here: Path, raw: Raw) -> Iterator[Found]:
    kinds = [key for key in ("sum", "ratio", "met_of") if key in raw]
    if len(kinds) > 1:
        yield (*here, kinds[1]), " and ".join(kinds), "only one of them", "drop the others"
    if kinds and raw.get("actual"):
        found = f"actuals beside {kinds[0]}"
        yield (
            (*here, "actual"),
            found,
            "no actuals: they are derived",
            f"drop {kinds[0]} or them",
        )


def _references(
    name: str, raw: Raw, every: Mapping[str, Raw], groups: set[str]
) -> Iterator[Found]:
    for key in ("sum", "ratio", "parts", "includes"):
        for index, other in enumerate(raw.get(key, ())):
            path: Path = ("indicators", name, key, index)
            if other not in every:
                yield path, f'"{other}"', "the id of an indicator", _nearest(other, every)
            elif other == name:
                yield path, "the indicator itself", "another indicator", "drop it"
            elif key != "ratio" and every[other].get("unit") != raw.get("unit"):
                found = f"{other} in {_unit(every[other])}"
                yield path, found, f"the same unit as {name}, {_unit(raw)}", ""
            elif every[other].get("direction") == "milestone":
                yield path, f"the milestone {other}", "an indicator with numbers", ""
    if "met_of" in raw:
        yield from _met_of(name, raw["met_of"], every, groups)


def _met_of(name: str, of: Any, every: Mapping[str, Raw], groups: set[str]) -> Iterator[Found]:
    listed = [of] if isinstance(of, str) else of
    for one in listed:
        if one != "*" and one not in every and one not in groups:
            fix = _nearest(one, {**every, **dict.fromkeys(groups)})
            path: Path = ("indicators", name, "met_of")
            yield path, f'"{one}"', 'the id of an indicator or group, or "*"', fix


def _unit(raw: Raw) -> str:
    return f'"{raw["unit"]}"' if raw.get("unit") else "no unit"


def _nearest(word: str, known: Mapping[str, Any]) -> str:
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean {close[0]}?" if close else ""


def _cycles(every: Mapping[str, Raw], groups: set[str]) -> Iterator[tuple[str, Found]]:
    """Every loop of derived indicators, told once, at its first member."""
    needs = {name: _needs(name, raw, every) for name, raw in every.items()}
    done: set[str] = set()
    for start in needs:
        trail: list[str] = []
        yield from _walk(start, needs, done, trail)


def _walk(
    start: str, needs: Mapping[str, list[str]], done: set[str], trail: list[str]
) -> Iterator[tuple[str, Found]]:
    stack = [iter([start])]
    while stack:
        name = next(stack[-1], None)
        if name is None:
            stack.pop()
            if trail:
                done.add(trail.pop())
            continue
        if name in trail:
            loop = " -> ".join([*trail[trail.index(name) :], name])
            path: Path = ("indicators", name)
            yield name, (path, f"the loop {loop}", "derived indicators without a loop", "")
        elif name not in done:
            trail.append(name)
            stack.append(iter(needs.get(name, ())))


def _needs(name: str, raw: Raw, every: Mapping[str, Raw]) -> list[str]:
    direct = [one for key in ("sum", "ratio") for one in raw.get(key, ()) if one in every]
    of = raw.get("met_of", ())
    listed = [of] if isinstance(of, str) else of
    if not listed:
        return direct
    counted = [
        other
        for other, table in every.items()
        if other != name
        and "met_of" not in table
        and ("*" in listed or other in listed or table.get("group") in listed)
    ]
    return direct + counted


def _against_baseline(here: Path, indicator: Indicator) -> Iterator[Found]:
    """A target on the wrong side of its baseline is a slip in one of the two."""
    if indicator.direction not in ("increase", "decrease"):
        return
    baselines = sorted(
        (period, number)
        for period, figures in indicator.baseline.items()
        if (number := number_of(figures[-1])) is not None
    )
    for name, history in indicator.targets.items():
        for period, targets in history.items():
            earlier = [
                one
                for when, one in baselines
                if when.last < period.last and _comparable(indicator, when, period, targets[-1])
            ]
            wanted = number_of(targets[-1].figure)
            if not earlier or wanted is None or targets[-1].low is not None:
                continue
            start = earlier[-1].value
            if (wanted.value < start) == (indicator.direction == "increase") and (
                wanted.value != start
            ):
                path = (*here, "target", *([name] * bool(name)), period.text)
                side = "at or above" if indicator.direction == "increase" else "at or below"
                found = f"{wanted.value:f}"
                fix = f"check direction = {indicator.direction!r}".replace("'", '"')
                yield path, found, f"a target {side} its baseline {start:f}", fix


def _comparable(indicator: Indicator, start: Period, end: Period, target: Target) -> bool:
    """Whether a target and a baseline are of one length, which only sums need to be.

    A year's baseline of 400 says nothing against a quarter's target of 110. Months and years
    differ by some days, and a year is as long from October on.
    """
    if not indicator.adds_up:
        return True
    if target.each is not None:
        return target.each == start.kind
    return abs(start.days - end.days) * 10 <= end.days


def _head(document: Raw, every: Mapping[str, Raw], groups: set[str]) -> Iterator[Found]:
    tracker = document.get("tracker", {})
    if not isinstance(tracker, dict):
        return
    asked = tracker.get("target")
    if isinstance(asked, str):
        yield from _unknown_set(asked, _set_names(every))
    locale = tracker.get("locale", "en")
    if isinstance(locale, str) and not _is_locale(locale):
        yield ("tracker", "locale"), f'"{locale}"', "a locale such as en or vi", ""
    yield from _thresholds_in_order(document)
    checks = document.get("checks", ())
    for index, check in enumerate(checks if isinstance(checks, list) else ()):
        where = check.get("where", {}) if isinstance(check, dict) else {}
        if not isinstance(where, dict):
            continue
        group = where.get("group")
        if isinstance(group, str) and group not in groups:
            path: Path = ("checks", index, "where", "group")
            fix = _nearest(group, dict.fromkeys(groups))
            yield path, f'"{group}"', "the id of a group", fix


def _imports(document: Raw, every: Mapping[str, Raw]) -> Iterator[Found]:
    """Mappings of foreign tables lead to indicators that there are."""
    for name, raw in _tables(document, "imports"):
        codes = raw.get("indicators", {})
        for code, one in codes.items() if isinstance(codes, dict) else ():
            if one not in every:
                path: Path = ("imports", name, "indicators", code)
                yield path, f'"{one}"', "the id of an indicator", _nearest(str(one), every)


def _unknown_set(asked: str, sets: list[str]) -> Iterator[Found]:
    if sets and asked not in sets:
        fix = _nearest(asked, dict.fromkeys(sets))
        yield ("tracker", "target"), f'"{asked}"', f"a target set: {', '.join(sets)}", fix


def _thresholds_in_order(document: Raw) -> Iterator[Found]:
    """Thresholds of a group or an indicator still lie in order over the tracker's."""
    general = document.get("thresholds", {})
    for kind in ("groups", "indicators"):
        for name, raw in _tables(document, kind):
            own = raw.get("thresholds")
            if not (isinstance(own, dict) and isinstance(general, dict)):
                continue
            merged = {"near": 95, "part": 80, **general, **own}
            try:
                in_order = merged["part"] <= merged["near"]
            except TypeError:
                continue
            if not in_order and "part" in own and "near" not in own:
                path: Path = (kind, name, "thresholds", "part")
                yield path, str(own["part"]), f"at or below near, {merged['near']}", "give both"


def _set_names(every: Mapping[str, Raw]) -> list[str]:
    names: dict[str, None] = {}
    for raw in every.values():
        target, actual = raw.get("target"), raw.get("actual")
        if isinstance(target, dict):
            names.update((name, None) for name in target if not name[:1].isdigit())
        for value in actual.values() if isinstance(actual, dict) else ():
            for one in value if isinstance(value, list) else [value]:
                stated = one.get("stated") if isinstance(one, dict) else None
                completion = stated.get("completion") if isinstance(stated, dict) else None
                if isinstance(completion, dict):
                    names.update((str(name), None) for name in completion)
    return list(names)


def _is_locale(name: str) -> bool:
    if name in ("en", "vi"):
        return True
    from babel import Locale, UnknownLocaleError

    try:
        Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return False
    return True
