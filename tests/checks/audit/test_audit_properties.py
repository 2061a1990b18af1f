"""What holds of every report: the true is never accused, the false always."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kpitrack.checks.audit.audit import audit_text
from kpitrack.checks.audit.prose import Composed, without_markup
from tests.checks.audit.asking import said

some = settings(max_examples=60, deadline=None)

counts = st.integers(2, 1_499) | st.integers(2_101, 9_999)
"""What is no year by itself."""

places = st.integers(0, 2)

_WORDS = re.findall(
    r"\S+",
    """
    hộ đơn vụ dự án tăng giảm đạt bằng so với năm trước trong đó gồm còn lại kế hoạch tổng số
    trên gần tỷ đồng ha homes of the up down from to by rose fell plan target remaining each
    average total comprising 2023 51 68 75% 1.154 1,154 10,63 404/420 17/8 -5% +19 0 08 ( ) , ;
    . : / – - * | ` 12/NQ-TW phần trăm per cent điểm million vạn doubled respectively more than
    vượt
    """,
)
texts = st.lists(st.sampled_from([*_WORDS, "\n", "\n\n"]), max_size=40).map(" ".join)
glued = st.text(alphabet="0123456789.,%/()-–;: \nhaộếkTỷ*`<>", max_size=60)
any_text = texts | glued


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _percent(part: int, whole: int, decimals: int) -> Decimal:
    return _rounded(Decimal(part) * 100 / whole, decimals)


def _comma(number: Decimal) -> str:
    return f"{number:f}".replace(".", ",")


@given(part=counts, whole=counts, decimals=places)
@some
def test_a_true_fraction_is_never_accused(part: int, whole: int, decimals: int) -> None:
    assume(part < whole)
    percent = _percent(part, whole, decimals)
    assert said(f"The office closed {part} of {whole} petitions ({percent:f}%).") == [
        ("ratio", "holds")
    ]
    assert said(f"Đã giải quyết {part}/{whole} đơn thư, đạt {_comma(percent)}%.") == [
        ("ratio", "holds")
    ]


@given(
    part=counts,
    whole=counts,
    decimals=places,
    off=st.integers(2, 9),
    up=st.booleans(),
)
@some
def test_a_fraction_that_is_off_by_more_than_its_last_digit_is_always_accused(
    part: int, whole: int, decimals: int, off: int, up: bool
) -> None:
    assume(part < whole)
    wrong = _percent(part, whole, decimals) + Decimal(off if up else -off).scaleb(-decimals)
    assume(wrong > 0)
    assert said(f"The office closed {part} of {whole} petitions ({wrong:f}%).") == [
        ("ratio", "does_not_hold")
    ]
    assert said(f"Đã giải quyết {part}/{whole} đơn thư, đạt {_comma(wrong)}%.") == [
        ("ratio", "does_not_hold")
    ]


@given(now=counts, before=counts)
@some
def test_a_true_change_is_never_accused(now: int, before: int) -> None:
    assume(now != before)
    delta, percent = abs(now - before), _percent(abs(now - before), before, 1)
    word, verb = ("up", "tăng") if now > before else ("down", "giảm")
    for text in (
        f"There are {now} farms, {word} {percent}% from {before} farms.",
        f"There are {now} homes, {word} {delta} homes ({percent}%).",
        f"Xảy ra {now} vụ, {verb} {delta} vụ ({_comma(percent)}%) so với cùng kỳ ({before} vụ).",
    ):
        assert all(verdict == "holds" for _, verdict in said(text)), text
        assert any(kind == "change" for kind, _ in said(text)), text


@given(now=counts, before=counts)
@some
def test_a_change_the_other_way_round_is_accused(now: int, before: int) -> None:
    assume(now != before)
    percent = _percent(abs(now - before), before, 1)
    word = "down" if now > before else "up"
    assert said(f"There are {now} farms, {word} {percent}% from {before} farms.") == [
        ("change", "does_not_hold")
    ]


@given(parts=st.lists(counts, min_size=2, max_size=5))
@some
def test_parts_that_make_their_total_are_never_accused(parts: list[int]) -> None:
    total = sum(parts)
    assume(not 1500 <= total <= 2100)
    names = ("old", "large", "small", "rural", "coastal")
    listed = [f"{part} {name} farms" for part, name in zip(parts, names, strict=False)]
    text = f"There are {total} farms, comprising {', '.join(listed[:-1])} and {listed[-1]}."
    assert said(text) == [("sum", "holds")]


@given(text=any_text)
@some
def test_no_text_makes_it_fail_and_every_claim_lies_inside(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    found = audit_text(composed)
    assert 0 <= found.unclaimed <= found.numbers
    assert [one.start for one in found.claims] == sorted(one.start for one in found.claims)
    for claim in found.claims:
        assert len(claim.figures) > 1
        assert len(set(claim.figures)) == len(claim.figures)
        assert 0 <= claim.start < claim.end <= len(composed)
        for start, end in claim.figures:
            assert start < end
            assert (
                any(one.isdigit() for one in composed[start:end])
                or composed[start:end].isalpha()
            )


@given(text=any_text)
@some
def test_composed_and_decomposed_text_say_the_same(text: str) -> None:
    composed = audit_text(Composed(unicodedata.normalize("NFC", text)).text)
    apart = audit_text(Composed(unicodedata.normalize("NFD", text)).text)
    assert composed == apart


@given(text=any_text | st.text(max_size=60))
@some
def test_blanking_markup_keeps_every_place(text: str) -> None:
    plain = without_markup(text)
    assert len(plain) == len(text)
    assert plain.count("\n") >= text.count("\n")
    assert without_markup(plain) == plain or "\n" in text
