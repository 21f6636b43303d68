"""The street map that a reader may ask for: whose it is, and what asking gives away.

None is shown unless asked for: a browser that asks an outside server for tiles tells it
where the reader looks, and so where patrols may go.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from hotspots.errors import InputError

TILES, CREDIT = "HOTSPOTS_TILES", "HOTSPOTS_TILES_CREDIT"
OPENSTREETMAP = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
OSM_CREDIT = "© OpenStreetMap contributors"
PARTS = ("{z}", "{x}", "{y}")
ARCHIVE = ".pmtiles"

STATIC = Path(__file__).parents[3] / "static"

OUTSIDE = (
    "Your browser then asks {host} for pictures of the area you look at. Whoever runs "
    "or watches that server could learn where patrols may go."
)
HERE = "It comes from this server: nobody outside learns what you look at."


def street_tiles(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the street map on offer.

    Parameters
    ----------
    environment
        `HOTSPOTS_TILES`: the address of raster tiles with {z}, {x} and {y}, the address
        of a .pmtiles file, or the name of one in `static/`; OpenStreetMap where it is
        not set. `HOTSPOTS_TILES_CREDIT`: whom to credit for these.

    Returns
    -------
    dict
        `kind` (raster or pmtiles), `address`, `credit`, and `note`: what asking tells.

    Raises
    ------
    InputError
        If the address is neither.

    Examples
    --------
    >>> own = {"HOTSPOTS_TILES": "https://maps.example/{z}/{x}/{y}.png"}
    >>> street_tiles(own)["kind"]
    'raster'
    """
    asked = environment.get(TILES, "").strip()
    credit = environment.get(CREDIT, "").strip() or OSM_CREDIT
    if not asked:
        return _offer("raster", OPENSTREETMAP, OSM_CREDIT)
    if PurePosixPath(urlsplit(asked).path).suffix == ARCHIVE:
        return _offer("pmtiles", _archive(asked), credit)
    if _is_address(asked) and all(part in asked for part in PARTS):
        return _offer("raster", asked, credit)
    msg = (
        f"{TILES} must be the address of tiles, with {{z}}, {{x}} and {{y}} in it, or "
        f"a .pmtiles file. It is {asked!r}."
    )
    raise InputError(msg)


def _offer(kind: str, address: str, credit: str) -> dict[str, str]:
    host = urlsplit(address).hostname if _is_address(address) else ""
    note = OUTSIDE.format(host=host) if host else HERE
    return {"kind": kind, "address": address, "credit": credit, "note": note}


def _archive(asked: str) -> str:
    """Return the address of an archive, from the page that a map is drawn in."""
    if _is_address(asked):
        return asked
    file = (STATIC / asked).resolve()
    if not file.is_relative_to(STATIC.resolve()) or not file.is_file():
        msg = f"{TILES} names {asked!r}, which is not a file in static/. Put it there."
        raise InputError(msg)
    return f"../../app/static/{file.relative_to(STATIC.resolve()).as_posix()}"


def _is_address(text: str) -> bool:
    return urlsplit(text).scheme in ("http", "https")
