"""Every mistake is told as file, line, key, found, expected and fix, and nothing is written."""

import os
from pathlib import Path

import pytest

from kpitrack.errors import InputError
from kpitrack.sources.reader import read_tracker

HEAD = '[indicators.a]\nname = "A"\n'
SUMMED = HEAD + "rollup = 'sum'\nbaseline.2023 = 400\n"


def told(tmp_path: Path, text: str | bytes) -> list[str]:
    """What is said of a file, without its folder; the file stays as it was."""
    file = tmp_path / "t.toml"
    content = text.encode() if isinstance(text, str) else text
    file.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_tracker(str(file))
    assert file.read_bytes() == content
    return [str(one).replace(str(file), "t.toml") for one in caught.value.mistakes]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        # a misspelt key at every level, with the line on which it stands
        ('titel = "x"', "t.toml:3: indicators.a.titel: found unknown key titel, expected a key of an indicator"),
        ("targt.2024 = 5", "t.toml:3: indicators.a.targt: found unknown key targt, expected a key of an indicator; did you mean target?"),
        ("actual.2024 = { value = 5, statsu = 'final' }", "t.toml:3: indicators.a.actual.2024.statsu: found unknown key statsu, expected a key of a figure; did you mean status?"),
        ("[indicators.a.actual.2024]\nvalue = 5\nqualifer = 'over'", "t.toml:5: indicators.a.actual.2024.qualifer: found unknown key qualifer, expected a key of a figure; did you mean qualifier?"),
        ("target.2024 = { min = 1, maxx = 2 }", "t.toml:3: indicators.a.target.2024.maxx: found unknown key maxx, expected a key of [target]; did you mean max?"),
        ("target.council.2024 = { vlue = 1 }", "t.toml:3: indicators.a.target.council.2024.vlue: found unknown key vlue, expected a key of [target]; did you mean value?"),
        ("actual.2024 = { value = 1, stated = { complete = 5 } }", "t.toml:3: indicators.a.actual.2024.stated.complete: found unknown key complete, expected a key of [stated]; did you mean completion?"),
        ("thresholds.nera = 5", "t.toml:3: indicators.a.thresholds.nera: found unknown key nera, expected a key of [thresholds]; did you mean near?"),
        ("actual.2024 = { value = 1, by = { sex = { women = { valu = 1 } } } }", "t.toml:3: indicators.a.actual.2024.by.sex.women.valu: found unknown key valu, expected a key of a part; did you mean value?"),
        ("actual.2024 = [\n  { value = 1, date = 2024-01-01 },\n  { value = 2, dat = 2024-02-01 },\n]", "t.toml:5: indicators.a.actual.2024[2].dat: found unknown key dat, expected a key of a figure; did you mean date?"),
        # text where a number belongs
        ('actual.2024 = "1.154,5"', 't.toml:3: indicators.a.actual.2024: found text "1.154,5", expected a number without quotes; write 1154.5'),
        ('actual.2024 = "1,154.5"', 't.toml:3: indicators.a.actual.2024: found text "1,154.5", expected a number without quotes; write 1154.5'),
        ('actual.2024 = "1.154"', 't.toml:3: indicators.a.actual.2024: found text "1.154", expected a number without quotes; write 1154 or 1.154, whichever is meant'),
        ('actual.2024 = "10,63"', 't.toml:3: indicators.a.actual.2024: found text "10,63", expected a number without quotes; write 10.63'),
        ('actual.2024 = "1154,5"', 't.toml:3: indicators.a.actual.2024: found text "1154,5", expected a number without quotes; write 1154.5'),
        ('actual.2024 = "1 154"', 't.toml:3: indicators.a.actual.2024: found text "1 154", expected a number without quotes; write 1154'),
        ('actual.2024 = "many"', 't.toml:3: indicators.a.actual.2024: found text "many", expected a number; words belong into text or note'),
        ("actual.2024 = nan", "t.toml:3: indicators.a.actual.2024: found NaN, expected a finite number; leave the figure out, or give its text"),
        ("actual.2024 = inf", "t.toml:3: indicators.a.actual.2024: found Infinity, expected a finite number; leave the figure out, or give its text"),
        ("actual.2024 = { value = -inf }", "t.toml:3: indicators.a.actual.2024.value: found -Infinity, expected a finite number; leave the figure out, or give its text"),
        ("actual.2024 = 2024-01-01", "t.toml:3: indicators.a.actual.2024: found the date or time 2024-01-01, expected a number"),
        ("actual.2024 = 1e999999", "t.toml:3: indicators.a.actual.2024: found 1E+999999, expected a number of at most 30 digits"),
        ("actual.2024 = 1234567890123456789012345678901", "t.toml:3: indicators.a.actual.2024: found 1234567890123456789012345678901, expected a number of at most 30 digits"),
        # periods that do not exist
        ("actual.2024-13 = 1", 't.toml:3: indicators.a.actual.2024-13: found text "2024-13", expected a period: a year has 12 months, numbered 1 to 12'),
        ("actual.2024-W54 = 1", 't.toml:3: indicators.a.actual.2024-W54: found text "2024-W54", expected a period: 2024 has 52 ISO weeks, numbered 01 to 52'),
        ("actual.2023-02-29 = 1", 't.toml:3: indicators.a.actual.2023-02-29: found text "2023-02-29", expected a period: 2023-02 has 28 days'),
        ("breaks.24 = 'x'", 't.toml:3: indicators.a.breaks.24: found text "24", expected a period: a period is written 2024, 2024-H1, 2024-Q3, 2024-09, 2024-W37, 2024-09-30 or a span such as 2024-01..2024-09'),
        # figures that contradict themselves
        ("direction = 'maintain'\ntarget.2024 = { min = 9, max = 3 }", "t.toml:4: indicators.a.target.2024: found a table with min, max, expected min at or below max, not 9 above 3; swap them"),
        ("target.2024 = { min = 9 }", "t.toml:3: indicators.a.target.2024: found a table with min, expected min and max together; a band needs both edges"),
        ("target.2024 = { min = 1, max = 9, value = 3 }", "t.toml:3: indicators.a.target.2024: found a table with min, max, value, expected either a value, or min and max; drop one of the two"),
        ("target.2024 = { note = 'x' }", "t.toml:3: indicators.a.target.2024: found a table with note, expected value, or count and of, or min and max, or by"),
        ("actual.2024 = { count = 3, of = 0 }", "t.toml:3: indicators.a.actual.2024.of: found 0, expected a number above 0"),
        ("actual.2024 = { count = 3 }", "t.toml:3: indicators.a.actual.2024: found a table with count, expected count and of together; a share needs both"),
        ("actual.2024 = { value = 1, count = 3, of = 4 }", "t.toml:3: indicators.a.actual.2024: found a table with value, count, of, expected either value, or count with of; drop one of the two"),
        ("actual.2024 = { stated = {} }", "t.toml:3: indicators.a.actual.2024.stated: found a table with nothing, expected completion, percent, change or change_percent; or drop stated"),
        ("actual.2024 = {}", "t.toml:3: indicators.a.actual.2024: found a table with nothing, expected value, or count and of, or text, or stated, or by"),
        ("actual.2024 = { value = 1, text = 'x' }", "t.toml:3: indicators.a.actual.2024: found a table with value, text, expected either a number, or only text; words beside a number go into note"),
        ("actual.2024 = { value = 1, by = { sex = { women = {} } } }", "t.toml:3: indicators.a.actual.2024.by.sex.women: found a table with nothing, expected value, or count and of"),
        ("thresholds = { near = 80, part = 95 }", "t.toml:3: indicators.a.thresholds: found a table with near, part, expected part at or below near; swap them"),
        ("thresholds.near = 101", "t.toml:3: indicators.a.thresholds.near: found 101, expected at most 100"),
        ("weight = -1", "t.toml:3: indicators.a.weight: found -1, expected at least 0"),
        # wrong kinds of value
        ("limit = 'full'", 't.toml:3: indicators.a.limit: found text "full", expected a number; words belong into text or note'),
        ("direction = 'up'", 't.toml:3: indicators.a.direction: found text "up", expected one of increase, decrease, maintain, milestone, neutral'),
        ("direction = 'increse'", 't.toml:3: indicators.a.direction: found text "increse", expected one of increase, decrease, maintain, milestone, neutral; did you mean increase?'),
        ("direction = 5", "t.toml:3: indicators.a.direction: found 5, expected one of increase, decrease, maintain, milestone, neutral"),
        ("unit = 5", "t.toml:3: indicators.a.unit: found 5, expected text in quotes; put it in quotes"),
        ("decimals = 1.5", "t.toml:3: indicators.a.decimals: found 1.5, expected a whole number"),
        ("decimals = -1", "t.toml:3: indicators.a.decimals: found -1, expected at least 0"),
        ("parts = 'b'", 't.toml:3: indicators.a.parts: found text "b", expected a list; write it as ["..."]'),
        ("sum = []", "t.toml:3: indicators.a.sum: found an empty list, expected at least 1 of them"),
        ("ratio = ['a', 'b', 'c']", "t.toml:3: indicators.a.ratio: found a list, expected at most 2 of them"),
        ("actual = 5", "t.toml:3: indicators.a.actual: found 5, expected a table"),
        ("actual.2024 = { value = 1, date = '2024-01-01' }", 't.toml:3: indicators.a.actual.2024.date: found text "2024-01-01", expected a date; write it as 2024-12-31, without quotes'),
        ("actual.2024 = []", "t.toml:3: indicators.a.actual.2024: found an empty list, expected at least 1 of them"),
        ("actual.2024 = { value = 'yes' }", 't.toml:3: indicators.a.actual.2024.value: found text "yes", expected a number; words belong into text or note'),
        ("names.VN = 'x'", 't.toml:3: indicators.a.names.VN: found text "VN", expected a language code such as vi'),
        ("target.'my set'.2024 = 1", 't.toml:3: indicators.a.target.my set: found text "my set", expected a period, or the name of a target set (which starts with a letter)'),
    ],
)  # fmt: skip
def test_a_mistake_in_an_indicator(tmp_path: Path, keys: str, expected: str) -> None:
    assert told(tmp_path, HEAD + keys + "\n") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[tracker]\nperiod = 2024-09-30\n" + HEAD, 't.toml:2: tracker.period: found the date or time 2024-09-30, expected a period in quotes; write "2024-09-30"'),
        ("[tracker]\nperiod = '2024-13'\n" + HEAD, 't.toml:2: tracker.period: found text "2024-13", expected a period: a year has 12 months, numbered 1 to 12'),
        ("[tracker]\ntitl = 'x'\n" + HEAD, "t.toml:2: tracker.titl: found unknown key titl, expected a key of [tracker]; did you mean title?"),
        ("[trackr]\ntitle = 'x'\n" + HEAD, "t.toml:1: trackr: found unknown key trackr, expected a key of a tracker file; did you mean tracker?"),
        ("[groups.g]\ncolour = 'x'\n" + HEAD, "t.toml:2: groups.g.colour: found unknown key colour, expected a key of [group]; known are name, names, note, thresholds"),
        ("[indicators.'Big One']\nname = 'x'\n", 't.toml:1: indicators.Big One: found text "Big One", expected lower-case words joined by hyphens; write big-one'),
        ("[indicators.a]\nunit = 'x'\n", "t.toml:1: indicators.a: found no such key, expected the key name; add name = ..."),
        ("[indicators.a]\nname = ''\n", 't.toml:2: indicators.a.name: found text "", expected some text'),
        ("[indicators]\na = 5\n", "t.toml:2: indicators.a: found 5, expected a table"),
        (HEAD + "[[checks]]\nname = 'x'\nrequire = 'completion >= 1'\nwhere = { grup = 'x' }\n", "t.toml:6: checks[1].where.grup: found unknown key grup, expected a key of [where]; did you mean group?"),
        (HEAD + "[[checks]]\nname = 'x'\nrequir = 'y'\nrequire = 'z'\n", "t.toml:5: checks[1].requir: found unknown key requir, expected a key of [check]; did you mean require?"),
        ("", "t.toml: found no indicators, expected [indicators.some-id] with a name"),
        ("# only a comment\n", "t.toml: found no indicators, expected [indicators.some-id] with a name"),
        ("a = 1.154,5\n", "t.toml:1: found Expected newline or end of document after a statement (column 10), expected TOML; a number has a point for its decimals and no thousands separator"),
        ("a = 1.154.500\n", "t.toml:1: found Expected newline or end of document after a statement (column 10), expected TOML; a number has no thousands separator"),
        ("a = True\n", "t.toml:1: found Invalid value (column 5), expected TOML; a flag is true or false"),
        ("a = increase\n", "t.toml:1: found Invalid value (column 5), expected TOML; put text in quotes"),
        ("[a\n", "t.toml:1: found Expected ']' at the end of a table declaration (column 3), expected TOML"),
        ("a = [1,\n", "t.toml:2: found Invalid value (at the end), expected TOML"),
        ("a = 1\na = 2\n", "t.toml:2: found Cannot overwrite a value (column 6), expected TOML; the key stands above already"),
        ('t."2022..2024" = 5\nt = {2022=100,2023=80}\n', "t.toml:2: found Cannot overwrite a value (column 23), expected TOML; the key stands above already"),
        (b"\xff\xfea", "t.toml:1: found the byte 0xff, which is no UTF-8, expected UTF-8 text; save the file as UTF-8"),
        (b"a = 1\nb = '\xe9'\n", "t.toml:2: found the byte 0xe9, which is no UTF-8, expected UTF-8 text; save the file as UTF-8"),
        ("a = " + "[" * 100_000, "t.toml: found brackets nested too deeply, expected a tracker file"),
        ("a = " + "1" * 5000, "t.toml: found a number or a date that cannot be read, expected TOML"),
        ("a = 2023-02-29\n", "t.toml:1: found Invalid date or datetime (column 5), expected TOML"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_file(tmp_path: Path, text: str | bytes, expected: str) -> None:
    assert told(tmp_path, text) == [expected]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("target.2024 = 1\ntarget.council.2024 = 2", "t.toml:4: indicators.a.target.council: found the set council beside unnamed targets, expected either unnamed targets or named sets; name all of them"),
        ("target.council = { value = 2 }", "t.toml:3: indicators.a.target.council: found a target without a period, expected periods under the target set council; write target.council.2024 = ..."),
        ("target.council = 2", "t.toml:3: indicators.a.target.council: found a target without a period, expected periods under the target set council; write target.council.2024 = ..."),
        ("target.2024 = { 2024-Q1 = 1 }", "t.toml:3: indicators.a.target.2024: found periods under a period, expected a target; write each period under target"),
        ("actual.2024-H1 = 1\nactual.2024-S1 = 2", "t.toml:4: indicators.a.actual.2024-S1: found 2024-S1, which is 2024-H1 again, expected each period once"),
        ("target.x.2024-H1 = 1\ntarget.x.2024-S1 = 2", "t.toml:4: indicators.a.target.x.2024-S1: found 2024-S1, which is 2024-H1 again, expected each period once"),
        ("actual.2024 = true", 't.toml:3: indicators.a.actual.2024: found true, expected a number for direction neutral; or direction = "milestone"'),
        ("direction = 'milestone'\nactual.2024 = 5", "t.toml:4: indicators.a.actual.2024: found 5, expected true or false for a milestone; or another direction"),
        ("target.2024 = { min = 1, max = 2 }", 't.toml:3: indicators.a.target.2024: found a band with direction neutral, expected direction = "maintain"'),
        ("unit = 'pupils'\nactual.2024 = { count = 1, of = 2 }", 't.toml:4: indicators.a.actual.2024: found count and of with the unit "pupils", expected the unit "%" for a share; or give the count as value, and what is wanted as target, in pupils'),
        ("direction = 'increase'\ntarget.2024 = { value = 1, qualifier = 'under' }", "t.toml:4: indicators.a.target.2024: found a target 'under' with direction increase, expected a strictness that fits the direction; see direction"),
        ("actual.2024 = [{ value = 1 }, { value = 2, date = 2024-01-01 }]", "t.toml:3: indicators.a.actual.2024[1]: found a revision without date, expected a date in each of a list; add date"),
        ("actual.2024 = [{ value = 1, date = 2024-02-01 }, { value = 2, date = 2024-01-01 }]", "t.toml:3: indicators.a.actual.2024: found revisions out of order, expected the oldest first; sort them by date"),
        ("target.x.2024 = [{ value = 1 }]", "t.toml:3: indicators.a.target.x.2024[1]: found a revision without date, expected a date in each of a list; add date"),
        ("actual.2024 = { value = 1, through = 2025-01-31 }", "t.toml:3: indicators.a.actual.2024.through: found 2025-01-31, expected a day within 2024"),
        ("actual.2024 = { value = 1, achieved = 2024-01-31 }", 't.toml:3: indicators.a.actual.2024.achieved: found achieved, expected direction = "milestone"'),
        ("direction = 'milestone'\nactual.2024 = { value = true, achieved = 2025-01-31 }", "t.toml:4: indicators.a.actual.2024.achieved: found 2025-01-31, expected a day not after 2024; record it under the period in which it was achieved"),
        ("target.2024-09 = { value = 1, each = 'year' }", "t.toml:3: indicators.a.target.2024-09.each: found year, expected a shorter period than 2024-09"),
        ("sum = ['b']\nratio = ['b', 'b']\n[indicators.b]\nname = 'B'", "t.toml:4: indicators.a.ratio: found sum and ratio, expected only one of them; drop the others"),
        ("sum = ['b']\nactual.2024 = 1\n[indicators.b]\nname = 'B'", "t.toml:4: indicators.a.actual: found actuals beside sum, expected no actuals: they are derived; drop sum or them"),
        ("sum = ['bb']\n[indicators.b]\nname = 'B'", 't.toml:3: indicators.a.sum[1]: found "bb", expected the id of an indicator; did you mean b?'),
        ("parts = ['a']", "t.toml:3: indicators.a.parts[1]: found the indicator itself, expected another indicator; drop it"),
        ("unit = 'ha'\nparts = ['b']\n[indicators.b]\nname = 'B'", 't.toml:4: indicators.a.parts[1]: found b in no unit, expected the same unit as a, "ha"'),
        ("ratio = ['b', 'c']\n[indicators.c]\nname = 'C'\n[indicators.b]\nname = 'B'\ndirection = 'milestone'", "t.toml:3: indicators.a.ratio[1]: found the milestone b, expected an indicator with numbers"),
        ("met_of = 'social'", 't.toml:3: indicators.a.met_of: found "social", expected the id of an indicator or group, or "*"'),
        ("sum = ['b']\n[indicators.b]\nname = 'B'\nsum = ['a']", "t.toml:1: indicators.a: found the loop a -> b -> a, expected derived indicators without a loop"),
        ("met_of = '*'\n[indicators.b]\nname = 'B'\nsum = ['a']", "t.toml:1: indicators.a: found the loop a -> b -> a, expected derived indicators without a loop"),
        ("direction = 'increase'\nbaseline.2020 = 100\ntarget.2024 = 90", 't.toml:5: indicators.a.target.2024: found 90, expected a target at or above its baseline 100; check direction = "increase"'),
        ("direction = 'decrease'\nbaseline.2020 = 100\ntarget.x.2024 = 110", 't.toml:5: indicators.a.target.x.2024: found 110, expected a target at or below its baseline 100; check direction = "decrease"'),
        ("unit = '%'\ndirection = 'increase'\nbaseline.2023 = 60\ntarget.2024-Q1 = { count = 1, of = 2 }", 't.toml:6: indicators.a.target.2024-Q1: found 50, expected a target at or above its baseline 60; check direction = "increase"'),
        ("rollup = 'sum'\ndirection = 'increase'\nbaseline.2023-10 = 40\ntarget.2024-02 = 30", 't.toml:6: indicators.a.target.2024-02: found 30, expected a target at or above its baseline 40; check direction = "increase"'),
        ("rollup = 'sum'\ndirection = 'increase'\nbaseline.2023-10 = 40\ntarget.2024 = { value = 30, each = 'month' }", 't.toml:6: indicators.a.target.2024: found 30, expected a target at or above its baseline 40; check direction = "increase"'),
        ("thresholds.part = 97", "t.toml:3: indicators.a.thresholds.part: found 97, expected at or below near, 95; give both"),
    ],
)  # fmt: skip
def test_keys_that_contradict_each_other(tmp_path: Path, keys: str, expected: str) -> None:
    assert told(tmp_path, HEAD + keys + "\n") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[tracker]\ntarget = 'provinc'\n" + HEAD + "target.province.2024 = 1\n", 't.toml:2: tracker.target: found "provinc", expected a target set: province; did you mean province?'),
        ("[tracker]\ntarget = 'council'\n" + HEAD + "actual.2024 = [{ value = 1, date = 2024-01-01, stated = { completion = { province = 5 } } }]\n", 't.toml:2: tracker.target: found "council", expected a target set: province'),
        ("[tracker]\nlocale = 'xx'\n" + HEAD, 't.toml:2: tracker.locale: found "xx", expected a locale such as en or vi'),
        ("[groups.g]\nname = 'G'\n" + HEAD + "[[checks]]\nname = 'x'\nrequire = 'y'\nwhere = { group = 'gg' }\n", 't.toml:8: checks[1].where.group: found "gg", expected the id of a group; did you mean g?'),
    ],
)  # fmt: skip
def test_the_head_of_the_file_agrees_with_the_rest(
    tmp_path: Path, text: str, expected: str
) -> None:
    assert told(tmp_path, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "[tracker]\nlocale = 'fr'\n" + HEAD,
        "[tracker]\ntarget = 'province'\n" + HEAD,  # no set at all: nothing to agree with
        "[thresholds]\nnear = 90\n" + HEAD + "thresholds.part = 85\n",
        HEAD + "direction = 'increase'\nbaseline.2025 = 100\ntarget.2024 = 90\n",
        HEAD + "direction = 'increase'\nbaseline.2020 = 100\ntarget.2024 = 100\n",
        HEAD
        + "direction = 'maintain'\nbaseline.2020 = 1\ntarget.2024 = { min = 1, max = 2 }\n",
        HEAD + "baseline.2020 = { text = 'many' }\ndirection = 'increase'\ntarget.2024 = 1\n",
        # 400 people a year are no more than 110 in a quarter, nor than 900 in three years
        SUMMED + "direction = 'increase'\ntarget.2024-Q1 = 110\n",
        SUMMED + "direction = 'increase'\ntarget.2024 = { value = 110, each = 'quarter' }\n",
        SUMMED + "direction = 'decrease'\ntarget.'2024..2026' = 900\n",
        HEAD + "met_of = ['b']\n[indicators.b]\nname = 'B'\n",
        HEAD + "[[checks]]\nname = 'x'\nrequire = 'y'\n",
        HEAD
        + "sum = ['b']\n[indicators.b]\nname = 'B'\nsum = ['c']\n[indicators.c]\nname = 'C'\n",
    ],
)
def test_what_the_format_allows_is_read(tmp_path: Path, text: str) -> None:
    file = tmp_path / "t.toml"
    file.write_text(text)
    assert "a" in read_tracker(str(file)).indicators


