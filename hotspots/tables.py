"""What each table holds, said once, and `check`, which holds a frame to it.

Long because every table stands in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd
from pandas.api import types

from hotspots.errors import TableError

Kind = Literal["text", "count", "number", "flag"]


def _is_text(values: pd.Series) -> bool:
    return isinstance(values.dtype, pd.CategoricalDtype) or types.is_string_dtype(
        values
    )


IS_OF_KIND: dict[Kind, Callable[[pd.Series], bool]] = {
    "text": _is_text,
    "count": types.is_integer_dtype,
    "number": types.is_numeric_dtype,
    "flag": types.is_bool_dtype,
}


@dataclass(frozen=True)
class Column:
    """One column: its kind, what it means, its unit and its bounds (included).

    Where `may_be_empty`, the meaning says when a cell is.
    """

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    least: float | None = None
    most: float | None = None
    may_be_empty: bool = False


@dataclass(frozen=True)
class Table:
    """One table: what a row is, which columns tell rows apart, and its columns."""

    name: str
    one_row_per: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def column_names(self) -> list[str]:
        """The columns' names, in the order in which files are written."""
        return [column.name for column in self.columns]


INCIDENTS = Table(
    name="incidents",
    one_row_per="incident kept",
    key=(),
    columns=(
        Column("month", "text", "Month of the incident, as 2025-01."),
        Column("category", "text", "Its type as the source names it today."),
        Column("district", "text", "Local authority area that it lies in."),
        Column("location", "text", "Street or kind of place that the source names."),
        Column("point", "count", "Number of its map point in these data.", least=0),
        Column("easting", "number", "British National Grid easting.", "metres"),
        Column("northing", "number", "British National Grid northing.", "metres"),
    ),
)

SET_ASIDE = Table(
    name="set aside",
    one_row_per="row read and not kept",
    key=(),
    columns=(
        Column("file", "text", "File that the row stands in."),
        Column("line", "count", "Its line in the file; the heading is 1.", least=1),
        Column("month", "text", "Month as the row gives it; empty if it gives none."),
        Column("category", "text", "Category as the row gives it."),
        Column("reason", "text", "Why the row was not kept."),
    ),
)

FILES = Table(
    name="files",
    one_row_per="file found",
    key=("file",),
    columns=(
        Column("file", "text", "Path as given; a zip's member follows a colon."),
        Column("use", "text", "What was done with it: read, or why it was not."),
        Column(
            "status",
            "text",
            "The same in a word: read, in part, elsewhere, identical or not used.",
        ),
        Column("force", "text", "Police force that its rows fall within."),
        Column("months", "text", "Months that its rows give."),
        Column("rows_read", "count", "Rows read, without the heading.", least=0),
        Column("rows_kept", "count", "Of these, rows kept as incidents.", least=0),
        Column("rows_set_aside", "count", "Of these, rows set aside.", least=0),
    ),
)

MONTHS = Table(
    name="months",
    one_row_per="month from the first to the last loaded",
    key=("month",),
    columns=(
        Column("month", "text", "The month, as 2025-01."),
        Column("incidents", "count", "Incidents kept in it.", "incidents", least=0),
    ),
)

_MONTH_FLAG_COLUMNS = (
    Column("month", "text", "The month, as 2025-01."),
    Column(
        "part_of",
        "text",
        "Whether a category or a district looks wrong; empty for the whole month.",
    ),
    Column("part", "text", "That category or district; empty for the whole month."),
    Column(
        "kind",
        "text",
        "What looks wrong: missing, total_low, total_high, part_low, part_high, "
        "part_absent, or recording_changed where the user said so.",
    ),
    Column(
        "found",
        "number",
        "Incidents in it. Empty where recording changed.",
        "incidents",
        least=0,
        may_be_empty=True,
    ),
    Column(
        "expected",
        "number",
        "Incidents expected from the other months. Empty for a missing month and where "
        "recording changed.",
        "incidents",
        least=0,
        may_be_empty=True,
    ),
)

MONTH_FLAGS = Table(
    name="month flags",
    one_row_per="thing that looks wrong with a month",
    key=("month", "part_of", "part", "kind"),
    columns=_MONTH_FLAG_COLUMNS,
)

MEASURE_FLAGS = Table(
    name="measure flags",
    one_row_per="measure and thing that looks wrong with a month that it counts",
    key=("measure", "month", "part_of", "part", "kind"),
    columns=(
        Column("measure", "text", "The measure that it touches."),
        *_MONTH_FLAG_COLUMNS,
    ),
)

