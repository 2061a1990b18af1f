"""Figures that name an indicator: held against the data where nothing is in doubt."""

import datetime as dt

import pytest

from kpitrack.checks.audit.against_data import Known
from kpitrack.checks.audit.document import Found
from kpitrack.checks.audit.excerpt import Page
from kpitrack.checks.audit.mentions import Unit, parsed_unit
from kpitrack.checks.audit.prose import without_markup
from kpitrack.checks.written import COMMA, POINT
from tests.conftest import LONG_AFTER, Make

TRACKER = """
[tracker]
period = 2024
target = "province"

[indicators.revenue]
name = "Total budget revenue"
names.vi = "Tổng thu ngân sách"
unit = "billion VND"
units.vi = "tỷ đồng"
direction = "increase"
baseline.2020 = 700
actual.2023 = 1000.5
actual.2024 = [
  { value = 1154.433, date = 2025-01-10 },
  { value = 1161, date = 2025-03-01 },
]
target.province.2024 = 968
target.council.2024 = 990

[indicators.revenue-city]
name = "Total budget revenue of the city"
unit = "billion VND"
actual.2024 = { value = 568, qualifier = "over" }

[indicators.paid]
name = "Public investment disbursed"
unit = "billion VND"
direction = "increase"
target.2024 = 420
actual.2024 = 404

[indicators.poor]
name = "Poor households"
names.vi = "Hộ nghèo"
unit = "households"
units.vi = "hộ"
direction = "decrease"
target.2024 = 70
actual.2024 = { value = 63, by = { ward = { a = 40, b = 23 } } }

[indicators.urban]
name = "Urbanisation rate"
names.vi = "Tỷ lệ đô thị hoá"
unit = "%"
actual.2024 = 69.38

[indicators.petitions]
name = "Petitions settled"
unit = "%"
units.en = "per cent"
actual.2024 = { count = 51, of = 68 }

[indicators.class]
name = "Class size"
unit = "pupils"
direction = "maintain"
target.2024 = { min = 20, max = 30 }
actual.2024 = 29

[indicators.school]
name = "School open"
direction = "milestone"
actual.2024 = true

[indicators.wells]
name = "Wells"
unit = "wells"
rollup = "sum"
actual.2024-Q1 = 5

[indicators.so-far]
name = "Trees planted"
unit = "trees"
actual.2024 = { value = 500, through = 2024-09-30 }

[indicators.twin-a]
name = "Twins"
unit = "pairs"
actual.2024 = 3

[indicators.twin-b]
name = "Twins"
unit = "pairs"
actual.2024 = 4

[indicators.signs]
name = "+++"
unit = "ha"
actual.2024 = 1

[indicators.bare]
name = "Villages"
actual.2024 = 12
"""


@pytest.fixture
def known(make: Make) -> Known:
    return Known(make(TRACKER), LONG_AFTER)


def said(known: Known, text: str, style: str = "point") -> list[tuple[str, str]]:
    """Verdict and figure of everything that was held."""
    page = Page(text, without_markup(text))
    found = known.hold(page, COMMA if style == "comma" else POINT)
    return [(one.verdict, text[one.figures[0][0] : one.figures[0][1]]) for one in found]


@pytest.mark.parametrize(
    ("text", "style", "figure"),
    [
        ("Total budget revenue reached 1,161 billion VND.", "point", "1,161 billion VND"),
        ("total  budget\nREVENUE in 2024: 1,161 billion dong", "point", "1,161 billion dong"),
        ("In 2024, total budget revenue was 1.161 trillion VND", "point", "1.161 trillion VND"),
        ("Tổng thu ngân sách năm 2024 ước đạt 1.161 tỷ đồng", "comma", "1.161 tỷ đồng"),
        ("Năm 2024, tổng thu ngân sách đạt 1,2 nghìn tỷ đồng.", "comma", "1,2 nghìn tỷ đồng"),
        ("Tổng thu ngân sách đạt 1.161 tỷ, tăng", "comma", "1.161 tỷ"),
        ("- Hộ nghèo còn 63 hộ; hết", "comma", "63 hộ"),
        ("1. Poor households: 63 households in 2024.", "point", "63 households"),
        (
            "There were more. Poor households were **63** households.",
            "point",
            "63** households",
        ),
        ("Urbanisation rate was 69.4%", "point", "69.4%"),
        ("Tỷ lệ đô thị hoá đạt 69,4 phần trăm.", "comma", "69,4 phần trăm"),
        ("Petitions settled: 75 percent.", "point", "75 percent"),
        ("Petitions settled: 75 per cent.", "point", "75 per cent"),
        ("Petitions settled: 75 percent in 2024.", "point", "75 percent"),
        (
            "Poor households were 63 households and all of us were glad of that.",
            "point",
            "63 households",
        ),
        ("Total budget revenue in 2023 was 1,001 billion VND.", "point", "1,001 billion VND"),
        (
            "Total budget revenue of the city was over 568 billion VND",
            "point",
            "568 billion VND",
        ),
    ],
)
def test_what_agrees_with_the_data_holds(
    known: Known, text: str, style: str, figure: str
) -> None:
    assert said(known, text, style) == [("holds", figure)]


