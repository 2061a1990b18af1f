"""From pydantic's errors to mistakes in a person's words."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from kpitrack.sources.plain import without_plain_figures
from kpitrack.sources.shape import TrackerFile, keys_of, model_at

Path = tuple[str | int, ...]
Found = tuple[Path, str, str, str]
"""Path of the key, what was found, what was expected, the likely fix."""


_MOST_TOLD = 1000
"""The most digits of an integer that are worth a look."""


def shape_mistakes(document: Mapping[str, Any]) -> list[Found]:
    """Everything in a parsed file that has not the shape of a tracker."""
    try:
        TrackerFile.model_validate(without_plain_figures(document))
    except ValidationError as error:
        return [_explained(one) for one in error.errors(include_url=False)]
    return []


def described(value: object) -> str:
    """A value as a person would name it."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'text "{_clipped(value)}"'
        case int() if abs(value) >= 10**_MOST_TOLD:
            return (
                f"an integer of more than {_MOST_TOLD} digits"  # Python may refuse to print it
            )
        case int() | Decimal():
            return _clipped(str(value))
        case dict():
            return "an empty table" if not value else "a table"
        case list():
            return "an empty list" if not value else "a list"
    return f"the date or time {value}"


def nearest(word: str, known: list[str]) -> str:
    """A suggestion of the nearest known word, or of all when none is near."""
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]}?"
    return f"known are {', '.join(known)}" if len(known) <= 12 else ""


def _clipped(text: str) -> str:
    clean = "".join(char if char.isprintable() else "?" for char in text)
    return clean if len(clean) <= 40 else f"{clean[:37]}..."


def _explained(error: Any) -> Found:
    kind, value = error["type"], error["input"]
    path = tuple(part for part in error["loc"] if not _is_tag(part))
    context: Mapping[str, Any] = error.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(path)
    if kind == "kpitrack":
        found = str(context["found"]) or _found(value)
        return path, found, str(context["expected"]), str(context["fix"])
    if kind == "missing":
        return path[:-1], "no such key", f"the key {path[-1]}", f"add {path[-1]} = ..."
    expected, fix = _EXPECTED.get(kind, _in_pydantics_words)(value, context)
    return path, described(value), expected or str(error["msg"]), fix


def _found(value: object) -> str:
    if isinstance(value, dict):
        return "a table with " + (", ".join(map(str, value)) or "nothing")
    return described(value)


def _is_tag(part: str | int) -> bool:
    return part == "[key]" or (isinstance(part, str) and part[:1] == "<" and part[-1:] == ">")


def _unknown_key(path: Path) -> Found:
    *holder, key = path
    model = model_at(tuple(holder))
    known = keys_of(model) if model else []
    where = f"a key of {_title(model.__name__)}" if model else "a known key"
    return path, f"unknown key {_clipped(str(key))}", where, nearest(str(key), known)


def _title(name: str) -> str:
    return {
        "TrackerFile": "a tracker file",
        "FigureTable": "a figure",
        "PartTable": "a part",
        "IndicatorTable": "an indicator",
    }.get(name, f"[{name.removesuffix('Table').lower()}]")


Expectation = Callable[[Any, Mapping[str, Any]], tuple[str, str]]


def _number(value: Any, context: Mapping[str, Any]) -> tuple[str, str]:
    if not isinstance(value, str):
        return "a number", ""
    plain = _plain_number(value)
    if plain is None:
        return "a number", "words belong into text or note"
    return "a number without quotes", f"write {plain}"


def _plain_number(text: str) -> str | None:
    """A number that people typed, as TOML writes it; None when it is no number.

    Where `1.154` and `1,154` leave open whether a thousand is meant, both readings are told.
    """
    digits = re.sub(r"\s", "", text)
    if re.fullmatch(r"[+-]?\d+", digits):
        return digits
    if re.fullmatch(r"[+-]?\d{1,3}([.,])\d{3}", digits):
        return f"{re.sub('[.,]', '', digits)} or {digits.replace(',', '.')}, whichever is meant"
    if re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})*(,\d+)?", digits):
        return digits.replace(".", "").replace(",", ".")
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})*(\.\d+)?", digits):
        return digits.replace(",", "")
    if re.fullmatch(r"[+-]?\d+[.,]\d+", digits):
        return digits.replace(",", ".")
    return None


def _in_pydantics_words(value: Any, context: Mapping[str, Any]) -> tuple[str, str]:
    return "", ""


def _literal(value: Any, context: Mapping[str, Any]) -> tuple[str, str]:
    choices = re.findall(r"'([^']*)'", str(context["expected"]))
    fix = nearest(value, choices) if isinstance(value, str) else "put it in quotes"
    return f"one of {', '.join(choices)}", fix if fix.startswith("did") else ""


def _pattern(value: Any, context: Mapping[str, Any]) -> tuple[str, str]:
    if "[a-z0-9]+(" in str(context["pattern"]):
        tidy = re.sub(r"[^a-z0-9]+", "-", str(value).lower()).strip("-")
        return "lower-case words joined by hyphens", f"write {tidy}" if tidy else ""
    if "A-Za-z" in str(context["pattern"]) and "{2,3}" in str(context["pattern"]):
        return "a language code such as vi", ""
    return "a period, or the name of a target set (which starts with a letter)", ""


def _say(expected: str, fix: str = "") -> Expectation:
    return lambda value, context: (expected, fix)


_EXPECTED: dict[str, Expectation] = {
    "is_instance_of": _number,
    "decimal_type": _number,
    "finite_number": _say("a finite number", "leave the figure out, or give its text"),
    "greater_than": lambda value, context: (f"a number above {context['gt']}", ""),
    "greater_than_equal": lambda value, context: (f"at least {context['ge']}", ""),
    "less_than_equal": lambda value, context: (f"at most {context['le']}", ""),
    "literal_error": _literal,
    "bool_type": _say("true or false, without quotes"),
    "string_type": _say("text in quotes", "put it in quotes"),
    "string_too_short": _say("some text"),
    "string_pattern_mismatch": _pattern,
    "list_type": _say("a list", 'write it as ["..."]'),
    "dict_type": _say("a table"),
    "model_type": _say("a table"),
    "model_attributes_type": _say("a table"),
    "date_type": _say("a date", "write it as 2024-12-31, without quotes"),
    "int_type": _say("a whole number"),
    "too_short": lambda value, context: (f"at least {context['min_length']} of them", ""),
    "too_long": lambda value, context: (f"at most {context['max_length']} of them", ""),
}
