"""The shape of a tracker file, as pydantic models.

They say which keys there are and what each may hold; `kpitrack schema` prints them as
JSON Schema. What needs more than one key to judge is in coherence.py.
"""

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from kpitrack.model.figure import ObservationStatus, Qualifier
from kpitrack.model.indicator import Direction, Method, Pace, Rollup
from kpitrack.model.period import PeriodError, PeriodKind, parse_period

MOST_DIGITS = 30
"""The most digits of a number, on both sides of its point together."""


def wrong(expected: str, fix: str = "", found: str = "") -> PydanticCustomError:
    """An error of our own, which explain.py turns into a Mistake.

    `found` says what was found where the value itself must not be told.
    """
    told = {"expected": expected, "fix": fix, "found": found}
    return PydanticCustomError("kpitrack", "{expected}", told)


def _as_decimal(value: object) -> object:
    number = Decimal(value) if type(value) is int else value
    if isinstance(number, Decimal) and number.is_finite():
        _check_size(number)
    return number


def _check_size(value: Decimal) -> None:
    """The arithmetic is exact for numbers of this size; a longer one is a slip."""
    written = value.as_tuple()
    exponent = int(written.exponent)
    digits = max(len(written.digits), -exponent) + max(exponent, 0)
    if digits > MOST_DIGITS:
        raise wrong(f"a number of at most {MOST_DIGITS} digits")


def _period_text(text: str) -> str:
    try:
        parse_period(text)
    except PeriodError as error:
        raise wrong(f"a period: {error}") from None
    return text


def _period_or_set(text: str) -> str:
    return _period_text(text) if text[:1].isdigit() else text


def _year_as_text(value: object) -> object:
    if type(value) is int:
        return f"{value:04}"
    if isinstance(value, dt.date):
        raise wrong("a period in quotes", f'write "{value.isoformat()}"')
    return value


Number = Annotated[
    Decimal,
    BeforeValidator(_as_decimal),
    Field(allow_inf_nan=False),
    WithJsonSchema({"type": "number"}),
]
Positive = Annotated[Number, Field(gt=0)]
NotNegative = Annotated[Number, Field(ge=0)]
Percent = Annotated[Number, Field(gt=0, le=100)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
PeriodKey = Annotated[str, AfterValidator(_period_text)]
PeriodValue = Annotated[
    str,
    BeforeValidator(_year_as_text),
    AfterValidator(_period_text),
    WithJsonSchema({"type": ["string", "integer"]}),
]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}([_-][A-Za-z0-9]+)*$")]
Words = dict[Language, str]
Name = Annotated[str, Field(min_length=1)]


class Strict(BaseModel):
    """Only the keys that are named, each of just its type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _by_sort(value: object) -> str:
    if isinstance(value, dict):
        return "<table>"
    if isinstance(value, list):
        return "<history>"
    return "<flag>" if isinstance(value, bool) else "<number>"


def _by_target_sort(value: object) -> str:
    if isinstance(value, dict) and value and all(key[:1].isdigit() for key in value):
        return "<set>"
    return _by_sort(value)


def _completion_sort(value: object) -> str:
    return "<sets>" if isinstance(value, dict) else "<number>"


class StatedTable(Strict):
    """What the source itself printed beside a figure, in percent and in the unit."""

    completion: (
        Annotated[
            Annotated[Number, Tag("<number>")] | Annotated[dict[str, Number], Tag("<sets>")],
            Discriminator(_completion_sort),
        ]
        | None
    ) = None
    percent: Number | None = None
    change: Number | None = None
    change_percent: Number | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if all(one in (None, {}) for _, one in self):
            raise wrong("completion, percent, change or change_percent", "or drop stated")
        return self


def _part_sort(value: object) -> str:
    return "<table>" if isinstance(value, dict) else "<number>"


class PartTable(Strict):
    """One part of a breakdown: a value, or a share's count and of."""

    value: Number | None = None
    count: Number | None = None
    of: Positive | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        _check_share(self.count, self.of, self.value is None)
        if self.value is None and self.count is None:
            raise wrong("value, or count and of")
        return self


Part = Annotated[
    Annotated[Number, Tag("<number>")] | Annotated[PartTable, Tag("<table>")],
    Discriminator(_part_sort),
]


Parts = Annotated[dict[Name, Part], Field(min_length=1)]


def _check_share(count: Decimal | None, of: Decimal | None, alone: bool) -> None:
    if (count is None) != (of is None):
        raise wrong("count and of together", "a share needs both")
    if count is not None and not alone:
        raise wrong("either value, or count with of", "drop one of the two")


