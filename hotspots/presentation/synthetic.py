"""How made-up data are told as such: on pages, maps, charts, files and in print.

Whatever can be taken out of the page, a map in a screenshot or a file, says it itself.
"""

from __future__ import annotations

from typing import Any

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


def file_name(name: str, *, synthetic: bool) -> str:
    """Put the word before a file's name if what it holds is made up.

    Examples
    --------
    >>> file_name("ranking.csv", synthetic=True)
    'synthetic-ranking.csv'
    """
    return f"{FILES_BEGIN_WITH}{name}" if synthetic else name


def chart(drawn: Any, *, synthetic: bool) -> Any:  # noqa: ANN401
    """Print the word over a chart if its data are made up; it may have a title."""
    if not synthetic:
        return drawn
    import altair as alt

    title = drawn.title
    if isinstance(title, alt.TitleParams):
        marked = title.copy()
        marked.subtitle = DATA
    else:
        marked = alt.TitleParams(DATA, anchor="start", fontSize=13, fontWeight=400)
    return drawn.properties(title=marked)
