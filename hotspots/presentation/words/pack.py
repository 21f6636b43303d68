"""The words of the briefing page: what each picture is, and what the pack holds."""

from __future__ import annotations

PICTURES = {
    "zones": "Where the hotspots are",
    "districts": "Every district",
    "change": "What changed",
    "before-after": "Before and after",
    "figures": "The figures",
    "trend": "Month by month",
}
SIZES = {
    "newsletter": "Newsletter (1200 wide)",
    "social": "Social (1080 x 1080)",
    "slide": "Slide (1920 x 1080)",
    "print": "Print (SVG and PDF)",
}
NO_PICTURES = (
    "The districts of these data are not built in, so there is no county to draw. Load "
    "their boundaries on the data page."
)
NO_CHANGE = (
    "Pictures of what changed are missing: these months give no two periods to "
    "compare, or the zones were chosen on the months being judged."
)
PACK = (
    "Everything at once, for both strands: each picture in every size, the words, the "
    "figures, a page to print on two sides of A4, and the settings that make it again."
)
