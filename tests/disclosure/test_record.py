"""The private record: what it refuses, and that what it holds comes back."""

from __future__ import annotations

import copy
import json

import numpy as np
import pytest

from hotspots.disclosure import record as records
from hotspots.disclosure.policy import Policy
from hotspots.disclosure.record import merged, no_record, read_record, write_record
from hotspots.disclosure.releases import Release
from hotspots.disclosure.table_to_protect import Falls, MonthCounted, Row
from hotspots.errors import InputError
from hotspots.months import Period

RELEASE = Release(
    rows=(
        Row("zone", "A1", "Swale"),
        Row("zone", "A2", "Swale"),
        Row("county", "", ""),
        Row("district", "", "Swale"),
    ),
    monthly=(
        MonthCounted("county", "2024-01"),
        MonthCounted("chosen zones", "2024-01"),
    ),
    before=Period("2024-01", "2024-02"),
    after=Period("2025-01", "2025-02"),
    policy=Policy(),
    counts=np.array([-1, 20, 45, 0, 500, 510, 500, 510, 250, -1]),
    small=np.array([True, *[False] * 9]),
    falls=Falls(1, 1),
)


def written(**changes) -> bytes:
    """Write a record of one release, some of its parts changed."""
    values = json.loads(write_record(no_record(), {"asb": RELEASE}))
    values["asb"][0].update(copy.deepcopy(changes))
    return json.dumps(values).encode()


def refused(content: bytes) -> str:
    with pytest.raises(InputError) as error:
        read_record(content, name="kept.json")
    told = str(error.value)
    assert told.startswith("kept.json is ")
    assert "\n" not in told
    assert len(told) < 500
    return told


# Refuses bad input


@pytest.mark.parametrize("content", [b"", b" \n", b"\t\r\n"])
def test_an_empty_file_is_never_no_earlier_packs(content):
    assert "is empty, so what earlier packs published is unknown" in refused(content)


@pytest.mark.parametrize(
    "content",
    [
        b"{}",
        b"[]",
        b"3",
        b"null",
        b'{"asb": 3}',
        b'{"asb": [], "violence": []}',
        b'{"private": "", "asb": 3, "violence": []}',
        b'{"private": "", "asb": [], "asb": [], "violence": []}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"\xff\xfe",
        b"\x00",
        written(falls=[1, 1])[:-9],
        written().replace(b"500", b"NaN"),
        written().replace(b"500", b"5" * 5000),
    ],
    ids=range(15),
)
def test_what_is_no_record_is_refused_in_words(content):
    assert "is not a private record of earlier packs" in refused(content)


def row(kind="zone", zone="A1", district="Swale", *rest):
    return [kind, zone, district, *(rest or (20, 20, False, False))]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"before": "2024-02:2024-01"}, "a period is not written"),
        ({"before": "2024-13:2024-14"}, "a period is not written"),
        ({"before": "2024-01"}, "a period is not written"),
        ({"before": ["2024-01", "2024-02"]}, "a period is not written"),
        ({"after": "2024-02:2024-03"}, "its periods overlap"),
        ({"policy": {}}, "its policy is not whole"),
        ({"policy": {**Policy().to_dict(), "hide_up_to": "4"}}, "whole number"),
        (
            {"policy": {**Policy().to_dict(), "hide_up_to": 30}},
            "published a count of 20",
        ),
        ({"falls": [2, 1]}, "fell and rose are not possible"),
        ({"falls": [-1, 1]}, "fell and rose are not possible"),
        ({"falls": [True, 1]}, "fell and rose are not possible"),
        ({"falls": [1]}, "fell and rose are not possible"),
        ({"falls": 1}, "fell and rose are not possible"),
        ({"rows": []}, "no rows, or one twice"),
        ({"rows": [row(), row()]}, "no rows, or one twice"),
        ({"rows": {}}, "no list of 2,000"),
        ({"rows": [row()] * 2001}, "no list of 2,000"),
        ({"rows": [row()[:6]]}, "has not seven parts"),
        ({"rows": [row("street")]}, "there is no row “street A1 Swale”"),
        ({"rows": [row("zone", "")]}, "there is no row"),
        ({"rows": [row("county", "A1")]}, "there is no row"),
        ({"rows": [row("district", "", "")]}, "there is no row"),
        ({"rows": [row("zone", "A" * 201)]}, "a text of at most 200 letters"),
        ({"rows": [row("zone", 5)]}, "a text of at most 200 letters"),
        ({"rows": [row("zone", "A", "B", 20.0, 20, False, False)]}, "no"),
        ({"rows": [row("zone", "A", "B", True, 20, False, False)]}, "whole number"),
        ({"rows": [row("zone", "A", "B", -2, 20, False, False)]}, "count of -2"),
        ({"rows": [row("zone", "A", "B", 3, 20, False, False)]}, "count of 3"),
        ({"rows": [row("zone", "A", "B", 22, 20, False, False)]}, "count of 22"),
        ({"rows": [row("zone", "A", "B", 10**9, 20, False, False)]}, "count of 10000"),
        ({"rows": [row("zone", "A", "B", 20, 20, True, False)]}, "count of 20"),
        ({"rows": [row("zone", "A", "B", -1, 20, 1, False)]}, "small or not"),
        ({"months": [["county", "2024-01", 20]]}, "has not four parts"),
        ({"months": [["zone", "2024-01", 20, False]]}, "there is no month"),
        ({"months": [["county", "2024-1", 20, False]]}, "there is no month"),
        ({"months": [["county", "2024-01", 20, False]] * 2}, "a month twice"),
        ({"months": [["county", "2024-01", 3, False]]}, "count of 3"),
        ({"extra": 1}, "does not hold"),
    ],
)
def test_a_damaged_release_is_refused_with_what_is_wrong(changes, words):
    told = refused(written(**changes))
    assert "release 1 of asb" in told
    assert words in told


def test_a_file_too_large_or_of_too_many_packs_is_refused(monkeypatch):
    monkeypatch.setattr(records, "MOST_BYTES", 10)
    assert "larger than 10 bytes" in refused(written())
    monkeypatch.undo()
    monkeypatch.setattr(records, "MOST_RELEASES", 0)
    assert "no list of 0 releases" in refused(written())


# Gives the right answer


def test_what_was_written_comes_back_and_says_that_it_is_private():
    content = write_record(no_record(), {"asb": RELEASE, "violence": None})
    assert json.loads(content)["private"].startswith("Private. Do not publish")
    read = read_record(content.encode(), name="kept.json")
    assert [one.to_dict() for one in read["asb"]] == [RELEASE.to_dict()]
    assert read["violence"] == []
    # The same pack made twice is one release.
    assert write_record(read, {"asb": RELEASE}) == content


def test_records_are_merged_each_release_once():
    one = {"asb": [RELEASE]}
    both = merged([one, no_record(), one])
    assert {strand: len(releases) for strand, releases in both.items()} == {"asb": 1}
