"""What the public reads zones as: by their districts where streets are not named."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from hotspots.disclosure.policy import (
    UNNAMED,
    Policy,
    public_name,
    unnamed,
)
from hotspots.method.zoning.addresses import is_address
from hotspots.texts import letter


def public_names(selection: pd.DataFrame, policy: Policy) -> pd.Series:
    """Name zones as they may be published, by their ids."""
    names = [
        public_name(name, str(district), is_address=bool(at_address), policy=policy)
        for name, district, at_address in zip(
            selection["name"], selection["district"], is_address(selection), strict=True
        )
    ]
    return pd.Series(names, index=selection["zone"], dtype="str")


def with_public_names(zones: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Name the zones; one with a hidden count by its district, for it holds few."""
    is_hidden = zones[["before", "after"]].isna().any(axis=1)
    named = pd.Series(names[zones["zone"]].to_numpy(), index=zones.index)
    return _with_names_told_apart(zones, named.mask(is_hidden, _unnamed(zones)))


def _unnamed(zones: pd.DataFrame) -> pd.Series:
    return pd.Series(
        [unnamed(name) for name in zones["district"]], index=zones.index, dtype="str"
    )


def _with_names_told_apart(zones: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    return zones.assign(
        name=told_apart(names.to_list(), zones["zone"].to_list()),
        is_named=names.to_numpy() != _unnamed(zones).to_numpy(),
    )


def told_apart(names: Sequence[str], zones: Sequence[str]) -> list[str]:
    """Give zones that are named by their district alone letters, where two are alike.

    The letters follow the zones' ids, which say nothing of their ranks.

    Parameters
    ----------
    names, zones
        What the public reads of each zone, and its id.

    Examples
    --------
    >>> told_apart(["Quay, Dover", *["A zone in Dover"] * 2], ["A", "C", "B"])
    ['Quay, Dover', 'Zone B in Dover', 'Zone A in Dover']
    """
    alike: dict[str, list[str]] = {}
    for zone, name in sorted(zip(zones, names, strict=True)):
        alike.setdefault(name, []).append(zone)
    return [
        f"Zone {letter(alike[name].index(zone) + 1)}{name.removeprefix(UNNAMED)}"
        if len(alike[name]) > 1 and name.startswith(UNNAMED)
        else name
        for zone, name in zip(zones, names, strict=True)
    ]


def without_counts(selection: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """List the zones by district and name: their rank would give away too much."""
    zones = _with_names_told_apart(selection[["zone", "district"]], names)
    nothing = pd.array([pd.NA] * len(zones), dtype="Int64")
    return zones.assign(before=nothing, after=nothing).sort_values(
        ["district", "name", "zone"], ignore_index=True
    )
