"""The rankings of several strands into one: each zone by its share of them all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.errors import InputError

# Weights and shares are read to hundredths, harm to thousandths, so that scores can be
# compared as whole numbers.
HUNDREDTHS = 100
THOUSANDTHS = 1000


@dataclass(frozen=True, eq=False)
class Share:
    """A strand's part in a joint list.

    Attributes
    ----------
    strand
        Its name, a short word for columns.
    ranking
        Its ranking, of all zones.
    weight
        Its weight beside the other strands', to two decimals.
    harm_share
        Weight of harm in its score, 0 to 1, to two decimals.
    """

    strand: str
    ranking: pd.DataFrame
    weight: float = 1.0
    harm_share: float = 0.5


@dataclass(frozen=True, eq=False)
class JointRanking:
    """One ranking over several strands.

    Attributes
    ----------
    ranking
        A row a zone that any strand ranks, best first: `zone`, `name`, `district`,
        `volume` (incidents of all strands; one that two strands count is in it twice),
        `score`, `rank`, `earned_by` (the strand that gives most of its score) and for
        each strand its `_volume`, `_harm`, `_rank` (0 if it ranks it nowhere) and
        `_part` of the score.
    scores
        The score of each row in whole numbers of one unit, exactly.
    """

    ranking: pd.DataFrame
    scores: list[int]


def joint_ranking(shares: Sequence[Share]) -> JointRanking:
    """Rank zones by their weighted share of each strand's volume and harm.

    Parameters
    ----------
    shares
        The strands, in the order in which an equal part is settled.

    Raises
    ------
    InputError
        If there is no strand, one is named twice or ranks no zone, or the weights are
        negative or all 0.

    Notes
    -----
    A zone's score in a strand is (1 - s) v / V + s h / H: its share of the strand's
    incidents and of their harm. The joint score is the mean of these by the strands'
    weights. Counts of different strands are never added for it: at one day an incident
    of antisocial behaviour would vanish beside one of violence. Ties go to the greater
    single part, then the greater volume, then the first id.

    Examples
    --------
    Zone A has all the robberies and B all the antisocial behaviour, which weighs more.

    >>> def of(zone, volume):
    ...     return pd.DataFrame({
    ...         "zone": [zone], "name": "", "district": "Swale", "volume": volume,
    ...         "harm": float(volume), "rank": 1,
    ...     })
    >>> shares = [Share("robbery", of("A", 4)), Share("asb", of("B", 90), weight=3)]
    >>> ranking = joint_ranking(shares).ranking
    >>> ranking[["zone", "score", "earned_by"]].to_numpy().tolist()
    [['B', 0.75, 'asb'], ['A', 0.25, 'robbery']]
    """
    _refuse(shares)
    zones = _zones_of_any(shares)
    parts = _parts(shares, zones["zone"])
    total = parts.sum(axis=1)
    own = [_own_columns(share, zones["zone"]) for share in shares]
    volume = np.sum([columns.iloc[:, 0].to_numpy() for columns in own], axis=0)
    greatest = parts.max(axis=1)
    order = sorted(
        range(len(zones)),
        key=lambda row: (-total[row], -greatest[row], -volume[row], zones["zone"][row]),
    )
    unit = int(total.sum())
    names = [share.strand for share in shares]
    in_score = pd.DataFrame(
        {
            f"{name}_part": [int(part) / unit for part in parts[:, number]]
            for number, name in enumerate(names)
        }
    )
    columns = zones.assign(
        volume=volume,
        score=[int(score) / unit for score in total],
        earned_by=[names[int(np.argmax(row))] for row in parts],
    )
    ranking = pd.concat([columns, *own, in_score], axis=1).iloc[order]
    ranking.insert(5, "rank", np.arange(1, len(order) + 1))
    return JointRanking(
        ranking.reset_index(drop=True), [int(total[row]) for row in order]
    )


def _refuse(shares: Sequence[Share]) -> None:
    names = [share.strand for share in shares]
    empty = [share.strand for share in shares if not share.ranking["volume"].sum()]
    weights = [share.weight for share in shares]
    if not names:
        msg = "A joint list needs at least one strand."
    elif len(set(names)) < len(names):
        msg = f"Each strand can be in a joint list once. Given: {', '.join(names)}."
    elif empty:
        msg = (
            f"{', '.join(empty)} has no incident in these months, so it cannot be part "
            f"of a joint list. Leave it out, or load more months."
        )
    elif not all(math.isfinite(weight) and weight >= 0 for weight in weights):
        msg = f"Weights of strands must be 0 or more. Given: {_listed(weights)}."
    elif not any(_hundredths(weight) for weight in weights):
        msg = "Every strand's weight is 0, so no zone can be ranked. Raise one."
    else:
        return
    raise InputError(msg)


def _listed(weights: Sequence[float]) -> str:
    return ", ".join(f"{weight:g}" for weight in weights)


def _hundredths(number: float) -> int:
    return round(number * HUNDREDTHS)


def _zones_of_any(shares: Sequence[Share]) -> pd.DataFrame:
    columns = ["zone", "name", "district"]
    every = pd.concat([share.ranking[columns].astype("str") for share in shares])
    return every.drop_duplicates("zone").reset_index(drop=True)


def _parts(shares: Sequence[Share], zones: pd.Series) -> NDArray[Any]:
    """Return each zone's part of the score by strand, in whole numbers of one unit."""
    scores = [_score_and_whole(share) for share in shares]
    common = math.lcm(*(whole for _, whole in scores))
    parts = np.zeros((len(zones), len(shares)), dtype=object)
    for number, (share, (of_zone, whole)) in enumerate(
        zip(shares, scores, strict=True)
    ):
        scale = _hundredths(share.weight) * (common // whole)
        parts[:, number] = [scale * of_zone.get(zone, 0) for zone in zones]
    return parts


def _score_and_whole(share: Share) -> tuple[dict[str, int], int]:
    """Return each zone's exact score in its strand, and what all zones have."""
    volume = [int(number) for number in share.ranking["volume"]]
    harm = [round(number * THOUSANDTHS) for number in share.ranking["harm"]]
    of_harm = _hundredths(share.harm_share) if any(harm) else 0
    total_volume, total_harm = sum(volume), sum(harm) or 1
    scores = [
        (HUNDREDTHS - of_harm) * total_harm * v + of_harm * total_volume * h
        for v, h in zip(volume, harm, strict=True)
    ]
    zones = share.ranking["zone"].astype("str")
    return dict(zip(zones, scores, strict=True)), sum(scores)


def _own_columns(share: Share, zones: pd.Series) -> pd.DataFrame:
    own = share.ranking.assign(zone=share.ranking["zone"].astype("str"))
    own = own.set_index("zone")[["volume", "harm", "rank"]].reindex(zones)
    own = own.fillna(0).astype({"volume": "int64", "rank": "int64"})
    return own.add_prefix(f"{share.strand}_").reset_index(drop=True)
