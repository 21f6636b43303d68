"""How wide a narrow screen is, as the browser says: tables show less on it.

A wide screen says nothing, so that its page is worked out once.
"""

from __future__ import annotations

import streamlit as st

# Under this width a screen is narrow, in CSS pixels.
NARROW_UNDER_PX = 500
# Beside what a page shows.
BESIDE_PX = 36
WIDTH = "width of the narrow screen"


def width_px() -> int:
    """Return the width of a narrow screen in CSS pixels; 0 for any other."""
    return int(st.session_state.get(WIDTH, 0))


def room_px() -> int:
    """Return the width that a table has on a narrow screen; 0 for any other."""
    return max(width_px() - BESIDE_PX, 0)


def remember(answer: object) -> None:
    """Remember what the browser said, if it did; it says more than was known."""
    width = getattr(answer, "width", None)
    if isinstance(width, int | float):
        st.session_state[WIDTH] = int(width) if 0 < width < NARROW_UNDER_PX else 0
