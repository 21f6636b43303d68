"""A strand's ranking for a page, or the sentence that says why there is none."""

from __future__ import annotations

from hotspots.errors import InputError
from hotspots.method.pipeline import Ranked
from hotspots.settings import Settings
from hotspots.ui import say, stages
from hotspots.ui.state import Data


def ranked_or_said(data: Data, settings: Settings, strand: str) -> Ranked | None:
    """Rank a strand's zones; where that cannot be done, say why and give None."""
    try:
        return stages.ranked(data, settings, strand)
    except InputError as error:
        say.error(error)
        return None
