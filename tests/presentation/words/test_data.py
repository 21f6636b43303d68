from __future__ import annotations

import pandas as pd
import pytest

from hotspots.presentation.words import data as data_words
from hotspots.sources.extract_reading import IN_ANOTHER_FILE, OUTSIDE, SHARED_REASONS
from hotspots.sources.force_extract.rows import REASONS as EXTRACT_REASONS
from hotspots.sources.police_uk.row_rules import KEPT, REASONS
from tests.months import NAN, checked


def test_every_reason_is_explained():
    assert set(data_words.REASONS) == set(REASONS) - {KEPT}


def test_every_reason_of_an_extract_is_explained():
    shared = {SHARED_REASONS.get(reason, reason) for reason in EXTRACT_REASONS}
    known = {*data_words.REASONS, *data_words.EXTRACT_REASONS}
    assert {*shared, IN_ANOTHER_FILE, OUTSIDE} <= known


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (
            [("2025-01", 9, ""), ("2025-02", 8, "")],
            "None of the 2 months loaded looks wrong.",
        ),
        ([("2025-01", 9, "")], "With only one month loaded, it cannot be checked."),
        (
            [
                ("2024-12", 9, ""),
                ("2025-01", 0, "missing"),
                ("2025-02", 0, "missing"),
                ("2025-03", 8, ""),
            ],
            "2 months are missing: January to February 2025. None of the 2 months loaded "
            "looks wrong.",
        ),
        (
            [
                ("2024-12", 9, ""),
                ("2025-01", 0, "missing"),
                ("2025-02", 2, "total_low"),
                ("2025-03", 8, ""),
            ],
            "1 month is missing: January 2025. **1 month looks wrong: February 2025.** Check "
            "the source before you use them. Nothing was corrected.",
        ),
    ],
)
def test_months_in_words(months, expected):
    counts = {month: n for month, n, _ in months}
    flags = [(month, "", "", kind, n, NAN) for month, n, kind in months if kind]
    assert data_words.months_sentence(checked(counts, *flags)) == expected


@pytest.mark.parametrize(
    ("loaded", "is_synthetic", "expected"),
    [
        (["2025-01"], False, "3 incidents, Jan 2025"),
        (["2024-11", "2025-01"], False, "3 incidents, Nov 2024 to Jan 2025"),
        (["2025-01"], True, "Synthetic data, Jan 2025"),
    ],
)
def test_what_is_loaded_in_a_few_words(loaded, is_synthetic, expected):
    incidents = pd.DataFrame({"month": ["2025-01"] * 3})
    told = data_words.data_line(incidents, loaded, is_synthetic=is_synthetic)
    assert told == expected


def test_district_names_of_a_user_s_file_are_no_markdown():
    area = ("Swale", "![x](https://example.org)")
    told = data_words.area_sentence(area, origin="2 districts of Kent Police.")
    assert r"!\[x\]" in told


def test_what_was_loaded_before_is_told_to_stay():
    told = data_words.not_loaded("No.")
    assert told == "No. The data loaded before are still in use."
