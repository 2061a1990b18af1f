"""Text of other programs: encodings, delimiters, numbers and periods, each with its reading."""

import datetime as dt
from decimal import Decimal

import pytest

from kpitrack.errors import InputError
from kpitrack.model.period import PeriodError
from kpitrack.sources.exchange.delimited import read_delimited
from kpitrack.sources.exchange.encoding import decode_text
from kpitrack.sources.exchange.grid import Cell
from kpitrack.sources.exchange.numbers import CellError, conventions_of, read_number
from kpitrack.sources.exchange.period_words import Heading, day_in, heading_in, period_in
from kpitrack.sources.exchange.tables import text_of

VIETNAMESE = "Tổng thu ngân sách, Đô thị, nước"
# By the code page's own table: a vowel with circumflex, then the tone as a byte of its own.
IN_1258 = b"T\xf4\xd2ng thu ng\xe2n s\xe1ch, \xd0\xf4 thi\xf2, n\xfd\xf5\xecc"


@pytest.mark.parametrize(
    ("content", "text", "encoding", "is_sure"),
    [
        (b"\xef\xbb\xbf" + VIETNAMESE.encode(), VIETNAMESE, "UTF-8", True),
        (VIETNAMESE.encode(), VIETNAMESE, "UTF-8", True),
        (VIETNAMESE.encode("utf-16"), VIETNAMESE, "UTF-16", True),
        (b"\xfe\xff" + VIETNAMESE.encode("utf-16-be"), VIETNAMESE, "UTF-16", True),
        ("plain,text".encode("utf-16-le"), "plain,text", "UTF-16-LE", True),
        ("plain,text".encode("utf-16-be"), "plain,text", "UTF-16-BE", True),
        ("café; Köln".encode("cp1252"), "café; Köln", "Windows-1252", True),
        ("però; São".encode("cp1252"), "però; São", "Windows-1252", True),
        (b"to\xf2n", "tọn", "Windows-1258", False),
        ("São".encode("cp1252"), "São", "Windows-1252", False),
        (b"a\xd2 \xecb", "aÒ ìb", "Windows-1252", False),
        (b"\x8a", "Š", "Windows-1252", True),
        ("e\u0302\u0301".encode(), "ế", "UTF-8", True),
    ],
)  # fmt: skip
def test_an_encoding_is_told_by_the_bytes(
    content: bytes, text: str, encoding: str, is_sure: bool
) -> None:
    assert decode_text(content, "f") == (text, encoding, is_sure)


def test_vietnamese_of_old_windows_is_told_by_its_tones() -> None:
    assert decode_text(IN_1258, "f") == (VIETNAMESE, "Windows-1258", True)


def test_letters_without_tones_follow_the_trackers_language() -> None:
    content = "São".encode("cp1252")

    assert decode_text(content, "f", locale="vi").encoding == "Windows-1258"


@pytest.mark.parametrize(
    ("content", "encoding", "told"),
    [
        (b"a", "utf-99", "an encoding such as"),
        (b"aa", "hex", "an encoding of text"),
        (b"a", "hex", "an encoding such as"),
        (b"\xff", "utf-8", "0xff"),
        (b"\x81\x8d", None, "0x8[1d]"),
        (b"a\0b" * 3, None, "a zero byte"),
    ],
)
def test_bytes_that_are_no_text_are_refused(
    content: bytes, encoding: str | None, told: str
) -> None:
    with pytest.raises(InputError, match=told):
        decode_text(content, "f", encoding)


@pytest.mark.parametrize(
    ("text", "delimiter", "rows", "name", "is_sure"),
    [
        ("a,b\n1,2\n", None, (("a", "b"), ("1", "2")), "comma", True),
        ("a;b\n1,5;2,5\n2,5;3,5", None, (("a", "b"), ("1,5", "2,5"), ("2,5", "3,5")), "semicolon", False),
        ("a\tb\n1\t2", None, (("a", "b"), ("1", "2")), "tab", True),
        ("a|b\n1|2", None, (("a", "b"), ("1", "2")), "bar", True),
        ("sep=;\na;b,c", None, (("a", "b,c"),), "semicolon", True),
        ("a,b;c", "semicolon", (("a,b", "c"),), "semicolon", True),
        ("a:b", ":", (("a", "b"),), ":", True),
        ('"a\nb",c\n\n1,2', None, (("a\nb", "c"), (), ("1", "2")), "comma", True),
    ],
)  # fmt: skip
def test_a_delimiter_is_told_by_what_lines_up(
    text: str, delimiter: str | None, rows: object, name: str, is_sure: bool
) -> None:
    found = read_delimited(text, "f", delimiter)

    assert (found.grid.rows, found.delimiter, found.is_sure) == (rows, name, is_sure)


