"""Sums become figures: what is asked decides how much is read, never what the answer is."""

import csv
import datetime as dt
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kpitrack
from kpitrack.cli.completing import complete_dimension
from kpitrack.errors import InputError
from kpitrack.model.observations import ObservationSource
from kpitrack.model.period import parse_period
from kpitrack.sources.observed.asking import observed_for
from kpitrack.sources.observed.engine import Request, Span, Sums, years_near
from kpitrack.sources.observed.figures import with_observations
from kpitrack.sources.observed.spelling import fills
from kpitrack.sources.reader import read_tracker
from kpitrack.views.question import Question, Selection
from kpitrack.views.status import status_view
from tests.conftest import ROOT, Run

SOURCE = """
[[observations]]
from = "x.csv"
decimals = 2
[observations.columns]
{columns}
dimensions = {{ district = "district" }}
"""


def written(folder: Path, keys: str, rows: str, columns: str = "", more: str = "") -> str:
    """A tracker with the indicator `a` and observations beside it."""
    header, _, body = rows.partition("\n")
    (folder / "x.csv").write_text(f"{header}\n{body}", encoding="utf-8")
    tracker = folder / "x.toml"
    text = f'{more}\n[indicators.a]\nname = "A"\n{keys}\n' + SOURCE.format(columns=columns)
    tracker.write_text(text, encoding="utf-8")
    return str(tracker)


def refusal(file: str) -> str:
    with pytest.raises(InputError) as refused:
        kpitrack.load(file).status("2024", as_of=dt.date(2030, 1, 1))
    return str(refused.value)


H = "indicator,period,district,value\n"


def test_what_the_categories_leave_over_is_told_to_the_last_digit(tmp_path: Path) -> None:
    rows = H + "".join(f"a,2024-{m:02},n,1.25\n" for m in range(1, 13)) + "a,2024-12,,0.01\n"
    answer = kpitrack.load(written(tmp_path, 'rollup = "sum"', rows)).status(
        "2024", by="district"
    )
    whole, north = answer.rows
    assert (whole.actual, whole.rest) == (Decimal("15.01"), Decimal("0.01"))
    assert (north.category, north.actual) == ("n", Decimal(15))


def test_a_percentage_of_several_observations_is_not_added(tmp_path: Path) -> None:
    rows = H + "a,2023,n,50\na,2024,n,50\na,2024,s,70\na,2024,s,80\n"
    tracking = kpitrack.load(written(tmp_path, 'unit = "%"', rows))
    (row, north) = tracking.status("2024", by="district").rows
    assert row.actual is None
    assert row.actual_reason == (
        "it has several observations in percent, which are not added; count and of are"
    )
    assert (north.category, north.actual) == ("n", 50)
    assert tracking.status("2023").rows[0].actual == 50


def test_counts_of_shares_are_added_and_make_the_unit_percent(tmp_path: Path) -> None:
    rows = "indicator,period,district,done,all\na,2024,n,1,2\na,2024,s,1,8\na,2023,n,0,0\n"
    file = written(tmp_path, "", rows, 'count = "done"\nof = "all"')
    row = kpitrack.load(file).status("2024").rows[0]
    assert (row.actual, row.unit, row.count, row.of) == (20, "%", 2, 10)
    assert kpitrack.load(file).status("2023").rows[0].actual is None


def test_targets_are_added_beside_those_of_the_file(tmp_path: Path) -> None:
    rows = "indicator,period,district,value,plan\na,2024,n,1,2\na,2024,s,1,3\na,2025,s,,4\n"
    keys = 'direction = "increase"\ntarget.2023 = 9'
    tracking = kpitrack.load(written(tmp_path, keys, rows, 'target = "plan"'))
    found = [
        tracking.status(one, as_of=dt.date(2030, 1, 1)).rows[0]
        for one in ("2023", "2024", "2025")
    ]
    assert [(one.target, one.actual) for one in found] == [(9, None), (5, 2), (4, None)]


