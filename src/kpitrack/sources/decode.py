"""From checked TOML to the model. Figures are decoded only when they are asked for."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from kpitrack.model.figure import NOTHING, Figure, Stated, Target
from kpitrack.model.indicator import (
    UNNAMED,
    Derivation,
    Group,
    Indicator,
    Thresholds,
)
from kpitrack.model.observations import Columns, ObservationSource
from kpitrack.model.period import Period, parse_period
from kpitrack.model.tracker import Rule, Tracker

if TYPE_CHECKING:
    from kpitrack.measures.parts import Categories

Raw = Mapping[str, Any]
T = TypeVar("T")
DecodeFigure = Callable[[Any], Figure]


class History(Mapping[Period, tuple[T, ...]], Generic[T]):
    """Revisions by period, decoded on first sight: a question needs few of a file's figures."""

    __slots__ = ("_decode", "_decoded", "_raw", "_texts")

    def __init__(self, raw: Raw, decode: Callable[[Any], T]) -> None:
        self._raw = raw
        self._texts = spellings(tuple(raw))
        self._decode = decode
        self._decoded: dict[str, tuple[T, ...]] = {}

    def __getitem__(self, period: Period) -> tuple[T, ...]:
        return self._revisions(self._texts[period])

    def _revisions(self, text: str) -> tuple[T, ...]:
        found = self._decoded.get(text)
        if found is None:
            raw, decode = self._raw[text], self._decode
            every = tuple(map(decode, raw)) if isinstance(raw, list) else (decode(raw),)
            found = self._decoded[text] = every
        return found

    def get(self, period: Period, default: Any = None) -> Any:
        """The revisions of a period, or the default."""
        text = self._texts.get(period)
        return default if text is None else self._revisions(text)

    def __contains__(self, period: object) -> bool:
        return period in self._texts

    def __iter__(self) -> Iterator[Period]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


@lru_cache(maxsize=1024)
def spellings(texts: tuple[str, ...]) -> Mapping[Period, str]:
    """How each period is spelt. The indicators of a tracker tend to share their periods."""
    return {parse_period(text): text for text in texts}


def decode_tracker(files: Mapping[str, Raw]) -> Tracker:
    """One tracker from one or more checked files, in their order."""
    head: dict[str, Any] = {}
    groups: dict[str, Any] = {}
    for document in files.values():
        head = {**document.get("tracker", {}), **head}
        groups = {**document.get("groups", {}), **groups}
    indicators: dict[str, Indicator] = {}
    origins: dict[str, str] = {}
    for file, document in files.items():
        for name, raw in document.get("indicators", {}).items():
            group = groups.get(raw.get("group"), {})
            limits = _thresholds(
                document.get("thresholds"), group.get("thresholds"), raw.get("thresholds")
            )
            indicators[name] = decode_indicator(name, raw, limits)
            origins[name] = file
    period = head.get("period")
    return Tracker(
        title=head.get("title", "Indicators"),
        titles=head.get("names", NOTHING),
        period=None if period is None else parse_period(_period_text(period)),
        target_set=head.get("target"),
        locale=head.get("locale", "en"),
        groups={
            name: Group(name, raw.get("name", name), raw.get("names", NOTHING))
            for name, raw in groups.items()
        },
        indicators=with_members(indicators),
        rules=tuple(
            _rule(one, file, place)
            for file, document in files.items()
            for place, one in enumerate(document.get("checks", ()))
        ),
        origins=origins,
        observations=tuple(
            _observations(one, file, position)
            for file, document in files.items()
            for position, one in enumerate(document.get("observations", ()))
        ),
    )


def with_members(indicators: Mapping[str, Indicator]) -> dict[str, Indicator]:
    """The indicators, each derived `sum` with what it adds.

    Where everything that it adds adds up over time, so does the sum, unless it says
    otherwise: held against a year's target by one quarter alone, it would look too low.
    """
    done: dict[str, Indicator] = {}

    def complete(name: str) -> Indicator:
        if name not in done:
            done[name] = _with_members(indicators[name], complete)
        return done[name]

    return {name: complete(name) for name in indicators}


def _with_members(one: Indicator, complete: Callable[[str], Indicator]) -> Indicator:
    derivation = one.derivation
    if derivation is None or derivation.kind != "sum":
        return one
    members = tuple(complete(name) for name in derivation.of)
    adds_up = all(member.rollup == "sum" for member in members)
    return one._replace(
        derivation=derivation._replace(members=members),
        rollup=one.rollup or ("sum" if adds_up else None),
        is_summed=all(member.is_summed for member in members),
    )


