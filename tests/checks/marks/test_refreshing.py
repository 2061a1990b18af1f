"""A document with its marked figures as they should be, and every other byte as it was."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpitrack.checks.marks.blocks import BlockView
from kpitrack.checks.marks.places import Markup
from kpitrack.checks.marks.refreshing import Lines, Refreshed, edited, refreshed
from kpitrack.model.tracker import Tracker
from kpitrack.render.block import block_table
from kpitrack.render.sheet import Manner
from tests.checks.marks.tracker import TOML, figures

Make = Callable[[str], Tracker]
Refresh = Callable[..., Refreshed]


@pytest.fixture
def refresh(make: Make) -> Refresh:
    tracker = make(TOML)

    def of(text: str, markup: Markup = "markdown", locale: str = "en") -> Refreshed:
        def draw(view: BlockView) -> str:
            return block_table(view, Manner(locale), html=markup == "html")

        return refreshed(text, "r.md", markup, figures(tracker, locale=locale), draw, locale)

    return of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("paid 400<!--kpi:paid.actual@2024-->.", "paid 404<!--kpi:paid.actual@2024-->."),
        ("**96,1%**<!--kpi:paid.completion@2024-->", "**96,2%**<!--kpi:paid.completion@2024-->"),
        ("[400](#kpi:paid.actual@2024)", "[404](#kpi:paid.actual@2024)"),
        ("giảm 18<!--kpi:poor.fall@2023:2024--> hộ", "giảm 19<!--kpi:poor.fall@2023:2024--> hộ"),
        ("-18<!--kpi:poor.change@2023:2024-->", "-19<!--kpi:poor.change@2023:2024-->"),
        ("+3,0%<!--kpi:paid.change_percent@2023:2024-->", "+3,2%<!--kpi:paid.change_percent@2023:2024-->"),
        ("-5<!--kpi:paid.variance@2024-->", "-16<!--kpi:paid.variance@2024-->"),
        ("rose by 12,0<!--kpi:paid.change@2023:2024-->", "rose by 12,5<!--kpi:paid.change@2023:2024-->"),
        ("1.000<!--kpi:revenue.actual@2024--> và 119,2<!--kpi:revenue.completion@2024-->", "1.154<!--kpi:revenue.actual@2024--> và 119,2<!--kpi:revenue.completion@2024-->"),
        ("100%<!--kpi:nearly.completion@2024-->", "99.96%<!--kpi:nearly.completion@2024-->"),
        ("900<!--kpi:revenue.actual@2024-->, 119,2 %", "1.154<!--kpi:revenue.actual@2024-->, 119,2 %"),
        ("900<!--kpi:revenue.actual@2024-->, `1.5`", "1154<!--kpi:revenue.actual@2024-->, `1.5`"),
        ("900<!--kpi:revenue.actual@2024-->", "1154<!--kpi:revenue.actual@2024-->"),
        ("99 vụ<!-- x -->, 60<!--kpi:fewer.actual@2024-->", "99 vụ<!-- x -->, 50.4<!--kpi:fewer.actual@2024-->"),
        ("đạt 9.990<!--kpi:nearly.actual@2024-->", "đạt 9.996<!--kpi:nearly.actual@2024-->"),
        ("-5<!--kpi:debt.actual@2024-->", "-3<!--kpi:debt.actual@2024-->"),
        ("số hộ giảm nghèo tăng 12<!--kpi:paid.rise@2023:2024-->", "số hộ giảm nghèo tăng 13<!--kpi:paid.rise@2023:2024-->"),
        ("fell by more than 18<!--kpi:poor.fall@2023:2024-->", "fell by more than 19<!--kpi:poor.fall@2023:2024-->"),
        ("hạ tầng đạt 12<!--kpi:paid.rise@2023:2024-->", "hạ tầng đạt 13<!--kpi:paid.rise@2023:2024-->"),
        ("giảm -18<!--kpi:poor.change@2023:2024-->", "giảm -19<!--kpi:poor.change@2023:2024-->"),
        ("up 401<!--kpi:paid.actual@2024-->", "up 404<!--kpi:paid.actual@2024-->"),
    ],
)  # fmt: skip
def test_only_the_number_token_is_rewritten(refresh: Refresh, text: str, expected: str) -> None:
    found = refresh(text)
    assert found.mistakes == ()
    assert found.text == expected
    again = refresh(expected)
    assert again.text == expected
    assert all(row.holds for row in again.rows)


def test_a_row_says_what_stands_there_and_what_should(refresh: Refresh) -> None:
    row = refresh("a\n  paid **400**<!--kpi:paid.actual@2024-->").rows[0]
    assert (row.file, row.part, row.line, row.column, row.mark) == (
        "r.md", None, 2, 10, "kpi:paid.actual@2024",
    )  # fmt: skip
    assert (row.indicator, row.measure, row.period, row.target_set) == (
        "paid", "actual", "2024", None,
    )  # fmt: skip
    assert (row.found, row.expected, row.value, row.holds) == (
        "400",
        "404",
        Decimal(404),
        False,
    )


def test_the_row_of_a_change_names_both_periods(refresh: Refresh) -> None:
    row = refresh("19<!--kpi:poor.fall@2023:2024-->").rows[0]
    assert (row.period, row.holds) == ("2023:2024", True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("19<!--kpi:poor.change@2023:2024-->", 'r.md:1: kpi:poor.change@2023:2024: found "19", expected -19, with its sign; where a word says the direction, mark it as poor.fall; else write -19'),
        ("giảm 5<!--kpi:paid.change@2023:2024-->", 'r.md:1: kpi:paid.change@2023:2024: found a word of falling before it, expected 13 upwards; mark it as paid.fall, or rise and another word'),
        ("16<!--kpi:paid.variance@2024-->", 'r.md:1: kpi:paid.variance@2024: found "16", expected -16, with its sign; where a word says the direction, mark it as paid.below; else write -16'),
        ("-19<!--kpi:poor.fall@2023:2024-->", 'r.md:1: kpi:poor.fall@2023:2024: found "-19", expected a figure without a minus; mark it as poor.change'),
        ("so –400<!--kpi:paid.actual@2024-->", 'r.md:1: kpi:paid.actual@2024: found "–400", expected a figure without a minus; if it is a dash, put a space behind it, else write 404'),
        ("Bội chi 20,5<!--kpi:debt.actual@2024-->", 'r.md:1: kpi:debt.actual@2024: found "20,5", expected -3,0, with its sign; write -3,0, where no word beside it says the direction'),
        ("(20,5)<!--kpi:debt.actual@2024-->", 'r.md:1: kpi:debt.actual@2024: found "20,5", expected -3,0, with its sign; write -3,0, where no word beside it says the direction'),
        ("up by +5<!--kpi:paid.variance@2024-->", 'r.md:1: kpi:paid.variance@2024: found "+5", expected -16, with its sign; write -16, where no word beside it says the direction'),
        ("so +4<!--kpi:zero.actual@2024-->", 'r.md:1: kpi:zero.actual@2024: found "+4", expected a figure without a sign; write 0'),
        ("so -1<!--kpi:zero.actual@2024-->", 'r.md:1: kpi:zero.actual@2024: found "-1", expected a figure without a minus; if it is a dash, put a space behind it, else write 0'),
        ("shrank by 8<!--kpi:paid.rise@2023:2024-->", 'r.md:1: kpi:paid.rise@2023:2024: found "shrank", expected a word of rising before rise; change the word, or mark it as paid.fall'),
        ("thấp hơn 8<!--kpi:paid.rise_percent@2023:2024-->", 'r.md:1: kpi:paid.rise_percent@2023:2024: found "thấp hơn", expected a word of rising before rise_percent; change the word, or mark it as paid.fall_percent'),
        ("tăng 8<!--kpi:poor.fall@2023:2024-->", 'r.md:1: kpi:poor.fall@2023:2024: found "tăng", expected a word of falling before fall; change the word, or mark it as poor.rise'),
        ("vượt **5**<!--kpi:paid.below@2024-->", 'r.md:1: kpi:paid.below@2024: found "vượt", expected a word of falling before below; change the word, or mark it as paid.above'),
        ("1,15,4<!--kpi:paid.actual@2024-->", 'r.md:1: kpi:paid.actual@2024: found "1,15,4", expected a number that ends where the mark begins; put the mark directly behind the figure'),
        ("1,154,5<!--kpi:paid.actual@2024-->", 'r.md:1: found "1,154,5", expected a number; write it in one number style'),
        ("4<!--kpi:paed.actual@2024-->", 'r.md:1: kpi:paed.actual@2024: found "paed", expected the id of an indicator; did you mean paid?'),
        ("1.154<!--kpi:revenue.actual@2024--> of 1,234.5 and 2.5", 'r.md:1: kpi:revenue.actual@2024: found "1.154", which can be read two ways, expected a figure that reads one way only; write 1,154, or 1.154 if the document is written so'),
    ],
)  # fmt: skip
def test_a_figure_that_cannot_be_settled_is_a_mistake(
    refresh: Refresh, text: str, told: str
) -> None:
    assert [str(one) for one in refresh(text).mistakes] == [told]


def test_one_sign_in_two_meanings_is_told_at_each_figure(refresh: Refresh) -> None:
    text = "Thu 1.154<!--kpi:revenue.actual@2024-->; tỷ lệ 1.154<!--kpi:small.actual@2024-->"
    assert [str(one) for one in refresh(text).mistakes] == [
        'r.md:1: kpi:revenue.actual@2024: found "1.154", which can be read two ways, expected a figure that reads one way only; write 1,154, or 1.154 if the document is written so',
        'r.md:1: kpi:small.actual@2024: found "1.154", which can be read two ways, expected a figure that reads one way only; write 1,154, or 1.154 if the document is written so',
    ]


def test_all_mistakes_come_in_the_order_of_the_text(refresh: Refresh) -> None:
    text = "x<!--kpi:paid.actual@2024-->\n<!--kpi:stats 1-->\n<!--/kpi-->\n4<!--kpi:q.actual@2024-->"
    assert [one.line for one in refresh(text).mistakes] == [1, 2, 4]


def test_what_a_writer_should_know_is_a_warning(refresh: Refresh) -> None:
    text = "<!-- note --> sold\n50<!--kpi:coffee.remaining@2024-->"
    assert refresh(text).warnings == (
        "r.md:1: a comment opens this line: on the way to Word the line would vanish",
        "r.md:2: kpi:coffee.remaining@2024: 2024 is known only through 2024-06-30",
    )


def test_a_block_holds_the_commands_table(refresh: Refresh) -> None:
    text = "a\n<!--kpi:status -i paid-->\nold\n<!--/kpi-->\nb\n"
    found = refresh(text)
    assert found.text == (
        "a\n<!--kpi:status -i paid-->\n\n"
        "| Indicator | Unit | Target | Actual | Completion | Status |\n"
        "| --- | --- | ---: | ---: | ---: | --- |\n"
        "| Public investment disbursed | billion VND | 420 | 404 | 96.2 % | nearly met |\n\n"
        "0 of 1 met, 1 nearly met, 1 shown\n\n"
        "<!--/kpi-->\nb\n"
    )
    row = found.rows[0]
    assert (row.line, row.column, row.mark, row.indicator, row.holds) == (
        2, 1, "kpi:status -i paid", None, False,
    )  # fmt: skip
    again = refresh(found.text)
    assert (again.text, again.rows[0].holds) == (found.text, True)


def test_a_block_keeps_the_line_ends_of_its_document(refresh: Refresh) -> None:
    found = refresh("<!--kpi:compare 2023 2024 -i poor-->\r\n<!--/kpi-->\r\n")
    assert found.text.count("\n") == found.text.count("\r\n") > 5
    assert refresh(found.text).text == found.text


def test_a_block_in_html_is_a_table_with_names_escaped(make: Make) -> None:
    tracker = make('[indicators.a]\nname = "<b>A & </b> <!--/kpi-->"\nactual.2024 = 1\n')
    text = "<!--kpi:status 2024-->\n<!--/kpi-->\n"
    found = refreshed(
        text,
        "r.html",
        "html",
        figures(tracker),
        lambda view: block_table(view, Manner(), html=True),
        "en",
    )
    assert "&lt;b&gt;A &amp; &lt;/b&gt; &lt;!--/kpi--&gt;" in found.text
    assert found.text.count("<!--/kpi-->") == 1
    assert found.text.startswith("<!--kpi:status 2024-->\n<table>\n")


def test_names_in_a_markdown_block_are_escaped_and_stay_stable(make: Make) -> None:
    tracker = make('[indicators.a]\nname = "A | <!--/kpi--> `x`"\nactual.2024 = 1\n')
    draw = lambda view: block_table(view, Manner(), html=False)  # noqa: E731
    text = "<!--kpi:status 2024-->\n<!--/kpi-->\n404<!--kpi:a.actual@2024-->"
    once = refreshed(text, "r.md", "markdown", figures(tracker), draw, "en")
    again = refreshed(once.text, "r.md", "markdown", figures(tracker), draw, "en")
    assert again.text == once.text
    assert len(again.rows) == 2


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("status 2024 --grup x", '"--grup"'),
        ("status 2024-13 x", '"2024-13 x"'),
        ("status 2024-13", '"2024-13"'),
        ("status -i", '"none"'),
        ("status --sort colour", '"colour"'),
        ("status --layout wide", '"wide"'),
        ("status 2024 --by sex", '"sex"'),
        ("status -i nope", '"nope"'),
        ('status "x', '"status "x"'),
        ("stats 2024", '"stats"'),
        ("compare 2024", "compare needs two periods or more: kpitrack compare 2023 2024"),
    ],
)
def test_a_command_that_cannot_fill_a_block_is_a_mistake(
    refresh: Refresh, command: str, told: str
) -> None:
    found = refresh(f"\n<!--kpi:{command}-->\n<!--/kpi-->\n")
    assert [(one.line, one.found) for one in found.mistakes] == [(2, told)]


@pytest.mark.parametrize(
    "command",
    [
        "status",
        "status 2024 --target council --group x --status met --status missed --sort name",
        "variance 2024 --by group",
        "variance -i paid -i poor",
        "compare 2023 2024",
    ],
)
def test_each_command_of_the_docs_fills_a_block(make: Make, command: str) -> None:
    tracker = make(TOML.replace('unit = "billion VND"', 'unit = "billion VND"\ngroup = "x"'))
    text = f"<!--kpi:{command}-->\n<!--/kpi-->\n"
    draw = lambda view: block_table(view, Manner(), html=False)  # noqa: E731
    found = refreshed(text, "r.md", "markdown", figures(tracker), draw, "en")
    assert found.mistakes == ()
    assert "| Indicator |" in found.text


BY_SEX = """[indicators.trained]
name = "Trained"
direction = "increase"
rollup = "sum"
target.2024 = 400
actual.2023 = { value = 5, by = { sex = { women = 3, men = 2 } } }
actual.2024 = { value = 9, by = { sex = { women = 5, men = 4 } } }
"""


@pytest.mark.parametrize(
    ("command", "row"),
    [
        ("status 2024 --by sex", "| &nbsp;&nbsp;women |  | – | 5 | – | no target |"),
        ("compare 2023 2024 --by sex", "| &nbsp;&nbsp;men |  | 2 | 4 | – | +2 | +100 % | better |"),
        ("status --layout iptt", "| Trained |  | – | – | – | 5 | – | – | 400 | 9 | 2.3 % | -391 u |"),
        ("status 2024 --layout iptt --every half --by sex", "| &nbsp;&nbsp;men |  | – | – |"),
        ("status 2024 --layout table", "| Trained |  | 400 | 9 | 2.3 % | missed |"),
    ],
)  # fmt: skip
def test_a_block_may_be_broken_down_or_track(make: Make, command: str, row: str) -> None:
    text = f"<!--kpi:{command}-->\n<!--/kpi-->\n"
    draw = lambda view: block_table(view, Manner(), html=False)  # noqa: E731
    found = refreshed(text, "r.md", "markdown", figures(make(BY_SEX)), draw, "en")
    assert found.mistakes == ()
    assert row in found.text


def test_lines_and_columns_count_from_one() -> None:
    lines = Lines("a\nbc\n\nd")
    assert [lines.place(one) for one in (0, 1, 2, 3, 5, 6)] == [
        (1, 1), (1, 2), (2, 1), (2, 2), (3, 1), (4, 1),
    ]  # fmt: skip


def test_edits_leave_what_is_between_them() -> None:
    assert edited("abcdef", [(4, 5, "EE"), (0, 1, "")]) == "bcdEEf"


FIGURES = st.sampled_from(
    ["paid.actual@2024", "paid.completion@2024", "revenue.completion@2024/council",
     "poor.fall@2023:2024", "nearly.completion@2024", "small.actual@2024", "revenue.actual@2024"]
)  # fmt: skip
TOKENS = st.sampled_from(
    ["4", "404", "1.154", "1,154", "96,2", "96.2", "0.500", "1.154,5", "1 154", "100", "-7",
     "+5", "08", "1\u00a0154", "99.9", "1.154.433"]
)  # fmt: skip
WORDS = st.sampled_from(
    ["text ", "in 2024 ", "**", "\r\n", "\n\n", "- item ", "12,5 ", "3.5 ", "| a |", "`code` ",
     "```\n", "<!-- note -->", "    ", "ệ ", "1. "]
)  # fmt: skip
PARTS = st.one_of(
    WORDS,
    st.builds(lambda token, mark: f"{token}<!--kpi:{mark}-->; ", TOKENS, FIGURES),
    st.builds(lambda token, mark: f"[{token}](#kpi:{mark}); ", TOKENS, FIGURES),
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300
)
@given(st.lists(PARTS, max_size=12).map("".join))
def test_a_refreshed_document_holds_and_differs_only_in_its_figures(
    refresh: Refresh, text: str
) -> None:
    found = refresh(text)
    if found.mistakes:
        return
    again = refresh(found.text)
    assert again.mistakes == ()
    assert again.text == found.text
    assert all(row.holds for row in again.rows)
    assert [row.mark for row in again.rows] == [row.mark for row in found.rows]
    assert _without_digits(found.text) == _without_digits(text)


def _without_digits(text: str) -> str:
    return "".join(char for char in text if char not in "0123456789.,-−+\u00a0")