@pytest.mark.parametrize(
    ("text", "style", "figure"),
    [
        ("Total budget revenue reached 1,164 billion VND.", "point", "1,164 billion VND"),
        ("Tổng thu ngân sách năm 2024 đạt 1.164 tỷ đồng.", "comma", "1.164 tỷ đồng"),
        ("Poor households were 64 households.", "point", "64 households"),
        ("Urbanisation rate: 69.5%", "point", "69.5%"),
        (
            "Total budget revenue of the city was over 590 billion VND",
            "point",
            "590 billion VND",
        ),
        ("In 2023, total budget revenue was 900 billion VND.", "point", "900 billion VND"),
    ],
)
def test_what_does_not_is_found(known: Known, text: str, style: str, figure: str) -> None:
    assert said(known, text, style) == [("does_not_hold", figure)]


@pytest.mark.parametrize(
    "text",
    [
        "Total budget revenue rose by 164 billion VND.",
        "Total budget revenue should reach 1,300 billion VND.",
        "The plan: total budget revenue of 1,300 billion VND.",
        "Share of total budget revenue was 5 billion VND.",
        "In the north, poor households were 5 households.",
        "Poor households were 5 households in the north.",
        "Poor households were 5 households per village.",
        "Poor households: 12 households in 2024 lived in the northern wards.",
        "Poor households reached 41 households in 2024 with a woman at the head.",
        "Total budget revenue: 910 billion VND (78% of the plan) by mid-2024.",
        "Total budget revenue in 2024: 900 billion VND (central) and 254 billion VND (city).",
        "Poor households in 2024: 12 households (wards).",
        "Poor households were 5.",
        "Poor households were 5 people.",
        "Poor households were 5 of 60 households.",
        "Poor households were 5/60 households.",
        "Poor households, villages",
        "Poor households",
        "Poor householdship was 5 households.",
        "Total budget revenue was 1,164 million.",  # whose?
        "Total budget revenue was $1,164 billion VND.",
        "Total budget revenue was 1,164 billion USD.",
        "Total budget revenue was 1,164 ha.",
        "Total budget revenue was 11,64 billion VND.",  # no figure in this style
        "Total budget revenue was about 1,200 billion VND.",  # another qualifier
        "Total budget revenue of the city was 590 billion VND.",
        "Total budget revenue was 968 billion VND.",  # the plan
        "Class size was 20 pupils.",  # an edge of the plan
        "Total budget revenue was 990 billion VND.",  # the council's plan
        "Total budget revenue was 1,154 billion VND.",  # the estimate
        "Total budget revenue was 1,001 billion VND.",  # of 2023
        "Total budget revenue was 700 billion VND.",  # the baseline
        "Poor households were 40 households.",  # of ward a
        "Total budget revenue was 1.161 billion VND, and more.",  # right in the other style
        "Total budget revenue in 2019 was 5 billion VND.",
        "In 2024 total budget revenue was 5 billion VND, after 6 in 2022.",
        "In 2023 all was well. Total budget revenue was 5 billion VND.",
        "In nine months, total budget revenue was 5 billion VND.",
        "Report on nine months\n\nTotal budget revenue was 5 billion VND.",
        "Total budget revenue in Q3 was 5 billion VND.",
        "Total budget revenue was 5 billion VND, after nine months.",
        "Total budget revenue\n\n5 billion VND",
        "| Total budget revenue | 5 billion VND |",
        "School open: 5 ha",
        "Wells: 7 wells",
        "Trees planted: 7 trees",
        "Twins: 7 pairs",
        "+++ 7 ha",
        "Villages: 7 villages",
    ],
)  # fmt: skip
def test_where_anything_is_in_doubt_nothing_is_said(known: Known, text: str) -> None:
    wrong = [one for one in said(known, text) if one[0] != "holds"]
    assert wrong == []


