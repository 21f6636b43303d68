"""Lists of zones: chosen, patrolled, over all strands, and as files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hotspots.tables.contract import Column, Kind, Table
from hotspots.tables.zones import (
    ADDRESS_FLAG_COLUMNS,
    NAMED_ZONE_COLUMNS,
    RANGE_COLUMNS,
    RANKING_COLUMNS,
)

SELECTION = Table(
    name="selection",
    one_row_per="chosen zone",
    key=("zone",),
    columns=(
        *RANKING_COLUMNS,
        Column(
            "chosen_as", "text", "Why it was chosen: score, district floor or put in."
        ),
        Column("displaced", "text", "Zone that the district floor kept out for it."),
        Column("reason", "text", "Reason typed for a zone put in by hand."),
        Column(
            "gave_way",
            "text",
            "Zone in whose place changes by hand brought it in: one taken out, or one "
            "that made room.",
        ),
        Column(
            "group",
            "count",
            "Number of its group: chosen zones that touch are one group.",
            least=1,
        ),
    ),
)

MARKED_ZONES = Table(
    name="marked zones",
    one_row_per="chosen zone, as a map marks it",
    key=("zone",),
    columns=(
        RANKING_COLUMNS[0],
        *ADDRESS_FLAG_COLUMNS,
        SELECTION.columns[len(RANKING_COLUMNS)],
    ),
)

_EARNED_BY = Column(
    "earned_by", "text", "Strand that gives most of its score, and so its place."
)

JOINT_SELECTION = Table(
    name="joint selection",
    one_row_per="chosen zone of one list over all strands",
    key=("zone",),
    columns=(
        *NAMED_ZONE_COLUMNS,
        Column(
            "volume",
            "count",
            "Incidents of all strands; one that two strands count is in it twice.",
            "incidents",
            least=0,
        ),
        Column(
            "score",
            "number",
            "Its share of each strand's volume and harm, by the strands' weights.",
            least=0,
        ),
        Column(
            "rank", "count", "Rank by score, ties settled; 1 is the worst.", least=1
        ),
        _EARNED_BY,
        *ADDRESS_FLAG_COLUMNS,
        *SELECTION.columns[len(RANKING_COLUMNS) :],
    ),
)

_TIER_COLUMN = Column(
    "tier",
    "count",
    "1: in by its score, and no chance lets it rank below the list (95%). 2: in by its "
    "score, but chance could. 3: in so that its district has one, or put in by hand.",
    least=1,
    most=3,
)

_CENTRE_COLUMNS = (
    Column("easting", "number", "Centre of the zone, British National Grid.", "metres"),
    Column(
        "northing", "number", "Centre of the zone, British National Grid.", "metres"
    ),
    Column("lat", "number", "Latitude of its centre (WGS 84).", "degrees"),
    Column("lon", "number", "Longitude of its centre (WGS 84).", "degrees"),
)

_NUMBER_COLUMN = Column("number", "count", "Its number on the map.", least=1)

_MONTHS_COLUMN = Column(
    "months", "text", "Months that zones were chosen on, as 2025-01:2025-12."
)

SELECTION_FILE = Table(
    name="selection, as a file",
    one_row_per="chosen zone",
    key=("zone",),
    columns=(
        _NUMBER_COLUMN,
        *SELECTION.columns,
        _MONTHS_COLUMN,
        *RANGE_COLUMNS,
        _TIER_COLUMN,
        *_CENTRE_COLUMNS,
    ),
)


def of_each_strand(strands: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns that a joint list has of each strand."""
    return tuple(
        column
        for strand in strands
        for column in (
            Column(f"{strand}_volume", "count", f"Incidents of {strand}.", least=0),
            Column(f"{strand}_harm", "number", f"Harm of these for {strand}.", least=0),
            Column(
                f"{strand}_rank", "count", f"Rank for {strand}; 0 for none.", least=0
            ),
            Column(
                f"{strand}_part",
                "number",
                f"What {strand} gives of its score.",
                least=0,
                most=1,
            ),
        )
    )