class FigureTable(Strict):
    """A figure with all that the source said about it."""

    value: (
        Annotated[
            Annotated[Number, Tag("<number>")] | Annotated[bool, Tag("<flag>")],
            Discriminator(_by_sort),
        ]
        | None
    ) = None
    count: Number | None = None
    of: Positive | None = None
    text: Name | None = None
    qualifier: Qualifier | None = None
    status: ObservationStatus = "final"
    date: dt.date | None = None
    through: dt.date | None = None
    achieved: dt.date | None = None
    by: dict[Name, Parts] = {}
    stated: StatedTable | None = None
    source: str | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        _check_share(self.count, self.of, self.value is None)
        has_number = self.value is not None or self.count is not None
        if self.text is not None and has_number:
            raise wrong("either a number, or only text", "words beside a number go into note")
        if not (has_number or self.text is not None or self.stated is not None or self.by):
            raise wrong("value, or count and of, or text, or stated, or by")
        return self


class TargetTable(FigureTable):
    """A target: a figure, or a band, perhaps repeating."""

    min: Number | None = None
    max: Number | None = None
    each: PeriodKind | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.min is None) != (self.max is None):
            raise wrong("min and max together", "a band needs both edges")
        if self.min is not None and self.max is not None:
            return self._band(self.min, self.max)
        _check_share(self.count, self.of, self.value is None)
        if self.value is None and self.count is None and not self.by:
            raise wrong("value, or count and of, or min and max, or by")
        return self

    def _band(self, low: Decimal, high: Decimal) -> Self:
        if low > high:
            raise wrong(f"min at or below max, not {low} above {high}", "swap them")
        if self.value is not None or self.count is not None:
            raise wrong("either a value, or min and max", "drop one of the two")
        return self


Figures = Annotated[list[FigureTable], Field(min_length=1)]
TargetRevisions = Annotated[list[TargetTable], Field(min_length=1)]
FigureEntry = Annotated[
    Annotated[Number, Tag("<number>")]
    | Annotated[bool, Tag("<flag>")]
    | Annotated[FigureTable, Tag("<table>")]
    | Annotated[Figures, Tag("<history>")],
    Discriminator(_by_sort),
]
TargetEntry = Annotated[
    Annotated[Number, Tag("<number>")]
    | Annotated[bool, Tag("<flag>")]
    | Annotated[TargetTable, Tag("<table>")]
    | Annotated[TargetRevisions, Tag("<history>")],
    Discriminator(_by_sort),
]
Actuals = dict[PeriodKey, FigureEntry]
TargetSet = Annotated[
    dict[PeriodKey, TargetEntry],
    Field(json_schema_extra={"propertyNames": {"pattern": "^[0-9]"}, "minProperties": 1}),
]
TargetKey = Annotated[
    str, AfterValidator(_period_or_set), Field(pattern=r"^([0-9].*|[A-Za-z][\w-]*)$")
]
Targets = dict[
    TargetKey,
    Annotated[
        Annotated[Number, Tag("<number>")]
        | Annotated[bool, Tag("<flag>")]
        | Annotated[TargetTable, Tag("<table>")]
        | Annotated[TargetRevisions, Tag("<history>")]
        | Annotated[TargetSet, Tag("<set>")],
        Discriminator(_by_target_sort),
    ],
]


class ThresholdsTable(Strict):
    """Completion in percent from which an unmet target is nearly or partly met."""

    near: Percent | None = None
    part: Percent | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.near is not None and self.part is not None and self.part > self.near:
            raise wrong("part at or below near", "swap them")
        return self


class TrackerTable(Strict):
    """What holds for the whole tracker."""

    title: str | None = None
    names: Words = {}
    period: PeriodValue | None = None
    target: Name | None = None
    locale: Language = "en"
    note: str | None = None


class GroupTable(Strict):
    """A heading for indicators."""

    name: Name | None = None
    names: Words = {}
    thresholds: ThresholdsTable | None = None
    note: str | None = None


class IndicatorTable(Strict):
    """One indicator."""

    name: Name
    names: Words = {}
    group: str | None = None
    unit: str | None = None
    units: Words = {}
    direction: Direction = "neutral"
    decimals: Annotated[int, Field(ge=0, le=12)] | None = None
    method: Method = "ratio"
    rollup: Rollup | None = None
    pace: Pace | None = None
    weight: NotNegative | None = None
    thresholds: ThresholdsTable | None = None
    actual: Actuals = {}
    target: Targets = {}
    baseline: Actuals = {}
    limit: Number | None = None
    breaks: dict[PeriodKey, Name] = {}
    sum: Annotated[list[str], Field(min_length=1)] | None = None
    ratio: Annotated[list[str], Field(min_length=2, max_length=2)] | None = None
    met_of: (
        Annotated[
            Annotated[str, Tag("<text>")] | Annotated[list[str], Tag("<list>")],
            Discriminator(lambda value: "<list>" if isinstance(value, list) else "<text>"),
        ]
        | None
    ) = None
    parts: list[str] = []
    includes: list[str] = []
    tags: list[str] = []
    owner: str | None = None
    source: str | None = None
    note: str | None = None


