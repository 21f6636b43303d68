"""Kinds of settings that shape a list of zones: by district, by distance, by hand."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hotspots.errors import InputError
from hotspots.settings.kinds import BETWEEN, Bounds, Kind
from hotspots.settings.refusals import (
    check_names,
    check_whole,
    has_decimals,
    is_number,
    shown,
)
from hotspots.texts import MOST_LETTERS, clean, refuse_hidden

# Between a district and its number, in an address.
BEFORE_NUMBER = "-"
# Weights of strands are read to so many decimals, up to so much.
STRAND_WEIGHT_DECIMALS, MOST_STRAND_WEIGHT = 2, 100
# Between a zone and its reason, on the command line.
BEFORE_REASON = "="
# What a widget holds where no distance is asked for: no choice at all is another thing.
NO_DISTANCE = -1


@dataclass(frozen=True)
class Distance(Kind):
    """A least distance in metres; 0 asks only that zones do not touch, None nothing.

    Attributes
    ----------
    most
        The longest, in metres.
    offered
        Distances to pick from.
    """

    most: int
    offered: tuple[int, ...]

    def check(self, value: Any, what: str) -> None:
        if value is not None:
            check_whole(value, what, least=0, most=self.most, unit="metres")

    def to_widget(self, value: Any) -> Any:
        return NO_DISTANCE if value is None else value

    def from_widget(self, value: Any) -> Any:
        return None if value == NO_DISTANCE else value

    def to_text(self, value: Any) -> str:
        return "" if value is None else str(value)

    def from_text(self, text: str, what: str) -> int | None:
        if not text:
            return None
        self.check(int(text), what)
        return int(text)


@dataclass(frozen=True)
class DistrictNumbers(Kind):
    """Numbers of single districts, as (district, number) pairs.

    Attributes
    ----------
    bounds
        The least and the greatest number.
    """

    bounds: Bounds

    def check(self, value: Any, what: str) -> None:
        check_names((district for district, _ in value), "district")
        least, most = self.bounds
        for district, number in value:
            check_whole(number, f"{what} of {district}", least=least, most=most)

    def to_text(self, value: Any) -> str:
        return BETWEEN.join(
            f"{district}{BEFORE_NUMBER}{number}" for district, number in value
        )

    def from_text(self, text: str, what: str) -> tuple[tuple[str, int], ...]:
        pairs = [part.rpartition(BEFORE_NUMBER) for part in text.split(BETWEEN)]
        if not all(district for district, _, _ in pairs):
            raise ValueError(text)
        numbers = tuple((clean(name), int(number)) for name, _, number in pairs)
        self.check(numbers, what)
        return numbers

    def from_json(self, name: str, values: Mapping[str, Any], what: str) -> Any:
        return tuple((district, number) for district, number in values[name])


@dataclass(frozen=True)
class StrandWeights(Kind):
    """Weights of strands in one list, as (strand, weight) pairs; 1 where none is."""

    def check(self, value: Any, what: str) -> None:
        check_names((strand for strand, _ in value), "strand")
        for strand, weight in value:
            is_allowed = (
                is_number(weight)
                and 0 <= weight <= MOST_STRAND_WEIGHT
                and has_decimals(weight, STRAND_WEIGHT_DECIMALS)
            )
            if not is_allowed:
                msg = (
                    f"{what} of {strand} must be from 0 to {MOST_STRAND_WEIGHT} with "
                    f"{STRAND_WEIGHT_DECIMALS} decimals at most, not {shown(weight)}."
                )
                raise InputError(msg)

    def to_text(self, value: Any) -> str:
        return BETWEEN.join(
            f"{strand}{BEFORE_NUMBER}{weight:g}" for strand, weight in value
        )

    def from_text(self, text: str, what: str) -> tuple[tuple[str, float], ...]:
        pairs = [part.rpartition(BEFORE_NUMBER) for part in text.split(BETWEEN)]
        if not all(strand for strand, _, _ in pairs):
            raise ValueError(text)
        weights = tuple((clean(name), float(weight)) for name, _, weight in pairs)
        self.check(weights, what)
        return weights

    def from_json(self, name: str, values: Mapping[str, Any], what: str) -> Any:
        return tuple((strand, weight) for strand, weight in values[name])


@dataclass(frozen=True)
class ZonesByHand(Kind):
    """Zones that someone named, as (id, reason) pairs; a link holds the ids alone."""

    def check(self, value: Any, what: str) -> None:
        check_names((zone for zone, _ in value), "zone")
        for zone, reason in value:
            refuse_hidden(zone, f"The id “{clean(zone)}”")
            if not isinstance(reason, str):
                msg = f"The reason for zone {zone} must be a text, not {reason}."
                raise InputError(msg)
            refuse_hidden(reason, f"The reason for zone {zone}")
            if len(reason) > MOST_LETTERS:
                msg = (
                    f"The reason for zone {zone} has {len(reason)} letters. Use "
                    f"{MOST_LETTERS} at most."
                )
                raise InputError(msg)

    def to_text(self, value: Any) -> str:
        return ",".join(_quoted(zone) for zone, _ in value)

    def from_text(self, text: str, what: str) -> tuple[tuple[str, str], ...]:
        cells = next(csv.reader([text], skipinitialspace=True), [])
        pairs = [cell.partition(BEFORE_REASON) for cell in cells if cell.strip()]
        zones = tuple((zone.strip(), reason.strip()) for zone, _, reason in pairs)
        self.check(zones, what)
        return zones

    def from_json(self, name: str, values: Mapping[str, Any], what: str) -> Any:
        return tuple((zone, reason) for zone, reason in values[name])


def _quoted(zone: str) -> str:
    if any(letter in zone for letter in ',"'):
        doubled = zone.replace('"', '""')
        return f'"{doubled}"'
    return zone
