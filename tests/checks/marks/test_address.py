"""Addresses in marks: what they name, and what is said of those that name nothing."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from kpitrack.checks.marks.address import Address, read_address
from kpitrack.checks.marks.measures import CHANGES, MEASURES, SIZES
from kpitrack.errors import Mistake
from kpitrack.model.tracker import Tracker
from tests.checks.marks.tracker import TOML, figures

D = Decimal
Make = Callable[[str], Tracker]


def value(tracker: Tracker, address: str) -> str:
    found = figures(tracker).at(address)
    assert not isinstance(found, Mistake), found
    return f"{round(found[1].value, 4).normalize():f}"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("paid.actual@2024", "404"),
        ("paid.target@2024", "420"),
        ("paid.completion@2024", "96.1905"),
        ("paid.variance@2024", "-16"),
        ("paid.variance_percent@2024", "-3.8095"),
        ("paid.below@2024", "16"),
        ("paid.below_percent@2024", "3.8095"),
        ("paid.remaining@2024", "16"),
        ("paid.change@2023:2024", "12.5"),
        ("paid.change_percent@2023:2024", "3.1928"),
        ("paid.rise@2023:2024", "12.5"),
        ("paid.rise_percent@2023:2024", "3.1928"),
        ("poor.change@2023:2024", "-19"),
        ("poor.fall@2023:2024", "19"),
        ("poor.fall_percent@2023:2024", "23.1707"),
        ("revenue.completion@2024", "119.2"),
        ("revenue.completion@2024/council", "115.9"),
        ("revenue.implied_target@2024/province", "968.1208"),
        ("revenue.above_percent@2024", "19.2"),
        ("revenue.above@2024", "185.8792"),
        ("petitions.count@2024", "51"),
        ("petitions.of@2024", "68"),
        ("petitions.actual@2024", "75"),
        ("pupils.target@2023", "25"),
        ("pupils.target_min@2024", "20"),
        ("pupils.target_max@2024", "30"),
        ("water.baseline@2024", "100"),
        ("water.progress@2024", "50"),
        ("urban.completion@2024", "98.4113"),
        ("coffee.actual@2024-Q1..2024-Q2", "50"),
        ("coffee.completion@2024-Q1..2024-Q2", "50"),
        ("coffee.completion@2024-Q2", "50"),
        ("coffee.remaining@2024", "50"),
        ("gap.actual@2024-Q3", "30"),
        ("gap.target@2024", "100"),
        ("coffee.expected@2024", "49.7268"),
        ("coffee.actual@2024-Q1", "20"),
        ("term.remaining_each@2024", "80"),
        ("debt.change@2023:2024", "-8"),
    ],
)
def test_an_address_names_a_number(make: Make, address: str, expected: str) -> None:
    assert value(make(TOML), address) == expected


@pytest.mark.parametrize(
    ("address", "found", "expected", "fix"),
    [
        ("paied.actual@2024", '"paied"', "the id of an indicator", "did you mean paid?"),
        ("xyz.actual@2024", '"xyz"', "the id of an indicator", ""),
        ("paid.actul@2024", '"actul"', "a measure", "did you mean actual?"),
        ("paid.completion@2024/x", '"x"', "no target set: paid names none", "write it without /x"),
        ("revenue.completion@2024/provnce", '"provnce"', "a target set of revenue", "did you mean province?"),
        ("revenue.completion@2024/zz", '"zz"', "a target set of revenue", "there are province, council"),
        ("paid.actual@2024-13", '"2024-13"', "a period: a year has 12 months, numbered 1 to 12", "did you mean 2024?"),
        ("paid.actual@soon", '"soon"', "a period: a period is written 2024, 2024-H1, 2024-Q3, 2024-09, 2024-W37, 2024-09-30 or a span such as 2024-01..2024-09", ""),
        ("paid.change@2024", '"2024"', "two periods, the earlier first: A:B", "did you mean @2023:2024?"),
        ("paid.change@2023", '"2023"', "two periods, the earlier first: A:B", ""),
        ("paid.change@x", '"x"', "two periods, the earlier first: A:B", ""),
        ("paid.actual@2023:2024", '"2023:2024"', "one period for actual", "did you mean @2024?"),
        ("paid.actual@2022", "undefined: no figure", "a number", "there are figures for 2023, 2024"),
        ("poor.rise@2023:2024", "undefined: it fell", "a number", "the sentence must change, not only its figure"),
        ("paid.fall@2023:2024", "undefined: it rose", "a number", "the sentence must change, not only its figure"),
        ("paid.above@2024", "undefined: it lies below the target", "a number", "the sentence must change, not only its figure"),
        ("small.change_percent@2023:2024", "undefined: it started at 0 or below, so the change is no percentage of it", "a number", ""),
        ("small.rise_percent@2023:2024", "undefined: it started at 0 or below, so the change is no percentage of it", "a number", ""),
        ("revenue.target@2024", "undefined: no target is published, a stated completion implies one", "a number", "mark it as implied_target, and write ≈ or a word for it"),
        ("paid.implied_target@2024", "undefined: the target is published, not implied", "a number", "mark it as target"),
        ("poor.implied_target@2024", "undefined: no target", "a number", ""),
        ("poor.target@2024", "undefined: no target", "a number", ""),
        ("poor.target_min@2024", "undefined: no target", "a number", ""),
        ("paid.target_max@2024", "undefined: the target is no band", "a number", ""),
        ("pupils.target@2024", "undefined: the target is a band", "a number", "mark its edges: target_min and target_max"),
        ("bridge.target@2024", "undefined: a milestone's target is no number", "a number", ""),
        ("bridge.actual@2024", "undefined: a milestone has no number", "a number", ""),
        ("urban.target@2024", "undefined: no target for 2024, that of 2025 stands in", "a number", "mark it @2025"),
        ("paid.baseline@2024", "undefined: no baseline before the target", "a number", ""),
        ("paid.count@2024", "undefined: the figure is no share", "a number", ""),
        ("bridge.of@2024", "undefined: a milestone has no number", "a number", ""),
        ("paid.remaining_each@2024", "undefined: no later period has anything left to bring", "a number", ""),
        ("poor.remaining_each@2024", "undefined: no target", "a number", ""),
        ("paid.expected@2024", "undefined: only a figure so far meets an expectation", "a number", ""),
        ("coffee.actual@2024", "undefined: incomplete: 2 of 4 quarters, known only through 2024-06-30", "a number", "mark it @2024-Q1..2024-Q2"),
        ("coffee.completion@2024", "undefined: incomplete: 2 of 4 quarters, known only through 2024-06-30", "a number", "mark it @2024-Q1..2024-Q2"),
        ("coffee.completion@2024-Q3", "undefined: no figure", "a number", "there are figures for 2024-Q1, 2024-Q2"),
        ("coffee.variance@2024-H1..2024-Q3", "undefined: incomplete: 2 of 3 quarters, known only through 2024-06-30", "a number", "mark it @2024-Q1..2024-Q2"),
        ("partial.actual@2024", "undefined: incomplete: known only through 2024-03-31", "a number", "give the tracker a figure for just that span"),
        ("partial.actual@2023", "undefined: incomplete: known only through 2023-09-30", "a number", "mark it @2023-01..2023-09"),
        ("partial.actual@2022", "undefined: incomplete: 1 of 4 quarters, known only through 2022-03-31", "a number", "mark it @2022-Q1"),
        ("partial.actual@2021", "undefined: incomplete: 2 of 12 months, known only through 2021-02-28", "a number", "mark it @2021-01-01..2021-02-28"),
        ("gap.completion@2024", "undefined: incomplete: 2 of 4 quarters", "a number", ""),
    ],
)  # fmt: skip
def test_an_address_without_a_number_is_told_with_the_likely_fix(
    make: Make, address: str, found: str, expected: str, fix: str
) -> None:
    assert figures(make(TOML)).at(address) == Mistake(expected, found, fix)


@pytest.mark.parametrize(
    ("address", "fix"),
    [
        ("paid@2024", "did you mean paid.actual@2024?"),
        ("paid.target", "did you mean paid.target@2024?"),
        ("paid", "did you mean paid.actual@2024?"),
        ("paid.actual@2024/", "did you mean paid.actual@2024?"),
        ("zzz@2024", ""),
        (".actual@2024", ""),
        ("", ""),
    ],
)
def test_an_address_that_lacks_a_part_is_completed(make: Make, address: str, fix: str) -> None:
    found = read_address(address, make(TOML))
    assert isinstance(found, Mistake)
    assert (found.expected, found.fix) == (
        "indicator.measure@period, such as disbursement.actual@2024",
        fix,
    )


def test_without_a_period_of_the_tracker_the_latest_is_proposed(make: Make) -> None:
    toml = '[indicators.a]\nname = "A"\nactual.2019 = 1\nactual.2021 = 2\n'
    found = read_address("a", make(toml))
    assert isinstance(found, Mistake)
    assert found.fix == "did you mean a.actual@2021?"


def test_a_measure_unlike_any_other_is_told_with_all_there_are(make: Make) -> None:
    found = read_address("paid.xyz@2024", make(TOML))
    assert isinstance(found, Mistake)
    assert found.fix == f"there are {', '.join([*MEASURES, *CHANGES])}"


def test_a_change_takes_an_earlier_period_of_another_kind_where_none_is_alike(
    make: Make,
) -> None:
    toml = '[indicators.a]\nname = "A"\nactual.2023-12 = 1\nactual.2024 = 2\n'
    found = read_address("a.change@2024", make(toml))
    assert isinstance(found, Mistake)
    assert found.fix == "did you mean @2023-12:2024?"


def test_an_address_keeps_what_it_names(make: Make) -> None:
    found = read_address("revenue.change@2023:2024-01..2024-12/council", make(TOML))
    assert isinstance(found, Address)
    assert (found.indicator.id, found.measure, str(found.since), str(found.period)) == (
        "revenue", "change", "2023", "2024-01..2024-12",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("address", "from_below", "from_above"),
    [
        ("paid.completion@2024", ["100", "95", "80"], ["100"]),
        ("water.progress@2024", ["100"], ["100"]),
        ("petitions.actual@2024", ["100", "80"], []),
        ("petitions.count@2024", [], []),
        ("paid.actual@2024", ["420"], []),
        ("poor.actual@2024", [], []),
        ("fewer.actual@2024", [], ["50"]),
        ("pupils.actual@2023", ["25"], ["25"]),
        ("pupils.actual@2024", ["20"], ["30"]),
        ("told.actual@2024", [], []),
        ("coffee.actual@2024-Q1..2024-Q2", ["100"], []),
        ("coffee.actual@2024-Q2", [], []),
        ("paid.target@2024", [], []),
        ("paid.below@2024", ["0"], ["0"]),
        ("paid.remaining@2024", ["0"], ["0"]),
        ("paid.rise_percent@2023:2024", ["0"], ["0"]),
    ],
)
def test_a_number_knows_what_it_may_not_seem_to_reach(
    make: Make, address: str, from_below: list[str], from_above: list[str]
) -> None:
    found = figures(make(TOML)).at(address)
    assert not isinstance(found, Mistake)
    assert found[1].limits == (tuple(map(D, from_below)), tuple(map(D, from_above)))


@pytest.mark.parametrize(
    ("address", "remark"),
    [
        ("paid.actual@2024", None),
        ("coffee.remaining@2024", "2024 is known only through 2024-06-30"),
        ("coffee.target@2024", None),
        ("revenue.above@2024", "it comes from an implied target, so it is only approximate"),
        ("revenue.above_percent@2024", None),
    ],
)
def test_a_number_knows_its_doubts(make: Make, address: str, remark: str | None) -> None:
    found = figures(make(TOML)).at(address)
    assert not isinstance(found, Mistake)
    assert found[1].remark == remark


def test_every_measure_with_a_sign_has_its_two_sizes() -> None:
    sizes = {one for pair in SIZES.values() for one in pair}
    assert sizes < {*MEASURES, *CHANGES}
    assert set(SIZES) < {*MEASURES, *CHANGES}