def decode_indicator(name: str, raw: Raw, thresholds: Thresholds) -> Indicator:
    """One indicator; its figures stay undecoded until asked for."""
    unit, adds_up = unit_of(raw), parts_add_up(raw)
    figure = _FigureDecoder(raw, ("actual", "target"), adds_up)
    wanted = _FigureDecoder(raw, ("target",), adds_up)
    return Indicator(
        id=name,
        name=raw["name"],
        names=raw.get("names", NOTHING),
        group=raw.get("group"),
        unit=unit,
        units=raw.get("units", NOTHING),
        direction=raw.get("direction", "neutral"),
        decimals=raw.get("decimals"),
        method=raw.get("method", "ratio"),
        rollup=raw.get("rollup"),
        pace=raw.get("pace"),
        weight=Decimal(raw.get("weight", 1)),
        thresholds=thresholds,
        actual=_figures(raw.get("actual"), figure),
        targets=_targets(raw.get("target"), wanted),
        baseline=_figures(raw.get("baseline"), figure),
        limit=_decimal(raw.get("limit")),
        breaks=_breaks(raw.get("breaks")),
        derivation=_derivation(raw),
        parts=tuple(raw.get("parts", ())),
        includes=tuple(raw.get("includes", ())),
        tags=tuple(raw.get("tags", ())),
        owner=raw.get("owner"),
        source=raw.get("source"),
        note=raw.get("note"),
    )


def unit_of(raw: Raw) -> str | None:
    """An indicator's unit: the one written, else percent where its actuals are shares."""
    unit: str | None = raw.get("unit")
    return "%" if unit is None and _has_shares(raw.get("actual", {})) else unit


def parts_add_up(raw: Raw) -> bool:
    """Whether plain numbers of an indicator add up: over time, and so over categories."""
    return raw.get("rollup") == "sum" and unit_of(raw) != "%"


def decode_figure(raw: Any) -> Figure:
    """A number, a flag or a figure table."""
    if not isinstance(raw, dict):
        return Figure(raw if isinstance(raw, bool) else Decimal(raw))
    stated = raw.get("stated")
    return Figure(
        value=_value(raw.get("value")),
        count=_decimal(raw.get("count")),
        of=_decimal(raw.get("of")),
        text=raw.get("text"),
        qualifier=raw.get("qualifier"),
        status=raw.get("status", "final"),
        date=raw.get("date"),
        through=raw.get("through"),
        achieved=raw.get("achieved"),
        by={
            dimension: {part: decode_figure(one) for part, one in parts.items()}
            for dimension, parts in raw["by"].items()
        }
        if "by" in raw
        else NOTHING,
        stated=None if stated is None else _stated(stated),
        source=raw.get("source"),
        note=raw.get("note"),
    )


def decode_target(raw: Any, figure: DecodeFigure = decode_figure) -> Target:
    """A figure that is wanted, or a band."""
    if not isinstance(raw, dict):
        return Target(decode_figure(raw))
    low, high = _decimal(raw.get("min")), _decimal(raw.get("max"))
    return Target(
        decode_figure(raw) if "min" in raw else figure(raw), low, high, raw.get("each")
    )


def categories_in(raw: Raw, keys: tuple[str, ...]) -> "Categories":
    """The categories of each dimension that an indicator's tables name, in their order."""
    found: dict[str, dict[str, None]] = {}
    for key in keys:
        for figure in _tables_with_parts(raw.get(key, {})):
            for dimension, parts in figure["by"].items():
                found.setdefault(dimension, {}).update(dict.fromkeys(parts))
    return {dimension: tuple(names) for dimension, names in found.items()}


def _tables_with_parts(raw: Raw) -> Iterator[Raw]:
    """Every figure with a breakdown, of periods, of target sets and of their revisions."""
    for one in raw.values():
        for figure in one if isinstance(one, list) else (one,):
            if not isinstance(figure, dict):
                continue
            if is_target_set(figure):
                yield from _tables_with_parts(figure)
            elif figure.get("by"):
                yield figure


def is_of_parts_alone(figure: Figure) -> bool:
    """Whether nothing is written of a figure but its parts, or what the source stated."""
    written = (figure.value, figure.count, figure.text)
    return bool(figure.by) and all(one is None for one in written)


