"""Rules held: what they are about, exact figures, open and undefined ones."""

from decimal import Decimal

import pytest

from kpitrack.checks.rules.terms import TERMS
from kpitrack.errors import InputError
from tests.checks.conftest import Hold

CITY = """
[groups.budget]
[groups.empty]

[indicators.paid]
name = "Public investment disbursed"
group = "urban"
unit = "billion VND"
direction = "increase"
target.2024 = 420
actual.2024 = { value = 404, stated = { completion = 96.2 } }

[indicators.revenue]
name = "Total budget revenue"
group = "budget"
unit = "billion VND"
direction = "increase"
actual.2024 = { value = 1154, stated = { completion = { province = 119.2, council = 115.9 } } }

[indicators.local]
name = "Budget revenue collected in the city"
group = "budget"
unit = "billion VND"
direction = "increase"
target.2024 = 560
actual.2024 = { value = 568, qualifier = "over", status = "estimated" }

[indicators.poor]
name = "Poor households"
group = "social"
unit = "households"
direction = "decrease"
target.2024 = 60
actual.2023 = 82
actual.2024 = 63

[indicators.rate]
name = "Urbanisation rate"
unit = "%"
direction = "increase"
target.2025 = 70.5
actual.2023 = 69
actual.2024 = 69.38

[indicators.city]
name = "Learning city"
direction = "milestone"
target.2024 = true
actual.2024 = true

[indicators.told]
name = "Officials appointed"
group = "social"
actual.2023 = 120
actual.2024 = 125

[indicators.none]
name = "No figure"
direction = "increase"
target.2024 = 5

[indicators.band]
name = "Pupils in a class"
direction = "maintain"
baseline.2020 = 40
target.2024 = { min = 20, max = 30 }
target.2023 = 25
actual.2023 = 25
actual.2024 = 29

[indicators.visitors]
name = "Visitors"
direction = "increase"
unit = "people"
rollup = "sum"
baseline.2020 = 100
target.2024 = 400
actual.2024-Q1 = 90
actual.2023 = 380
actual."2024-01..2024-09" = 300
actual."2023-01..2023-09" = 250
actual."2023-01..2023-06" = 200
"""


