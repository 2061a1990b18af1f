"""What is code in a document, and what is not."""

import time

import pytest

from kpitrack.checks.marks.code import code_spans, is_in, merged
from kpitrack.checks.marks.places import Markup
from kpitrack.checks.marks.reading import read_marks


def code(text: str, markup: Markup = "markdown") -> list[str]:
    return [text[start:end] for start, end in code_spans(text, markup)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a `b` c", ["`b`"]),
        ("a ``b ` c`` d", ["``b ` c``"]),
        ("a `b\nc` d", ["`b\nc`"]),
        ("a `b\n\nc` d", []),
        ("a \\`b` c", []),
        ("a `b", []),
        ("a <!-- ` --> b ` c", []),
        ("```\nx\n```\ny\n", ["```\nx\n```\n"]),
        ("~~~ py\nx ```\n~~~\ny", ["~~~ py\nx ```\n~~~\n"]),
        ("````\n```\n````\ny", ["````\n```\n````\n"]),
        ("```\nx\n", ["```\nx\n"]),
        ("``` a`b\nx\n", []),
        ("> ```\n> x\n> ```\ny\n", ["> ```\n> x\n> ```\n"]),
        ("> ```\n> x\ny\n", ["> ```\n> x\n"]),
        ("- a\n\n  ```\n  x\n  ```\n- b\n", ["  ```\n  x\n  ```\n"]),
        ("1. ```\n   x\n   ```\n", ["1. ```\n   x\n   ```\n"]),
        ("a\n```\nx\n```\n", ["```\nx\n```\n"]),
        ("a\n\n    x\n\n    y\n\nb", ["    x\n", "    y\n"]),
        ("\tx\n", ["\tx\n"]),
        ("a\n    lazy\n", []),
        ("- a\n\n    not code\n", []),
        ("- a\n\n      code\n", ["      code\n"]),
        ("- a\n  - b\n\n  still a\n\n      x\n", ["      x\n"]),
        ("- a\n\nb\n\n    code\n", ["    code\n"]),
        ("a <code>b</code> c", ["<code>b</code>"]),
        ("`<pre>` 404 `</pre>`", ["`<pre>`", "`</pre>`"]),
        ("<pre>a `b` c</pre>", ["<pre>a `b` c</pre>"]),
        ("<pre>never closed", []),
        ("`<pre>` <pre>x</pre>", ["`<pre>`", "<pre>x</pre>"]),
        ("<pre>a <pre>b <code>c</code>", ["<code>c</code>"]),
        ("a <!-- never closed ` b `", ["` b `"]),
        ("", []),
    ],
)
def test_code_in_markdown(text: str, expected: list[str]) -> None:
    assert code(text) == expected


def test_code_in_html_is_that_of_its_elements() -> None:
    text = '<p>`a`</p><PRE class="x">b</PRE><script>c</script>\n    d'
    assert code(text, "html") == ['<PRE class="x">b</PRE><script>c</script>']


def test_plain_text_has_no_code() -> None:
    assert code("`a`\n\n    b\n<code>c</code>", "plain") == []


def test_spans_that_overlap_or_touch_are_one() -> None:
    assert merged([(5, 9), (0, 3), (3, 4), (6, 7)]) == ((0, 4), (5, 9))


def test_a_place_is_in_a_span_up_to_its_end() -> None:
    spans = ((2, 4), (6, 9))
    assert [is_in(one, spans) for one in range(10)] == [
        False, False, True, True, False, False, True, True, True, False,
    ]  # fmt: skip
    assert not is_in(0, ())


def test_long_runs_of_backticks_are_read_in_one_pass() -> None:
    many = 100_000
    before = time.perf_counter()
    spans = code_spans("`" * many + "a " + "`a" * many, "markdown")
    assert (len(spans), time.perf_counter() - before < 4) == (many // 2, True)


def test_what_nearly_is_an_address_is_read_in_one_pass() -> None:
    before = time.perf_counter()
    marks = read_marks("a.-+" * 50_000, "markdown")
    assert (marks.places, time.perf_counter() - before < 4) == ((), True)
