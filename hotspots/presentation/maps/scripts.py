"""Calls of the map's own scripts, and where a browser finds them: on this server."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import folium
from branca.element import MacroElement
from folium.template import Template

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


class Call(MacroElement):
    """One call of a function of the map's own script, first of all with the map."""

    _template = Template(
        "{% macro script(this, kwargs) %}{{ this.call() }}{% endmacro %}"
    )

    def __init__(self, function: str, given: object, *, levels_to_map: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Script"
        self._function = function
        self._literal = js_literal(given)
        self._levels_to_map = levels_to_map

    def call(self) -> str:
        """Write the call."""
        the_map: Any = self
        for _ in range(self._levels_to_map):
            the_map = the_map._parent
        return f"HotspotsMap.{self._function}({the_map.get_name()},{self._literal});"


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
