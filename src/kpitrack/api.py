"""The Python API: the same typed answers, for notebooks and scripts.

    import kpitrack

    tracking = kpitrack.load()
    tracking.status("2024").summary.met
    tracking.compare("2023", "2024")

In a notebook an answer shows itself as a table.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from kpitrack.checks.view import CheckView, check_view
from kpitrack.errors import InputError
from kpitrack.model.figure import NOTHING
from kpitrack.model.period import Period, PeriodKind
from kpitrack.model.tracker import Tracker
from kpitrack.sources.places import Places
from kpitrack.sources.reader import read_with_contents
from kpitrack.views.audited import AuditView
from kpitrack.views.comparison import ComparisonView, comparison_view
from kpitrack.views.detail import DetailView, detail_view
from kpitrack.views.deviation import VarianceView, variance_view
from kpitrack.views.growth import GrowthView, asked_base, growth_view
from kpitrack.views.question import Question, Selection, asked_period, default_period
from kpitrack.views.series import asked_span
from kpitrack.views.status import StatusView, status_view
from kpitrack.views.tracking import Every, TrackingView, tracking_view
from kpitrack.views.trend import TrendView, trend_view

if TYPE_CHECKING:
    from kpitrack.checks.audit.document import HoldAgainst
    from kpitrack.checks.marks.places import Markup
    from kpitrack.checks.marks.refreshing import Refreshed
    from kpitrack.render.json import View


class _InNotebooks:
    """Shows an answer as HTML where a notebook asks for it."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        from kpitrack.render.formats import sheets_of
        from kpitrack.render.html import html_tables
        from kpitrack.render.sheet import Manner

        return html_tables(sheets_of(cast("View", self), Manner()))


class StatusAnswer(_InNotebooks, StatusView):
    """The rows, groups and summary of `status`."""

    __slots__ = ()


class ComparisonAnswer(_InNotebooks, ComparisonView):
    """The rows and summary of `compare`."""

    __slots__ = ()


class VarianceAnswer(_InNotebooks, VarianceView):
    """The rows, groups and summary of `variance`."""

    __slots__ = ()


class TrendAnswer(_InNotebooks, TrendView):
    """The series of `trend`, how each is read, and the summary."""

    __slots__ = ()


class GrowthAnswer(_InNotebooks, GrowthView):
    """The rows and summary of `growth`."""

    __slots__ = ()


class DetailAnswer(_InNotebooks, DetailView):
    """The history, formulas and records of `show`."""

    __slots__ = ()


class CheckAnswer(_InNotebooks, CheckView):
    """The findings, the checks that were run, and the summary of `check`."""

    __slots__ = ()


class TrackingAnswer(_InNotebooks, TrackingView):
    """The rows, groups and summary of the performance tracking table."""

    __slots__ = ()


class AuditAnswer(_InNotebooks, AuditView):
    """The claims and counts of `audit`."""

    __slots__ = ()


T = TypeVar("T")


def _as(kind: type[T], view: Any) -> T:
    return kind(*view)


