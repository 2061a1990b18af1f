"""An audit as tables and annotations: rows built by hand, told in both languages."""

from decimal import Decimal

import pytest

from kpitrack.render.audit import (
    arithmetic,
    audit_sheets,
    audit_text,
    place_of,
    should_be,
    told,
)
from kpitrack.render.github import github_text
from kpitrack.render.sheet import Manner
from kpitrack.render.terminal import draw
from kpitrack.views.audited import AuditView, ClaimRow, FileRead, audit_tally

ENGLISH, VIETNAMESE = Manner("en"), Manner("vi")

ROW = ClaimRow(
    file="r.md",
    part=None,
    line=3,
    column=9,
    text="We settled 51 of 68 (76%).",
    kind="ratio",
    verdict="does_not_hold",
    stated_text="76%",
    stated=Decimal(76),
    expected=Decimal("75.00"),
    expected_low=Decimal("75.00"),
    expected_high=Decimal("75.00"),
    unit="%",
    scale=0,
    decimals=0,
    formula="51 / 68",
    indicator=None,
    period=None,
    reason=None,
    sure=True,
    allowed=None,
)
MILLIONS = ROW._replace(
    kind="sum",
    stated_text="4.5 million",
    stated=Decimal(4_500_000),
    expected=Decimal(4_640_000),
    expected_low=Decimal(4_590_000),
    expected_high=Decimal(4_690_000),
    unit="million",
    scale=6,
    decimals=1,
    formula="1.21 + 3.43",
)
IMPOSSIBLE = ROW._replace(
    kind="impossible",
    stated_text="11.15%",
    expected=None,
    expected_low=None,
    expected_high=None,
    formula="",
    reason="no whole number before gives this percentage",
)
DATUM = MILLIONS._replace(
    kind="data",
    expected=Decimal("1154433000000"),
    unit="billion VND",
    scale=9,
    decimals=0,
    formula="revenue.actual@2024",
    indicator="revenue",
    period="2024",
)


def view(*rows: ClaimRow, strict: bool = False, numbers: int = 7) -> AuditView:
    tally = audit_tally(rows, strict)
    read = FileRead("r.md", numbers, 1, tally)
    return AuditView((read,), strict, True, rows, numbers, 1, tally, ())


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (ROW, "75 %"),
        (MILLIONS, "4.6 million (4.6–4.7)"),
        (MILLIONS._replace(unit=None, scale=0, decimals=0), "4,640,000 (4,590,000–4,690,000)"),
        (IMPOSSIBLE, "–"),
        (DATUM, "1,154.433 billion VND"),
        # what would be printed and still hold: 96.0 is 0.05 above what 95.95 may be
        (ROW._replace(decimals=1, expected=Decimal("96.19"), expected_low=Decimal("95.95"), expected_high=Decimal("96.45")), "96.2 % (95.9–96.5)"),
    ],
)  # fmt: skip
def test_what_it_should_be_is_told_as_the_document_would_print_it(
    row: ClaimRow, expected: str
) -> None:
    assert should_be(row, ENGLISH) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (ROW, "51 / 68 = 75 %"),
        (ROW._replace(decimals=1, expected=Decimal("23.1707"), formula="19 / 82"), "19 / 82 = 23.17 %"),
        (MILLIONS, "1.21 + 3.43 = 4.64 million"),
        (ROW._replace(formula="18 of 18"), "18 of 18"),
        (ROW._replace(formula="412"), "412"),
        (IMPOSSIBLE, "no whole number before gives this percentage"),
        (ROW._replace(reason="it rose"), "51 / 68 = 75 %; it rose"),
        (DATUM, "revenue.actual@2024 = 1,154.433 billion VND"),
        (DATUM._replace(unit="%", scale=0, expected=Decimal("119.2222")), "revenue.actual@2024 = 119.2 %"),
    ],
)  # fmt: skip
def test_the_arithmetic_is_one_digit_finer(row: ClaimRow, expected: str) -> None:
    assert arithmetic(row, ENGLISH) == expected


