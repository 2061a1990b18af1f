"""The style sheet of pictures: in a page with its colour schemes, in a file as plain colours.

The colours keep their distance for colour-blind people (Okabe and Ito's blue, orange and a
darker vermilion) and in grey; no colour says anything that a shape or a word does not say too.
"""

import re
from pathlib import Path

_VARIABLE = re.compile(r"(--kpi-[a-z]+): (#[0-9a-f]{6})")


def style() -> str:
    """The style sheet for a page that has pictures in it: light, dark and print."""
    return (Path(__file__).parent / "pictures.css").read_text(encoding="utf-8")


def style_of_file() -> str:
    """The rules with their light colours written out: not every program knows variables."""
    schemes, _, rules = style().partition("/* rules */")
    light = dict(_VARIABLE.findall(schemes.partition("@media")[0]))
    return re.sub(r"var\((--kpi-[a-z]+)\)", lambda found: light[found[1]], rules)
