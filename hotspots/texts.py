"""The gate for text from outside: cells, names, titles, file names, links, JSON.

What cannot be seen, printed or drawn never comes in: letters that XML forbids end the
program that draws pictures, and others turn a line of text round.
"""

from __future__ import annotations

import re
import unicodedata

from hotspots.errors import InputError

# So long a name, title or cell is none that a person wrote.
MOST_LETTERS = 200

# Control letters, lone surrogates and what Unicode calls no character; a tab or a new
# line is a space.
_SPACES = re.compile(r"\s+")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\uffff]"
)
# A spreadsheet runs a cell that begins with one of these; an apostrophe stops it.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
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
        plain = _without_hidden(_SPACES.sub(" ", plain))
    plain = plain.strip()
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


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