def joint_file(strands: Sequence[str]) -> Table:
    """Return the table of a joint list of these strands, as a file has it."""
    return replace(
        JOINT_SELECTION,
        name="joint selection, as a file",
        columns=(
            _NUMBER_COLUMN,
            *JOINT_SELECTION.columns,
            *of_each_strand(strands),
            _MONTHS_COLUMN,
            *RANGE_COLUMNS,
            _TIER_COLUMN,
            *_CENTRE_COLUMNS,
        ),
    )


WKT = Column("wkt", "text", "Its outline as well-known text (EPSG:27700).")

MADE_WITH = Column(
    "hotspots",
    "text",
    "What made the list, as JSON, in the first row: strand, months, data, settings.",
)

SELECTION_CSV = Table(
    name="selection, as CSV",
    one_row_per="chosen zone",
    key=("zone",),
    columns=(
        *SELECTION_FILE.columns,
        WKT,
        MADE_WITH,
    ),
)


def _then_and_now(what: str, kind: Kind, meaning: str) -> tuple[Column, Column]:
    """Return the columns of a figure in the months of two lists."""
    then, now = (
        Column(
            f"{what}_{when}",
            kind,
            f"{meaning} in the months of {of}; 0 if none or unknown.",
            least=0,
        )
        for when, of in (("then", "the other list"), ("now", "this list"))
    )
    return then, now


IN_AND_OUT = Table(
    name="in and out",
    one_row_per="zone of a list or of the one that it is set beside",
    key=("zone", "status"),
    columns=(
        Column("status", "text", "Whether it is in both lists, new or gone."),
        Column(
            "zone", "text", "Its id in this list; of one that is gone, in the other."
        ),
        Column("earlier_zone", "text", "Its id in the other list; empty if new."),
        Column("name", "text", "Street that most of its incidents name."),
        Column(
            "district", "text", "District of most of its incidents; empty if unknown."
        ),
        *_then_and_now("rank", "count", "Its rank"),
        *_then_and_now("volume", "count", "The strand's incidents"),
        *_then_and_now("harm", "number", "Their harm"),
        Column("why", "text", "Why it is new or gone; empty if in both, or unknown."),
    ),
)

DISTRICTS = Table(
    name="districts",
    one_row_per="district of the area",
    key=("district",),
    columns=(
        Column("district", "text", "Name of the district."),
        Column("chosen", "count", "Chosen zones in it.", "zones", least=0),
        Column(
            "chosen_by_floor", "count", "Of these, for the floor.", "zones", least=0
        ),
        Column(
            "best_rank", "count", "Rank of its first chosen zone; 0 for none.", least=0
        ),
        Column("volume", "count", "The strand's incidents.", "incidents", least=0),
        Column("volume_chosen", "count", "Of these, in chosen zones.", least=0),
    ),
)

CHOSEN_COLUMNS = (
    Column("zone", "text", "Identifier of the zone; depends on its position alone."),
    Column("name", "text", "Street that most of its incidents name."),
    Column("district", "text", "District of most of its incidents; empty if unknown."),
)

CHOSEN = Table(
    name="chosen zones",
    one_row_per="chosen zone, as selected here or read from a file",
    key=("zone",),
    columns=CHOSEN_COLUMNS,
)

OF_PATROLS_COLUMNS = (
    Column("start", "text", "Month that patrols began there; empty if not said."),
    Column("end", "text", "Last month with patrols; empty if not said or not over."),
    Column("tier", "text", "Tier that its maker gives it; empty if none."),
    Column("agency", "text", "Who patrols it, as its maker says; empty if not said."),
)

PATROLLED_ZONES = Table(
    name="patrolled zones",
    one_row_per="zone of a file of zones that are really patrolled",
    key=("zone",),
    columns=(CHOSEN_COLUMNS[0], *OF_PATROLS_COLUMNS),
)
