"""Finding marks in a text: where they stand, and what looks like one and is none."""

import pytest

from kpitrack.checks.marks.places import Markup
from kpitrack.checks.marks.reading import read_marks

MARK = "<!--kpi:a.actual@2024-->"
LINK = "(#kpi:a.actual@2024)"


def found(text: str, markup: Markup = "markdown") -> list[tuple[str, str]]:
    marks = read_marks(text, markup)
    assert marks.wrong == ()
    for one in marks.places:
        assert text[one.start : one.end] == one.token
    return [(one.token, one.address) for one in marks.places]


def wrong(text: str, markup: Markup = "markdown") -> list[tuple[str, str, str]]:
    marks = read_marks(text, markup)
    return [(one.mistake.found, one.mistake.expected, one.mistake.fix) for one in marks.wrong]


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("404" + MARK, "404"),
        ("paid 404.5" + MARK + " more", "404.5"),
        ("**404**" + MARK, "404"),
        ("***404***" + MARK, "404"),
        ("_404_" + MARK, "404"),
        ("(404)" + MARK, "404"),
        ("**(404)**" + MARK, "404"),
        ("96.2%" + MARK, "96.2"),
        ("**96,2 %**" + MARK, "96,2"),
        ("96,2\u00a0%" + MARK, "96,2"),
        ("96,2&nbsp;%" + MARK, "96,2"),
        ("<b>404</b>" + MARK, "404"),
        ("1.154.433" + MARK, "1.154.433"),
        ("1\u00a0154" + MARK, "1\u00a0154"),
        ("1'154" + MARK, "1'154"),
        ("-19" + MARK, "-19"),
        ("−19" + MARK, "−19"),
        ("+5,2" + MARK, "+5,2"),
        ("2023–404" + MARK, "404"),
        ("404/420" + MARK, "420"),
        ("$404" + MARK, "404"),
        ("# 404" + MARK, "404"),
        ("- 404" + MARK, "404"),
        ("| 404" + MARK + " |", "404"),
        ("> 404" + MARK, "404"),
        ("in 2024 404" + MARK, "404"),
        ("08" + MARK, "08"),
    ],
)
def test_a_comment_marks_the_figure_that_ends_before_it(text: str, token: str) -> None:
    assert found(text) == [(token, "a.actual@2024")]


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("[404](https://x.y/2025)" + MARK, "404"),
        ("**[404](https://x.y/2025_(a))** %" + MARK, "404"),
        (f"[404](https://x.y/{'a' * 300}/5)" + MARK, "404"),
        ("[404][source-5]" + MARK, "404"),
        ('<a href="https://x.y/2025">404</a>' + MARK, "404"),
    ],
)
def test_behind_a_link_the_text_of_the_link_is_meant(text: str, token: str) -> None:
    assert found(text) == [(token, "a.actual@2024")]


@pytest.mark.parametrize(
    "text",
    [
        "http://x.y/63" + MARK,
        "www.x.y/63" + MARK,
        "[Q1](http://x.y/z-63)" + MARK,
        "[a](b/5)" + MARK,
        "[a][5]" + MARK,
        f"[404](https://x.y/{'a' * 700}/5)" + MARK,
        "[http://x.y/63]" + LINK,
    ],
)
def test_the_digits_of_an_address_are_no_figure(text: str) -> None:
    ((_, expected, _),) = wrong(text)
    assert expected in ("a number that ends where the mark begins", "one number in the mark")