class Tracking(NamedTuple):
    """A loaded tracker that answers questions.

    Periods are texts such as `"2024"` or `"2024-Q3"`; `groups` and `indicators` take ids
    with `*` and `?`; `as_of` is the day whose knowledge counts, by default today. Every
    method raises InputError for what does not exist. `contents` are the bytes of the files,
    from which `check` tells lines.
    """

    tracker: Tracker
    contents: Mapping[str, bytes] = NOTHING

    def status(
        self,
        period: str | None = None,
        *,
        target: str | None = None,
        groups: Sequence[str] = (),
        indicators: Sequence[str] = (),
        by: str | None = None,
        as_of: dt.date | None = None,
    ) -> StatusAnswer:
        """Where the indicators stand in a period; by default the tracker's own."""
        question = _question(target, groups, indicators, as_of)
        tracker = self._observed(question, () if period is None else (period,), by)
        when = _period(tracker, period, question)
        return _as(StatusAnswer, status_view(tracker, when, question, by=by))

    def compare(
        self,
        *periods: str,
        target: str | None = None,
        groups: Sequence[str] = (),
        indicators: Sequence[str] = (),
        by: str | None = None,
        as_of: dt.date | None = None,
    ) -> ComparisonAnswer:
        """What changed from the first of two or more periods to the last."""
        question = _question(target, groups, indicators, as_of)
        tracker = self._observed(question, periods, by)
        when = [asked_period(one) for one in periods]
        return _as(ComparisonAnswer, comparison_view(tracker, when, question, by=by))

    def performance(
        self,
        period: str | None = None,
        *,
        every: Every | None = None,
        by: str | None = None,
        target: str | None = None,
        groups: Sequence[str] = (),
        indicators: Sequence[str] = (),
        as_of: dt.date | None = None,
    ) -> TrackingAnswer:
        """The performance tracking table: every reporting period, and to date."""
        question = _question(target, groups, indicators, as_of)
        when = asked_period(period) if period else None
        tracker = self._observed(question, by=by)
        view = tracking_view(tracker, question, period=when, every=every, by=by)
        return _as(TrackingAnswer, view)

    def variance(
        self,
        period: str | None = None,
        *,
        target: str | None = None,
        groups: Sequence[str] = (),
        indicators: Sequence[str] = (),
        by_group: bool = False,
        as_of: dt.date | None = None,
    ) -> VarianceAnswer:
        """Where the indicators are off, the largest variance first."""
        question = _question(target, groups, indicators, as_of)
        tracker = self._observed(question, () if period is None else (period,))
        when = _period(tracker, period, question)
        view = variance_view(tracker, when, question, by_group=by_group)
        return _as(VarianceAnswer, view)

    def trend(
        self,
        *indicators: str,
        every: PeriodKind | None = None,
        since: str | None = None,
        until: str | None = None,
        target: str | None = None,
        groups: Sequence[str] = (),
        as_of: dt.date | None = None,
    ) -> TrendAnswer:
        """Each series read as a process behaviour chart.

        `every` is the length of the periods, by default the commonest; `since` and `until`
        are the first and the last of them. Without ids, all that have 8 points or more.
        """
        question = _question(target, groups, (), as_of)
        view = trend_view(
            self._observed(question),
            question,
            names=indicators,
            kind=every,
            span=asked_span(since, until),
        )
        return _as(TrendAnswer, view)

    def growth(
        self,
        base: str | None = None,
        *,
        target: str | None = None,
        groups: Sequence[str] = (),
        indicators: Sequence[str] = (),
        as_of: dt.date | None = None,
    ) -> GrowthAnswer:
        """The growth seen since a year against the growth needed to targets years away."""
        question = _question(target, groups, indicators, as_of)
        view = growth_view(self._observed(question), question, base=asked_base(base))
        return _as(GrowthAnswer, view)

    def show(
        self, indicator: str, period: str | None = None, *, as_of: dt.date | None = None
    ) -> DetailAnswer:
        """One indicator whole, with its formulas filled in for a period."""
        question = _question(None, (), (), as_of)
        when = asked_period(period) if period else None
        tracker = self._observed(question)
        return _as(DetailAnswer, detail_view(tracker, indicator, question, period=when))

    def page(
        self,
        period: str | None = None,
        *,
        target: str | None = None,
        groups: Sequence[str] = (),
        indicators: Sequence[str] = (),
        as_of: dt.date | None = None,
        locale: str | None = None,
    ) -> str:
        """The whole tracker as one self-contained page of HTML, in the language of `locale`."""
        from kpitrack.render.page.document import page_html
        from kpitrack.render.sheet import Manner
        from kpitrack.views.page import page_view

        manner = Manner(locale or self.tracker.locale)
        question = _question(target, groups, indicators, as_of)
        tracker = self._observed(question)
        when = _period(tracker, period, question)
        view = page_view(tracker, when, question, language=manner.locale[:2])
        return page_html(view, manner)

    def check(
        self,
        *rules: str,
        period: str | None = None,
        target: str | None = None,
        groups: Sequence[str] = (),
        indicators: Sequence[str] = (),
        only: Sequence[str] = (),
        skip: Sequence[str] = (),
        strict: bool = False,
        as_of: dt.date | None = None,
    ) -> CheckAnswer:
        """Whether rules, those given and those of the file, and the built-in checks hold."""
        question = _question(target, groups, indicators, as_of)
        tracker = self._observed(question)
        view = check_view(
            tracker,
            _period(tracker, period, question),
            question,
            rules=rules,
            only=only,
            skip=skip,
            strict=strict,
            places=Places(self.contents),
        )
        return _as(CheckAnswer, view)

    def report(
        self,
        text: str,
        *,
        markup: "Markup" = "markdown",
        target: str | None = None,
        as_of: dt.date | None = None,
        locale: str | None = None,
    ) -> "Refreshed":
        """A document's text with its marked figures as they should be, and a row for each.

        Raises InputError with every mark that is malformed or names nothing.
        """
        from kpitrack.checks.marks.refreshing import refreshed
        from kpitrack.checks.marks.settling import Figures
        from kpitrack.render.block import block_table
        from kpitrack.render.sheet import Manner

        manner = Manner(locale or self.tracker.locale)
        question = _question(target, (), (), as_of)
        figures = Figures(self._observed(question), question.as_of, target, manner.locale)
        found = refreshed(
            text,
            "<text>",
            markup,
            figures,
            lambda view: block_table(view, manner, html=markup == "html"),
            manner.locale[:2],
        )
        if found.mistakes:
            raise InputError(found.mistakes)
        return found

    def audit(
        self,
        text: str,
        *,
        style: str = "auto",
        loose: bool = False,
        strict: bool = False,
        as_of: dt.date | None = None,
    ) -> AuditAnswer:
        """As `kpitrack.audit`, and the figures that name an indicator against the data."""
        from kpitrack.checks.audit.against_data import Known

        question = _question(None, (), (), as_of)
        known = Known(self._observed(question), question.as_of)
        return _audited(text, style, loose=loose, strict=strict, hold_against=known.hold)

    def _observed(
        self, question: Question, within: Sequence[str] | None = None, by: str | None = None
    ) -> Tracker:
        """The tracker with what a question needs of its observations; they are read anew.

        What a person should know of them is warned of.
        """
        if not self.tracker.observations:
            return self.tracker
        from warnings import warn

        from kpitrack.sources.observed.asking import observed_for

        observed = observed_for(self.tracker, question, within, by)
        for note in observed.notes:
            warn(note, stacklevel=3)
        return observed.tracker


