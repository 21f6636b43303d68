from __future__ import annotations

import pytest

from hotspots.sources.police_uk.categories import (
    force_in_file_name,
    street_name,
)


@pytest.mark.parametrize(
    ("location", "street"),
    [
        ("On or near Gabriel'S Hill", "Gabriel's Hill"),
        ("On or near St George'S", "St George's"),
        ("On or near O'Neill Road", "O'Neill Road"),
        ("On or near Queen\u2019S Road", "Queen\u2019s Road"),
        ("On or near SOUTH'SIDE", "SOUTH'SIDE"),
        ("On or near ", ""),
        ("No Location", "No Location"),
        ("Parking Area", "Parking Area"),
    ],
)
def test_a_street_is_named_as_on_its_sign(location, street):
    assert street_name(location) == street


@pytest.mark.parametrize(
    ("name", "force"),
    [
        ("2025-01/2025-01-kent-street.csv", "kent"),
        ("kent.zip: 2025-01/2025-01-kent-street.csv (2)", "kent"),
        ("2025-01-devon-and-cornwall-street.csv", "devon-and-cornwall"),
        ("my months.csv", ""),
    ],
)
def test_a_files_name_tells_its_force(name, force):
    assert force_in_file_name(name) == force