@pytest.mark.parametrize(
    ("rule", "held", "figure", "reason"),
    [
        # the city's report: 404 of 420 is 96.190476..., printed as 96.2
        ("paid: completion >= 96.19", True, "96.190476", None),
        ("paid: completion >= 96.2", False, "96.190476", None),  # never the rounded figure
        ("paid: completion != 96.2", True, "96.190476", None),
        ("paid: variance = -16", True, "-16", None),
        ("paid: variance_percent < 0", True, "-3.809523", None),
        ("paid: remaining <= 16", True, "16", None),
        ("paid: actual = 404.0", True, "404", None),
        ("paid: target > 419.999", True, "420", None),
        ("paid: status = nearly_met", True, "nearly_met", None),
        ("paid: status = met, nearly met", True, "nearly_met", None),
        ("paid: status != missed", True, "nearly_met", None),
        ("paid: status != nearly_met", False, "nearly_met", None),
        ("paid: actual = true", False, "404", "a number is neither true nor the opposite"),
        ("paid: progress > 1", False, None, "n/a: no baseline before the target"),
        ("paid: expected > 1", False, None, "n/a: only a figure so far meets an expectation"),
        ("paid: change > 0", False, None, "n/a: no figure before 2024 to compare it with"),
        ("paid: change_percent > 0", False, None, "n/a: no figure before 2024 to compare it with"),
        ("paid: judgement = better", False, None, "n/a: no figure before 2024 to compare it with"),
        ("paid: observation_status = final", True, "final", None),
        # "over 568" is surely above 568, and may be anything above it
        ("local: actual > 568", True, "568", None),
        ("local: actual >= 570", False, "568", "undetermined: 'over' leaves it open"),
        ("local: actual <= 568", False, "568", None),
        ("local: observation_status != final", True, "estimated", None),
        # implied targets: 1154 / 119.2 % is 968.1, from 967.3 to 968.9
        ("revenue: completion/province >= 119.2", True, "119.2", None),
        ("revenue: target/province > 967", True, "968.120805", None),
        ("revenue: target/province > 968", False, "968.120805", "undetermined: it is implied and lies from 967.296 to 968.947 within rounding"),
        ("revenue: target/province = 968", False, "968.120805", "undetermined: it is implied and lies from 967.296 to 968.947 within rounding"),
        ("revenue: target/province > 970", False, "968.120805", None),
        ("revenue: variance/province > 185", True, "185.879194", None),
        ("revenue: variance/province > 186", False, "185.879194", "undetermined: it is implied and lies from 185.053 to 186.704 within rounding"),
        ("revenue: remaining/province = 0", True, "0", None),
        ("revenue: completion/council >= 115.9", True, "115.9", None),
        ("revenue: completion >= 1", False, None, "n/a: it has several target sets: province, council; name one with --target"),
        # 82 to 63: 19 fewer, 23.17 %
        ("poor: change = -19", True, "-19", None),
        ("poor: change_percent <= -23.17", True, "-23.170731", None),
        ("poor: change_percent <= -23.2", False, "-23.170731", None),
        ("poor: judgement = better", True, "better", None),
        ("rate: change = 0.38", True, "0.38", None),
        ("rate: target = 70.5", True, "70.5", None),  # the later one stands in
        ("rate: status = in_progress", True, "in_progress", None),
        ("city: actual = true", True, "True", None),
        ("city: target = true", True, "True", None),
        ("city: actual = false", False, "True", None),
        ("city: actual > 0", False, "True", "a milestone is true or false, it has no number"),
        ("city: completion >= 100", True, "100", None),
        ("told: status != missed", True, "no_target", None),
        ("told: status = met", False, "no_target", "no target"),
        ("told: completion >= 1", False, None, "n/a: no target"),
        ("told: target = 1", False, None, "n/a: no target"),
        ("told: judgement != worse", True, "not_judged", None),
        ("none: actual > 0", False, None, "n/a: no figure"),
        ("none: completion >= 1", False, None, "n/a: no figure"),
        ("none: status != missed", False, "no_data", "no figure"),  # nobody knows
        ("none: status = no_data", True, "no_data", None),
        ("none: observation_status = final", False, None, "n/a: no figure"),
        ("none: judgement = better", False, None, "n/a: no figure before 2024 to compare it with"),
        ("band: target >= 20", False, None, "n/a: a band has two edges, 20 and 30"),
        ("band: target@2023 = 25", True, "25", None),
        ("band: judgement = unchanged", False, None, "n/a: the band itself changed"),
        ("visitors: actual@2024-Q1 = 90", True, "90", None),
        ("visitors: change@2024-01..2024-09 = 50", True, "50", None),
        ("visitors: change@2023-01..2023-09 = 50", False, None, "n/a: no figure before 2023-01..2023-09 to compare it with"),
        ("visitors: change@0001 = 50", False, None, "n/a: no figure before 0001 to compare it with"),
        # the third quarter has no figure, whatever the two before it add up to
        ("visitors: completion@2024-Q3 >= 20", False, None, "n/a: no figure; there are figures for 2023-01..2023-06, 2023-01..2023-09, ... 2024-01..2024-09"),
        ("visitors: expected < 300", True, "299.453551", None),  # 274 of 366 days of 400
    ],
)  # fmt: skip
def test_a_rule_holds_by_the_exact_figure(
    hold: Hold, rule: str, held: bool, figure: str | None, reason: str | None
) -> None:
    (found,) = hold(CITY, rule, only=("rules",)).findings
    shown = None if found.figure is None else str(found.figure)[: len(figure or "")]
    assert (found.held, shown, found.reason) == (held, figure, reason)
    assert (found.message is None) == found.held