def test_two_spellings_of_a_period_and_days_of_a_month_are_one(tmp_path: Path) -> None:
    file = written(tmp_path, "", H + "a,2024-S1,n,1\na,2024-H1,n,2\n")
    assert kpitrack.load(file).status("2024-H1").rows[0].actual == 3
    Path(file).write_text(Path(file).read_text().replace("decimals = 2", 'every = "week"'))
    (tmp_path / "x.csv").write_text(H + "a,2024-12-30,n,1\na,2025-01-05 12:00,n,2\n")
    assert kpitrack.load(file).status("2025-W01").rows[0].actual == 3
    (tmp_path / "x.csv").write_text(H + "a,2024-12-30x,n,1\na,soon,n,2\n")
    assert 'found "2024-12-30x", "soon", expected days such as 2024-12-31' in refusal(file)


def test_unknown_periods_are_told_and_not_lost(tmp_path: Path) -> None:
    rows = H + "".join(
        f"a,{one},n,1\n" for one in ("2024", "Jan 24", "01/2024", "a", "b", "c", "d")
    )
    told = refusal(written(tmp_path, "", rows))
    assert "x.toml:9: observations[1].columns" in told
    assert 'found "01/2024", "Jan 24", "a", "b", "c" and 1 more' in told


def test_indicators_that_the_tracker_lacks_are_counted(tmp_path: Path, run: Run) -> None:
    file = written(tmp_path, "", H + "a,2024,n,1\nb,2024,n,1\nb,2024,n,1\n")
    done = run("status", "2024", "-f", file)
    told = "2 observations are left out, of indicators that the tracker lacks: b"
    assert (done.returncode, done.stderr) == (0, f"kpitrack: {told}\n")
    with pytest.warns(UserWarning, match=told):
        kpitrack.load(file).status("2024")
    (tmp_path / "x.csv").write_text(
        H + "a,2024,n,1\n" + "".join(f"x{n},2024,n,1\n" for n in range(11))
    )
    assert "x8, ...\n" in run("status", "2024", "-f", file).stderr
    (tmp_path / "x.csv").write_text(H + "a,2024,n,1\nb,2024,n,1\n")
    assert "1 observation is left out" in run("status", "2024", "-f", file).stderr


@pytest.mark.parametrize(
    ("keys", "rows", "columns", "told"),
    [
        ("actual.2024 = 1", H + "a,2024,n,1\n", "", "a for 2024 in x.csv and in {file}, expected each figure in one place"),
        ('sum = ["b"]', H + "a,2024,n,1\n", "", "observations of a, expected none, it is derived from others"),
        ('direction = "milestone"', H + "a,2024,n,1\n", "", "observations of the milestone a"),
        ('unit = "kg"', "indicator,period,district,c,o\na,2024,n,1,2\n", 'count = "c"\nof = "o"', 'count and of for a, whose unit is "kg"'),
        ("", "indicator,period,district,value,c,o\na,2024,n,1,1,2\n", 'value = "value"\ncount = "c"\nof = "o"', "value beside count and of for a in 2024"),
        ("target.2024 = 2", "indicator,period,district,value,t\na,2024,n,1,2\n", 'target = "t"', "a target of a for 2024 in x.csv"),
        ("target.x.2023 = 2", "indicator,period,district,value,t\na,2024,n,1,2\n", 'target = "t"', "targets of a beside its target sets x"),
    ],
)  # fmt: skip
def test_figures_that_the_tracker_cannot_hold_are_refused(
    keys: str, rows: str, columns: str, told: str, tmp_path: Path
) -> None:
    more = '[indicators.b]\nname = "B"\n' if "sum" in keys else ""
    file = written(tmp_path, keys, rows, columns, more)
    assert told.format(file=file) in refusal(file)


def test_two_sources_may_not_tell_the_same_figure(tmp_path: Path) -> None:
    file = written(tmp_path, "", H + "a,2024,n,1\n")
    Path(file).write_text(Path(file).read_text() + SOURCE.format(columns=""))
    assert "observations[2].from: found a for 2024 in x.csv and in x.csv" in refusal(file)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('from = "postgresql://me:hunter2@host/db"\ntable = "t"', "found an address that holds one, expected an address without a password; leave it"),
        ('from = "postgresql://host/db?password=hunter2"\ntable = "t"', "an address that holds one"),
        ('from = "postgresql://host/db?sslpassword=hunter2"\ntable = "t"', "an address that holds one"),
        ('from = "postgresql://me:${PW}@host/db"', 'found none, expected the table that holds the observations; add table = "..."'),
        ('from = "x.csv"\ntable = "t"', "found table beside files, expected no table"),
        ('from = "x.csv"\ncolumns = { count = "c" }', "a share needs both columns"),
        ('from = "x.csv"\nform = 1', "unknown key form, expected a key of [observations]; did you mean from?"),
    ],
)  # fmt: skip
def test_what_a_source_may_not_say_is_refused_and_no_password_told(
    table: str, told: str, tmp_path: Path
) -> None:
    file = tmp_path / "x.toml"
    file.write_text(
        f'[indicators.a]\nname = "A"\n[[observations]]\n{table}\n', encoding="utf-8"
    )
    with pytest.raises(InputError) as refused:
        read_tracker(str(file))
    assert told in str(refused.value)
    assert "hunter2" not in str(refused.value)


