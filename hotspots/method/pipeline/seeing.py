"""What fall in the chosen zones could be seen, before any patrol goes out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from hotspots.errors import InputError
from hotspots.method.choosing.selection import not_eligible
from hotspots.method.evaluation.counterfactual import refuse_little
from hotspots.method.evaluation.history import (
    CountedZones,
    ZonesBefore,
    history_before,
    months_of_history,
)
from hotspots.method.evaluation.moved_points import latest_move
from hotspots.method.evaluation.placebo import placebo_pairs, shared_fate_of
from hotspots.method.evaluation.power import VisibleFall, visible_fall, visible_falls
from hotspots.method.pipeline.results import Ranked
from hotspots.method.pipeline.stages import loaded_months
from hotspots.texts import counted

MONTHS_AFTER = (3, 6, 12, 24)
NUMBERS = (2 / 3, 1.5, 2.0)

# Places drift, so nothing is known of what to expect much later.
MOST_MONTHS_AFTER = 36


@dataclass(frozen=True, eq=False)
class VisibleFalls:
    """The smallest falls that would show in four programmes of five.

    Attributes
    ----------
    chosen
        In the chosen zones, with all years that are loaded.
    by_months
        The same after other numbers of months.
    by_number
        In other numbers of zones, the busiest.
    by_years
        With fewer years of history; the number of years and the fall.
    n_pairs
        Earlier pairs of years that the shared spread was measured on.
    """

    chosen: VisibleFall
    by_months: list[VisibleFall]
    by_number: list[VisibleFall]
    by_years: list[tuple[int, VisibleFall]]
    n_pairs: int


def visible_falls_of(
    ranked: Ranked, chosen: Collection[str], *, months_after: int = 12
) -> VisibleFalls:
    """Say what fall could be seen in the chosen zones.

    Parameters
    ----------
    ranked
        The zones that were ranked.
    chosen
        Ids of the chosen ones.
    months_after
        Months with patrols.

    Raises
    ------
    InputError
        If the chosen zones hold no incident or others too little, or the months are
        none or too many.
    """
    if not 1 <= months_after <= MOST_MONTHS_AFTER:
        months = counted(months_after, "month")
        msg = (
            f"What would show in {months} cannot be said. Give 1 to "
            f"{MOST_MONTHS_AFTER} months."
        )
        raise InputError(msg)
    left_out = not_eligible(
        ranked.ranking, include_prisons=ranked.settings.include_prisons
    )
    past = past_of(ranked, without=set(left_out["zone"]) - set(chosen))
    is_chosen = past.is_among(chosen)
    # What no comparison could show later is not promised now.
    refuse_little(int((~is_chosen).sum()), float(past.before[~is_chosen, -1].sum()))
    n_zones, n_years = int(is_chosen.sum()), past.before.shape[1]
    n_months = len(ranked.settings.months_chosen_on.months)

    def fall(months: int, years: int = n_years) -> VisibleFall:
        latest = past.latest(years)
        shared = _shared(latest, n_zones, months)
        return visible_fall(
            latest.before,
            chosen=is_chosen,
            around=latest.around,
            months=(n_months, months),
            shared_sd=shared[0],
        )

    numbers = {min(max(round(n_zones * times), 1), len(is_chosen)) for times in NUMBERS}
    sd, n_pairs = _shared(past, n_zones, months_after)
    return VisibleFalls(
        chosen=fall(months_after),
        by_months=[fall(months) for months in MONTHS_AFTER if months != months_after],
        by_number=visible_falls(
            past.before,
            n_zones=sorted(numbers - {n_zones}),
            around=past.around,
            months=(n_months, months_after),
            shared_sd=sd,
        ),
        by_years=[(years, fall(months_after, years)) for years in range(1, n_years)],
        n_pairs=n_pairs,
    )


def past_of(ranked: Ranked, *, without: Collection[str] = ()) -> ZonesBefore:
    """Count zones in the months of selection, and in years before since points moved.

    Parameters
    ----------
    ranked
        The zones that were ranked.
    without
        Ids of zones that could not have been chosen.
    """
    chosen_on, loaded = ranked.settings.months_chosen_on, loaded_months(ranked.reading)
    moved = latest_move(ranked.reading.incidents, months_of_history(chosen_on, loaded))
    first = moved[1].first if moved else loaded[0]
    usable = [month for month in loaded if month >= first]
    return history_before(
        CountedZones(ranked.zoning, ranked.cube, usable, without=without),
        categories=ranked.programme.counted,
        chosen_on=chosen_on,
    )


def _shared(past: ZonesBefore, n_zones: int, n_months: int) -> tuple[float, int]:
    """Return the shared spread over so many months, and the pairs it was told from."""
    pairs = placebo_pairs(past.before, n_zones=[n_zones], around=past.around)
    shared = shared_fate_of(pairs, n_zones=n_zones, n_months=n_months)
    return shared.sd, shared.n_pairs