WHOLE = "put its sign and all its digits into the mark"
IN_ALL = "if it is one, put all its digits into the mark"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("[**90**.000]" + LINK, '"90" of "90.000"'),
        ("1.[154]" + LINK + ",5", '"154" of "1.154,5"'),
        ("1[63]" + LINK, '"63" of "163"'),
        ("[71]" + LINK + ".000", '"71" of "71.000"'),
        ("1**71**" + MARK, '"71" of "171"'),
        ("6*3*" + MARK, '"3" of "63"'),
        ("7<b>1</b>" + MARK, '"1" of "71"'),
        ("7<!-- x -->1" + MARK, '"1" of "71"'),
        ("1\\.[154]" + LINK, '"154" of "1.154"'),
        ("[1.](x)[154]" + LINK, '"154" of "1.154"'),
        ("7\u200b1" + MARK, '"1" of "71"'),
        (".**5**" + MARK, '"5" of ".5"'),
        ("71" + MARK + "5", '"71" of "715"'),
        ("71" + MARK + ".000", '"71" of "71.000"'),
        ("71" + MARK + ",5 tỷ", '"71" of "71,5"'),
        ("71" + MARK + "<i>0</i>", '"71" of "710"'),
        ("71" + MARK + "&#46;5", '"71" of "71.5"'),
        ("−[20,5]" + LINK, '"20,5" of "−20,5"'),
        ("-**71**" + MARK, '"71" of "-71"'),
        ("+[71]" + LINK, '"71" of "+71"'),
        ("\u201120,5" + MARK, '"20,5" of "\u201120,5"'),
        ("&#8722;20,5" + MARK, '"20,5" of "−20,5"'),
        ("&#x2212;20,5" + MARK, '"20,5" of "−20,5"'),
        ("m<sup>2</sup>" + MARK, '"2" of "m^2"'),
    ],
)  # fmt: skip
def test_a_figure_is_marked_whole_or_not_at_all(text: str, seen: str) -> None:
    assert wrong(text) == [(seen, "a whole figure in the mark", WHOLE)]


@pytest.mark.parametrize(
    ("text", "seen", "fix"),
    [
        ("1 **154**" + MARK, "1 154", "if it is one, write 1\u00a0154 with a no-break space"),
        ("1\u00a0[154]" + LINK, "1\u00a0154", "if it is one, write 1\u00a0154 with a no-break space"),
        ("[90]" + LINK + " 000", "90 000", IN_ALL),
        ("90" + MARK + "&nbsp;000", "90\u00a0000", IN_ALL),
    ],
)  # fmt: skip
def test_a_space_may_group_digits_outside_the_mark(text: str, seen: str, fix: str) -> None:
    assert wrong(text) == [(f'"{seen}"', "one number", fix)]


@pytest.mark.parametrize(
    "text",
    [
        "of 63" + MARK + ", 5 more",
        "63" + MARK + ". In 2024",
        "63" + MARK + "<sup>1</sup>",
        "63" + MARK + "[^1]",
        "63" + MARK + " [5]",
        "2020–[63]" + LINK,
        "COVID-**63**" + MARK,
        "<td>1</td><td>63</td>" + MARK + "<td>000</td>",
        "- 63" + MARK,
    ],
)
def test_what_only_stands_near_a_figure_is_no_part_of_it(text: str) -> None:
    assert found(text) == [("63", "a.actual@2024")]


def test_a_figure_with_two_marks_is_told() -> None:
    twice = ("another mark on 71", "one mark on a figure", "remove one of the two")
    assert wrong("[71<!--kpi:a.actual@2023-->]" + LINK) == [twice]
    assert wrong("[71]" + LINK + MARK) == [twice]


def test_an_entity_in_place_of_a_digit_is_told() -> None:
    assert wrong("&#49;" + MARK)[0][:2] == ("an entity in the figure", "the sign itself")


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("[404]" + LINK, "404"),
        ("[**404**]" + LINK, "404"),
        ("[96,2 %]" + LINK, "96,2"),
        ("[404 billion]" + LINK, "404"),
        ("[over 568]" + LINK, "568"),
        ("[404\nbillion]" + LINK, "404"),
        ("[404](<#kpi:a.actual@2024>)", "404"),
        ('[404](#kpi:a.actual@2024 "paid")', "404"),
        ("[404](#kpi:a.actual%402024)", "404"),
        ("[404](kpi:a.actual@2024)", "404"),
        ("[404](#KPI:a.actual@2024)", "404"),
        ("**[404]" + LINK + "**", "404"),
    ],
)
def test_a_link_marks_the_figure_in_it(text: str, token: str) -> None:
    assert found(text) == [(token, "a.actual@2024")]


@pytest.mark.parametrize(
    "text",
    [
        '<a href="#kpi:a.actual@2024">404</a>',
        "<A class='x' href='kpi:a.actual@2024' id=y><b>404</b></A>",
        '<a href="#kpi:a.actual@2024" title="99">404&nbsp;%</a>',
        "<a href=#kpi:a.actual@2024>404</a>",
        "<a href=#KPI:a.actual@2024 class=x>404</a>",
        "<p>404" + MARK + "</p>",
    ],
)
def test_html_marks_by_comments_and_anchors(text: str) -> None:
    assert found(text, "html") == [("404", "a.actual@2024")]


