"""The look of charts on a dark page, as a style that replaces their colours there.

A chart is drawn in the browser as shapes with the colours of its table, which are those
for paper. A browser that does not know `light-dark()` leaves it so, white and readable.
"""

from __future__ import annotations

from hotspots.presentation.colours import CHARTS_ON_DARK

_CHART = '[data-testid="stVegaLiteChart"] svg'


def style() -> str:
    """Return the style: for each colour of charts what it is in the dark theme.

    Examples
    --------
    >>> style().splitlines()[0]
    '[data-testid="stVegaLiteChart"] svg { background: transparent !important; }'
    """
    rules = [f"{_CHART} {{ background: transparent !important; }}"]
    for colour, on_dark in CHARTS_ON_DARK.items():
        both = f"light-dark({colour}, {on_dark})"
        for part in ("fill", "stroke"):
            rules.append(f'{_CHART} [{part}="{colour}"] {{ {part}: {both}; }}')
    return "\n".join(rules)
