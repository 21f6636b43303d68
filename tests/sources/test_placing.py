"""The fingerprint tells which rows the districts' polygons were asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotspots.sources.police_uk.read import read_police_uk
from hotspots.sources.shapes.boundaries import kent_districts, read_districts

BUILT_IN = Path(__file__).parents[2] / "data" / "districts.geojson"


@pytest.fixture
def unsaid(street):
    """Incidents in Maidstone: one row lacks its LSOA name, another's is Swale's."""
    return street(
        """
        Crime type | LSOA name  | Falls within
        Burglary   |            | Kent Police
        Burglary   | Swale 001A | Kent Police
        Burglary   |            | British Transport Police
        """
    )


# Gives the right answer


def test_one_file_built_in_or_the_users_own_has_two_fingerprints(unsaid):
    given = [None, kent_districts(), read_districts(BUILT_IN)]
    readings = [read_police_uk(unsaid, districts=districts) for districts in given]
    assert len({reading.area for reading in readings}) == 1
    found = [reading.incidents["district"].tolist() for reading in readings]
    assert found == [
        ["Maidstone", "Swale", "Maidstone"],
        ["Maidstone", "Swale", "Maidstone"],
        ["Maidstone", "Maidstone", "Maidstone"],
    ]
    assert len({reading.fingerprint for reading in readings}) == 3
