"""Counts and weights into the ranking: volume, harm and one score for each zone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.errors import InputError
from hotspots.method.choosing.one_incident import limited_harm, ranks_without_worst
from hotspots.settings import SHARE_DECIMALS, WEIGHT_DECIMALS
from hotspots.sources.harm_scales import in_thousandths
from hotspots.tables import ADDRESS_FLAGS, RANKING, WITHOUT_WORST, check

# Whole numbers above this do not fit in 64 bits; Python's own then take over.
LARGEST_INT64 = 2**63 - 1

_OF_ADDRESSES = ("share_at_one_point", *ADDRESS_FLAGS)


def rank_zones(  # noqa: PLR0913
    zones: pd.DataFrame,
    counts: NDArray[np.int64],
    *,
    weights: NDArray[np.float64],
    harm_unit: str,
    harm_share: float,
    addresses: pd.DataFrame,
    most_of_one: float = 1.0,
) -> pd.DataFrame:
    """Rank zones by their share of volume and of harm.

    Parameters
    ----------
    zones
        The zones table.
    counts
        Incidents of shape (zones, categories), rows in the order of `zones`.
    weights
        Harm of one incident of each category.
    harm_unit
        Unit of `weights`.
    harm_share
        Weight s of harm in the score, 0 to 1.
    addresses
        `share_at_one_point` and the address flags of each zone, in the order of
        `zones`.
    most_of_one
        The largest share that one incident may make of a zone's harm, 0 to 1.

    Returns
    -------
    pandas.DataFrame
        The ranking, best ranked first; zones with no incident are left out.

    Raises
    ------
    InputError
        If harm is to count and every weight is 0.

    Notes
    -----
    score = (1 - s) v / V + s h / H, with v and h the zone's volume and harm and V and H
    those of all zones. Scores are compared as whole numbers (times 100 V H), so that
    equal scores tie on every machine. Ties go to the greater harm, then the greater
    volume, then the first id.
    """
    held = np.flatnonzero(counts.any(axis=1))
    volume = counts[held].sum(axis=1)
    thousandths = in_thousandths(weights)
    harm, limit = limited_harm(counts[held], thousandths, most_of_one=most_of_one)
    without = ranks_without_worst(
        counts[held], thousandths, harm=harm, limit=limit, harm_share=harm_share
    )
    if harm_share and not harm.any():
        msg = (
            "Every weight of the strand is 0, so zones cannot be ranked by harm. Raise "
            "a weight."
        )
        raise InputError(msg)
    score = _exact_score(volume, harm, harm_share)
    order = _descending(score, harm, volume)
    rows = held[order]
    ranking = pd.DataFrame(
        {
            "zone": zones["zone"].array[rows],
            "name": zones["name"].array[rows],
            "district": zones["district"].array[rows],
            "volume": volume[order],
            "harm": harm[order] / 10**WEIGHT_DECIMALS,
            "harm_unit": harm_unit,
            "volume_rank": _shared_rank(volume)[order],
            "harm_rank": _shared_rank(harm)[order],
            "score": _score(volume, harm, harm_share)[order],
            "rank": np.arange(1, len(held) + 1),
            **{name: addresses[name].array[rows] for name in _OF_ADDRESSES},
            WITHOUT_WORST: without[order],
        }
    )
    return check(ranking, RANKING)


# Classes for shading end where these parts of the ranked zones do.
CLASS_BOUNDS = (0.01, 0.05, 0.15, 0.4)


def score_classes(ranking: pd.DataFrame, zones: pd.DataFrame) -> NDArray[np.int64]:
    """Return the class of each zone by its rank, for shading a map.

    Parameters
    ----------
    ranking
        The ranking.
    zones
        The zones table.

    Returns
    -------
    numpy.ndarray
        For each row of `zones` from 5, the hundredth ranked first, down to 1; 0 for
        a zone that is not ranked.
    """
    share = np.arange(len(ranking)) / len(ranking)
    of_ranked = (
        len(CLASS_BOUNDS) + 1 - np.searchsorted(CLASS_BOUNDS, share, side="right")
    )
    classes = pd.Series(of_ranked, index=ranking["zone"])
    return classes.reindex(zones["zone"]).fillna(0).to_numpy(dtype=np.int64)


def equal_scores(
    ranking: pd.DataFrame, *, score: float, harm_share: float
) -> pd.DataFrame:
    """Return two points of volume and harm that have this score, on the axes' ends.

    All zones of that score lie on the line through them, the worse ones beyond it.

    Parameters
    ----------
    ranking
        The ranking.
    score
        A score, 0 to 1.
    harm_share
        Weight of harm in the score, 0 to 1.

    Examples
    --------
    Of 10 incidents and 100 days in all, 2 incidents alone score 0.1, or 20 days alone.

    >>> ranking = pd.DataFrame({"volume": [6, 4], "harm": [50.0, 50.0]})
    >>> equal_scores(ranking, score=0.1, harm_share=0.5).to_numpy().tolist()
    [[2.0, 0.0], [0.0, 20.0]]
    """
    volume, harm = ranking["volume"], ranking["harm"]
    at_volume = score * volume.sum()
    at_harm = score * harm.sum()
    if harm_share == 0:
        ends = [[at_volume, 0.0], [at_volume, harm.max()]]
    elif harm_share == 1:
        ends = [[volume.max(), at_harm], [0.0, at_harm]]
    else:
        ends = [[at_volume / (1 - harm_share), 0.0], [0.0, at_harm / harm_share]]
    return pd.DataFrame(ends, columns=["volume", "harm"], dtype="float64")


def _exact_score(
    volume: NDArray[np.int64], harm: NDArray[np.int64], harm_share: float
) -> NDArray[Any]:
    whole = 10**SHARE_DECIMALS
    share = round(harm_share * whole)
    total_volume, total_harm = int(volume.sum()), max(int(harm.sum()), 1)
    fits = whole * total_volume * total_harm <= LARGEST_INT64
    exact = np.int64 if fits else object
    return np.asarray(
        (whole - share) * total_harm * volume.astype(exact)
        + share * total_volume * harm.astype(exact)
    )


def _score(
    volume: NDArray[np.int64], harm: NDArray[np.int64], harm_share: float
) -> NDArray[np.float64]:
    return np.asarray(
        (1 - harm_share) * volume / volume.sum()
        + harm_share * harm / max(int(harm.sum()), 1)
    )


def _descending(*keys: NDArray[Any]) -> NDArray[np.intp]:
    """Return the order by each key in turn, greatest first, then as given."""
    order = np.arange(len(keys[0]))
    for key in reversed(keys):
        order = order[np.argsort(-key[order], kind="stable")]
    return order


def _shared_rank(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return 1 for the greatest; equals share a rank, and the next is counted on."""
    return len(values) + 1 - np.searchsorted(np.sort(values), values, side="right")
