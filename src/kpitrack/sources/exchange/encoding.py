"""Which encoding a text file of another program is in, and how sure that is.

Files say it with a byte order mark, or by being valid UTF-8, which text in another encoding
practically never is. What is left are the single-byte sets of old Windows programs. Of
those, Windows-1258 (Vietnamese) writes the five tones as marks of their own behind a vowel;
the same bytes in Windows-1252 (Western) are whole letters, which rarely stand there.
"""

import codecs
import re
import unicodedata
from typing import NamedTuple

from kpitrack.errors import InputError, Mistake

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins with the mark of UTF-16 and so comes first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SHOWN = {"utf-8-sig": "UTF-8", "cp1258": "Windows-1258", "cp1252": "Windows-1252"}
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE = re.compile(f"(.?)[{_TONES}]", re.S)
_VOWELS = frozenset("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY")
_ENOUGH_TONES = 3
"""So many tones behind vowels, and none elsewhere, are no chance of Western letters."""


class Decoded(NamedTuple):
    """A file's text with composed accents, the encoding taken, and whether that is sure."""

    text: str
    encoding: str
    is_sure: bool = True


def decode_text(
    content: bytes, file: str, encoding: str | None = None, locale: str = "en"
) -> Decoded:
    """The text of a file, in the encoding named, else in the one its bytes tell.

    Where they leave it open between Windows-1258 and Windows-1252, a tracker in Vietnamese
    takes the first and any other the second, and `is_sure` is false. Raises InputError for
    bytes that are no text in the encoding, or an encoding that there is not.
    """
    if encoding is not None:
        return _named(content, file, encoding)
    found = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    found = found or _utf16_without_mark(content)
    if found is not None:
        return _named(content, file, found)
    try:
        return _composed(content.decode("utf-8"), "utf-8", file)
    except UnicodeDecodeError:
        return _old_windows(content, file, locale)


def _named(content: bytes, file: str, encoding: str) -> Decoded:
    try:
        codec = codecs.lookup(encoding)
        text, _ = codec.decode(content, "strict")
    except UnicodeDecodeError as error:
        raise _no_text(content, file, error) from None
    except (LookupError, ValueError):  # no such codec, or one that is not for text
        known = "an encoding such as utf-8, utf-16, windows-1258 or windows-1252"
        raise InputError([Mistake(known, f'"{encoding}"', key="encoding")]) from None
    if not isinstance(text, str):
        raise InputError([Mistake("an encoding of text", f'"{encoding}"', key="encoding")])
    return _composed(text.removeprefix("\ufeff"), codec.name, file)


def _utf16_without_mark(content: bytes) -> str | None:
    """UTF-16 of mostly Latin text has a zero byte in every other place."""
    head = content[:4000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half and odd > half * 0.5 and even < half * 0.05:
        return "utf-16-le"
    if half and even > half * 0.5 and odd < half * 0.05:
        return "utf-16-be"
    return None


def _old_windows(content: bytes, file: str, locale: str) -> Decoded:
    vietnamese, western = _tried(content, "cp1258"), _tried(content, "cp1252")
    if vietnamese is None and western is None:
        try:
            content.decode("cp1258")
        except UnicodeDecodeError as error:
            raise _no_text(content, file, error) from None
    if vietnamese is None or western is None:
        only = "cp1252" if vietnamese is None else "cp1258"
        return _composed(vietnamese or western or "", only, file)
    if _nfc(vietnamese) == western:
        return _composed(western, "cp1252", file)
    before = [match.group(1) for match in _TONE.finditer(vietnamese)]
    behind_vowels = sum(one in _VOWELS for one in before)
    if behind_vowels == len(before) and before:
        return _composed(vietnamese, "cp1258", file, behind_vowels >= _ENOUGH_TONES)
    if before:
        return _composed(western, "cp1252", file, behind_vowels == 0)
    if locale == "vi":
        return _composed(vietnamese, "cp1258", file, False)
    return _composed(western, "cp1252", file, False)


def _tried(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _composed(text: str, encoding: str, file: str, is_sure: bool = True) -> Decoded:
    if "\0" in text:
        fix = "name the file's own --encoding, or save it as CSV in UTF-8"
        raise InputError([Mistake("a text file", "a zero byte", fix, file)])
    return Decoded(_nfc(text), _SHOWN.get(encoding, encoding.upper()), is_sure)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _no_text(content: bytes, file: str, error: UnicodeDecodeError) -> InputError:
    line = content.count(b"\n", 0, error.start) + 1
    found = f"the byte 0x{content[error.start]:02x}, which is no {error.encoding.upper()}"
    fix = "name the file's own --encoding, or save it as CSV in UTF-8"
    return InputError([Mistake("a text file", found, fix, file, line)])
