"""The scripts and styles of a map: which files of `static`, in the order they load."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

SCRIPTS = (
    "theme",
    "unpack",
    "placing",
    "numbers",
    "streets",
    "zone_canvas",
    "signs",
    "tiles",
    "frame",
    "zone_map",
)
OWN = Path(__file__).parents[3] / "static" / "hotspots"


def scripts() -> dict[str, str]:
    """Return each script's name and its address in the folder that Streamlit serves.

    Ours end in their contents' hash: browsers keep files for days, and an old script
    must not meet a new page.
    """
    own = {name: f"hotspots/{name}.js?v={_version()}" for name in SCRIPTS}
    return {"leaflet": "vendor/leaflet/leaflet.js", **own}


def styles() -> dict[str, str]:
    """Return the same of the styles."""
    return {
        "leaflet_css": "vendor/leaflet/leaflet.css",
        "zone_map_css": f"hotspots/zone_map.css?v={_version()}",
    }


@functools.cache
def _version() -> str:
    contents = b"".join(file.read_bytes() for file in sorted(OWN.glob("*.[cj]s*")))
    return hashlib.sha256(contents).hexdigest()[:12]
