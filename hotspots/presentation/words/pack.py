"""The words of the briefing page: what each picture is, and what the pack holds."""

from __future__ import annotations

from collections.abc import Mapping

from hotspots.presentation.words.numbers import listed

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
# Why a picture is left out.
NO_OUTLINES, START_NOT_KNOWN, NOT_COMPARED = "outlines", "start", "periods"
CHOSEN_ON_AFTER, MONTHS_HIDDEN = "chosen on after", "months hidden"
WITHHELD = "withheld"
LEFT_OUT = {
    NO_OUTLINES: (
        "the outlines of these districts are not built in. Give your own boundaries "
        "(the data page, or --districts), and they are drawn."
    ),
    START_NOT_KNOWN: (
        "nobody has said when patrols began here. Say so on the Patrol outcomes page, "
        "or in the settings."
    ),
    NOT_COMPARED: "these months give no two periods to compare. Load more months.",
    CHOSEN_ON_AFTER: (
        "the zones were chosen on months that are also compared. Choose zones on "
        "earlier months."
    ),
    MONTHS_HIDDEN: "no month's count may be published.",
    WITHHELD: (
        "zones that overlap, or whose patrols began in different months, have counts "
        "that do not add up, and a strand that counts incidents of another one tells "
        "of its counts, so small ones cannot be hidden safely. Publish with nothing "
        "hidden or rounded, compare all zones over the same months, or give strands "
        "that share no incidents."
    ),
}
WHERE_RULES_ARE = "Change the rules on the Choose zones page"
PACK = (
    "The pack holds everything for every strand (patrol programme): each picture in "
    "every size, the words, the figures and a page to print on two sides of A4. Its "
    "folder “private” is not for publication: it holds a page for the panel, with "
    "each zone's street, rank and reason and what the promise to each district "
    "costs, and the settings, which make the same pack again. Take that folder out "
    "before you pass the pack on."
)


def left_out_sentences(lacking: Mapping[str, str]) -> list[str]:
    """Say which pictures are left out, and why: a sentence a reason.

    Parameters
    ----------
    lacking
        By kind of picture, one of the reasons in `LEFT_OUT`.

    Examples
    --------
    >>> left_out_sentences({"trend": MONTHS_HIDDEN})
    ["Left out (month by month): no month's count may be published."]
    """
    by_reason: dict[str, list[str]] = {}
    for kind, name in PICTURES.items():
        if kind not in lacking:
            continue
        why = lacking[kind]
        by_reason.setdefault(why, []).append(name[:1].lower() + name[1:])
    return [
        f"Left out ({listed(names)}): {LEFT_OUT[why]}"
        for why, names in by_reason.items()
    ]
