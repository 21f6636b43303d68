"""What the chosen zones would have had without patrols, and how sure that is.

Each zone's own rate is told from its counts of this and earlier years, the highest of
which are partly luck. The zones ranked next, which were not chosen, show what such
rates became. The chosen ones are expected to have gone the same way.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hotspots.errors import InputError
from hotspots.method.evaluation.count_spread import CountSpread, extra_of
from hotspots.method.evaluation.own_rates import own_rates
from hotspots.method.evaluation.seen_and_expected import Counterfactual
from hotspots.method.evaluation.shared_fate import USUAL_SHARED_SD
from hotspots.method.evaluation.slope import Slope, slope_of
from hotspots.texts import counted

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]

# The next-ranked zones taken for reference: as many as expect this many times the
# incidents of the chosen ones, so that they add a quarter to the variance, and at
# least so many zones. Spreads were alike from 2 times to 4 (docs/counterfactual.md).
REFERENCE_INCIDENTS = 3.0
LEAST_REFERENCE_ZONES = 100
# The slope asks for zones further down as well.
SLOPE_ZONES = 500

# Rates that differ by a smaller part are the same.
NEGLIGIBLE = 1e-9

# Less than that shows nothing of how zones go on by themselves.
FEWEST_ZONES = 8
FEWEST_INCIDENTS = 10
# Beyond these the next-ranked zones say nothing of the chosen ones. Real years showed
# slopes from 0.88 to 1.06.
SLOPE_BOUNDS = (0.8, 1.2)

# All zones together change by less than that from one year to the next, or what is
# recorded has changed: real years showed 0.8 to 1.1 times.
RECORDING_BOUNDS = (1 / 3, 3.0)

# Quiet zones expect so many incidents; how bunched these are is told from at least so
# many zones.
QUIET = (2.0, 6.0)
FEWEST_QUIET_ZONES = 50


def counterfactual(
    history: ArrayLike,
    after: ArrayLike,
    *,
    chosen: ArrayLike,
    around: ArrayLike | None = None,
    outside: ArrayLike | None = None,
    shared_sd: float = USUAL_SHARED_SD,
) -> Counterfactual:
    """Say what counts the chosen zones would have had after, with nothing done.

    Parameters
    ----------
    history
        Incidents of every zone that could have been chosen, zones x periods, oldest
        first: the period before last, and ahead of it such earlier periods of the same
        calendar months as are loaded.
    after
        Incidents of every such zone after.
    chosen
        Whether each zone was chosen. The choice may rest on the history in any way, and
        on nothing after it.
    around
        Mean incidents of the zones around each zone in the periods of the history
        (`counts_around`); None if not known.
    outside
        The zones that may be looked at after; those not chosen, unless given. Leave out
        zones that patrols may have touched.
    shared_sd
        Standard deviation of the logarithm of the shock that chosen zones share
        (`shared_fate.shared_sd_of`).

    Raises
    ------
    InputError
        If other zones are too few, hold too little, or changed so differently that they
        say nothing of the chosen ones; or arrays differ in length.

    Notes
    -----
    With m the own rate of a zone (`own_rates`), E = level x m ** slope. The level makes
    as many incidents expected in the reference zones as were seen there. These are the
    next-ranked zones by m, not all zones: busy places of a county share much of what
    happens to them, and what reference zones share with chosen ones is taken out. Given
    the history the choice tells no more of a zone, so it may be left out of account
    (Rubin 1976, Biometrika 63:581).

    Examples
    --------
    Twelve zones alike hold about 3 a year, and the two that held most are chosen. Both
    fall, and no wonder:

    >>> found = counterfactual(
    ...     [[6], [5], [4], [3], [3], [3], [2], [2], [1], [1], [3], [4]],
    ...     [3, 2, 2, 5, 4, 1, 3, 1, 3, 2, 3, 2],
    ...     chosen=[True, True] + 10 * [False],
    ... )
    >>> found.n_fell, found.n_expected_to_fall > 1.5, found.p_as_many > 0.5
    (2, True, True)
    """
    counts, came, is_chosen, may_look = _checked(history, after, chosen, outside)
    rates = own_rates(counts, around)
    ranked = np.flatnonzero(may_look)[np.argsort(-rates[may_look], kind="stable")]
    slope = _slope(rates, came, _with_ties(rates, ranked, SLOPE_ZONES))
    raised = rates**slope.value
    reference = _reference(raised, ranked, float(raised[is_chosen].sum()))
    n_came = float(came[reference].sum())
    refuse_little(len(reference), n_came)
    level = n_came / float(raised[reference].sum())
    everywhere = level * raised
    extra = extra_of(came[reference], everywhere[reference])
    error = _error_of_level(came[reference], everywhere[reference])
    return Counterfactual(
        before=counts[is_chosen, -1].astype(np.int64),
        seen=came[is_chosen].astype(np.int64),
        spread=CountSpread(
            everywhere[is_chosen], extra, float(np.hypot(shared_sd, error))
        ),
        everywhere=everywhere,
        level=level,
        slope=slope,
        n_reference=len(reference),
        n_periods=counts.shape[1],
        error=error,
        shared_sd=shared_sd,
        bunching=_bunching(came[may_look], everywhere[may_look]),
    )


def _checked(
    history: ArrayLike, after: ArrayLike, chosen: ArrayLike, outside: ArrayLike | None
) -> tuple[Floats, Floats, Mask, Mask]:
    counts, came = np.asarray(history, dtype=float), np.asarray(after, dtype=float)
    is_chosen = np.asarray(chosen, dtype=bool)
    may_look = ~is_chosen if outside is None else np.asarray(outside, dtype=bool)
    lengths = {len(counts), len(came), len(is_chosen), len(may_look)}
    if counts.ndim != 2 or len(lengths) > 1:
        msg = (
            "Each zone needs its counts of every period before, one after, and whether "
            "it was chosen. Give arrays of the same length, history with a column for "
            "each period."
        )
        raise InputError(msg)
    if not is_chosen.any():
        msg = (
            "None of the chosen zones holds an incident in these data, so there is "
            "nothing to expect. Choose zones first, or load their months."
        )
        raise InputError(msg)
    may_look = may_look & ~is_chosen
    refuse_little(int(may_look.sum()), float(counts[may_look, -1].sum()))
    _refuse_other_recording(float(counts[:, -1].sum()), float(came.sum()))
    return counts, came, is_chosen, may_look


def refuse_little(n_zones: int, n_incidents: float) -> None:
    """Refuse zones that show too little of how zones go on by themselves.

    Parameters
    ----------
    n_zones, n_incidents
        Zones outside the chosen ones, and incidents in them.

    Raises
    ------
    InputError
        If there are fewer than `FEWEST_ZONES` or `FEWEST_INCIDENTS`.
    """
    if n_zones < FEWEST_ZONES or n_incidents < FEWEST_INCIDENTS:
        msg = (
            f"Too little lies outside the chosen zones: "
            f"{counted(round(n_incidents), 'incident')} in {counted(n_zones, 'zone')}. "
            f"At least {FEWEST_INCIDENTS} in {FEWEST_ZONES} are needed to tell how "
            f"zones go on without patrols. Load more months or a larger area."
        )
        raise InputError(msg)


def _refuse_other_recording(n_before: float, n_after: float) -> None:
    low, high = RECORDING_BOUNDS
    if n_after and not low * n_before <= n_after <= high * n_before:
        times = "a third" if n_after < n_before else "three times"
        less = "less" if n_after < n_before else "more"
        msg = (
            f"The zones that could have been chosen had "
            f"{counted(round(n_before), 'incident')} before and {round(n_after):,} "
            f"after, {times} as many or {less}. So what is recorded seems to have "
            f"changed, and nothing can be said of single zones. Compare periods that "
            f"were recorded alike."
        )
        raise InputError(msg)


def _slope(rates: Floats, came: Floats, zones: Counts) -> Slope:
    slope = slope_of(rates[zones], came[zones])
    low, high = SLOPE_BOUNDS
    if not low <= slope.value <= high:
        which = "fell back far further" if slope.value < low else "rose far more"
        msg = (
            f"Among zones that were not chosen, busy ones {which} than quiet ones "
            f"(slope {slope.value:.2f}, outside {low:g} to {high:g}), so they do not "
            f"show what the busiest zones would have done. Several records of one "
            f"event have this effect, and so have short periods. Load longer periods "
            f"or earlier years."
        )
        raise InputError(msg)
    return slope


def _reference(raised: Floats, ranked: Counts, of_chosen: float) -> Counts:
    """Return the next-ranked zones, as many as the chosen ones need beside them."""
    reached = np.cumsum(raised[ranked])
    enough = int(np.searchsorted(reached, REFERENCE_INCIDENTS * of_chosen)) + 1
    return _with_ties(raised, ranked, max(enough, LEAST_REFERENCE_ZONES))


def _with_ties(rates: Floats, ranked: Counts, number: int) -> Counts:
    """Return so many of the zones ranked, and all that are as busy as the last."""
    if number >= len(ranked):
        return ranked
    lowest = rates[ranked[number - 1]] * (1 - NEGLIGIBLE)
    return np.asarray(ranked[rates[ranked] >= lowest])


def _error_of_level(came: Floats, expected: Floats) -> float:
    """Return the standard error of the logarithm of the level, robust to uneven zones.

    Without that of the slope, which is part of what the shared shock is measured by.
    """
    n = len(came)
    variance = ((came - expected) ** 2).sum() / expected.sum() ** 2
    return float(np.sqrt(variance * n / (n - 1)))


def _bunching(came: Floats, expected: Floats) -> float:
    """Return the variance of quiet zones' counts for each 1 of chance."""
    quiet = (expected > QUIET[0]) & (expected < QUIET[1])
    if quiet.sum() < FEWEST_QUIET_ZONES:
        return float("nan")
    seen, mean = came[quiet], expected[quiet]
    mean = mean * seen.sum() / mean.sum()
    return float(((seen - mean) ** 2).sum() / max(mean.sum(), 1.0))
