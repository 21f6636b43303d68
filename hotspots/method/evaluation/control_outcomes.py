"""Crimes that patrols should hardly touch, in the chosen zones: a control."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from hotspots.method.evaluation.counterfactual import FEWEST_INCIDENTS
from hotspots.method.evaluation.dispersion import dispersion_of_zones
from hotspots.method.evaluation.evaluate import (
    Evaluation,
    EvaluationInputs,
    since_move,
    zone_history,
)
from hotspots.method.evaluation.relative_effect import relative_rate_ratio
from hotspots.method.evaluation.seen_and_expected import Counterfactual
from hotspots.method.evaluation.shared_fate import widened
from hotspots.settings.counting import IncidentKind
from hotspots.sources.offence_weights import categories_of_keys

# Burglars and shoplifters go on indoors, where a patrol does not see them.
CONTROLS = ("Burglary", "Shoplifting")


@dataclass(frozen=True)
class ControlOutcome:
    """Incidents of one category in the chosen zones.

    Attributes
    ----------
    category
        As data.police.uk names it.
    before, seen
        Incidents before, and after.
    expected
        Incidents expected after.
    ordinary
        Between these 95% of years lie.
    """

    category: str
    before: int
    seen: int
    expected: float
    ordinary: tuple[float, float]

    @property
    def side(self) -> int:
        """Clearly fewer than expected (-1), clearly more (1), or neither.

        The range counts as it is shown, in whole incidents.
        """
        low, high = map(round, self.ordinary)
        return int(self.seen > high) - int(self.seen < low)


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
        found = control_outcome(
            category,
            history.before[:, -1],
            history.after,
            chosen=history.is_among(comparison.outcomes["zone"]),
            strand=evaluation.expected,
        )
        outcomes += [] if found is None else [found]
    return outcomes


def control_outcome(
    category: str,
    before: ArrayLike,
    after: ArrayLike,
    *,
    chosen: ArrayLike,
    strand: Counterfactual,
) -> ControlOutcome | None:
    """Set a control in the chosen zones beside the zones that the strand rests on.

    Parameters
    ----------
    category
        What is counted.
    before, after
        Its incidents in every zone that could have been chosen.
    chosen
        Whether each zone was chosen.
    strand
        What was expected of the strand in the same zones and periods.

    Returns
    -------
    ControlOutcome or None
        None where there is too little to compare.

    Notes
    -----
    Zones are not picked on these counts, so these do not fall back, and own rates would
    expect far too few of them: on real years without a programme 0.2 to 0.5 too low in
    the logarithm, a third of outcomes clearly more. So it is the change in the chosen
    zones beside that in the zones ranked next for the strand (`relative_rate_ratio`),
    its interval widened by what chosen zones share (docs/counterfactual.md).
    """
    counts = np.stack([np.asarray(before), np.asarray(after)])
    is_chosen = np.asarray(chosen, dtype=bool)
    others = np.flatnonzero(~is_chosen)
    ranked = others[np.argsort(-strand.everywhere[others], kind="stable")]
    own, beside = counts[:, is_chosen], counts[:, ranked[: strand.n_reference]]
    if not own[0].any() or beside.sum(axis=1).min() < FEWEST_INCIDENTS:
        return None
    ratio = relative_rate_ratio(
        patrolled=tuple(own.sum(axis=1)),
        compared=tuple(beside.sum(axis=1)),
        dispersions=(dispersion_of_zones(*own), dispersion_of_zones(*beside)),
    )
    ends = {name: float(getattr(ratio, name)) for name in ("ratio", "low", "high")}
    low, high = widened(**ends, shared_sds=(strand.shared_sd, 0.0))
    n_before, n_seen = map(int, own.sum(axis=1))
    expected = n_before * float(beside[1].sum() / beside[0].sum())
    return ControlOutcome(
        category,
        n_before,
        n_seen,
        expected,
        (expected * low / ends["ratio"], expected * high / ends["ratio"]),
    )


def _of_category(
    category: str, loaded: Sequence[str], kinds: Sequence[IncidentKind]
) -> list[str]:
    """Return the loaded categories that a category of data.police.uk stands for."""
    category_of = categories_of_keys()
    of_extract = {
        kind.category for kind in kinds if category_of.get(kind.weighed_as) == category
    }
    return [name for name in loaded if name in of_extract or name == category]
