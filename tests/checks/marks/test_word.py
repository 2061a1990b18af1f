"""Marks in Word documents: links and controls, numbers split over runs, nothing else changed."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpitrack.checks.marks.refreshing_word import RefreshedWord, refreshed_word
from kpitrack.checks.marks.word import read_part
from kpitrack.errors import InputError
from kpitrack.model.tracker import Tracker
from tests.checks.marks.tracker import TOML, figures
from tests.word_files import anchor, control, document, field, paragraph, run

Make = Callable[[str], Tracker]
Refresh = Callable[..., RefreshedWord]
BOLD, RED = "<w:b/>", '<w:color w:val="C00000"/>'


@pytest.fixture
def refresh(make: Make) -> Refresh:
    tracker = make(TOML)

    def of(*content: str, targets: tuple[tuple[str, str], ...] = ()) -> RefreshedWord:
        parts = {"word/document.xml": document(*content).encode()}
        return refreshed_word(
            parts, {"word/document.xml": dict(targets)}, "r.docx", figures(tracker)
        )

    return of


def new_text(found: RefreshedWord) -> str:
    return found.parts["word/document.xml"].decode()


@pytest.mark.parametrize(
    "marked",
    [
        lambda *runs: anchor("paid.actual@2024", *runs),
        lambda *runs: f'<w:hyperlink r:id="rId1">{"".join(runs)}</w:hyperlink>',
        lambda *runs: f'<w:hyperlink r:id="rId2">{"".join(runs)}</w:hyperlink>',
        lambda *runs: control("paid.actual@2024", *runs),
        lambda *runs: control("paid.actual@2024", *runs, name="alias"),
        lambda *runs: field("paid.actual@2024", *runs),
        lambda *runs: field("paid.actual@2024", *runs, switches='"" \\l'),
        lambda *runs: field("paid.actual@2024", *runs, switches='\\o "tip" \\l'),
        lambda *runs: (
            f'<w:fldSimple w:instr="HYPERLINK \\l &quot;kpi:paid.actual@2024&quot;">{"".join(runs)}</w:fldSimple>'
        ),
        lambda *runs: (
            f'<w:hyperlink w:anchor="KPI:paid.actual@2024">{"".join(runs)}</w:hyperlink>'
        ),
    ],
    ids=[
        "anchor",
        "target",
        "target without #",
        "tag",
        "title",
        "field",
        "field without a file",
        "field with a tip",
        "simple field",
        "capitals",
    ],
)
def test_each_form_marks_its_figure(refresh: Refresh, marked: Callable[..., str]) -> None:
    before = paragraph(run("Paid "), marked(run("400")), run(" billion"))
    targets = (("rId1", "#kpi:paid.actual%402024"), ("rId2", "kpi:paid.actual@2024"))
    found = refresh(before, targets=targets)
    assert found.mistakes == ()
    assert new_text(found) == document(before.replace(">400<", ">404<"))
    (row,) = found.rows
    assert (row.file, row.part, row.line, row.column, row.found, row.expected) == (
        "r.docx", "word/document.xml", 1, 6, "400", "404",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("address", "old", "new"),
    [
        ("paid.actual@2024", ["3", "9", "8"], ["4", "0", "4"]),
        ("paid.actual@2024", ["over 3", "98 billion"], ["over 4", "04 billion"]),
        ("paid.actual@2024", ["1.0", "99"], ["404", ""]),
        ("paid.actual@2024", ["9"], ["404"]),
        ("revenue.actual@2024", ["9", "00"], ["1", "154"]),
        ("revenue.actual@2024", ["1", "\u00a0", "0", "99"], ["1", "\u00a0", "1", "54"]),
        ("paid.completion@2024", ["97", ",", "1", "%"], ["96", ",", "2", "%"]),
        ("paid.actual@2024", ["&#51;", "&#x39;8"], ["4", "04"]),
        ("paid.actual@2024", ["a &amp; 3", "98"], ["a &amp; 4", "04"]),
    ],
)
def test_a_number_split_over_runs_is_shared_out_again(
    refresh: Refresh, address: str, old: list[str], new: list[str]
) -> None:
    def marked(texts: list[str]) -> str:
        styled = zip(texts, (BOLD, RED, "", BOLD), strict=False)
        return paragraph(anchor(address, *(run(text, style) for text, style in styled)))

    found = refresh(marked(old))
    assert found.mistakes == ()
    assert new_text(found) == document(marked(new))
    assert refreshed_again(refresh, marked(new)) == {}


def refreshed_again(refresh: Refresh, *content: str) -> dict[str, bytes]:
    found = refresh(*content)
    assert all(row.holds for row in found.rows)
    return dict(found.parts)


def test_a_document_that_holds_is_not_changed(refresh: Refresh) -> None:
    content = paragraph(anchor("paid.actual@2024", run("404")))
    assert refreshed_again(refresh, content) == {}


def test_deleted_text_and_tabs_are_no_part_of_a_figure(refresh: Refresh) -> None:
    deleted = "<w:del><w:r><w:delText>399</w:delText></w:r></w:del>"
    content = paragraph(anchor("paid.actual@2024", deleted, run("400"), "<w:r><w:tab/></w:r>"))
    assert new_text(refresh(content)) == document(content.replace(">400<", ">404<"))
    two = paragraph(anchor("paid.actual@2024", run("4"), "<w:r><w:br/></w:r>", run("04")))
    assert [one.found for one in refresh(two).mistakes] == ['"4 04"']


def test_a_control_around_a_paragraph_or_a_cell_is_a_mark_too(refresh: Refresh) -> None:
    around = control("paid.actual@2024", paragraph(run("400")))
    found = refresh(paragraph(run("It fell by 5")), around)
    assert new_text(found).count(">404<") == 1
    assert [(one.line, one.column) for one in found.rows] == [(2, 1)]
    two = control("paid.actual@2024", paragraph(run("4")), paragraph(run("04")))
    assert [one.found for one in refresh(two).mistakes] == ['"4 04"']
    cell = control("paid.actual@2024", f"<w:tc>{paragraph(run('400'))}</w:tc>")
    assert ">404<" in new_text(refresh(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"))


def test_text_belongs_to_the_innermost_mark(refresh: Refresh) -> None:
    inner = control("paid.target@2024", run("419"))
    found = refresh(paragraph(anchor("paid.actual@2024", run("400 of "), inner)))
    assert [(row.found, row.expected) for row in found.rows] == [("419", "420"), ("400", "404")]


def test_other_links_and_controls_are_left_alone(refresh: Refresh) -> None:
    content = paragraph(
        '<w:bookmarkStart w:id="0" w:name="X0123456789abcdef0123456789abcdef0123456"/>',
        '<w:hyperlink w:anchor="X0123456789abcdef0123456789abcdef0123456">', run("1"),
        "</w:hyperlink>",
        '<w:hyperlink w:anchor="_Toc1">', run("2"), "</w:hyperlink>",
        '<w:hyperlink r:id="rId9">', run("3"), "</w:hyperlink>",
        '<w:sdt><w:sdtPr><w:alias w:val="Name"/><w:tag w:val="x"/></w:sdtPr><w:sdtContent>',
        run("4"), "</w:sdtContent></w:sdt>",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', run("5"),
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        '<m:r xmlns:m="x"><m:t>6</m:t></m:r><w:t/>',
    )  # fmt: skip
    assert refresh(content) == RefreshedWord({}, (), (), (), (), ())


def test_a_link_whose_address_pandoc_lost_is_warned_of(refresh: Refresh) -> None:
    lost = "X0123456789abcdef0123456789abcdef0123456"
    found = refresh(paragraph(f'<w:hyperlink w:anchor="{lost}">{run("4")}</w:hyperlink>'))
    assert found.warnings == (
        f"r.docx: paragraph 1: the link {lost} leads nowhere: if it was a mark, write it as (kpi:...)",
    )


def test_what_a_writer_should_know_is_a_warning(refresh: Refresh) -> None:
    found = refresh(paragraph(anchor("coffee.remaining@2024", run("50"))))
    assert found.warnings == (
        "r.docx: paragraph 1: kpi:coffee.remaining@2024: 2024 is known only through 2024-06-30",
    )


@pytest.mark.parametrize(
    "typed", ["&lt;!--kpi:a.actual@2024--&gt;", "&lt;!–kpi:a.actual@2024–&gt;"]
)
def test_a_mark_typed_as_text_is_warned_of(refresh: Refresh, typed: str) -> None:
    (told,) = refresh(paragraph(run("x")), paragraph(run(f"63{typed}"))).warnings
    assert told.startswith("r.docx: paragraph 2: <!")
    assert told.endswith(" is only text here: mark the figure by a link")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (anchor("paid.actual@2024", run("many")), 'r.docx: paragraph 1: kpi:paid.actual@2024: found "many", expected one number in the mark'),
        (anchor("paid.actual@2024"), "r.docx: paragraph 1: kpi:paid.actual@2024: found nothing, expected one number in the mark"),
        (anchor("paed.actual@2024", run("4")), 'r.docx: paragraph 1: kpi:paed.actual@2024: found "paed", expected the id of an indicator; did you mean paid?'),
        (control("paid.actual@2024", run("4"), more='<w:dataBinding w:xpath="/a"/>'), "r.docx: paragraph 1: kpi:paid.actual@2024: found one bound to XML data, from which Word fills it again, expected a control of its own; remove the binding, or mark the figure by a link"),
        (run("giảm ") + anchor("poor.change@2023:2024", run("19")), 'r.docx: paragraph 1: kpi:poor.change@2023:2024: found "19", expected -19, with its sign; where a word says the direction, mark it as poor.fall; else write -19'),
        (run("1 ") + anchor("revenue.actual@2024", run("154")), 'r.docx: paragraph 1: kpi:revenue.actual@2024: found "1 154", expected one number; if it is one, write 1\u00a0154 with a no-break space'),
    ],
)  # fmt: skip
def test_a_mark_that_cannot_be_settled_is_a_mistake(
    refresh: Refresh, content: str, told: str
) -> None:
    assert [str(one) for one in refresh(paragraph(content)).mistakes] == [told]


NO_BREAK_HYPHEN = "<w:r><w:noBreakHyphen/></w:r>"


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        (run("1.") + anchor("paid.actual@2024", run("154")) + run(",5"), '"154" of "1.154,5"'),
        (run("1") + control("paid.actual@2024", run("63")), '"63" of "163"'),
        (run("-") + anchor("paid.actual@2024", run("71")) + run("5"), '"71" of "-715"'),
        (NO_BREAK_HYPHEN + anchor("paid.actual@2024", run("20,5")), '"20,5" of "\u201120,5"'),
        (anchor("paid.actual@2024", NO_BREAK_HYPHEN, run("20,5")), '"20,5" of "\u201120,5"'),
        (anchor("paid.actual@2024", run("1"), control("x", run("a"))) + run("2"), None),
    ],
)  # fmt: skip
def test_a_figure_is_marked_whole_or_not_at_all(
    refresh: Refresh, content: str, seen: str | None
) -> None:
    mistakes = refresh(paragraph(content)).mistakes
    told = [one.found for one in mistakes if one.expected == "a whole figure in the mark"]
    assert told == ([seen] if seen else [])


def test_raised_digits_are_no_part_of_a_figure(refresh: Refresh) -> None:
    raised = run("2", '<w:vertAlign w:val="superscript"/>')
    square = refresh(paragraph(anchor("paid.actual@2024", run("63"), raised)))
    assert [one.found for one in square.mistakes] == ['"632", of which a part is raised']
    unit = refresh(paragraph(anchor("paid.actual@2024", run("404 m"), raised)))
    assert [row.holds for row in unit.rows] == [True]


def test_headers_and_notes_are_read_and_named(make: Make) -> None:
    mark = paragraph(anchor("paid.actual@2024", run("400")))
    parts = {
        "word/document.xml": document(paragraph(run("x"))).encode(),
        "word/header1.xml": document(mark, element="hdr").encode(),
        "word/footnotes.xml": document(paragraph(anchor("x", run("1"))), element="footnotes").encode(),
    }  # fmt: skip
    found = refreshed_word(parts, {name: {} for name in parts}, "r.docx", figures(make(TOML)))
    assert list(found.parts) == ["word/header1.xml"]
    assert (found.before, found.after) == (("400",), ("404",))
    assert [one.key for one in found.mistakes] == ["footnotes paragraph 1: kpi:x"]


def test_the_style_is_that_of_all_parts_together(make: Make) -> None:
    parts = {
        "a.xml": document(paragraph(run("đạt 119,2 %"))).encode(),
        "b.xml": document(paragraph(anchor("revenue.actual@2024", run("900")))).encode(),
    }
    found = refreshed_word(parts, {name: {} for name in parts}, "r.docx", figures(make(TOML)))
    assert b">1.154<" in found.parts["b.xml"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<a><b></a>", "broken XML: mismatched tag"),
        (b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', "a DOCTYPE, which Word never writes"),
        (b'<?xml version="1.0" encoding="UTF-16"?><a/>', "another encoding"),
        (document().replace("UTF-8", "UTF-16").encode("utf-16"), "another encoding"),
        (document().replace("UTF-8", "UTF-16").encode("utf-16-be"), "another encoding"),
        (document(paragraph(run("a<!-- 5 -->4"))).encode(), "a comment or CDATA in it"),
        (document(paragraph(run("<![CDATA[4]]>"))).encode(), "a comment or CDATA in it"),
        (b"", "broken XML: no element found"),
    ],
)
def test_a_part_that_word_never_wrote_is_refused(content: bytes, told: str, make: Make) -> None:
    with pytest.raises(InputError) as caught:
        refreshed_word({"d.xml": content}, {"d.xml": {}}, "r.docx", figures(make(TOML)))
    assert [(one.file, one.key, one.found) for one in caught.value.mistakes] == [
        ("r.docx", "d.xml", told)
    ]


def test_a_million_laughs_stay_small() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;&b;&b;</a>'
    with pytest.raises(InputError, match="a DOCTYPE"):
        read_part(bomb, {})


def test_elements_out_of_order_do_no_harm() -> None:
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    stray = '<w:tag w:val="kpi:x"/><w:alias w:val="kpi:x"/><w:dataBinding/><w:fldChar w:fldCharType="separate"/><w:fldChar/>'
    text = document(f"{stray}<w:tab/><w:t>0</w:t>", paragraph(end, run("5")))
    part = read_part(text.encode(), {})
    assert (part.marks, part.paragraphs) == ((), ("5",))


def test_paragraphs_are_counted_as_they_begin() -> None:
    part = read_part(document(paragraph(run("a")), paragraph(run("b\u00a0&lt;"))).encode(), {})
    assert part.paragraphs == ("a", "b\u00a0<")


DIGITS = st.text("0123456789", min_size=1, max_size=6)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100
)
@given(st.lists(DIGITS, min_size=1, max_size=4), st.sampled_from(["paid", "revenue", "poor"]))
def test_however_a_number_is_split_only_its_digits_change(
    refresh: Refresh, pieces: list[str], name: str
) -> None:
    content = paragraph(
        run("a 5: "), anchor(f"{name}.actual@2024", *map(run, pieces)), run("b")
    )
    found = refresh(content)
    assert found.mistakes == ()
    (row,) = found.rows
    text = new_text(found) if found.parts else document(content)
    again = read_part(text.encode(), {})
    assert again.paragraphs == (f"a 5: {row.expected}b",)
    assert text.count("<w:r ") == document(content).count("<w:r ")
