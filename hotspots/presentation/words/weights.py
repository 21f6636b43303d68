"""What harm scales are called, and what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass


SCALE_TITLES = {
    "cchi-kent": "Cambridge index, Kent's mix",
    "cchi-patrol": "Cambridge, patrol offences",
    "ons": "ONS severity, Kent's mix",
    "equal": "Every incident alike",
    "cchi-sqrt": "Cambridge, square root",
}


SCALE_HELP = (
    "How much harm one incident of each category stands for. The Cambridge Crime Harm "
    "Index counts the days in prison that a guideline gives the offence; Kent's mix of "
    "offences makes it a weight for each category. Patrol offences leaves out sexual "
    "offences, harassment, homicide, drugs and weapons. The square root makes the "
    "contrasts milder. No weight is the true one: see how little the list changes."
)


SHARE_HELP = "0 ranks by the number of incidents alone, 1 by their harm alone."


def harm_help(unit: str) -> str:
    """Say what a harm column holds."""
    return f"Its incidents weighed by the harm scale, in {unit}."
