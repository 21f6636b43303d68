"""The Commissioner's figures out of the sample of data.police.uk: by the ordinary pipeline, computed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from data.choose_sample_seed import compare_in
from hotspots.method.pipeline import compare, run
from hotspots.method.zoning.zones import hexagon_ids, hexagon_of
from hotspots.settings import Settings
from hotspots.sources.areas import KENT_DISTRICTS
from hotspots.sources.police_uk.read import read_police_uk
from hotspots.sources.sample import POLICE_UK, sample_sources
from hotspots.tables import COUNTY

# Number of zones, of these fell, and the change county-wide in per cent.
PUBLISHED = {"asb": (27, 16, -4.5), "violence": (24, 18, -6.3)}


@pytest.fixture(scope="module")
def reading():
    return read_police_uk(sample_sources(POLICE_UK))


def change_in_county(compared) -> float:
    county = compared.counts_of(COUNTY)
    return 100 * (county.after / county.before - 1)


def moved(reading, *, strand: str, zone: str = "", where: str, to: str):
    """Put the first of the strand's incidents of a month into another month."""
    incidents = reading.incidents
    which = (incidents["month"] == where) & incidents["category"].isin(
        Settings().strand(strand).categories
    )
    if zone:
        at = hexagon_of(incidents["easting"], incidents["northing"], width_m=350)
        which &= np.array(hexagon_ids(*at, width_m=350)) == zone
    month = incidents["month"].copy()
    month.iloc[np.flatnonzero(which)[0]] = to
    return replace(reading, incidents=incidents.assign(month=month))


@pytest.mark.parametrize("strand", PUBLISHED)
def test_the_ordinary_pipeline_gives_the_published_figures(strand):
    n_zones, n_fell, change = PUBLISHED[strand]
    result = run(sample_sources(POLICE_UK), Settings(), strand)
    compared = compare(
        result.reading,
        result.cube,
        result.selection,
        result.settings,
        result.settings.strand(strand),
    )
    months = result.settings.chosen_on
    assert str(months) == "2023-04:2024-03"
    assert str(compared.periods.before) == "2023-04:2024-03"
    assert str(compared.periods.after) == "2024-04:2025-03"
    assert len(result.selection) == n_zones
    assert set(result.selection["district"]) == set(KENT_DISTRICTS.values())
    assert compared.n_fell == n_fell
    assert round(change_in_county(compared), 1) == change


@pytest.mark.parametrize("strand", PUBLISHED)
def test_one_incident_in_another_period_changes_the_county(reading, strand):
    _, before = compare_in(reading, strand)
    other = moved(reading, strand=strand, where="2024-03", to="2024-04")
    _, after = compare_in(other, strand)
    county = before.counts_of(COUNTY)
    assert after.counts_of(COUNTY) == (county.before - 1, county.after + 1)
    assert change_in_county(after) > change_in_county(before)


def test_one_incident_in_a_zone_at_the_margin_turns_18_into_17(reading):
    _, compared = compare_in(reading, "violence")
    outcomes = compared.outcomes
    at_margin = outcomes.loc[outcomes["change"].between(-2, -1), "zone"].iloc[0]
    to_after = moved(
        reading, strand="violence", zone=at_margin, where="2024-01", to="2024-04"
    )
    _, turned = compare_in(to_after, "violence")
    assert set(turned.outcomes["zone"]) == set(outcomes["zone"])
    assert (compared.n_fell, turned.n_fell) == (18, 17)


def test_a_prison_a_hospital_and_a_police_station_are_among_the_places(reading):
    ranking, _ = compare_in(reading, "violence")
    assert ranking["mostly_prison"].head(40).any()
    assert ranking["mostly_hospital"].head(40).any()
    assert "Police Station" in set(reading.incidents["location"])
