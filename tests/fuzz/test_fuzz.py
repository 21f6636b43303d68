"""Whatever is in a file, its reader gives tables or a short sentence, in time."""

from __future__ import annotations

import contextlib
import json
import os
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotspots.errors import InputError
from tests.fuzz.fuzzing import Target, fault_of, faults_of
from tests.fuzz.mutations import mutate, places_in
from tests.fuzz.targets import (
    TARGETS,
    patrol_logs,
    read_force_extract,
    read_log,
    read_street,
    street_files,
)
from tests.sources.readings import street_files as drawn_street_files

# GDAL says so of outlines that end elsewhere than they begin, and closes them.
pytestmark = pytest.mark.filterwarnings("ignore:Non closed ring:RuntimeWarning")

N_SEEDS = int(os.environ.get("HOTSPOTS_FUZZ_SEEDS", "200"))
BY_NAME = {target.name: target for target in TARGETS}
DRAWN = settings(
    max_examples=100, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.mark.parametrize("name", BY_NAME)
def test_a_sound_file_is_read(name):
    target = BY_NAME[name]
    for content in target.sound():
        # Sound polygons may still lack what one of their uses needs.
        may_refuse = [InputError] if name.startswith("polygons") else []
        with contextlib.suppress(*may_refuse):
            target.read(content)


@pytest.mark.parametrize("name", BY_NAME)
def test_no_spoilt_file_breaks_its_reader(name):
    target = BY_NAME[name]
    assert faults_of(target, range(N_SEEDS)) == []


def test_one_seed_gives_one_file_and_seeds_differ():
    [content, *others] = street_files()
    made = [mutate(content, seed=seed, others=others) for seed in range(100)]
    again = [mutate(content, seed=seed, others=others) for seed in range(100)]
    assert made == again
    assert len(set(made)) > 80


# Planted faults: the fuzzer must find each within the seeds that it runs.


def crashes_on_a_blank_zone(content: bytes) -> None:
    for line in content.decode("utf-8", "replace").split("\n")[1:]:
        cells = line.split(",")
        if not cells[0] and len(cells) > 1:
            raise KeyError(line)


def crashes_on_other_letters(content: bytes) -> None:
    if content.startswith(b"\xff\xfe"):
        content.decode("utf-8")


def loses_a_row(content: bytes) -> None:
    lines = content.split(b"\n")
    kept = [line for line in lines if line.count(b",") == lines[0].count(b",")]
    aside = [line for line in lines if line.count(b",") < lines[0].count(b",")]
    assert len(kept) + len(aside) == len(lines)


def hangs(content: bytes) -> None:
    if b"\0" in content:
        time.sleep(1)


class _RawError(InputError):
    """An error that shows whatever it is given, as ours once did."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __str__(self) -> str:
        return self.message


def talks_without_end(content: bytes) -> None:
    if any(len(cell) > 1000 for cell in content.split(b",")):
        raise _RawError(repr(content))


def shows_a_hidden_letter(content: bytes) -> None:
    if b"\x02" in content:
        raise _RawError(str(b"\x02", "ascii"))


@pytest.mark.parametrize(
    ("planted", "words"),
    [
        (crashes_on_a_blank_zone, "KeyError"),
        (crashes_on_other_letters, "UnicodeDecodeError"),
        (loses_a_row, "AssertionError"),
        (hangs, "it hangs"),
        (talks_without_end, "a message of"),
        (shows_a_hidden_letter, "a message with"),
    ],
)
def test_a_planted_fault_is_found(planted, words):
    target = Target("planted", patrol_logs, planted)
    for seed in range(200):
        if found := faults_of(target, [seed], most_seconds=0.1):
            assert words in found[0].what
            return
    pytest.fail("the planted fault was not found")


# Files drawn by hypothesis, of the right shape and the wrong content.

WORDS = st.one_of(
    st.sampled_from(["A1", "Mill Lane", "2025-01-02", "31/12/2025", "1.5", "", "zone"]),
    st.text(max_size=12),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


def assert_no_fault(read, content: bytes) -> None:
    assert not fault_of(read, content, most_seconds=10)


@DRAWN
@given(content=drawn_street_files())
def test_street_files_of_any_rows(content):
    assert_no_fault(read_street, content)


@DRAWN
@given(
    heading=st.permutations(["zone", "date", "hours", "visits"]),
    rows=st.lists(st.lists(WORDS, min_size=1, max_size=5), max_size=8),
)
def test_patrol_logs_of_any_cells(heading, rows):
    text = "\n".join(",".join(row) for row in [heading, *rows])
    assert_no_fault(read_log, text.encode("utf-8", "surrogatepass"))


@DRAWN
@given(rows=st.lists(st.lists(WORDS, min_size=1, max_size=5), max_size=8))
def test_extracts_of_any_cells(rows):
    heading = ["Date", "Offence", "Easting", "Northing"]
    text = "\n".join(",".join(row) for row in [heading, *rows])
    assert_no_fault(read_force_extract, text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    "name",
    [
        "settings",
        "pack settings",
        "private settings",
        "private record",
        "strands",
        "columns",
        "polygons geojson",
    ],
)
@DRAWN
@given(data=st.data())
def test_json_with_any_value_in_place_of_a_right_one(name, data):
    target = BY_NAME[name]
    values = json.loads(target.sound()[0])
    holder, key = data.draw(st.sampled_from(list(places_in(values))))
    holder[key] = data.draw(JSON)
    content = json.dumps(values).encode()
    assert_no_fault(target.read, content)
    assert_no_fault(target.read, json.dumps(data.draw(JSON)).encode())