def test_the_message_says_what_was_wanted_and_what_it_is(hold: Hold) -> None:
    rules = (
        "paid: completion >= 100",
        "local: actual >= 570",
        "revenue: target/council > 1000",
        "paid: status = met",
        "told: completion > 1",
        "x*: actual > 1",
    )
    assert [one.message for one in hold(CITY, *rules, only=("rules",)).findings] == [
        "completion >= 100 does not hold: it is 96.1904761905 %",
        "actual >= 570 does not hold: it is over 568 (undetermined: 'over' leaves it open)",
        "target > 1000 does not hold: it is about 995.6859362",
        "status = met does not hold: it is nearly met",
        "completion > 1 does not hold: n/a: no target",
        "the rule selects no indicator",
    ]


def test_what_is_still_missing_to_an_implied_target_is_known_within_its_rounding(
    hold: Hold,
) -> None:
    """90 at 90 % is 100, from 89.5 / 0.905 to 90.5 / 0.895; a decrease multiplies instead."""
    text = """
[indicators.more]
name = "More"
direction = "increase"
actual.2024 = { value = 90, stated = { completion = 90 } }
[indicators.less]
name = "Less"
direction = "decrease"
actual.2024 = { value = 100, stated = { completion = 90 } }
[indicators.over]
name = "Over"
direction = "increase"
actual.2024 = { value = 90, qualifier = "over", stated = { completion = 90 } }
[indicators.nearly]
name = "Nearly"
direction = "increase"
actual.2024 = { value = 90, qualifier = "nearly", stated = { completion = 90 } }
"""
    rules = (
        "more: remaining > 8.8",
        "more: remaining > 9",
        "less: remaining > 9",
        "less: remaining > 10",
        "over: target > 99",
        "over: remaining > 50",
        "nearly: target < 101",
        "nearly: remaining > 10",
        "nearly: variance < 5",
    )
    found = hold(text, *rules, only=("rules",)).findings
    assert [(one.held, one.reason) for one in found] == [
        (True, None),
        (False, "undetermined: it is implied and lies from 8.89503 to 11.1173 within rounding"),
        (True, None),
        (False, "undetermined: it is implied and lies from 9.0475 to 10.9475 within rounding"),
        (True, None),
        (False, "undetermined: it is implied and lies from 9.44751 within rounding"),
        (True, None),
        (False, "undetermined: it is implied and lies to 10.5587 within rounding"),
        (False, "undetermined: it is implied and lies from -10.5587 within rounding"),
    ]


UNFINISHED = """
[indicators.few]
name = "Traffic deaths"
direction = "decrease"
rollup = "sum"
target.2024 = 5
actual.2024-Q1 = 1
actual.2024-Q2 = 1

[indicators.many]
name = "Visitors"
direction = "increase"
rollup = "sum"
baseline.2023 = 50
target.2024 = 100
actual.2024-Q1 = 60
actual.2024-Q2 = 60

[indicators.peak]
name = "Longest wait"
direction = "decrease"
rollup = "max"
baseline.2023 = 50
target.2024 = 20
actual.2024-Q1 = 18

[indicators.trough]
name = "Lowest stock"
direction = "increase"
rollup = "min"
target.2024 = 20
actual.2024-Q1 = 22

[indicators.level]
name = "Coverage"
direction = "increase"
target.2024 = 90
actual.2024 = { value = 95, through = 2024-09-30 }

[indicators.balance]
name = "Net migration"
direction = "increase"
rollup = "sum"
target.2024 = 5
actual.2024-Q1 = 9
actual.2024-Q2 = -2

[indicators.band]
name = "Rainfall"
direction = "maintain"
rollup = "sum"
target.2024 = { min = 20, max = 30 }
actual.2024-Q1 = 25

[indicators.way]
name = "Trees"
direction = "increase"
method = "distance"
rollup = "sum"
baseline.2023 = 10
target.2024 = 20
actual.2024-Q1 = 20

[indicators.whole]
name = "Fires"
direction = "decrease"
rollup = "sum"
target.2024 = 5
actual.2024 = 4

[indicators.noway]
name = "Roads"
direction = "increase"
method = "distance"
actual.2024 = { through = 2024-09-30, stated = { completion = 90 } }

[indicators.implied]
name = "Revenue"
direction = "increase"
rollup = "sum"
actual.2024 = { value = 90, through = 2024-09-30, stated = { completion = 90 } }
"""

