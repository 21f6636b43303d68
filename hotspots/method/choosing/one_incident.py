"""How far a zone's harm and rank hang on a single incident."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# Shares are compared as floating-point numbers; this much is no difference.
_TOLERANCE = 1e-9


def limited_harm(
    counts: NDArray[np.int64], weights: NDArray[np.int64], *, most_of_one: float
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return each zone's harm with no incident above a share of it, and that limit.

    Parameters
    ----------
    counts
        Incidents of shape (zones, categories), at least one in each zone.
    weights
        Harm of one incident of each category, in whole thousandths.
    most_of_one
        The largest share (0 to 1) that one incident may make of its zone's harm.

    Returns
    -------
    tuple of arrays
        Harm of each zone in whole thousandths, and the most that one incident counts in
        it.

    Notes
    -----
    What weighs more than the limit counts as the limit, which is a share of the harm
    that results. A zone of so few incidents that each must make more than the share
    counts them all alike, as its least harmful one.

    Examples
    --------
    One incident of 90 days and nine of 10 may make half of the harm: it stands for 90.

    >>> counts, weights = np.array([[1, 9], [1, 1]]), np.array([900_000, 10_000])
    >>> limited_harm(counts, weights, most_of_one=0.5)[0].tolist()
    [180000, 20000]
    """
    order = np.argsort(-weights, kind="stable")
    n, weight = counts[:, order], weights[order].astype(float)
    harm = counts @ weights
    if most_of_one >= 1:
        return harm, np.full(len(counts), np.inf)
    share = np.maximum(most_of_one, 1 / n.sum(axis=1))
    n_above = np.cumsum(n, axis=1) - n
    # Harm of the incidents of this category and of all that weigh less.
    rest = harm[:, None] - np.cumsum(n * weight, axis=1) + n * weight
    left = 1 - n_above * share[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        total = np.where(left > _TOLERANCE, rest / left, np.inf)
    limit = share[:, None] * total
    holds = (limit >= weight * (1 - _TOLERANCE)) & (left > _TOLERANCE)
    first = np.where(holds.any(axis=1), holds.argmax(axis=1), len(weight) - 1)
    rows = np.arange(len(counts))
    chosen = np.where(np.isfinite(total[rows, first]), total[rows, first], 0.0)
    limits = np.where(first > 0, share * chosen, np.inf)
    # A zone in which nothing weighs more than the share keeps its exact sum.
    whole = np.where(first > 0, np.rint(chosen).astype(np.int64), harm)
    return whole, limits


def ranks_without_worst(
    counts: NDArray[np.int64],
    weights: NDArray[np.int64],
    *,
    harm: NDArray[np.int64],
    limit: NDArray[np.float64],
    harm_share: float,
) -> NDArray[np.int64]:
    """Return the rank that each zone would have without its most harmful incident.

    Parameters
    ----------
    counts, weights
        As for `limited_harm`.
    harm, limit
        What it gave.
    harm_share
        Weight of harm in the score, 0 to 1.

    Notes
    -----
    The incident is taken from this zone alone, and the totals stay as they are.

    Examples
    --------
    >>> counts, weights = np.array([[1, 2], [0, 3]]), np.array([900_000, 10_000])
    >>> harm, limit = limited_harm(counts, weights, most_of_one=1)
    >>> ranks_without_worst(
    ...     counts, weights, harm=harm, limit=limit, harm_share=0.5).tolist()
    [2, 2]
    """
    volume = counts.sum(axis=1)
    worst = np.where(counts > 0, weights, -1).max(axis=1)
    worst = np.minimum(worst, limit)
    of_volume, of_harm = max(int(volume.sum()), 1), max(int(harm.sum()), 1)

    def score(v: NDArray[np.int64], h: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray((1 - harm_share) * v / of_volume + harm_share * h / of_harm)

    now, without = score(volume, harm.astype(float)), score(volume - 1, harm - worst)
    n_greater = len(now) - np.searchsorted(np.sort(now), without, side="right")
    # The zone itself had the greater score.
    return np.asarray(1 + n_greater - (now > without), dtype=np.int64)
