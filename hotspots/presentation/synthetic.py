"""How made-up data are told as such: on pages, maps, charts, files and in print.

Whatever can be taken out of the page, a map in a screenshot or a file, says it itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hotspots.months import Period
from hotspots.presentation.colours import INK

WORD = "Synthetic"
DATA = f"{WORD} data"
MADE_UP = (
    "These data are made up to match published totals. They say nothing about Kent's "
    "patrols."
)
# As it stands at the head of every page.
BANNER = f"**{DATA}.** {MADE_UP}"
CREDIT = (
    "Incidents: made up (synthetic), at postcode points © Crown copyright, Royal Mail "
    "and ONS (OGL 3.0)."
)
FILES_BEGIN_WITH = f"{WORD.lower()}-"


def note(texts: str, *, synthetic: bool) -> str:
    """Put the word before a map key's note if the data are made up.

    Examples
    --------
    >>> note("May 2025", synthetic=True), note("May 2025", synthetic=False)
    ('Synthetic data, May 2025', 'May 2025')
    """
    return f"{DATA}, {texts}" if synthetic else texts


def file_name(name: str, *, synthetic: bool, months: Sequence[Period] = ()) -> str:
    """Return a file's name with its months, and with the word if it is made up.

    Examples
    --------
    >>> file_name("ranking.csv", synthetic=True)
    'synthetic-ranking.csv'
    >>> both = [Period("2024-01", "2024-03"), Period("2025-01", "2025-03")]
    >>> file_name("outcomes.csv", synthetic=False, months=both)
    'outcomes-2024-01-to-2024-03-then-2025-01-to-2025-03.csv'
    """
    stem, dot, ending = name.rpartition(".")
    spans = "-then-".join(span.in_a_name for span in months)
    dated = f"{stem}-{spans}{dot}{ending}" if spans else name
    return f"{FILES_BEGIN_WITH}{dated}" if synthetic else dated


def chart(written: Mapping[str, Any], *, synthetic: bool) -> dict[str, Any]:
    """Print the word over a chart if its data are made up.

    Parameters
    ----------
    written
        The chart as Vega-Lite reads it. Its title, if any, is an object.
    synthetic
        Whether its data are made up.
    """
    if not synthetic:
        return dict(written)
    if "title" in written:
        return {**written, "title": {**written["title"], "subtitle": DATA}}
    alone = {"anchor": "start", "fontSize": 13, "fontWeight": 400, "color": INK}
    return {**written, "title": {"text": DATA, **alone}}