def test_several_marks_in_one_line_stand_in_their_order() -> None:
    text = f"1{MARK} and [2]{LINK}, 3{MARK}/4{MARK}"
    assert [token for token, _ in found(text)] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "text",
    [
        f"`404{MARK}`",
        f"```\n404{MARK}\n```\n",
        f"    404{MARK}\n",
        f"`[404]{LINK}`",
        f"<code>404{MARK}</code>",
        f"<!-- old: 404 [5]{LINK} -->",
        "404\\<!--kpi:a.actual@2024-->",
        f"\\[404]{LINK}",
        "<!-- a note on kpi tables -->",
        "<!--kpi:audit-ok a known exception-->",
        "no mark at all",
        "",
    ],
)
def test_code_comments_and_escapes_hold_no_mark(text: str) -> None:
    assert found(text) == []


def test_a_comment_shown_in_code_does_not_hide_the_next_mark() -> None:
    assert found(f"write `<!--` before it: 404{MARK}") == [("404", "a.actual@2024")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("404 " + MARK, ('"404"', "a number that ends where the mark begins", "put the mark directly behind the figure")),
        ("404\n" + MARK, ('"404"', "a number that ends where the mark begins", "put the mark directly behind the figure")),
        ("abc" + MARK, ('"abc"', "a number that ends where the mark begins", "")),
        ("v1.2.3" + MARK, ('"v1.2.3"', "a number that ends where the mark begins", "put the mark directly behind the figure")),
        (MARK, ("nothing", "a number that ends where the mark begins", "")),
        ("1 154" + MARK, ('"1 154"', "one number", "if it is one, write 1\u00a0154 with a no-break space")),
        ("1&nbsp;154" + MARK, ("an entity in the figure", "the sign itself", "write − or a no-break space")),
        ("&minus;19" + MARK, ("an entity in the figure", "the sign itself", "write − or a no-break space")),
        ("404<!-- kpi:a.actual@2024 -->", ("<!-- kpi:a.actual@2024 -->", "a mark without spaces: <!--kpi:indicator.measure@period-->", "write <!--kpi:a.actual@2024-->")),
        ("404<!--kpi: a.actual@2024-->", ("<!--kpi: a.actual@2024-->", "a mark without spaces: <!--kpi:indicator.measure@period-->", "write <!--kpi:a.actual@2024-->")),
        ("404<!--KPI:a.actual@2024-->", ("<!--KPI:a.actual@2024-->", "a mark without spaces: <!--kpi:indicator.measure@period-->", "write <!--kpi:a.actual@2024-->")),
        ("404<!--kpi a.actual@2024-->", ("<!--kpi a.actual@2024-->", "a mark without spaces: <!--kpi:indicator.measure@period-->", "write <!--kpi:a.actual@2024-->")),
        ("404<!--kpl:a.actual@2024-->", ("<!--kpl:a.actual@2024-->", "a mark without spaces: <!--kpi:indicator.measure@period-->", "write <!--kpi:a.actual@2024-->")),
        ("404<!---kpi:a.actual@2024-->", ("<!---kpi:a.actual@2024-->", "a mark without spaces: <!--kpi:indicator.measure@period-->", "write <!--kpi:a.actual@2024-->")),
        ("404<!—kpi:a.actual@2024—>", ("<!—kpi:a.actual@2024—>", "a mark such as <!--kpi:disbursement.actual@2024-->", "")),
        ("404<!--kpi:-->", ("<!--kpi:-->", "a mark without spaces: <!--kpi:indicator.measure@period-->", "")),
        ("[404](# kpi:a.actual@2024)", ("another", "a link such as [404](#kpi:disbursement.actual@2024)", "")),
        ("<!-- /kpi -->", ("<!-- /kpi -->", "a mark without spaces: <!--kpi:indicator.measure@period-->", "write <!--/kpi-->")),
        ("404<!--kpi:a.actual@2024 and <!-- x -->", ("kpi:a.actual@2024 and <!-- x", "--> at the end of the mark", "")),
        ("404<!--kpi:a.actual@2024", ("<!--kpi:a.actual@2024", "a mark such as <!--kpi:disbursement.actual@2024-->", "")),
        ("404<--kpi:a.actual@2024-->", ("<--kpi:a.actual@2024-->", "a mark such as <!--kpi:disbursement.actual@2024-->", "")),
        ("[x]" + LINK, ('"x"', "one number in the mark", "")),
        ("[]" + LINK, ("nothing", "one number in the mark", "")),
        ("[3a]" + LINK, ('"3a"', "one number in the mark", "")),
        ("[1 and 2]" + LINK, ('"1 and 2"', "one number in the mark", "mark each number for itself")),
        ("[404](#kpi:a.actual @2024)", ("another", "a link such as [404](#kpi:disbursement.actual@2024)", "")),
        ("404](#kpi:a.actual@2024)", ("another", "a link such as [404](#kpi:disbursement.actual@2024)", "")),
        ("[404][x]\n\n[x]: #kpi:a.actual@2024\n", ("another", "a link such as [404](#kpi:disbursement.actual@2024)", "")),
    ],
)  # fmt: skip
def test_what_looks_like_a_mark_and_is_none_is_told(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert wrong(text) == [expected]


def test_a_misspelt_mark_that_is_escaped_is_text() -> None:
    assert wrong("write \\<!--kpi:a.actual@2024, then close it") == []


def test_long_text_in_a_message_is_shortened() -> None:
    assert wrong(f"[{'x' * 90}]{LINK}")[0][0] == f'"{"x" * 60}..."'


def blocks(text: str, markup: Markup = "markdown") -> list[tuple[str, str]]:
    return [(one.command, text[one.start : one.end]) for one in read_marks(text, markup).blocks]


def test_a_block_holds_the_lines_between_its_marks() -> None:
    text = "a\n<!--kpi:status 2024 -g budget-->\nold 1<!--kpi:x-->\n[2](#kpi:y)\n<!--/kpi-->\nb"
    assert blocks(text) == [
        ("status 2024 -g budget", "old 1<!--kpi:x-->\n[2](#kpi:y)\n"),
    ]
    assert wrong(text) == []
    assert found(text) == []


def test_a_block_may_be_empty_and_stand_in_html_with_windows_lines() -> None:
    text = "<!--kpi:variance-->\r\n<!--/kpi-->\r\n"
    assert blocks(text, "html") == [("variance", "")]


def test_a_block_in_code_is_text() -> None:
    assert blocks("```\n<!--kpi:status-->\n<!--/kpi-->\n```\n") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<!--kpi:status-->\n", [("none", "<!--/kpi--> below the table")]),
        ("<!--kpi:status-->\n<!--kpi:variance-->\n<!--/kpi-->\n", [("none", "<!--/kpi--> below the table")]),
        ("<!--/kpi-->\n", [("<!--/kpi-->", "a block mark above it, such as <!--kpi:status-->")]),
        ("x <!--kpi:status-->\n<!--/kpi-->\n", [("other text", "a block mark on a line of its own")]),
        ("<!--kpi:status-->\n<!--/kpi--> x\n", [("other text", "a block mark on a line of its own")]),
        ("<!--kpi:status--><!--/kpi-->\n", [("other text", "a block mark on a line of its own")]),
    ],
)  # fmt: skip
def test_a_block_out_of_shape_is_told(text: str, told: list[tuple[str, str]]) -> None:
    assert [one[:2] for one in wrong(text)] == told


def test_a_comment_that_opens_a_line_with_text_is_warned_of() -> None:
    marks = read_marks(f"<!-- note --> paid 404{MARK}\n> <!--kpi:audit-ok x--> y\n", "markdown")
    assert [one.told for one in marks.warned] == [
        "a comment opens this line: on the way to Word the line would vanish"
    ] * 2


@pytest.mark.parametrize(
    ("text", "markup"),
    [("<!-- alone -->\n404", "markdown"), ("<!-- note --> text", "html"), ("a <!-- b --> c", "markdown")],
)  # fmt: skip
def test_other_comments_are_not_warned_of(text: str, markup: Markup) -> None:
    assert read_marks(text, markup).warned == ()


def test_a_link_that_word_cannot_keep_is_warned_of() -> None:
    address = "disbursement.completion@2024/province"
    marks = read_marks(f"[9](#kpi:{address}) and [9](kpi:{address})", "markdown")
    assert [one.told for one in marks.warned] == [
        f"pandoc would shorten this link on the way to Word: write (kpi:{address}) without #"
    ]
    assert len(marks.places) == 2
