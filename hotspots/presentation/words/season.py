"""What a season's chart shows, and what is wrong with its months, in sentences."""

from __future__ import annotations

import pandas as pd

from hotspots.method.county.month_flags import MISSING
from hotspots.presentation.words.month_flags import listed_by_month
from hotspots.presentation.words.months_told import spans
from hotspots.presentation.words.numbers import (
    counted,
    how_many,
    in_words,
    number,
    share,
)

CHART_ALT = (
    "Line chart of the last months loaded, over the range and the mean of the same "
    "months of other years."
)


def season_sentence(season: pd.DataFrame) -> str:
    """Say what the usual months are, or why there are none.

    Parameters
    ----------
    season
        Table `SEASON`.
    """
    is_known = season["usual"].notna()
    if not is_known.any():
        most = int(season["n_years"].max()) if len(season) else 0
        loaded = f"at most {number(most)}" if most else "none"
        return (
            f"There are too few other years to show what is usual. Load at least two "
            f"other years of the same months ({loaded} loaded now)."
        )
    lacking = season.loc[~is_known, "month"].to_list()
    without = (
        f" For {spans(lacking)} fewer than two other years are loaded."
        if lacking
        else ""
    )
    return (
        f"Behind each month are the range and the mean of the same month in other "
        f"years. {_outside(season[is_known])} A change within the range may only be "
        f"the season.{without}"
    )


def _outside(known: pd.DataFrame) -> str:
    """Say how many months lie outside their range, and how many would by chance."""
    shown = known.dropna(subset="incidents")
    low, high = shown["incidents"] < shown["usual_low"], shown["usual_high"]
    n_outside = int((low | (shown["incidents"] > high)).sum())
    least = int(known["n_years"].min())
    # Of a month and n others each is as likely to be the least or the most.
    by_chance = share(2 / (least + 1))
    lie = "lies" if n_outside == 1 else "lie"
    some = how_many(n_outside)
    return (
        f"Here {some} of {counted(len(shown), 'month')} {lie} outside the range. With "
        f"{in_words(least)} other years about {by_chance} would by chance alone."
    )


def season_flags(season: pd.DataFrame, flags: pd.DataFrame) -> str:
    """Name the months shown that look wrong or are missing, or nothing.

    Parameters
    ----------
    season
        Table `SEASON`.
    flags
        Table `MONTH_FLAGS`, as far as it touches what is counted.
    """
    shown = flags[flags["month"].isin(season["month"])]
    is_missing = shown["kind"] == MISSING
    missing, wrong = shown.loc[is_missing, "month"].to_list(), shown[~is_missing]
    sentences = [f"Not loaded: {spans(missing)}."] if missing else []
    sentences += [f"Looks wrong: {listed_by_month(wrong)}."] if len(wrong) else []
    return " ".join(sentences)