class _FigureDecoder:
    """Decodes figures, and adds the parts of those that are written by their parts alone.

    `kinds` are the keys of the indicator in which its categories stand.
    """

    __slots__ = ("_adds_up", "_categories", "_kinds", "_raw")

    def __init__(self, raw: Raw, kinds: tuple[str, ...], adds_up: bool) -> None:
        self._raw = raw
        self._kinds = kinds
        self._adds_up = adds_up
        self._categories: Categories | None = None

    def __call__(self, raw: Any) -> Figure:
        figure = decode_figure(raw)
        if not figure.by or not is_of_parts_alone(figure):
            return figure
        from kpitrack.measures.parts import with_total

        if self._categories is None:
            self._categories = categories_in(self._raw, self._kinds)
        return with_total(figure, self._categories, self._adds_up)


def is_target_set(raw: Any) -> bool:
    """Whether a value under `target` is a named set rather than a period's target."""
    if not isinstance(raw, dict) or not next(iter(raw), "")[:1].isdigit():
        return False
    return all(key[:1].isdigit() for key in raw)


def _value(raw: Any) -> Decimal | bool | None:
    return raw if raw is None or isinstance(raw, bool) else Decimal(raw)


def _decimal(raw: Any) -> Decimal | None:
    return None if raw is None else Decimal(raw)


def _period_text(raw: Any) -> str:
    return f"{raw:04}" if isinstance(raw, int) else str(raw)


def _figures(raw: Raw | None, figure: DecodeFigure) -> Mapping[Period, tuple[Figure, ...]]:
    return History(raw, figure) if raw else NOTHING


def _targets(
    raw: Raw | None, figure: DecodeFigure
) -> Mapping[str, Mapping[Period, tuple[Target, ...]]]:
    if not raw:
        return NOTHING

    def target(one: Any) -> Target:
        return decode_target(one, figure)

    named = {name: one for name, one in raw.items() if not name[:1].isdigit()}
    unnamed = {text: one for text, one in raw.items() if text not in named}
    sets = {name: History(one, target) for name, one in named.items()}
    return {UNNAMED: History(unnamed, target), **sets} if unnamed else sets


def _breaks(raw: Raw | None) -> Mapping[Period, str]:
    return {parse_period(text): why for text, why in raw.items()} if raw else NOTHING


def _stated(raw: Raw) -> Stated:
    completion = raw.get("completion")
    sets = completion if isinstance(completion, dict) else {UNNAMED: completion}
    return Stated(
        completion={name: Decimal(one) for name, one in sets.items() if one is not None},
        percent=_decimal(raw.get("percent")),
        change=_decimal(raw.get("change")),
        change_percent=_decimal(raw.get("change_percent")),
    )


def _derivation(raw: Raw) -> Derivation | None:
    if "sum" in raw:
        return Derivation("sum", tuple(raw["sum"]))
    if "ratio" in raw:
        return Derivation("ratio", tuple(raw["ratio"]))
    if "met_of" in raw:
        of = raw["met_of"]
        return Derivation("met_of", (of,) if isinstance(of, str) else tuple(of))
    return None


def _thresholds(*layers: Raw | None) -> Thresholds:
    merged: dict[str, Any] = {}
    for one in layers:
        merged.update(one or {})
    if not merged:
        return _DEFAULT_THRESHOLDS
    near = Decimal(merged.get("near", _DEFAULT_THRESHOLDS.near))
    return Thresholds(near, Decimal(merged.get("part", min(_DEFAULT_THRESHOLDS.part, near))))


_DEFAULT_THRESHOLDS = Thresholds()


def _has_shares(raw: Raw) -> bool:
    if any(isinstance(one, dict) and "of" in one for one in raw.values()):
        return True
    parts = (
        part
        for figure in _tables_with_parts(raw)
        for every in figure["by"].values()
        for part in every.values()
    )
    return any(isinstance(part, dict) and "of" in part for part in parts)


def _rule(raw: Raw, file: str, place: int) -> Rule:
    where = raw.get("where", {})
    return Rule(
        raw["name"],
        raw["require"],
        where.get("group"),
        tuple(where.get("indicators", ())),
        raw.get("severity", "error"),
        file,
        place,
    )


def _observations(raw: Raw, file: str, position: int) -> ObservationSource:
    columns = dict(raw.get("columns", {}))
    value = None if "count" in columns else "value"
    return ObservationSource(
        place=raw["from"],
        table=raw.get("table"),
        columns=Columns(**{"value": value, **columns}),
        decimals=raw.get("decimals", 6),
        file=file,
        position=position,
        every=raw.get("every"),
        decimal=raw.get("decimal", "."),
    )
