"""What patrols can be credited with, and what not, in sentences and lists.

No sentence says more than its range: a range that holds no change is "no clear
difference", and what moved is told beside zones that were not patrolled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.method.evaluation import evaluate
from hotspots.method.evaluation.buffers import BUFFER, COMPARED_BUFFER
from hotspots.presentation.words.comparison import CHOSEN_ON_AFTER, period
from hotspots.presentation.words.numbers import capital, counted, metres, number, signed
from hotspots.presentation.words.strands import noun_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hotspots.method.evaluation.displacement import Difference
    from hotspots.method.evaluation.evaluate import Evaluation, RelativeToComparison
    from hotspots.method.evaluation.relative_effect import RelativeRatio
    from hotspots.method.evaluation.spillover import Spillover

# A chance below this, either way, is told as unusual: one year in twenty.
UNUSUAL = 0.05
# Variance for each one of chance, from which on it is told.
LEAST_UNEVEN = 1.05
# A ratio beyond this tells no more than that there are too few incidents.
MOST_SHOWN = 11
WHY_NOT = {
    evaluate.CHOSEN_ON_AFTER: CHOSEN_ON_AFTER,
    evaluate.CHOSEN_ON_UNKNOWN: (
        "What would have happened anyway cannot be told: the zones do not say which "
        "months they were chosen on."
    ),
    evaluate.CHOSEN_ON_LACKING: (
        "What would have happened anyway cannot be told: not all months that the zones "
        "were chosen on are loaded. Load them, too."
    ),
    evaluate.NO_OTHER_ZONES: (
        "What would have happened anyway cannot be told: no zones other than the "
        "chosen ones are known."
    ),
    evaluate.NOTHING_OUTSIDE: (
        "What would have happened anyway cannot be told: the zones that were not "
        "chosen hold no incident before."
    ),
}
VERDICTS_NOTE = (
    "Verdicts are clear of chance, with one false one in ten suffered. They are not "
    "clear of what places do by themselves from year to year: look at the range "
    "expected anyway."
)
LEANS = (
    "Both groups are measured from the months that zones were chosen on, for no "
    "earlier year is loaded. The worst zones of a year fall back further than the "
    "next worst, so this leans towards a fall."
)
PLACEBO_LACKING = (
    "The same sums a year earlier, with no patrols yet, would show how far this method "
    "can be trusted here. They cannot be had: they need the same months of a year "
    "before, all of them loaded and before patrols began, and enough zones to choose "
    "from then."
)
DIFFERENCE_LEANS = (
    "Measured from the months that zones were chosen on, this difference is biased "
    "towards a fall and is not to be published; the ratios are biased much less."
)
CHART_ALT = (
    "Chart with a row for each chosen zone: incidents before, incidents after, and the "
    "range expected after with nothing done. The list holds the same figures."
)


def headline(evaluation: Evaluation, *, categories: Sequence[str]) -> str:
    """Say how many zones fell, and how many would have been expected to anyway."""
    comparison = evaluation.comparison
    n_zones = number(len(comparison.outcomes))
    told = (
        f"**{capital(noun_of(categories))} fell in {number(comparison.n_fell)} of "
        f"{n_zones} chosen zones.** "
    )
    expected = evaluation.expected
    if expected is None:
        return told + WHY_NOT[evaluation.why_not]
    about = number(round(expected.n_expected_to_fall))
    told += (
        f"About {about} would have been expected to fall without patrols, because "
        f"zones are chosen after a bad year. "
    )
    if evaluation.p_as_many <= UNUSUAL:
        return told + (
            f"So many or more would fall in {_of_hundred(evaluation.p_as_many)} of 100 "
            f"such years: more fell than would be expected anyway."
        )
    if evaluation.p_as_few <= UNUSUAL:
        return told + (
            f"So few or fewer would fall in {_of_hundred(evaluation.p_as_few)} of 100 "
            f"such years: fewer fell than would be expected anyway."
        )
    return told + (
        f"As many or more would fall in {_of_hundred(evaluation.p_as_many)} of 100 "
        f"such years, so this is no evidence that patrols made a difference."
    )


def short(evaluation: Evaluation) -> str:
    """Say in a few words how many zones would have fallen anyway, or nothing."""
    if evaluation.expected is None:
        return ""
    about = number(round(evaluation.expected.n_expected_to_fall))
    return f"About {about} would have been expected to fall without patrols."


def expected_sentence(evaluation: Evaluation) -> str:
    """Say how many incidents there were, for how many expected anyway, or nothing."""
    told = evaluation.expected
    if told is None or np.isnan(told.ratio):
        return ""
    after = int(evaluation.comparison.outcomes["after"].sum())
    n_periods = counted(told.n_periods, "earlier period")
    return (
        f"The chosen zones together held {number(after)} incidents after, and about "
        f"{number(round(float(told.expected.sum())))} would have been expected anyway: "
        f"{_difference(told.ratio, told.ratio_low, told.ratio_high)} The expectation "
        f"rests on {n_periods} and on all zones that were not chosen."
    )


def pooled_sentence(evaluation: Evaluation) -> str:
    """Say how the chosen zones changed together, and how unevenly, or nothing."""
    pooled = evaluation.pooled
    if np.isnan(pooled.ratio):
        return ""
    told = (
        f"Each measured from its own level, the chosen zones together changed by "
        f"{_percent(pooled.ratio)} a day (range {_percent(pooled.low)} to "
        f"{_percent(pooled.high)}), which includes what was expected anyway."
    )
    if pooled.phi < LEAST_UNEVEN:
        return f"{told} They changed no more unevenly than chance has it."
    return (
        f"{told} They changed {pooled.phi:.1f} times as unevenly as chance has it, and "
        f"the range is widened for that."
    )


def beside_sentences(evaluation: Evaluation) -> list[str]:
    """Say how the chosen zones fared beside comparison zones."""
    beside = evaluation.relative
    if beside is None:
        return []
    zones = beside.zones
    if zones.zones.empty:
        return [_no_comparison(beside)]
    ratio = beside.ratio
    told = [
        f"Beside {counted(len(zones.zones), 'comparison zone')} (the next-ranked ones "
        f"that were not patrolled), from {period(beside.baseline)} on: "
        f"{_difference(float(ratio.ratio), float(ratio.low), float(ratio.high))} "
        f"Chosen zones went from {_from_to(beside.patrolled)}, comparison zones from "
        f"{_from_to(beside.compared)}."
    ]
    if zones.n_asked > len(zones.zones):
        told.append(
            f"Only {counted(len(zones.zones), 'comparison zone')} could be had for "
            f"{number(zones.n_asked)} chosen ones."
        )
    if leans(evaluation):
        told.append(LEANS)
    return told


def next_door_sentences(
    spillover: Spillover, *, harm_unit: str, leans: bool
) -> list[str]:
    """Say whether crime seems to have moved next door, or to have fallen there too.

    Parameters
    ----------
    spillover
        The rings.
    harm_unit
        Unit of harm.
    leans
        Whether all is measured from the months that zones were chosen on.
    """
    ratio = spillover.ratio
    ring = f"within {metres(round(spillover.width_m))} of the chosen zones"
    verdict = _moved(spillover)
    own, others = (
        _from_to(spillover.counts[part]) for part in (BUFFER, COMPARED_BUFFER)
    )
    return [
        f"{capital(ring)} incidents went from {own}, and round the comparison zones "
        f"from {others}. "
        f"{verdict} {_range_sentence(ratio)}",
        f"Zones and rings together, beside the comparison zones and theirs: "
        f"{_fewer(spillover.incidents, 'incidents')}; in harm "
        f"{_fewer(spillover.harm, harm_unit)}.",
        *([DIFFERENCE_LEANS] if leans else []),
    ]


def leans(evaluation: Evaluation) -> bool:
    """Say whether comparison is from the months that zones were chosen on."""
    beside, chosen_on = evaluation.relative, evaluation.comparison.chosen_on
    if beside is None or chosen_on is None:
        return False
    return beside.baseline.overlaps(chosen_on)


def placebo_sentences(placebo: Evaluation | None) -> list[str]:
    """Tell the same sums one year earlier, when there were no patrols."""
    if placebo is None or placebo.expected is None:
        return [PLACEBO_LACKING]
    comparison, told = placebo.comparison, placebo.expected
    change = (
        "None of their incidents was expected."
        if np.isnan(told.ratio)
        else _difference(told.ratio, told.ratio_low, told.ratio_high)
    )
    about = number(round(told.n_expected_to_fall))
    return [
        f"**The same sums a year earlier, with no patrols yet** "
        f"({period(comparison.periods.before)}, then "
        f"{period(comparison.periods.after)}): "
        f"incidents fell in {number(comparison.n_fell)} of "
        f"{counted(len(comparison.outcomes), 'zone')} chosen then; about {about} were "
        f"expected to. {change}"
    ]


def outcome_list(
    evaluation: Evaluation, *, clear_at_most: NDArray[np.float64], harm: pd.DataFrame
) -> pd.DataFrame:
    """List the zones with all that is known of each, numbered as on the map.

    Parameters
    ----------
    evaluation
        What can be said of the zones.
    clear_at_most
        Greatest count after that would have been a clear fall, zone by zone.
    harm
        `before` and `after`: harm of each zone.
    """
    outcomes, expected = evaluation.comparison.outcomes, evaluation.expected
    columns: dict[str, object] = {
        "No.": range(1, len(outcomes) + 1),
        "Zone": outcomes["name"],
        "District": outcomes["district"].astype("str"),
        "Before": outcomes["before"],
        "After": outcomes["after"],
        "Change": outcomes["change"],
    }
    if evaluation.why_not != evaluate.CHOSEN_ON_AFTER:
        columns["Verdict"] = outcomes["verdict"].str.capitalize()
    if expected is not None:
        columns["Expected anyway"] = expected.expected.round().astype(int)
        columns["Range of that"] = [
            f"{number(low)} to {number(high)}"
            for low, high in zip(expected.low, expected.high, strict=True)
        ]
    columns |= {
        "Ratio, per day": outcomes["ratio"].map("{:.2f}".format, na_action="ignore"),
        "Range of ratio": [
            f"{low:.2f} to {high:.2f}" if high == high else ""
            for low, high in zip(
                outcomes["ratio_low"], outcomes["ratio_high"], strict=True
            )
        ],
        "Adjusted p": outcomes["p_adjusted"].map("{:.3f}".format),
        "A clear fall: at most": pd.array(clear_at_most, dtype="Float64"),
        "Harm before": harm["before"],
        "Harm after": harm["after"],
    }
    return pd.DataFrame(columns)


def comparison_list(beside: RelativeToComparison) -> pd.DataFrame:
    """List the comparison zones."""
    zones = beside.zones.zones
    return pd.DataFrame(
        {
            "Zone": zones["name"].astype("str"),
            "District": zones["district"].astype("str"),
            "Rank": zones["rank"],
            "Incidents": zones["volume"],
            "Metres away": zones["distance_m"].round().astype("int64"),
        }
    )


def anyway_told(
    evaluation: Evaluation, *, categories: Sequence[str], harm_unit: str
) -> list[str]:
    """Tell an evaluation whole, a sentence a line, without Markdown."""
    told = [
        headline(evaluation, categories=categories),
        pooled_sentence(evaluation),
        expected_sentence(evaluation),
        *beside_sentences(evaluation),
    ]
    if evaluation.spillover is not None:
        told += next_door_sentences(
            evaluation.spillover, harm_unit=harm_unit, leans=leans(evaluation)
        )
    return [sentence.replace("**", "") for sentence in told if sentence]


def both_groups(evaluation: Evaluation) -> pd.DataFrame:
    """Return chosen and comparison zones for a map: zone, class, label and tooltip."""
    outcomes, beside = evaluation.comparison.outcomes, evaluation.relative
    others = pd.Series(dtype="str") if beside is None else beside.zones.zones["zone"]
    n_chosen, n_others = len(outcomes), len(others)
    return pd.DataFrame(
        {
            "zone": [*outcomes["zone"], *others],
            "class": [1] * n_chosen + [2] * n_others,
            "label": [*map(str, range(1, n_chosen + 1)), *["C"] * n_others],
            "told": ["Chosen zone."] * n_chosen + ["Comparison zone."] * n_others,
        }
    )


def groups_label(evaluation: Evaluation) -> str:
    """Say what the map of both groups is called."""
    n_others = (
        0 if evaluation.relative is None else len(evaluation.relative.zones.zones)
    )
    n_chosen = counted(len(evaluation.comparison.outcomes), "chosen zone")
    others = counted(n_others, "comparison zone")
    return f"Map of {n_chosen} and {others}. The lists hold the same."


def _no_comparison(beside: RelativeToComparison) -> str:
    if not beside.zones.n_unpatrolled:
        return (
            "There are no comparison zones: none but the chosen ones held an incident "
            "in the months that zones were chosen on."
        )
    return (
        "There are no comparison zones: all others lie within the rings round the "
        "chosen ones. Choose a narrower ring."
    )


def _difference(ratio: float, low: float, high: float) -> str:
    """Say how much fewer or more, with the range, and whether that is clear."""
    told = f"{_percent(ratio)} (range {_percent(low)} to {_percent(high)})"
    side = _side(low, high)
    if not side:
        return f"{told}, no clear difference."
    return f"{told}, clearly {'fewer' if side < 0 else 'more'}."


def _side(low: float, high: float) -> int:
    """Say on which side of no change a range lies: below (-1), above (1), neither.

    It is judged as it is shown: a range from 0% on does not leave out no change.
    """
    if high < 1 and round(100 * (high - 1)) < 0:
        return -1
    return int(low > 1 and round(100 * (low - 1)) > 0)


def _moved(spillover: Spillover) -> str:
    """Say what the rings beside the other rings are a sign of."""
    side = _side(float(spillover.ratio.low), float(spillover.ratio.high))
    before, after = spillover.counts[BUFFER]
    if not side:
        return "No clear sign that crime moved next door, or fell there too."
    if side > 0:
        how = "rose more" if after > before else "fell less"
        return f"They {how} than in the other rings: crime may have moved next door."
    how = "fell more" if after < before else "rose less"
    return (
        f"They {how} than in the other rings: no sign that crime moved next door. If "
        f"it fell in the zones for their patrols, that may have spread."
    )


def _range_sentence(ratio: RelativeRatio) -> str:
    return (
        f"The difference is {_percent(float(ratio.ratio))} (range "
        f"{_percent(float(ratio.low))} to {_percent(float(ratio.high))})."
    )


def _percent(ratio: float) -> str:
    """Write a ratio as a signed whole per cent; of very few incidents it may be any."""
    if ratio > MOST_SHOWN:
        return f"+{number(100 * (MOST_SHOWN - 1))}% or more"
    change = round(100 * (ratio - 1))
    return signed(change, f"{number(abs(change))}%")


def _fewer(difference: Difference, what: str) -> str:
    """Say so many fewer or more, with the range."""

    def told(value: float) -> str:
        return f"{number(abs(round(value)))} {'fewer' if round(value) < 0 else 'more'}"

    low, high = float(difference.low), float(difference.high)
    holds_none = ", which includes none" if round(low) <= 0 <= round(high) else ""
    return (
        f"{told(float(difference.estimate))} {what} than these lead to expect (range "
        f"{told(low)} to {told(high)}{holds_none})"
    )


def _from_to(counts: tuple[int, int]) -> str:
    return f"{number(counts[0])} to {number(counts[1])}"


def _of_hundred(chance: float) -> str:
    return "under 1" if chance < 0.005 else number(max(round(100 * chance), 1))
