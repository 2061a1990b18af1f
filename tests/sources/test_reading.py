"""Finding, reading and decoding: where a tracker comes from and what is made of it."""

import os
import stat
import threading
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpitrack.errors import InputError, Mistake
from kpitrack.model.figure import NOTHING, Figure, Stated
from kpitrack.model.indicator import Derivation, Thresholds
from kpitrack.model.period import parse_period
from kpitrack.model.tracker import Tracker
from kpitrack.sources.decode import History, decode_figure
from kpitrack.sources.discovery import read_bytes, tracker_files
from kpitrack.sources.reader import LIMIT, read_tracker
from kpitrack.sources.stamp import digest, is_stamped, leave_stamp, stamp_folder
from kpitrack.sources.starter import starter_file
from kpitrack.sources.writing import write_atomically

ONE = "[indicators.a]\nname = 'A'\nactual.2024 = 5\n"
ROOT = Path(__file__).parent.parent.parent


def error_of(call: Any) -> str:
    with pytest.raises(InputError) as caught:
        call()
    return str(caught.value)


def test_a_tracker_is_found_in_this_folder_or_above(tmp_path: Path) -> None:
    deep = tmp_path / "reports" / "2024"
    deep.mkdir(parents=True)
    (tmp_path / "indicators.toml").write_text(ONE)
    assert tracker_files(None, deep, {}) == (os.path.join("..", "..", "indicators.toml"),)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "indicators.toml").write_text(ONE)
    assert tracker_files(None, tmp_path, {}) == (os.path.join("data", "indicators.toml"),)


def test_without_a_tracker_the_message_says_where_was_looked_and_what_to_do(
    tmp_path: Path,
) -> None:
    told = error_of(lambda: tracker_files(None, tmp_path, {}))
    assert "looked for data/indicators.toml and indicators.toml" in told
    assert "kpitrack init" in told


def test_a_named_file_wins_over_the_variable_and_the_variable_over_the_search(
    tmp_path: Path,
) -> None:
    (tmp_path / "indicators.toml").write_text(ONE)
    environment = {"KPITRACK_FILE": "x.toml"}
    assert tracker_files("y.toml", tmp_path, environment) == ("y.toml",)
    assert tracker_files(None, tmp_path, environment) == ("x.toml",)
    assert tracker_files("-", tmp_path, environment) == ("-",)


def test_a_folder_stands_for_its_toml_files_by_name(tmp_path: Path) -> None:
    for name in ("b.toml", "a.toml", "c.txt"):
        (tmp_path / name).write_text("")
    assert tracker_files(str(tmp_path), tmp_path, {}) == tuple(
        str(tmp_path / name) for name in ("a.toml", "b.toml")
    )


def test_a_folder_without_trackers_says_so(tmp_path: Path) -> None:
    told = error_of(lambda: tracker_files(str(tmp_path), tmp_path, {}))
    assert told.endswith(
        "found a folder without any, expected at least one file ending in .toml"
    )


def test_a_folder_that_cannot_be_listed_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    told = error_of(lambda: tracker_files(str(tmp_path), tmp_path, {}))
    assert told.endswith("found a file that may not be read, expected a TOML file")


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("missing.toml", "missing.toml: found no such file, expected a TOML file"),
        ("/dev/zero", "/dev/zero: found a device, expected a TOML file"),
        ("a\0b", "found a zero byte in it, expected the path of a file"),
        ("x" * 5000, f"{'x' * 5000}: found File name too long, expected a TOML file"),
    ],
)
def test_what_is_no_readable_file(
    file: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert error_of(lambda: read_bytes(file, 100)) == expected


def test_an_unreadable_file_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **more: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    told = error_of(lambda: read_bytes("t.toml", 100))
    assert told == "t.toml: found a file that may not be read, expected a TOML file"


def test_a_file_of_100_mb_of_brackets_is_refused_at_its_size(tmp_path: Path) -> None:
    file = tmp_path / "bomb.toml"
    file.write_bytes(b"a = " + b"[" * (100 * 2**20))
    assert error_of(lambda: read_tracker(str(file))) == (
        f"{file}: found more than 64 MB, expected a tracker file; "
        "split it into several files of one folder"
    )
    assert LIMIT == 64 * 2**20


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_read_like_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text(ONE))
    writer.start()
    assert read_bytes(str(pipe), 1000) == ONE.encode()
    writer.join()


def test_a_bom_and_crlf_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "t.toml"
    file.write_bytes(b"\xef\xbb\xbf" + ONE.replace("\n", "\r\n").encode())
    assert read_tracker(str(file)).indicators["a"].name == "A"


