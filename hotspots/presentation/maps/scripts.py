"""Calls of the map's own scripts, and where a browser finds them: on this server."""

from __future__ import annotations

import json
from typing import Any

import folium
from branca.element import MacroElement
from folium.template import Template

from hotspots.presentation.maps import assets

# Relative to the page that streamlit-folium draws a map in, so that addresses also hold
# under a base path.
STATIC = "../../app/static"


def _local(files: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, f"{STATIC}/{address}") for name, address in files.items()]


# Every map that folium makes in this process loads these and nothing from outside.
folium.Map.default_js = _local(assets.scripts())
folium.Map.default_css = _local(assets.styles())


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
