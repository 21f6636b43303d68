"""Crimes that patrols should hardly touch, in the chosen zones: a control."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from hotspots.errors import InputError
from hotspots.method.evaluation.counterfactual import counterfactual
from hotspots.method.evaluation.evaluate import (
    Evaluation,
    EvaluationInputs,
    zone_history,
)
from hotspots.method.evaluation.seen_and_expected import Counterfactual

# Burglars and shoplifters go on indoors, where a patrol does not see them.
CONTROLS = ("Burglary", "Shoplifting")


@dataclass(frozen=True, eq=False)
class ControlOutcome:
    """Incidents of one category in the chosen zones.

    Attributes
    ----------
    category
        As the source names it.
    before
        Incidents before.
    found
        Seen and expected after.
    """

    category: str
    before: int
    found: Counterfactual


def control_outcomes(
    evaluation: Evaluation,
    inputs: EvaluationInputs,
    *,
    categories: Collection[str],
) -> list[ControlOutcome]:
    """Say what became of controls in the same zones and months.

    Parameters
    ----------
    evaluation
        What can be said of the strand.
    inputs
        Zones and counts.
    categories
        Categories of the strand, which are no control.

    Returns
    -------
    list of ControlOutcome
        Of the controls that the data hold and whose counts say enough; none where
        nothing is expected of the strand.

    Notes
    -----
    Where a control strays as far as the strand does, something other than patrols moved
    these zones. A category that patrols do touch is no control, and patrols may lower
    burglary, too: so a fall of both is not evidence against patrols.
    """
    comparison = evaluation.comparison
    if evaluation.expected is None:
        return []
    outcomes = []
    for category in CONTROLS:
        if category in categories or category not in inputs.cube["category"]:
            continue
        history = zone_history(comparison, inputs, [category])
        chosen = history.is_among(comparison.outcomes["zone"])
        try:
            found = counterfactual(
                history.before,
                history.after,
                chosen=chosen,
                shared_sd=evaluation.shared.sd,
            )
        except InputError:
            continue
        n_before = int(np.sum(history.before[chosen, -1]))
        outcomes.append(ControlOutcome(category, n_before, found))
    return outcomes
