"""Before and after in a page's words: short figures, what a zone did, the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.method.evaluation.verdicts import FEWER, MORE
from hotspots.presentation.words import comparison as comparison_words
from hotspots.presentation.words import numbers
from hotspots.presentation.words import strands as strands_words
from hotspots.presentation.words.county import interval
from hotspots.presentation.words.per_day import PER_DAY, per_day

if TYPE_CHECKING:
    from hotspots.method.evaluation.before_after import BeforeAfter, Change
    from hotspots.method.evaluation.control_charts import ControlChart
    from hotspots.method.evaluation.evaluate import Evaluation
    from hotspots.presentation.maps.zones import Key
    from hotspots.settings import Strand

VIEWS = {
    "zones": "Zone by zone",
    "others": "Comparison zones",
    "county": "The county",
    "patrols": "Patrol log",
}
SHOWN = {"change": "Change", "both": "Before and after"}
# For clearly fewer incidents than expected, no clear difference, and clearly more.
VERDICTS = {
    -1: ("Fewer", "the number seen lies below the ordinary range"),
    0: ("As expected", "the number seen lies within the ordinary range"),
    1: ("More", "the number seen lies above the ordinary range"),
}
ENDS = {
    "change": ("", ""),
    "before": ("Fewer incidents", "More incidents"),
    "after": ("Fewer incidents", "More incidents"),
}
# As `before_after.change_classes` numbers them.
CHANGE_CLASSES = (
    "Fewer by 25% or more",
    "Fewer by 5% to 25%",
    "Within 5%",
    "More by 5% to 25%",
    "More by 25% or more",
)
# Beside the map, for data that are not public.
EXACT = (
    "Worked out from exact numbers. A pack's pictures are worked out from rounded ones "
    "where it rounds, so a zone near 5% may differ there."
)
# Where patrols began in different months.
OWN_MONTHS = {
    "change": "Each zone over months of its own",
    "before": "Before patrols began in each zone",
    "after": "After patrols began in each zone",
}
PLAIN_CHANGE = "This is the plain change, not a verdict"
TOO_FEW_MONTHS = "There are too few earlier months to show what is usual."
CONTROL_NOTE = (
    "Without patrols the zone would stay within the shaded band in nearly all months "
    "(control chart). The dotted line is what would be expected without patrols. A "
    "month outside the band, or the eighth in a row on one side, is unusual. The chart "
    "cannot say why."
)
LINE_ALT = "Line chart of a zone's incidents per day, month by month."
CONTROL_ALT = (
    "Line chart of a zone's incidents per day, month by month, with the range that "
    "would be usual without patrols."
)


def control_note(chart: ControlChart) -> str:
    """Say what a zone's chart shows."""
    if np.isnan(chart.centre).all():
        return TOO_FEW_MONTHS
    return f"{_months_outside(chart)} {CONTROL_NOTE}"


def control_alt(chart: ControlChart) -> str:
    """Say what a zone's chart is, to whoever does not see it."""
    if np.isnan(chart.centre).all():
        return LINE_ALT
    return f"{CONTROL_ALT} {_months_outside(chart)}"


def _months_outside(chart: ControlChart) -> str:
    """Say how many months lie outside the band."""
    n_outside, n_months = int(chart.beyond.sum()), len(chart.values)
    if not n_outside:
        months = numbers.counted(n_months, "month")
        return f"None of the {months} lies outside the band."
    verb = "lies" if n_outside == 1 else "lie"
    return (
        f"{numbers.number(n_outside)} of {numbers.counted(n_months, 'month')} {verb} "
        f"outside the band."
    )


def percent(change: Change) -> str:
    """Write a change as a signed per cent of what was.

    Examples
    --------
    >>> from hotspots.method.evaluation.before_after import Change
    >>> percent(Change(20000, 19100, 0.955, 0.9, 1.0))
    '\N{MINUS SIGN}4.5%'
    >>> percent(Change(0, 3, *3 * [float("nan")]))
    'from none'
    """
    if not change.before:
        return "from none" if change.after else "none"
    return numbers.percent_change(change.ratio)


