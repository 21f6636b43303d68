"""What the chosen zones would have had without patrols, and how sure that is.

Each zone's own rate is told from its counts of this and earlier years, the highest of
which are partly luck. The zones ranked next, which were not chosen, show what such
rates became. The chosen ones are expected to have gone the same way.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hotspots.errors import InputError
from hotspots.method.evaluation.count_spread import CountSpread, extra_of
from hotspots.method.evaluation.own_rates import own_rates
from hotspots.method.evaluation.shared_fate import USUAL_SHARED_SD
from hotspots.method.evaluation.slope import Slope, slope_of

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]

CONFIDENCE = 0.95

# The next-ranked zones taken for reference: as many as expect this many times the
# incidents of the chosen ones, so that they add a quarter to the variance, and at
# least so many zones. Spreads were alike from 2 times to 8 (docs/counterfactual.md).
REFERENCE_INCIDENTS = 4.0
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

# With so many chosen zones their own scatter says as much as the reference zones'.
ZONES_OF_EQUAL_SAY = 24

# Counts of quiet zones (2 to 6 expected) had 1.3 to 4.5 times the variance of chance on
# real years, shoplifting apart. Beyond that one cause makes several of them.
QUIET = (2.0, 6.0)
MOST_BUNCHING = 5.0
FEWEST_QUIET_ZONES = 50


@dataclass(frozen=True, eq=False)
class Counterfactual:
    """The counts of the chosen zones with nothing done, beside those seen.

    Attributes
    ----------
    before, seen
        Incidents of each chosen zone in the last period before, and after.
    spread
        How the counts after would be distributed; `spread.expected` are their means.
    as_long
        Days after for each day before.
    everywhere
        Mean count after of every zone, chosen or not.
    level
        Incidents after, in the reference zones, for each one that their own rates make.
    slope
        How steeply counts after rise with own rates.
    n_reference
        Reference zones: the next-ranked ones.
    n_periods
        Periods before that rates rest on.
    error
        Standard error of the logarithm of the level, for reference zones are a sample.
    shared_sd
        Standard deviation of the logarithm of the shock that chosen zones share.
    bunching
        Variance of counts of quiet zones for each 1 of chance; not a number where they
        are too few.
    """

    before: Counts
    seen: Counts
    spread: CountSpread
    as_long: float
    everywhere: Floats
    level: float
    slope: Slope
    n_reference: int
    n_periods: int
    error: float
    shared_sd: float
    bunching: float

    @property
    def expected(self) -> Floats:
        """Mean count after of each chosen zone."""
        return self.spread.expected

    @property
    def low(self) -> Counts:
        """Lower end of each zone's own 95% range of counts, itself included."""
        return self.spread.quantile((1 - CONFIDENCE) / 2)

    @property
    def high(self) -> Counts:
        """Upper end of each zone's own 95% range of counts, itself included."""
        return self.spread.quantile((1 + CONFIDENCE) / 2)

    @property
    def p(self) -> Floats:
        """How likely each zone's count, or one as extreme, is with nothing done.

        Two-sided: twice the smaller tail. Adjust it for the number of zones.
        """
        fewer, more = self.spread.at_most(self.seen), self.spread.at_least(self.seen)
        return np.asarray(np.minimum(2 * np.minimum(fewer, more), 1.0))

    @property
    def p_fall(self) -> Floats:
        """How likely each zone has fewer incidents a day after than before."""
        return self.spread.at_most(np.ceil(self.before * self.as_long) - 1)

    @property
    def n_fell(self) -> int:
        """Chosen zones with fewer incidents a day after than before."""
        return int((self.seen < self.before * self.as_long).sum())

    @property
    def n_expected_to_fall(self) -> float:
        """How many of them would be expected to have fewer."""
        return float(self.p_fall.sum())

    @property
    def p_as_many(self) -> float:
        """How likely as many or more would have fallen."""
        numbers = self.spread.numbers_with_fewer(self.before * self.as_long)
        return float(min(numbers[self.n_fell :].sum(), 1.0))

    @property
    def p_as_few(self) -> float:
        """How likely as few or fewer would have fallen."""
        numbers = self.spread.numbers_with_fewer(self.before * self.as_long)
        return float(min(numbers[: self.n_fell + 1].sum(), 1.0))

    @property
    def ratio(self) -> float:
        """Incidents seen for each one expected."""
        return float(self.seen.sum() / self.expected.sum())

    @property
    def standard_error(self) -> float:
        """Standard error of the logarithm of the ratio where nothing was done."""
        return float(np.hypot(self.error_apart, self.shared_sd))

    @property
    def error_apart(self) -> float:
        """The same without the shared shock.

        How far counts stray from their means is told from the reference zones and, the
        more the more chosen zones there are, from these themselves.
        """
        n = len(self.seen)
        told = self.spread.variance.sum() / self.expected.sum() ** 2
        strayed = ((self.seen - self.ratio * self.expected) ** 2).sum()
        own = strayed / max(self.seen.sum(), 1.0) ** 2 * n / max(n - 1, 1)
        share = n / (n + ZONES_OF_EQUAL_SAY)
        return float(np.sqrt((1 - share) * told + share * own + self.error**2))

    @property
    def log_ratio(self) -> float:
        """Logarithm of the ratio; of half an incident where none is seen."""
        return float(np.log(max(self.seen.sum(), 0.5) / self.expected.sum()))

    @property
    def interval(self) -> tuple[float, float]:
        """The ratio's 95% interval; it leaves out 1 where the ratio is clear."""
        reach = _reach() * self.standard_error
        low, high = np.exp([self.log_ratio - reach, self.log_ratio + reach])
        return (float(low) if self.seen.any() else 0.0), float(high)

    @property
    def is_bunched(self) -> bool:
        """Whether one cause seems to make several incidents: then ratios run high."""
        return bool(self.bunching > MOST_BUNCHING)


def counterfactual(
    history: ArrayLike,
    after: ArrayLike,
    *,
    chosen: ArrayLike,
    outside: ArrayLike | None = None,
    as_long: float = 1.0,
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
    outside
        The zones that may be looked at after; those not chosen, unless given. Leave out
        zones that patrols may have touched.
    as_long
        Days after for each day before, by which a zone is said to have fallen.
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
    rates = own_rates(counts)
    ranked = np.flatnonzero(may_look)[np.argsort(-rates[may_look], kind="stable")]
    slope = _slope(rates, came, _with_ties(rates, ranked, SLOPE_ZONES))
    raised = rates**slope.value
    reference = _reference(raised, ranked, float(raised[is_chosen].sum()))
    n_came = float(came[reference].sum())
    _refuse_little(len(reference), n_came)
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
        as_long=as_long,
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
        msg = "No zone is chosen, so there is nothing to expect. Choose zones first."
        raise InputError(msg)
    may_look = may_look & ~is_chosen
    _refuse_little(int(may_look.sum()), float(counts[may_look, -1].sum()))
    return counts, came, is_chosen, may_look


def _refuse_little(n_zones: int, n_incidents: float) -> None:
    if n_zones < FEWEST_ZONES or n_incidents < FEWEST_INCIDENTS:
        msg = (
            f"Only {n_incidents:.0f} incidents lie in {n_zones:,} zones that were not "
            f"chosen; at least {FEWEST_INCIDENTS} in {FEWEST_ZONES} are needed to tell "
            f"how zones go on without patrols. Load more months or a larger area."
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


def _reach() -> float:
    """Return how many standard errors an interval reaches to either side."""
    from scipy.special import ndtri

    return float(ndtri((1 + CONFIDENCE) / 2))
