"""The colours of maps, charts and pictures, and how far apart two colours are.

Ramps go from light to dark in even steps, so that they can be told apart in grey and
by colour-blind readers; blue, and orange to red, are the pair that all common kinds of
colour blindness keep apart, so the first two strands have them.
"""

from __future__ import annotations

from dataclasses import dataclass

from hotspots.settings import Strand

# The least contrast of text with its ground, and of a sign with its ground:
# Web Content Accessibility Guidelines 2.2, criteria 1.4.3 and 1.4.11.
LEAST_TEXT_CONTRAST = 4.5
LEAST_SIGN_CONTRAST = 3.0

WHITE = "#ffffff"
# What charts draw besides a strand's own colours, each a sign on white.
INK = "#1b222b"
STEEL = "#4f6d8f"
PALE = "#7d8a98"
WARNING = "#b3410e"
GRID = "#e3e8ed"
BAND = "#d5dde6"
# From none to most, even in lightness, so that it reads in grey too.
SHADES = ("#f3f6f8", "#b7d3e0", "#6fa3bf", "#2f6f97", "#0c3a62")


@dataclass(frozen=True)
class MapColours:
    """The colours of one map.

    Attributes
    ----------
    ramp
        The colour of class 1, class 2 and so on, as #rrggbb.
    strong
        The colour of chosen zones' signs and outlines; white text is readable on it.
    ramp_on_dark, strong_on_dark
        The same on the dark ground of a dark page: there more is lighter.
    """

    ramp: tuple[str, ...]
    strong: str
    ramp_on_dark: tuple[str, ...]
    strong_on_dark: str


# By the name that a file of strands calls them; a strand without a name takes its turn.
MAP_COLOURS: dict[str, MapColours] = {
    "blue": MapColours(
        ramp=("#d5f2f3", "#a0dae0", "#63b6c9", "#368bad", "#175e87"),
        strong="#0c3a62",
        ramp_on_dark=("#1d4a5c", "#2a6d84", "#4497ac", "#7fc5d3", "#c8eff2"),
        strong_on_dark="#d3ecff",
    ),
    "orange": MapColours(
        ramp=("#fae4c7", "#fcbb82", "#ef8448", "#cc502e", "#972622"),
        strong="#71151d",
        ramp_on_dark=("#572a1c", "#8f4326", "#cb6733", "#f29f64", "#fcd6ae"),
        strong_on_dark="#ffe0c9",
    ),
    "purple": MapColours(
        ramp=("#ece4f5", "#cdb7e6", "#a884cf", "#8154b0", "#5b2c8c"),
        strong="#3b1463",
        ramp_on_dark=("#3d2d57", "#60458a", "#8763b6", "#b292de", "#e0d1f5"),
        strong_on_dark="#eaddff",
    ),
    "green": MapColours(
        ramp=("#dff2dc", "#afdca9", "#71bb73", "#3b9350", "#1a6a37"),
        strong="#0b4421",
        ramp_on_dark=("#204630", "#2f6a40", "#459455", "#80c183", "#c8ecc3"),
        strong_on_dark="#d9f5d2",
    ),
    "grey": MapColours(
        ramp=("#e6e8ea", "#c2c7cc", "#979fa7", "#6b747d", "#454d55"),
        strong="#262c32",
        ramp_on_dark=("#3d4751", "#5c6772", "#828d97", "#afb8c0", "#dfe4e8"),
        strong_on_dark="#eef1f4",
    ),
}


def colours_of(strand: Strand) -> MapColours:
    """Return the colours of a strand's maps.

    Examples
    --------
    >>> from hotspots.settings import Settings
    >>> colours_of(Settings().strand("asb")) is MAP_COLOURS["blue"]
    True
    """
    named = MAP_COLOURS.get(strand.definition.colours)
    if named is not None:
        return named
    every = list(MAP_COLOURS.values())
    # The same colours for the same strand, whatever others there are.
    return every[sum(strand.definition.name.encode()) % len(every)]


# What charts draw, and what that is on a dark page, where more is lighter.
CHARTS_ON_DARK: dict[str, str] = {
    WHITE: "#12181f",
    INK: "#eef2f6",
    # Vega's own: of texts, ticks and frames that name no colour.
    "#000": "#eef2f6",
    "#888": "#8793a0",
    "#ddd": "#2b3641",
    STEEL: "#93b4d8",
    PALE: "#93a0ae",
    WARNING: "#f5a078",
    GRID: "#2b3641",
    BAND: "#3b4957",
    **dict(zip(SHADES, ("#1d2833", "#27495f", "#36698b", "#5097bd"), strict=False)),
    **{
        colour: colours.ramp_on_dark[-2]
        for colours in MAP_COLOURS.values()
        for colour in (colours.strong, colours.ramp[-1])
    },
}


# Blue for fewer, pale for about as many, red for more: colour-blind readers can tell
# the two ends apart, and the list gives the change in figures.
CHANGE_COLOURS = MapColours(
    ramp=("#175e87", "#8cc3dd", "#eef0f2", "#f2b27d", "#972622"),
    strong="#3a4653",
    ramp_on_dark=("#8ccbf5", "#35698f", "#4d5865", "#96602f", "#f7a06c"),
    strong_on_dark="#dfe6ed",
)


# Chosen zones stand out from the ground, the zones that they are compared with less.
GROUP_COLOURS = MapColours(
    ramp=("#3a4653", "#f0c75e"),
    strong="#3a4653",
    ramp_on_dark=("#dfe6ed", "#a17c1d"),
    strong_on_dark="#dfe6ed",
)


def readable_on(ground: str) -> str:
    """Return the ink, dark or white, that is read better on this ground.

    Examples
    --------
    >>> readable_on("#175e87"), readable_on("#eef0f2")
    ('#ffffff', '#1b222b')
    """
    return max(WHITE, INK, key=lambda ink: contrast(ink, ground))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 (none) to 21 (black on white).

    Parameters
    ----------
    one, other
        Colours as #rrggbb.

    Notes
    -----
    The ratio of relative luminances of the Web Content Accessibility Guidelines 2.2.

    Examples
    --------
    >>> contrast("#000000", "#ffffff")
    21.0
    >>> round(contrast("#767676", "#ffffff"), 2)
    4.54
    """
    dark, light = sorted([_luminance(one), _luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (
        _linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
