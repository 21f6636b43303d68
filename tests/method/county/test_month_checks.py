from __future__ import annotations

import pandas as pd
import pytest

from hotspots.method.county.month_checks import check_months, mark_changes
from hotspots.months import months_between
from hotspots.sources.incident_files import read_incidents
from hotspots.sources.reading import Reading
from hotspots.sources.sample import sample_sources
from tests.months import checked

YEAR = months_between("2025-01", "2025-12")
USUAL = {
    ("Burglary", "Swale"): 400,
    ("Burglary", "Dover"): 400,
    ("Drugs", "Swale"): 350,
    ("Drugs", "Dover"): 350,
    ("Robbery", "Swale"): 40,
}


def reading_of(counts: dict[str, dict[tuple[str, str], int]]) -> Reading:
    """A reading with so many incidents in each month of each category and district."""
    rows = [
        (month, category, district)
        for month, cells in counts.items()
        for (category, district), n in cells.items()
        for _ in range(n)
    ]
    frame = pd.DataFrame(rows, columns=["month", "category", "district"], dtype="str")
    none = pd.DataFrame()
    return Reading(frame.astype("category"), none, none, "", ())


def flags(counts) -> list[tuple]:
    """Flags as (month, part, kind, found, expected); expected 0 where it is empty."""
    found = check_months(reading_of(counts)).flags.drop(columns="part_of").fillna(0)
    return list(found.itertuples(index=False, name=None))


def a_year(**changed) -> dict[str, dict[tuple[str, str], int]]:
    """Twelve usual months; `m03={...}` changes cells of March."""
    return {month: USUAL | changed.get(f"m{month[-2:]}", {}) for month in YEAR}


# Gives the right answer


def test_a_year_of_usual_months_has_no_flags():
    months, found = check_months(reading_of(a_year()))
    assert months["month"].to_list() == YEAR
    assert months["incidents"].to_list() == [1540] * 12
    assert found.empty


def test_a_missing_month_is_named():
    counts = a_year()
    del counts["2025-05"]
    assert flags(counts) == [("2025-05", "", "missing", 0, 0)]
    months = check_months(reading_of(counts)).months.set_index("month")
    assert months["incidents"]["2025-05"] == 0


@pytest.mark.parametrize("n_months", [2, 3, 12])
def test_a_halved_month_is_named_and_the_others_are_not(n_months):
    counts = dict.fromkeys(YEAR[:n_months], USUAL)
    counts["2025-02"] = {cell: n // 2 for cell, n in USUAL.items()}
    assert flags(counts) == [("2025-02", "", "total_low", 770, 1540)]


def test_a_doubled_month_is_named():
    doubled = {cell: n * 2 for cell, n in USUAL.items()}
    assert flags(a_year(m06=doubled)) == [("2025-06", "", "total_high", 3080, 1540)]


def test_an_absent_category_is_named_even_with_one_other_month():
    counts = dict.fromkeys(YEAR[:2], USUAL)
    counts["2025-02"] = USUAL | {("Robbery", "Swale"): 0}
    assert flags(counts) == [("2025-02", "Robbery", "part_absent", 0, 40)]


def test_an_absent_district_is_named():
    without = {("Burglary", "Dover"): 0, ("Drugs", "Dover"): 0}
    assert flags(a_year(m09=without)) == [
        ("2025-09", "", "total_low", 790, 1540),
        ("2025-09", "Dover", "part_absent", 0, 750),
    ]


def test_a_large_category_that_is_half_or_double_is_named():
    changed = a_year(
        m03={("Burglary", "Swale"): 200, ("Burglary", "Dover"): 200},
        m04={("Drugs", "Swale"): 700, ("Drugs", "Dover"): 700},
    )
    assert flags(changed) == [
        ("2025-03", "Burglary", "part_low", 400, 800),
        ("2025-04", "Drugs", "part_high", 1400, 700),
    ]


def test_a_flag_says_whether_a_category_or_a_district_is_out():
    without = {("Robbery", "Swale"): 0, ("Burglary", "Dover"): 0, ("Drugs", "Dover"): 0}
    found = check_months(reading_of(a_year(m09=without))).flags
    assert found[["part_of", "part"]].to_numpy().tolist() == [
        ["", ""],
        ["category", "Robbery"],
        ["district", "Dover"],
    ]


def test_small_numbers_are_never_called_low_or_high():
    assert flags(a_year(m03={("Robbery", "Swale"): 5})) == []
    swinging = {
        month: {("Drugs", "Swale"): n}
        for month, n in zip(YEAR, [9, 28, 3] * 4, strict=True)
    }
    assert flags(swinging) == []


def test_a_slow_rise_over_years_is_no_fault():
    months = months_between("2013-01", "2019-12")
    counts = {
        month: {("Burglary", "Swale"): 400 + 10 * number}
        for number, month in enumerate(months)
    }
    assert flags(counts) == []


def test_no_flag_of_many_is_left_out():
    cells = {(f"Category {number}", "Swale"): 50 for number in range(14)}
    counts = {month: cells | {("Burglary", "Swale"): 2000} for month in YEAR}
    counts["2025-02"] = {("Burglary", "Swale"): 2000}
    assert flags(counts) == [
        ("2025-02", category, "part_absent", 0, 50) for category, _ in sorted(cells)
    ]


def test_nothing_read_gives_no_months():
    months, found = check_months(reading_of({}))
    assert months.empty
    assert found.empty


def test_months_in_which_recording_changed_are_flagged_beside_what_looks_wrong():
    months = checked(
        {"2025-01": 9, "2025-02": 4}, ("2025-02", "", "", "total_low", 4, 120)
    )
    marked = mark_changes(months, ["2025-02", "2031-01"])
    assert marked.flags["month"].to_list() == ["2025-02", "2025-02"]
    assert marked.flags["kind"].to_list() == ["total_low", "recording_changed"]
    assert marked.flags.loc[1, ["found", "expected"]].isna().all()
    alone = mark_changes(months, ["2025-01"]).flags
    assert alone[["month", "kind"]].to_numpy().tolist() == [
        ["2025-01", "recording_changed"],
        ["2025-02", "total_low"],
    ]


def test_single_offences_of_an_extract_are_looked_at_as_the_wider_categories():
    """The sample's types of behaviour swing by more than half; all together do not."""
    assert check_months(read_incidents(sample_sources())).flags.empty