def test_each_mention_of_an_indicator_is_held(known: Known) -> None:
    text = "Poor households: 63 households.\nPoor households: 64 households."
    assert said(known, text) == [("holds", "63 households"), ("does_not_hold", "64 households")]


def test_the_coarser_precision_counts(make: Make) -> None:
    known = Known(make(TRACKER), dt.date(2025, 2, 1))
    assert said(known, "Total budget revenue: 1,154 billion VND") == [
        ("holds", "1,154 billion VND")
    ]
    known = Known(make(TRACKER), LONG_AFTER)
    text = "Total budget revenue: 1,161.3 billion VND. Urbanisation rate: 69.3%."
    assert said(known, text) == [
        ("holds_by_rounding", "1,161.3 billion VND"),
        ("cut", "69.3%"),
    ]


def test_a_claim_names_what_it_was_held_against(known: Known) -> None:
    page = Page(*["Total budget revenue: 1,164.5 billion VND."] * 2)
    (one,) = known.hold(page, POINT)
    assert one == Found(
        kind="data",
        verdict="does_not_hold",
        figures=((22, 41),),
        stated=one.stated,
        expected=one.expected,
        low=one.low,
        high=one.high,
        formula="revenue.actual@2024",
        reason="",
        sure=True,
        against=("revenue", "2024"),
    )
    assert (one.stated, one.expected) == (1_164_500_000_000, 1_161_000_000_000)
    assert (one.low, one.high) == (1_160_500_000_000, 1_161_500_000_000)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Public investment disbursed: 404 billion VND (96.2% of the plan)", [("holds", "404 billion VND"), ("holds", "96.2%")]),
        ("Public investment disbursed: 404 billion VND, 97% of plan", [("holds", "404 billion VND"), ("does_not_hold", "97%")]),
        ("Public investment disbursed: 404 billion VND, bằng 96.1 % kế hoạch", [("holds", "404 billion VND"), ("cut", "96.1 %")]),
        ("Public investment disbursed: 404 billion VND, 97% more", [("holds", "404 billion VND")]),
        ("Public investment disbursed: 404 billion VND, 9,7% of plan", [("holds", "404 billion VND")]),
        ("Public investment disbursed: 410 billion VND, 97% of plan", [("does_not_hold", "410 billion VND")]),
        ("Total budget revenue was 1,161 billion VND, 119.9% of plan", [("holds", "1,161 billion VND"), ("holds", "119.9%")]),
        ("Total budget revenue was 1,161 billion VND, 150% of plan", [("holds", "1,161 billion VND")]),  # whose plan?
        ("Poor households: 63 households, 90% of plan", [("holds", "63 households")]),  # which way?
    ],
)  # fmt: skip
def test_a_stated_completion_is_held_where_it_is_clear(
    known: Known, text: str, expected: list[tuple[str, str]]
) -> None:
    assert said(known, text) == expected


def test_a_tracker_that_means_no_year_is_held_only_where_one_is_named(make: Make) -> None:
    text = 'name = "Poor households"\nunit = "households"\n'
    quarterly = make(f"[tracker]\nperiod = '2024-Q3'\n[indicators.a]\n{text}actual.2024 = 63\n")
    empty = make(f"[indicators.a]\n{text}")
    latest = make(f"[indicators.a]\n{text}actual.2023 = 82\nactual.2024 = 63\n")
    for tracker, expected in (
        (quarterly, []),
        (empty, []),
        (latest, [("does_not_hold", "64 households")]),
    ):
        assert said(Known(tracker, LONG_AFTER), "Poor households: 64 households") == expected
    named = "Poor households in 2024: 64 households"
    assert said(Known(quarterly, LONG_AFTER), named) == [("does_not_hold", "64 households")]
    assert said(Known(empty, LONG_AFTER), named) == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("billion VND", Unit(9, ("đồng",))),
        ("nghìn tỷ đồng", Unit(12, ("đồng",))),
        ("tỷ", Unit(9, ())),
        ("%", Unit(0, ("%",))),
        ("per cent", Unit(0, ("%",))),
        ("Households", Unit(0, ("household",))),
        ("", Unit(0, ())),
    ],
)
def test_a_unit_is_a_scale_and_what_is_counted(text: str, unit: Unit) -> None:
    assert parsed_unit(text) == unit
