from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.errors import InputError
from hotspots.method.county.month_checks import (
    RECORDING_CHANGED,
    look_over,
    mark_changes,
)
from hotspots.months import months_between, parse_months
from hotspots.sources.reading import Reading

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


def notes(counts) -> dict[str, str]:
    table = look_over(reading_of(counts)).set_index("month")["note"]
    return table[table != ""].to_dict()


def a_year(**changed) -> dict[str, dict[tuple[str, str], int]]:
    """Twelve usual months; `m03={...}` changes cells of March."""
    return {month: USUAL | changed.get(f"m{month[-2:]}", {}) for month in YEAR}


# Gives the right answer


def test_months_between_go_over_the_year():
    assert months_between("2023-12", "2024-02") == ["2023-12", "2024-01", "2024-02"]
    assert months_between("2024-02", "2024-02") == ["2024-02"]


@given(st.integers(1900 * 12, 2100 * 12 - 37), st.integers(1, 36))
def test_months_between_are_as_many_as_counted_and_in_order(start, n):
    first, last = (f"{m // 12}-{m % 12 + 1:02d}" for m in (start, start + n - 1))
    months = months_between(first, last)
    assert (months[0], months[-1], len(set(months))) == (first, last, n)
    assert months == sorted(months)


def test_a_period_is_read_with_its_ends():
    assert parse_months("2025-01:2025-12") == ("2025-01", "2025-12")
    assert parse_months(" 2025-01 : 2025-02 ") == ("2025-01", "2025-02")
    assert parse_months("2025-03") == ("2025-03", "2025-03")


def test_a_year_of_usual_months_has_no_notes():
    table = look_over(reading_of(a_year()))
    assert table["month"].to_list() == YEAR
    assert table["incidents"].to_list() == [1540] * 12
    assert (table["note"] == "").all()


def test_a_missing_month_is_named():
    counts = a_year()
    del counts["2025-05"]
    assert notes(counts) == {"2025-05": "no incidents: month missing"}
    table = look_over(reading_of(counts)).set_index("month")
    assert table["incidents"]["2025-05"] == 0


@pytest.mark.parametrize("n_months", [2, 3, 12])
def test_a_halved_month_is_named_and_the_others_are_not(n_months):
    counts = dict.fromkeys(YEAR[:n_months], USUAL)
    counts["2025-02"] = {cell: n // 2 for cell, n in USUAL.items()}
    assert notes(counts) == {
        "2025-02": "looks low: 770 incidents, 50% of what other months lead one to expect"
    }


def test_a_doubled_month_is_named():
    doubled = {cell: n * 2 for cell, n in USUAL.items()}
    assert notes(a_year(m06=doubled)) == {
        "2025-06": "looks high: 3,080 incidents, 200% of what other months lead one to "
        "expect"
    }


def test_an_absent_category_is_named_even_with_one_other_month():
    counts = dict.fromkeys(YEAR[:2], USUAL)
    counts["2025-02"] = USUAL | {("Robbery", "Swale"): 0}
    assert notes(counts) == {
        "2025-02": "Robbery is absent: about 40 incidents expected"
    }


def test_an_absent_district_is_named():
    without = {("Burglary", "Dover"): 0, ("Drugs", "Dover"): 0}
    assert notes(a_year(m09=without)) == {
        "2025-09": "looks low: 790 incidents, 51% of what other months lead one to "
        "expect; Dover is absent: about 750 incidents expected"
    }


def test_a_large_category_that_is_half_or_double_is_named():
    changed = a_year(
        m03={("Burglary", "Swale"): 200, ("Burglary", "Dover"): 200},
        m04={("Drugs", "Swale"): 700, ("Drugs", "Dover"): 700},
    )
    assert notes(changed) == {
        "2025-03": "Burglary looks low: 400 incidents, 50% of what is expected",
        "2025-04": "Drugs looks high: 1,400 incidents, 200% of what is expected",
    }


def test_small_numbers_are_never_called_low_or_high():
    assert notes(a_year(m03={("Robbery", "Swale"): 5})) == {}
    assert (
        notes(
            {
                month: {("Drugs", "Swale"): n}
                for month, n in zip(YEAR, [9, 28, 3] * 4, strict=True)
            }
        )
        == {}
    )


def test_a_slow_rise_over_years_is_no_fault():
    months = months_between("2013-01", "2019-12")
    counts = {
        month: {("Burglary", "Swale"): 400 + 10 * number}
        for number, month in enumerate(months)
    }
    assert notes(counts) == {}


def test_many_notes_are_cut_short():
    cells = {(f"Category {letter}", "Swale"): 50 for letter in "ABCDEFG"}
    counts = {month: cells | {("Burglary", "Swale"): 900} for month in YEAR}
    counts["2025-02"] = {("Burglary", "Swale"): 900}
    assert notes(counts)["2025-02"].endswith(
        "Category E is absent: about 50 incidents expected; and 2 more"
    )


def test_nothing_read_gives_no_months():
    assert look_over(reading_of({})).empty


# Refuses bad input


@pytest.mark.parametrize("text", ["", "2025-01:", ":", "2025-01:2025-02:2025-03"])
def test_a_period_of_another_form_is_refused(text):
    with pytest.raises(InputError, match="Months are given as 2025-01:2025-12"):
        parse_months(text)


@pytest.mark.parametrize("month", ["2025-13", "2025-00", "2025-1", "Jan 2025", "25-01"])
def test_a_month_that_does_not_exist_is_named(month):
    with pytest.raises(InputError, match=f"There is no month “{month}”. Write months"):
        parse_months(f"2024-01:{month}")


def test_a_first_month_after_the_last_is_refused():
    words = "The first month, 2025-12, comes after the last, 2025-01. Swap them."
    with pytest.raises(InputError, match=words):
        parse_months("2025-12:2025-01")


def test_months_in_which_recording_changed_are_noted_beside_what_looks_wrong():
    looked_over = pd.DataFrame(
        {
            "month": ["2025-01", "2025-02"],
            "incidents": [9, 4],
            "note": ["", "total looks low"],
        }
    )
    marked = mark_changes(looked_over, ["2025-02", "2031-01"])
    assert marked["note"].to_list() == ["", f"total looks low; {RECORDING_CHANGED}"]
    alone = mark_changes(looked_over, ["2025-01"])
    assert alone["note"].iloc[0] == RECORDING_CHANGED
