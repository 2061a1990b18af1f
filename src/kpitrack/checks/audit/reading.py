"""From running text to figures and cues.

A paragraph is read into a string of cues, one letter for each figure, known phrase, mark
or run of other words; patterns are then looked for in that string. `n` is an amount, `p` a
percentage, `y` a year, `o` a number that is no amount (a date, a document's number, a
version), `w` a run of other words. The other letters are those of lexicon.py, and
punctuation stands for itself.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from kpitrack.checks.audit.lexicon import (
    CUES,
    MEASURED,
    MONEY,
    MULTIPLIERS,
    NAMES_A_NUMBER,
    NOT_AMOUNTS,
    QUALIFIERS,
    SCALES,
    WORDED,
)
from kpitrack.checks.written import COMMA, POINT, SPACES, NumberStyle, read_written

_NUMBER = (
    rf"\d{{1,3}}(?:[.,'’{SPACES}]\d{{3}})+(?:[.,]\d+)?(?![\d])"
    r"|\d{1,3}(?:\ \d{3})+(?:[.,]\d{1,2})?(?![\d.,]*\d)"
    r"|\d+(?:[.,]\d+)?(?:\ [.,]\d+)?"
)

_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)

_TOKEN = re.compile(
    rf"""
    (?P<date>{_MONTH}\.?\ \d{{1,2}},?\ (?:1[5-9]|20)\d\d(?!\d)
      |\d{{1,2}}\ {_MONTH}\ (?:1[5-9]|20)\d\d(?!\d))
  | (?P<opaque>
        \d{{1,2}}\s?/\s?\d{{1,2}}\s?/\s?(?:19|20)\d\d(?!\d)     # a day
      | \d{{1,2}}[.-]\d{{1,2}}[.-](?:19|20)\d\d(?!\d)
      | (?<![\d/(])(?:2[89]|3[01])/(?:0?[1-9]|1[0-2])(?![\d/,.]\d|\d)     # the end of a month
      | (?:19|20)\d\d-\d\d-\d\d(?!\d)
      | \d+/(?:\d{{2,4}}/)?(?=[A-ZĐƯ])[\w/–-]+                  # a document's number
      | \d+-[A-ZĐƯ]{{2}}[\w/–-]*
      | \d+(?:\.\d+){{3,}} | v?\d+\.(?!\d{{3}}(?!\d))\d+\.\d+   # a version
      | \d{{1,2}}(?::|[hg](?=\d))\d\d(?!\d)                     # a time
      | (?:19|20)\d\d\s?[-–—/]\s?(?:(?:19|20)\d\d|\d\d)(?![\d.,]*\d)
      | \d{{1,2}}\s?/\s?(?:19|20)\d\d(?!\d|[.,]\d)              # a month
      | \d+(?:st|nd|rd|th)\b | (?<!\d)24/7(?![\d/,.]\d|\d)
      | \[\d+(?:[,–-]\ ?\d+)*\]                                 # a footnote
      | 0\d{{9,10}}(?!\d) | \d{{11,}} | \+\d[\d\ ]{{7,}}\d      # a telephone
      | (?!(?:1[5-9]|20)\d\d\s[–—-]\s)                          # a range
        \d+(?:[.,]\d+)?\s?[–—-]\s{{0,7}}\d+(?:[.,]\d+)?(?=\s?(?:%|\w|[.,;:)]|$))
      | \d+(?![MBK]\b)[A-Z]\w*
    )
  | (?P<number>(?P<sign>(?<![\w)%])[+−–-])?(?P<digits>{_NUMBER}))
  | (?P<currency>(?:US|A|C|AU|NZ|CA)?[$]|[£€¥]
      |(?:VND|USD|EUR|GBP|AUD|CAD|KES|INR|CHF|SEK|NOK|DKK|JPY|RM|R)(?=\s?\d))
  | (?P<percent>%|‰)
  | (?P<word>i\.e\b|e\.g\b|[^\W\d_](?:\w|(?<=\w)[-’'](?=[^\W\d_])|(?<=\w)-(?=\d))*)
  | (?P<mark>[(),;:.!?…/\[\]+=|–—→\n-])
    """,
    re.VERBOSE,
)

_GLUED = re.compile(r"[^\W\d_]{2,}\d{2,}")
"""A figure that is glued to the word before it: `Hòa Bình116ha`."""
_KINDS = ("date", "opaque", "number", "currency", "percent", "word", "mark")
_SENTENCE_ENDS = re.compile(r"[.!?…](?=\s)")
_FIGURED = re.compile(r"\d|\b(?:doubled|tripled|trebled|quadrupled|halved)\b")
_ABBREVIATED = re.compile(
    r"(?:\b(?:no|vs|approx|tp|mr|mrs|dr|st|cf|est|fig|sec|incl|excl|max|min|avg|ts|ths|gs)"
    r"|\b[a-z])\.$",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\s*(?:điểm\b|points?\b)")
_SUFFIX = re.compile(r"(?:k|m|bn|mn|tn|b|M|K|B)(?!\w)")
_SUFFIX_SCALES = {"k": 3, "m": 6, "bn": 9, "mn": 6, "tn": 12, "b": 9, "M": 6, "K": 3, "B": 9}
_PERCENT_WORDS = re.compile(
    r"\s*(?P<points>(?:điểm\ phần\ trăm|điểm\ ?%|percentage[\ -]points?"
    r"|%[\ -]?(?:points?|pts?)\b|basis\ points?|điểm\ cơ\ bản|ppts?\b|pps?\b"
    r"|điểm\b(?!\ \w)|points?\b))"
    r"|\s*(?P<percent>%|phần\ trăm|per\ ?cent\b|pct\b)",
    re.IGNORECASE,
)
_ABBREVIATIONS = frozenset(
    "no vs approx tp mr mrs dr st i.e e.g cf etc est fig sec ca incl excl max min avg ông bà "
    "ts ths gs".split()
)
_ITEM = re.compile(r"[ \t]*(?:[-*+•–]|\d{1,3}[.)]|[a-zđ][.)])\s")
"""What begins an item of a list, which stands for itself as behind a semicolon."""


_CUES_OF_SHARE = {"basis": "p", "%": "p", "points": "p", "times": "p"}


class Figure(NamedTuple):
    """An amount or a percentage as it stands in a text.

    `value` is what is written, without its scale (`1,154 billion` is 1154 with scale 9)
    and without its sign; `other` is what the same signs mean in the other number style,
    where they mean something. `share` is "%" for percent, "points" for percentage points,
    "times" for a multiple, else "". `nouns` are the words right after it, lower case,
    `unit` a known unit of money or measure among them. `half` is half a unit of the last
    printed digit.
    """

    value: Decimal
    other: Decimal | None
    decimals: int
    scale: int
    share: str
    sign: str
    qualifier: str
    unit: str
    nouns: tuple[str, ...]
    start: int
    end: int

    @property
    def amount(self) -> Decimal:
        """The value with its scale."""
        return self.value.scaleb(self.scale)

    @property
    def half(self) -> Decimal:
        """Half a unit of the last printed digit, with its scale."""
        return Decimal(5).scaleb(self.scale - self.decimals - 1)

    @property
    def is_exact(self) -> bool:
        """Whether it counts things, so that a whole number of them was not rounded."""
        return (
            not self.decimals
            and not self.scale
            and not self.share
            and not self.unit
            and not self.qualifier
        )


class Item(NamedTuple):
    """A piece of a paragraph: its cue and where it stands in the text."""

    cue: str
    start: int
    end: int
    figure: Figure | None = None
    year: int = 0


class Paragraph(NamedTuple):
    """A paragraph as items, and the same as a string of their cues."""

    text: str
    items: list[Item]
    cues: str


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int
    sign: str = ""


def read_paragraph(text: str, start: int, end: int, style: NumberStyle) -> Paragraph:
    """The stretch of a text read into items; figures in a number style."""
    items = _Reader(text, list(_tokens(text, start, end)), style).items()
    return Paragraph(text, items, "".join([one.cue for one in items]))


def _tokens(text: str, start: int, end: int) -> Iterator[_Token]:
    """The tokens of a stretch; of a sentence without any figure only its full stop."""
    for first, last in _sentences(text, start, end):
        if _FIGURED.search(text, first, last):
            yield from _tokens_of(text, first, last)
        else:
            yield _Token("mark", ".", last - 1, last)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _SENTENCE_ENDS.finditer(text, start, end):
        if not _ABBREVIATED.search(text, max(start, found.end() - 12), found.end()):
            yield start, found.end()
            start = found.end()
    yield start, end


def _tokens_of(text: str, start: int, end: int) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text, start, end):
        kind = found.lastgroup or ""
        first, last = found.span()
        if kind in ("number", "sign", "digits"):
            yield _Token("number", found["digits"], first, last, found["sign"] or "")
        else:
            yield _Token(kind, found[0], first, last)


class _Reader:
    """Reads tokens into items, left to right."""

    def __init__(self, text: str, tokens: Sequence[_Token], style: NumberStyle) -> None:
        self.text = text
        self.tokens = tokens
        self.words = [one.text.lower() if one.kind == "word" else "" for one in tokens]
        self.style = style
        self.found: list[Item] = []
        self.currency = ""

    def items(self) -> list[Item]:
        read = {kind: getattr(self, f"_{kind}") for kind in _KINDS}
        place = 0
        while place < len(self.tokens):
            token = self.tokens[place]
            place = read[token.kind](place, token)
        return self.found

    def _put(
        self, cue: str, token: _Token, figure: Figure | None = None, year: int = 0
    ) -> None:
        self.found.append(Item(cue, token.start, token.end, figure, year))

    def _opaque(self, place: int, token: _Token) -> int:
        self._put("o", token)
        return place + 1

    def _date(self, place: int, token: _Token) -> int:
        self._put("y", token, year=int(token.text[-4:]))
        return place + 1

    def _currency(self, place: int, token: _Token) -> int:
        self.currency = token.text
        return place + 1

    def _percent(self, place: int, token: _Token) -> int:
        return place + 1

    def _mark(self, place: int, token: _Token) -> int:
        cue = token.text
        if cue in ".!?…|" and not self._ends(place, token):
            return place + 1
        if cue == "\n":
            if _ITEM.match(self.text, token.end):
                self._put(";", token)
            return place + 1
        cue = {"!": ".", "?": ".", "…": ".", "|": ".", "[": "(", "]": ")", "—": "–", "-": "–",
               "=": "E", "→": "t"}.get(cue, cue)  # fmt: skip
        self._put(cue, token)
        return place + 1

    def _ends(self, place: int, token: _Token) -> bool:
        """Whether a full stop ends a sentence: not in an abbreviation, nor inside a word."""
        if token.text != ".":
            return True
        after = self.text[token.end : token.end + 2]
        if after and not after[0].isspace() and after[0] not in ")\"'”’*_":
            return False
        before = self.tokens[place - 1] if place else None
        if before is None or before.end != token.start or before.kind != "word":
            return True
        word = self.words[place - 1]
        return word not in _ABBREVIATIONS and not (len(word) == 1 and before.text.isupper())

    def _word(self, place: int, token: _Token) -> int:
        word = self.words[place]
        if word in MULTIPLIERS:
            return self._multiplier(place, token)
        if word in WORDED and (figure := self._worded(place, token)):
            return figure
        length, cue = self._phrase(place)
        if length:
            return self._cue(place, length, cue)
        if _GLUED.search(word) and "-" not in word:
            self._put("~", token)
            return place + 1
        return self._plain_words(place + 1, token)

    def _plain_words(self, next_place: int, token: _Token) -> int:
        if self.found and self.found[-1].cue == "w":
            self.found[-1] = Item("w", self.found[-1].start, token.end)
        else:
            self._put("w", token)
        return next_place

    def _phrase(self, place: int) -> tuple[int, str]:
        """How many words the longest known phrase at a place has, and its cue; 0 for none."""
        known = CUES.get(self.words[place])
        if known is None:
            return 0, ""
        if place + 1 < len(self.words):
            for rest, cue in known.longer.get(self.words[place + 1], ()):
                if tuple(self.words[place + 1 : place + 1 + len(rest)]) == rest:
                    return len(rest) + 1, cue
        return (1, known.alone) if known.alone else (0, "")

    def _cue(self, place: int, length: int, cue: str) -> int:
        last = self.tokens[place + length - 1]
        token = _Token("word", "", self.tokens[place].start, last.end)
        if cue == "w":
            return self._plain_words(place + length, token)
        if cue in "ml":
            cue = self._than(cue, place + length)
        if cue == "B" and token.start + 6 == token.end and not self._number_at(place + length):
            cue = "-"
        self._put(cue, token)
        return place + length

    def _number_at(self, place: int) -> bool:
        """Whether an amount follows: "on the" compares only there."""
        if self.tokens[place - 1].text != "the":
            return True
        return place < len(self.tokens) and self.tokens[place].kind in ("number", "currency")

    def _amount_at(self, place: int) -> bool:
        """Whether an amount follows, perhaps behind "the" or a currency."""
        for token in self.tokens[place : place + 2]:
            if token.kind in ("number", "currency") or token.text.lower() in WORDED:
                return True
            if token.text.lower() not in ("the", "its", "our", "some", "a", "an"):
                return False
        return False

    def _than(self, cue: str, place: int) -> str:
        """`12 % more than last year` compares; `more than 500` is a qualifier."""
        if not self._amount_at(place):
            return {"m": "u", "l": "d"}[cue]
        cues = "".join(one.cue for one in self.found[-2:])
        compares = cues[-1:] in ("n", "p", ")") or cues == "nw"
        return {"m": "u", "l": "d"}[cue] if compares else "q"

    def _multiplier(self, place: int, token: _Token) -> int:
        """`doubled`: a verb that is its own figure, said roughly."""
        value = MULTIPLIERS[token.text.lower()]
        self._put("D" if value < 1 else "U", token)
        figure = Figure(
            value=value, other=None, decimals=1, scale=0, share="times", sign="",
            qualifier="about", unit="", nouns=(), start=token.start, end=token.end,
        )  # fmt: skip
        self._put("p", token, figure)
        return place + 1

    def _worded(self, place: int, token: _Token) -> int:
        """A small number in words, only where it is one side of `seven of the twelve`."""
        near = self.text[max(0, token.start - 40) : token.start].lower()
        after = self.text[token.end : token.end + 60].lower()
        left = bool(self.found) and self.found[-1].cue == "R"
        if not (left or _COUNTS_OF.match(after) or _OF_COUNT.search(near)):
            return 0
        figure = Figure(
            value=Decimal(WORDED[token.text.lower()]), other=None, decimals=0, scale=0,
            share="", sign="", qualifier="", unit="", nouns=self._nouns(place + 1),
            start=token.start, end=token.end,
        )  # fmt: skip
        self._put("n", token, figure)
        return place + 1

    def _number(self, place: int, token: _Token) -> int:
        if self._lists(token):
            self._put("o", token)
            return place + 1
        if self._is_name(place):
            self._put("y" if _is_year(token.text) else "o", token, year=_year(token.text))
            return place + 1
        return self._amount(place, token)

    def _lists(self, token: _Token) -> bool:
        """Whether it numbers a heading or an item of a list: `4. Urban development`."""
        if self.found or len(token.text) > 2 or token.sign:
            return False
        line = self.text.rfind("\n", 0, token.start) + 1
        before = self.text[line : token.start]
        if before.strip(" \t#*_>-+("):
            return False
        return (
            self.text[token.end : token.end + 1] in (".", ")")
            and not self.text[token.end + 1 : token.end + 2].isdigit()
        )

    def _is_name(self, place: int) -> bool:
        """Whether the word before makes it a name or an order: `Resolution 12`, `bão số 2`."""
        token = self.tokens[place]
        before = self.tokens[place - 1] if place else None
        if (
            before is None
            or before.kind != "word"
            or "\n" in self.text[before.end : token.start]
        ):
            return False
        word = before.text.lower()
        if word == "số":
            earlier = self.tokens[place - 2].text.lower() if place > 1 else ""
            return earlier not in ("tổng", "trong", "con", "trên", "dân", "số")
        plain = token.text.isdigit() and len(token.text) <= 4
        if not plain or self._has_unit(place + 1):
            return False
        earlier = self.tokens[place - 2].text.lower() if place > 1 else ""
        if word in _MONTHS and int(token.text) > _DAYS and not _is_year(token.text):
            return False
        return word in NAMES_A_NUMBER or f"{earlier}_{word}" in NAMES_A_NUMBER

    def _has_unit(self, place: int) -> bool:
        after = self.tokens[place] if place < len(self.tokens) else None
        if after is None:
            return False
        word = after.text.lower()
        return after.kind == "percent" or word in SCALES or word in MONEY or word in MEASURED

    def _amount(self, place: int, token: _Token) -> int:
        text = token.text
        glued = _SUFFIX.match(self.text, token.end)
        if glued and not self.currency and not self._counts_behind(place, glued[0]):
            glued = None
        share, end = self._share(token)
        next_place = place + 1
        while next_place < len(self.tokens) and self.tokens[next_place].start < end:
            next_place += 1
        scale = 0
        if glued:
            scale, end = _SUFFIX_SCALES[glued[0]], glued.end()
            next_place = place + 2
        elif not share:
            scale, end, next_place = self._scale(token.end, next_place)
        unit, next_place, end = self._unit(next_place, end)
        nouns = self._nouns(next_place)
        if nouns[:1] in (("lần",), ("times",)) and not share and self._multiplies(end):
            share, nouns = "times", ()
        stretch = _Token("number", text, token.start, end)
        if self._is_no_amount(place, text, scale, share, unit, nouns):
            self._put("y" if _is_year(text) else "o", stretch, year=_year(text))
            self.currency = ""
            return next_place
        figure = self._figure(token, end, scale, share, unit, nouns)
        self.currency = ""
        if figure is None:
            self._put("o", stretch)
        else:
            self._put(_CUES_OF_SHARE.get(share, "n"), stretch, figure)
        return next_place

    def _multiplies(self, end: int) -> bool:
        """Whether it is a multiple: `gấp 2,5 lần`, `rose 2.5 times`, `2.5 times the 40 of`."""
        cues = "".join(one.cue for one in self.found[-3:])
        return bool(re.search(r"[UD][-q]?$", cues)) or bool(_TIMES_THE.match(self.text, end))

    def _counts_behind(self, place: int, suffix: str) -> bool:
        """Whether `1.5m` is a number of things: `1.5m units`, not `1.5m long`."""
        if suffix in ("b", "M", "K", "B"):
            return False
        after = self.tokens[place + 2] if place + 2 < len(self.tokens) else None
        if after is None or after.kind != "word" or suffix != "m":
            return suffix != "m"
        return after.text.lower() not in _LENGTHS

    def _share(self, token: _Token) -> tuple[str, int]:
        """What kind of percentage it is, "" where it is none, and where its sign ends."""
        found = _PERCENT_WORDS.match(self.text, token.end)
        if found is None:
            return "", token.end
        if found["percent"] is not None:
            points = _POINTS.match(self.text, found.end())
            return ("points", points.end()) if points else ("%", found.end())
        word = found["points"].lower()
        if word == "điểm":
            return "", token.end
        return "basis" if word.startswith(("basis", "điểm cơ")) else "points", found.end()

    def _scale(self, end: int, place: int) -> tuple[int, int, int]:
        scale = 0
        words = [
            one.text.lower() for one in self.tokens[place : place + 2] if one.kind == "word"
        ]
        if len(words) == 2 and " ".join(words) in SCALES:
            return SCALES[" ".join(words)], self.tokens[place + 1].end, place + 2
        if words and words[0] in SCALES and self.tokens[place].kind == "word":
            if words[0] == "k" and self.tokens[place].start != end:
                return 0, end, place
            scale = SCALES[words[0]]
            end = self.tokens[place].end
            place += 1
        return scale, end, place

    def _unit(self, place: int, end: int) -> tuple[str, int, int]:
        unit = {"£": "gbp", "€": "eur", "¥": "jpy"}.get(
            self.currency, "usd" if self.currency.endswith("$") else self.currency.lower()
        )
        if unit == "vnd":
            unit = "đồng"
        words: list[str] = []
        for one in self.tokens[place : place + 2]:
            if one.kind == "currency" and not words:
                words.append("usd" if one.text.endswith("$") else one.text.lower())
            elif one.kind == "word":
                words.append(one.text.lower())
            else:
                break
        if len(words) == 2 and " ".join(words) in MONEY:
            return MONEY[" ".join(words)], place + 2, self.tokens[place + 1].end
        if words and words[0] in MONEY and not (words[0] == "đồng" and words[1:] in _FELLOWS):
            return self._per(MONEY[words[0]], place + 1)
        if words and words[0] in MEASURED:
            return self._per(words[0], place + 1)
        return unit, place, end

    def _per(self, unit: str, place: int) -> tuple[str, int, int]:
        """A unit with what it is counted by: `tạ/ha`, `triệu đồng/hộ`."""
        slash, word = self.tokens[place : place + 2] if place + 1 < len(self.tokens) else (0, 0)
        if not isinstance(slash, _Token) or not isinstance(word, _Token):
            return unit, place, self.tokens[place - 1].end
        if slash.text != "/" or word.kind != "word" or self._is_cue(place + 1):
            return unit, place, self.tokens[place - 1].end
        return f"{unit}/{word.text.lower()}", place + 2, word.end

    def _is_cue(self, place: int) -> bool:
        return bool(self._phrase(place)[0])

    def _nouns(self, place: int) -> tuple[str, ...]:
        nouns: list[str] = []
        for at in range(place, min(place + 3, len(self.tokens))):
            word = self.words[at]
            known = CUES.get(word)
            if not word or (known is not None and known.alone and not nouns):
                break
            if known is not None and self._phrase(at)[1] not in ("", "O", "R", "w"):
                break
            nouns.append(word)
        return tuple(nouns)

    def _is_no_amount(
        self, place: int, text: str, scale: int, share: str, unit: str, nouns: Sequence[str]
    ) -> bool:
        if scale or share or unit or self.currency:
            return False
        following = self.words[place + 1] if place + 1 < len(self.words) else ""
        if following in NOT_AMOUNTS:
            return True
        if _is_year(text):
            return not (nouns and nouns[0] in _COUNTED and not self._after_year_word(place))
        return False

    def _after_year_word(self, place: int) -> bool:
        before = self.tokens[place - 1] if place else None
        return before is not None and before.text.lower() in _BEFORE_A_YEAR

    def _figure(
        self, token: _Token, end: int, scale: int, share: str, unit: str, nouns: tuple[str, ...]
    ) -> Figure | None:
        text = re.sub(r" ([.,])", r"\1", token.text)
        text = re.sub(r"(?<=\d) (?=\d{3})", "\u00a0", text)
        first = read_written(text, self.style)
        second = None
        if "." in text or "," in text:
            second = read_written(text, COMMA if self.style == POINT else POINT)
        if first is None:
            first, second = second, None
        if first is None:
            return None
        if share and second is not None and first.group and not second.group:
            first, second = second, first
        if share == "basis":
            first = first._replace(value=first.value / 100, decimals=first.decimals + 2)
            share = "points"
        other = None if second is None or second.value == first.value else second.value
        return Figure(
            value=first.value,
            other=other,
            decimals=first.decimals,
            scale=scale,
            share=share,
            sign="-" if token.sign and token.sign in "-−–" else token.sign,
            qualifier=self._qualifier(),
            unit=unit,
            nouns=nouns,
            start=token.start,
            end=end,
        )

    def _qualifier(self) -> str:
        """The qualifier right before, across "số" and the like."""
        if not self.found or self.found[-1].cue != "q":
            return ""
        item = self.found[-1]
        words = " ".join(self.text[item.start : item.end].lower().split())
        if words in QUALIFIERS:
            return QUALIFIERS[words]
        return "under" if words.startswith(("less", "fewer", "lower")) else "over"


_MONTHS = frozenset(_MONTH.lower().strip("(?:)").split("|"))
_DAYS = 31
_LENGTHS = frozenset(
    "long high wide deep tall above of away from below in and or to by at x sprint".split()
)
_FELLOWS = (["chí"], ["bào"], ["hồ"], ["phạm"], ["nghiệp"])
"""What makes "đồng" no money: đồng chí, đồng bào, đồng hồ."""
_TIMES_THE = re.compile(r"\s*times (?:the|as many|as much|that of|its|higher)\b")
_SMALL = r"(?:[0-9]|" + "|".join(WORDED) + r")"
_COUNTS_OF = re.compile(
    rf"(?: [a-z-]+){{0,2}} (?:out )?of (?:the |all |our |its |their )?{_SMALL}"
)
_OF_COUNT = re.compile(
    rf"\b(?:[0-9,]+|{_SMALL})(?: [a-z-]+){{0,2}} (?:out )?of (?:the |all |our |its |their )?$"
)
_COUNTED = frozenset(
    """
    hộ người vụ lượt dự công cơ sở trường lớp học giáo cháu trẻ con tàu xe ca hồ sơ đơn
    households people persons families children cases students pupils jobs units homes trees
    vehicles farmers women men patients visitors staff members cây tấn ngôi nhà căn đảng
    lao doanh hợp giấy thửa mô bài suất phần sản đối
    """.split()
)
_BEFORE_A_YEAR = frozenset(
    "năm in since by from to until of fy during for year through before after at".split()
)


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and 1500 <= int(text) <= 2100


def _year(text: str) -> int:
    return int(text) if _is_year(text) else 0