@pytest.mark.parametrize(
    ("text", "delimiter", "told"),
    [
        ("one\ncolumn", None, "no sign that parts columns"),
        ("a,b", "::", "one sign"),
        ('a,b\n1,"2', None, "quotation marks"),
    ],
)
def test_text_without_columns_is_refused(text: str, delimiter: str | None, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_delimited(text, "f", delimiter)


def read(cells: list[str], locale: str = "en", decimal: str | None = None) -> list[str]:
    """Each number of a column, or the reason why there is none."""
    convention = conventions_of([cells], locale, decimal)[0]
    told = []
    for one in cells:
        try:
            told.append(f"{read_number(one, convention).value:f}")
        except CellError as error:
            told.append(str(error))
    return told


AMBIGUOUS = "it may be 1.154 or 1154; settle it with --decimal"


@pytest.mark.parametrize(
    ("cells", "locale", "numbers"),
    [
        (["1.154", "12,5"], "en", ["1154", "12.5"]),  # the column tells: a comma for decimals
        (["1.154", "12.5"], "vi", ["1.154", "12.5"]),
        (["1.154"], "vi", ["1154"]),  # the tracker tells
        (["1,154"], "en", ["1154"]),
        (["1.154"], "en", [AMBIGUOUS]),
        (["1,154"], "fr", ["it may be 1154 or 1.154; settle it with --decimal"]),
        (["1.154.000", "1.154"], "en", ["1154000", "1154"]),
        (["0.154"], "vi", ["0.154"]),
        (["1 154,5", "1\u00a0154", "1\u202f154"], "en", ["1154.5", "1154", "1154"]),
        (["1.154 (1)", "1.154*", "1.154¹"], "vi", ["1154"] * 3),
        (["-5", "−5", "– 5", "+5"], "en", ["-5", "-5", "-5", "5"]),
        (["75%", "62,5 %"], "en", ["75", "62.5"]),
        (["12.5.6", "1e5", "abc"], "en", ["no figure"] * 3),
        (["1.5", "1,5"], "en", ["the column has both 1.5 and 1,5; settle it with --decimal"] * 2),
        (["1.154", "1,154"], "en", ["the column has both 1.154 and 1,154; settle it with --decimal"] * 2),
    ],
)  # fmt: skip
def test_a_column_of_numbers_is_read_by_one_convention(
    cells: list[str], locale: str, numbers: list[str]
) -> None:
    assert read(cells, locale) == numbers


def test_the_decimal_option_settles_what_is_open() -> None:
    assert read(["1.154"], "en", ",") == ["1154"]
    assert read(["1.154"], "vi", ".") == ["1.154"]
    assert read(["12.5"], "en", ",") == ['no figure with "," for its decimals']


def test_an_open_column_is_read_as_the_others_of_its_table() -> None:
    told = conventions_of([["1.154"], ["12,5"]], "en")
    torn = conventions_of([["1,154"], ["12,5"], ["3.5"]], "en")

    assert read_number("1.154", told[0]).value == 1154
    with pytest.raises(CellError, match=r"1154 or 1\.154"):
        read_number("1,154", torn[0])


def test_parentheses_are_below_zero_only_when_told() -> None:
    plain = conventions_of([["(63)"]], "en")[0]
    negative = conventions_of([["(63)"]], "en", negative_parentheses=True)[0]

    assert read_number("(63)", negative).value == -63
    with pytest.raises(CellError, match="--parentheses negative"):
        read_number("(63)", plain)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [("trên 568", "over"), ("> 568", "over"), (">=568", "at least"), ("gần 568", "nearly")],
)
def test_a_qualifier_before_a_number_is_kept(text: str, qualifier: str) -> None:
    found = read_number(text, conventions_of([[text]], "vi")[0])

    assert found == (Decimal(568), False, qualifier)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024", "2024"), ("Năm 2024", "2024"), ("2024.0", "2024"), ("2024 (1)", "2024"),
        ("Q1/2024", "2024-Q1"), ("Quý I/2024", "2024-Q1"), ("Quý IV năm 2024", "2024-Q4"),
        ("2024 Q3", "2024-Q3"), ("2024-q3", "2024-Q3"), ("H1 2024", "2024-H1"),
        ("6 tháng đầu năm 2024", "2024-H1"), ("6 tháng cuối năm 2024", "2024-H2"),
        ("9 tháng 2024", "2024-01..2024-09"), ("6 tháng 2024", "2024-H1"),
        ("12 tháng 2024", "2024"), ("first 9 months of 2024", "2024-01..2024-09"),
        ("T9/2024", "2024-09"), ("Tháng 9 năm 2024", "2024-09"), ("09/2024", "2024-09"),
        ("tháng 9 2024", "2024-09"), ("Sep 2024", "2024-09"), ("2024 September", "2024-09"),
        ("T1-9/2024", "2024-01..2024-09"), ("Jan-Sep 2024", "2024-01..2024-09"),
        ("Tuần 37/2024", "2024-W37"), ("2021-2025", "2021..2025"),
        ("giai đoạn 2023-2024", "2023..2024"), ("31/12/2024", "2024-12-31"),
        ("12/31/2024", "2024-12-31"), ("2024-09-30 00:00:00", "2024-09-30"),
    ],
)  # fmt: skip
def test_a_period_is_read_as_people_write_it(text: str, period: str) -> None:
    assert period_in(text) == period


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Sep-24", "a period is written"),
        ("2023-2024", r"write 2023\.\.2024"),  # a school year, perhaps
        ("5/6/2024", "2024-06-05 or 2024-05-06"),
        ("2024-13", "12 months"),
    ],
)
def test_a_period_in_doubt_is_asked_about(text: str, told: str) -> None:
    with pytest.raises(PeriodError, match=told):
        period_in(text)


