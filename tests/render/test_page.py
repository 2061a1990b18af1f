"""The page as text: its policy, its structure, its figures; a browser is another test's."""

import base64
import datetime as dt
import hashlib
import re
from decimal import Decimal
from html import unescape
from html.parser import HTMLParser
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpitrack.model.indicator import Indicator
from kpitrack.model.period import parse_period
from kpitrack.model.tracker import Tracker
from kpitrack.render.page.document import page_html
from kpitrack.render.page.markup import text
from kpitrack.render.page.summary import share_bar
from kpitrack.render.sheet import Manner
from kpitrack.render.status import status_sheets
from kpitrack.sources.reader import read_tracker
from kpitrack.views.page import page_view
from kpitrack.views.question import Question, default_period
from kpitrack.views.status import status_view
from tests.conftest import LONG_AFTER, ROOT, Make
from tests.page.trackers import CLOSE, TOWN, hostile, monthly

VOID = ("meta", "input", "link", "br", "img", "hr")


def page_of(
    tracker: Tracker, locale: str = "en", target: str | None = None, period: str = "2024"
) -> str:
    question = Question(LONG_AFTER, target_set=target)
    view = page_view(tracker, parse_period(period), question, language=locale[:2])
    return page_html(view, Manner(locale))


class Reader(HTMLParser):
    """Holds every element closed in its turn, and collects attributes and texts."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def values(self, name: str) -> list[str]:
        return [value for _, found, value in self.attributes if found == name]


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


@pytest.mark.parametrize(
    "file", ["indicators.toml", "examples/ngo-tracking.toml", "examples/team-kpis.toml"]
)
@pytest.mark.parametrize("locale", ["en", "vi", "de"])
def test_a_page_is_well_formed_and_its_links_lead_somewhere(file: str, locale: str) -> None:
    reader = read(page_of(read_tracker(str(ROOT / "data" / file)), locale))
    ids = reader.values("id")
    assert len(ids) == len(set(ids))
    links = [one for one in reader.values("href") if one]
    assert links
    assert {one[1:] for one in links} <= set(ids)
    assert all(one.startswith("#") for one in links)
    named = [one for value in reader.values("aria-labelledby") for one in value.split()]
    assert set(named) | set(reader.values("for")) <= set(ids)


def test_the_policy_names_the_very_style_and_script_and_nothing_else(make: Make) -> None:
    html = page_of(make(TOWN))
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    script = re.search(r"<script>(.*?)</script>", html, re.DOTALL)
    assert style
    assert script
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    assert policy[1].split("; ") == [
        "default-src 'none'",
        f"style-src '{digest(style[1])}'",
        f"script-src '{digest(script[1])}'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]
    assert html.index("Content-Security-Policy") < html.index("<style>")
    assert html.count("<script") == html.count("<style") == 1


def test_nothing_in_a_page_could_fetch_or_run(make: Make) -> None:
    html = page_of(make(f"{hostile()}\n{monthly()}"))
    reader = read(html)
    names = {name for _, name, _ in reader.attributes}
    assert not {one for one in names if one.startswith("on")}
    assert not names & {"src", "style", "srcdoc", "action", "formaction", "xlink:href", "ping"}
    tags = {tag for tag, _, _ in reader.attributes}
    assert not tags & {
        "img",
        "iframe",
        "object",
        "embed",
        "link",
        "base",
        "form",
        "audio",
        "video",
    }
    assert "url(" not in html
    assert "@import" not in html
    assert "://" not in re.sub(r"https://example\.org", "", html)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=40))
def test_whatever_a_name_holds_it_is_read_back_as_text(name: str) -> None:
    indicator = Indicator(id="a", name=name, unit=name, owner=name, note=name)
    reader = read(page_of(Tracker(title=name, indicators={"a": indicator})))
    plain = "".join(
        "\N{REPLACEMENT CHARACTER}" if one < " " or "\x7f" <= one <= "\x9f" else one
        for one in name
    )
    if plain.isascii() and plain.strip() and plain.isprintable():
        assert any(plain in found for found in reader.texts)
    assert reader.values("lang") == ["en"]
    assert not {name for _, name, _ in reader.attributes if name.startswith("on")}


def test_text_is_one_line_escaped_and_cannot_turn_its_neighbours_round() -> None:
    assert (
        text('<b> & "q"\n\u202egnp')
        == "&lt;b&gt; &amp; &quot;q&quot; \N{REPLACEMENT CHARACTER}gnp"
    )


@pytest.mark.parametrize(
    ("locale", "lang", "figures", "words"),
    [
        (
            "en",
            "en",
            ("1,154.5", "115.5 %"),
            ("3 of 5 met", "exceeded", "Indicator by indicator"),
        ),
        (
            "vi",
            "vi",
            ("1.154,5", "115,5%"),
            ("đạt 3/5", "vượt", "Từng chỉ tiêu", "Tổng thu ngân sách"),
        ),
        ("de", "en", ("1.154,5", "115,5%"), ("3 of 5 met",)),
    ],
)
def test_a_page_speaks_the_language_of_its_locale(
    make: Make, locale: str, lang: str, figures: tuple[str, ...], words: tuple[str, ...]
) -> None:
    text = TOWN.replace("actual.2024 = 404", "actual.2024 = 420")
    html = page_of(make(text), locale)
    assert f'<html lang="{lang}">' in html
    for one in (*figures, *words):
        assert one in html


def rows_of(html: str) -> dict[str, list[str | None]]:
    """The places of target, actual, completion and status in the table, by name."""
    found = {}
    for row in re.findall(r'<tr role="row"[^>]* data-s=.*?</tr>', html):
        name = re.search(r"<a [^>]*>(.*?)</a>", row)
        assert name
        cells = re.findall(r'<td role="cell" class="(?:f t|f|s)(?: long)?"([^>]*)>', row)
        places = [re.search(r'data-r="(\d+)"', cell) for cell in cells]
        found[name[1]] = [place[1] if place else None for place in places]
    return found


def test_places_are_settled_with_exact_figures_and_the_undefined_has_none(make: Make) -> None:
    actual = {name: places[1] for name, places in rows_of(page_of(make(CLOSE))).items()}
    assert actual == {"A": "2", "B": "3", "C": "1", "D": None, "E": "0", "F": "4"}
    town = rows_of(page_of(make(TOWN)))
    assert town["Learning city"][:2] == [None, None]  # a milestone is no figure
    assert town["Debt"] == ["0", "1", None, "7"]  # its target is 0, so there is no ratio
    assert town["Visitors"] == [None, "0", None, "12"]


@pytest.mark.parametrize(
    "file",
    ["indicators.toml", "examples/ngo-tracking.toml", "examples/team-kpis.toml"],
)
@pytest.mark.parametrize("locale", ["en", "vi"])
def test_the_table_says_what_status_says(file: str, locale: str) -> None:
    tracker = read_tracker(str(ROOT / "data" / file))
    view = status_view(
        tracker, default_period(tracker, LONG_AFTER), Question(LONG_AFTER), language=locale
    )
    sheet = status_sheets(view, Manner(locale))[0]
    told = [
        [*(cell.text for cell in row[:5]), row[-1].text]
        for section in sheet.sections
        for row in section.rows
    ]
    html = page_of(tracker, locale, period=view.period)
    shown = []
    for row in re.findall(r'<tr role="row"[^>]* data-s=.*?</tr>', html):
        cells = re.findall(r'<td role="cell" class="(?:u own|f t|f|s)"[^>]*>(.*?)</td>', row)
        name = re.search(r"<a [^>]*>(.*?)</a>", row)
        assert name
        shown.append([unescape(re.sub("<[^>]*>", "", one)) for one in (name[1], *cells)])
    assert shown == told
    assert len(shown) == len(view.rows)


def test_the_summary_counts_what_status_counts(make: Make) -> None:
    html = page_of(make(TOWN))
    assert '<p class="large">2 of 5 met</p>' in html
    for count, status in ((1, "exceeded"), (1, "met"), (1, "nearly met"), (2, "missed")):
        assert re.search(rf'<li><b>{count}</b> <span class="\w+">{status}</span></li>', html)
    assert re.search(r"Money</a></th><td class=\"f\">3</td><td class=\"f\">1 / 3</td>", html)


def test_a_tracker_without_targets_counts_what_it_shows(make: Make) -> None:
    html = page_of(make('[indicators.a]\nname = "A"\nactual.2024 = 1\n'))
    assert '<p class="large">1 shown</p>' in html
    assert '<table class="groups">' not in html
    assert '<select id="group"' not in html
    assert '<table id="all" class="short"' in html  # one value has no course


def test_a_score_needs_a_completion(make: Make) -> None:
    text = (
        '[indicators.a]\nname = "A"\ndirection = "decrease"\ntarget.2024 = 0\nactual.2024 = 0\n'
    )
    html = page_of(make(text))
    assert '<p class="large">1 of 1 met</p>\n<svg' in html
    grouped = page_of(
        make(text + 'group = "g"\n' + text.replace("[indicators.a]", "[indicators.b]"))
    )
    assert "Without a group" in grouped
    assert '<td class="f">1 / 1</td><td class="f">–</td>' in grouped


def test_a_page_of_nothing_says_so() -> None:
    html = page_of(Tracker(title="Nothing yet"))
    assert '<p class="large">no indicator is shown</p>' in html
    assert "<table" not in html
    assert "<details" not in html
    assert read(html).values("id") == ["summary", "indicators"]


def test_a_period_without_figures_says_which_have_some(make: Make) -> None:
    html = page_of(make(TOWN), period="2019")
    assert "no figures for 2019: there are figures for 2023, 2024" in html


def test_signs_are_explained_below_the_table(make: Make) -> None:
    html = page_of(make(TOWN))
    assert '<p class="soft">e: estimated</p>' in html
    sets = (
        '[indicators.a]\nname = "A"\ndirection = "increase"\n'
        "target.council.2024 = 12\ntarget.province.2024 = 10\nactual.2024 = 11\n"
    )
    html = page_of(make(sets), target="all")
    assert '<p class="soft">* the verdicts of the target sets differ</p>' in html
    assert html.count('href="#i-a"') == 2  # a row for each set
    assert html.count('id="r-a"') == html.count("<details") == 1
    assert '<dt>Remaining 2024 (council)</dt><dd class="own">1</dd>' in html


def test_what_is_missing_to_an_implied_target_is_told_as_approximate(make: Make) -> None:
    stated = (
        '[indicators.a]\nname = "A"\ndirection = "increase"\n'
        "actual.2024 = { value = 90, stated = { completion = 75 } }\n"
    )
    assert '<dt>Remaining 2024</dt><dd class="own">≈ 30.0</dd>' in page_of(make(stated))


def test_a_figure_so_far_is_held_against_what_was_expected(make: Make) -> None:
    running = (
        '[indicators.a]\nname = "A"\ndirection = "increase"\nrollup = "sum"\npace = "linear"\n'
        "target.2024 = 366\nactual.2024 = { value = 150, through = 2024-06-30 }\n"
    )
    question = Question(dt.date(2024, 7, 1))
    view = page_view(make(running), parse_period("2024"), question)
    html = page_html(view, Manner())
    assert '<dt>Expected 2024</dt><dd class="own">182</dd>' in html  # 182 of 366 days
    assert "as of 2024-07-01" in html


def test_an_indicator_without_any_figure_has_its_notes_and_no_table(make: Make) -> None:
    html = page_of(make('[indicators.a]\nname = "A"\nnote = "to come"\n'))
    assert '<p class="soft">to come</p>' in html
    assert "History" not in html


def test_sources_and_notes_stand_with_their_figures(make: Make) -> None:
    html = page_of(make(TOWN))
    assert "before the audit" in html
    assert html.count("Figures as written") == 2  # of revenue and of the milestone


def test_pictures_are_drawn_where_there_is_a_course(make: Make) -> None:
    html = page_of(make(TOWN))
    pictures = re.findall(r'<div class="picture">(<svg.*?</svg>)</div>', html, re.DOTALL)
    assert len(pictures) == 2  # revenue and poor households have two years
    for one in pictures:
        assert fromstring(one).get("role") == "img"
    monthly_page = page_of(make(monthly()))
    assert '<p class="unseen">held against the target by 2024</p>' in monthly_page
    assert monthly_page.count('<div class="picture">') == 2  # with its process behaviour chart


def test_of_several_targets_the_line_of_an_entry_says_whose_each_is(make: Make) -> None:
    keys = "direction = 'increase'\ntarget.a.2024 = 10\ntarget.b.2024 = 20\nactual.2024 = 15"
    html = page_of(make(f"[indicators.x]\nname = 'X'\n{keys}"), target="all")
    line = re.sub("<[^>]*>", " ", html.partition("<summary>")[2].partition("</summary>")[0])
    assert " ".join(line.split()) == "X a 150 % exceeded * b 75 % missed *"  # the sets differ


def test_a_milestone_has_no_picture_since_it_has_no_figures(make: Make) -> None:
    html = page_of(
        make(
            "[indicators.a]\nname = 'A'\ndirection = 'milestone'\ntarget.2025 = true\n"
            "actual = { 2023 = false, 2024 = false }"
        )
    )
    assert '<div class="picture">' not in html
    assert "reached by 2025" in html


@given(
    st.dictionaries(
        st.sampled_from(["exceeded", "nearly_met", "missed", "in_progress", "no_data"]),
        st.integers(min_value=1, max_value=10_000),
        min_size=1,
    )
)
def test_a_bar_of_shares_fills_its_width_in_proportion(counts: dict[str, int]) -> None:
    rectangles = list(fromstring(share_bar(counts)))  # type: ignore[arg-type]
    assert len(rectangles) == len(counts)
    whole = sum(counts.values())
    for one in rectangles:
        kind = one.get("class")
        count = counts[
            {
                "good": "exceeded",
                "near": "nearly_met",
                "bad": "missed",
                "open": "in_progress",
                "quiet": "no_data",
            }[str(kind)]
        ]
        exact = Decimal(600 * count) / whole
        assert abs(Decimal(str(one.get("width"))) - exact) <= 3


def test_figures_by_category_stand_below_the_history_as_show_has_them() -> None:
    """The parts of the quarters of 2024 by sex and by district, as the file writes them."""
    tracker = read_tracker(str(ROOT / "data/examples/ngo-tracking.toml"))
    html = page_of(tracker)
    entry = html.partition('<details id="d-people-trained">')[2].partition("</details>")[0]
    cells = [one for one in re.findall(r">([^<>]+)<", entry) if one.strip()]
    place = cells.index("By sex")
    assert cells[place + 1 : place + 6] == ["Period", "Kind", "women", "men", "Total"]
    first = cells.index("2024-Q1", place)
    assert cells[first : first + 5] == ["2024-Q1", "Actual", "104", "86", "190"]
    assert cells.index("By district") > place


def test_categories_are_text_whatever_they_hold(make: Make) -> None:
    html = page_of(
        make(
            "[indicators.a]\nname = 'A'\n"
            "actual.2024 = { value = 1, by = { '<i>' = { '<b>' = 1 } } }"
        )
    )
    assert "<i>" not in html
    assert "<b>" not in html.replace("<li><b>", "")
    assert "&lt;b&gt;" in html


def test_a_figure_in_one_long_piece_may_be_broken_so_that_the_status_stays_on_the_sheet(
    make: Make,
) -> None:
    html = page_of(
        make(
            "[indicators.a]\nname = 'A'\ntarget.2024 = 123456789012345678\n"
            "actual.2024 = 12345678901234567\ndirection = 'increase'"
        )
    )
    cells = dict(re.findall(r'class="(f[^"]*)" data-l="[^"]*"[^>]*>(?:<[^>]*>)?([^<]*)', html))
    assert cells["f t long"] == "123,456,789,012,345,678"
    assert cells["f long"] == "12,345,678,901,234,567"
    assert cells["f"] == "10.0 %"


def test_what_runs_tells_whether_it_is_on_course_as_the_layout_of_pace_does() -> None:
    """The figures that docs/time.md shows for the town's revenue in October 2024."""
    tracker = read_tracker(str(ROOT / "data/examples/town-months.toml"))
    question = Question(dt.date(2024, 10, 10))
    view = page_view(tracker, parse_period("2024"), question)
    html = unescape(page_html(view, Manner("en")))
    entry = html.partition('<details id="d-budget-revenue">')[2].partition("</details>")[0]
    facts = dict(re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", entry))
    assert {
        key: facts.get(f"{key} 2024")
        for key in (
            "Remaining",
            "Expected",
            "Against expected",
            "Days ahead (+) or behind",
            "Each that remains",
            "Projected end",
        )
    } == {
        "Remaining": "367.0",
        "Expected": "713.4",
        "Against expected": "-20.4",
        "Days ahead (+) or behind": "-7",
        "Each that remains": "122.3 a month, 3 to come",
        "Projected end": "1,029.6 (seasonal; 1,019.6 to 1,035.1 by 3 years)",
    }
    assert "arithmetic, not a forecast" in entry
    assert "tried in 2021, 2022, 2023" in entry
