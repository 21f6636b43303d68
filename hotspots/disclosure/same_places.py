"""What a zone is in the record of releases: where it lies, whatever a file calls it.

A pack of zones chosen here and one of a list of one's own may hold the same places
under other names. Linked by name, what one hides would follow from both.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hotspots.disclosure.public_zones import public_centres
from hotspots.method.zoning.zones import hexagon_ids, hexagon_of, hexagons

# Outlines that differ by less of their area are one place: a file rounds its corners.
MOST_APART = 0.02
# Others are known by their centre and area, as roughly.
_CENTRE_M, _AREA_M2 = 10, 1000


def ids_of_places(outlines: NDArray[np.object_]) -> list[str]:
    """Return an id for each outline: a hexagon's own, else one of centre and area.

    Parameters
    ----------
    outlines
        Polygons of the zones (EPSG:27700).

    Examples
    --------
    >>> import shapely
    >>> zone = hexagons(["H350-1389-0514"])
    >>> square = np.array([shapely.box(600000, 160000, 600400, 160400)])
    >>> ids_of_places(np.concatenate([zone, square]))
    ['H350-1389-0514', 'P160000-600200-160200']
    """
    import shapely

    centres = public_centres(outlines)
    areas = shapely.area(outlines)
    widths = np.maximum(np.rint(np.sqrt(2 * areas / np.sqrt(3))), 1).astype(int)
    found = []
    for outline, area, width, (easting, northing) in zip(
        outlines, areas, widths.tolist(), centres, strict=True
    ):
        [hexagon] = hexagon_ids(
            *hexagon_of([easting], [northing], width_m=width), width_m=width
        )
        apart = shapely.symmetric_difference(outline, hexagons([hexagon])[0]).area
        size = round(area / _AREA_M2) * _AREA_M2
        east, north = (
            round(one / _CENTRE_M) * _CENTRE_M for one in (easting, northing)
        )
        is_hexagon = apart < MOST_APART * area
        found.append(hexagon if is_hexagon else f"P{size}-{east}-{north}")
    return found
