"""Categories of data.police.uk, whatever the data: the county is told by them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hotspots.settings import Strand
from hotspots.settings.counting import IncidentKind
from hotspots.sources.offence_weights import categories_of_keys
from hotspots.sources.reading import Reading


def broad_incidents(reading: Reading) -> pd.DataFrame:
    """Return table `INCIDENTS` with the category that data.police.uk would give.

    An offence that no table has keeps its own.
    """
    incidents = reading.incidents
    if not reading.kinds:
        return incidents
    category = incidents["category"]
    of_kind = {kind.category: _broad(kind) for kind in reading.kinds}
    codes, names = pd.factorize(
        pd.Series([of_kind[name] for name in category.cat.categories], dtype="str"),
        sort=True,
    )
    number = np.append(codes, -1)[category.cat.codes.to_numpy()]
    return incidents.assign(category=pd.Categorical.from_codes(number, names))


def broad_counted(strand: Strand) -> tuple[str, ...]:
    """Return the categories of data.police.uk of which a strand counts any."""
    if strand.kinds is None:
        return strand.counted
    return tuple(dict.fromkeys(map(_broad, strand.kinds)))


def _broad(kind: IncidentKind) -> str:
    return categories_of_keys().get(kind.weighed_as, kind.title)
