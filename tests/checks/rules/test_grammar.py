"""One grammar for the file and the command line: read, written, and told what is wrong."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrack.checks.rules.grammar import (
    Chosen,
    Requirement,
    read_rule,
)
from kpitrack.checks.rules.terms import TERMS
from kpitrack.model.period import parse_period

HUNDRED = (Decimal(100),)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("completion >= 100", Requirement((), "completion", ">=", HUNDRED)),
        ("completion>=100 %", Requirement((), "completion", ">=", HUNDRED)),
        (
            "budget-revenue: completion >= 100",
            Requirement((Chosen("budget-revenue"),), "completion", ">=", HUNDRED),
        ),
        (
            "a, b-*, group  social : status != missed",
            Requirement(
                (Chosen("a"), Chosen("b-*"), Chosen("social", True)),
                "status",
                "!=",
                ("missed",),
            ),
        ),
        ("*: actual < -1.50", Requirement((Chosen("*"),), "actual", "<", (Decimal("-1.50"),))),
        (
            "a: completion@2024/council ≥ 100",
            Requirement(
                (Chosen("a"),), "completion", ">=", HUNDRED, parse_period("2024"), "council"
            ),
        ),
        (  # as a mark in a document writes it
            "a.completion@2024-01..2024-09/council >= 100",
            Requirement(
                (Chosen("a"),),
                "completion",
                ">=",
                HUNDRED,
                parse_period("2024-01..2024-09"),
                "council",
            ),
        ),
        (
            "completion / council >= 100",
            Requirement((), "completion", ">=", HUNDRED, None, "council"),
        ),
        ("status == Nearly met", Requirement((), "status", "=", ("nearly_met",))),
        (
            "status = met, exceeded,no-target",
            Requirement((), "status", "=", ("met", "exceeded", "no_target")),
        ),
        (
            "learning-city: actual = TRUE",
            Requirement((Chosen("learning-city"),), "actual", "=", ("true",)),
        ),
        ("judgement ≠ worse", Requirement((), "judgement", "!=", ("worse",))),
        ("change_percent ≤ +5", Requirement((), "change_percent", "<=", (Decimal(5),))),
        ("group: actual > 1", Requirement((Chosen("group"),), "actual", ">", (Decimal(1),))),
    ],
)
def test_a_rule_is_read(text: str, rule: Requirement) -> None:
    assert read_rule(text) == (rule, [])
    assert read_rule(str(rule)) == (rule, [])


def test_a_rule_is_written_in_one_way() -> None:
    assert str(read_rule("a.completion@2024-S1/x>=95%")[0]) == "a: completion@2024-H1/x >= 95"
    assert str(read_rule("status≠met,missed")[0]) == "status != met, missed"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("completon >= 100", ['"completon" | a measure | did you mean completion?']),
        (
            "completion at least 100",
            [
                '"completion at least 100" | a measure, an operator and a value, such as completion >= 100 | '
            ],
        ),
        ("", ["nothing | a measure, an operator and a value, such as completion >= 100 | "]),
        (
            "completion => 100",
            ['"=>" | one of >=, >, <=, <, =, != | did you mean >=?'],
        ),
        ("completion ~ 100", ['"~" | one of >=, >, <=, <, =, != | ']),
        (
            "completon <> 96,2",
            [
                '"completon" | a measure | did you mean completion?',
                '"<>" | one of >=, >, <=, <, =, != | did you mean !=?',
            ],
        ),
        ("completion >= 96,2", ['"96,2" | a number such as 1154.5 | write 96.2']),
        ("completion >= 1.154,5", ['"1.154,5" | a number such as 1154.5 | write 1154.5']),
        ("actual >= 1,154.50", ['"1,154.50" | a number such as 1154.5, or true or false | write 1154.5']),
        ("change >= −5", ['"−5" | a number such as 1154.5 | write -5']),
        ("change >= 1 200", ['"1 200" | a number such as 1154.5 | write 1200']),
        ("change >= 1.200.000", ['"1.200.000" | a number such as 1154.5 | write 1200000']),
        # a comma before three digits marks thousands or decimals: who wrote it must say
        ("change >= 1,200", ['"1,200" | a number such as 1154.5 | write 1200 or 1.2, whichever is meant']),
        ("change >= 0,125", ['"0,125" | a number such as 1154.5 | write 0.125']),
        ("completion >= 96,2 %", ['"96,2 %" | a number such as 1154.5 | write 96.2']),
        ("completion >= 100%%", ['"100%%" | a number such as 1154.5 | write 100']),
        ("completion >=", ["nothing | a number such as 1154.5 | "]),
        ("completion >= inf", ['"inf" | a number such as 1154.5 | ']),
        ("completion >= ٣", ['"٣" | a number such as 1154.5 | ']),
        ("actual >= 5 %", ['"5 %" | a number without %: actual is in the unit | ']),
        ("actual = yes", ['"yes" | a number such as 1154.5, or true or false | ']),
        ("actual >= true", ['">=" | = or != before a word | ']),
        ("status >= met", ['">=" | = or != before a word | ']),
        # what only marks in documents have
        ("a: rise > 5", ['"rise" | a measure | a rule says change, with its sign']),
        ("a: fall_percent > 5", ['"fall_percent" | a measure | a rule says change_percent, with its sign']),
        ("a: change@2024:2025 > 5", ['"@2024:2025" | one period behind @ | a change is from the period before: change@2025']),
        ("status = mised", ['"mised" | a word of status | did you mean missed?']),
        ("status = ", ["nothing | a word of status | there are exceeded, met, on_track, nearly_met, at_risk, partly_met, off_track, missed, undetermined, in_progress, not_due, not_started, no_target, no_data, not_judged"]),
        ("90 <= completion <= 110", [
            '"90" | a measure | there are completion, progress, variance, variance_percent, remaining, expected, actual, target, change, change_percent, status, judgement, observation_status',
        ]),
        ("completion >= 90 <= 110", ['"90 <= 110" | one comparison in a rule | write a rule for each']),
        (
            ": completion >= 1",
            ["nothing before the colon or a comma | the id of an indicator, * or group and its id | "],
        ),
        (
            "a,: completion@ >= 1",
            [
                "nothing before the colon or a comma | the id of an indicator, * or group and its id | ",
                "nothing | a period: a period is written 2024, 2024-H1, 2024-Q3, 2024-09, 2024-W37, 2024-09-30 or a span such as 2024-01..2024-09 | ",
            ],
        ),
        ("completion@2024-13 >= 1", ['"2024-13" | a period: a year has 12 months, numbered 1 to 12 | ']),
        ("completion@2024/ >= 1", ["nothing after / | the name of a target set | "]),
    ],
)  # fmt: skip
def test_all_that_is_wrong_in_a_rule_is_told(text: str, told: list[str]) -> None:
    assert [" | ".join(one) for one in read_rule(text)[1]] == told


ids = st.from_regex(r"[a-z0-9*?]+(-[a-z0-9*?]+)*", fullmatch=True)
chosen = st.builds(Chosen, ids, st.booleans())
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=4)
periods = st.sampled_from(["2024", "2024-H1", "2024-09-30", "2021..2025", "2024-01..2024-09"])


@st.composite
def rules(draw: Any) -> Requirement:
    term = draw(st.sampled_from(TERMS))
    words = st.lists(st.sampled_from(term.words or ("none",)), min_size=1, max_size=3)
    if term.numeric and (not term.words or draw(st.booleans())):
        operator, values = (
            draw(st.sampled_from([">=", ">", "<=", "<", "=", "!="])),
            (draw(numbers),),
        )
    else:
        several = 1 if term.numeric else None
        operator, values = draw(st.sampled_from(["=", "!="])), tuple(draw(words)[:several])
    return Requirement(
        tuple(draw(st.lists(chosen, max_size=3))),
        term.name,
        operator,
        values,
        draw(st.none() | periods.map(parse_period)),
        draw(st.none() | st.from_regex(r"[A-Za-z][\w-]*", fullmatch=True)),
    )


@given(rules())
def test_a_rule_that_is_written_reads_as_itself(rule: Requirement) -> None:
    assert read_rule(str(rule)) == (rule, [])


@given(st.text())
def test_any_text_is_a_rule_or_is_told_what_is_wrong(text: str) -> None:
    requirement, slips = read_rule(text)
    assert slips or read_rule(str(requirement)) == (requirement, [])
