"""The two periods compared: those that the start of patrols gives, or those set."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from hotspots.errors import InputError
from hotspots.method.evaluation.rates import length_ratio
from hotspots.months import Period, months_later, runs_of
from hotspots.texts import counted

# Twelve on each side, so that each season counts once.
MOST_MONTHS = 12

START_NOT_KNOWN = (
    "Say when patrols began (Patrol outcomes page, or --patrols-start), or which "
    "months to compare. Nobody has said so for this area."
)


@dataclass(frozen=True)
class Periods:
    """The two periods compared.

    Attributes
    ----------
    before, after
        The periods; as many months each.
    patrols_start
        Month in which patrols began; empty if nobody says.
    stand_in
        Whether they stand in for the twelve months on each side of that start, which
        the data do not hold.
    """

    before: Period
    after: Period
    patrols_start: str
    stand_in: bool = False

    @property
    def first_patrolled(self) -> str:
        """The month that patrols began in: where nobody says, the first one after."""
        return self.patrols_start or self.after.first

    @property
    def same_calendar_months(self) -> bool:
        """Whether both hold the same months of the year."""
        return self.before.begins_in_season_of(self.after)

    @property
    def length_ratio(self) -> float:
        """Days after for each day before, 1 for whole years (`rates.length_ratio`)."""
        return length_ratio(self.before.days, self.after.days)


def periods_of(
    loaded: Sequence[str],
    *,
    patrols_start: str,
    before: Period | None = None,
    after: Period | None = None,
) -> Periods:
    """Return the periods that are set, or else those that the start of patrols gives.

    Raises
    ------
    InputError
        If only one is set, if none is and nobody says when patrols began, or as
        `set_periods` and `find_periods`.
    """
    if before is None and after is None:
        if not patrols_start:
            raise InputError(START_NOT_KNOWN)
        return find_periods(loaded, patrols_start=patrols_start)
    if before is None or after is None:
        msg = "Only one of the periods before and after is set. Set both, or neither."
        raise InputError(msg)
    return set_periods(loaded, before=before, after=after, patrols_start=patrols_start)


def find_periods(loaded: Sequence[str], *, patrols_start: str) -> Periods:
    """Find the months on each side of the start of patrols that can be compared.

    Parameters
    ----------
    loaded
        Months that hold incidents, in order.
    patrols_start
        Month in which patrols began; it belongs to after.

    Returns
    -------
    Periods
        The twelve months up to the start, and the same calendar months from it on.
        Where the data lack some, the longest run of loaded months before (twelve at
        most) that has the same calendar months loaded after. Of runs as long, the
        latest before, and the earliest after.

    Raises
    ------
    InputError
        If no calendar month is loaded on both sides.

    Examples
    --------
    >>> early, late = Period("2024-01", "2024-04"), Period("2025-01", "2025-12")
    >>> found = find_periods(early.months + late.months, patrols_start="2024-04")
    >>> str(found.before), str(found.after), found.stand_in
    ('2024-01:2024-03', '2025-01:2025-03', True)
    """
    earlier = _runs([month for month in loaded if month < patrols_start])
    later = _runs([month for month in loaded if month >= patrols_start])
    pairs = [
        _as_long(before, after)
        for before in reversed(earlier)
        for after in later
        if before.begins_in_season_of(after)
    ]
    if not pairs:
        raise InputError(_nothing_on_both_sides(loaded, patrols_start))
    # The first of the longest: the latest before, the earliest after.
    before, after = max(pairs, key=lambda pair: len(pair[0].months))
    n_months = len(before.months)
    follows_on = months_later(before.first, MOST_MONTHS) == patrols_start == after.first
    return Periods(
        before,
        after,
        patrols_start,
        stand_in=not follows_on or n_months < MOST_MONTHS,
    )


def months_before(loaded: Sequence[str], periods: Periods) -> Period | None:
    """Return the months that zones can be chosen on without using those compared after.

    Returns
    -------
    Period
        The longest run of loaded months before patrols began and before the period
        after, twelve at most, the latest of runs as long; None if no month is loaded.

    Examples
    --------
    >>> early, late = Period("2024-01", "2024-04"), Period("2025-01", "2025-12")
    >>> loaded = early.months + late.months
    >>> found = find_periods(loaded, patrols_start="2024-04")
    >>> str(months_before(loaded, found))
    '2024-01:2024-03'
    """
    until = min(periods.first_patrolled, periods.after.first)
    runs = runs_of(month for month in loaded if month < until)
    if not runs:
        return None
    run = max(runs, key=lambda run: (min(len(run.months), MOST_MONTHS), run.last))
    return Period.ending(run.last, n_months=min(len(run.months), MOST_MONTHS))


def set_periods(
    loaded: Collection[str], *, before: Period, after: Period, patrols_start: str
) -> Periods:
    """Take the periods that the user set, if they can be compared.

    Raises
    ------
    InputError
        If they overlap or stand the wrong way round, differ in their number of months,
        or hold a month that is not loaded.

    Examples
    --------
    >>> set_periods(
    ...     ["2024-01", "2024-02"],
    ...     before=Period("2024-01", "2024-02"),
    ...     after=Period("2024-02", "2024-03"),
    ...     patrols_start="2024-04",
    ... )
    Traceback (most recent call last):
    hotspots.errors.InputError: The periods overlap: before is 2024-01 to 2024-02 and
    after is 2024-02 to 2024-03. Choose periods that share no month.
    """
    both = (
        f"before is {before.first} to {before.last} and after is {after.first} to "
        f"{after.last}"
    )
    n_before, n_after = len(before.months), len(after.months)
    if before.overlaps(after):
        msg = f"The periods overlap: {both}. Choose periods that share no month."
    elif before.first > after.first:
        msg = f"The periods are in the wrong order: {both}. Swap them."
    elif n_before != n_after:
        msg = (
            f"The periods differ in length, {counted(n_before, 'month')} and "
            f"{counted(n_after, 'month')}: {both}. "
            f"Choose the same calendar months of both years."
        )
    else:
        _refuse_not_loaded(loaded, "before", before)
        _refuse_not_loaded(loaded, "after", after)
        return Periods(before, after, patrols_start)
    raise InputError(msg)


def _runs(months: Sequence[str]) -> list[Period]:
    """Return for each month, in order, the months that follow on it without a gap."""
    return [Period(month, run.last) for run in runs_of(months) for month in run.months]


def _as_long(before: Period, after: Period) -> tuple[Period, Period]:
    """Cut two periods to as many months, twelve at most."""
    n_months = min(len(before.months), len(after.months), MOST_MONTHS)
    return (
        Period.starting(before.first, n_months=n_months),
        Period.starting(after.first, n_months=n_months),
    )


def _refuse_not_loaded(loaded: Collection[str], name: str, period: Period) -> None:
    missing = period.missing_from(loaded)
    if not missing:
        return
    months = "no months" if not loaded else f"{min(loaded)} to {max(loaded)}"
    if len(missing) == len(period.months):
        what = "none of its months is loaded"
    else:
        shown = ", ".join(missing[:3]) + (", ..." if len(missing) > 3 else "")
        are = "is" if len(missing) == 1 else "are"
        what = f"{len(missing)} of its months {are} not loaded ({shown})"
    msg = (
        f"The period {name}, {period.first} to {period.last}, cannot be counted: "
        f"{what}. The data cover {months}: load them, or choose others."
    )
    raise InputError(msg)


def _nothing_on_both_sides(loaded: Sequence[str], patrols_start: str) -> str:
    if loaded and patrols_start > loaded[-1]:
        return (
            f"Patrols begin in {patrols_start}, after the last month loaded "
            f"({loaded[-1]}), so there is nothing to compare yet. Zones can be chosen "
            f"all the same."
        )
    span = f"{loaded[0]} to {loaded[-1]}" if loaded else "no months"
    return (
        f"No calendar month is loaded both before and after patrols began in "
        f"{patrols_start}. The data cover {span}: load the months before, or set the "
        f"periods yourself."
    )
