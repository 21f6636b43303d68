"""Measures of the county, and its months beside other years."""

from __future__ import annotations

from hotspots.tables.contract import Column, Table
from hotspots.tables.incidents import MONTH_FLAG_COLUMNS

MEASURE_FLAGS = Table(
    name="measure flags",
    one_row_per="measure and thing that looks wrong with a month that it counts",
    key=("measure", "month", "part_of", "part", "kind"),
    columns=(
        Column("measure", "text", "The measure that it touches."),
        *MONTH_FLAG_COLUMNS,
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
