"""Crimes that patrols should hardly touch, in the chosen zones: a control."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from hotspots.errors import InputError
from hotspots.method.evaluation.counterfactual import counterfactual
from hotspots.method.evaluation.evaluate import (
    Evaluation,
    EvaluationInputs,
    since_move,
    zone_history,
)
from hotspots.method.evaluation.seen_and_expected import Counterfactual
from hotspots.settings.counting import IncidentKind
from hotspots.sources.offence_weights import categories_of_keys

# Burglars and shoplifters go on indoors, where a patrol does not see them.
CONTROLS = ("Burglary", "Shoplifting")


@dataclass(frozen=True, eq=False)
class ControlOutcome:
    """Incidents of one category in the chosen zones.

    Attributes
    ----------
    category
        As data.police.uk names it.
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
    kinds: Sequence[IncidentKind] = (),
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
    kinds
        What the incidents of each category are, of a force's extract.

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
    usable = since_move(inputs, evaluation.moved)
    outcomes = []
    loaded = inputs.cube["category"].to_numpy().tolist()
    for category in CONTROLS:
        counted = _of_category(category, loaded, kinds)
        if not counted or not set(counted).isdisjoint(categories):
            continue
        history = zone_history(comparison, usable, counted)
        chosen = history.is_among(comparison.outcomes["zone"])
        try:
            found = counterfactual(
                history.before,
                history.after,
                chosen=chosen,
                around=history.around,
                shared_sd=evaluation.shared.sd,
            )
        except InputError:
            continue
        n_before = int(np.sum(history.before[chosen, -1]))
        outcomes.append(ControlOutcome(category, n_before, found))
    return outcomes


def _of_category(
    category: str, loaded: Sequence[str], kinds: Sequence[IncidentKind]
) -> list[str]:
    """Return the loaded categories that a category of data.police.uk stands for."""
    category_of = categories_of_keys()
    of_extract = {
        kind.category for kind in kinds if category_of.get(kind.weighed_as) == category
    }
    return [name for name in loaded if name in of_extract or name == category]
