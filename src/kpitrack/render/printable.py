"""Names from a file are data: what they may not do to a terminal."""

import re
import unicodedata

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]")


def printable(text: str) -> str:
    """One line of text without control characters or changes of direction; accents composed."""
    if text.isascii() and text.isprintable():
        return text
    one_line = re.sub(r"[\r\n\t]+", " ", text)
    return unicodedata.normalize("NFC", _UNSAFE.sub("\ufffd", one_line))


def to_ascii(text: str) -> str:
    """Text for a terminal that shows only ASCII.

    Latin letters lose their accents, as people write where there are none; what is left
    beyond ASCII is escaped, not lost.
    """
    if text.isascii():
        return text
    for sign, plain in _PLAIN:
        text = text.replace(sign, plain)
    bare = "".join(map(_without_accents, text))
    return bare.encode("ascii", "backslashreplace").decode("ascii")


def _without_accents(char: str) -> str:
    """A Latin letter without what stands above and below it, any other character as it is."""
    first = unicodedata.normalize("NFD", char)[0]
    if first.isascii():
        return first
    return "" if "\u0300" <= char < "\u0370" else char


_PLAIN = (
    ("≈", "~"), ("–", "-"), ("−", "-"), ("×", "x"), ("·", "-"), ("→", "->"), ("…", "..."),
    ("▁", "_"), ("▂", "."), ("▃", "."), ("▄", ":"), ("▅", ":"), ("▆", "+"), ("▇", "+"),
    ("█", "#"), ("đ", "d"), ("Đ", "D"), ("‘", "'"), ("’", "'"), ("“", '"'), ("”", '"'),
    ("—", "-"), ("\u00a0", " "), ("\u202f", " "),
)  # fmt: skip


def width(text: str) -> int:
    """How many terminal cells a text takes; wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    if all(char < "\u0300" or "\u1e00" <= char < "\u2000" or char in _NARROW for char in text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


_NARROW = frozenset("–—≈−×·→…▁▂▃▄▅▆▇█▏▎▍▌▋▊▉▒░┃┆►─│╌═○●▲■◆‘’“”")
