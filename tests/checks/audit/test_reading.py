"""From text to figures, cues and roles."""

import unicodedata
from decimal import Decimal

import pytest

from kpitrack.checks.audit.audit import language_style
from kpitrack.checks.audit.reading import Figure, read_paragraph
from kpitrack.checks.audit.roles import (
    Scene,
    alike,
    read_roles,
    shared_scale,
    stem,
    surely_alike,
)
from kpitrack.checks.written import COMMA, POINT, NumberStyle


def scene(text: str, style: NumberStyle | None = None) -> Scene:
    return read_roles(read_paragraph(text, 0, len(text), style or language_style(text)))


def only(text: str, style: NumberStyle | None = None) -> Figure:
    """The one figure of a text."""
    (number,) = scene(text, style).numbers
    return number.figure


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("51 of the 68 homes (75%)", "nVnw(p)"),
        ("thu 404/420 tỷ đồng, bằng 96,2%", "wn/n,Ep"),
        ("giảm 19 hộ (23,2%) so với năm trước (82 hộ).", "Dnw(p)BY(nw)."),
        ("75 dự án, trong đó 23 chuyển tiếp và 52 mới", "nw,Inw&n-"),
        ("in 2024 there were 7 fires", "-y-@nw"),
        ("tháng 12/2022, năm học 2022-2023", "wo,wo"),
        ("Mr. Smith has 5 dogs. They bark!", "w@nw.."),
        ("Section 5 has 3.5 m.", "wo@n."),
        ("fell from 82 to 63", "Dfntn"),
        ("82 → 63", "ntn"),
        ("more than 500 of them", "qnI"),
        ("12% more than last year", "puY"),
        ("12% more than the", "pu-"),
        ("revenue doubled", "wUp"),
        ("costs halved", "wDp"),
        ("Seven of the twelve (58%)", "nVn(p)"),
        ("seven days, 5 nights", "w,ow"),
        ("of the 12, leaving six open", "Vn,Rnw"),
        ("Hòa Bình116ha", "w~"),
        ("on the 5th day, on the whole", "-ow,-w"),
        ("up 5 on the 20 of 2020", "UnBnVy"),
        ("5%…", "p."),
        ("[x] = 5", "(w)En"),
        ("5 homes | 6 wells", "nw.nw"),
        ("5 homes, e.g. 6", "nw,wn"),
        ("A. Smith has 5", "-w@n"),
        ("No figure stands here. 5 homes.", ".nw."),
        ("Of the 12, none is left! Was it so? 5 homes", "Vn,w@w..nw"),
        ("lines:\n- 5 new\n- 6 old", "w:;–nw;–nw"),
        ("lines\nwrapped 5", "wn"),
        ("5 percentage points below 7 bps", "pKnw"),
    ],
)  # fmt: skip
def test_a_text_is_read_into_cues(text: str, cues: str) -> None:
    assert read_paragraph(text, 0, len(text), language_style(text)).cues == cues


@pytest.mark.parametrize(
    ("text", "style", "value", "decimals", "scale"),
    [
        ("1,154 homes", POINT, "1154", 0, 0),
        ("1.154 hộ", COMMA, "1154", 0, 0),
        ("10,63 ha", COMMA, "10.63", 2, 0),
        ("1.154.433 đồng", COMMA, "1154433", 0, 0),
        ("08 xã", COMMA, "8", 0, 0),
        ("1 154 ha", COMMA, "1154", 0, 0),
        ("1\u00a0154 ha", COMMA, "1154", 0, 0),
        ("1\u202f154 ha", POINT, "1154", 0, 0),
        ("96 ,2%", COMMA, "96.2", 1, 0),
        ("1,5 tỷ đồng", COMMA, "1.5", 1, 9),
        ("1,5 nghìn tỷ đồng", COMMA, "1.5", 1, 12),
        ("3 vạn cây", COMMA, "3", 0, 4),
        ("2.5 million dollars", POINT, "2.5", 1, 6),
        ("$2.5m", POINT, "2.5", 1, 6),
        ("$3bn", POINT, "3", 0, 9),
        ("1.5m units", POINT, "1.5", 1, 6),
        ("1.5m long", POINT, "1.5", 1, 0),
        ("1.5m", POINT, "1.5", 1, 0),
        ("20k people", POINT, "20", 0, 3),
        ("20 k people", POINT, "20", 0, 0),
        ("$2.5M", POINT, "2.5", 1, 6),
        ("2.5M people", POINT, "2.5", 1, 0),
        ("50 basis points", POINT, "0.50", 2, 0),
        ("3.075%", COMMA, "3.075", 3, 0),
    ],
)  # fmt: skip
def test_a_number_is_read_with_its_decimals_and_scale(
    text: str, style: NumberStyle, value: str, decimals: int, scale: int
) -> None:
    figure = only(text, style)
    assert (figure.value, figure.decimals, figure.scale) == (Decimal(value), decimals, scale)


