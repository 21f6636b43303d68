"""County measures on Kent's real months, counted a second time with the csv module."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter

import numpy as np
import pytest
from scipy.stats import t
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM

from hotspots.method.county.measures import latest_period, measure_county
from hotspots.method.county.month_checks import check_months
from hotspots.method.county.season import season_of
from hotspots.months import Period
from hotspots.presentation.lists import county as measure_lists
from hotspots.presentation.words import county as measure_words
from hotspots.presentation.words import season as season_words
from hotspots.sources.areas import KENT_DISTRICTS
from hotspots.sources.police_uk.read import read_police_uk

BY_HAND = {
    "violence": ["Violence and sexual offences"],
    "robbery": ["Robbery"],
    "weapons": ["Possession of weapons"],
    "burglary": ["Burglary"],
    "vehicle crime": ["Vehicle crime"],
    "theft from the person": ["Theft from the person"],
    "neighbourhood crime": [
        *("Burglary", "Vehicle crime", "Theft from the person", "Robbery")
    ],
    "drugs": ["Drugs"],
    "asb": ["Anti-social behaviour"],
    "shoplifting": ["Shoplifting"],
}
MONTHS = ("01", "02", "03", "04")
DAYS = {"2024": np.array([31, 29, 31, 30]), "2025": np.array([31, 28, 31, 30])}


@pytest.fixture(scope="module")
def reading(kent_zips):
    return read_police_uk(kent_zips)


@pytest.fixture(scope="module")
def by_hand(kent_zips) -> Counter[tuple[str, str, str]]:
    """Rows by category, district and month; of rows with one Crime ID the first."""
    counts: Counter[tuple[str, str, str]] = Counter()
    seen = set()
    for path in kent_zips:
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                text = archive.read(name).decode("utf-8-sig")
                for row in csv.DictReader(io.StringIO(text)):
                    district = row["LSOA name"].rpartition(" ")[0]
                    if not row["Longitude"] or district not in KENT_DISTRICTS.values():
                        continue
                    crime = row["Crime ID"]
                    if crime and crime in seen:
                        continue
                    seen.add(crime)
                    counts[row["Crime type"], district, row["Month"]] += 1
    return counts


def cells(by_hand, categories, year: str) -> np.ndarray:
    """District by month, January to April."""
    return np.array(
        [
            [sum(by_hand[c, d, f"{year}-{m}"] for c in categories) for m in MONTHS]
            for d in KENT_DISTRICTS.values()
        ]
    )


def phi_by_statsmodels(before, after, days_before, days_after) -> float:
    n = len(before)
    design = np.column_stack([np.vstack([np.eye(n)] * 2), np.repeat([0, 1], n)])
    exposure = np.concatenate(
        [np.broadcast_to(d, n) for d in (days_before, days_after)]
    )
    model = GLM(
        np.concatenate([before, after]),
        design,
        family=Poisson(),
        exposure=exposure.astype(float),
    )
    return max(float(model.fit(scale="X2").scale), 1.0)


def test_every_measure_equals_a_count_by_hand(reading, by_hand):
    measured = measure_county(
        reading.incidents, check_months(reading), period=Period("2025-01", "2025-04")
    )
    table = measured.table.set_index("measure")
    assert list(table.index) == list(BY_HAND)
    for name, categories in BY_HAND.items():
        old, new = (cells(by_hand, categories, year) for year in ("2024", "2025"))
        row = table.loc[name]
        assert row["incidents"] == new.sum(), name
        assert row["previous"] == old.sum(), name
        assert row["change"] == new.sum() - old.sum(), name
        ratio = (new.sum() / 120) / (old.sum() / 121)
        assert row["ratio"] == pytest.approx(ratio), name
        phis = [
            phi_by_statsmodels(old.sum(1), new.sum(1), 121, 120),
            phi_by_statsmodels(old.sum(0), new.sum(0), DAYS["2024"], DAYS["2025"]),
        ]
        phi = sum(phis) - 1
        assert row["dispersion"] == pytest.approx(phi, rel=1e-5), name
        degrees = phi**2 / (phis[0] ** 2 / 12 + phis[1] ** 2 / 3)
        error = np.sqrt(phi * (1 / old.sum() + 1 / new.sum()))
        low = ratio * np.exp(t.ppf(0.025, degrees) * error)
        assert row["ratio_low"] == pytest.approx(low, rel=1e-5), name
    told = table.loc[list(BY_HAND)]
    assert (told["dispersion"] >= 1).all()
    assert measured.flags.empty


def test_the_latest_year_is_measured_on_the_months_that_have_a_year_before(reading):
    months = check_months(reading)
    measured = measure_county(
        reading.incidents, months, period=latest_period(months.months)
    )
    assert measured.this == tuple(f"2025-{m}" for m in MONTHS)
    assert measured.left_out[0] == "2025-05"
    told = measure_words.county_notes(measured)
    assert told[0] == (
        "Counted: January to April 2025, compared with January to April 2024. Left out, "
        "because they or the same months a year before are not loaded: May to December "
        "2025."
    )
    assert told[1].startswith("There is no fixed baseline, because")
    shown = measure_lists.measure_list(measured)
    assert "Note" not in shown


def test_sixteen_months_have_no_usual_year(reading, by_hand):
    season = season_of(
        reading.incidents,
        check_months(reading).months,
        categories=["Robbery"],
        shown=Period("2025-01", "2025-12"),
    )
    robberies = cells(by_hand, ["Robbery"], "2025").sum(axis=0)
    assert season["incidents"].to_list()[:4] == robberies.tolist()
    assert season["usual"].isna().all()
    assert "at most 1 loaded now" in season_words.season_sentence(season)