def _period(tracker: Tracker, period: str | None, question: Question) -> Period:
    return asked_period(period) if period else default_period(tracker, question.as_of)


def _question(
    target: str | None,
    groups: Sequence[str],
    indicators: Sequence[str],
    as_of: dt.date | None,
) -> Question:
    selection = Selection(tuple(groups), tuple(indicators))
    return Question(as_of or dt.date.today(), selection, target)


def audit(
    text: str, *, style: str = "auto", loose: bool = False, strict: bool = False
) -> AuditAnswer:
    """Every claim in a text, recomputed; it needs no tracker.

    `style` is how the text writes figures: `point` (1,234.5), `comma` (1.234,5), or `auto`.
    Raises InputError for another style, and for an exception in the text without a reason.
    """
    return _audited(text, style, loose=loose, strict=strict)


def _audited(
    text: str,
    style: str,
    *,
    loose: bool,
    strict: bool,
    hold_against: "HoldAgainst | None" = None,
) -> AuditAnswer:
    from kpitrack.checks.audit.document import Prose
    from kpitrack.checks.audit.view import asked_style, audit_view

    answered = audit_view(
        [Prose("<text>", None, text)],
        style=asked_style(style),
        loose=loose,
        strict=strict,
        hold_against=hold_against,
    )
    return _as(AuditAnswer, answered.view)


def load(file: str | None = None) -> Tracking:
    """Read a tracker: a file, a folder, or with None the one found as the command finds it.

    Raises InputError, whose `mistakes` hold everything that is wrong in the files.
    """
    return Tracking(*read_with_contents(file))