class Fake:
    """An engine that answers from a list, and notes what it was asked."""

    def __init__(self, every: list[Sums]) -> None:
        self.every = every
        self.asked: list[Request] = []

    def periods(self, source: ObservationSource) -> tuple[str, ...]:
        return tuple({one.period for one in self.every if one.value is not None})

    def sums(self, source: ObservationSource, request: Request) -> Iterator[Sums]:
        self.asked.append(request)
        for one in self.every:
            near = request.within is None or any(
                parse_period(one.period).first <= at.last
                and at.first <= parse_period(one.period).last
                for at in request.within
            )
            is_asked = request.indicators is None or one.indicator in request.indicators
            if near and is_asked and (one.category is None or request.dimension):
                yield one


class Spanning(Fake):
    """As DuckDB: categories as one sum each, wherever the request and the periods allow it."""

    def sums(self, source: ObservationSource, request: Request) -> Iterator[Sums | Span]:  # type: ignore[override]
        every = list(super().sums(source, request))
        spanned = [
            name
            for name in request.spans
            if fills(
                source,
                [one.period for one in every if (one.indicator, one.category) == (name, None)],
                request.within[0],  # type: ignore[index]
            )
        ]
        parts: dict[tuple[str, str], list[Sums]] = {}
        for one in every:
            if one.category is None or one.indicator not in spanned:
                yield one
            else:
                parts.setdefault((one.indicator, one.category), []).append(one)
        for (name, category), those in parts.items():
            yield span_of(name, category, those)


def span_of(indicator: str, category: str, those: Sequence[Sums]) -> Span:
    values = [one.value for one in those if one.value is not None]
    targets = [one.target for one in those if one.target is not None]
    sums = [sum(each[1:], each[0]) if each else None for each in (values, targets)]
    return Span(indicator, category, sums[0], sums[1], len(values), len(targets))


MONTHS = (
    [f"2023-{m:02}" for m in (11, 12)]
    + [f"2024-{m:02}" for m in range(1, 13)]
    + ["2024", "2025-01"]
)


@st.composite
def observed(draw: st.DrawFn) -> list[Sums]:
    found = []
    full = draw(st.booleans())
    for name in ("a", "b"):
        for period in MONTHS:
            if period == "2024" and (full or draw(st.integers(0, 9))):
                continue
            parts = []
            for category in ("n", "s"):
                if full or draw(st.integers(0, 24)):
                    value = (
                        draw(st.none() | st.integers(-5, 90))
                        if not full and not draw(st.integers(0, 9))
                        else draw(st.sampled_from(["7", "0.5", "-1.25"]))
                    )
                    target = (
                        draw(st.none() | st.just(5))
                        if not full and not draw(st.integers(0, 9))
                        else 5
                    )
                    if value is not None or target is not None:
                        parts.append(
                            Sums(
                                name,
                                period,
                                category,
                                *(
                                    None if n is None else Decimal(n)
                                    for n in (value, None, None, target)
                                ),
                                1,
                            )
                        )  # type: ignore[arg-type]
            if parts:
                numbers = [
                    [one.value for one in parts if one.value is not None],
                    [one.target for one in parts if one.target is not None],
                ]
                value, target = (sum(each, Decimal(0)) if each else None for each in numbers)
                found += [
                    *parts,
                    Sums(name, period, None, value, None, None, target, len(parts)),
                ]
    return found


