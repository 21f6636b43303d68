"""The words of a newsletter picture: true on their own, wherever the picture goes."""

from __future__ import annotations

from collections.abc import Sequence

from hotspots.method.summary import SelectionSummary
from hotspots.presentation import wording
from hotspots.presentation.disclosure import Policy, settings_explained
from hotspots.presentation.picture_frame import PictureWords
from hotspots.settings import Settings
from hotspots.sources.areas import KENT_DISTRICTS

# "Hotspot" is the public's word for a chosen zone; code and tables never use it.
PUBLIC_NAMES = {"asb": "antisocial behaviour", "violence": "violence"}
SYNTHETIC = "Synthetic data: made up, says nothing about real places or patrols"
NO_DISTRICTS = (
    "The districts of these data are not built in, so there is no county to draw. Load "
    "their boundaries on the data page."
)
SOURCE = (
    "Incidents: data.police.uk (Open Government Licence 3.0). Districts: © Crown "
    "copyright, Royal Mail and ONS; land © OpenStreetMap contributors (ODbL)."
)
SYNTHETIC_SOURCE = (
    "Incidents: made up. Districts: © Crown copyright, Royal Mail and ONS; land © "
    "OpenStreetMap contributors (ODbL)."
)


def picture_words(
    summary: SelectionSummary,
    *,
    strand: str,
    settings: Settings,
    area: Sequence[str],
    is_synthetic: bool,
) -> PictureWords:
    """Write a county picture's words.

    Parameters
    ----------
    summary
        Totals of the selection.
    strand, settings
        What was chosen and on which months.
    area
        Every district of the area.
    is_synthetic
        Whether any of the incidents are made up.
    """
    whose = "Kent's " if set(area) == set(KENT_DISTRICTS.values()) else ""
    hotspots = wording.counted(summary.n_zones, f"{PUBLIC_NAMES[strand]} hotspot")
    title = f"{whose}{hotspots}"
    span = wording.months(settings.first_month, settings.last_month)
    districts = wording.counted(summary.n_districts, "district")
    promise = f", at least one in each of {districts}"
    every = summary.n_districts == len(area)
    moved = "; dots that would overlap are moved apart"
    return PictureWords(
        title=title[0].upper() + title[1:],
        subtitle=f"Chosen on {span}{promise if every else ''}",
        source=SYNTHETIC_SOURCE if is_synthetic else SOURCE,
        key=f"A zone about {wording.metres(settings.zone_width_m)} across{moved}",
        warning=SYNTHETIC if is_synthetic else "",
    )


def source(*, synthetic: bool) -> str:
    """Say whose data a picture shows, and under which licences."""
    return SYNTHETIC_SOURCE if synthetic else SOURCE


def hidden(policy: Policy, strand: str) -> str:
    """Say in one line what was hidden and rounded, and what counts include."""
    explained = settings_explained(policy)
    told = []
    if policy.hide_up_to:
        told.append(explained["hide_up_to"])
    if policy.round_to > 1:
        told.append(explained["round_to"])
    if strand == "violence":
        told.append("Sexual and domestic offences are included.")
    return " ".join(told)


def alt_text(words: PictureWords, districts: Sequence[str]) -> str:
    """Say in words what the picture shows, for those who cannot see it."""
    named = wording.listed(sorted(set(districts)))
    warning = f" {words.warning}." if words.warning else ""
    return f"Map: {words.title}. {words.subtitle}: {named}.{warning}"