ZONES = Table(
    name="zones",
    one_row_per="zone that holds an incident of any category in any month",
    key=("zone",),
    columns=(
        Column(
            "zone", "text", "Identifier of the zone; depends on its position alone."
        ),
        Column("name", "text", "Street that most of its incidents name."),
        Column("district", "text", "District of most of its incidents."),
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

_ADDRESS_FLAG_COLUMNS = (
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
ADDRESS_FLAGS = tuple(column.name for column in _ADDRESS_FLAG_COLUMNS)

_RANKING_COLUMNS = (
    Column("zone", "text", "Identifier of the zone; depends on its position alone."),
    Column("name", "text", "Street that most of its incidents name."),
    Column("district", "text", "District of most of its incidents."),
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
    *_ADDRESS_FLAG_COLUMNS,
)

RANKING = Table(
    name="ranking",
    one_row_per="zone that holds an incident of the strand in the months ranked",
    key=("zone",),
    columns=_RANKING_COLUMNS,
)

# The column that only rankings by offence show.
WITHOUT_WORST = "rank_without_worst"

RANKING_BY_OFFENCE = Table(
    name="ranking by offence",
    one_row_per="zone that holds an incident of the strand in the months ranked",
    key=("zone",),
    columns=(
        *_RANKING_COLUMNS,
        Column(
            WITHOUT_WORST,
            "count",
            "Rank that the zone would have without its most harmful incident.",
            least=1,
        ),
    ),
)

SELECTION = Table(
    name="selection",
    one_row_per="chosen zone",
    key=("zone",),
    columns=(
        *_RANKING_COLUMNS,
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

_EARNED_BY = Column(
    "earned_by", "text", "Strand that gives most of its score, and so its place."
)

JOINT_SELECTION = Table(
    name="joint selection",
    one_row_per="chosen zone of one list over all strands",
    key=("zone",),
    columns=(
        *_RANKING_COLUMNS[:3],
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
        *_ADDRESS_FLAG_COLUMNS,
        *SELECTION.columns[len(_RANKING_COLUMNS) :],
    ),
)

MARKED_ZONES = Table(
    name="marked zones",
    one_row_per="chosen zone, as a map marks it",
    key=("zone",),
    columns=(
        _RANKING_COLUMNS[0],
        *_ADDRESS_FLAG_COLUMNS,
        SELECTION.columns[len(_RANKING_COLUMNS)],
    ),
)

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

_RANGE_COLUMNS = (
    Column("rank_low", "count", "Best rank that chance allows it.", least=1),
    Column("rank_high", "count", "Worst rank that chance allows it.", least=1),
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


def with_rank_ranges(ranking: Table) -> Table:
    """Return the table of a ranking with the range of each rank, as a file has it."""
    return replace(
        ranking,
        name=f"{ranking.name}, as a file",
        columns=(*ranking.columns, *_RANGE_COLUMNS),
    )


RANKING_FILE = with_rank_ranges(RANKING)

SELECTION_FILE = Table(
    name="selection, as a file",
    one_row_per="chosen zone",
    key=("zone",),
    columns=(
        _NUMBER_COLUMN,
        *SELECTION.columns,
        _MONTHS_COLUMN,
        *_RANGE_COLUMNS,
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
            *_RANGE_COLUMNS,
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

_CHOSEN_COLUMNS = (
    Column("zone", "text", "Identifier of the zone; depends on its position alone."),
    Column("name", "text", "Street that most of its incidents name."),
    Column("district", "text", "District of most of its incidents; empty if unknown."),
)

CHOSEN = Table(
    name="chosen zones",
    one_row_per="chosen zone, as selected here or read from a file",
    key=("zone",),
    columns=_CHOSEN_COLUMNS,
)

_OF_PATROLS_COLUMNS = (
    Column("start", "text", "Month that patrols began there; empty if not said."),
    Column("end", "text", "Last month with patrols; empty if not said or not over."),
    Column("tier", "text", "Tier that its maker gives it; empty if none."),
    Column("agency", "text", "Who patrols it, as its maker says; empty if not said."),
)

PATROLLED_ZONES = Table(
    name="patrolled zones",
    one_row_per="zone of a file of zones that are really patrolled",
    key=("zone",),
    columns=(_CHOSEN_COLUMNS[0], *_OF_PATROLS_COLUMNS),
)

COMPARISON_ZONES = Table(
    name="comparison zones",
    one_row_per="zone not patrolled that the chosen zones are compared with",
    key=("zone",),
    columns=(
        Column(
            "zone", "text", "Identifier of the zone; depends on its position alone."
        ),
        Column("name", "text", "Street that most of its incidents name."),
        Column("district", "text", "District of most of its incidents."),
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

_BEFORE_AND_AFTER = (
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
        *_CHOSEN_COLUMNS,
        *_BEFORE_AND_AFTER,
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
        *_OF_PATROLS_COLUMNS,
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
        *_BEFORE_AND_AFTER[:-1],
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


def _ratio_columns(then: str, ratio: str) -> tuple[Column, ...]:
    """Return the columns of a ratio, its interval and the dispersion behind that."""
    prefix = ratio.removesuffix("ratio")
    return (
        Column(
            ratio,
            "number",
            f"Incidents a day in this period for each one a day {then}. Empty where "
            f"there were none then, or no figures.",
            least=0,
            may_be_empty=True,
        ),
        Column(
            f"{ratio}_low",
            "number",
            "Lower end of its 95% interval, wider than chance alone. Empty where that "
            "cannot be told.",
            least=0,
            may_be_empty=True,
        ),
        Column(
            f"{ratio}_high",
            "number",
            "Upper end of that interval. Empty where that cannot be told.",
            least=0,
            may_be_empty=True,
        ),
        Column(
            f"{prefix}dispersion",
            "number",
            "Variance for each 1 that chance alone would give. Empty where that cannot "
            "be told.",
            least=1,
            may_be_empty=True,
        ),
    )


MEASURED = Table(
    name="county measures",
    one_row_per="measure",
    key=("measure",),
    columns=(
        Column("measure", "text", "The measure: some categories counted together."),
        Column("incidents", "count", "In this period.", "incidents", least=0),
        Column(
            "previous",
            "number",
            "In the same months a year before. Empty where none of these is loaded.",
            "incidents",
            least=0,
            may_be_empty=True,
        ),
        Column(
            "change",
            "number",
            "This period less the previous year. Empty as `previous` is.",
            "incidents",
            may_be_empty=True,
        ),
        *_ratio_columns("a year before", "ratio"),
        Column(
            "baseline",
            "number",
            "In the same months of the baseline. Empty where one is not loaded.",
            "incidents",
            least=0,
            may_be_empty=True,
        ),
        Column(
            "since_change",
            "number",
            "This period less the baseline. Empty as `baseline` is.",
            "incidents",
            may_be_empty=True,
        ),
        *_ratio_columns("in the baseline", "since_ratio"),
    ),
)

SEASON = Table(
    name="season",
    one_row_per="month",
    key=("month",),
    columns=(
        Column("month", "text", "The month, as 2025-01."),
        Column(
            "incidents",
            "number",
            "Incidents in it. Empty if it is not loaded.",
            "incidents",
            least=0,
            may_be_empty=True,
        ),
        Column(
            "usual",
            "number",
            "Mean of the same month of other years, for a month as long. Empty where "
            "fewer than two other years are loaded.",
            "incidents",
            least=0,
            may_be_empty=True,
        ),
        Column(
            "usual_low",
            "number",
            "Least of those. Empty as `usual` is.",
            "incidents",
            least=0,
            may_be_empty=True,
        ),
        Column(
            "usual_high",
            "number",
            "Greatest of those. Empty as `usual` is.",
            "incidents",
            least=0,
            may_be_empty=True,
        ),
        Column("n_years", "count", "Other years that hold the month.", least=0),
    ),
)

_PATROLLED = (
    Column(
        "hours",
        "number",
        "Hours of patrol. Empty where the log gives none.",
        "hours",
        least=0,
        may_be_empty=True,
    ),
    Column(
        "visits",
        "number",
        "Visits. Empty where the log gives none.",
        "visits",
        least=0,
        may_be_empty=True,
    ),
)

PATROLS = Table(
    name="patrols",
    one_row_per="row of the patrol log that was kept",
    key=("line",),
    columns=(
        Column("line", "count", "Its line in the file; the heading is 1.", least=1),
        Column("zone", "text", "Identifier of the zone patrolled."),
        Column("date", "text", "Day of the patrol, as 2025-01-31."),
        *_PATROLLED,
    ),
)

PATROLS_SET_ASIDE = Table(
    name="patrols set aside",
    one_row_per="row of the patrol log that was not kept",
    key=("line",),
    columns=(
        Column("line", "count", "Its line in the file; the heading is 1.", least=1),
        Column("zone", "text", "Zone as the row gives it."),
        Column("date", "text", "Date as the row gives it."),
        Column("reason", "text", "Why the row was not kept."),
    ),
)

DOSAGE = Table(
    name="dosage",
    one_row_per="chosen zone",
    key=("zone",),
    columns=(
        *_CHOSEN_COLUMNS,
        Column("days_patrolled", "count", "Days with a patrol.", "days", least=0),
        *_PATROLLED,
        *_BEFORE_AND_AFTER,
    ),
)

DATED = Table(
    name="dated incidents",
    one_row_per="incident that carries a date",
    key=(),
    columns=(
        Column("zone", "text", "Identifier of its zone."),
        Column("date", "text", "Its day, as 2025-01-31."),
    ),
)

WEEK_HOURS = Table(
    name="hours of the week",
    one_row_per="hour of the week",
    key=("day", "hour"),
    columns=(
        Column(
            "day",
            "count",
            "0 Monday to 6 Sunday. A day begins at 05:00: Saturday 02:00 is Friday's.",
            least=0,
            most=6,
        ),
        Column("hour", "count", "Hour of the clock that begins.", least=0, most=23),
        Column("incidents", "number", "Incidents, spans shared out.", least=0),
    ),
)

DAY_AND_NIGHT = Table(
    name="day and night",
    one_row_per="chosen zone",
    key=("zone",),
    columns=(
        *_CHOSEN_COLUMNS,
        Column("by_day", "number", "Incidents from 05:00 to 17:00.", least=0),
        Column("by_night", "number", "Incidents from 17:00 to 05:00.", least=0),
        Column("untimed", "count", "Incidents without a time, in neither.", least=0),
        Column("day_rank", "count", "Its rank by day, among the chosen.", least=1),
        Column("night_rank", "count", "Its rank by night.", least=1),
        Column("peak_days", "text", "Days of its peak hours; empty if none stand out."),
        Column("peak_hours", "text", "These hours, as 21:00 to 03:00; empty if none."),
        Column(
            "peak_share",
            "number",
            "Share of its incidents in them; empty if none stand out.",
            least=0,
            most=1,
            may_be_empty=True,
        ),
    ),
)

WHEN = Column("when", "text", "Peak days and hours, where the data have times.")

TABLES = (
    INCIDENTS,
    SET_ASIDE,
    FILES,
    MONTHS,
    MONTH_FLAGS,
    ZONES,
    OVERLAPS,
    RANKING,
    RANKING_BY_OFFENCE,
    SELECTION,
    RANKING_FILE,
    SELECTION_FILE,
    SELECTION_CSV,
    JOINT_SELECTION,
    MARKED_ZONES,
    POINTS_OF_ZONE,
    STREETS,
    KINDS_OF_ZONE,
    IN_AND_OUT,
    DISTRICTS,
    CHOSEN,
    PATROLLED_ZONES,
    COMPARISON_ZONES,
    OUTCOMES,
    OUTCOMES_OF_PATROLLED,
    TOTALS,
    MONTHLY,
    MEASURED,
    MEASURE_FLAGS,
    SEASON,
    PATROLS,
    PATROLS_SET_ASIDE,
    DOSAGE,
    DATED,
    WEEK_HOURS,
    DAY_AND_NIGHT,
)


def check(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return the frame itself if it keeps the table's contract.

    Parameters
    ----------
    frame
        The frame that claims to be such a table. It may hold further columns.
    table
        The contract.

    Raises
    ------
    TableError
        Naming every broken rule at once.

    Examples
    --------
    >>> check(pd.DataFrame({"incidents": [-1]}), MONTHS)
    Traceback (most recent call last):
    hotspots.errors.TableError: The months table breaks its contract:
    - `month` is missing. The table has: incidents.
    - `incidents` must be at least 0. It holds: -1.
    """
    broken = [rule for column in table.columns for rule in _broken(frame, column)]
    broken += _repeated(frame, table)
    if broken:
        broken.sort(key=lambda rule: " is missing" not in rule)
        msg = "\n- ".join([f"The {table.name} table breaks its contract:", *broken])
        raise TableError(msg)
    return frame


def _broken(frame: pd.DataFrame, column: Column) -> list[str]:
    if column.name not in frame.columns:
        found = ", ".join(map(str, frame.columns))
        return [f"`{column.name}` is missing. The table has: {found}."]
    values = frame[column.name]
    if len(values) and not IS_OF_KIND[column.kind](values):
        return [f"`{column.name}` must be {column.kind}. It is {values.dtype}."]
    rules = []
    must_be_given = column.kind not in ("count", "flag") and not column.may_be_empty
    if must_be_given and (empty := values.isna().sum()):
        rules.append(f"`{column.name}` must be given. {empty} are empty.")
    if column.least is not None and len(values) and values.min() < column.least:
        rules.append(_out_of_bounds(column.name, "least", column.least, values.min()))
    if column.most is not None and len(values) and values.max() > column.most:
        rules.append(_out_of_bounds(column.name, "most", column.most, values.max()))
    return rules


def _out_of_bounds(name: str, word: str, bound: float, found: float) -> str:
    return f"`{name}` must be at {word} {bound:g}. It holds: {found}."


def _repeated(frame: pd.DataFrame, table: Table) -> list[str]:
    key = [name for name in table.key if name in frame.columns]
    if not key or (len(key) == 1 and frame[key[0]].is_unique):
        return []
    repeats = frame.loc[frame.duplicated(key), key].drop_duplicates()
    if repeats.empty:
        return []
    shown = ", ".join(" ".join(map(str, row)) for row in repeats.head(5).to_numpy())
    return [f"`{' + '.join(key)}` must be unique. It repeats: {shown}."]
