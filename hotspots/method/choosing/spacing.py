"""Outlines and a least distance into the pairs of zones that stand too close."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# Outlines that a file or arithmetic rounds are the same within this.
SAME_WITHIN_M = 0.1


def too_close(outlines: NDArray[np.object_], *, spacing_m: float) -> NDArray[np.int64]:
    """Return the pairs of zones that may not both be chosen.

    Parameters
    ----------
    outlines
        Polygons of the zones, in metres.
    spacing_m
        Least distance from outline to outline; 0 asks that zones do not touch.

    Returns
    -------
    numpy.ndarray
        Rows of two positions, the lesser first, in order.

    Examples
    --------
    Of three squares of 100 m in a row, 0 m and 300 m apart, the first two touch.

    >>> import shapely
    >>> squares = shapely.box([0, 100, 500], 0, [100, 200, 600], 100)
    >>> too_close(squares, spacing_m=0).tolist()
    [[0, 1]]
    >>> too_close(squares, spacing_m=300).tolist()
    [[0, 1]]
    >>> too_close(squares, spacing_m=301).tolist()
    [[0, 1], [1, 2]]
    """
    import shapely

    within_m = max(spacing_m - SAME_WITHIN_M, SAME_WITHIN_M)
    tree = shapely.STRtree(outlines)
    found = tree.query(outlines, predicate="dwithin", distance=within_m).T
    pairs = found[found[:, 0] < found[:, 1]]
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))].astype(np.int64)


def masks_of(pairs: NDArray[np.int64], n_zones: int) -> list[int]:
    """Return for each zone those too close to it: bit k of its number is zone k.

    Examples
    --------
    >>> [format(mask, "03b") for mask in masks_of(np.array([[0, 1], [1, 2]]), 3)]
    ['010', '101', '010']
    """
    both = np.concatenate([pairs, pairs[:, ::-1]])
    both = both[np.argsort(both[:, 0], kind="stable")]
    starts = np.searchsorted(both[:, 0], np.arange(n_zones + 1))
    masks = []
    for zone in range(n_zones):
        row = np.zeros(n_zones, dtype=bool)
        row[both[starts[zone] : starts[zone + 1], 1]] = True
        packed = np.packbits(row, bitorder="little").tobytes()
        masks.append(int.from_bytes(packed, "little"))
    return masks


def cliques(masks: list[int], pool: list[int]) -> list[list[int]]:
    """Return sets of zones all too close to each other, covering the pairs of a pool.

    Each set is grown by zones of the pool and then by any others.

    Parameters
    ----------
    masks
        From `masks_of`.
    pool
        Zones of which each pair is to be covered.

    Notes
    -----
    "At most one of these" for each set says the same as "not both" for each pair, and
    binds the relaxed programme far more tightly.

    Examples
    --------
    >>> masks = masks_of(np.array([[0, 1], [0, 2], [1, 2], [2, 3]]), 4)
    >>> cliques(masks, [0, 1, 2, 3])
    [[0, 1, 2], [2, 3]]
    >>> cliques(masks, [2, 3])
    [[2, 3]]
    """
    in_pool = sum(1 << zone for zone in pool)
    covered = dict.fromkeys(pool, 0)
    found = []
    for zone in pool:
        while to_cover := masks[zone] & in_pool & ~covered[zone]:
            members = _grown(zone, to_cover, in_pool, masks)
            found.append(members)
            together = sum(1 << member for member in members)
            for member in members:
                if member in covered:
                    covered[member] |= together
    return found


def _grown(zone: int, to_cover: int, in_pool: int, masks: list[int]) -> list[int]:
    """Return the zone and all that can be added: uncovered ones, the pool's, others."""
    members = [zone]
    common = masks[zone]
    for preferred in (to_cover, in_pool, -1):
        while candidates := common & preferred:
            nearest = (candidates & -candidates).bit_length() - 1
            members.append(nearest)
            common &= masks[nearest]
    return members
