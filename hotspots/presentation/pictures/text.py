"""How wide a picture's words are, and how they break into lines.

The renderer carries Liberation Sans and tells no one how wide a word is, so its advance
widths stand here: with them a layout knows every box of text before anything is drawn.
"""

from __future__ import annotations

# The renderer carries the first, which has the widths of Arial: a picture in SVG that
# is opened where it is missing keeps its lines.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
LINE_HEIGHT = 1.22

_UNITS_PER_EM = 2048
# Characters by advance width, as the font gives them.
_REGULAR = {
    391: "'",
    455: "ijl‘’",  # noqa: RUF001
    532: "|",
    569: " !,./:;I[\\]ft·\xa0",
    682: "()-`r“”",
    684: "{}",
    727: '"',
    797: "*",
    961: "^",
    1024: "Jcksvxyz",
    1124: "±",
    1139: "#$0123456789?L_abdeghnopqu£–é",  # noqa: RUF001
    1196: "+<=>~−",  # noqa: RUF001
    1251: "FTZ",
    1366: "&ABEKPSVXY",
    1479: "CDHNRUw",
    1509: "©",
    1593: "GOQ",
    1706: "Mm",
    1821: "%",
    1933: "W",
    2048: "—…",
    2079: "@",
}
_BOLD = {
    487: "'",
    569: " ,./I\\ijl·‘’\xa0",  # noqa: RUF001
    573: "|",
    682: "!()-:;[]`ft",
    797: "*r{}",
    971: '"',
    1024: "z“”",
    1124: "±",
    1139: "#$0123456789J_aceksvxy£–é",  # noqa: RUF001
    1196: "+<=>^~−",  # noqa: RUF001
    1251: "?FLTZbdghnopqu",
    1366: "EPSVXY",
    1479: "&ABCDHKNRU",
    1509: "©",
    1593: "GOQw",
    1706: "M",
    1821: "%m",
    1933: "W",
    1997: "@",
    2048: "—…",
}
_WIDTHS = {
    bold: {character: width for width, group in table.items() for character in group}
    for bold, table in ((False, _REGULAR), (True, _BOLD))
}


def text_width_px(text: str, size_px: float, *, bold: bool = False) -> float:
    """Return how wide a line of text is drawn, in pixels.

    Parameters
    ----------
    text
        One line. A character that is not in the table counts as the widest.
    size_px
        Size of the type.
    bold
        Whether it is bold.

    Examples
    --------
    >>> text_width_px("Kent", 2048), text_width_px("Kent", 2048, bold=True)
    (4213.0, 4551.0)
    """
    widths = _WIDTHS[bold]
    units = sum(widths.get(character, _UNITS_PER_EM) for character in text)
    return units * size_px / _UNITS_PER_EM


def wrapped(
    text: str, width_px: float, size_px: float, *, bold: bool = False, even: bool = True
) -> tuple[str, ...]:
    """Break text at its spaces into lines that are no wider than a width.

    Lines are filled in turn, then evened out as far as no line is added: a title with
    one word on its second line looks like a mistake. Small print need not be `even`.

    Examples
    --------
    >>> wrapped("Fewer incidents in most hotspots", 260, 20)
    ('Fewer incidents', 'in most hotspots')
    >>> wrapped("Fewer incidents in most hotspots", 260, 20, even=False)
    ('Fewer incidents in most', 'hotspots')
    """
    lines = _filled(text, width_px, size_px, bold=bold)
    least = text_width_px(text, size_px, bold=bold) / max(len(lines), 1)
    while even and len(lines) > 1 and least < width_px:
        tighter = _filled(text, least, size_px, bold=bold)
        if len(tighter) == len(lines):
            return tighter
        least += size_px / 2
    return lines


def _filled(
    text: str, width_px: float, size_px: float, *, bold: bool
) -> tuple[str, ...]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width_px(longer, size_px, bold=bold) <= width_px:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
