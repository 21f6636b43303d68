"""A published "k of n hotspots fell", and what to expect of it without patrols."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hotspots.errors import InputError
from hotspots.method.evaluation.count_spread import CountSpread
from hotspots.method.evaluation.power import USUAL_EXTRA
from hotspots.method.evaluation.seen_and_expected import reach
from hotspots.method.evaluation.shared_fate import USUAL_SHARED_SD

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

# Log change of chosen zones with nothing done, beyond the county's, is this much less
# for one over the root of the incidents a zone: with it as many zones fall as fell in
# `data/placebo_pairs.csv` (1,015 and 1,019 of 1,343).
FALL_BACK = 0.9
# How far pairs strayed from that, sampling apart.
FALL_BACK_SD = 0.08
# Busyness of chosen zones where no counts are known: quiet, middling and busy places.
USUAL_BEFORE = (8.0, 25.0, 80.0)

TAIL = 0.025
COUNTY_BOUNDS = (-0.95, 10.0)
MOST_ZONES, MOST_INCIDENTS = 2_000, 1_000_000
NO_BEFORE = "Counts after say nothing without counts before. Give both, or neither."


@dataclass(frozen=True)
class ClaimCheck:
    """What would have been expected of as many zones as a claim tells of.

    Attributes
    ----------
    n_zones, n_fell
        As published.
    expected_fall
        Zones expected to fall with nothing done.
    low, high
        In 95 of 100 such years so many fall, both included.
    p_as_many
        How likely so many or more fall.
    before
        Incidents a zone before that this rests on: given, or supposed.
    change
        Change expected in the zones together (0.1 is 10% more).
    counts_known
        Whether counts before were given.
    seen
        Incidents of all zones together after; None if not published.
    expected
        Incidents expected of all zones together after.
    ordinary
        Between these 95% of such years lie.
    """

    n_zones: int
    n_fell: int
    expected_fall: float
    low: int
    high: int
    p_as_many: float
    before: float
    change: float
    counts_known: bool
    seen: float | None
    expected: float
    ordinary: tuple[float, float]

    @property
    def side(self) -> int:
        """-1 where fewer incidents were seen than is ordinary, 1 where more, else 0."""
        if self.seen is None:
            return 0
        low, high = self.ordinary
        return int(self.seen > high) - int(self.seen < low)


def check_claim(
    *,
    n_zones: int,
    n_fell: int,
    county_change: float = 0.0,
    before: ArrayLike | None = None,
    after: ArrayLike | None = None,
    shared_sd: float | None = None,
) -> list[ClaimCheck]:
    """Say how many of the chosen zones would have fallen with nothing done.

    Where counts are known, also how many incidents they would have had.

    Parameters
    ----------
    n_zones, n_fell
        Zones chosen, and how many of them are said to have fallen.
    county_change
        Change of the whole county as a share (-0.063 for a fall of 6.3%).
    before
        Incidents of each zone before, or of a zone on average; None if not published.
    after
        The same after.
    shared_sd
        Spread that chosen zones share, from data of the force; the usual one, and how
        far places stray from the usual fall back, if there are none.

    Returns
    -------
    list of ClaimCheck
        One, or where counts are not known one for each of `USUAL_BEFORE`: quiet,
        middling and busy places.

    Raises
    ------
    InputError
        If the numbers cannot be true.

    Notes
    -----
    Zones chosen after a bad year fall back, quiet ones further: by exp(-0.9 / root of
    the incidents a zone) in real pairs of years without patrols. Whoever has the
    force's files should use `counterfactual`, which measures it.

    Examples
    --------
    Of 24 zones of some 25 incidents 18 fell, and the county by 6.3%:

    >>> (check,) = check_claim(n_zones=24, n_fell=18, county_change=-0.063, before=25)
    >>> round(check.expected_fall, 1), check.p_as_many > 0.05
    (17.6, True)
    """
    _refuse_impossible(n_zones, n_fell, county_change)
    if before is None:
        if after is not None:
            raise InputError(NO_BEFORE)
        return [
            _checked(n_zones, n_fell, county_change, np.full(n_zones, each), None)
            for each in USUAL_BEFORE
        ]
    counts = _counts(before, n_zones, when="before")
    seen = None
    if after is not None:
        came = _counts(after, n_zones, when="after")
        _refuse_counts_that_disagree(counts, came, n_fell, one_each=np.size(after) > 1)
        seen = float(came.sum())
    check = _checked(n_zones, n_fell, county_change, counts, shared_sd, known=True)
    return [replace(check, seen=seen)]


def _counts(given: ArrayLike, n_zones: int, *, when: str) -> Floats:
    """Return the counts of each zone, given one by one or as their mean."""
    counts = np.atleast_1d(np.asarray(given, dtype=float))
    is_each = len(counts) in {1, n_zones}
    could_be = bool(((counts >= 0) & (counts <= MOST_INCIDENTS)).all())
    if not is_each or not could_be or (when == "before" and not counts.any()):
        not_all = ", and not all 0" if when == "before" else ""
        found = ", ".join(f"{each:g}" for each in counts[:3])
        more = f" and {len(counts) - 3} more" if len(counts) > 3 else ""
        msg = (
            f"Counts {when} must be one number for each of the {n_zones} zones, or one "
            f"for a zone on average, up to {MOST_INCIDENTS:,}{not_all}. Given: "
            f"{found}{more}."
        )
        raise InputError(msg)
    return counts if len(counts) == n_zones else np.repeat(counts, n_zones)


def _refuse_counts_that_disagree(
    before: Floats, after: Floats, n_fell: int, *, one_each: bool
) -> None:
    """Refuse a number of falls that the counts beside it cannot have."""
    n_zones, change = len(before), float(after.sum() - before.sum())
    wrong = ""
    if one_each and np.ptp(before) and (own := int((after < before).sum())) != n_fell:
        wrong = f"by these counts {own} of {n_zones} fell"
    elif n_fell == n_zones and change >= 0:
        wrong = "then they would hold fewer together, and these counts are not fewer"
    elif n_fell == 0 and change < 0:
        wrong = "then they would hold no fewer together, and these counts are fewer"
    if wrong:
        msg = (
            f"{n_fell} of {n_zones} zones are said to have fallen; {wrong}. Give "
            f"counts and falls of the same zones and months."
        )
        raise InputError(msg)


def counts_of_text(text: str) -> list[float]:
    """Read counts: one number, or one a zone with commas between.

    Raises
    ------
    InputError
        If one is not a number from 0 on.

    Examples
    --------
    >>> counts_of_text("25"), counts_of_text("31, 8,12")
    ([25.0], [31.0, 8.0, 12.0])
    """
    parts = [part.strip() for part in text.split(",")]
    wrong = [part for part in parts if not part.replace(".", "", 1).isdecimal()]
    if wrong:
        msg = (
            f"Counts are numbers with commas between, such as 31,8,12 or one mean. "
            f"“{wrong[0]}” is not a number."
        )
        raise InputError(msg)
    return [float(part) for part in parts]


def _checked(
    n_zones: int,
    n_fell: int,
    county_change: float,
    before: Floats,
    shared_sd: float | None,
    *,
    known: bool = False,
) -> ClaimCheck:
    mean = float(before.mean())
    ratio = (1 + county_change) * float(np.exp(-FALL_BACK / np.sqrt(mean)))
    shared = np.hypot(USUAL_SHARED_SD, FALL_BACK_SD) if shared_sd is None else shared_sd
    spread = CountSpread(before * ratio, USUAL_EXTRA, float(shared))
    numbers = spread.numbers_with_fewer(before)
    reached = np.cumsum(numbers)
    expected = float(spread.expected.sum())
    error = np.hypot(np.sqrt(spread.variance.sum()) / expected, shared)
    times = float(np.exp(reach() * error))
    return ClaimCheck(
        n_zones=n_zones,
        n_fell=n_fell,
        expected_fall=float(numbers @ np.arange(n_zones + 1)),
        low=int(np.searchsorted(reached, TAIL, side="right")),
        high=min(int(np.searchsorted(reached, 1 - TAIL)), n_zones),
        p_as_many=float(min(numbers[n_fell:].sum(), 1.0)),
        before=mean,
        change=ratio - 1,
        counts_known=known,
        seen=None,
        expected=expected,
        ordinary=(expected / times, expected * times),
    )


def _refuse_impossible(n_zones: int, n_fell: int, county_change: float) -> None:
    if not 1 <= n_zones <= MOST_ZONES:
        msg = (
            f"A claim tells of 1 to {MOST_ZONES:,} zones, not {n_zones:,}. Give the "
            f"number of zones that it tells of."
        )
        raise InputError(msg)
    if not 0 <= n_fell <= n_zones:
        msg = (
            f"{n_fell} of {n_zones} zones cannot have fallen. Give a number of zones "
            f"of at least 1, and of those that fell from 0 to that."
        )
        raise InputError(msg)
    low, high = COUNTY_BOUNDS
    if not low <= county_change <= high:
        msg = (
            f"The county cannot have changed by {100 * county_change:g}%. Give its "
            f"change between {100 * low:g}% and {100 * high:g}%, a fall with a minus."
        )
        raise InputError(msg)
