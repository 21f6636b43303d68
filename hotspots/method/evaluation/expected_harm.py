"""The harm that chosen zones would have had without patrols, category by category."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hotspots.errors import InputError
from hotspots.method.evaluation.counterfactual import counterfactual
from hotspots.method.evaluation.history import ZoneHistory
from hotspots.method.evaluation.seen_and_expected import Counterfactual, reach

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

# Nothing is divided by less.
LEAST = 1e-9


@dataclass(frozen=True, eq=False)
class ExpectedHarm:
    """Harm seen in the chosen zones, and that expected without patrols.

    Attributes
    ----------
    seen, expected
        Harm of each chosen zone after, in the unit of the harm scale.
    standard_error
        Of the logarithm of harm seen for each expected where nothing was done.
    n_categories
        Categories that it adds up.
    """

    seen: Floats
    expected: Floats
    standard_error: float
    n_categories: int

    def for_rows(self, rows: NDArray[np.int64]) -> ExpectedHarm:
        """Return the same in another order of zones, as `Counterfactual.for_rows`."""
        is_held, at = rows >= 0, np.maximum(rows, 0)
        return replace(
            self,
            seen=np.where(is_held, self.seen[at], 0.0),
            expected=np.where(is_held, self.expected[at], 0.0),
        )

    @property
    def ordinary(self) -> tuple[float, float]:
        """Harm of all chosen zones between which 95% of years without patrols lie."""
        total, times = self.expected.sum(), np.exp(reach() * self.standard_error)
        return float(total / times), float(total * times)


def expected_harm(
    histories: Mapping[str, ZoneHistory],
    weight_of: Mapping[str, float],
    *,
    chosen: Mask,
    overall: Counterfactual,
) -> ExpectedHarm | None:
    """Add up what is expected of each category, weighed by its harm.

    Parameters
    ----------
    histories
        Counts of each category of the strand, of the same zones.
    weight_of
        Harm of one incident of each category.
    chosen
        Whether each zone was chosen.
    overall
        What is expected of all categories together, zones in the order of `histories`.

    Returns
    -------
    ExpectedHarm
        None where no harm is expected.

    Notes
    -----
    Zones chosen for the harm of a year had a bad year of harmful categories, so each
    category falls back by its own counts; the mean harm of an incident would not do.
    A category too rare for that is expected where all of the strand is. A busy zone is
    known by all its counts together, and each category alone falls back too far, so
    what is expected of the categories of a zone is scaled to what is expected of the
    strand there (docs/counterfactual.md). Categories stray apart but for the shock,
    which they share.
    """
    parts = [_of_category(each, chosen, overall) for each in histories.values()]
    harms = np.array([weight_of[category] for category in histories])
    counts = np.array([mean for mean, _ in parts])
    scale = overall.expected / np.maximum(counts.sum(axis=0), LEAST)
    expected = harms @ (counts * scale)
    seen = harms @ np.array([each.after[chosen] for each in histories.values()])
    if not expected.any():
        return None
    # Each category's sum is scaled as a whole.
    scaled = (counts * scale).sum(axis=1) / np.maximum(counts.sum(axis=1), LEAST)
    variance = (harms * scaled) ** 2 @ np.array([variance for _, variance in parts])
    error = np.sqrt(variance / expected.sum() ** 2 + overall.shared_sd**2)
    return ExpectedHarm(seen, expected, float(error), len(histories))


def _of_category(
    history: ZoneHistory, chosen: Mask, overall: Counterfactual
) -> tuple[Floats, float]:
    """Return mean counts of a category after, and the variance of their sum."""
    try:
        found = counterfactual(
            history.before, history.after, chosen=chosen, around=history.around
        )
    except InputError:
        everywhere = overall.everywhere
        level = history.after[~chosen].sum() / everywhere[~chosen].sum()
        mean = level * everywhere[chosen]
        return mean, float(mean.sum())
    return found.expected, float((found.error_apart * found.expected.sum()) ** 2)
