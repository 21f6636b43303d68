"""Kinds of settings that only a strand has: categories, a harm scale, weights."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hotspots.errors import InputError
from hotspots.settings.categories import CATEGORY_OF, SHORT_NAMES
from hotspots.settings.kinds import BETWEEN, Kind, tuple_of
from hotspots.settings.refusals import check_names, check_weight

# An offence class such as 8N, or a type of antisocial behaviour.
_OFFENCE_CLASS = re.compile(
    r"\d{1,3}[A-Z]?([./]\d{1,3})*|NN|NFIB|unmapped|asb(\.[a-z.]+)?"
)

# Between a category and its weight, in an address.
BEFORE_WEIGHT = "-"


@dataclass(frozen=True)
class Categories(Kind):
    """Categories of incidents of data.police.uk."""

    def check(self, value: Any, what: str) -> None:
        if not isinstance(value, tuple):
            msg = f"The categories must be a list of names, not “{value}”."
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
class WayOfCounting(Kind):
    """Name of a way of counting an extract; empty for the usual one."""


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
            {_weighed(short): float(weight) for short, _, weight in pairs}.items()
        )

    def from_json(self, name: str, values: Mapping[str, Any], what: str) -> Any:
        return tuple((category, weight) for category, weight in values[name])


def _weighed(short: str) -> str:
    """Return what a link weighs: a category by its short name, or an offence class."""
    return short if _OFFENCE_CLASS.fullmatch(short) else CATEGORY_OF[short]


def _plain(weight: float) -> str:
    """Write a weight with no more than its three decimals, and no exponent."""
    return f"{weight:.3f}".rstrip("0").rstrip(".")
