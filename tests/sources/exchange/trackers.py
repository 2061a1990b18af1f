"""Random trackers with every key of the format, as raw documents that pass its checks."""

import datetime as dt
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from kpitrack.model.period import parse_period
from kpitrack.sources.coherence import coherence_mistakes
from kpitrack.sources.explain import shape_mistakes

HOSTILE = (
    "=1+1", "+84", "-5", "@SUM(A1)", "\tx", "\rx", "\nx", " =1", "＝1", "'", "''", "'=1", "", " ",
    '"', 'a"b', "a,b;c\td|e", "line\r\nline", "line\rline", "line\nline", "\\n", "x\\", "\0", "\x7f",
    "\x1b[31m", "\u2028", "\ufeff=1", "Tổng thu ngân sách", "café", "👩🏽‍🌾 emoji", "true", "1154",
    "2024-09", "2024-12-31", "_Z", "__", "record", "[bold]x[/]", "${HOME}", "#", "a = 1", "null",
    "1,5", "1.5", "é", "ﷺ", "<b>&",
)  # fmt: skip

_LETTERS = st.characters(blacklist_categories=("Cs",))
texts = st.one_of(st.sampled_from(HOSTILE), st.text(_LETTERS, max_size=8))
names = texts.filter(bool)
optional_texts = st.one_of(st.none(), texts)
ids = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,3}){0,2}", fullmatch=True)
languages = st.sampled_from(["vi", "fr", "zh-Hant", "pt_BR"])
numbers = st.one_of(
    st.integers(-(10**12), 10**12),
    st.sampled_from([404, Decimal("404.0"), Decimal("1E+3"), Decimal("-0.0"), Decimal("0.10"),
                     Decimal("5E-7"), 0, Decimal("1" * 20 + "." + "3" * 10)]),
    st.decimals(-(10**9), 10**9, places=3),
    st.decimals(-10, 10, places=7),
)  # fmt: skip
positive = numbers.map(abs).filter(bool)
days = st.dates(dt.date(2019, 1, 1), dt.date(2026, 12, 31))
PERIODS = (
    "2021", "2024-H1", "2024-S2", "2024-Q3", "2024-09", "2024-W37", "2024-09-30", "2021..2025",
    "2024-01..2024-09", "2024-01..2024-12", "2023-Q2..2023-Q4", "2024-W10..2024-W12", "2022..2022",
    "2024-02-01..2024-02-29", "2024-01-15..2024-03-20", "0001", "9999",
)  # fmt: skip
periods = st.sampled_from(PERIODS)
set_names = st.sampled_from(
    ["province", "council", "A", "_x".strip("_") + "-1", "date", "true"]
)
statuses = st.sampled_from(["final", "provisional", "estimated", "forecast"])


