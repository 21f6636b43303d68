"""Charts, a file a subject.

Altair would check the grammar of each part of a chart as it is made, and then of the
whole, which tests ask for and pages leave out (see `hotspots.ui.charts`).
"""

from altair.utils.schemapi import disable_debug_mode

disable_debug_mode()
