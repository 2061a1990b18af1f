"""Every built-in check, in the order in which they are told."""

from kpitrack.checks.consistency import (
    achieved,
    baseline,
    breakdown,
    cumulative,
    duplicate_name,
    future,
    includes,
    missing_actual,
    outlier,
    parts,
    revisions,
    share,
    stated_change,
    stated_completion,
    stated_percent,
    target_course,
    target_total,
    written_total,
)
from kpitrack.checks.consistency.check import Check

CHECKS: tuple[Check, ...] = (
    parts.CHECK,
    includes.CHECK,
    breakdown.CHECK,
    written_total.CHECK,
    target_total.CHECK,
    stated_completion.CHECK,
    stated_percent.CHECK,
    stated_change.CHECK,
    share.CHECK,
    achieved.CHECK,
    cumulative.CHECK,
    revisions.CHECK,
    future.CHECK,
    baseline.CHECK,
    target_course.CHECK,
    missing_actual.CHECK,
    duplicate_name.CHECK,
    outlier.CHECK,
)