def test_garbage_collection_is_left_as_it_was(tmp_path: Path) -> None:
    import gc

    file = tmp_path / "t.toml"
    file.write_text(ONE)
    gc.disable()
    try:
        read_tracker(str(file))
        assert not gc.isenabled()
    finally:
        gc.enable()
    read_tracker(str(file))
    assert gc.isenabled()


def test_folders_are_merged_and_the_first_head_counts(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(
        "[tracker]\ntitle = 'First'\n[thresholds]\nnear = 90\n" + ONE
    )
    (tmp_path / "b.toml").write_text(
        "[tracker]\ntitle = 'Second'\nperiod = 2023\n[groups.g]\nthresholds.part = 60\n"
        "[indicators.b]\nname = 'B'\ngroup = 'g'\n[[checks]]\nname = 'n'\nrequire = 'r'\n"
        "severity = 'warning'\nwhere = { group = 'g', indicators = ['b'] }\n"
    )
    tracker = read_tracker(str(tmp_path))
    assert (tracker.title, str(tracker.period)) == ("First", "2023")
    # thresholds belong to the file they stand in, and a group's to its members
    assert tracker.indicators["a"].thresholds == Thresholds(Decimal(90), Decimal(80))
    assert tracker.indicators["b"].thresholds == Thresholds(Decimal(95), Decimal(60))
    assert tracker.origins == {"a": str(tmp_path / "a.toml"), "b": str(tmp_path / "b.toml")}
    (rule,) = tracker.rules
    assert (rule.group, rule.indicators, rule.severity) == ("g", ("b",), "warning")
    assert tracker.groups["g"].name == "g"


def test_a_near_below_80_takes_part_down_with_it(tmp_path: Path) -> None:
    file = tmp_path / "t.toml"
    file.write_text("[thresholds]\nnear = 70\n" + ONE)
    assert read_tracker(str(file)).indicators["a"].thresholds.part == 70


def test_every_key_of_an_indicator_arrives(tmp_path: Path) -> None:
    file = tmp_path / "t.toml"
    file.write_text(
        """
[tracker]
period = "2024-09"
target = "x"
locale = "vi"
names.vi = "Bảng"
[indicators.a]
name = "A"
names.vi = "Á"
unit = "ha"
units.vi = "hecta"
direction = "maintain"
decimals = 2
method = "distance"
rollup = "mean"
pace = "none"
weight = 2.5
limit = 100.0
owner = "Lan"
source = "report"
note = "a note"
tags = ["t"]
parts = ["b"]
includes = ["b"]
breaks.2023 = "new method"
baseline.2020 = 1
target.x.2024 = { min = 1, max = 2, each = "month", note = "n" }
actual.2024 = { value = 1.50, qualifier = "over", status = "forecast", date = 2024-10-01, through = 2024-09-30, source = "s", note = "n", stated = { completion = { x = 5 }, percent = 6, change = 7, change_percent = 8 }, by = { sex = { women = 1, men = { value = 0.5 } } } }
[indicators.b]
name = "B"
unit = "ha"
[indicators.c]
name = "C"
ratio = ["a", "b"]
[indicators.d]
name = "D"
met_of = ["a", "b"]
[indicators.e]
name = "E"
actual.2024 = { count = 1, of = 2 }
"""
    )
    tracker = read_tracker(str(file))
    a = tracker.indicators["a"]
    year = parse_period("2024")
    assert (tracker.locale, tracker.target_set, tracker.titles["vi"]) == ("vi", "x", "Bảng")
    assert tracker.target_sets == ("x",)
    assert (a.names["vi"], a.units["vi"], a.decimals, a.method) == ("Á", "hecta", 2, "distance")
    assert (a.rollup, a.pace, a.weight, a.owner) == ("mean", "none", Decimal("2.5"), "Lan")
    assert (a.limit, tracker.indicators["b"].limit) == (Decimal("100.0"), None)
    assert (a.tags, a.parts, a.includes) == (("t",), ("b",), ("b",))
    assert (a.source, a.note, a.breaks) == (
        "report",
        "a note",
        {parse_period("2023"): "new method"},
    )
    (figure,) = a.actual[year]
    assert str(figure.value) == "1.50"
    assert figure.stated == Stated({"x": Decimal(5)}, Decimal(6), Decimal(7), Decimal(8))
    assert figure.by["sex"]["men"] == Figure(Decimal("0.5"))
    (target,) = a.targets["x"][year]
    assert (target.low, target.high, target.each, target.figure.note) == (1, 2, "month", "n")
    assert a.baseline[parse_period("2020")] == (Figure(Decimal(1)),)
    assert tracker.indicators["c"].derivation == Derivation("ratio", ("a", "b"))
    assert tracker.indicators["d"].derivation == Derivation("met_of", ("a", "b"))
    assert tracker.indicators["e"].unit == "%"  # a share without a unit is in percent
    assert tracker.indicators["e"].adds_up is False


def test_figures_are_decoded_once_and_only_when_asked_for() -> None:
    seen: list[object] = []

    def decode(raw: object) -> Figure:
        seen.append(raw)
        return decode_figure(raw)

    history = History({"2023": 1, "2024": [{"value": 2}, {"value": 3}]}, decode)
    assert (len(history), list(map(str, history)), seen) == (2, ["2023", "2024"], [])
    year = parse_period("2024")
    assert year in history
    assert history[year] is history[year]
    assert history.get(parse_period("2025"), ()) == ()
    assert len(seen) == 2
    with pytest.raises(KeyError):
        history[parse_period("2025")]


def test_nothing_holds_nothing() -> None:
    assert (len(NOTHING), list(NOTHING), NOTHING.get("a")) == (0, [], None)
    with pytest.raises(KeyError):
        NOTHING["a"]
    assert hash(NOTHING) == hash(NOTHING)


def test_the_shipped_files_are_read() -> None:
    city = read_tracker(str(ROOT / "data" / "indicators.toml"))
    assert len(city.groups) == 10  # ten groups that follow the report's ten results
    for example in sorted((ROOT / "data" / "examples").glob("*.toml")):
        assert read_tracker(str(example)).indicators


@pytest.mark.parametrize("name", ["ngo-tracking.toml", "team-kpis.toml"])
def test_invented_examples_say_so_in_their_first_line(name: str) -> None:
    first = (ROOT / "data" / "examples" / name).read_text().splitlines()[0]
    assert first.startswith("#")
    assert "made up" in first.lower()


def test_the_starter_is_a_tracker_with_the_title_given(tmp_path: Path) -> None:
    file = tmp_path / "t.toml"
    file.write_text(starter_file('Our "city"', 2026))
    tracker = read_tracker(str(file))
    assert (tracker.title, str(tracker.period), len(tracker.indicators)) == (
        'Our "city"',
        "2026",
        4,
    )


numbers = st.decimals(
    allow_nan=False, allow_infinity=False, places=6, max_value=10**12, min_value=-(10**12)
)


@given(st.dictionaries(st.integers(1900, 2100), numbers, min_size=1, max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_figure_is_read_as_it_was_written(
    tmp_path: Path, figures: dict[int, Decimal]
) -> None:
    file = tmp_path / "t.toml"
    actual = {str(year): number for year, number in figures.items()}
    file.write_text(tomli_w.dumps({"indicators": {"a": {"name": "A", "actual": actual}}}))
    found = read_tracker(str(file)).indicators["a"].actual
    for year, number in figures.items():
        (figure,) = found[parse_period(f"{year}")]
        assert str(figure.value) == str(number)


SAMPLE = tomllib.loads(
    (ROOT / "data" / "examples" / "ngo-tracking.toml").read_text(), parse_float=Decimal
)
junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-10, 10**6)
    | st.sampled_from([Decimal("1.5"), "2024", "x", "", "increase", "1.154,5"])
    | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(["value", "of", "2024", "x", "min"]), inner, max_size=2
        )
    ),
    max_leaves=4,
).filter(lambda value: value is not None)


