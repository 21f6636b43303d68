"""Kinds of settings: what a value may be, and how it is written in a link and in JSON.

A kind of setting also decides by which widget it is asked for
(`hotspots.ui.forms.widgets`) and how it reads on the method page
(`hotspots.presentation.words.settings_in_force`).

Long because it holds every kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from hotspots.errors import InputError
from hotspots.months import Period, check_month
from hotspots.settings.refusals import (
    check_names,
    check_text,
    check_whole,
    has_decimals,
    is_number,
    shown,
)

# Letters that an address keeps as they are.
BETWEEN = "_"

SHARE_DECIMALS = 2


class Bounds(NamedTuple):
    """The least and the greatest number, both allowed."""

    least: int
    most: int


@dataclass(frozen=True)
class Kind:
    """A kind of setting; this one is a text."""

    def check(self, value: Any, what: str) -> None:
        """Refuse a value with which no figure could be made.

        Parameters
        ----------
        value
            The value.
        what
            What it is called at the beginning of a sentence.
        """
        check_text(value, what)

    def to_text(self, value: Any) -> str:
        """Write a value as a link holds it; what is not set is empty."""
        return str(value)

    def from_text(self, text: str, what: str) -> Any:
        """Read a value from a link or from the command line.

        Raises
        ------
        InputError, ValueError, KeyError
            If it is not such a text.
        """
        return text

    def to_json(self, name: str, value: Any) -> dict[str, Any]:
        """Return the names and values that JSON holds of a setting."""
        return {name: value}

    def from_json(self, name: str, values: Mapping[str, Any], what: str) -> Any:
        """Read a setting from the names and values that JSON holds.

        Raises
        ------
        InputError, TypeError, ValueError
            If they are of another kind.
        KeyError
            If it is not among them.
        """
        return values[name]

    def json_names(self, name: str) -> tuple[str, ...]:
        """Return the names that JSON has for a setting."""
        return (name,)

    def to_widget(self, value: Any) -> Any:
        """Return a value as its widget holds it."""
        return value

    def from_widget(self, value: Any) -> Any:
        """Return the value that a widget holds."""
        return value


@dataclass(frozen=True)
class Whole(Kind):
    """A whole number within bounds.

    Attributes
    ----------
    bounds
        Numbers that a figure can be made with.
    asked
        Numbers that a widget and a link can ask for, if fewer.
    step
        How far a press of the widget's button goes.
    offered
        Numbers to pick from; none for any within the bounds.
    unit
        Of the number, such as metres.
    zero
        What 0 means, where it is not a number.
    """

    bounds: Bounds
    asked: Bounds | None = None
    step: int = 1
    offered: tuple[int, ...] = ()
    unit: str = ""
    zero: str = ""

    def check(self, value: Any, what: str) -> None:
        least, most = self.bounds
        check_whole(value, what, least=least, most=most, unit=self.unit)

    def to_widget(self, value: Any) -> Any:
        """Return nothing for a 0 that stands for no limit: its box is empty."""
        return None if self.zero and value == 0 else value

    def from_widget(self, value: Any) -> Any:
        """Return what an empty box stands for."""
        return 0 if value is None else value

    @property
    def within(self) -> Bounds:
        """The numbers that a widget and a link can ask for."""
        return self.asked or self.bounds

    def from_text(self, text: str, what: str) -> int:
        least, most = self.within
        check_whole(int(text), what, least=least, most=most, unit=self.unit)
        return int(text)


@dataclass(frozen=True)
class Share(Kind):
    """A part of one, 0 to 1, with two decimals at most.

    Attributes
    ----------
    none, whole
        What 0 and 1 mean.
    step
        How far a step of the slider goes.
    """

    none: str
    whole: str
    step: float = 0.05

    def check(self, value: Any, what: str) -> None:
        if not is_number(value):
            msg = f"{what} must be a number, not {shown(value)}."
            raise InputError(msg)
        if not 0 <= value <= 1:
            msg = (
                f"{what} must be from 0 ({self.none}) to 1 ({self.whole}), "
                f"not {shown(value)}."
            )
            raise InputError(msg)
        if not has_decimals(value, SHARE_DECIMALS):
            msg = f"{what} can have two decimals at most, not {shown(value)}."
            raise InputError(msg)

    def to_text(self, value: Any) -> str:
        return f"{value:g}"

    def from_text(self, text: str, what: str) -> float:
        return float(text)

    def from_widget(self, value: Any) -> float:
        return float(round(value, SHARE_DECIMALS))


@dataclass(frozen=True)
class YesNo(Kind):
    """Yes or no.

    Attributes
    ----------
    yes, no
        What they mean, as the method page lists them.
    """

    yes: str
    no: str

    def check(self, value: Any, what: str) -> None:
        if not isinstance(value, bool):
            msg = f"{what} must be true or false, not {shown(value)}."
            raise InputError(msg)

    def to_text(self, value: Any) -> str:
        return "yes" if value else "no"

    def from_text(self, text: str, what: str) -> bool:
        return {"yes": True, "no": False}[text]


@dataclass(frozen=True)
class Month(Kind):
    """A month, such as 2024-04, or empty where nobody has said.

    Attributes
    ----------
    none
        What it means that nobody has said.
    """

    none: str

    def check(self, value: Any, what: str) -> None:
        if value != "":
            check_month(value)


@dataclass(frozen=True)
class Months(Kind):
    """Any number of months.

    Attributes
    ----------
    none
        What it means that there are none.
    """

    none: str

    def check(self, value: Any, what: str) -> None:
        check_names(value, what.removeprefix("A "))
        for month in value:
            check_month(month)

    def to_text(self, value: Any) -> str:
        return BETWEEN.join(value)

    def from_text(self, text: str, what: str) -> tuple[str, ...]:
        return tuple(text.split(BETWEEN))

    def to_widget(self, value: Any) -> list[str]:
        return list(value)

    def from_widget(self, value: Any) -> tuple[str, ...]:
        return tuple(sorted(value))

    def from_json(self, name: str, values: Mapping[str, Any], what: str) -> Any:
        return tuple_of(values[name])


@dataclass(frozen=True)
class Span(Kind):
    """A period, or none where it follows from the data.

    Attributes
    ----------
    first, last
        Names of its two ends in JSON and in the visit's memory.
    none
        What it means that it is not set.
    """

    first: str
    last: str
    none: str

    def check(self, value: Any, what: str) -> None:
        if not (value is None or isinstance(value, Period)):
            msg = f"{what} must be a period such as 2025-01:2025-12, not {value}."
            raise InputError(msg)

    def to_text(self, value: Any) -> str:
        return "" if value is None else str(value)

    def from_text(self, text: str, what: str) -> Period:
        return Period.parse(text)

    def to_json(self, name: str, value: Any) -> dict[str, Any]:
        first, last = ("", "") if value is None else (value.first, value.last)
        return {self.first: first, self.last: last}

    def from_json(self, name: str, values: Mapping[str, Any], what: str) -> Any:
        ends = [values[end] for end in self.json_names(name) if end in values]
        if not ends:
            raise KeyError(name)
        for end in ends:
            if end != "":
                check_month(end)
        given = [end for end in ends if end != ""]
        if not given:
            return None
        if len(given) == 1:
            msg = f"{what} must have both a first and a last month. Give both."
            raise InputError(msg)
        return Period(*given)

    def json_names(self, name: str) -> tuple[str, ...]:
        return self.first, self.last


def tuple_of(value: object) -> object:
    """Return a list of JSON as a tuple; anything else as it is."""
    return tuple(value) if isinstance(value, list) else value
