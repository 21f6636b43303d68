"""Settings to and from a page's address, so that a link carries them.

Only what differs from the defaults is written. A link never carries data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from hotspots.errors import InputError
from hotspots.settings import STRANDS, Settings
from hotspots.sources.harm_scales import harm_scale

# Keys of the widgets, of the visit's memory and of the address: one name for all three.
MONTHS = "months"
WIDTH = "width"
FLOOR = "floor"
PRISONS = "prisons"
STRAND = "strand"
START = "patrols-start"
BUFFER = "buffer"
RECORDING = "recording-changes"
PERIODS = ("before", "after")

# The names that data.police.uk itself gives the categories in addresses.
SLUGS = {
    "Anti-social behaviour": "anti-social-behaviour",
    "Bicycle theft": "bicycle-theft",
    "Burglary": "burglary",
    "Criminal damage and arson": "criminal-damage-arson",
    "Drugs": "drugs",
    "Other crime": "other-crime",
    "Other theft": "other-theft",
    "Possession of weapons": "possession-of-weapons",
    "Public order": "public-order",
    "Robbery": "robbery",
    "Shoplifting": "shoplifting",
    "Theft from the person": "theft-from-the-person",
    "Vehicle crime": "vehicle-crime",
    "Violence and sexual offences": "violent-crime",
}
CATEGORY_OF = {slug: category for category, slug in SLUGS.items()}
# Letters that an address keeps as they are.
BETWEEN = "_"
BEFORE_WEIGHT = "-"


# What the widgets can show; a link that asks for more is told so.
ZONES_BOUNDS = (1, 500)
FLOOR_BOUNDS = (0, 20)


def zones_key(strand: str) -> str:
    """Return the key of a strand's number of zones."""
    return f"{strand}-zones"


def share_key(strand: str) -> str:
    """Return the key of a strand's harm share."""
    return f"{strand}-harm-share"


def scale_key(strand: str) -> str:
    """Return the key of a strand's harm scale."""
    return f"{strand}-harm-scale"


def counts_key(strand: str) -> str:
    """Return the key of the categories that a strand counts."""
    return f"{strand}-counts"


def weights_key(strand: str) -> str:
    """Return the key of the weights that replace those of a strand's scale."""
    return f"{strand}-weights"


def to_link(settings: Settings) -> dict[str, str]:
    """Write settings as the names and values of an address.

    Examples
    --------
    >>> to_link(Settings(floor=2).with_strand("asb", n_zones=30))
    {'floor': '2', 'asb-zones': '30'}
    >>> to_link(Settings().with_strand("violence", weights=(("Robbery", 500),)))
    {'violence-weights': 'robbery-500'}
    """
    plain = Settings()
    return {
        item.name: item.write(settings)
        for item in ITEMS
        if item.write(settings) != item.write(plain)
    }


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
    for item in ITEMS:
        if item.name not in address:
            continue
        text = address[item.name]
        try:
            settings = item.read(settings, text)
        except InputError as error:
            problems.append(f"The link cannot be used whole: {error}")
        except (ValueError, KeyError):
            problems.append(
                f"The link sets {item.name} to “{text}”, which cannot be used."
            )
    return settings, problems


@dataclass(frozen=True)
class _Item:
    """One setting in an address: its name, how it is written and how it is read."""

    name: str
    write: Callable[[Settings], str]
    read: Callable[[Settings, str], Settings]


def _read_months(settings: Settings, text: str) -> Settings:
    first, last = text.split(":")
    return replace(settings, first_month=first, last_month=last)


def _period_item(name: str) -> _Item:
    first, last = f"{name}_first", f"{name}_last"

    def write(settings: Settings) -> str:
        return f"{getattr(settings, first)}:{getattr(settings, last)}"

    def read(settings: Settings, text: str) -> Settings:
        from_month, to_month = text.split(":")
        return replace(settings, **{first: from_month, last: to_month})  # type: ignore[arg-type]

    return _Item(name, write, read)


