"""The whole method in order: read -> zone -> count -> rank -> choose -> compare."""

from hotspots.method.pipeline.claims import ClaimSpread, claim_spread
from hotspots.method.pipeline.placebo_strip import StripPoint, placebo_strip
from hotspots.method.pipeline.results import (
    Ranked,
    Result,
    compare_chosen,
    distinct_totals,
    evaluate_chosen,
    placebo_settings,
    with_chosen,
)
from hotspots.method.pipeline.runs import (
    run,
    run_comparison,
    run_evaluations,
    run_to_chosen,
    run_to_ranking,
)
from hotspots.method.pipeline.seeing import VisibleFalls, visible_falls_of
from hotspots.method.pipeline.stages import (
    StrandCounts,
    choose,
    compare,
    count_in,
    count_strand,
    evaluate,
    evaluation_inputs,
    harm_unit,
    harm_weights,
    loaded_months,
    periods_in_force,
    rank,
    with_months,
    zone,
)

__all__ = [
    "ClaimSpread",
    "Ranked",
    "Result",
    "StrandCounts",
    "StripPoint",
    "VisibleFalls",
    "choose",
    "claim_spread",
    "compare",
    "compare_chosen",
    "count_in",
    "count_strand",
    "distinct_totals",
    "evaluate",
    "evaluate_chosen",
    "evaluation_inputs",
    "harm_unit",
    "harm_weights",
    "loaded_months",
    "periods_in_force",
    "placebo_settings",
    "placebo_strip",
    "rank",
    "run",
    "run_comparison",
    "run_evaluations",
    "run_to_chosen",
    "run_to_ranking",
    "visible_falls_of",
    "with_chosen",
    "with_months",
    "zone",
]
