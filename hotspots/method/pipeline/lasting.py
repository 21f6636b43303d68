"""Does a list last: what it caught later, and in which years it would be the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from hotspots.errors import InputError
from hotspots.method.choosing.persistence import caught_later, years_in_list
from hotspots.method.pipeline.results import Ranked, Result
from hotspots.method.pipeline.stages import harm_weights
from hotspots.method.zoning.counts import sum_over_months
from hotspots.months import Period, months_later

THIS_LIST, BY_VOLUME = "this list", "most incidents"


def next_period(chosen_on: Period, loaded: Sequence[str]) -> Period | None:
    """Return the months loaded that follow, as many as zones were chosen on or fewer.

    None if the month that follows is not loaded.

    Examples
    --------
    >>> loaded = ["2024-01", "2024-02", "2024-03", "2024-04", "2024-05"]
    >>> str(next_period(Period("2024-01", "2024-03"), loaded))
    '2024-04:2024-05'
    """
    after = Period.starting(
        months_later(chosen_on.last, 1), n_months=len(chosen_on.months)
    )
    months = []
    for month in after.months:
        if month not in loaded:
            break
        months.append(month)
    return Period(months[0], months[-1]) if months else None


def caught_in(result: Result, later: Period) -> pd.DataFrame:
    """Return what share of a later period's incidents the list holds.

    Beside it the list of as many zones that hold most incidents in the months that
    zones were chosen on, and the best list that there could have been; see
    `caught_later`. The later period has no part in either list.
    """
    by_volume = result.ranking.sort_values(["volume_rank", "rank"])
    lists = {
        THIS_LIST: result.selection["zone"].to_list(),
        BY_VOLUME: by_volume["zone"].head(len(result.selection)).to_list(),
    }
    return caught_later(_counted(result, later), lists)


def _counted(ranked: Ranked, span: Period) -> pd.DataFrame:
    """Count every zone's incidents of the strand in other months."""
    weight = harm_weights(ranked.programme)
    counts = sum_over_months(
        ranked.cube, categories=tuple(weight), first=span.first, last=span.last
    )
    chosen_on = ranked.settings.months_chosen_on
    before = ranked.of_strand.counts
    zones = ranked.zoning.zones["zone"]
    return pd.DataFrame(
        {
            "zone": zones.astype("str"),
            "area_m2": ranked.zoning.areas_m2(),
            "volume": counts.sum(axis=1),
            "harm": counts @ np.array(list(weight.values())),
            "foreseen": before.sum(axis=1) * (span.days / chosen_on.days),
        }
    )


def years_back(chosen_on: Period, loaded: Sequence[str]) -> list[Period]:
    """Return the same months of this and of every other year that is loaded whole.

    Examples
    --------
    >>> loaded = Period("2023-01", "2025-03").months
    >>> [str(span) for span in years_back(Period("2024-01", "2024-12"), loaded)]
    ['2023-01:2023-12', '2024-01:2024-12']
    """
    n_years = len(loaded) // 12 + 1
    spans = [chosen_on.earlier(years=years) for years in range(-n_years, n_years + 1)]
    return sorted(
        (span for span in spans if not span.missing_from(loaded)),
        key=lambda span: span.first,
    )


def years_in(
    spans: Sequence[Period], choose_on: Callable[[Period], Result]
) -> pd.DataFrame:
    """Return in how many of these years each zone would be in the list.

    A year in which no list keeps to the rules is left out; see `years_in_list`.
    """
    lists = {}
    for span in spans:
        try:
            lists[str(span)] = choose_on(span).selection["zone"].to_list()
        except InputError:
            continue
    return years_in_list(lists)
