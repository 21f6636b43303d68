"""What a strand's part of a pack is made from: the analyst's own figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd
from numpy.typing import NDArray

from hotspots.method.evaluation.before_after import monthly_counts
from hotspots.method.pipeline.sureness import ranks_with_ranges

if TYPE_CHECKING:
    import numpy as np

    from hotspots.method.evaluation.evaluate import Evaluation
    from hotspots.method.pipeline import Result
    from hotspots.method.pipeline.in_and_out import InAndOut
    from hotspots.settings import Settings


@dataclass(frozen=True, eq=False)
class StrandAnalysis:
    """What the method made of one strand; none of it is fit to be published yet.

    Attributes
    ----------
    result
        Data, zones, ranking and selection.
    evaluation
        What changed; None where the data give no two periods to compare.
    beside
        The list beside an earlier one; None where it is set beside none.
    """

    result: Result
    evaluation: Evaluation | None
    beside: InAndOut | None = None

    @property
    def strand(self) -> str:
        """`asb` or `violence`."""
        return self.result.strand

    @property
    def settings(self) -> Settings:
        """The settings in force, months filled in."""
        return self.result.settings

    @cached_property
    def selection(self) -> pd.DataFrame:
        """Table `SELECTION`: of patrolled zones those of the area that are compared."""
        selection = self.result.selection
        is_there = ~selection["zone"].isin(self.result.far_off)
        if self.evaluation is not None:
            compared = self.evaluation.comparison.outcomes["zone"]
            is_there &= selection["zone"].isin(list(compared))
        return selection[is_there].reset_index(drop=True)

    @property
    def n_left_out(self) -> int:
        """How many patrolled zones are left out: not compared, or of another area."""
        return len(self.result.selection) - len(self.selection)

    @property
    def outcomes(self) -> pd.DataFrame:
        """Table `OUTCOMES` of the selection; there must be an evaluation."""
        assert self.evaluation is not None
        outcomes = self.evaluation.comparison.outcomes
        is_there = outcomes["zone"].isin(list(self.selection["zone"]))
        return outcomes[is_there].reset_index(drop=True)

    @property
    def area(self) -> tuple[str, ...]:
        """Every district of the area."""
        return self.result.reading.area

    @property
    def synthetic(self) -> bool:
        """Whether the data are made up."""
        return self.result.reading.synthetic

    @property
    def is_public(self) -> bool:
        """Whether anyone can have the same data."""
        return self.result.reading.is_public

    @cached_property
    def outlines(self) -> NDArray[np.object_]:
        """Polygon (EPSG:27700) of each row of the selection."""
        return self.result.outlines_of(self.selection["zone"].to_list())

    @cached_property
    def rank_ranges(self) -> pd.DataFrame:
        """Range of ranks that chance allows each row of the selection."""
        return ranks_with_ranges(self.result, self.selection["zone"].to_list())

    @cached_property
    def monthly(self) -> pd.DataFrame:
        """Table `MONTHLY`."""
        return monthly_counts(
            self.result.cube,
            self.result.reading.incidents,
            self.selection["zone"],
            categories=self.settings.strand(self.strand).counted,
            in_chosen=self.result.zoning.distinct_in(self.selection["zone"]),
        )
