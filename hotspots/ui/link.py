"""Settings to and from a page's address, so that a link carries them.

Only what differs from the defaults is written. A link never carries data.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hotspots.errors import InputError
from hotspots.settings import Setting, Settings, each_setting
from hotspots.settings.kinds_of_strand import Scale
from hotspots.sources.harm_scales import harm_scale
from hotspots.texts import clean

# So much of what cannot be used says which it is, and of an error what is wrong.
_MOST_LETTERS, _MOST_OF_ERROR = 60, 500
# The strand shown: a choice of the visit, and no setting.
STRAND = "strand"
# Says that the link was made with data of the visitor's own, which it lacks.
DATA, OWN = "data", "own"


def to_link(settings: Settings) -> dict[str, str]:
    """Write settings as the names and values of an address.

    Examples
    --------
    >>> to_link(Settings(floor=2).with_strand("asb", n_zones=30))
    {'floor': '2', 'asb-zones': '30'}
    >>> to_link(Settings().with_strand("violence", weights=(("Robbery", 500),)))
    {'violence-weights': 'robbery-500'}
    """
    plain, written = settings.usual, {}
    for each, strand in each_setting(settings.strands):
        value, usual = (each.value_in(of, strand) for of in (settings, plain))
        if each.key and value != usual:
            written[each.key_of(strand)] = each.kind.to_text(value)
    return written


def from_link(
    address: Mapping[str, str], usual: Settings | None = None
) -> tuple[Settings, list[str]]:
    """Read settings from an address.

    Parameters
    ----------
    address
        Names and values; names that are none of ours are left alone.
    usual
        Settings that hold where the address sets nothing; those of the software's own
        strands if none are given.

    Returns
    -------
    tuple
        The settings, and a sentence for each value that cannot be used; its setting
        keeps the default.

    Examples
    --------
    >>> settings, problems = from_link({"width": "500", "floor": "many"})
    >>> settings.zone_width_m, problems
    (500, ['The link sets floor to “many”, which cannot be used.'])
    """
    usual = usual or Settings()
    settings, problems = usual, []
    for each, strand in each_setting(settings.strands):
        name = each.key_of(strand)
        if not each.key or name not in address:
            continue
        text = address[name]
        try:
            settings = each.put(settings, _read(each, text), strand)
        except InputError as error:
            said = clean(error, most=_MOST_OF_ERROR)
            problems.append(f"Part of the link cannot be used: {said}")
        except (ValueError, KeyError):
            said = clean(text, most=_MOST_LETTERS)
            problems.append(f"The link sets {name} to “{said}”, which cannot be used.")
    return settings, problems


def _read(each: Setting, text: str) -> Any:  # noqa: ANN401
    value = each.kind.from_text(text, each.what)
    if isinstance(each.kind, Scale):
        # A link cannot carry a scale of the user's own.
        harm_scale(value)
    return value
