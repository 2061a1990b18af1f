"""A new id wherever the old one stands."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrack.sources.editing.guarding import parsed
from kpitrack.sources.editing.renaming import renamed
from tests.sources.editing.styles import Styled, trackers


@settings(max_examples=300)
@given(tracker=trackers(), choose=st.data())
def test_renaming_there_and_back_leaves_every_byte(
    tracker: Styled, choose: st.DataObject
) -> None:
    names = [*tracker.document["indicators"]]
    old = choose.draw(st.sampled_from(names))

    there = renamed(tracker.text, old, "other", str).text
    back = renamed(there, "other", old, str).text

    assert {*parsed(there)["indicators"]} == {*names} - {old} | {"other"}
    assert back == tracker.text


def test_quotes_stay_and_other_words_are_quoted_anew() -> None:
    text = (
        "[indicators.'a']\nname = \"A\"\n[indicators.b]\nmet_of = 'a'\nsum = [\"\\u0061\", 'c']\n"
        "[indicators.c]\nmet_of = '*'\n[[checks]]\nrequire = 'a: x = \"y\"'\nname = 'n'\n"
    )

    found = renamed(text, "a", "new", lambda rule: rule.replace("a:", "it's new:"))

    assert found.text == (
        "[indicators.'new']\nname = \"A\"\n[indicators.b]\nmet_of = 'new'\nsum = [\"new\", 'c']\n"
        '[indicators.c]\nmet_of = \'*\'\n[[checks]]\nrequire = "it\'s new: x = \\"y\\""\n'
        "name = 'n'\n"
    )
    assert found.keys == (
        ("indicators", "b", "sum", 0),
        ("indicators", "b", "met_of"),
        ("checks", 0, "require"),
    )


def test_a_file_without_the_indicator_is_renamed_where_it_names_it() -> None:
    assert renamed("x = 1\n", "a", "b", str) == ("x = 1\n", ())


def test_a_mapping_that_is_called_like_the_indicator_keeps_its_name() -> None:
    text = (
        '[indicators.a]\nname = "A"\n'
        '[imports.a.indicators]\nA1 = "a"  # the office\'s code\nB1 = "b"\n'
    )

    found = renamed(text, "a", "new", str)

    assert found.text == (
        '[indicators.new]\nname = "A"\n'
        '[imports.a.indicators]\nA1 = "new"  # the office\'s code\nB1 = "b"\n'
    )
    assert found.keys == (("imports", "a", "indicators", "A1"),)