class WhereTable(Strict):
    """Which indicators a rule is about."""

    group: str | None = None
    indicators: list[str] | None = None


class CheckTable(Strict):
    """A rule that `check` holds."""

    name: Name
    require: Name
    where: WhereTable | None = None
    severity: Literal["error", "warning"] = "error"


def _role(text: str) -> str:
    from kpitrack.sources.exchange.roles import parse_role

    try:
        parse_role(text)
    except ValueError as error:
        raise wrong(str(error)) from None
    return text


class ImportTable(Strict):
    """A mapping for `kpitrack import`: which column of a foreign table is what."""

    columns: dict[Name, Annotated[str, AfterValidator(_role)]] | None = None
    indicators: dict[Name, Id] = {}
    sheet: Name | None = None
    kind: Literal["actual", "target", "baseline"] | None = None
    target: Name | None = None
    period: PeriodValue | None = None
    status: ObservationStatus | None = None
    encoding: Name | None = None
    delimiter: Name | None = None
    decimal: Literal[".", ","] | None = None
    parentheses: Literal["negative"] | None = None


_SECRET = re.compile(
    r"\w[\w+.-]*://[^/?#]*:(?!\$\{\w+\}@)[^/?#]*@"
    r"|[?&;]\w*(?:password|passwd|pwd|token|secret)=(?!\$\{\w+\}(?:[&;]|$))",
    re.IGNORECASE,
)


def _without_secret(place: str) -> str:
    """Refuses an address that holds a password, and does not repeat it: logs are kept."""
    if _SECRET.search(place):
        raise wrong(
            "an address without a password",
            "leave it to the environment, as ${NAME}, or to the engine's own files",
            "an address that holds one",
        )
    return place


class ColumnsTable(Strict):
    """Which column of the observations says what."""

    indicator: Name = "indicator"
    period: Name = "period"
    value: Name | None = None
    count: Name | None = None
    of: Name | None = None
    target: Name | None = None
    dimensions: dict[Name, Name] = {}

    @model_validator(mode="after")
    def _whole_shares(self) -> Self:
        if (self.count is None) != (self.of is None):
            raise wrong("count and of together", "a share needs both columns")
        return self


class ObservationsTable(Strict):
    """Figures by many places and periods, kept in files or in a database."""

    place: Annotated[Name, AfterValidator(_without_secret)] = Field(alias="from")
    table: Name | None = None
    decimals: Annotated[int, Field(ge=0, le=12)] = 6
    decimal: Literal[".", ","] = "."
    every: Literal["year", "half", "quarter", "month", "week", "day"] | None = None
    columns: ColumnsTable = ColumnsTable()
    note: str | None = None

    @model_validator(mode="after")
    def _table_of_a_database(self) -> Self:
        is_files = re.search(r"\.(csv|tsv|txt|gz|parquet|pq)$", self.place, re.IGNORECASE)
        if self.table is not None and is_files:
            raise wrong("no table: files hold one each", "drop table", "table beside files")
        if self.table is None and not is_files:
            raise wrong("the table that holds the observations", 'add table = "..."', "none")
        return self


class TrackerFile(Strict):
    """A kpitrack tracker file."""

    tracker: TrackerTable | None = None
    thresholds: ThresholdsTable | None = None
    groups: dict[Id, GroupTable] = {}
    indicators: dict[Id, IndicatorTable] = {}
    checks: list[CheckTable] = []
    imports: dict[Id, ImportTable] = {}
    observations: list[ObservationsTable] = []


_TABLES: tuple[tuple[str, type[BaseModel]], ...] = (
    (r"", TrackerFile),
    (r".*/stated", StatedTable),
    (r".*/thresholds|thresholds", ThresholdsTable),
    (r"checks/\d+/where", WhereTable),
    (r"checks/\d+", CheckTable),
    (r"observations/\d+/columns", ColumnsTable),
    (r"observations/\d+", ObservationsTable),
    (r"tracker", TrackerTable),
    (r"imports/[^/]*", ImportTable),
    (r"groups/[^/]*", GroupTable),
    (r"indicators/[^/]*", IndicatorTable),
    (r"indicators/.*/by/[^/]*/[^/]*", PartTable),
    (r"indicators/[^/]*/target/.*", TargetTable),
    (r"indicators/.*", FigureTable),
)


def model_at(path: tuple[str | int, ...]) -> type[BaseModel] | None:
    """The model whose keys belong at a path of the file, for suggesting a known key."""
    place = "/".join(str(part) for part in path)
    return next((model for shape, model in _TABLES if re.fullmatch(shape, place)), None)


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys of a table as a file spells them, by name."""
    return sorted(field.alias or name for name, field in model.model_fields.items())


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a tracker file."""
    schema = TrackerFile.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
