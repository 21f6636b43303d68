"""What harm scales do, and what a harm column holds."""

from __future__ import annotations

from hotspots.sources.harm_scales import DEFAULT_UNIT, built_in_scales
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
    """Say what a harm column holds.

    Examples
    --------
    >>> harm_help("severity points")
    'Harm: incidents weighed by the harm scale, in severity points.'
    """
    return f"Harm: incidents weighed by the harm scale, in {unit_told(unit)}."


def unit_told(unit: str) -> str:
    """Name a unit of harm to who meets it for the first time.

    Examples
    --------
    >>> unit_told("days"), unit_told("severity points")
    ('days (in prison, as a sentencing guideline gives)', 'severity points')
    """
    if unit == DEFAULT_UNIT:
        return f"{unit} (in prison, as a sentencing guideline gives)"
    return unit
