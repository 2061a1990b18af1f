"""The file that `kpitrack init` starts with."""

import tomli_w

_STARTER = """\
# A kpitrack tracker. `kpitrack status` shows it; `kpitrack show visitors` one indicator.
# Figures: 1154.5, no thousands separator. The whole format: docs/format.md

[tracker]
{head}period = {year}             # the period meant when none is named

[groups.service]
name = "Service"

[indicators.visitors]
name      = "Visitors served"
group     = "service"
unit      = "people"
direction = "increase"        # increase | decrease | maintain | milestone | neutral
target.{year} = 1200
actual.{year} = {{ value = 1150, status = "estimated" }}   # final when left out
actual.{before} = 1010

[indicators.waiting-time]
name      = "Waiting time"
group     = "service"
unit      = "minutes"
direction = "decrease"        # lower is better
target.{year} = 15
actual.{year} = 14.5

[indicators.answered]
name      = "Letters answered within a week"
group     = "service"
unit      = "%"
direction = "increase"
target.{year} = 80
actual.{year} = {{ count = 51, of = 68 }}   # a share: 75 %

[indicators.new-office]
name      = "New office open"
direction = "milestone"
target.{year} = true
actual.{year} = true
"""


def starter_file(title: str, year: int) -> str:
    """A commented tracker with four made-up indicators, one of each common kind."""
    head = tomli_w.dumps({"title": title})
    return _STARTER.format(head=head, year=year, before=year - 1)
