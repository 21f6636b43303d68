"""Numbers, signs, per cents and lists in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hotspots.texts import counted as counted

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


def with_minus(value: float) -> str:
    """Write a number of a table; one below 0 with the sign that sentences use.

    Examples
    --------
    >>> with_minus(-1204), with_minus(-0.25), with_minus(-0.0), with_minus(float("nan"))
    ('\N{MINUS SIGN}1,204', '\N{MINUS SIGN}0.25', '0.0', '')
    """
    if value != value:  # Not a number.
        return ""
    # What rounds to nothing has no sign.
    return f"{value or abs(value):,}".replace("-", MINUS)


def number(value: float) -> str:
    """Write a whole number.

    Examples
    --------
    >>> number(67464)
    '67,464'
    """
    return f"{value:,.0f}"


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


def percent_change(ratio: float, *, decimals: int = 1) -> str:
    """Write a ratio as a signed per cent.

    Examples
    --------
    >>> percent_change(0.955), percent_change(1.25), percent_change(1.0)
    ('\N{MINUS SIGN}4.5%', '+25.0%', '0.0%')
    >>> percent_change(1.25, decimals=0), percent_change(0.998, decimals=0)
    ('+25%', '0%')
    """
    change = round(100 * (ratio - 1), decimals)
    return signed(change, f"{abs(change):,.{decimals}f}%")


def higher_or_lower(ratio: float, *, decimals: int = 0) -> str:
    """Write a ratio as so many per cent higher or lower.

    Examples
    --------
    >>> higher_or_lower(1.07), higher_or_lower(0.87), higher_or_lower(1.001)
    ('7% higher', '13% lower', '0% higher')
    >>> higher_or_lower(0.866, decimals=1)
    '13.4% lower'
    """
    change = round(100 * (ratio - 1), decimals)
    return f"{abs(change):,.{decimals}f}% {'lower' if change < 0 else 'higher'}"


# So many names stand in a sentence, unless another number is given.
MOST_NAMED = 5
# A tenth of a per cent of so many is one.
ENOUGH_FOR_TENTHS = 1000


def fell_or_rose(before: int, after: int, *, days: float = 1.0) -> str:
    """Say how a count changed: in tenths of a per cent where those are incidents.

    Of 1,000 incidents or more tenths are told, of fewer whole per cent, so that a
    county's change reads as it does beside its counts.

    Parameters
    ----------
    before, after
        Counts.
    days
        Days after for each day before (`Periods.length_ratio`).

    Examples
    --------
    >>> fell_or_rose(750, 535), fell_or_rose(1000, 1002), fell_or_rose(7, 7)
    ('fell by 29%', 'rose by 0.2%', 'stayed the same')
    >>> fell_or_rose(0, 2)
    'rose from none'
    """
    scaled = after / days
    if before == scaled:
        return "stayed the same"
    if not before:
        return "rose from none"
    verb = "fell" if scaled < before else "rose"
    change = abs(scaled - before) / before
    if before < ENOUGH_FOR_TENTHS:
        return f"{verb} by {share(change)}"
    tenths = round(100 * change, 1)
    return f"{verb} by {f'{tenths:.1f}%' if tenths else 'under 0.1%'}"


def one_in(value: float) -> str:
    """Write a share of 1 as one in so many.

    Examples
    --------
    >>> one_in(0.11), one_in(0.48), one_in(0.7)
    ('one in nine', 'one in two', 'most')
    """
    n = round(1 / value)
    return f"one in {in_words(n)}" if n > 1 else "most"


def years_in_100(chance: float) -> str:
    """Write how likely something is as so many years in 100.

    Examples
    --------
    >>> years_in_100(0.031), years_in_100(0.0001), years_in_100(0.01)
    ('about 3 years in 100', 'fewer than 1 year in 100', 'about 1 year in 100')
    """
    if chance < 0.005:
        return "fewer than 1 year in 100"
    return f"about {counted(max(round(100 * chance), 1), 'year')} in 100"


def metres(value: float) -> str:
    """Write a length.

    Examples
    --------
    >>> metres(1000)
    '1,000 metres'
    """
    return f"{number(value)} metres"


def first_of(
    words: Sequence[str], *, most: int, noun: str = "", n_all: int = 0
) -> list[str]:
    """Keep the first words, and write how many more there are.

    Parameters
    ----------
    words
        All of them.
    most
        So many are kept.
    noun
        What one is called; empty where that is plain.
    n_all
        How many there are, if `words` are at least as many as are kept, not all.

    Examples
    --------
    >>> first_of(["Dover", "Swale", "Thanet"], most=2)
    ['Dover', 'Swale', '1 more']
    >>> first_of(["A1", "A2", "A3"], most=1, noun="zone")
    ['A1', '2 more zones']
    """
    more = max(n_all, len(words)) - most
    if more <= 0:
        return list(words)
    rest = counted(more, f"more {noun}") if noun else f"{number(more)} more"
    return [*words[:most], rest]


def how_many(count: int) -> str:
    """Write a number of things within a sentence, none as a word.

    Examples
    --------
    >>> how_many(0), how_many(3)
    ('none', 'three')
    """
    return in_words(count) if count else "none"


_IN_BRACKETS = re.compile(r"[(][^)]*[)]")


def listed(words: Sequence[str]) -> str:
    """Write words as a list in a sentence; semicolons part what holds commas.

    Examples
    --------
    >>> listed(["Dover", "Swale", "Thanet"])
    'Dover, Swale and Thanet'
    >>> listed(["High Street, Deal", "Mill Lane, Dover", "The Quay, Swale"])
    'High Street, Deal; Mill Lane, Dover; and The Quay, Swale'
    """
    *most, last = words
    if len(most) > 1 and any(", " in _IN_BRACKETS.sub("", each) for each in words):
        return f"{'; '.join(most)}; and {last}"
    return f"{', '.join(most)} and {last}" if most else last


def named(words: Sequence[str], *, n_all: int = 0) -> str:
    """Name the first few in a sentence, and say how many more there are.

    Parameters
    ----------
    words
        All of them, or at least as many as are named.
    n_all
        How many there are, if that is more.

    Examples
    --------
    >>> named([f"A{number}" for number in range(7)])
    'A0, A1, A2, A3, A4 and 2 more'
    """
    return listed(first_of(words, most=MOST_NAMED, n_all=n_all))
