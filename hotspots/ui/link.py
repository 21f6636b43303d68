"""Settings to and from a page's address, so that a link carries them.

Only what differs from the defaults is written. A link never carries data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hotspots.errors import InputError
from hotspots.method.harm import harm_scale
from hotspots.settings import STRANDS, Settings

# Keys of the widgets, of the visit's memory and of the address: one name for all three.
MONTHS = "months"
WIDTH = "width"
FLOOR = "floor"
PRISONS = "prisons"
STRAND = "strand"


def zones_key(strand: str) -> str:
    """Return the key of a strand's number of zones."""
    return f"{strand}-zones"


def share_key(strand: str) -> str:
    """Return the key of a strand's harm share."""
    return f"{strand}-harm-share"


def scale_key(strand: str) -> str:
    """Return the key of a strand's harm scale."""
    return f"{strand}-harm-scale"


def to_link(settings: Settings) -> dict[str, str]:
    """Write settings as the names and values of an address.

    Examples
    --------
    >>> to_link(Settings(floor=2).with_strand("asb", n_zones=30))
    {'floor': '2', 'asb-zones': '30'}
    """
    written, plain = _texts(settings), _texts(Settings())
    return {name: text for name, text in written.items() if text != plain[name]}


def from_link(address: Mapping[str, str]) -> tuple[Settings, list[str]]:
    """Read settings from an address.

    Parameters
    ----------
    address
        Names and values; names that are none of ours are left alone.

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
    settings, problems = Settings(), []
    for name in _texts(settings):
        if name not in address:
            continue
        try:
            settings = _with(settings, name, address[name])
        except InputError as error:
            problems.append(f"The link cannot be used whole: {error}")
        except (ValueError, KeyError):
            problems.append(
                f"The link sets {name} to “{address[name]}”, which cannot be used."
            )
    return settings, problems


def _texts(settings: Settings) -> dict[str, str]:
    texts = {
        MONTHS: f"{settings.first_month}:{settings.last_month}",
        WIDTH: str(settings.zone_width_m),
        FLOOR: str(settings.floor),
        PRISONS: "yes" if settings.include_prisons else "no",
    }
    for name in STRANDS:
        strand = settings.strand(name)
        texts[zones_key(name)] = str(strand.n_zones)
        texts[share_key(name)] = f"{strand.harm_share:g}"
        texts[scale_key(name)] = strand.harm_scale
    return texts


def _with(settings: Settings, name: str, text: str) -> Settings:
    if name == MONTHS:
        first, last = text.split(":")
        return replace(settings, first_month=first, last_month=last)
    if name == WIDTH:
        return replace(settings, zone_width_m=int(text))
    if name == FLOOR:
        return replace(settings, floor=int(text))
    if name == PRISONS:
        return replace(settings, include_prisons={"yes": True, "no": False}[text])
    strand = next(known for known in STRANDS if name.startswith(known))
    if name == zones_key(strand):
        return settings.with_strand(strand, n_zones=int(text))
    if name == share_key(strand):
        return settings.with_strand(strand, harm_share=float(text))
    harm_scale(text)
    return settings.with_strand(strand, harm_scale=text)
