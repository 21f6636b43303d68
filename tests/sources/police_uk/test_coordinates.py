from __future__ import annotations

import numpy as np
import pyproj
import pytest
from pyproj import network
from pyproj.transformer import TransformerGroup

from hotspots.sources.police_uk.coordinates import to_degrees, to_grid

# Great Britain, corner to corner.
LONGITUDE, LATITUDE = (
    grid.ravel() for grid in np.meshgrid(np.linspace(-6, 1.7, 40), np.linspace(50, 60))
)


@pytest.mark.parametrize(
    ("longitude", "latitude", "easting", "northing"),
    [
        # Ordnance Survey, "Transformations and OSGM15 user guide", annexe A: the
        # worked example of Caister water tower.
        pytest.param(1.716073973, 52.658007833, 651409.804, 313177.450, id="Caister"),
        # Ordnance Survey, OSTN15 developer pack, test points TP07 and TP09.
        pytest.param(
            1.44454730409, 51.3744702555, 639821.835, 169565.858, id="North Foreland"
        ),
        pytest.param(
            -0.1199255718, 51.4893656495, 530624.974, 178388.464, id="Lambeth"
        ),
    ],
)
def test_points_of_ordnance_survey_are_met_within_5_metres(
    longitude, latitude, easting, northing
):
    found = to_grid(longitude, latitude)
    assert np.hypot(found[0] - easting, found[1] - northing) < 5


def test_between_airy_1830_and_the_grid_ordnance_surveys_example_holds():
    """OS, "A guide to coordinate systems in Great Britain", annexe C."""
    airy_to_wgs84 = pyproj.Transformer.from_pipeline(
        "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad "
        "+step +proj=cart +ellps=airy "
        "+step +proj=helmert +x=446.448 +y=-125.157 +z=542.06 "
        "+rx=0.15 +ry=0.247 +rz=0.842 +s=-20.489 +convention=position_vector "
        "+step +inv +proj=cart +ellps=WGS84 "
        "+step +proj=unitconvert +xy_in=rad +xy_out=deg"
    )
    degrees = airy_to_wgs84.transform(
        1 + 43 / 60 + 4.5177 / 3600, 52 + 39 / 60 + 27.2531 / 3600
    )
    assert to_grid(*degrees) == pytest.approx((651409.903, 313177.270), abs=0.01)


@pytest.mark.filterwarnings("ignore:Best transformation is not available")
def test_without_its_grid_pyproj_goes_the_same_way():
    """Where the OSTN15 grid is installed pyproj prefers it; we never do."""
    network.set_network_enabled(active=False)
    ways = TransformerGroup(4326, 27700, always_xy=True).transformers
    way = next(way for way in ways if "OSGB36 to WGS 84 (6)" in way.description)
    expected = way.transform(LONGITUDE, LATITUDE)
    np.testing.assert_allclose(to_grid(LONGITUDE, LATITUDE), expected, atol=0.01)


def test_there_and_back_is_within_a_centimetre():
    easting, northing = to_grid(LONGITUDE, LATITUDE)
    back = to_grid(*to_degrees(easting, northing))
    np.testing.assert_allclose(back, (easting, northing), atol=0.01, rtol=0)
