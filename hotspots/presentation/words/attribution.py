"""Whom to credit for what is shown."""

from __future__ import annotations

from hotspots.presentation.synthetic import CREDIT as MADE_UP_CREDIT

INCIDENTS_CREDIT = (
    "Incidents: data.police.uk (Open Government Licence 3.0), by month and approximate "
    "place."
)


DISTRICTS_CREDIT = (
    "Districts: made from postcode data © Crown copyright, Royal Mail and ONS (OGL "
    "3.0) and land © OpenStreetMap contributors (ODbL)."
)


ATTRIBUTION = f"{INCIDENTS_CREDIT} {DISTRICTS_CREDIT}"


TOWNS_CREDIT = "Names of towns: GeoNames (CC BY 4.0)."
FORCE_CREDIT = "Incidents: recorded by the police force; not public data."


def attribution(
    *,
    districts: str = "",
    zone_file: str = "",
    synthetic: bool = False,
    has_outlines: bool = True,
    is_public: bool = True,
) -> str:
    """Credit whoever made the data.

    Parameters
    ----------
    districts
        Whom to credit for the user's own districts; empty for the built-in ones.
    zone_file
        Name of the user's own zone file; empty for hexagons.
    synthetic
        Whether the incidents are made up.
    has_outlines
        Whether any district's outline is known.
    is_public
        Whether they are those of data.police.uk.

    Examples
    --------
    >>> text = attribution(districts="District boundaries: mine", zone_file="lsoa.zip")
    >>> text.removeprefix(INCIDENTS_CREDIT)
    ' District boundaries: mine. Zones: lsoa.zip. Names of towns: GeoNames (CC BY 4.0).'
    """
    recorded = INCIDENTS_CREDIT if is_public else FORCE_CREDIT
    credit_lines = [MADE_UP_CREDIT if synthetic else recorded]
    if districts:
        credit_lines.append(f"{districts.rstrip('.')}.")
    elif has_outlines:
        credit_lines.append(DISTRICTS_CREDIT)
    if zone_file:
        credit_lines.append(f"Zones: {zone_file}.")
    return " ".join([*credit_lines, TOWNS_CREDIT])
