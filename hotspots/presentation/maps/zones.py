"""Zones, districts and the chosen zones into a folium map that needs no internet.

The map's script is constant for given zones: `pack_zones` puts shapes and names into
one short text, which `static/hotspots` draws. All that a changed weight changes
(classes, chosen zones, key) is in `restyle`, so the map keeps its view and little is
sent.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import folium
import numpy as np
import pandas as pd
from branca.element import MacroElement
from folium.template import Template
from numpy.typing import ArrayLike, NDArray

from hotspots.errors import TableError
from hotspots.method.choosing.selection import CHOSEN_BY_FLOOR, CHOSEN_BY_SCORE
from hotspots.presentation.colours import readable_on
from hotspots.presentation.maps import shapes as map_shapes
from hotspots.presentation.words import address_flags
from hotspots.tables import SELECTION, ZONES, check

if TYPE_CHECKING:
    from hotspots.presentation.colours import MapColours
    from hotspots.sources.shapes.boundaries import Districts

SCRIPTS = ("unpack", "zone_canvas", "placing", "signs", "frame", "zone_map")


def _local_assets() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the scripts and styles of a map, each with its address.

    Addresses are relative to the page that streamlit-folium draws the map in, so that
    they also hold under a base path. Ours end in their contents' hash: browsers keep
    files for days, and an old script must not meet a new page.
    """
    static = "../../app/static"
    own = Path(__file__).parents[3] / "static" / "hotspots"
    contents = b"".join(file.read_bytes() for file in sorted(own.glob("*.[cj]s*")))
    version = hashlib.sha256(contents).hexdigest()[:12]
    scripts = [("leaflet", f"{static}/vendor/leaflet/leaflet.js")]
    scripts += [(name, f"{static}/hotspots/{name}.js?v={version}") for name in SCRIPTS]
    styles = [
        ("leaflet_css", f"{static}/vendor/leaflet/leaflet.css"),
        ("zone_map_css", f"{static}/hotspots/zone_map.css?v={version}"),
    ]
    return scripts, styles


# Every map that folium makes in this process loads these and nothing from outside.
folium.Map.default_js, folium.Map.default_css = _local_assets()

# In short; data/README.md has the statements in full.
BUILT_IN_CREDIT = (
    "Districts: postcode data © Crown copyright, Royal Mail and ONS (OGL 3.0); "
    "land © OpenStreetMap contributors (ODbL)."
)

MOVED = "Numbers that would overlap are moved apart. Zoom in to see exact places."

KEY_TO_SIGNS = {
    CHOSEN_BY_SCORE: "Chosen for its score",
    CHOSEN_BY_FLOOR: "Chosen so that its district has one",
    "pinned": "Pinned by hand",
}

