"""A pack's part of the one list over all strands: where, and which strand earns it.

It holds no count, so nothing in it can be worked back to one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from hotspots.disclosure.policy import Policy
from hotspots.presentation.briefing.public_names import public_names, told_apart
from hotspots.presentation.words import joint as words
from hotspots.presentation.words.strands import public_of

if TYPE_CHECKING:
    from hotspots.method.pipeline.joint import JointList

FILE = "one-list.csv"


@dataclass(frozen=True, eq=False)
class JointPart:
    """The one list, as a pack publishes it.

    Attributes
    ----------
    title
        Its heading.
    sentences
        What it is and how it was made.
    rows
        A row a zone, by district and name: `district`, `name` (as it may be published)
        and, unless a policy hides counts, `earned_by` (the strand, as the public reads
        it): it tells which of two counts is the larger part of its whole.
    """

    title: str
    sentences: tuple[str, ...]
    rows: pd.DataFrame


def joint_part(joint: JointList, *, policy: Policy) -> JointPart:
    """Return what may be published of the one list.

    Parameters
    ----------
    joint
        The list.
    policy
        What may be published.
    """
    titles = {each.strand: public_of(each.programme).name for each in joint.of_strands}
    selection = joint.selection
    rows = pd.DataFrame(
        {
            "district": selection["district"].astype("str"),
            "name": told_apart(
                public_names(selection, policy).to_list(), selection["zone"].to_list()
            ),
            "earned_by": selection["earned_by"].map(titles),
        }
    )
    if not policy.hides_nothing:
        rows = rows.drop(columns="earned_by")
    sentences = words.for_a_pack(joint, titles, with_earned=policy.hides_nothing)
    return JointPart(
        words.title(titles),
        tuple(sentences),
        rows.sort_values(rows.columns.to_list(), ignore_index=True),
    )
