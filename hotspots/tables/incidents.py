"""What is read: incidents, rows set aside, files, and months and their flags."""

from __future__ import annotations

from hotspots.tables.contract import Column, Table

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

MONTH_FLAG_COLUMNS = (
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
    columns=MONTH_FLAG_COLUMNS,
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