CLOSEST_ZOOM = 16
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
        What the ramp's ends mean.
    """

    title: str
    note: str = ""
    label: str = "Map of zones"
    low: str = "Lower score"
    high: str = "Higher score"


class _Script(MacroElement):
    """One call of a function of the map's own script, first of all with the map."""

    _template = Template(
        "{% macro script(this, kwargs) %}{{ this.call() }}{% endmacro %}"
    )

    def __init__(self, function: str, literal: str, *, levels_to_map: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Script"
        self._function = function
        self._literal = literal
        self._levels_to_map = levels_to_map

    def call(self) -> str:
        the_map: Any = self
        for _ in range(self._levels_to_map):
            the_map = the_map._parent
        return f"HotspotsMap.{self._function}({the_map.get_name()},{self._literal});"


def pack_zones(
    zones: pd.DataFrame,
    *,
    districts: Districts,
    hexagon_width_m: float = 0,
    polygons: NDArray[np.object_] | None = None,
    incidents_credit: str = "",
) -> str:
    """Put all that is constant on a map into one short text.

    Parameters
    ----------
    zones
        The zones table; its order is the order of `classes` in `restyle`.
    districts
        Names and polygons (EPSG:27700) of the districts.
    hexagon_width_m
        Width of the zones across their flats in metres, if they are hexagons.
    polygons
        The zones' polygons (EPSG:27700) in the order of `zones`, if they are not.
    incidents_credit
        Whose incidents the map shows; whose districts is in `districts`.

    Returns
    -------
    str
        Base 64 of deflated JSON, for `zone_map`. Worth keeping: making it takes as
        long as drawing it.
    """
    check(zones, ZONES)
    codes, names = pd.factorize(zones["district"].astype("str"))
    shapes = (
        map_shapes.stamps(
            zones["easting"].to_numpy(dtype=float),
            zones["northing"].to_numpy(dtype=float),
            width_m=hexagon_width_m,
        )
        if polygons is None
        else map_shapes.outlines(polygons)
    )
    content = {
        **shapes,
        "names": zones["name"].astype("str").to_list(),
        "zone_districts": codes.tolist(),
        "district_names": list(names),
        "districts": map_shapes.named_outlines(districts.names, districts.polygons),
        "attribution": f"{_districts_credit(districts)} {incidents_credit}".strip(),
    }
    packed = json.dumps(content, separators=(",", ":")).encode()
    return base64.b64encode(zlib.compress(packed, level=9)).decode()


def zone_map(packed: str, *, group: str = "") -> folium.Map:
    """Make the map of these zones; it is the same for the same zones.

    Parameters
    ----------
    packed
        What `pack_zones` gave.
    group
        Maps of one group on a page are panned and zoomed together; none if empty.
    """
    drawn = folium.Map(
        tiles=None,
        zoom_start=9,
        max_zoom=CLOSEST_ZOOM,
        zoom_snap=0.1,
        location=[52.0, -1.0],
    )
    drawn.add_child(_Script("create", js_literal(packed), levels_to_map=1))
    if group:
        drawn.add_child(_Script("join", js_literal(group), levels_to_map=1))
    return drawn


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
        The selection table. Its rows are numbered from 1 on the map, as in a list.
    classes
        For each zone 0 (not shown), or which colour of the ramp, from 1.
    colours
        Colours of classes and signs.
    key
        Words of the map's key, and what the map is called.
    reasons
        For each chosen zone the sentence that its tooltip tells; may be left out.
    """
    check(selection, SELECTION)
    moved = MOVED if len(selection) else ""
    return _change(
        classes="".join(map(str, _checked_classes(classes, len(zones), colours))),
        chosen=_chosen(zones, selection, reasons),
        colours=colours,
        legend={**asdict(key), "signs": _signs(selection), "moved": moved},
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
            "kind": CHOSEN_BY_SCORE,
            "mark": "",
            "reason": sentence,
            "fill": colours.ramp[one - 1],
            "ink": readable_on(colours.ramp[one - 1]),
        }
        for row, one, sentence, label in zip(
            rows, given, shown["told"], shown["label"], strict=True
        )
    ]
    return _change(
        classes="".join(map(str, of_zone)),
        chosen=chosen,
        colours=colours,
        legend={**asdict(key), "signs": [], "moved": MOVED},
    )


def _change(
    *,
    classes: str,
    chosen: list[dict[str, Any]],
    colours: MapColours,
    legend: dict[str, Any],
) -> folium.FeatureGroup:
    change = {
        "classes": classes,
        "chosen": chosen,
        "ramp": colours.ramp,
        "strong": colours.strong,
        "legend": legend,
    }
    group = folium.FeatureGroup(name="change", control=False)
    group.add_child(_Script("restyle", js_literal(change), levels_to_map=2))
    return group


def js_literal(value: object) -> str:
    r"""Write a value as a JavaScript literal that cannot leave its script.

    Notes
    -----
    Besides what ends a script or begins HTML or a template literal, three more are
    escaped. branca reads finished scripts as Jinja templates, so `{{` in a street's
    name would run on the server. streamlit-folium takes two maps for one if they differ
    only after an underscore, and strips `{{'...'}}`.

    Examples
    --------
    >>> print(js_literal(["</script>", "a_b", "{{ 7 * 7 }}"]))
    ["\u003c/script\u003e","a\u005fb","{\u007b 7 * 7 }}"]
    """
    literal = json.dumps(value, separators=(",", ":"), ensure_ascii=True)
    for letter in "<>&'`_":
        literal = literal.replace(letter, f"\\u{ord(letter):04x}")
    # Compact JSON holds none of these pairs outside its strings.
    for letter in "{%#":
        literal = literal.replace("{" + letter, f"{{\\u{ord(letter):04x}")
    return literal


def _districts_credit(districts: Districts) -> str:
    if not districts.names:
        return ""
    # Only a user's own polygons replace the names of LSOAs.
    if not districts.replaces_lsoa_names:
        return BUILT_IN_CREDIT
    return f"{districts.attribution.rstrip('.')}."


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
    told = list(reasons) or [""] * len(selection)
    kinds, flags = selection["chosen_as"], address_flags.phrases(selection)
    return [
        {
            "zone": int(row),
            "label": str(number),
            "kind": str(kind),
            "mark": flag,
            "reason": reason,
        }
        for number, (row, kind, flag, reason) in enumerate(
            zip(rows, kinds, flags, told, strict=True), start=1
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
        for kind, text in KEY_TO_SIGNS.items()
        if kind in held
    ]
    if text := address_flags.held(selection):
        marked = {"kind": CHOSEN_BY_SCORE, "marked": True, "text": text.capitalize()}
        signs.append(marked)
    return signs