def figures(evaluation: Evaluation) -> dict[str, tuple[str, str]]:
    """Return the page's few large figures: label -> figure and what it is made of."""
    comparison, expected = evaluation.comparison, evaluation.expected
    periods, chosen = comparison.periods, comparison.change_of("chosen zones")
    after, before = map(comparison_words.period, (periods.after, periods.before))
    if comparison.groups:
        after, before = "each over months of its own", "Before"
    daily = per_day(comparison.length_ratio_of("chosen zones"))
    seen = (
        numbers.number(chosen.after),
        f"incidents in the zones, {after}. {before}: "
        f"{numbers.number(chosen.before)} ({percent(chosen)}{daily})",
    )
    county, rest = (
        comparison.change_of("county"),
        comparison.change_of("rest of county"),
    )
    ends = interval(county.low, county.high)
    whole = (
        f"{numbers.number(county.before)} before, {numbers.number(county.after)} after"
        f"{f'; range (95%) {ends}' if ends else ''}. "
        f"Outside the zones {percent(rest)}"
    )
    if note := comparison_words.of_days(comparison):
        whole = f"{whole}. {note}"
    fell = comparison_words.fell_of(comparison.n_fell, len(comparison.outcomes))
    stayed = f", {comparison.n_stayed} stayed the same" if comparison.n_stayed else ""
    rose = f"{comparison.n_rose} rose{stayed}"
    if expected is None:
        return {
            "Seen": seen,
            "Expected without patrols": ("Not known", "so there is no verdict"),
            "Zones where incidents fell": (
                fell,
                f"{rose}; {comparison_words.EXPECTED_NOT_KNOWN}",
            ),
            "County": (percent(county), whole),
        }
    low, high = expected.ordinary
    falls = comparison_words.expected_to_fall(round(expected.n_expected_to_fall))
    return {
        "Seen": seen,
        "Expected without patrols": (
            numbers.number(round(float(expected.expected.sum()))),
            f"anything from {numbers.number(low)} to {numbers.number(high)} would be "
            f"ordinary (95% of years)",
        ),
        "Verdict": VERDICTS[evaluation.side],
        "Zones where incidents fell": (fell, f"{rose}; {falls}"),
        "County": (percent(county), whole),
    }


def zones_shown(comparison: BeforeAfter, classes: NDArray[np.int64]) -> pd.DataFrame:
    """Return the zones for a map, numbered as in the list, each with its change."""
    outcomes = comparison.outcomes
    tooltips = [
        f"{comparison_words.change('Incidents', before, after, days=days)}."
        for before, after, days in zip(
            outcomes["before"],
            outcomes["after"],
            comparison.length_ratios,
            strict=True,
        )
    ]
    return pd.DataFrame(
        {
            "zone": outcomes["zone"],
            "class": classes,
            "label": [str(number) for number in range(1, len(outcomes) + 1)],
            "told": tooltips,
        }
    )


def map_key(
    comparison: BeforeAfter,
    *,
    programme: Strand,
    shown: str,
    zones: str = comparison_words.CHOSEN,
) -> Key:
    """Return the words of the map that shows `change`, `before` or `after`."""
    from hotspots.presentation.maps.zones import Key

    periods = comparison.periods
    daily = (
        PER_DAY if shown == "change" and comparison_words.of_days(comparison) else ""
    )
    before, after = (
        comparison_words.period(periods.before),
        comparison_words.period(periods.after),
    )
    note = {
        "change": f"{before}, then {after}",
        "before": f"Before: {before}",
        "after": f"After: {after}",
    }[shown]
    if comparison.groups:
        note = OWN_MONTHS[shown]
    if shown == "change":
        note = f"{note}. {verdicts_beside(comparison)}."
    low, high = ENDS[shown]
    n_zones = numbers.counted(len(comparison.outcomes), zones.removesuffix("s"))
    return Key(
        title=f"{strands_words.title_of(programme)}: {shown}{daily}",
        note=note,
        label=(
            f"Map of {n_zones}: {shown}. The list on this page holds the same figures."
        ),
        low=low,
        high=high,
        classes=CHANGE_CLASSES if shown == "change" else (),
        ends=("Fewer", "More"),
    )


def verdicts_beside(comparison: BeforeAfter) -> str:
    """Say that a change is no verdict, and how many zones' verdicts say more."""
    verdicts = comparison.outcomes["verdict"]
    if not (verdicts != "").any():
        return f"{PLAIN_CHANGE}: none can be given for these zones"
    n_clear = int(verdicts.isin([FEWER, MORE]).sum())
    has = "has" if n_clear <= 1 else "have"
    return (
        f"{PLAIN_CHANGE}: {n_clear or 'none'} of the "
        f"{numbers.counted(len(verdicts), 'zone')} {has} a verdict other than as "
        f"expected"
    )


def district_list(comparison: BeforeAfter) -> pd.DataFrame:
    """List the districts with their counts and change."""
    totals = comparison.totals
    districts = totals[totals["part"] == "district"]
    daily = per_day(comparison.periods.length_ratio)
    return pd.DataFrame(
        {
            "District": districts["district"],
            "Before": districts["before"],
            "After": districts["after"],
            "Change": districts["change"],
            f"Change{daily}, %": (100 * (districts["ratio"] - 1)).round(1) + 0.0,
            "Range (95%)": [
                interval(low, high)
                for low, high in zip(
                    districts["ratio_low"], districts["ratio_high"], strict=True
                )
            ],
        }
    ).reset_index(drop=True)
