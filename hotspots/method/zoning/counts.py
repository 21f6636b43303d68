"""The counts cube, zone x category x month, and sums over it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import xarray as xr
from numpy.typing import NDArray

from hotspots.errors import InputError

if TYPE_CHECKING:
    from hotspots.method.zoning.zones import Zoning


def count(incidents: pd.DataFrame, zoning: Zoning) -> xr.DataArray:
    """Count incidents in zones.

    Parameters
    ----------
    incidents
        The incidents table; its month and category are categoricals.
    zoning
        The zones of these incidents.

    Returns
    -------
    xarray.DataArray
        Whole numbers of shape (zones, categories, months). Its sum and the incidents in
        no zone make up all the incidents, where no zones overlap; where they do, an
        incident counts in each zone that holds it.
    """
    months, categories = incidents["month"].cat, incidents["category"].cat
    shape = (len(zoning.zones), len(categories.categories), len(months.categories))
    incident, cell = zoning.memberships()
    for codes, size in ((categories.codes, shape[1]), (months.codes, shape[2])):
        cell = cell * size + codes.to_numpy()[incident]
    # An extract has many categories and most cells are empty: what is small and not
    # written to takes little memory, and memory takes most of the time. Sums over cells
    # are wide again.
    filled, n_filled = np.unique(cell, return_counts=True)
    counts = np.zeros(int(np.prod(shape)), dtype=_narrowest(n_filled.max(initial=0)))
    counts[filled] = n_filled
    return xr.DataArray(
        counts.reshape(shape),
        dims=("zone", "category", "month"),
        coords={
            "zone": zoning.zones["zone"].to_numpy(dtype=object),
            "category": categories.categories.to_numpy(dtype=object),
            "month": months.categories.to_numpy(dtype=object),
        },
    )


def _narrowest(most: int) -> type[np.signedinteger]:
    fits = (kind for kind in (np.int8, np.int16) if most <= np.iinfo(kind).max)
    return next(fits, np.int32)


def of_categories(cube: xr.DataArray, categories: Sequence[str]) -> xr.DataArray:
    """Return the part of a cube of some categories; one that it lacks is left out."""
    return cube.sel(category=[name for name in categories if name in cube["category"]])


def is_counted(
    incidents: pd.DataFrame, *, categories: Collection[str], first: str, last: str
) -> NDArray[np.bool_]:
    """Say of each incident whether it is of these categories, in these months.

    Parameters
    ----------
    incidents
        The incidents table; its month and category are categoricals.
    categories
        The categories wanted.
    first, last
        Months, both included.
    """
    return is_among(incidents["category"], lambda name: name in categories) & is_among(
        incidents["month"], lambda name: first <= name <= last
    )


def is_among(values: pd.Series, is_wanted: Callable[[str], bool]) -> NDArray[np.bool_]:
    """Say of each value whether it is wanted, asking once for each category."""
    wanted = [is_wanted(str(name)) for name in values.cat.categories]
    # A row without a value has the number -1.
    return np.array([*wanted, False], dtype=bool)[values.cat.codes.to_numpy()]


def sum_over_months(
    cube: xr.DataArray, *, categories: Sequence[str], first: str, last: str
) -> NDArray[np.int64]:
    """Sum the cube over months, for some categories.

    Parameters
    ----------
    cube
        The counts cube.
    categories
        The categories wanted; one that the cube lacks has no incidents.
    first, last
        Months, both included.

    Returns
    -------
    numpy.ndarray
        Whole numbers of shape (zones, categories), categories in the order given.

    Raises
    ------
    InputError
        If no incident of these categories lies in these months.
    """
    months = cube["month"].to_numpy()
    within = slice(*np.searchsorted(months, [first, f"{last}~"]))
    of_category = dict(
        zip(cube["category"].to_numpy(), range(cube.shape[1]), strict=True)
    )
    summed = np.zeros((len(cube), len(categories)), dtype=np.int64)
    for column, category in enumerate(categories):
        if category in of_category:
            months_of = cube.to_numpy()[:, of_category[category], within]
            summed[:, column] = months_of.sum(axis=1)
    if not summed.any():
        held = [of_category[each] for each in categories if each in of_category]
        in_other_months = bool(cube.to_numpy()[:, held].any())
        raise InputError(
            _nothing_to_count(
                categories,
                asked=f"{first} to {last}",
                months=months,
                in_other_months=in_other_months,
            )
        )
    return summed


def _nothing_to_count(
    categories: Sequence[str],
    *,
    asked: str,
    months: NDArray[np.object_],
    in_other_months: bool,
) -> str:
    span = f"{months[0]} to {months[-1]}" if len(months) else "no months"
    what = f"No incidents of {' or '.join(categories)} lie in a zone"
    if in_other_months:
        return f"{what} from {asked}. The data cover {span}: choose months among these."
    return (
        f"{what} in any month of the data ({span}). Load data that hold them, or "
        f"choose another strand."
    )