HALF = "incomplete: 2 of 4 quarters"
QUARTER = "incomplete: 1 of 4 quarters"


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        # two deaths of at most five: two quarters may bring more, and never fewer
        ("few: completion >= 100", HALF),
        ("few: actual <= 5", HALF),
        ("few: actual >= 2", ""),
        ("few: actual < 2", None),
        ("few: actual > 1", ""),
        ("few: variance <= 0", HALF),
        ("few: variance_percent > -70", ""),
        ("few: remaining = 0", HALF),
        ("few: target = 5", ""),  # a target does not move
        ("few: actual@2024-Q2 = 1", ""),  # the quarter is whole
        ("few: completion@2024-Q2 >= 100", "known only through 2024-06-30"),
        ("few: change > 0", "n/a: no figure before 2024 to compare it with"),
        # 120 visitors of 100: nothing can undo it
        ("many: completion >= 100", ""),
        ("many: completion >= 120", ""),
        ("many: completion = 120", HALF),
        ("many: completion <= 130", HALF),
        ("many: completion > 130", HALF),
        ("many: remaining <= 0", ""),
        ("many: progress >= 100", ""),
        ("peak: actual <= 20", QUARTER),
        ("peak: completion >= 100", QUARTER),
        ("peak: progress >= 100", QUARTER),
        ("peak: actual >= 18", ""),
        ("trough: completion >= 100", QUARTER),
        ("trough: completion <= 110", ""),
        ("trough: progress > 1", "n/a: no baseline before the target"),
        ("level: actual >= 90", "known only through 2024-09-30"),
        ("level: completion >= 100", "known only through 2024-09-30"),
        ("balance: actual >= 5", HALF),  # it may shrink again
        ("band: completion = 100", QUARTER),
        ("band: variance = 0", QUARTER),
        ("band: actual >= 25", ""),
        ("way: completion >= 100", ""),
        ("balance: actual@2024-Q1 = 9", ""),
        ("whole: completion >= 100", ""),
        ("noway: completion >= 80", "known only through 2024-09-30"),  # stated, no baseline
        ("noway: actual > 1", "n/a: the source gives only the percentage"),
        ("implied: target > 98", ""),
        ("implied: variance > -12", ""),  # -10.5 or more already
        ("implied: variance < 0", "known only through 2024-09-30"),
    ],
)
def test_what_is_missing_leaves_a_rule_open_unless_it_cannot_undo_it(
    hold: Hold, rule: str, reason: str | None
) -> None:
    (found,) = hold(UNFINISHED, rule, only=("rules",)).findings
    assert (found.held, found.reason) == (reason == "", reason or None)


def test_a_figure_of_an_unfinished_period_is_told_as_it_is(hold: Hold) -> None:
    over = "actual.2024 = { value = 2, qualifier = 'over', through = 2024-06-30 }"
    text = f"[indicators.a]\nname = 'A'\n{over}\n"
    (found,) = hold(text, "actual <= 5", only=("rules",)).findings
    assert (found.figure, found.figure_qualifier) == (2, "over")
    assert found.message == (
        "actual <= 5 does not hold: it is over 2 (known only through 2024-06-30)"
    )


@pytest.mark.parametrize(
    ("rule", "note"),
    [
        ("paid: actual >= 1.200", "1.200 in a rule is 1.2; 1200 is written without a separator"),
        ("none: actual >= 1.200", "1.200 in a rule is 1.2; 1200 is written without a separator"),
        ("paid: actual >= 1.2", None),
        ("paid: actual >= 0.125", None),  # nobody writes 125 so
        ("paid: completion >= 96.190", None),  # percentages have no thousands
        ("paid, precise: actual >= -1.154", "-1.154 in a rule is -1.154; -1154 is written without a separator"),
        ("precise: actual >= 1.154", None),  # as the figure is written
    ],
)  # fmt: skip
def test_a_bound_that_reads_as_thousands_elsewhere_is_told(
    hold: Hold, rule: str, note: str | None
) -> None:
    text = CITY + '\n[indicators.precise]\nname = "Precise"\nactual.2024 = 1.154\n'
    assert hold(text, rule, only=("rules",)).notes == ((note,) if note else ())


