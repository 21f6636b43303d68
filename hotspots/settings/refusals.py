"""What no setting may be: the refusals that kinds of settings share."""

from __future__ import annotations

from collections.abc import Iterable

from hotspots.errors import InputError
from hotspots.texts import MOST_LETTERS, refuse_hidden

# Scores are compared as whole numbers, so weights and shares have a last decimal.
WEIGHT_DECIMALS = 3

# Of one incident: homicide weighs 5,475 days. Harm is summed in whole thousandths, and
# with larger weights a computer's whole numbers would run out.
MOST_WEIGHT = 1_000_000

# Letters of a wrong value that a message shows.
_MOST_SHOWN = 40


def shown(value: object) -> str:
    """Return a value as text that fits in a sentence."""
    text = str(value)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def is_number(value: object) -> bool:
    """Say whether a value is a number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def has_decimals(value: float, decimals: int) -> bool:
    """Say whether a number has so many decimals at most."""
    return round(value, decimals) == value


def check_whole(
    value: object, what: str, *, least: int, most: int, unit: str = ""
) -> None:
    """Refuse what is not a whole number within bounds."""
    if not isinstance(value, int) or isinstance(value, bool):
        msg = f"{what} must be a whole number, not {shown(value)}."
        raise InputError(msg)
    if not least <= value <= most:
        unit = f" {unit}" if unit else ""
        msg = f"{what} must be from {least:,} to {most:,}{unit}, not {shown(value)}."
        raise InputError(msg)


def check_text(value: object, what: str) -> None:
    """Refuse what is not a text that can be written, drawn and read in a line."""
    if not isinstance(value, str):
        msg = f"{what} must be a text, not {shown(value)}."
        raise InputError(msg)
    refuse_hidden(value, what)
    if len(value) > MOST_LETTERS:
        msg = (
            f"{what} has {len(value):,} characters; at most {MOST_LETTERS} are used. "
            f"Shorten it."
        )
        raise InputError(msg)


def check_names(values: Iterable[object], what: str) -> None:
    """Refuse names that are empty or not a text, and a name that is given twice."""
    seen = set()
    for value in values:
        check_text(value, f"The name of a {what}")
        if not str(value).strip():
            msg = f"The name of a {what} is empty. Give a name, or leave it out."
            raise InputError(msg)
        if value in seen:
            msg = f"The {what} “{value}” is given twice. Give it once."
            raise InputError(msg)
        seen.add(value)


def check_weight(category: str, weight: float) -> None:
    """Refuse a harm weight that cannot weigh: negative, too large or too fine."""
    if not (is_number(weight) and 0 <= weight < float("inf")):
        msg = f"The weight of “{category}” must be 0 or more, not {shown(weight)}."
        raise InputError(msg)
    if weight > MOST_WEIGHT:
        msg = (
            f"The weight of “{category}” must be at most {MOST_WEIGHT:,} per incident, "
            f"not {shown(weight)}. Use a larger unit."
        )
        raise InputError(msg)
    if not has_decimals(weight, WEIGHT_DECIMALS):
        msg = (
            f"The weight of “{category}” can have {WEIGHT_DECIMALS} decimals at "
            f"most, not {weight}. Round it."
        )
        raise InputError(msg)
