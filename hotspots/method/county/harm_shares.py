"""The share of the county's harm that each kind of incident makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from hotspots.months import Period


def harm_shares(
    incidents: pd.DataFrame,
    *,
    categories: Sequence[str],
    weighed: Sequence[str],
    weight_of: Mapping[str, float],
    period: Period,
) -> pd.Series:
    """Return the share of harm (0 to 1) of what is weighed alike.

    Parameters
    ----------
    incidents
        Table `INCIDENTS`; its month and category are categoricals.
    categories
        Categories that count.
    weighed
        What each of them is weighed as.
    weight_of
        Weight of one incident of each of these; one without a weight makes no harm.
    period
        Months that count.

    Examples
    --------
    >>> months = pd.Categorical(["2025-01"] * 3)
    >>> kinds = pd.Categorical(["Robbery", "Assault", "Assault"])
    >>> harm_shares(
    ...     pd.DataFrame({"month": months, "category": kinds}),
    ...     categories=["Robbery", "Assault"], weighed=["34B", "8N"],
    ...     weight_of={"34B": 30, "8N": 10}, period=Period("2025-01", "2025-01"),
    ... ).to_dict()
    {'34B': 0.6, '8N': 0.4}
    """
    months = incidents["month"].cat
    within = [period.first <= month <= period.last for month in months.categories]
    is_in = np.array(within, dtype=bool)[months.codes.to_numpy()]
    category = incidents["category"].cat
    n = np.bincount(
        category.codes.to_numpy()[is_in], minlength=len(category.categories)
    )
    count_of = dict(zip(category.categories, n.tolist(), strict=True))
    harm = dict.fromkeys(weighed, 0.0)
    for name, key in zip(categories, weighed, strict=True):
        weight = weight_of.get(key, 0.0)
        harm[key] += count_of.get(name, 0) * (0.0 if np.isnan(weight) else weight)
    total = sum(harm.values()) or 1.0
    return pd.Series({key: value / total for key, value in harm.items()}, dtype=float)
