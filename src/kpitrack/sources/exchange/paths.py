"""Keys inside a table as one line of text: `names.vi`, `tags[2]`, `columns."a b"`."""

import re
from json import loads
from json.encoder import encode_basestring

Part = str | int
"""A key, or a place in a list, from 1; 0 stands for a list with nothing in it."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_TOKEN = re.compile(r'(?:^|\.)(?:([A-Za-z0-9_-]+)|("(?:[^"\\]|\\.)*"))|\[([0-9]*)\]')


class PathError(ValueError):
    """A text that is no way to a key; the message says so."""


def quoted(text: str) -> str:
    """A text in quotes, as TOML and JSON both write it, its letters as they are."""
    return encode_basestring(text).replace("\x7f", "\\u007f")


def key_text(key: str) -> str:
    """A key, in quotes only where it needs them."""
    return key if _BARE.fullmatch(key) else quoted(key)


def path_text(parts: tuple[Part, ...]) -> str:
    """The way to a key as text; `path_parts` reads it."""
    text = ""
    for part in parts:
        if isinstance(part, int):
            text += f"[{part or ''}]"
        else:
            text += ("." if text else "") + key_text(part)
    return text


def path_parts(text: str) -> tuple[Part, ...]:
    """The way that `path_text` wrote; raises PathError for another text."""
    parts: list[Part] = []
    place = 0
    while place < len(text):
        token = _TOKEN.match(text, place)
        if token is None:
            break
        bare, in_quotes, number = token.groups()
        parts.append(int(number or 0) if number is not None else bare or _unquoted(in_quotes))
        place = token.end()
    if place < len(text) or not parts or isinstance(parts[0], int):
        raise PathError(f'"{text}" is no key')
    return tuple(parts)


def _unquoted(text: str) -> str:
    try:
        return str(loads(text))
    except ValueError:
        raise PathError(f"{text} is no key") from None
