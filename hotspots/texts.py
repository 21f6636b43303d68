"""The gate for text from outside: cells, names, titles, file names, links, JSON.

And a number with its noun, which every sentence and error writes.

What cannot be seen, printed or drawn never comes in: letters that XML forbids end the
program that draws pictures, and others turn a line of text round.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import Counter
from string import ascii_uppercase
from typing import Any, NoReturn

from hotspots.errors import InputError

# So long a name, title or cell is none that a person wrote.
MOST_LETTERS = 200
_MOST_DIGITS = 1000
# So many letters of one cell are a map of a country at full detail. The limit holds
# for the whole process, so it is set once: a file of one visitor must not meet that of
# another.
LONGEST_CELL = 64 * 2**20
csv.field_size_limit(LONGEST_CELL)

# Control letters, lone surrogates and what Unicode calls no character; a tab or a new
# line is a space.
_SPACES = re.compile(r"\s+")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\uffff]"
)
# A spreadsheet runs a cell that begins with one of these; an apostrophe stops it.
# Some take its wide form for the same.
_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]?[\d,.]*\d%?\s*\Z")
# They join letters of some scripts and stand in no line by themselves.
_JOINERS = "\u200c\u200d"


def clean(text: object, *, most: int = MOST_LETTERS) -> str:
    r"""Return a text without letters that cannot be shown, and not longer than allowed.

    Parameters
    ----------
    text
        Whatever came in; anything but text is written out first.
    most
        Letters kept; what is cut off shows as an ellipsis.

    Examples
    --------
    >>> clean("Mill\x02 Lane\n"), clean("\u202eenaL lliM"), clean("x" * 9, most=4)
    ('Mill Lane', 'enaL lliM', 'xxx…')
    """
    plain = str(text)
    if not plain.isascii() or not plain.isprintable():
        plain = _SPACES.sub(" ", _without_hidden(_SPACES.sub(" ", plain)))
    plain = plain.strip()
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def counted(value: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun.

    Examples
    --------
    >>> counted(1, "zone"), counted(24, "zone"), counted(2, "category", "categories")
    ('1 zone', '24 zones', '2 categories')
    """
    return f"{value:,.0f} {noun if value == 1 else plural or noun + 's'}"


def letter(number: int) -> str:
    """Write a number as letters, as spreadsheets name columns.

    Examples
    --------
    >>> letter(2), letter(26), letter(27)
    ('B', 'Z', 'AA')
    """
    above, last = divmod(number - 1, len(ascii_uppercase))
    return (letter(above) if above else "") + ascii_uppercase[last]


def refuse_hidden(text: str, what: str) -> str:
    r"""Return a text, or say which letter of it cannot be shown.

    Parameters
    ----------
    text
        A text that must stay as it is, such as an id.
    what
        What it is, with a capital: "The title of a picture".

    Raises
    ------
    InputError
        Naming the letter and where it stands.

    Examples
    --------
    >>> refuse_hidden("A\x02", "The title")
    Traceback (most recent call last):
    hotspots.errors.InputError: The title contains an invalid character (U+0002) at
    letter 2. Delete it.
    """
    for number, letter in enumerate(text, start=1):
        if _is_hidden(letter):
            msg = (
                f"{what} contains an invalid character (U+{ord(letter):04X}) at letter "
                f"{number}. Delete it."
            )
            raise InputError(msg)
    return text


def json_of(content: bytes | str) -> Any:  # noqa: ANN401
    r"""Read JSON from outside, strictly.

    Parameters
    ----------
    content
        UTF-8, with or without its mark, or text.

    Raises
    ------
    ValueError
        Whatever is wrong, in words that end a sentence: a name that stands twice too,
        a number that is none or has no end, and lists in lists without end.

    Examples
    --------
    >>> json_of(b'\xef\xbb\xbf{"floor": 1}')
    {'floor': 1}
    >>> json_of('{"floor": 1, "floor": 0}')
    Traceback (most recent call last):
    ValueError: “floor” is given twice
    """
    try:
        text = content if isinstance(content, str) else content.decode("utf-8-sig")
        return json.loads(
            text,
            parse_int=_whole,
            parse_constant=_refuse_constant,
            object_pairs_hook=_without_twins,
        )
    except json.JSONDecodeError:
        raise
    except UnicodeDecodeError as error:
        msg = f"byte {error.start + 1} is not UTF-8"
        raise ValueError(msg) from error
    except RecursionError as error:
        msg = "its lists are nested too deeply"
        raise ValueError(msg) from error


def _whole(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        msg = f"a number has more than {_MOST_DIGITS} digits"
        raise ValueError(msg)
    return int(digits)


def _refuse_constant(name: str) -> NoReturn:
    msg = f"{name} is not a number"
    raise ValueError(msg)


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        counted = Counter(name for name, _ in pairs)
        msg = f"“{clean(counted.most_common(1)[0][0], most=60)}” is given twice"
        raise ValueError(msg)
    return values


def as_cell(text: str) -> str:
    """Write a text so that a spreadsheet does not run it: an apostrophe in front.

    Numbers are none that could do harm and stay, with their sign. `from_cell` takes the
    apostrophe away again, and gives back every text as it was.

    Examples
    --------
    >>> as_cell("=1+1"), as_cell("-A1"), as_cell("-4.5%"), as_cell("Mill Lane")
    ("'=1+1", "'-A1", '-4.5%', 'Mill Lane')
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text


def from_cell(text: str) -> str:
    """Return the text that `as_cell` wrote.

    Examples
    --------
    >>> from_cell("'-A1"), from_cell("-A1"), from_cell("'tis")
    ('-A1', '-A1', "'tis")
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _without_hidden(text: str) -> str:
    return "".join(letter for letter in text if not _is_hidden(letter))


def _is_hidden(letter: str) -> bool:
    if letter.isascii() and letter.isprintable():
        return False
    is_format = unicodedata.category(letter) == "Cf" and letter not in _JOINERS
    return is_format or _FORBIDDEN.fullmatch(letter) is not None
