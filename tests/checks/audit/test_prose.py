"""Running text: paragraphs, lists, and what is no prose."""

import unicodedata
from itertools import pairwise

import pytest

from kpitrack.checks.audit.prose import Composed, paragraphs, without_markup


@pytest.mark.parametrize(
    ("text", "gone", "stays"),
    [
        ("see `51 of 68 (57%)` here", "57%", "see"),
        ("a <!-- 51 of 68 (57%) --> b", "57%", "b"),
        ("a <!-- never closed 57%", "57%", "a"),
        ("a\n```\n51 of 68 (57%)\n```\nb 75%", "57%", "b 75%"),
        ("a\n~~~ text\n57%\n~~~\nb", "57%", "b"),
        ("a\n```\nnever closed 57%", "57%", "a"),
        ("<pre>57%</pre> 75%", "57%", "75%"),
        ("<script type='x'>57%</script> 75%", "57%", "75%"),
        ("<p class='w-75'>51 of 68</p>", "75", "51 of 68"),
        ("the **51** of _68_ homes", "*", "51"),
        ("[report 2](https://example.org/75%25) of 68", "75", "report 2"),
        ("at https://example.org/57 we have 68", "57", "we have 68"),
        ("write to office57@example.org about 68", "57", "about 68"),
        ("was ~~57~~ 75", "~~", "75"),
        ("1&nbsp;154 ha", "nbsp", "154 ha"),
        ("10&ndash;15 ha", "ndash", "15 ha"),
    ],
)
def test_markup_is_blanked_in_its_place(text: str, gone: str, stays: str) -> None:
    plain = without_markup(text)
    assert len(plain) == len(text)
    assert gone not in plain
    assert stays in plain
    assert plain.index(stays) == text.index(stays)


def test_a_dash_that_is_written_as_a_name_stays_a_dash() -> None:
    assert without_markup("10&ndash;15") == "10–" + " " * 6 + "15"


def test_lines_stay_lines() -> None:
    text = "a\n```\n5%\n6%\n```\nb"
    assert [len(one) for one in without_markup(text).split("\n")] == [1, 3, 2, 2, 3, 1]


def test_a_block_of_html_is_a_paragraph_of_its_own() -> None:
    assert pieces(without_markup("<li>51 of 68</li><li>57%</li>")) == ["51 of 68", "57%"]


def pieces(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in paragraphs(text)]


LONG = "the office has closed the petitions of the year, "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("A short line\nanother", ["A short line", "another"]),
        (f"{LONG}51\nof 68", [f"{LONG}51\nof 68"]),
        (f"{LONG}51.\nOf 68", [f"{LONG}51.", "Of 68"]),
        (f"{LONG}51\n- of 68", [f"{LONG}51", "- of 68"]),
        (f"{LONG}51\n# of 68", [f"{LONG}51", "# of 68"]),
        (f"{LONG}51\n| 5 | 6 |", [f"{LONG}51", "| 5 | 6 |"]),
        (f"{LONG}51\n\n\nof 68", [f"{LONG}51", "of 68"]),
        # a list that a colon opens goes with its opening, up to its last item
        ("75 projects:\n- 23 old\n- 52 new\nEnd.", ["75 projects:\n- 23 old\n- 52 new", "End."]),
        ("75 projects;\n1. old\n2. new", ["75 projects;\n1. old\n2. new"]),
        ("75 projects.\n- 23 old\n- 52 new", ["75 projects.", "- 23 old", "- 52 new"]),
        ("75 projects:\n\n23 old", ["75 projects:", "23 old"]),
        ("One.\n", ["One."]),
        ("One.\n   ", ["One."]),
        ("", []),
        ("\n\n \n", []),
    ],
)  # fmt: skip
def test_a_text_falls_into_paragraphs(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("sentence", "length"),
    [("The office has 51 rooms. ", 25), ("rooms ", 6), ("x", 1)],
)
def test_an_endless_line_is_parted_behind_a_sentence_or_a_word(
    sentence: str, length: int
) -> None:
    text = sentence * (20_000 // length)
    found = list(paragraphs(text))
    assert len(found) > 3
    assert all(end - start <= 6000 for start, end in found)
    assert all(one[1] == other[0] for one, other in pairwise(found))
    assert all(end % length == 0 for _, end in found)
    assert found[-1][1] == len(text)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_place_has_its_line_and_column_in_the_text_as_it_is_stored(form: str) -> None:
    original = unicodedata.normalize(form, "Tỷ lệ\nHộ nghèo giảm 19 hộ\nhết 5")
    text = Composed(original)
    line, column = text.line_and_column(text.text.index("19"))
    assert line == 2
    assert original.splitlines()[1][column - 1 :].startswith("19")
    assert text.line_and_column(0) == (1, 1)
    last = original.splitlines()[2]
    assert text.line_and_column(text.text.rindex("5")) == (3, last.index("5") + 1)


def test_a_text_whose_accents_are_composed_is_the_original() -> None:
    text = Composed("Tỷ lệ 5%")
    assert text.same
    assert text.line_and_column(6) == (1, 7)
    assert not Composed(unicodedata.normalize("NFD", "Tỷ lệ 5%")).same
