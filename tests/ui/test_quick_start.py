"""What the home page must not import, because its maps would have to wait for it."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT

FRAME_ALONE = "import hotspots.ui.page"
# As the home page does, up to the map.
TO_THE_MAP = """
from hotspots.ui import stages, state
from hotspots.ui.views import home
data = state.data()
settings = state.usual_settings()
chosen = stages.chosen(data, settings, "violence")
stages.packed_zones(chosen)
stages.packed_streets(chosen)
"""
TELL = """
import sys
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def imported(program: str) -> set[str]:
    """Return the packages that a fresh Python has imported after a program."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program + TELL],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_the_frame_of_a_page_is_sent_before_anything_heavy_is_imported():
    assert not imported(FRAME_ALONE) & {"numpy", "pandas", "folium", "xarray"}


def test_the_first_map_of_the_sample_needs_no_scipy_and_draws_no_picture():
    found = imported(TO_THE_MAP)
    assert {"folium", "pandas"} <= found
    assert not found & {"scipy", "altair", "vl_convert", "geopandas", "xlsxwriter"}