def test_an_indicator_in_a_heap_of_wrong_shapes_does_not_hide_the_others(
    tmp_path: Path,
) -> None:
    text = "tracker = 5\nchecks = 5\ngroups = 5\nindicators.a = 5\nindicators.b.sum = ['x']\nindicators.b.name = 'B'\nindicators.b.thresholds.part = 'x'\nthresholds = 3\n"
    found = told(tmp_path, text)
    assert [one.split(": found")[0] for one in found] == [
        "t.toml:1: tracker",
        "t.toml:2: checks",
        "t.toml:3: groups",
        "t.toml:4: indicators.a",
        "t.toml:7: indicators.b.thresholds.part",
        "t.toml:8: thresholds",
    ]


def test_odd_values_where_the_head_looks_do_not_hide_the_others(tmp_path: Path) -> None:
    text = (
        HEAD
        + "target = 3\nactual = 4\nthresholds.part = 'x'\n[[checks]]\nname = 'x'\nrequire = 'y'\nwhere = 5\n[tracker]\ntarget = 'x'\nlocale = 5\n[thresholds]\nnear = 90\n"
    )
    assert len(told(tmp_path, text)) == 5
    assert (
        len(
            told(tmp_path, HEAD + "[indicators.b]\nname = 'B'\nactual.2024 = 'x'\ntarget = 1\n")
        )
        == 2
    )
    assert len(told(tmp_path, "checks = [5]\n" + HEAD)) == 1