@pytest.mark.parametrize(
    ("text", "unit", "nouns"),
    [
        ("5 ha", "ha", ()),
        ("5 tỷ đồng", "đồng", ()),
        ("5 triệu USD", "usd", ()),
        ("5 đô la", "usd", ()),
        ("5 triệu đô la", "usd", ()),
        ("$5", "usd", ()),
        ("US$5 million", "usd", ()),
        ("VND 5 million", "đồng", ()),
        ("£5m", "gbp", ()),
        ("€5", "eur", ()),
        ("5 euros", "eur", ()),
        ("5 $", "usd", ()),
        ("62 tạ/ha", "tạ/ha", ()),
        ("5 triệu đồng/hộ", "đồng/hộ", ()),
        ("5 ha/", "ha", ()),
        ("5 ha/trong", "ha", ()),
        ("5 ha/7", "ha", ()),
        ("5 đồng chí", "", ("đồng", "chí")),
        ("5 more poor households", "", ()),
        ("5 poor households here", "", ("poor", "households", "here")),
        ("5 households in all", "", ("households",)),
    ],
)
def test_a_unit_is_told_from_a_noun(text: str, unit: str, nouns: tuple[str, ...]) -> None:
    figure = scene(text).numbers[0].figure
    assert (figure.unit, figure.nouns) == (unit, nouns)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("5%", "%"),
        ("5 %", "%"),
        ("5 percent", "%"),
        ("5 per cent", "%"),
        ("5 pct", "%"),
        ("5 phần trăm", "%"),
        ("5 điểm phần trăm", "points"),
        ("5 điểm %", "points"),
        ("5% điểm", "points"),
        ("5 percentage points", "points"),
        ("5 points", "points"),
        ("5 pp", "points"),
        ("5 điểm trường", ""),
        ("5 điểm", ""),
        ("gấp 2,5 lần", "times"),
        ("rose 2.5 times", "times"),
        ("2.5 times the 40 of then", "times"),
        ("5 homes", ""),
    ],
)
def test_percent_points_and_multiples_are_told_apart(text: str, share: str) -> None:
    assert scene(text).numbers[0].figure.share == share


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("trên 5 ha", "over"), ("hơn 5 ha", "over"), ("gần 5 ha", "nearly"), ("khoảng 5 ha", "about"),
        ("ước đạt 5 ha", ""), ("ước đạt trên 5 ha", "over"), ("dưới 5 ha", "under"), ("over 5 ha", "over"),
        ("nearly 5 ha", "nearly"), ("about 5 ha", "about"), ("an estimated 5 ha", "about"),
        ("at least 5 ha", "at least"), ("up to 5 ha", "at most"), ("more than 5 ha", "over"),
        ("fewer than 5 homes", "under"), ("less than the 5 ha", ""), ("5 ha", ""),
    ],
)  # fmt: skip
def test_a_qualifier_stands_right_before_its_figure(text: str, qualifier: str) -> None:
    assert only(text).qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "sign"), [("+5%", "+"), ("-5%", "-"), ("−5%", "-"), ("–5%", "-"), ("5%", "")]
)
def test_a_sign_is_kept_apart_from_the_value(text: str, sign: str) -> None:
    figure = only(text)
    assert (figure.sign, figure.value) == (sign, Decimal(5))


