"""The page itself: its head with a policy that lets nothing in or out, and its parts."""

import base64
import hashlib
from functools import cache
from html import escape
from pathlib import Path

from kpitrack.render.page.entry import entries
from kpitrack.render.page.markup import text
from kpitrack.render.page.overview import overview
from kpitrack.render.page.summary import summary
from kpitrack.render.sheet import Manner
from kpitrack.render.svg.style import style as pictures_style
from kpitrack.version import __version__
from kpitrack.views.page import PageView


def page_html(view: PageView, manner: Manner) -> str:
    """The whole page. It asks for nothing: its style and its script stand in it."""
    words, status = manner.words, view.status
    title = words["title_status"].format(period=status.period)
    style, script = f"\n{pictures_style()}{_part('site.css')}", f"\n{_part('site.js')}"
    return (
        f'<!doctype html>\n<html lang="{_language(manner)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<meta name="generator" content="kpitrack {__version__}">\n'
        f"<title>{text(status.title)}, {escape(title)}</title>\n"
        f"<style>{style}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#indicators">{words["page_skip"]}</a>\n'
        f"{summary(view, manner)}"
        f"<main>\n{overview(view, manner)}{entries(view, manner)}</main>\n"
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def _language(manner: Manner) -> str:
    """The language of the page's own words, which are English where it has no others."""
    return "vi" if manner.locale[:2] == "vi" else "en"


@cache
def _part(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Only this very style and this very script; no picture, font, frame, form or request.

    Trusted types keep the script itself from ever reading text as markup.
    """
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
