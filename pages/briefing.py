"""Pictures and words for the newsletter, right the first time."""

from __future__ import annotations

from hotspots.presentation.words.not_counted import rows_line
from hotspots.ui import state
from hotspots.ui.forms import settings as inputs
from hotspots.ui.page import footer, page
from hotspots.ui.views import briefing as show_briefing

page("Briefing")
loaded = inputs.begin(asks=inputs.OF_STRAND)
show_briefing.brief(loaded, inputs.settings(loaded), inputs.strand())
footer(rows_line(loaded.reading), state.credit(loaded))