def test_reasons_and_words_are_told_in_the_readers_language() -> None:
    assert arithmetic(IMPOSSIBLE, VIETNAMESE) == "không số nguyên nào cho ra tỷ lệ này"
    assert arithmetic(ROW._replace(formula="18 of 18"), VIETNAMESE) == "18 / 18"
    assert should_be(MILLIONS, VIETNAMESE) == "4,6 million (4,6–4,7)"
    assert audit_text(view(ROW), VIETNAMESE) == (
        "đã đọc 1 phép tính, 1 số không thuộc phép tính nào, 1 không đúng"
    )


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (None, "r.md:3:9"),
        ("word/document.xml", "r.md: paragraph 3"),
        ("word/footnotes.xml", "r.md: footnotes paragraph 3"),
    ],
)
def test_a_place_is_that_of_the_document(part: str | None, expected: str) -> None:
    assert place_of(ROW._replace(part=part)) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((), "0 claims read, 1 number not in a claim, 0 do not hold"),
        ((ROW,), "1 claim read, 1 number not in a claim, 1 does not hold"),
        (
            (ROW, ROW._replace(verdict="cut"), ROW._replace(verdict="undecided"), ROW._replace(sure=False), ROW._replace(allowed="x")),
            "4 claims read, 1 number not in a claim, 1 does not hold, 1 cut, 1 undecided, 1 loose, 1 allowed",
        ),
    ],
)  # fmt: skip
def test_the_footer_counts_everything(rows: tuple[ClaimRow, ...], expected: str) -> None:
    assert audit_text(view(*rows), ENGLISH) == expected


def test_a_text_without_numbers_says_so() -> None:
    assert audit_text(view(numbers=0), ENGLISH) == "0 claims read: no number in the text"


def test_verdicts_are_told_with_their_moods() -> None:
    rows = (
        ROW,
        ROW._replace(sure=False),
        ROW._replace(allowed="they moved"),
        ROW._replace(verdict="undecided"),
    )
    (sheet,) = audit_sheets(view(*rows), ENGLISH)
    cells = [row[3] for row in sheet.sections[0].rows]
    assert [(one.text, one.mood) for one in cells] == [
        ("does not hold", "bad"),
        ("does not hold (loose)", "near"),
        ("allowed: they moved", "quiet"),
        ("undecided", "open"),
    ]


def test_loose_claims_are_looked_at_and_never_fail() -> None:
    loose = ROW._replace(sure=False)
    rows = (loose, loose._replace(verdict="holds"), loose._replace(allowed="x"))
    answer = view(*rows)
    assert answer.wrong == (loose,)
    assert (answer.summary.loose, answer.summary.failed, answer.summary.held) == (3, 0, True)


def test_annotations_are_errors_where_the_audit_fails() -> None:
    cut = ROW._replace(verdict="cut", file="<standard input>")
    rows = (ROW._replace(file="a,b:c.md"), ROW._replace(sure=False), cut, ROW._replace(part="word/document.xml"))  # fmt: skip
    message = "stated 76%25, should be 75 %25: 51 / 68 = 75 %25 | We settled 51 of 68 (76%25)."
    lines = github_text(view(*rows, strict=True)).splitlines()
    assert lines[:4] == [
        f"::error file=a%2Cb%3Ac.md,line=3,col=9,title=kpitrack audit::{message}",
        f"::warning file=r.md,line=3,col=9,title=kpitrack audit::{message}",
        f"::error title=kpitrack audit::{message}",
        f"::error file=r.md,title=kpitrack audit::{message}",
    ]
    assert lines[4].startswith("::notice title=kpitrack audit::3 claims read, ")


def test_a_claim_is_told_in_one_line() -> None:
    assert told(IMPOSSIBLE, ENGLISH) == (
        "stated 11.15%: no whole number before gives this percentage | We settled 51 of 68 (76%)."
    )
    bare = IMPOSSIBLE._replace(reason=None)
    assert told(bare, ENGLISH) == "stated 11.15% | We settled 51 of 68 (76%)."


def test_a_narrow_terminal_gives_a_claim_a_block_and_breaks_its_sentence_at_words() -> None:
    long = ROW._replace(text="By the end of the year the city had settled 51 of 68 (76%).")
    drawn = draw(audit_sheets(view(long), ENGLISH), columns=40, color=False, ascii_only=False)
    assert (
        "r.md:3:9\n  Stated: 76%  Should be: 75 %\n  does not hold\n"
        "  Arithmetic: 51 / 68 = 75 %\n"
        "  Text: By the end of the year the city\n  had settled 51 of 68 (76%).\n"
    ) in drawn


def test_a_wide_terminal_wraps_no_sentence_below_sixty_signs() -> None:
    long = ROW._replace(
        text="By the end of the year the city had settled 51 of 68 (76%) of what was asked."
    )
    drawn = draw(audit_sheets(view(long), ENGLISH), columns=130, color=False, ascii_only=False)
    assert "Place" in drawn
    assert "  By the end of the year the city had settled 51 of 68 (76%) of " in drawn
