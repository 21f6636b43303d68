"""Before and after: of zones, of groups of them, and month by month."""

from __future__ import annotations

from dataclasses import replace

from hotspots.tables.contract import Column, Table
from hotspots.tables.lists import CHOSEN_COLUMNS, OF_PATROLS_COLUMNS
from hotspots.tables.zones import NAMED_ZONE_COLUMNS

COMPARISON_ZONES = Table(
    name="comparison zones",
    one_row_per="zone not patrolled that the chosen zones are compared with",
    key=("zone",),
    columns=(
        *NAMED_ZONE_COLUMNS,
        Column("rank", "count", "Its rank in the ranking.", least=1),
        Column(
            "volume",
            "count",
            "The strand's incidents in the months ranked.",
            "incidents",
            least=0,
        ),
        Column(
            "distance_m",
            "number",
            "From its outline to that of the nearest chosen zone.",
            "metres",
            least=0,
        ),
    ),
)

BEFORE_AND_AFTER = (
    Column("before", "count", "The strand's incidents before.", "incidents", least=0),
    Column("after", "count", "The strand's incidents after.", "incidents", least=0),
    Column("change", "count", "After less before.", "incidents"),
    Column(
        "ratio",
        "number",
        "Incidents a day after for each one a day before; below 1 is fewer. Empty "
        "where there were none before.",
        least=0,
        may_be_empty=True,
    ),
)

OUTCOMES = Table(
    name="outcomes",
    one_row_per="chosen zone",
    key=("zone",),
    columns=(
        *CHOSEN_COLUMNS,
        *BEFORE_AND_AFTER,
        Column(
            "ratio_low",
            "number",
            "Lower end of the ratio's exact 95% interval. Empty where there were none "
            "before and none after.",
            least=0,
            may_be_empty=True,
        ),
        Column(
            "ratio_high",
            "number",
            "Upper end of that interval. Empty where there were none before: then it "
            "has no end.",
            least=0,
            may_be_empty=True,
        ),
        Column(
            "p_adjusted",
            "number",
            "How likely by chance alone, before beside after, a change so unlikely is, "
            "adjusted for many zones (Benjamini and Hochberg). No verdict rests on it.",
            least=0,
            may_be_empty=True,
        ),
        Column(
            "expected_after",
            "number",
            "Incidents expected after without patrols (counterfactual). Empty where "
            "that cannot be estimated, as are the next four.",
            "incidents",
            least=0,
            may_be_empty=True,
        ),
        Column(
            "expected_low",
            "number",
            "In 95 of 100 years without patrols the zone has at least so many.",
            "incidents",
            least=0,
            may_be_empty=True,
        ),
        Column(
            "expected_high",
            "number",
            "In 95 of 100 years without patrols it has at most so many.",
            "incidents",
            least=0,
            may_be_empty=True,
        ),
        Column(
            "verdict",
            "text",
            "Fewer than expected, more than expected or as expected, at a false "
            "discovery rate of 10%. Empty where nothing could be expected.",
        ),
        Column(
            "verdict_p",
            "number",
            "How likely a count so far from the one expected is without patrols, "
            "adjusted for many zones (Benjamini and Hochberg).",
            least=0,
            may_be_empty=True,
        ),
    ),
)

OUTCOMES_OF_PATROLLED = replace(
    OUTCOMES,
    name="outcomes of patrolled zones",
    one_row_per="patrolled zone that can be compared",
    columns=(
        *OUTCOMES.columns,
        *OF_PATROLS_COLUMNS,
        Column(
            "start_assumed",
            "flag",
            "Whether the file does not say the start, and that of the settings stands.",
        ),
        Column("months_before", "text", "Months before, as 2024-01:2024-03."),
        Column("months_after", "text", "Months after, as 2025-01:2025-03."),
        Column(
            "rank",
            "count",
            "Its rank among all zones in the months ranked, 1 is the worst; of zones "
            "of another size only a guide.",
            least=1,
        ),
    ),
)

# Parts of the county, as the totals name them.
COUNTY, DISTRICT = "county", "district"
CHOSEN_ZONES, REST_OF_COUNTY = "chosen zones", "rest of county"

TOTALS = Table(
    name="totals",
    one_row_per="part of the county, and district",
    key=("part", "district"),
    columns=(
        Column(
            "part",
            "text",
            "County, chosen zones, rest of county (the county without the chosen "
            "zones) or district.",
        ),
        Column("district", "text", "The district; empty for the other parts."),
        *BEFORE_AND_AFTER[:-1],
        Column(
            "ratio",
            "number",
            "After for each one before; below 1 is fewer. Per day where the periods "
            "differ in length by 0.5% or more. Empty where there were none before.",
            least=0,
            may_be_empty=True,
        ),
        Column(
            "ratio_low",
            "number",
            "Lower end of its 95% interval, widened for over-dispersion. Empty where "
            "that cannot be estimated: fewer than three districts or three months.",
            least=0,
            may_be_empty=True,
        ),
        Column(
            "ratio_high",
            "number",
            "Upper end of that interval.",
            least=0,
            may_be_empty=True,
        ),
    ),
)

MONTHLY = Table(
    name="monthly",
    one_row_per="month and part of the county",
    key=("part", "month"),
    columns=(
        Column("part", "text", "County or chosen zones."),
        Column("month", "text", "The month, as 2025-01."),
        Column("incidents", "count", "The strand's incidents.", "incidents", least=0),
    ),
)
