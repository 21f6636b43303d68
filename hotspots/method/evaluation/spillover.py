"""Spillover: buffers round patrolled zones against buffers round comparison zones."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.method.evaluation.buffers import (
    BUFFER,
    COMPARED,
    COMPARED_BUFFER,
    PATROLLED,
    count_part,
    surroundings_of,
)
from hotspots.method.evaluation.dispersion import dispersion_of_zones
from hotspots.method.evaluation.displacement import (
    Counted,
    Difference,
    weighted_displacement_difference,
)
from hotspots.method.evaluation.periods import Periods
from hotspots.method.evaluation.relative_effect import (
    RelativeRatio,
    relative_rate_ratio,
)
from hotspots.method.zoning.zones import Zoning

PARTS = (PATROLLED, BUFFER, COMPARED, COMPARED_BUFFER)
# Which part each comparison part stands for.
LIKE = {COMPARED: PATROLLED, COMPARED_BUFFER: BUFFER}


@dataclass(frozen=True, eq=False)
class Spillover:
    """Displacement, or diffusion of benefits, into the buffers round patrolled zones.

    Attributes
    ----------
    width_m
        Width of a buffer.
    counts
        Incidents (before, after) of each part of `PARTS`.
    ratio
        Change in the buffers of patrolled zones for that in the other buffers.
    incidents, harm
        Weighted displacement difference, zones and buffers together.
    after
        Incidents and harm after of each part, scaled as they stand in the differences.
    """

    width_m: float
    counts: dict[int, tuple[int, int]]
    ratio: RelativeRatio
    incidents: Difference
    harm: Difference
    after: tuple[NDArray[np.float64], NDArray[np.float64]]

    @property
    def is_harm_alike(self) -> bool:
        """Whether harm says what incidents do, since each weighs the same unit."""
        pairs = zip(
            (self.incidents.estimate, self.incidents.low, self.incidents.high),
            (self.harm.estimate, self.harm.low, self.harm.high),
            strict=True,
        )
        return all(bool(np.isclose(*pair)) for pair in pairs)

    def with_shared_fate(self, sd: float) -> Spillover:
        """Return the same with intervals widened by what each part's zones share.

        Parameters
        ----------
        sd
            Standard deviation of the logarithm of that shock (`shared_fate`).
        """
        of_incidents, of_harm = self.after
        return replace(
            self,
            ratio=self.ratio.with_shared_fate(sd),
            incidents=self.incidents.with_shared_fate(of_incidents, sd),
            harm=self.harm.with_shared_fate(of_harm, sd),
        )


def measure_spillover(
    incidents: pd.DataFrame,
    zoning: Zoning,
    *,
    groups: tuple[list[str], list[str]],
    periods: Periods,
    weight_of: dict[str, float],
    width_m: float,
) -> Spillover:
    """Count zones and buffers of both groups, and compare their changes.

    Parameters
    ----------
    incidents
        Table `INCIDENTS`.
    zoning
        The zones of these incidents.
    groups
        Ids of the patrolled and of the comparison zones.
    periods
        The periods compared; before should be months that no zone was chosen on.
    weight_of
        Harm of one incident of each category of the strand.
    width_m
        Width of a buffer in metres, above 0.

    Notes
    -----
    Counts of a comparison part are scaled to as many incidents before as the part that
    they stand for: next-ranked zones hold fewer, and a plain difference of counts would
    contradict the ratios.
    """
    at = {"patrolled": groups[0], "compared": groups[1], "width_m": width_m}
    around = surroundings_of(incidents, zoning, **at)  # type: ignore[arg-type]
    categories = list(weight_of)
    counts = {
        part: count_part(
            incidents, around, part, categories=categories, periods=periods
        )
        for part in PARTS
    }
    spread = {
        part: dispersion_of_zones(*each.sum(axis=2).T) for part, each in counts.items()
    }
    sums = {part: each.sum(axis=(0, 2)) for part, each in counts.items()}
    parts = {
        part: Counted(
            each[:, 0].sum(axis=0),
            each[:, 1].sum(axis=0),
            size=_size(sums, part),
            phi=float(spread[part].phi),
        )
        for part, each in counts.items()
    }

    def difference(harm: NDArray[np.float64]) -> Difference:
        return weighted_displacement_difference(
            patrolled=parts[PATROLLED],
            compared=parts[COMPARED],
            buffers=(parts[BUFFER], parts[COMPARED_BUFFER]),
            days=(periods.before.days, periods.after.days),
            harm=harm,
        )

    weights = np.array(list(weight_of.values()))

    def scaled(harm: NDArray[np.float64]) -> NDArray[np.float64]:
        after = [each[:, 1].sum(axis=0) @ harm for each in counts.values()]
        return np.array(after) / [each.size for each in parts.values()]

    return Spillover(
        width_m=width_m,
        counts={part: (int(each[0]), int(each[1])) for part, each in sums.items()},
        ratio=relative_rate_ratio(
            patrolled=(sums[BUFFER][0], sums[BUFFER][1]),
            compared=(sums[COMPARED_BUFFER][0], sums[COMPARED_BUFFER][1]),
            dispersions=(spread[BUFFER], spread[COMPARED_BUFFER]),
        ),
        incidents=difference(np.ones(len(weight_of))),
        harm=difference(weights),
        after=(scaled(np.ones(len(weights))), scaled(weights)),
    )


def _size(sums: dict[int, NDArray[np.int64]], part: int) -> float:
    """Return a part's incidents before for each one of the part that it stands for."""
    like = LIKE.get(part, part)
    own, other = int(sums[part][0]), int(sums[like][0])
    return own / other if own and other else 1.0
