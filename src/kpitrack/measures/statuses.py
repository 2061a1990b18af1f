"""The words in which a status is given."""

from typing import Literal

Status = Literal[
    "exceeded",
    "met",
    "nearly_met",
    "partly_met",
    "missed",
    "on_track",
    "at_risk",
    "off_track",
    "no_target",
    "no_data",
    "not_started",
    "not_due",
    "in_progress",
    "undetermined",
]

STATUSES: tuple[Status, ...] = (
    "exceeded",
    "met",
    "on_track",
    "nearly_met",
    "at_risk",
    "partly_met",
    "off_track",
    "missed",
    "undetermined",
    "in_progress",
    "not_due",
    "not_started",
    "no_target",
    "no_data",
)
"""Every status, the best news first."""