def test_all_mistakes_of_all_files_are_told_in_one_run(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(
        "[indicators.one]\nname = 5\n[indicators.two]\nname = 'x'\nactual.2024 = 'y'\n"
    )
    (tmp_path / "b.toml").write_text("[indicators.two]\nname = 'x'\n")
    (tmp_path / "c.toml").write_text("broken\n")
    (tmp_path / "d.txt").write_text("no tracker\n")
    (tmp_path / "e.toml").mkdir()
    with pytest.raises(InputError) as caught:
        read_tracker(str(tmp_path))
    found = [str(one).replace(f"{tmp_path}{os.sep}", "") for one in caught.value.mistakes]
    assert found == [
        "a.toml:2: indicators.one.name: found 5, expected text in quotes; put it in quotes",
        'a.toml:5: indicators.two.actual.2024: found text "y", expected a number; words belong into text or note',
        "b.toml:1: indicators.two: found two again, it stands in a.toml:3, expected each id once; rename one of the two",
        "c.toml:1: found Expected '=' after a key in a key/value pair (column 7), expected TOML",
        "e.toml: found a folder, expected a TOML file",
    ]


def test_lines_of_tables_in_arrays_are_found(tmp_path: Path) -> None:
    text = (
        HEAD
        + "\n[[checks]]\nname = 'x'\nrequire = 'y'\n\n[[checks]]\nname = 'x'\n# a comment\nrequire = 5\n[checks.where]\ngrop = 1\n"
    )
    assert [one.split(": found")[0] for one in told(tmp_path, text)] == [
        "t.toml:11: checks[2].require",
        "t.toml:13: checks[2].where.grop",
    ]


def test_quoted_keys_and_comments_in_arrays_keep_their_lines(tmp_path: Path) -> None:
    text = (
        HEAD
        + 'actual."2024-01..2024-09" = [\n  # the first\n  { value = "x", date = 2024-01-01 },\n]\nbaseline = { 2020 = 1, 2021 = "y" } # more\n'
    )
    assert [one.split(": found")[0] for one in told(tmp_path, text)] == [
        "t.toml:5: indicators.a.actual.2024-01..2024-09[1].value",
        "t.toml:7: indicators.a.baseline.2021",
    ]


def test_control_characters_of_the_file_do_not_reach_the_terminal(tmp_path: Path) -> None:
    (message,) = told(tmp_path, HEAD + 'actual.2024 = "\\u001b[31mred"\n')
    assert "\x1b" not in message
    long = told(tmp_path, HEAD + f'actual.2024 = "{"x" * 500}"\n')[0]
    assert len(long) < 200