@pytest.mark.parametrize(
    ("rule", "about"),
    [
        ("group budget: actual > 0", ["revenue", "local"]),
        ("group bud*, poor: actual > 0", ["poor", "revenue", "local"]),
        ("p*, r?te: actual > 0", ["paid", "poor", "rate"]),
        ("group ?rban: actual > 0", ["paid"]),
    ],
)
def test_a_rule_is_about_ids_groups_and_patterns(
    hold: Hold, rule: str, about: list[str]
) -> None:
    found = hold(CITY, rule, only=("rules",)).findings
    assert sorted(str(one.indicator) for one in found) == sorted(about)


@pytest.mark.parametrize("rule", ["*: status != x", "actual > 0"])
def test_without_names_and_with_a_star_it_is_about_every_indicator(
    hold: Hold, rule: str
) -> None:
    assert len(hold(CITY, rule.replace("x", "missed"), only=("rules",)).findings) == 10


@pytest.mark.parametrize("rule", ["x*: actual > 0", "group empty: actual > 0"])
def test_a_rule_that_selects_nothing_fails(hold: Hold, rule: str) -> None:
    view = hold(CITY, rule, only=("rules",))
    (found,) = view.findings
    assert (found.held, found.indicator, found.message) == (
        False,
        None,
        "the rule selects no indicator",
    )
    assert (view.summary.held, view.summary.errors) == (False, 1)


def test_each_target_set_is_held_on_its_own(hold: Hold) -> None:
    for rules, target in ((("revenue: completion/all >= 116",), None), (("revenue: completion >= 116",), "all")):  # fmt: skip
        found = hold(CITY, *rules, only=("rules",), target=target).findings
        assert [(one.target_set, one.held) for one in found] == [
            ("province", True),
            ("council", False),
        ]


def test_a_set_that_a_rule_names_must_be_there(hold: Hold) -> None:
    text = """
[indicators.a]
name = "A"
direction = "increase"
target.province.2024 = 5
actual.2024 = 5
[indicators.b]
name = "B"
direction = "increase"
target.council.2024 = 5
actual.2024 = 5
[indicators.c]
name = "C"
direction = "increase"
target.2024 = 5
actual.2024 = 5
"""
    found = hold(text, "completion/council >= 100", only=("rules",)).findings
    assert [(one.held, one.reason) for one in found] == [
        (False, "n/a: no target set 'council', it has province"),
        (True, None),
        (True, None),
    ]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (
            "payd: completion >= 1",
            'found "payd", expected the id of an indicator; did you mean paid?',
        ),
        (
            "budget: completion >= 1",
            'found "budget", expected the id of an indicator; a group is written: group budget',
        ),
        (
            "group budgt: completion >= 1",
            'found "budgt", expected the id of a group; did you mean budget?',
        ),
        (
            "completion/provinc >= 1",
            'found "provinc", expected a target set: province, council, all; did you mean province?',
        ),
    ],
)
def test_a_name_that_does_not_exist_is_an_input_error(hold: Hold, rule: str, told: str) -> None:
    with pytest.raises(InputError) as error:
        hold(CITY, rule)
    assert str(error.value) == f'rule "{rule}": {told}'


def test_without_target_sets_none_may_be_named(hold: Hold) -> None:
    with pytest.raises(InputError, match='found "x", expected no target set'):
        hold("[indicators.a]\nname = 'A'\nactual.2024 = 1\n", "actual/x > 0")


FILE = """
[indicators.a]
name = "A"
group = "g"
direction = "increase"
target.2024 = 10
actual.2024 = 9

[indicators.b]
name = "B"
direction = "increase"
target.2024 = 10
actual.2024 = 11

[[checks]]
name = "All is well"
require = "completion >= 100"

[[checks]]
name = "G is near"
where = { group = "g" }
require = "completion >= 100"
severity = "warning"

[[checks]]
name = "Of these two"
where = { group = "g", indicators = ["a", "b"] }
require = "b, a: status != missed"
"""


