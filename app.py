"""The home page: what the data say today, in one screen."""

from __future__ import annotations

from hotspots.ui.page import page

page("Hotspots", is_public=True)

# The browser draws the frame while the rest is imported, which takes most of a second.
from hotspots.ui.views import home  # noqa: E402

home.show()