def test_a_vietnamese_day_comes_before_its_month() -> None:
    assert period_in("5/6/2024", "vi") == "2024-06-05"
    assert str(day_in("5/6/2024", "vi")) == "2024-06-05"
    with pytest.raises(PeriodError, match="a day"):
        day_in("2024")


def test_days_behind_their_months_are_refused_in_a_vietnamese_tracker() -> None:
    """Beside 02/13/2024 a 01/02/2024 is the second of January, not the first of February."""
    assert period_in("02/13/2024", "en") == "2024-02-13"
    with pytest.raises(PeriodError, match="before its month"):
        period_in("02/13/2024", "vi")


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Thực hiện 2024", Heading("actual", None, "2024")),
        ("Ước thực hiện năm 2024", Heading("actual", "estimated", "2024")),
        ("Kế hoạch 2024", Heading("target", None, "2024")),
        ("2024 target", Heading("target", None, "2024")),
        ("Baseline 2020", Heading("baseline", None, "2020")),
        ("TH 9 tháng 2024", Heading("actual", None, "2024-01..2024-09")),
        ("Năm 2024", Heading(None, None, "2024")),
        ("Thực hiện", Heading("actual")),
        ("Thực hiện 2024/2023 (%)", None),  # all of a heading is understood, or nothing
        ("% so KH 2024", None),
        ("Chỉ tiêu", None),
        ("", None),
    ],
)
def test_a_heading_says_what_its_figures_are(text: str, heading: Heading | None) -> None:
    assert heading_in(text) == heading


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (True, "true"),
        (Decimal("404.0"), "404"),
        (Decimal("404.5"), "404.5"),
        (dt.date(2024, 9, 30), "2024-09-30"),
        (" Tổng  thu ", "Tổng thu"),
    ],
)
def test_a_cell_reads_as_the_tracker_writes_it(cell: Cell, text: str) -> None:
    assert text_of(cell) == text
