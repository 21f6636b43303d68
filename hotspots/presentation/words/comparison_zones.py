"""What is said of the zones beside comparison zones, and of the ground around both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hotspots.method.evaluation.buffers import BUFFER, COMPARED_BUFFER
from hotspots.method.evaluation.rates import length_ratio
from hotspots.presentation.words.comparison import (
    CHOSEN,
    INTERVAL,
)
from hotspots.presentation.words.county import MOST_SHOWN
from hotspots.presentation.words.months_told import spoken
from hotspots.presentation.words.numbers import (
    counted,
    fell_or_rose,
    higher_or_lower,
    metres,
    number,
)
from hotspots.presentation.words.per_day import in_all, per_day, per_day_note

if TYPE_CHECKING:
    from hotspots.method.evaluation.displacement import Difference
    from hotspots.method.evaluation.evaluate import Evaluation, RelativeToComparison
    from hotspots.method.evaluation.relative_effect import RelativeRatio
    from hotspots.method.evaluation.spillover import Spillover

LEANS = (
    "Both groups are measured from the months that zones were chosen on, so this can "
    "be wrong in either direction, and no verdict is given. In real years without "
    "patrols it was too high more often than not. Load an earlier year."
)

NO_ANSWER = (
    "No answer is given, because this is measured from the months that zones were "
    "chosen on. Load an earlier year."
)

DIFFERENCE_LEANS = (
    "These two differences are measured from the months that zones were chosen on. "
    "They are biased towards a fall (regression to the mean), so do not publish them. "
    "The percentages are biased much less, but no verdict is given."
)

NO_BUFFERS = "This cannot be said, because there are no comparison zones."

OWN_MONTHS = (
    "Comparison zones and buffers are not shown, because patrols began in different "
    "months in different zones."
)


def beside_sentences(evaluation: Evaluation, *, zones: str = CHOSEN) -> list[str]:
    """Say how the zones fared beside comparison zones."""
    beside = evaluation.relative
    if evaluation.by_start:
        return [OWN_MONTHS]
    if beside is None:
        return []
    others = beside.zones
    if others.zones.empty:
        return [_no_comparison(beside)]
    ratio = beside.ratio
    after = evaluation.comparison.periods.after
    days = _days_since_baseline(evaluation)
    next_ranked = "zone" if len(others.zones) == 1 else "zones"
    sentences = [
        f"Between {spoken(beside.baseline.first, beside.baseline.last)} and "
        f"{spoken(after.first, after.last)}, incidents{per_day(days)} in the {zones} "
        f"{_from_to(beside.patrolled, days)}. In "
        f"{counted(len(others.zones), 'comparison zone')} (the next-ranked "
        f"{next_ranked} without patrols) they {_from_to(beside.compared, days)}. The "
        f"{zones} ended {_relative(ratio, leans=evaluation.from_selection)}",
        *filter(None, [per_day_note([(beside.baseline, after)])]),
    ]
    if others.n_asked > len(others.zones):
        sentences.append(
            f"Only {counted(len(others.zones), 'comparison zone')} could be found for "
            f"{counted(others.n_asked, zones.removesuffix('s'))}."
        )
    if evaluation.from_selection:
        sentences.append(LEANS)
    return sentences


def _days_since_baseline(evaluation: Evaluation) -> float:
    """Return days after for each day of the months that groups are measured from."""
    after, beside = evaluation.comparison.periods.after, evaluation.relative
    return 1.0 if beside is None else length_ratio(beside.baseline.days, after.days)


def next_door_sentences(
    evaluation: Evaluation, *, harm_unit: str, zones: str = CHOSEN
) -> list[str]:
    """Say whether crime seems to have moved nearby, or to have fallen there too.

    Nothing where there are no comparison zones.

    Parameters
    ----------
    evaluation
        What can be said of the zones.
    harm_unit
        Unit of harm.
    zones
        What the zones are called.
    """
    spillover = evaluation.spillover
    if spillover is None:
        return []
    days, leans = _days_since_baseline(evaluation), evaluation.from_selection
    own, others = (
        _from_to(spillover.counts[part], days) for part in (BUFFER, COMPARED_BUFFER)
    )
    return [
        NO_ANSWER if leans else _moved(spillover, zones=zones),
        f"Within {metres(round(spillover.width_m))} of the {zones} (the buffer), "
        f"incidents{per_day(days)} {own}. Within the same distance of the comparison "
        f"zones they "
        f"{others}. Incidents in the buffer "
        f"ended {_relative(spillover.ratio, leans=leans)}",
        f"Zones and buffers together had "
        f"{_fewer(spillover.incidents, 'incidents')} than the comparison zones and "
        f"theirs would predict (weighted displacement difference)."
        # Where every incident weighs a day, harm says again what incidents do.
        + (
            ""
            if spillover.is_harm_alike
            else f" Weighed by harm that is {_fewer(spillover.harm, harm_unit)}."
        ),
        *([DIFFERENCE_LEANS] if leans else []),
    ]


def groups_label(evaluation: Evaluation, *, zones: str = CHOSEN) -> str:
    """Say what the map of both groups is called."""
    n_others = (
        0 if evaluation.relative is None else len(evaluation.relative.zones.zones)
    )
    n_chosen = counted(len(evaluation.comparison.outcomes), zones.removesuffix("s"))
    others = counted(n_others, "comparison zone")
    return f"Map of {n_chosen} and {others}. The lists on this page hold the same."


def _no_comparison(beside: RelativeToComparison) -> str:
    if not beside.zones.n_unpatrolled:
        return (
            "There are no comparison zones: only the chosen zones had an incident in "
            "the months that zones were chosen on."
        )
    return (
        "There are no comparison zones: all others lie within the buffers around the "
        "chosen zones. Choose a narrower buffer."
    )


def _relative(ratio: RelativeRatio, *, leans: bool) -> str:
    """Say how far a group ended from the other group's change, and whether clearly.

    Not whether clearly where it leans.
    """
    middle, low, high = (float(each) for each in (ratio.ratio, ratio.low, ratio.high))
    side = _side(low, high)
    is_level = round(100 * (middle - 1)) == 0
    ended = "no higher or lower" if is_level else _higher_or_lower(middle)
    clear = (
        ": no clear difference"
        if not side
        else f": clearly {'lower' if side < 0 else 'higher'}"
    )
    return (
        f"{ended} than if they had changed in the same way ({INTERVAL} "
        f"{_higher_or_lower(low)} to {_higher_or_lower(high)}){'' if leans else clear}."
    )


def _side(low: float, high: float) -> int:
    """Say on which side of no change a range lies: below (-1), above (1), neither.

    The range counts as it is shown: one from 0% on does not leave out no change.
    """
    if high < 1 and round(100 * (high - 1)) < 0:
        return -1
    return int(low > 1 and round(100 * (low - 1)) > 0)


def _moved(spillover: Spillover, *, zones: str) -> str:
    """Say what the change in the buffers is evidence of."""
    side = _side(float(spillover.ratio.low), float(spillover.ratio.high))
    before, after = spillover.counts[BUFFER]
    if not side:
        return (
            "There is no clear evidence that crime moved nearby (displacement), or "
            "that benefits spread (diffusion of benefits)."
        )
    if side > 0:
        how = "rose more" if after > before else "fell less"
        return (
            f"Incidents {how} around the {zones} than around the comparison zones, so "
            f"crime may have moved nearby (displacement)."
        )
    how = "fell more" if after < before else "rose less"
    return (
        f"Incidents {how} around the {zones} than around the comparison zones, so "
        f"there is no sign of displacement. If patrols lowered crime in the zones, "
        f"that may have spread (diffusion of benefits)."
    )


def _higher_or_lower(ratio: float) -> str:
    if ratio > MOST_SHOWN:
        return f"{number(100 * (MOST_SHOWN - 1))}% higher or more"
    return higher_or_lower(ratio)


def _fewer(difference: Difference, what: str) -> str:
    """Say so many fewer or more, with the range."""

    def more_or_fewer(value: float, unit: str = "") -> str:
        word = "fewer" if round(value) < 0 else "more"
        return f"{number(abs(round(value)))} {word}{unit and f' {unit}'}"

    low, high = float(difference.low), float(difference.high)
    includes_none = (
        ", which includes no difference" if round(low) <= 0 <= round(high) else ""
    )
    return (
        f"{more_or_fewer(float(difference.estimate), what)} ({INTERVAL} "
        f"{more_or_fewer(low)} to {more_or_fewer(high)}{includes_none})"
    )


def _from_to(counts: tuple[int, int], days: float) -> str:
    """Say how a group's count changed, in periods as long."""
    before, after = counts
    how = fell_or_rose(before, after, days=days)
    return f"{how} ({number(before)} to {number(after)}{in_all(days)})"
