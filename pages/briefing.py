"""Pictures and words for the newsletter, right the first time."""

from __future__ import annotations

from hotspots.ui import state
from hotspots.ui.forms import settings as inputs
from hotspots.ui.page import footer, page
from hotspots.ui.views import briefing as show_briefing
from hotspots.ui.views import left_out

page("Briefing")
loaded = inputs.begin(asks=inputs.OF_STRAND)
show_briefing.brief(loaded, inputs.settings(loaded), inputs.strand())
footer(*left_out.small_print(loaded), state.credit(loaded))
