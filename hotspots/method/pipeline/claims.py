"""What came of the busiest zones of some files in years past, for a published claim."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hotspots.method.evaluation.placebo import busiest, placebo_pairs, shared_fate_of
from hotspots.method.pipeline.results import Ranked
from hotspots.method.pipeline.seeing import past_of


@dataclass(frozen=True, eq=False)
class ClaimSpread:
    """The busiest zones of the months of selection, and their like in years before.

    Attributes
    ----------
    before
        Incidents of each in the months of selection.
    shared_sd
        Spread that such zones share.
    falls
        How many of as many zones fell, for each earlier pair of years.
    """

    before: NDArray[np.int64]
    shared_sd: float
    falls: tuple[int, ...]


def claim_spread(ranked: Ranked, *, n_zones: int) -> ClaimSpread:
    """Follow the busiest zones of each year through the next.

    Parameters
    ----------
    ranked
        Zones and counts.
    n_zones
        Zones that the claim tells of.
    """
    past = past_of(ranked)
    pairs = placebo_pairs(past.before, n_zones=[n_zones], around=past.around)
    shared = shared_fate_of(pairs, n_zones=n_zones)
    latest = past.before[:, -1]
    return ClaimSpread(
        before=latest[busiest(latest, n_zones)],
        shared_sd=shared.sd,
        falls=tuple(pair.found.n_fell for pair in pairs),
    )
