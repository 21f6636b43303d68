"""Zones, districts and the chosen zones into a folium map that needs no internet.

The map's script is constant: what is drawn comes once, beside it (`packing`). All that
a changed weight changes (classes, chosen zones, key) is in `restyle`, so the map keeps
its view and little is sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import folium
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from hotspots.errors import TableError
from hotspots.method.choosing.constraints import BY_SCORE
from hotspots.method.zoning.addresses import is_address
from hotspots.presentation.colours import MapColours
from hotspots.presentation.maps.packing import key_of
from hotspots.presentation.maps.scripts import Call
from hotspots.presentation.words import address_flags
from hotspots.presentation.words.selection import WHY_CHOSEN
from hotspots.tables import MARKED_ZONES, check

PATROLLED = "Patrolled zone"

# About 1:2,000 at 51 degrees north: map points lie farther apart than that can show.
CLOSEST_ZOOM = 17.5
LARGEST_CLASS = 9


@dataclass(frozen=True)
class Key:
    """The words of the map's key.

    Attributes
    ----------
    title
        What is shown, such as "Violence and robbery (all recorded)".
    note
        What a reader of the picture alone must know: months, or "Synthetic data".
    label
        What a screen reader calls the map.
    low, high
        What the ramp's ends mean; both empty for none.
    classes
        What each colour of the ramp means, in place of its ends; empty for none.
    ends
        The ramp's ends in a word each, where there is no room for more; empty for none.
    """

    title: str
    note: str = ""
    label: str = "Map of zones"
    low: str = "Lower score"
    high: str = "Higher score"
    classes: tuple[str, ...] = ()
    ends: tuple[str, ...] = ("Lower", "Higher")


def zone_map(
    packed: str,
    *,
    group: str = "",
    view: str = "",
    tiles: Mapping[str, str] | None = None,
) -> folium.Map:
    """Make the map of these zones; it is the same for the same zones.

    Parameters
    ----------
    packed
        What `pack_zones` gave.
    group
        Maps of one group on a page are panned and zoomed together; none if empty.
    view
        Maps of one name show what was last looked at under it; none if empty.
    tiles
        The street map that a reader may ask for, as `street_tiles` gives it.
    """
    drawn = folium.Map(
        tiles=None,
        zoom_start=9,
        zoom_snap=0.1,
        location=[52.0, -1.0],
    )
    given = {
        "given": key_of(packed),
        "view": view,
        "tiles": dict(tiles or {}),
        "closest": CLOSEST_ZOOM,
    }
    drawn.add_child(Call("create", given, levels_to_map=1))
    if group:
        drawn.add_child(Call("join", group, levels_to_map=1))
    return drawn


def with_streets(
    change: folium.FeatureGroup, packed: str, *, counted: bool = False
) -> folium.FeatureGroup:
    """Return the change with map points and their street names.

    Parameters
    ----------
    change
        What `restyle` or `shade_zones` gave.
    packed
        What `pack_streets` gave.
    counted
        Whether each street's name tells its count.
    """
    given = {"given": key_of(packed), "counted": counted}
    change.add_child(Call("showStreets", given, levels_to_map=2))
    return change


def with_selected(change: folium.FeatureGroup, row: int | None) -> folium.FeatureGroup:
    """Return the change with one zone made to stand out, by its row in the zones table.

    The map is panned to it when it is another zone than before.
    """
    change.add_child(Call("select", -1 if row is None else row, levels_to_map=2))
    return change


def restyle(
    zones: pd.DataFrame,
    selection: pd.DataFrame,
    *,
    classes: ArrayLike,
    colours: MapColours,
    key: Key,
    reasons: Sequence[str] = (),
) -> folium.FeatureGroup:
    """Make the change that shows these classes and chosen zones on the map.

    Parameters
    ----------
    zones
        The zones table that was packed.
    selection
        The selection, of a strand or joint. Its rows are numbered from 1 on the map, as
        in a list, or as its column `number` says.
    classes
        For each zone 0 (not shown), or which colour of the ramp, from 1.
    colours
        Colours of classes and signs.
    key
        Words of the map's key, and what the map is called.
    reasons
        For each chosen zone the sentence that its tooltip tells; may be left out.
    """
    check(selection, MARKED_ZONES)
    return change_of(
        classes="".join(map(str, _checked_classes(classes, len(zones), colours))),
        chosen=_chosen(zones, selection, reasons),
        colours=colours,
        legend={**asdict(key), "signs": _signs(selection)},
    )


def shade_zones(
    zones: pd.DataFrame, shown: pd.DataFrame, *, colours: MapColours, key: Key
) -> folium.FeatureGroup:
    """Make the change that shows some zones alone, each in its class's colour.

    Parameters
    ----------
    zones
        The zones table that was packed.
    shown
        A row a zone: its id as `zone`, which colour of the ramp as `class`, from 1,
        what its circle says as `label`, and the sentence of its tooltip as `told`.
    colours
        Colours of the classes; `strong` edges the signs.
    key
        Words of the map's key, and what the map is called.
    """
    given = _checked_classes(shown["class"].to_numpy(), len(shown), colours, least=1)
    rows = _rows_of(zones, shown)
    of_zone = np.zeros(len(zones), dtype=int)
    of_zone[rows] = given
    chosen = [
        {
            "zone": int(row),
            "label": label,
            "kind": BY_SCORE,
            "mark": "",
            "reason": sentence,
            "filled": one,
        }
        for row, one, sentence, label in zip(
            rows, given, shown["told"], shown["label"], strict=True
        )
    ]
    return change_of(
        classes="".join(map(str, of_zone)),
        chosen=chosen,
        colours=colours,
        legend={**asdict(key), "signs": []},
    )


def change_of(
    *,
    classes: str,
    chosen: list[dict[str, Any]],
    colours: MapColours,
    legend: dict[str, Any],
) -> folium.FeatureGroup:
    """Make the change to these classes, a digit a zone, these marks and this key."""
    change = {
        "classes": classes,
        "chosen": chosen,
        "ramp": colours.ramp,
        "strong": colours.strong,
        "dark": {"ramp": colours.ramp_on_dark, "strong": colours.strong_on_dark},
        "legend": legend,
    }
    group = folium.FeatureGroup(name="change", control=False)
    group.add_child(Call("restyle", change, levels_to_map=2))
    return group


def _checked_classes(
    classes: ArrayLike, n_zones: int, colours: MapColours, *, least: int = 0
) -> list[int]:
    given = np.asarray(classes)
    most = min(len(colours.ramp), LARGEST_CLASS)
    if given.shape != (n_zones,):
        msg = f"classes must have one class a zone ({n_zones}). It has {given.shape}."
        raise TableError(msg)
    if n_zones and (given.min() < least or given.max() > most):
        msg = (
            f"classes must be from {least} to {most}, the colours of the ramp. They "
            f"are from {given.min()} to {given.max()}."
        )
        raise TableError(msg)
    return [int(one) for one in given]


def _chosen(
    zones: pd.DataFrame, selection: pd.DataFrame, reasons: Sequence[str]
) -> list[dict[str, Any]]:
    rows = _rows_of(zones, selection)
    texts = list(reasons) or [""] * len(selection)
    kinds, flags = selection["chosen_as"], address_flags.phrases(selection)
    return [
        {
            "zone": int(row),
            "label": str(number),
            # Zones that are really patrolled were not chosen here; they look alike.
            "kind": str(kind) or BY_SCORE,
            "mark": flag,
            "reason": reason,
        }
        for number, row, kind, flag, reason in zip(
            selection.get("number", range(1, len(selection) + 1)),
            rows,
            kinds,
            flags,
            texts,
            strict=True,
        )
    ]


def _rows_of(zones: pd.DataFrame, chosen: pd.DataFrame) -> NDArray[np.intp]:
    """Return the row of each chosen zone in the zones that were packed."""
    rows = pd.Index(zones["zone"]).get_indexer(pd.Index(chosen["zone"]))
    if (rows < 0).any():
        lost = chosen["zone"].to_numpy()[rows < 0][0]
        msg = f"selection has a zone that is not in zones: {lost}."
        raise TableError(msg)
    return np.asarray(rows)


def _signs(selection: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the key's rows: the kinds of sign that the map holds, and the mark."""
    held = set(selection["chosen_as"])
    signs = [
        {"kind": kind, "marked": False, "text": text}
        for kind, text in WHY_CHOSEN.items()
        if kind in held
    ]
    if "" in held:
        signs.append({"kind": BY_SCORE, "marked": False, "text": PATROLLED})
    if is_address(selection).any():
        marked = {"kind": BY_SCORE, "marked": True, "text": address_flags.ANY}
        signs.append(marked)
    return signs