def _some(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A table with some of the keys."""
    return st.fixed_dictionaries({}, optional=keys)


stated = _some(
    completion=st.one_of(
        numbers, st.dictionaries(st.one_of(set_names, names), numbers, min_size=1, max_size=3)
    ),
    percent=numbers,
    change=numbers,
    change_percent=numbers,
).filter(bool)
_told = {"source": texts, "note": texts, "status": statuses, "date": days, "stated": stated}
_qualifiers = st.sampled_from(["over", "at least", "under", "at most", "about", "nearly"])
shares = st.fixed_dictionaries({"count": numbers, "of": positive})
part_values = st.one_of(numbers, numbers.map(lambda one: {"value": one}))


def _by(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(
        names, st.dictionaries(names, parts, min_size=1, max_size=3), max_size=2
    )


def _tables(
    forms: st.SearchStrategy[dict[str, Any]], parts: st.SearchStrategy[Any]
) -> st.SearchStrategy[dict[str, Any]]:
    through = st.just(dt.date(2024, 9, 30))
    told = _some(**_told, qualifier=_qualifiers, by=_by(parts), through=through)
    return _joined(forms, told)


def _joined(*tables: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.tuples(*tables).map(lambda every: {k: v for one in every for k, v in one.items()})


def _histories(tables: st.SearchStrategy[Any], bare: st.SearchStrategy[Any]) -> Any:
    def dated(many: list[dict[str, Any]], when: list[dt.date]) -> list[dict[str, Any]]:
        return [{**one, "date": day} for one, day in zip(many, sorted(when), strict=False)]

    lists = st.builds(
        dated, st.lists(tables, min_size=1, max_size=3), st.lists(days, min_size=3, max_size=3)
    )
    return st.one_of(bare, tables, lists)


def _figures(direction: str, unit: str | None, target: bool) -> Any:
    if direction == "milestone":
        bare: Any = st.booleans()
        forms: Any = st.booleans().map(lambda one: {"value": one})
        parts: Any = part_values
        told = _joined(forms, _some(**_told, achieved=st.just(dt.date(2001, 2, 3))))
        return _histories(told, bare)
    percent = unit in (None, "%")
    values = numbers.map(lambda one: {"value": one})
    kinds = [values, st.just({})] + [shares] * percent
    if target and direction == "maintain":
        kinds.append(
            st.tuples(numbers, numbers).map(lambda two: {"min": min(two), "max": max(two)})
        )
    if not target:
        kinds += [names.map(lambda one: {"text": one}), stated.map(lambda one: {"stated": one})]
    parts = st.one_of(part_values, shares) if percent else part_values
    tables = _tables(st.one_of(*kinds), parts)
    if target:
        tables = _joined(tables, _some(each=st.sampled_from(["day", "month", "quarter"])))
    return _histories(tables, numbers)


@st.composite
def indicators(draw: st.DrawFn, known: list[str]) -> dict[str, Any]:
    direction = draw(
        st.sampled_from(["increase", "decrease", "maintain", "milestone", "neutral"])
    )
    unit = draw(st.sampled_from([None, "%", "billion VND", "=x", ""]))
    raw = draw(
        _some(
            names=st.dictionaries(languages, texts, max_size=2),
            group=st.one_of(ids, texts),
            units=st.dictionaries(languages, texts, max_size=2),
            decimals=st.integers(0, 12),
            method=st.sampled_from(["ratio", "distance"]),
            rollup=st.sampled_from(["sum", "last", "mean", "max", "min"]),
            pace=st.sampled_from(["linear", "path", "seasonal", "none"]),
            weight=numbers.map(abs),
            thresholds=thresholds(),
            limit=numbers,
            breaks=st.dictionaries(periods, names, max_size=2),
            tags=st.lists(texts, max_size=3),
            owner=texts,
            source=texts,
            note=texts,
            includes=st.lists(st.sampled_from(known), max_size=2),
            parts=st.lists(st.sampled_from(known), max_size=2),
        )
    )
    raw |= {"name": draw(names), "direction": direction}
    if unit is not None:
        raw["unit"] = unit
    targets = st.dictionaries(periods, _figures(direction, unit, True), max_size=3)
    sets = st.dictionaries(
        set_names,
        st.dictionaries(periods, _figures(direction, unit, True), min_size=1, max_size=2),
        max_size=2,
    )
    raw["target"] = draw(st.one_of(targets, sets))
    raw["baseline"] = draw(
        st.dictionaries(periods, _figures(direction, unit, False), max_size=2)
    )
    derived = draw(st.sampled_from([None, None, None, "sum", "ratio", "met_of"]))
    if derived == "met_of":
        raw["met_of"] = draw(
            st.one_of(st.just("*"), st.lists(st.sampled_from(known), max_size=2))
        )
    elif derived is not None:
        size = 2 if derived == "ratio" else 1
        raw[derived] = draw(st.lists(st.sampled_from(known), min_size=size, max_size=2))
    else:
        raw["actual"] = draw(
            st.dictionaries(periods, _figures(direction, unit, False), max_size=4)
        )
    return raw


def thresholds() -> st.SearchStrategy[dict[str, Any]]:
    return _some(
        near=st.sampled_from([90, Decimal("99.50"), 100]),
        part=st.sampled_from([50, Decimal("70.0"), 80]),
    )


rules = st.fixed_dictionaries(
    {"name": names, "require": names},
    optional={
        "severity": st.sampled_from(["error", "warning"]),
        "where": _some(indicators=st.lists(texts, max_size=2)),
    },
)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    known = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    every = {name: draw(indicators(known)) for name in known}
    document = draw(
        _some(
            tracker=_some(
                title=texts,
                names=st.dictionaries(languages, texts, max_size=2),
                period=st.one_of(st.just(2024), periods),
                target=set_names,
                locale=st.sampled_from(["en", "vi"]),
                note=texts,
            ),
            thresholds=thresholds(),
            groups=st.dictionaries(
                ids,
                _some(name=names, names=st.dictionaries(languages, texts), note=texts),
                max_size=2,
            ),
            checks=st.lists(rules, max_size=2),
        )
    )
    return _sound({**document, "indicators": every})


def _sound(document: dict[str, Any]) -> dict[str, Any]:
    """The document without what its checks refuse: the rest is as hostile as it was."""
    for _ in range(60):
        wrong = [found[0] for found in shape_mistakes(document)]
        if not wrong:
            wrong = [found[0] for _, found in coherence_mistakes({"f": document}, frozenset())]
        if not wrong:
            return document
        for path in wrong[:1]:
            _drop(document, path)
    raise AssertionError("a document that cannot be mended")


def _drop(document: dict[str, Any], path: tuple[str | int, ...]) -> None:
    """Removes a key: of a figure, the whole figure."""
    figure = {"actual": 4, "baseline": 4, "target": 4}
    depth = (
        figure.get(str(path[2]), 3) if path[0] == "indicators" and len(path) > 2 else len(path)
    )
    holder: Any = document
    *way, key = path[:depth]
    for part in way:
        holder = holder[part]
    if key not in holder and not isinstance(holder, list):
        key = next(one for one in holder if parse_period(one) == parse_period(str(key)))
    del holder[key]
