"""What harm scales do, and what a harm column holds."""

from __future__ import annotations

from hotspots.sources.harm_scales import built_in_scales
from hotspots.sources.offence_weights import offence_scales


def scale_help(*, by_offence: bool = False) -> str:
    """Say what a harm scale is, and what each of the built-in ones does."""
    scales = "\n".join(
        f"- *{scale.title}*: {scale.note}"
        for scale in (offence_scales() if by_offence else built_in_scales()).values()
    )
    return (
        "How much harm one incident of each category stands for.\n\n"
        f"{scales}\n\n"
        "No scale is the right one: see how little the list changes."
    )


def harm_help(unit: str) -> str:
    """Say what a harm column holds."""
    return f"Incidents weighed by the harm scale, in {unit}."