def _within(value: int, bounds: tuple[int, int], what: str) -> int:
    least, most = bounds
    if not least <= value <= most:
        msg = f"the {what} must be from {least} to {most}, not {value}."
        raise InputError(msg)
    return value


def _read_scale(settings: Settings, strand: str, text: str) -> Settings:
    harm_scale(text)
    return settings.with_strand(strand, harm_scale=text)


def _categories_as_text(categories: tuple[str, ...]) -> str:
    return BETWEEN.join(SLUGS.get(category, category) for category in categories)


def _categories(text: str) -> tuple[str, ...]:
    # A category named twice would be counted once and weighed twice.
    return tuple(dict.fromkeys(CATEGORY_OF[slug] for slug in text.split(BETWEEN)))


def _weights_as_text(weights: tuple[tuple[str, float], ...]) -> str:
    return BETWEEN.join(
        f"{SLUGS.get(category, category)}{BEFORE_WEIGHT}{_plain(weight)}"
        for category, weight in weights
    )


def _plain(weight: float) -> str:
    """Write a weight with no more than its three decimals, and no exponent."""
    return f"{weight:.3f}".rstrip("0").rstrip(".")


def _weights(text: str) -> tuple[tuple[str, float], ...]:
    parts = [part.rpartition(BEFORE_WEIGHT) for part in text.split(BETWEEN)]
    weights = {CATEGORY_OF[slug]: float(weight) for slug, _, weight in parts}
    return tuple(weights.items())


def _items_of(strand: str) -> tuple[_Item, ...]:
    return (
        _Item(
            zones_key(strand),
            lambda settings: str(settings.strand(strand).n_zones),
            lambda settings, text: settings.with_strand(
                strand, n_zones=_within(int(text), ZONES_BOUNDS, "number of zones")
            ),
        ),
        _Item(
            counts_key(strand),
            lambda settings: _categories_as_text(settings.strand(strand).categories),
            lambda settings, text: settings.with_strand(
                strand, categories=_categories(text)
            ),
        ),
        _Item(
            share_key(strand),
            lambda settings: f"{settings.strand(strand).harm_share:g}",
            lambda settings, text: settings.with_strand(strand, harm_share=float(text)),
        ),
        _Item(
            scale_key(strand),
            lambda settings: settings.strand(strand).harm_scale,
            lambda settings, text: _read_scale(settings, strand, text),
        ),
        _Item(
            weights_key(strand),
            lambda settings: _weights_as_text(settings.strand(strand).weights),
            lambda settings, text: settings.with_strand(strand, weights=_weights(text)),
        ),
    )


ITEMS = (
    _Item(
        MONTHS,
        lambda settings: f"{settings.first_month}:{settings.last_month}",
        _read_months,
    ),
    _Item(
        WIDTH,
        lambda settings: str(settings.zone_width_m),
        lambda settings, text: replace(settings, zone_width_m=int(text)),
    ),
    _Item(
        FLOOR,
        lambda settings: str(settings.floor),
        lambda settings, text: replace(
            settings, floor=_within(int(text), FLOOR_BOUNDS, "floor")
        ),
    ),
    _Item(
        PRISONS,
        lambda settings: "yes" if settings.include_prisons else "no",
        lambda settings, text: replace(
            settings, include_prisons={"yes": True, "no": False}[text]
        ),
    ),
    _Item(
        START,
        lambda settings: settings.patrols_start,
        lambda settings, text: replace(settings, patrols_start=text),
    ),
    *(_period_item(name) for name in PERIODS),
    _Item(
        RECORDING,
        lambda settings: BETWEEN.join(settings.recording_changes),
        lambda settings, text: replace(
            settings, recording_changes=tuple(text.split(BETWEEN))
        ),
    ),
    _Item(
        BUFFER,
        lambda settings: str(settings.buffer_width_m),
        lambda settings, text: replace(settings, buffer_width_m=int(text)),
    ),
    *(item for strand in STRANDS for item in _items_of(strand)),
)
