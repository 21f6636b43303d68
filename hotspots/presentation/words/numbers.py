"""Numbers, signs and lists in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass


MINUS = "\N{MINUS SIGN}"


SMALL_NUMBERS = (
    *("zero", "one", "two", "three", "four"),
    *("five", "six", "seven", "eight", "nine"),
)


def capital(text: str) -> str:
    """Write a text's first letter large and leave the others."""
    return text[0].upper() + text[1:]


def signed(change: float, size: str) -> str:
    """Put the sign of a change before its size; none before no change.

    Examples
    --------
    >>> signed(-4.5, "4.5%"), signed(25, "25%"), signed(0, "0%")
    ('\N{MINUS SIGN}4.5%', '+25%', '0%')
    """
    return f"{'+' if change > 0 else MINUS if change < 0 else ''}{size}"


def number(value: float) -> str:
    """Write a whole number.

    Examples
    --------
    >>> number(67464)
    '67,464'
    """
    return f"{value:,.0f}"


def counted(value: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun.

    Examples
    --------
    >>> counted(1, "zone"), counted(24, "zone"), counted(2, "category", "categories")
    ('1 zone', '24 zones', '2 categories')
    """
    return f"{number(value)} {noun if value == 1 else plural or noun + 's'}"


def in_words(value: int) -> str:
    """Write a small number as a word, where a figure is easily taken for another.

    Examples
    --------
    >>> in_words(1), in_words(9), in_words(13)
    ('one', 'nine', '13')
    """
    return SMALL_NUMBERS[value] if value < len(SMALL_NUMBERS) else number(value)


def share(value: float) -> str:
    """Write a share of 1 as a per cent, never rounding something to nothing.

    Examples
    --------
    >>> share(0.0633), share(0.004), share(0), share(1)
    ('6%', 'under 1%', '0%', '100%')
    """
    if 0 < value < 0.005:
        return "under 1%"
    return f"{100 * value:.0f}%"


def metres(value: float) -> str:
    """Write a length.

    Examples
    --------
    >>> metres(1000)
    '1,000 metres'
    """
    return f"{number(value)} metres"


def listed(words: Sequence[str]) -> str:
    """Write words as a list in a sentence.

    Examples
    --------
    >>> listed(["Dover", "Swale", "Thanet"])
    'Dover, Swale and Thanet'
    """
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
