"""Kinds of settings that only a strand has: categories, a harm scale, weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hotspots.errors import InputError
from hotspots.settings.categories import CATEGORY_OF, SHORT_NAMES
from hotspots.settings.kinds import BETWEEN, Kind, tuple_of
from hotspots.settings.refusals import check_names, check_weight

# Between a category and its weight, in an address.
BEFORE_WEIGHT = "-"


@dataclass(frozen=True)
class Categories(Kind):
    """Categories of incidents, at least one."""

    def check(self, value: Any, what: str) -> None:
        if not isinstance(value, tuple):
            msg = f"The categories must be a list of names, not “{value}”."
            raise InputError(msg)
        if not value:
            msg = "A strand must count at least one category. Pick one."
            raise InputError(msg)
        check_names(value, "category")

    def to_text(self, value: Any) -> str:
        return BETWEEN.join(SHORT_NAMES.get(category, category) for category in value)

    def from_text(self, text: str, what: str) -> tuple[str, ...]:
        # A category named twice would be counted once and weighed twice.
        return tuple(dict.fromkeys(CATEGORY_OF[short] for short in text.split(BETWEEN)))

    def from_json(self, name: str, values: Mapping[str, Any], what: str) -> Any:
        return tuple_of(values[name])


@dataclass(frozen=True)
class Scale(Kind):
    """Name of a harm scale."""


@dataclass(frozen=True)
class Weights(Kind):
    """Weights of some categories, as (category, weight) pairs."""

    def check(self, value: Any, what: str) -> None:
        check_names((category for category, _ in value), "weighed category")
        for category, weight in value:
            check_weight(category, weight)

    def to_text(self, value: Any) -> str:
        return BETWEEN.join(
            f"{SHORT_NAMES.get(category, category)}{BEFORE_WEIGHT}{_plain(weight)}"
            for category, weight in value
        )

    def from_text(self, text: str, what: str) -> tuple[tuple[str, float], ...]:
        pairs = [part.rpartition(BEFORE_WEIGHT) for part in text.split(BETWEEN)]
        return tuple(
            {CATEGORY_OF[short]: float(weight) for short, _, weight in pairs}.items()
        )

    def from_json(self, name: str, values: Mapping[str, Any], what: str) -> Any:
        return tuple((category, weight) for category, weight in values[name])


def _plain(weight: float) -> str:
    """Write a weight with no more than its three decimals, and no exponent."""
    return f"{weight:.3f}".rstrip("0").rstrip(".")
