"""Text from outside, made safe where it meets Markdown."""

from __future__ import annotations

# Letters that Markdown, or Streamlit's kind of it, takes for more than themselves.
MARKDOWN = frozenset("\\`*_[]<>#|~$:!{}")


def plain(text: str) -> str:
    r"""Write a name from a file so that Markdown leaves it as it is.

    Examples
    --------
    >>> print(plain("King's Road [A2] *"))
    King's Road \[A2\] \*
    """
    return "".join(f"\\{letter}" if letter in MARKDOWN else letter for letter in text)


def problem(text: object) -> str:
    r"""Write an error's sentence so that no name in it becomes a link or a picture.

    Examples
    --------
    >>> print(problem("![x](http://example.org/p.png) is not there."))
    !\[x\](http://example.org/p.png) is not there.
    """
    return "".join(f"\\{one}" if one in "\\`*[]<>$" else one for one in str(text))
