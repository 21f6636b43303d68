"""Settings: every choice that can change a figure, each declared once.

They travel from the pages or the command line to `hotspots.method.pipeline` and stop
there: the functions below it take plain keywords.
"""

from hotspots.settings.categories import CATEGORIES
from hotspots.settings.choices import (
    PATROLS_START,
    SHARED,
    ZONE_WIDTH_BOUNDS_M,
    Settings,
)
from hotspots.settings.declaring import AskedOn, Option, Setting, Stage
from hotspots.settings.kinds import SHARE_DECIMALS
from hotspots.settings.lookup import each_setting, setting_named, settings_asked
from hotspots.settings.refusals import MOST_WEIGHT, WEIGHT_DECIMALS, check_weight
from hotspots.settings.strand import OF_STRAND, Strand, built_in_strands

__all__ = [
    "CATEGORIES",
    "MOST_WEIGHT",
    "OF_STRAND",
    "PATROLS_START",
    "SHARED",
    "SHARE_DECIMALS",
    "WEIGHT_DECIMALS",
    "ZONE_WIDTH_BOUNDS_M",
    "AskedOn",
    "Option",
    "Setting",
    "Settings",
    "Stage",
    "Strand",
    "built_in_strands",
    "check_weight",
    "each_setting",
    "setting_named",
    "settings_asked",
]
