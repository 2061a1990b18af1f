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
