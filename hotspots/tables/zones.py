"""Zones: where they are, their ranking, and what a map or a page shows of them."""

from __future__ import annotations

from dataclasses import replace

from hotspots.tables.contract import Column, Table

NAMED_ZONE_COLUMNS = (
    Column("zone", "text", "Identifier of the zone; depends on its position alone."),
    Column("name", "text", "Street that most of its incidents name."),
    Column("district", "text", "District of most of its incidents."),
)

ZONES = Table(
    name="zones",
    one_row_per="zone that holds an incident of any category in any month",
    key=("zone",),
    columns=(
        *NAMED_ZONE_COLUMNS,
        Column("easting", "number", "Easting of its centre.", "metres"),
        Column("northing", "number", "Northing of its centre.", "metres"),
    ),
)

OVERLAPS = Table(
    name="overlaps",
    one_row_per="pair of zones of the user's own that overlap",
    key=("zone", "other"),
    columns=(
        Column("zone", "text", "Identifier of one zone."),
        Column("other", "text", "Identifier of the other."),
        Column(
            "share", "number", "Share of the smaller that both hold.", least=0, most=1
        ),
    ),
)

ADDRESS_FLAG_COLUMNS = (
    Column(
        "mostly_prison",
        "flag",
        "Whether more than half of its incidents name a prison.",
    ),
    Column(
        "mostly_hospital",
        "flag",
        "Whether more than half of its incidents name a hospital.",
    ),
    Column(
        "mostly_police_station",
        "flag",
        "Whether more than half of its incidents name a police station.",
    ),
    Column(
        "mostly_one_address",
        "flag",
        "Whether 80% or more of its incidents stand at one map point.",
    ),
)

ADDRESS_FLAGS = tuple(column.name for column in ADDRESS_FLAG_COLUMNS)

RANKING_COLUMNS = (
    *NAMED_ZONE_COLUMNS,
    Column(
        "volume", "count", "The strand's incidents counted in it.", "incidents", least=0
    ),
    Column("harm", "number", "Those incidents weighed.", "see harm_unit", least=0),
    Column("harm_unit", "text", "Unit of harm: days unless the scale says otherwise."),
    Column("volume_rank", "count", "Rank by volume; equals share a rank.", least=1),
    Column("harm_rank", "count", "Rank by harm; equals share a rank.", least=1),
    Column("score", "number", "Its share of volume and of harm, mixed.", least=0),
    Column("rank", "count", "Rank by score, ties settled; 1 is the worst.", least=1),
    Column(
        "share_at_one_point",
        "number",
        "Share of its incidents at its busiest map point.",
        least=0,
        most=1,
    ),
    *ADDRESS_FLAG_COLUMNS,
)

RANKING = Table(
    name="ranking",
    one_row_per="zone that holds an incident of the strand in the months ranked",
    key=("zone",),
    columns=RANKING_COLUMNS,
)

# The column that only rankings by offence show.
WITHOUT_WORST = "rank_without_worst"

RANKING_BY_OFFENCE = Table(
    name="ranking by offence",
    one_row_per="zone that holds an incident of the strand in the months ranked",
    key=("zone",),
    columns=(
        *RANKING_COLUMNS,
        Column(
            WITHOUT_WORST,
            "count",
            "Rank that the zone would have without its most harmful incident.",
            least=1,
        ),
    ),
)

RANGE_COLUMNS = (
    Column("rank_low", "count", "Best rank that chance allows it.", least=1),
    Column("rank_high", "count", "Worst rank that chance allows it.", least=1),
)


def with_rank_ranges(ranking: Table) -> Table:
    """Return the table of a ranking with the range of each rank, as a file has it."""
    return replace(
        ranking,
        name=f"{ranking.name}, as a file",
        columns=(*ranking.columns, *RANGE_COLUMNS),
    )


RANKING_FILE = with_rank_ranges(RANKING)

POINTS_OF_ZONE = Table(
    name="points of a zone",
    one_row_per="map point of a zone that holds an incident of the strand",
    key=(),
    columns=(
        Column("location", "text", "Street or kind of place that the source names."),
        Column("easting", "number", "British National Grid easting.", "metres"),
        Column("northing", "number", "British National Grid northing.", "metres"),
        Column("incidents", "count", "Incidents at it.", "incidents", least=1),
    ),
)

STREETS = Table(
    name="streets",
    one_row_per="street or named place and zone in which it has incidents",
    key=("street", "zone"),
    columns=(
        Column("street", "text", "Street or kind of place that the source names."),
        Column("zone", "text", "Identifier of the zone."),
        Column(
            "incidents", "count", "Its incidents there, of any kind and month.", least=1
        ),
        Column(
            "area", "text", "District of the zone, and its nearest village and towns."
        ),
    ),
)

KINDS_OF_ZONE = Table(
    name="kinds of a zone",
    one_row_per="kind of incident that a zone holds",
    key=("kind",),
    columns=(
        Column("kind", "text", "Category, or offence class of an extract."),
        Column("counts", "flag", "Whether the strand counts it."),
        Column("incidents", "count", "Incidents of it.", "incidents", least=1),
        Column("harm", "number", "Their harm; 0 where the strand does not count it."),
    ),
)
