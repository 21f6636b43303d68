"""The pictures of a briefing from the method's own tables, for the pages."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.presentation.picture_frame import PictureWords
from hotspots.presentation.picture_maps import zones_map
from hotspots.presentation.picture_marks import Picture
from hotspots.presentation.picture_sizes import NEWSLETTER, Size
from hotspots.sources.boundaries import Districts
from hotspots.tables import SELECTION, check


def county_picture(
    selection: pd.DataFrame,
    centres: NDArray[np.float64],
    *,
    districts: Districts,
    colour: str,
    words: PictureWords,
    size: Size = NEWSLETTER,
) -> Picture:
    """Draw the chosen zones as dots on the county's districts. It shows no count.

    Parameters
    ----------
    selection
        The selection.
    centres
        Easting and northing (metres) of each chosen zone, a row each.
    districts
        The districts to draw.
    colour
        Colour of the dots, as #rrggbb.
    words
        Title, months, source and key.
    size
        The size to draw it in.
    """
    check(selection, SELECTION)
    zones = pd.DataFrame(centres, columns=["easting", "northing"])
    return zones_map(zones, districts=districts, colour=colour, words=words, size=size)
