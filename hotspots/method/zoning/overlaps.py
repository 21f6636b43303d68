"""Polygons that overlap: which incidents lie in several, and which pairs overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.errors import InputError
from hotspots.tables import OVERLAPS, check
from hotspots.texts import counted

if TYPE_CHECKING:
    from hotspots.sources.shapes.zone_files import ZonePolygons

# Drawn by hand, neighbours overlap by slivers: no overlap of two zones.
LEAST_SHARE = 0.001
# Where so many meet they are drawn over each other. In a tiling each meets eight at
# most, and each pair is one.
MOST_PAIRS = 200_000
_PAIRS_OF_ZONE = 8
# Incidents in zones, each in each that holds it, beyond one zone for each.
MOST_COUNTED = 10_000_000


def points_in_polygons(
    incidents: pd.DataFrame, polygons: NDArray[np.object_]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return each map point with each polygon that holds it.

    Parameters
    ----------
    incidents
        Table `INCIDENTS`.
    polygons
        Shapely polygons in EPSG:27700 (metres).

    Returns
    -------
    tuple of arrays
        Numbers of points as `incidents` has them, and rows of polygons. A point on an
        edge, and inside no polygon, is there once, with the first of its polygons.
    """
    import shapely

    points, first = np.unique(incidents["point"], return_index=True)
    at = shapely.points(incidents[["easting", "northing"]].to_numpy()[first])
    tree = shapely.STRtree(polygons)
    inside, polygon_inside = tree.query(at, predicate="within")
    on_edge, polygon_on_edge = tree.query(at, predicate="intersects")
    is_alone = ~np.isin(on_edge, inside)
    edges = pd.Series(polygon_on_edge[is_alone]).groupby(on_edge[is_alone]).min()
    return (
        points[np.concatenate([inside, edges.index.to_numpy(dtype=np.intp)])],
        np.concatenate([polygon_inside, edges.to_numpy(dtype=np.intp)]),
    )


def refuse_many_times(
    point_of_incident: pd.Series, points: NDArray[np.intp], name: str
) -> None:
    """Refuse zones in which incidents would count more often than memory allows.

    Parameters
    ----------
    point_of_incident
        The point of each incident.
    points
        Each point once for each zone that holds it.
    name
        What the file of zones is called.

    Raises
    ------
    InputError
        If incidents lie in very many zones each.
    """
    n_zones = pd.Series(points).value_counts()
    n_counted = int(point_of_incident.value_counts().mul(n_zones, fill_value=0).sum())
    if n_counted > MOST_COUNTED + len(point_of_incident):
        msg = (
            f"{name}: so many of its zones lie over each other that "
            f"{counted(len(point_of_incident), 'incident')} would count "
            f"{n_counted:,} times. Give zones of which few overlap."
        )
        raise InputError(msg)


def overlaps_of(brought: ZonePolygons) -> pd.DataFrame:
    """Return the pairs of polygons that overlap by more than a sliver.

    Parameters
    ----------
    brought
        Polygons in the order of their ids.

    Returns
    -------
    pandas.DataFrame
        Table `OVERLAPS`: two ids, and the share of the smaller zone that both hold.

    Raises
    ------
    InputError
        If more pairs meet than zones of any programme do.
    """
    import shapely

    tree = shapely.STRtree(brought.polygons)
    one, other = tree.query(brought.polygons, predicate="intersects")
    is_pair = one < other
    _refuse_many(brought, int(is_pair.sum()))
    order = np.lexsort((other[is_pair], one[is_pair]))
    one, other = one[is_pair][order], other[is_pair][order]
    both = shapely.area(
        shapely.intersection(brought.polygons[one], brought.polygons[other])
    )
    areas = shapely.area(brought.polygons)
    share = both / np.minimum(areas[one], areas[other])
    is_one = share > LEAST_SHARE
    ids = np.asarray(brought.ids, dtype=object)
    pairs = {
        "zone": pd.Series(ids[one[is_one]], dtype="str"),
        "other": pd.Series(ids[other[is_one]], dtype="str"),
        "share": np.minimum(share[is_one], 1.0),
    }
    return check(pd.DataFrame(pairs), OVERLAPS)


def _refuse_many(brought: ZonePolygons, n_pairs: int) -> None:
    n_zones = len(brought.ids)
    if n_pairs <= max(MOST_PAIRS, _PAIRS_OF_ZONE * n_zones):
        return
    msg = (
        f"{brought.name}: its {counted(n_zones, 'zone')} lie over each other in "
        f"{counted(n_pairs, 'pair')}, more than can be told apart. Give zones of which "
        f"few overlap."
    )
    raise InputError(msg)
