"""What fall could be seen: how large it must be to show in four programmes of five."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hotspots.errors import InputError
from hotspots.method.evaluation.count_spread import POWER as POWER_OF_VARIANCE
from hotspots.method.evaluation.counterfactual import (
    REFERENCE_INCIDENTS,
    counterfactual,
)
from hotspots.method.evaluation.own_rates import own_rates
from hotspots.method.evaluation.placebo import busiest
from hotspots.method.evaluation.seen_and_expected import CONFIDENCE
from hotspots.method.evaluation.shared_fate import usual_shared_sd
from hotspots.method.evaluation.slope import USUAL_SLOPE

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

SHOWN_IN = 0.8

# Extra variance where no earlier pair tells it: the median of `data/placebo_pairs.csv`.
USUAL_EXTRA = 0.8


class UsualEffect(NamedTuple):
    """What hotspot patrols did elsewhere.

    Attributes
    ----------
    fall
        Share by which incidents fell (0 to 1).
    what, source
        Of which incidents, and who says so.
    """

    fall: float
    what: str
    source: str


USUAL_EFFECTS = (
    UsualEffect(
        0.16,
        "all crime",
        "Braga and Weisburd 2022, Journal of Quantitative Criminology 38:1, 60 tests",
    ),
    UsualEffect(
        0.14,
        "violence",
        "Youth Endowment Fund toolkit, hot spots policing",
    ),
)


@dataclass(frozen=True)
class VisibleFall:
    """The smallest fall that would show.

    Attributes
    ----------
    n_zones
        Chosen zones.
    n_months
        Months after.
    expected
        Incidents expected after, in all chosen zones together.
    standard_error
        Of the logarithm of incidents seen for each expected.
    fall
        Smallest fall (0 to 1) that shows in four programmes of five.
    """

    n_zones: int
    n_months: int
    expected: float
    standard_error: float
    fall: float


def visible_fall(
    history: ArrayLike,
    *,
    chosen: ArrayLike,
    around: ArrayLike | None = None,
    months: tuple[int, int] = (12, 12),
    shared_sd: float | None = None,
) -> VisibleFall:
    """Return the smallest fall in the chosen zones that would show.

    Parameters
    ----------
    history
        Incidents of every zone that could be chosen, zones x periods, oldest first.
    chosen
        Whether each zone is chosen.
    around
        Mean incidents of the zones around each zone in the same periods; None if not
        known.
    months
        Months of each period of the history, and months after.
    shared_sd
        Standard deviation of the logarithm of the shock that chosen zones share; the
        usual one of so many months, unless given.

    Raises
    ------
    InputError
        If no zone is chosen, or the chosen ones hold no incident.

    Notes
    -----
    A fall shows if the 95% interval of incidents seen for each expected lies below 1.
    With standard error s it does so in four of five programmes from a fall of
    1 - exp(-(1.96 + 0.84) s) on. What zones do beyond chance is told from the latest
    earlier pair of periods, if there are two, and lasts through a period: fewer months
    after add to what chance does, not to that.

    Examples
    --------
    >>> history = np.array([[40 + zone % 7] for zone in range(200)])
    >>> found = visible_fall(history, chosen=np.arange(200) < 24)
    >>> round(found.fall, 2), round(found.expected)
    (0.27, 1031)
    """
    counts, is_chosen = np.asarray(history), np.asarray(chosen, dtype=bool)
    nearby = None if around is None else np.asarray(around)
    if not counts[is_chosen, -1].any():
        msg = "The chosen zones hold no incident, so no fall could show. Choose others."
        raise InputError(msg)
    rates = own_rates(counts, nearby) ** USUAL_SLOPE
    # As many are expected in all zones together as there were in the last period.
    a_period = rates[is_chosen] * counts[:, -1].sum() / rates.sum()
    longer = months[1] / months[0]
    expected = a_period * longer
    beyond = _extra(counts, nearby, is_chosen) * a_period**POWER_OF_VARIANCE * longer**2
    apart = (expected + beyond).sum() / expected.sum() ** 2
    shared = usual_shared_sd(months[1]) if shared_sd is None else shared_sd
    error = float(np.sqrt(apart * (1 + 1 / REFERENCE_INCIDENTS) + shared**2))
    return VisibleFall(
        n_zones=int(is_chosen.sum()),
        n_months=months[1],
        expected=float(expected.sum()),
        standard_error=error,
        fall=smallest_visible_fall(error),
    )


def visible_falls(
    history: ArrayLike,
    *,
    n_zones: Sequence[int],
    around: ArrayLike | None = None,
    months: tuple[int, int] = (12, 12),
    shared_sd: float | None = None,
) -> list[VisibleFall]:
    """Return the same for several numbers of zones, the busiest of the last period."""
    counts = np.asarray(history)
    return [
        visible_fall(
            counts,
            chosen=busiest(counts[:, -1], number),
            around=around,
            months=months,
            shared_sd=shared_sd,
        )
        for number in n_zones
    ]


def smallest_visible_fall(
    standard_error: float, *, shown_in: float = SHOWN_IN
) -> float:
    """Return the fall (0 to 1) that shows so often, given the standard error.

    Examples
    --------
    >>> [round(smallest_visible_fall(error), 2) for error in (0.05, 0.10, 0.20)]
    [0.13, 0.24, 0.43]
    """
    from scipy.special import ndtri

    reach = float(ndtri((1 + CONFIDENCE) / 2) + ndtri(shown_in))
    return float(1 - np.exp(-reach * standard_error))


def chance_to_show(fall: float, standard_error: float) -> float:
    """Return how often a true fall (0 to 1) shows, given the standard error.

    Examples
    --------
    Of 16% with a standard error of 0.1:

    >>> round(chance_to_show(0.16, 0.1), 2)
    0.41
    """
    from scipy.special import ndtr, ndtri

    shortfall = -np.log(1 - fall) / standard_error - ndtri((1 + CONFIDENCE) / 2)
    return float(ndtr(shortfall))


def _extra(counts: NDArray[np.int64], around: Floats | None, chosen: Mask) -> float:
    """Return the extra variance that the latest earlier pair shows, or the usual."""
    if counts.shape[1] == 1:
        return USUAL_EXTRA
    earlier = busiest(counts[:, -2], int(chosen.sum()))
    try:
        found = counterfactual(
            counts[:, :-1],
            counts[:, -1],
            chosen=earlier,
            around=None if around is None else around[:, :-1],
        )
    except InputError:
        return USUAL_EXTRA
    return float(np.mean(found.spread.extra))
