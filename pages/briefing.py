"""Pictures and words for the newsletter, right the first time."""

from __future__ import annotations

from hotspots.ui import inputs, show_briefing, state
from hotspots.ui.page import footer, page

page("Briefing")
loaded = inputs.begin(asks=inputs.OF_STRAND)
show_briefing.brief(loaded, inputs.settings(loaded), inputs.strand())
footer(state.credit(loaded))
