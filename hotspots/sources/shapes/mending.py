"""Outlines that cross themselves are mended, within bounds on corners and time.

How long mending takes grows with the crossings, not with the corners: 3,000 corners
drawn at random have a million. So whatever may take long is done in a process of its
own, which ends in time.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from hotspots.errors import InputError

# Where the other process finds this package.
ROOT = str(Path(__file__).parents[3])
# All districts of Great Britain at full detail have 1.6 million.
MOST_CORNERS = 2_000_000
MOST_SECONDS = 8.0
MOST_MEMORY_BYTES = 2**30
# So few corners are mended in a moment, however they cross.
_FEW_CORNERS = 500
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_CHILD = """
import sys, shapely
from hotspots.sources.bounded_memory import bound_memory
bound_memory(int(sys.argv[1]))
for line in sys.stdin:
    shape = shapely.from_wkb(line.strip())
    print(shapely.make_valid(shape, method="structure").wkb_hex)
"""


def refuse_many_corners(name: str, polygons: NDArray[np.object_]) -> None:
    """Refuse polygons with more corners than any map needs."""
    n_corners = int(shapely.get_num_coordinates(polygons).sum())
    if n_corners > MOST_CORNERS:
        msg = (
            f"{name}: its polygons have {n_corners:,} corners; at most "
            f"{MOST_CORNERS:,} are read. Simplify them in a mapping program."
        )
        raise InputError(msg)


def mended(name: str, polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Mend outlines that cross themselves; what is no area after that is dropped.

    Parameters
    ----------
    name
        What the file is called in messages.
    polygons
        Polygons in any units.

    Raises
    ------
    InputError
        If one has no area, or mending takes longer, or more memory, than is allowed.
    """
    crossing = np.flatnonzero(~shapely.is_valid(polygons))
    valid = polygons.copy()
    for row, whole in zip(crossing, _valid(name, polygons[crossing]), strict=True):
        parts = shapely.get_parts(whole)
        valid[row] = shapely.union_all(parts[shapely.area(parts) > 0])
        if valid[row].is_empty:
            msg = f"{name}: its polygon {row + 1} has no area. Remove or correct it."
            raise InputError(msg)
    return valid


def _valid(name: str, crossing: NDArray[np.object_]) -> NDArray[np.object_]:
    if shapely.get_num_coordinates(crossing).sum() <= _FEW_CORNERS:
        return np.asarray(shapely.make_valid(crossing, method="structure"))
    path = [ROOT, *sys.path]
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", _CHILD, str(MOST_MEMORY_BYTES)],
            input="\n".join(shape.wkb_hex for shape in crossing),
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, path))},
            capture_output=True,
            text=True,
            timeout=MOST_SECONDS,
            check=True,
            creationflags=_NO_WINDOW,
        )
    except subprocess.TimeoutExpired as error:
        msg = (
            f"{name}: its outlines cross themselves so often that mending takes "
            f"longer than {MOST_SECONDS:.0f} seconds. Mend them in a mapping program."
        )
        raise InputError(msg) from error
    except (OSError, subprocess.CalledProcessError) as error:
        msg = (
            f"{name}: its outlines cross themselves and cannot be mended here. Mend "
            f"them in a mapping program."
        )
        raise InputError(msg) from error
    return np.asarray(shapely.from_wkb(done.stdout.split()), dtype=object)
