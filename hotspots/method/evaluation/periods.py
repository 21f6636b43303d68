"""The two periods compared: those that the start of patrols gives, or those set."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from hotspots.errors import InputError
from hotspots.months import Period, years_earlier

# Twelve on each side, so that each season counts once.
MOST_MONTHS = 12


@dataclass(frozen=True)
class Periods:
    """The two periods compared.

    Attributes
    ----------
    before, after
        The periods; as many months each.
    patrols_start
        Month in which patrols began.
    stand_in
        Whether they stand in for the twelve months on each side of that start, which
        the data do not hold.
    """

    before: Period
    after: Period
    patrols_start: str
    stand_in: bool = False

    @property
    def same_calendar_months(self) -> bool:
        """Whether both hold the same months of the year."""
        return self.before.first[5:] == self.after.first[5:]

    @property
    def are_usual(self) -> bool:
        """Whether they are the twelve months on each side of the start of patrols."""
        start = self.patrols_start
        return self.after == _period(start, MOST_MONTHS) and self.before == (
            years_earlier(self.after, 1)
        )


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
        If only one is set, or as `set_periods` and `find_periods`.
    """
    if before is None and after is None:
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
    >>> loaded = months_between("2024-01", "2024-04") + months_between(
    ...     "2025-01", "2025-12"
    ... )
    >>> found = find_periods(loaded, patrols_start="2024-04")
    >>> str(found.before), str(found.after), found.stand_in
    ('2024-01:2024-03', '2025-01:2025-03', True)
    """
    earlier = _runs([month for month in loaded if month < patrols_start])
    later = _runs([month for month in loaded if month >= patrols_start])
    best = (0, "", "")
    for before in sorted(earlier, reverse=True):
        for after in sorted(later):
            n_months = min(earlier[before], later[after], MOST_MONTHS)
            if before[5:] == after[5:] and n_months > best[0]:
                best = (n_months, before, after)
    n_months, before, after = best
    if not n_months:
        raise InputError(_nothing_on_both_sides(loaded, patrols_start))
    whole_year = _period(before, MOST_MONTHS + 1).last == patrols_start == after
    return Periods(
        _period(before, n_months),
        _period(after, n_months),
        patrols_start,
        stand_in=not whole_year or n_months < MOST_MONTHS,
    )


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
    told = (
        f"before is {before.first} to {before.last} and after is {after.first} to "
        f"{after.last}"
    )
    n_before, n_after = len(before.months), len(after.months)
    if before.overlaps(after):
        msg = f"The periods overlap: {told}. Choose periods that share no month."
    elif before.first > after.first:
        msg = f"The periods stand the wrong way round: {told}. Swap them."
    elif n_before != n_after:
        msg = (
            f"The periods differ in length, {n_before} and {n_after} months: {told}. "
            f"Choose the same calendar months of both years."
        )
    else:
        _refuse_not_loaded(loaded, "before", before)
        _refuse_not_loaded(loaded, "after", after)
        return Periods(before, after, patrols_start)
    raise InputError(msg)


def _runs(months: Sequence[str]) -> dict[str, int]:
    """Return for each month how many of them follow on each other from it on."""
    runs: dict[str, int] = {}
    for month in reversed(months):
        runs[month] = 1 + runs.get(_period(month, 2).last, 0)
    return runs


def _period(first: str, n_months: int) -> Period:
    last = int(first[:4]) * 12 + int(first[5:]) - 2 + n_months
    return Period(first, f"{last // 12:04d}-{last % 12 + 1:02d}")


def _refuse_not_loaded(loaded: Collection[str], name: str, period: Period) -> None:
    missing = [month for month in period.months if month not in loaded]
    if not missing:
        return
    months = "no months" if not loaded else f"{min(loaded)} to {max(loaded)}"
    if len(missing) == len(period.months):
        what = "none of its months is loaded"
    else:
        shown = ", ".join(missing[:3]) + (", ..." if len(missing) > 3 else "")
        what = f"{len(missing)} of its months are not loaded ({shown})"
    msg = (
        f"The period {name}, {period.first} to {period.last}, cannot be counted: "
        f"{what}. The data hold {months}: load them, or choose others."
    )
    raise InputError(msg)


def _nothing_on_both_sides(loaded: Sequence[str], patrols_start: str) -> str:
    span = f"{loaded[0]} to {loaded[-1]}" if loaded else "no months"
    return (
        f"No calendar month is loaded both before and after patrols began in "
        f"{patrols_start}. The data hold {span}: load the months before, or set the "
        f"periods yourself."
    )