@pytest.mark.parametrize(
    ("text", "other"),
    [("1.154 hộ", "1.154"), ("10,63 ha", None), ("1.154.433 đồng", None), ("3.075%", "3075")],
)
def test_the_other_reading_of_a_number_is_kept_where_it_has_one(
    text: str, other: str | None
) -> None:
    assert only(text, COMMA).other == (None if other is None else Decimal(other))


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("in 2024 there were 7 fires", [2024]),
        ("7 fires in 2024", [2024]),
        ("1,378 in 2015 and 1,529 in 2016", [2015, 2016]),
        ("in 2015 households had 7 fires", [2015]),
        ("May 13, 2024: 7 fires", [2024]),
        ("7 fires", [0]),
    ],
)
def test_a_figure_may_be_of_a_year(text: str, years: list[int]) -> None:
    assert [one.year for one in scene(text).numbers] == years


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2024 households", 1),
        ("năm 2024 hộ", 0),
        ("2024 was dry", 0),
        ("7 months", 0),
        ("4. Urban areas", 0),
        ("## 4. Urban areas", 0),
        ("4.5 ha", 1),
        ("Table 3", 0),
        ("bão số 2", 0),
        ("tổng số 20 hộ", 1),
        ("tháng 5%", 1),
        ("May 2,000 people", 1),
        ("in May 45 homes", 1),
        ("kỳ họp 5", 0),
        ("quý\n5 homes", 1),
        ("1,154.433,222 ha", 0),
    ],
)
def test_years_names_and_stretches_of_time_are_no_amounts(text: str, numbers: int) -> None:
    assert len(scene(text).numbers) == numbers


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("up 19", ["delta"]),
        ("an increase in poverty of 19", ["delta"]),
        ("từ 82 xuống 63", ["from", "to"]),
        ("the plan of 82", ["plan"]),
        ("được giao 357,8 tỷ đồng kế hoạch vốn", ["plan"]),
        ("chi 357,8 tỷ đồng kế hoạch vốn", ["main"]),
        ("63 (2023: 82)", ["main", "before"]),
        ("63, so với năm trước 82", ["main", "before"]),
        ("a total of 82", ["total"]),
        ("of the 82, the remaining 63", ["whole", "rest"]),
        ("51 of 68", ["main", "whole"]),
        ("the cost of 68", ["main"]),
        ("reached 63", ["level"]),
        ("63 homes", ["main"]),
    ],
)
def test_a_figure_has_a_role_by_the_words_before_it(text: str, roles: list[str]) -> None:
    assert [one.role for one in scene(text).numbers] == roles


def test_a_sentence_ends_at_a_full_stop() -> None:
    assert [one.sentence for one in scene("5 homes, 6 roads. 7 wells! 8.").numbers] == [
        0,
        0,
        1,
        2,
    ]


def test_figures_that_are_far_apart_are_not_tied() -> None:
    text = "5 homes" + ", and (so) on" * 20 + " 6 homes"
    assert scene(text).numbers[1].gap.startswith("~")


def test_a_bracket_is_passed_over_on_the_way_left() -> None:
    found = scene("63 homes (82 in 2023, 95 in 2022), down 19")
    assert found.outer(3) == 0
    assert found.outer(1) == 0
    assert found.outer(0) is None
    assert scene("it has (5 homes), down 6").outer(1) is None
    assert scene("it has 5 homes), down 6").outer(1) is None


def test_words_between_no_items_are_none() -> None:
    assert scene("5 homes").words(1, 1) == ""
    assert scene("5 poor Homes").words(0, 2) == "5 poor homes"


@pytest.mark.parametrize(
    ("one", "other", "is_alike", "surely"),
    [
        ("5 homes", "6 homes", True, True),
        ("5 homes", "6 home", True, True),
        ("5 homes", "6 wells", False, False),
        ("5 homes", "6", True, False),
        ("5 ha", "6 ha", True, True),
        ("5 ha", "6 km", False, False),
        ("5 triệu đồng/hộ", "6 đồng", True, False),
        ("5%", "6 homes", False, False),
        ("5 poor homes", "6 homes", True, False),
    ],
)
def test_figures_are_alike_unless_a_unit_or_noun_sets_them_apart(
    one: str, other: str, is_alike: bool, surely: bool
) -> None:
    figures = only(one), only(other)
    assert (alike(*figures), surely_alike(*figures)) == (is_alike, surely)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("404", "420 tỷ đồng", (9, 9)),
        ("1,5 tỷ đồng", "2", (9, 9)),
        ("900 triệu đồng", "1,2 tỷ đồng", (6, 9)),
        ("900 hộ", "1,2 tỷ đồng", (0, 9)),
        ("1,2 tỷ đồng", "900 hộ", (9, 0)),
        ("5", "6", (0, 0)),
    ],
)
def test_a_scale_that_is_said_once_is_shared(
    one: str, other: str, expected: tuple[int, int]
) -> None:
    assert shared_scale(only(one), only(other)) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("homes", "home"), ("cities", "city"), ("churches", "church"), ("bus", "bus"), ("gas", "gas"), ("xã", "xã")],
)  # fmt: skip
def test_a_plural_has_the_stem_of_its_noun(word: str, expected: str) -> None:
    assert stem(word) == expected


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("Tỷ lệ hộ nghèo", COMMA),
        ("The rate", POINT),
        ("Tỷ lệ 1,234,567 và 2.5", POINT),
        ("The rates 3,5 and 1.234.567", COMMA),
    ],
)
def test_the_number_style_is_told_by_figures_or_else_by_the_language(
    text: str, style: NumberStyle
) -> None:
    assert language_style(unicodedata.normalize("NFC", text)) == style
