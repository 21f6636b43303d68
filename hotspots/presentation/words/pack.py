"""The words of the briefing page: what each picture is, and what the pack holds."""

from __future__ import annotations

PICTURES = {
    "zones": "Where the hotspots are",
    "districts": "Every district",
    "change": "How each hotspot changed",
    "before-after": "Before and after",
    "figures": "In numbers",
    "trend": "Month by month",
}
SIZES = {
    "newsletter": "Newsletter (1200 wide)",
    "social": "Social (1080 x 1080)",
    "slide": "Slide (1920 x 1080)",
    "print": "Print (SVG and PDF)",
}
NO_PICTURES = (
    "The boundaries of these districts are not built in, so no map can be drawn. Load "
    "boundaries on the data page."
)
NO_CHANGE = (
    "There are no pictures of what changed: either these months give no two periods to "
    "compare, or the zones were chosen on months that are also compared."
)
PACK = (
    "The pack holds everything for both strands: each picture in every size, the "
    "words, the figures, a page to print on two sides of A4, and the settings, which "
    "make the same pack again."
)
