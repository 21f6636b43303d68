"""What looks wrong with months, as a reader sees it."""

from __future__ import annotations

import pytest

from hotspots.method.county import month_flags as kinds
from hotspots.presentation.words import month_flags
from tests.months import NAN, flags_of

KINDS = {
    value
    for name, value in vars(kinds).items()
    if name.isupper() and name not in ("CATEGORY", "DISTRICT")
}


def test_every_kind_has_words():
    assert set(month_flags.PHRASES) == KINDS


@pytest.mark.parametrize(
    ("flag", "words"),
    [
        (("", "", "missing", 0, NAN), "no incidents: month missing"),
        (
            ("", "", "total_low", 770, 1540),
            "looks low: 770 incidents, about 1,540 expected",
        ),
        (
            ("", "", "total_high", 3080, 1540.5),
            "looks high: 3,080 incidents, about 1,540 expected",
        ),
        (
            ("district", "Dover", "part_absent", 0, 50),
            "Dover is absent: about 50 incidents expected",
        ),
        (
            ("category", "{Drugs}", "part_high", 900, 400),
            "{Drugs} looks high: 900 incidents, about 400 expected",
        ),
        (
            ("", "", "recording_changed", NAN, NAN),
            "recording changed (marked by the user)",
        ),
    ],
)
def test_a_flag_in_words(flag, words):
    (note,) = month_flags.notes(["2025-03"], flags_of(("2025-03", *flag)))
    assert note == words


def test_all_flags_of_a_month_are_written_in_their_order():
    parts = [f"Category {number}" for number in range(9)]
    flags = flags_of(
        *[("2025-03", "category", part, "part_absent", 0, 50) for part in parts],
        ("2025-05", "", "", "missing", 0, NAN),
    )
    written = month_flags.listed_by_month(flags)
    assert all(f"{part} is absent" in written for part in parts)
    assert written.startswith("Mar 2025: Category 0 is absent")
    assert written.endswith("; May 2025: no incidents: month missing")
    assert month_flags.notes(["2025-04"], flags) == [""]
