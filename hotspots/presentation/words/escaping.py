"""Text from outside, made safe where it meets Markdown.

Streamlit reads Markdown with more in it than most: bare addresses become links,
pictures are fetched, `$` begins mathematics and `:name:` an icon. So whatever is shown
passes `sentence`, which leaves this package's own bold, italics and lists and nothing
else; a name that must show letter for letter passes `plain` besides.
"""

from __future__ import annotations

import re

# Letters that Markdown, or Streamlit's kind of it, takes for more than themselves. An
# exclamation mark is none: a picture needs a bracket too.
MARKDOWN = frozenset("\\`*_[]<>|~$")
# The same without what the package's own sentences use: `**bold**` and `*italics*`.
NOT_OURS = MARKDOWN - frozenset("*\\")
# These begin something at certain places alone: an entity, a directive, a heading.
_BEGINS = re.compile(r"&(?=#|\w+;)|:(?=[A-Za-z])|^#(?=#{0,5}(?:\s|$))", re.MULTILINE)

# Links and icons are found after a backslash has been taken away, so that it cannot
# stop them; a joiner, which has no width, does.
JOINER = "\u2060"
_ADDRESS = re.compile(r":(?=\\*/)")
_WWW = re.compile(r"(?i)www(?=\\*\.)")
_MAIL = re.compile(rf"@(?=[^\s{JOINER}])")
_ICON = re.compile(r":(?=[\w+./-]+\\?:)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def plain(text: object) -> str:
    r"""Write a name from a file so that Markdown leaves it as it is.

    Examples
    --------
    >>> print(plain("King's Road [A2] *"))
    King's Road \[A2\] \*
    >>> plain("www.example.org") == "www" + JOINER + ".example.org"
    True
    """
    return _escaped(_joined(str(text)), MARKDOWN)


def problem(text: object) -> str:
    r"""Write an error's sentence so that no name in it becomes a link or a picture.

    Examples
    --------
    >>> print(problem("![x](p.png) is not there."))
    !\[x\](p.png) is not there.
    """
    return plain(text)


def sentence(text: object) -> str:
    r"""Let a text keep bold, italics and lists, and no link, picture, icon or formula.

    What is escaped already stays so: passing it twice changes nothing.

    Examples
    --------
    >>> print(sentence("**2 zones** in ![a](b) and " + plain("[c]")))
    **2 zones** in !\[a\](b) and \[c\]
    >>> sentence(sentence("$x$ :material/home:")) == sentence("$x$ :material/home:")
    True
    """
    parts = _ESCAPED.split(_joined(str(text)))
    # Every other part is a letter that a backslash stood before.
    return "".join(
        f"\\{part}" if number % 2 else _escaped(part, NOT_OURS)
        for number, part in enumerate(parts)
    )


def as_text(text: str) -> str:
    r"""Return a sentence as it is read, for a page that is no Markdown.

    Examples
    --------
    >>> as_text("**In** " + plain("*Mill* Lane, www.example.org"))
    'In *Mill* Lane, www.example.org'
    """
    parts = _ESCAPED.split(text.replace(JOINER, ""))
    return "".join(
        part if number % 2 else part.replace("**", "")
        for number, part in enumerate(parts)
    )


def _escaped(text: str, letters: frozenset[str]) -> str:
    safe = "".join(f"\\{one}" if one in letters else one for one in text)
    return _BEGINS.sub(r"\\\g<0>", safe)


def _joined(text: str) -> str:
    """Part addresses, mail addresses and icons, so that none is one any more."""
    text = _ADDRESS.sub(f":{JOINER}", text)
    text = _WWW.sub(lambda found: f"{found[0]}{JOINER}", text)
    text = _MAIL.sub(f"@{JOINER}", text)
    return _ICON.sub(f":{JOINER}", text)
