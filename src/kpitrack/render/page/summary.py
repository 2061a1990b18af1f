"""The top of the page: what it is about, and what the statuses add up to."""

from collections.abc import Mapping
from html import escape

from kpitrack.measures.statuses import Status
from kpitrack.render.cells import MOODS
from kpitrack.render.page.markup import text
from kpitrack.render.sheet import Manner, Mood
from kpitrack.render.status import frame_text
from kpitrack.views.page import PageView
from kpitrack.views.status import GroupTally, Tally

_MOODS: tuple[Mood, ...] = ("good", "near", "bad", "open", "quiet")
_WIDTH = 600


def summary(view: PageView, manner: Manner) -> str:
    """The title, how many targets are met, every status counted, and the groups."""
    status, words = view.status, manner.words
    about = words["title_status"].format(period=status.period)
    frame = frame_text(status.target_set, status.as_of.isoformat(), Manner(manner.locale, True))
    return (
        f'<header class="top">\n<p class="about">{escape(about)}</p>\n'
        f'<h1 class="own">{text(status.title)}</h1>\n<p class="soft">{escape(frame)}</p>\n'
        f'</header>\n<section class="summary" aria-labelledby="summary">\n'
        f'<h2 id="summary">{words["page_summary"]}</h2>\n<div class="whole">\n'
        f"{_headline(status.summary, manner)}{_counts(status.summary, manner)}</div>\n"
        f"{_groups(view, manner)}</section>\n"
    )


def group_title(group: GroupTally, manner: Manner) -> str:
    """A group's name; rows without a group stand under words that say so."""
    return text(group.name) if group.name else escape(manner.words["no_group"])


def _headline(tally: Tally, manner: Manner) -> str:
    """`15 of 18 met`, large; where nothing has a target, how much is shown."""
    words = manner.words
    if not tally.targeted:
        shown = words["rows"].format(rows=tally.rows) if tally.rows else words["nothing"]
        return f'<p class="large">{escape(shown)}</p>\n'
    met = words["of_met"].format(met=tally.met, targeted=tally.targeted)
    return f'<p class="large">{escape(met)}</p>\n{_score(tally, manner)}'


def _score(tally: Tally, manner: Manner) -> str:
    if tally.score is None:
        return ""
    score = manner.words["score"].format(score=manner.numbers.percent(tally.score))
    return f'<p class="soft">{escape(score)}</p>\n'


def _counts(tally: Tally, manner: Manner) -> str:
    """Every status that there is, with its sign, its word and its count, under one bar."""
    items = "".join(
        f'<li><b>{count}</b> <span class="{MOODS[status]}">{escape(manner.words[status])}'
        "</span></li>\n"
        for status, count in tally.counts.items()
    )
    return f'{share_bar(tally.counts)}<ul class="counts">\n{items}</ul>\n' if items else ""


def share_bar(counts: Mapping[Status, int]) -> str:
    """A bar cut into moods by how many rows have each; its counts stand beside it as text."""
    by_mood = dict.fromkeys(_MOODS, 0)
    for status, count in counts.items():
        by_mood[MOODS[status]] += count
    whole, start, pieces = sum(by_mood.values()), 0, []
    for mood, count in by_mood.items():
        if count:
            left, right = _WIDTH * start // whole, _WIDTH * (start + count) // whole
            width = max(right - left - 2, 1)
            pieces.append(f'<rect class="{mood}" x="{left}" width="{width}" height="10"/>')
            start += count
    return (
        f'<svg class="kpi shares" viewBox="0 0 {_WIDTH} 10" preserveAspectRatio="none" '
        f'aria-hidden="true">{"".join(pieces)}</svg>'
    )


def _groups(view: PageView, manner: Manner) -> str:
    """One row for each group, where there are several."""
    if len(view.status.groups) < 2:
        return ""
    words = manner.words
    rows = "".join(
        _group(place, group, manner) for place, group in enumerate(view.status.groups)
    )
    return (
        f'<table class="groups"><caption>{escape(words["page_groups"])}</caption>\n<thead><tr>'
        f'<th scope="col">{words["group"]}</th>'
        f'<th scope="col" class="f">{words["page_indicators"]}</th>'
        f'<th scope="col" class="f">{words["page_met"]}</th>'
        f'<th scope="col" class="f">{words["page_score"]}</th>'
        f"<td></td></tr></thead>\n<tbody>\n{rows}</tbody></table>\n"
    )


def _group(place: int, group: GroupTally, manner: Manner) -> str:
    tally = group.tally
    met = f"{tally.met} / {tally.targeted}" if tally.targeted else "–"
    score = "–" if tally.score is None else manner.numbers.percent(tally.score)
    return (
        f'<tr><th scope="row"><a class="own" href="#g-{place}">{group_title(group, manner)}'
        f'</a></th><td class="f">{tally.rows}</td><td class="f">{met}</td>'
        f'<td class="f">{escape(score)}</td><td>{share_bar(tally.counts)}</td></tr>\n'
    )
