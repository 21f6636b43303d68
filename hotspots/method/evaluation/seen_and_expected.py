"""Counts seen in the chosen zones beside those expected, and what follows from both."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hotspots.method.evaluation.before_after import directions_of
from hotspots.method.evaluation.count_spread import CountSpread
from hotspots.method.evaluation.slope import Slope

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

CONFIDENCE = 0.95

# With so many chosen zones their own scatter says as much as the reference zones'.
ZONES_OF_EQUAL_SAY = 24

# Counts of quiet zones (2 to 6 expected) had 1.3 to 4.5 times the variance of chance on
# real years, shoplifting apart. Beyond that one cause makes several of them.
MOST_BUNCHING = 5.0


@dataclass(frozen=True, eq=False)
class Counterfactual:
    """The counts of the chosen zones with nothing done, beside those seen.

    Attributes
    ----------
    before, seen
        Incidents of each chosen zone in the last period before, and after.
    spread
        How the counts after would be distributed; `spread.expected` are their means.
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
    everywhere: Floats
    level: float
    slope: Slope
    n_reference: int
    n_periods: int
    error: float
    shared_sd: float
    bunching: float

    def with_shared_sd(self, sd: float) -> Counterfactual:
        """Return the same where chosen zones share another shock."""
        spread = replace(self.spread, shared_sd=float(np.hypot(sd, self.error)))
        return replace(self, spread=spread, shared_sd=sd)

    def for_rows(self, rows: Counts) -> Counterfactual:
        """Return the same with the chosen zones in another order.

        Parameters
        ----------
        rows
            For each zone wanted its place among the chosen ones; -1 for one that holds
            no incident in these data, of which none is expected.
        """
        is_held, at = rows >= 0, np.maximum(rows, 0)
        return replace(
            self,
            before=np.where(is_held, self.before[at], 0),
            seen=np.where(is_held, self.seen[at], 0),
            spread=replace(
                self.spread, expected=np.where(is_held, self.expected[at], 0.0)
            ),
        )

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
    def relative_sd(self) -> Floats:
        """How far each zone may go its own way, as a share of what is expected of it.

        Chance left out; not a number where nothing is expected.
        """
        mean = np.where(self.expected > 0, self.expected, np.nan)
        own = np.maximum(self.spread.variance - self.expected, 0) / mean**2
        return np.asarray(np.sqrt(own + self.spread.shared_sd**2))

    @property
    def p(self) -> Floats:
        """How likely each zone's count, or one as extreme, is with nothing done.

        Two-sided: twice the smaller tail. Adjust it for the number of zones.
        """
        fewer, more = self.spread.at_most(self.seen), self.spread.at_least(self.seen)
        return np.asarray(np.minimum(2 * np.minimum(fewer, more), 1.0))

    @property
    def p_fall(self) -> Floats:
        """How likely each zone has fewer incidents after than before."""
        return self.spread.at_most(self.before - 1)

    @property
    def n_fell(self) -> int:
        """Chosen zones with fewer incidents after than before."""
        return directions_of(self.before, self.seen).fell

    @property
    def n_expected_to_fall(self) -> float:
        """How many of them would be expected to have fewer."""
        return float(self.p_fall.sum())

    @property
    def p_as_many(self) -> float:
        """How likely as many or more would have fallen."""
        numbers = self.spread.numbers_with_fewer(self.before)
        return float(min(numbers[self.n_fell :].sum(), 1.0))

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
        texts = self.spread.variance.sum() / self.expected.sum() ** 2
        strayed = ((self.seen - self.ratio * self.expected) ** 2).sum()
        own = strayed / max(self.seen.sum(), 1.0) ** 2 * n / max(n - 1, 1)
        share = n / (n + ZONES_OF_EQUAL_SAY)
        return float(np.sqrt((1 - share) * texts + share * own + self.error**2))

    @property
    def log_ratio(self) -> float:
        """Logarithm of the ratio; of half an incident where none is seen."""
        return float(np.log(max(self.seen.sum(), 0.5) / self.expected.sum()))

    @property
    def interval(self) -> tuple[float, float]:
        """The ratio's 95% interval; it leaves out 1 where the ratio is clear."""
        half = reach() * self.standard_error
        low, high = np.exp([self.log_ratio - half, self.log_ratio + half])
        return (float(low) if self.seen.any() else 0.0), float(high)

    @property
    def ordinary(self) -> tuple[float, float]:
        """Incidents of all chosen zones between which 95% of years so expected lie."""
        total, times = self.expected.sum(), np.exp(reach() * self.standard_error)
        return float(total / times), float(total * times)

    @property
    def is_bunched(self) -> bool:
        """Whether one cause seems to make several incidents: then ratios run high."""
        return bool(self.bunching > MOST_BUNCHING)


def reach() -> float:
    """Return how many standard errors an interval reaches to either side."""
    from scipy.special import ndtri

    return float(ndtri((1 + CONFIDENCE) / 2))
