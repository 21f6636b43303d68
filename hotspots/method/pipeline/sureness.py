"""How sure ranks and the list are: a ranking and its counts into ranges and draws."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.method.choosing.constraints import prepare
from hotspots.method.choosing.rank_uncertainty import (
    Stays,
    rank_ranges,
    score_weights,
    stays_in,
)
from hotspots.method.pipeline.results import Ranked, Result
from hotspots.method.pipeline.stages import choice_inputs, harm_weights


def ranks_with_ranges(
    ranked: Ranked,
    zones: Sequence[str] | None = None,
    *,
    harm_share: float | None = None,
) -> pd.DataFrame:
    """Return for zones of the ranking the range of ranks that chance allows.

    Parameters
    ----------
    ranked
        The ranking, with its counts.
    zones
        Zones asked about; all, in the ranking's order, if None.
    harm_share
        Weight of harm: 0 for ranks by volume, 1 by harm; as in the score if None.

    Returns
    -------
    pandas.DataFrame
        `zone`, `rank_low` and `rank_high`; see `rank_ranges`.
    """
    counts, weights = counts_and_weights(ranked, harm_share=harm_share)
    ids = ranked.ranking["zone"]
    asked = ids if zones is None else pd.Series(list(zones), dtype="str")
    row = pd.Series(range(len(ids)), index=ids)
    found = rank_ranges(counts, weights, zones=row[asked].to_list())
    return found.assign(zone=asked.to_numpy())[["zone", "rank_low", "rank_high"]]


def counts_and_weights(
    ranked: Ranked, *, harm_share: float | None = None
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the incidents behind a ranking, and what each adds to the score.

    The counts are of shape (zones, categories), in the order of the ranking. As for
    `ranks_with_ranges`.
    """
    programme, counts = ranked.programme, ranked.of_strand.counts
    of_ranked = counts[ranked.zoning.rows_of(ranked.ranking["zone"])]
    harm = list(harm_weights(programme).values())
    share = programme.harm_share if harm_share is None else harm_share
    weights = score_weights(of_ranked, harm, harm_share=share)
    return of_ranked, weights


def draws(result: Result) -> Stays:
    """Draw the counts again by chance and choose again under the same rules.

    Raises
    ------
    InputError
        If choosing so often takes too long.
    """
    rules, given = choice_inputs(
        result.ranking,
        result.zoning,
        result.reading.area,
        result.settings,
        result.programme,
    )
    prepared = prepare(result.ranking, rules, **given)
    counts, weights = counts_and_weights(result)
    row = pd.Series(range(len(counts)), index=result.ranking["zone"])
    chosen = prepared.zones["zone"].isin(result.selection["zone"])
    of_prepared = counts[row[prepared.zones["zone"]].to_numpy()]
    return stays_in(prepared, chosen.to_numpy(dtype=bool), of_prepared, weights)