def paths(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict):
        return [
            one
            for key, inner in value.items()
            for one in [(*here, key), *paths(inner, (*here, key))]
        ]
    if isinstance(value, list):
        return [
            one
            for at, inner in enumerate(value)
            for one in [(*here, at), *paths(inner, (*here, at))]
        ]
    return []


PLACES = paths(SAMPLE)


def without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_none(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [without_none(one) for one in value if one is not None]
    return value


@given(st.lists(st.tuples(st.sampled_from(PLACES), junk), min_size=1, max_size=3))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_stands_in_a_file_it_is_read_or_its_mistakes_are_told(
    tmp_path: Path, changes: list[tuple[tuple[Any, ...], Any]]
) -> None:
    import copy

    document = copy.deepcopy(SAMPLE)
    for path, value in changes:
        holder: Any = document
        try:
            for part in path[:-1]:
                holder = holder[part]
            holder[path[-1]] = value
        except (KeyError, IndexError, TypeError, AttributeError):
            continue
    file = tmp_path / "t.toml"
    file.write_text(tomli_w.dumps(without_none(document)), encoding="utf-8")
    try:
        tracker = read_tracker(str(file))
    except InputError as error:
        mistakes = error.mistakes
    else:
        mistakes = ()
        assert_decodes(tracker)
    untold = [one for one in mistakes if one.line is None and one.found != "no indicators"]
    assert untold == []
    assert {one.file for one in mistakes} <= {str(file)}


def assert_decodes(tracker: Tracker) -> None:
    for indicator in tracker.indicators.values():
        for history in (indicator.actual, indicator.baseline, *indicator.targets.values()):
            assert all(history[period] for period in history)


def test_a_sound_file_is_checked_once_and_any_other_byte_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[object] = []
    real = __import__("kpitrack.sources.reader", fromlist=["_mistakes"])
    original = real._mistakes
    monkeypatch.setattr(
        real, "_mistakes", lambda *given: (checked.append(given), original(*given))[1]
    )
    stamps = tmp_path / "stamps"
    environment = {"KPITRACK_CACHE": str(stamps)}
    file = tmp_path / "t.toml"
    file.write_text(ONE)
    for _ in range(3):
        read_tracker(str(file), tmp_path, environment)
    assert len(checked) == 1
    file.write_text(ONE.replace("5", "6"))
    assert (
        read_tracker(str(file), tmp_path, environment)
        .indicators["a"]
        .actual[parse_period("2024")][0]
        .value
        == 6
    )
    assert len(checked) == 2
    assert all(one.stat().st_size == 0 for one in stamps.iterdir())  # a stamp holds no figure
    file.write_text(ONE + "x = 1\n")
    for _ in range(2):
        error_of(lambda: read_tracker(str(file), tmp_path, environment))
    assert len(checked) == 4  # a file with mistakes is never stamped


def test_stamps_stay_few(tmp_path: Path) -> None:
    for number in range(500):
        (tmp_path / f"{number}").touch()
    leave_stamp(tmp_path, "new")
    assert [one.name for one in tmp_path.iterdir()] == ["new"]


def test_without_a_place_for_stamps_all_is_checked_each_time(tmp_path: Path) -> None:
    file = tmp_path / "no-folder"
    file.touch()
    leave_stamp(file / "x", "name")
    leave_stamp(None, "name")
    assert not is_stamped(file / "x", "name")
    assert not is_stamped(None, "name")
    assert not is_stamped(tmp_path, "n" * 5000)


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"KPITRACK_CACHE": "off", "HOME": "/h"}, None),
        ({"KPITRACK_CACHE": "/c", "HOME": "/h"}, "/c"),
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, "/x/kpitrack"),
        ({"LOCALAPPDATA": "/l"}, "/l/kpitrack"),
        ({"HOME": "/h"}, "/h/.cache/kpitrack"),
        ({}, None),
    ],
)
def test_where_stamps_are_kept(environment: dict[str, str], folder: str | None) -> None:
    assert stamp_folder(environment) == (Path(folder) if folder else None)