def test_rules_of_the_file_are_held_after_the_typed_ones(hold: Hold) -> None:
    view = hold(FILE, "b: actual > 0", only=("rules",))
    assert [
        (one.name, one.rule, one.indicator, one.held, one.severity, one.line)
        for one in view.findings
    ] == [
        (None, "b: actual > 0", "b", True, "error", None),
        ("All is well", "completion >= 100", "a", False, "error", 7),
        ("All is well", "completion >= 100", "b", True, "error", None),
        ("G is near", "completion >= 100 in group g", "a", False, "warning", 7),
        ("Of these two", "b, a: status != missed in group g in a, b", "a", True, "error", None),
    ]
    summary = view.summary
    assert (summary.rules, summary.rules_held, summary.judged, summary.judged_held) == (
        4,
        2,
        5,
        3,
    )
    assert (summary.errors, summary.warnings, summary.held) == (1, 1, False)


def test_a_warning_fails_only_when_strict(hold: Hold) -> None:
    text = FILE.replace("actual.2024 = 9", "actual.2024 = 10").replace(
        'require = "completion >= 100"\nseverity', 'require = "completion > 100"\nseverity'
    )
    assert hold(text, only=("rules",)).summary.held
    assert not hold(text, only=("rules",), strict=True).summary.held


def test_rules_of_the_file_about_others_are_left_out_and_told(hold: Hold) -> None:
    view = hold(FILE, only=("rules",), indicators=("b",))
    assert [one.indicator for one in view.findings] == ["b"]
    assert view.notes == ("2 rules of the file are about other indicators",)
    with_typed = hold(FILE, "a: actual > 0", only=("rules",), indicators=("b",))
    assert with_typed.findings[0].message == "the rule selects no indicator"


def test_a_rule_of_the_file_that_selects_nothing_fails_at_its_line(hold: Hold) -> None:
    text = FILE.replace('"b, a: status', '"b: status')
    found = hold(text, only=("rules",)).findings[-1]
    assert (found.message, found.line) == ("the rule selects no indicator", 28)


def test_all_mistakes_in_the_files_rules_are_told_with_their_lines(hold: Hold) -> None:
    text = FILE.replace('"completion >= 100"\n\n', '"completon => 100"\n\n')
    text = text.replace('["a", "b"]', '["a", "c"]').replace('"b, a:', '"b, x:')
    with pytest.raises(InputError) as error:
        hold(text, "c: actal > 0")
    assert [str(one).rpartition("/")[2] for one in error.value.mistakes] == [
        'rule "c: actal > 0": found "actal", expected a measure; did you mean actual?',
        'rule "c: actal > 0": found "c", expected the id of an indicator; there are a, b',
        't.toml:17: checks[1].require: found "completon", expected a measure; did you mean completion?',
        't.toml:17: checks[1].require: found "=>", expected one of >=, >, <=, <, =, !=; did you mean >=?',
        't.toml:27: checks[3].where.indicators[2]: found "c", expected the id of an indicator; there are a, b',
        't.toml:28: checks[3].require: found "x", expected the id of an indicator; there are a, b',
    ]


def test_every_measure_can_be_asked_of_every_indicator(hold: Hold) -> None:
    for term in TERMS:
        value = Decimal(1) if term.numeric else term.words[0]
        operator = ">=" if term.numeric else "="
        view = hold(CITY, f"{term.name} {operator} {value}", only=("rules",), target="all")
        assert view.summary.judged == 11  # revenue has two sets
        assert all(one.held or one.message for one in view.findings)


def test_an_indicator_of_direction_neutral_is_told_not_judged(hold: Hold) -> None:
    text = '[indicators.a]\nname = "A"\ntarget.2024 = 10\nactual.2023 = 8\nactual.2024 = 9\n'
    rules = (
        "status != missed",
        "status = not_judged",
        "status = met",
        "judgement != worse",
        "completion >= 90",
        "completion >= 91",
    )
    found = hold(text, *rules, only=("rules",)).findings
    assert [(one.held, one.reason) for one in found] == [
        (True, None),
        (True, None),
        (False, "direction neutral: no judgement"),
        (True, None),
        (True, None),
        (False, None),
    ]
