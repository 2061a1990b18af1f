"""Words as people mean them: without case, accents, footnote marks and odd spaces."""

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f\u200b\ufeff]+")
_FOOTNOTE = re.compile(
    r"(?:\s*(?:\((?:\d{1,2}|\*{1,3}|[a-z])\)|\[(?:\d{1,2}|[a-z])\]|[*†‡¹²³⁴⁵⁶⁷⁸⁹]+))+$"
)


def tidy(text: str) -> str:
    """One line with composed accents and plain single spaces."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """A text as it is compared: no case, no accents, one space between words."""
    apart = unicodedata.normalize("NFD", tidy(text).replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in apart if not unicodedata.combining(char)).casefold()


def without_footnote(text: str) -> str:
    """A text without the footnote marks at its end: "1.154 (1)" is 1.154."""
    return _FOOTNOTE.sub("", tidy(text))
