"""What the home page says: where to go from here, and what it cannot tell."""

from __future__ import annotations

from hotspots.months import Period
from hotspots.presentation.words.months_told import period

# Each of the app's readers has a door: the question, and the page that answers it.
DOORS = {
    "Data": "Load your own data",
    "Choose zones": "See which zones are in, and why",
    "Briefing": "Take a picture and two sentences",
}

NOT_PUBLIC = "This page is not part of the public site. The home page has the figures."

BY_SCORE = "Zones are in the order of their scores: 1 has the highest."
AS_LISTED = "Zones are in the order of the file loaded."


def overlap(chosen_on: Period) -> str:
    """Say that nothing can be said of the change in these zones, and why."""
    return (
        f"These zones were chosen on {period(chosen_on)}, and some of the same months "
        f"are compared, so nothing here shows what patrols changed."
    )