@given(every=observed(), rollup=st.sampled_from(["sum", "last", "mean", "none"]), asked=st.sampled_from(["2024", "2024-Q4", "2024-03", "2025"]), target=st.booleans(), direction=st.sampled_from(["increase", "decrease", "maintain", "neutral"]), total=st.booleans())  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_reading_only_what_is_asked_changes_no_answer(
    every: list[Sums],
    rollup: str,
    asked: str,
    target: bool,
    direction: str,
    total: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    keys = f'direction = "{direction}"' + ("" if rollup == "none" else f'\nrollup = "{rollup}"')
    text = "".join(
        f'[indicators.{one}]\nname = "{one}"\n{keys}\n' for one in ("a", "b", "only-here")
    )
    columns = 'target = "t"' if target else ""
    file = tmp_path_factory.mktemp("x") / "x.toml"
    text += "actual.2024 = 1\n"
    if total:
        text += '[indicators.c]\nname = "C"\nsum = ["a", "b"]\n'
    file.write_text(text + SOURCE.format(columns=columns))
    tracker = read_tracker(str(file))
    if not target:
        every = [one._replace(target=None) for one in every if one.value is not None]
    question = Question(dt.date(2025, 3, 1), Selection())
    narrow = observed_for(
        tracker, question, (asked,), "district", lambda _: Fake(every)
    ).tracker
    wide = observed_for(
        tracker, question, (asked, "2099"), "district", lambda _: Fake(every)
    ).tracker
    period = parse_period(asked)
    spanned = observed_for(
        tracker, question, (asked,), "district", lambda _: Spanning(every)
    ).tracker
    assert repr(status_view(spanned, period, question, by="district")) == repr(
        status_view(narrow, period, question, by="district")
    )
    assert status_view(narrow, period, question, by="district") == status_view(
        wide, period, question, by="district"
    )


def test_a_later_target_stands_in_where_pieces_of_unlike_length_have_no_mean(
    tmp_path: Path,
) -> None:
    pieces = ("2023-Q1", "2023-04", "2023-05", "2023-06", "2023-H2")
    rows = "indicator,period,district,value,target\n"
    rows += "".join(f"a,{one},n,1,2\n" for one in pieces) + "a,2024-Q1,n,1,9\n"
    keys = 'rollup = "mean"\ndirection = "increase"'
    file = written(tmp_path, keys, rows, 'target = "target"')
    (row,) = kpitrack.load(file).status("2023", as_of=dt.date(2030, 1, 1)).rows
    assert (row.target, row.target_period) == (Decimal(9), "2024-Q1")


def test_what_is_asked_is_all_that_is_read(tmp_path: Path) -> None:
    every = [
        Sums("a", f"{year}", category, Decimal(1), None, None, None, 1)
        for year in (2022, 2023)
        for category in (None, "n")
    ]
    more = '[indicators.s]\nname = "S"\nsum = ["a"]\n[indicators.z]\nname = "Z"\n'
    tracker = read_tracker(written(tmp_path, "", H, "", more))
    engine = Fake(every)

    def ask(
        within: tuple[str, ...] | None, *ids: str, by: str | None = None, day: int = 2030
    ) -> list[Request]:
        engine.asked.clear()
        question = Question(dt.date(day, 1, 1), Selection((), ids))
        observed_for(tracker, question, within, by, lambda _: engine)
        return list(engine.asked)

    year = parse_period("2023")
    assert ask(("2023",), "s", by="district") == [Request(("a",), (year,), "district")]
    assert ask((), "a") == [Request(("a",), (year,))]
    assert ask((), "a", day=2022)[0].within is None  # the year runs
    assert ask(("2023",), by="nothing") == [Request(None, (year,)), Request(("z",), None)]
    assert ask(("no period",)) == [Request()]
    assert ask((), day=2000) == [Request()]
    assert ask(None, "z") == [Request(("z",))]


@pytest.mark.parametrize("of", ["a", "s"])
def test_a_target_of_a_longer_period_is_told_what_came_before(of: str, tmp_path: Path) -> None:
    every = [
        Sums("a", f"2024-{month:02}", None, Decimal(month), None, None, None, 1)
        for month in range(1, 13)
    ]
    keys, target = 'direction = "increase"\nrollup = "sum"\n', "target.2024 = 100\n"
    derived = f'[indicators.s]\nname = "S"\nsum = ["a"]\n{keys}{target if of == "s" else ""}'
    own = keys + (target if of == "a" else "")
    tracker = read_tracker(written(tmp_path, own, H, "", derived))
    question = Question(dt.date(2030, 1, 1), Selection((), (of,)))
    found = observed_for(tracker, question, ("2024-Q2",), None, lambda _: Fake(every)).tracker
    row = status_view(found, parse_period("2024-Q2"), question).rows[0]
    assert (row.actual, row.actual_alone) == (21, 15)


def test_without_any_figure_there_is_no_default_period(tmp_path: Path) -> None:
    tracker = read_tracker(written(tmp_path, "", H))
    found = observed_for(tracker, Question(dt.date(2030, 1, 1)), (), None, lambda _: Fake([]))
    assert found.tracker.period is None
    assert (
        with_observations(tracker, Request(), dt.date(2030, 1, 1), lambda _: Fake([])).notes
        == ()
    )


COMMUNES = ROOT / "data" / "examples" / "communes.toml"


def test_every_figure_of_the_example_is_what_python_adds_up() -> None:
    text = (COMMUNES.parent / "communes" / "2024.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    tracking = kpitrack.load(str(COMMUNES))
    for by in ("district", "commune"):
        for row in tracking.status("2024", by=by).rows:
            mine = [
                one for one in rows
                if one["indicator"] == row.id and one["month"][:4] == "2024" and row.category in (None, one[by])
            ]  # fmt: skip
            column = "done" if row.unit == "%" else "actual"
            total = sum(Decimal(one[column]) for one in mine)
            assert (row.count if row.unit == "%" else row.actual) == total


def test_the_python_api_answers_every_question_over_observations() -> None:
    day = dt.date(2025, 10, 15)
    tracking = kpitrack.load(str(COMMUNES))
    assert (
        tracking.compare("2024-01", "2024-02", by="district", as_of=day).rows[0].change
        is not None
    )
    assert tracking.variance(as_of=day).rows
    assert tracking.trend(as_of=day).rows
    assert tracking.growth(as_of=day).rows
    assert (
        tracking.show("tax-collected", as_of=day).periods
        if False
        else tracking.show("tax-collected", as_of=day)
    )
    assert tracking.performance("2024", by="district", as_of=day).rows
    assert "Taxes collected" in tracking.page(as_of=day)
    assert tracking.check(as_of=day).summary.held
    assert tracking.report("1<!--kpi:tax-collected.actual@2024-01-->", as_of=day).rows
    assert tracking.audit("Taxes collected 1 in 2024.", as_of=day) is not None


def test_the_shell_offers_dimensions_without_reading_an_observation(tmp_path: Path) -> None:
    class Context:
        params = {"file": written(tmp_path, "", H)}  # noqa: RUF012

    (tmp_path / "x.csv").unlink()
    assert complete_dimension(Context(), "d") == ["district"]  # type: ignore[arg-type]


def test_a_tracker_without_observations_loads_no_engine(run: Run) -> None:
    done = run(
        "status", "--by", "commune", "-O", "json", "-f", str(COMMUNES), "--as-of", "2025-10-15"
    )
    assert json.loads(done.stdout)["rows"][1]["category"] == "Chiềng Khoa"


def test_a_table_in_a_document_that_would_lack_its_parts_is_refused(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "x.md").write_text("<!--kpi:status 2024 --by district-->\n\n<!--/kpi-->\n")
    done = run("report", str(tmp_path / "x.md"), "-f", str(COMMUNES))
    assert done.returncode == 2
    assert 'found "district", expected figures that have by' in done.stderr


def test_a_plan_without_any_figure_is_a_target(tmp_path: Path) -> None:
    rows = "indicator,period,district,value,plan\na,2024,n,,4\n"
    tracking = kpitrack.load(
        written(tmp_path, 'direction = "increase"', rows, 'target = "plan"')
    )
    row = tracking.status("2024").rows[0]
    assert (row.target, row.actual) == (4, None)


def test_no_year_is_near_where_no_period_is_asked() -> None:
    source = ObservationSource("x.csv")
    assert years_near(source, Request()) is None
    assert years_near(source, Request(None, (parse_period("2023..2024"),))) == ("2023", "2024")