def test_a_digest_tells_the_files_and_their_order_apart() -> None:
    assert digest([b"a", b"b"]) == digest([b"a", b"b"])
    assert len({digest([b"a", b"b"]), digest([b"b", b"a"]), digest([b"ab"]), digest([])}) == 4


def test_a_write_replaces_the_file_whole(tmp_path: Path) -> None:
    file = tmp_path / "out.txt"
    file.write_text("old")
    file.chmod(0o640)
    write_atomically(file, b"new")
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"new", 0o640)
    assert [one.name for one in tmp_path.iterdir()] == ["out.txt"]


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    file = tmp_path / "out.txt"
    mask = os.umask(0o022)
    try:
        write_atomically(file, b"new")
    finally:
        os.umask(mask)
    assert stat.S_IMODE(file.stat().st_mode) == 0o644


def test_a_write_follows_a_link_and_keeps_it(tmp_path: Path) -> None:
    file, link = tmp_path / "real.txt", tmp_path / "link.txt"
    file.write_text("old")
    link.symlink_to(file)
    write_atomically(link, b"new")
    assert (link.is_symlink(), file.read_text()) == (True, "new")


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "out.txt"
    file.write_text("old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    told = error_of(lambda: write_atomically(file, b"new"))
    assert told == f"{file}: found No space left on device, expected a file to write to"
    assert (file.read_text(), len(list(tmp_path.iterdir()))) == ("old", 1)


def test_a_folder_is_no_file_to_write_to(tmp_path: Path) -> None:
    told = error_of(lambda: write_atomically(tmp_path, b"x"))
    assert told == f"{tmp_path}: found no plain file, expected a file to write to"


def test_an_error_tells_its_message_before_its_mistakes() -> None:
    error = InputError([Mistake("a", "b")], "Both:")
    assert str(error) == "Both:\nfound b, expected a"


def test_standard_input_is_read_as_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "in.toml"
    file.write_text(ONE)
    with file.open() as source:
        saved = os.dup(0)
        os.dup2(source.fileno(), 0)
        try:
            tracker = read_tracker("-")
        finally:
            os.dup2(saved, 0)
            os.close(saved)
    assert tracker.origins == {"a": "<standard input>"}
