"""What is said of how sure a list is, and whether it lasts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from hotspots.method.choosing.persistence import BEST_POSSIBLE
from hotspots.method.pipeline.dependence import KEPT_FROM
from hotspots.method.pipeline.lasting import BY_VOLUME, THIS_LIST
from hotspots.presentation.words import months_told
from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.numbers import (
    capital,
    counted,
    how_many,
    in_words,
    listed,
    number,
    share,
)

if TYPE_CHECKING:
    from hotspots.method.pipeline.dependence import Dependence
    from hotspots.months import Period

NEARLY_ANY = "Nearly any"
WHY_NEARLY_ANY = (
    "Could rank: the ranks to which chance alone, such as one grave offence more or "
    f"less, could take the zone (95% confidence interval). {NEARLY_ANY}: nine ranks in "
    "ten or more."
)
LISTS: Mapping[str, str] = {
    THIS_LIST: "This list",
    BY_VOLUME: "The zones with most incidents before, without rules",
    BEST_POSSIBLE: "The best list possible, known only afterwards",
}
# Zones that come in less often than so many times in 100 are not listed.
WORTH_NAMING = 5


def sure_sentence(n_alike: int, n_zones: int, ranks: tuple[int, int]) -> str:
    """Say how sure the ranks are, from the list's last zone.

    Parameters
    ----------
    n_alike
        Zones of the list that could by chance rank outside it.
    n_zones
        Zones of the list.
    ranks
        The range of ranks of the zone ranked first.
    """
    low, high = ranks
    some = f"{how_many(n_alike)} of {_chosen(n_zones)}"
    if n_alike == n_zones:
        some = f"each of {_chosen(n_zones)}" if n_zones > 1 else "it"
    first = "stays first" if low == high else f"could rank from {low} to {high}"
    return (
        f"Counts vary by chance, and ranks with them (95% confidence): the first zone "
        f"{first}, "
        f"and {some} could rank below {n_zones}."
    )


def toss_up_sentence(n_unsure: int, n_zones: int, n_draws: int) -> str:
    """Say how many chosen zones chance could as well have left out."""
    drawn = f"Counts were drawn again {number(n_draws)} times by chance"
    if not n_unsure:
        return (
            f"{drawn}, and the list chosen again each time. Every chosen zone stays in "
            f"at least 80 times in 100."
        )
    zones = "zone stays" if n_unsure == 1 else "zones stay"
    return (
        f"{drawn}, and the list chosen again each time. "
        f"{in_words(n_unsure).capitalize()} of the {in_words(n_zones)} chosen {zones} "
        f"in fewer than 80 times in 100: between "
        f"{'it' if n_unsure == 1 else 'these'} and the next best it is a "
        f"toss-up."
    )


def toss_up_names(last_in: Sequence[str], first_out: Sequence[str]) -> str:
    """Name the zones between which chance decides.

    Examples
    --------
    >>> toss_up_names(["Mill Lane"], ["High Street"])
    'In, but a toss-up: Mill Lane. Next best: High Street.'
    """
    in_now = listed([plain(name) for name in last_in])
    if not first_out:
        return f"In, but a toss-up: {in_now}."
    next_best = listed([plain(name) for name in first_out])
    return f"In, but a toss-up: {in_now}. Next best: {next_best}."


HOW_STAYS = (
    "This allows for chance alone. Zones chosen after a bad year are taken to be as "
    "bad as that year, so real lists change more than this says."
)


def caught_sentence(caught: pd.DataFrame, later: Period) -> str:
    """Say what the list caught of the period that followed, beside the best list."""
    rows = caught.set_index("list")
    this, best = rows.loc[THIS_LIST].to_dict(), rows.loc[BEST_POSSIBLE].to_dict()
    by_volume = rows.loc[BY_VOLUME].to_dict()
    span = months_told.period(later)
    return (
        f"In {span}, the months that followed, the list held "
        f"{share(float(this['volume_share']))} of all incidents on "
        f"{share(float(this['area_share']))} of the ground: "
        f"{float(this['pai']):.1f} times its share (predictive accuracy index, PAI). "
        f"The zones with most incidents before would have held "
        f"{share(float(by_volume['volume_share']))}, the best list of as many zones, "
        f"known only afterwards, {share(float(best['volume_share']))}."
    )


NO_NEXT_MONTHS = (
    "No month after those that zones were chosen on is loaded, so what the list caught "
    "later is not known. Choose zones on earlier months in the sidebar, or load later "
    "ones."
)


def years_sentence(years: pd.DataFrame, selection: pd.DataFrame) -> str:
    """Say how many chosen zones would be in the list in every year loaded."""
    if years.empty or int(years["years_loaded"].max()) < 2:
        return (
            "Only one such year is loaded. Load earlier years to see which zones would "
            "have been chosen in each."
        )
    n_years = int(years["years_loaded"].max())
    always = years.loc[years["years_in"] == n_years, "zone"]
    n_always = int(selection["zone"].isin(always).sum())
    return (
        f"The same months of {in_words(n_years)} years are loaded. "
        f"{how_many(n_always).capitalize()} of {_chosen(len(selection))} would have "
        f"been chosen in every one of them."
    )


def _chosen(n_zones: int) -> str:
    return f"the {in_words(n_zones)} chosen zone{'s' * (n_zones != 1)}"


def depends_sentence(found: Dependence) -> str:
    """Say how many chosen zones depend on weights, months and grid.

    Parameters
    ----------
    found
        What the zones depend on.
    """
    zones = found.zones
    n_weighed = int((zones["weighings_in"] == found.n_weighings).sum())
    parts = [
        f"{how_many(n_weighed)} under each of {counted(found.n_weighings, 'weighting')}"
    ]
    if found.n_years > 1:
        n_in = int((zones["years_in"] == found.n_years).sum())
        parts.append(
            f"{how_many(n_in)} on each of {counted(found.n_years, 'year')} alone"
        )
    if found.has_grid:
        n_kept = int((zones["kept_on_moved_grid"] >= KEPT_FROM).sum())
        parts.append(
            f"{how_many(n_kept)}, with half of their incidents or more, on a grid "
            f"moved by half a zone"
        )
    n_all = int(found.in_all.sum())
    return (
        f"How many of {_chosen(len(zones))} stay in when the list is chosen again "
        f"under the same rules: {'; '.join(parts)}. {capital(how_many(n_all))} "
        f"{'stays' if n_all == 1 else 'stay'} in whichever of these is changed."
    )


HOW_DEPENDS = (
    "Weighings: by number alone, and under each built-in harm scale half and half or "
    "alone. Years: each year's months alone. The grid is moved half a zone east."
)
ASK_DEPENDS = "What does each zone depend on: weights, months, grid?"
ABOUT_INDICES = (
    "PAI: share of incidents for each share of ground. PEI: that, for each one of the "
    "best list. RRI (recapture rate index): incidents of the months chosen on, for as "
    "many days, for each one that followed."
)
ASK_STAYS = "How often does each zone stay in? (up to 20 seconds)"
ASK_YEARS = "In which years would each zone have been chosen?"
