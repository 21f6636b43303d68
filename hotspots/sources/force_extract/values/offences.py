"""Home Office codes and offence titles into offence classes.

The tables in `data/` say which code and title belong to which class. A code that no
table has, and a title that is none of theirs, stays without a class and is listed.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

FOLDER = Path(__file__).parents[4] / "data"

# Words of a title that settle a code which stands for several classes. First match.
_DECIDERS = (
    (r"attempt.*distract|distract.*attempt", ("28H",)),
    (r"distract", ("28G",)),
    (r"attempt", ("28F", "30D")),
    (r"constable|police|emergency worker|officer", ("8S", "104")),
    (r"business|commercial|shop|bank|store|cash in transit", ("34A",)),
    (r"person|street|mugging", ("34B",)),
    (r"non dwelling|other than|not a dwelling|building|school|premises|shop", ("58B",)),
    (r"dwelling|house|home|residential", ("58A",)),
    (r"vehicle|motor|car\b|van\b", ("58C",)),
    (r"\bother\b|property", ("58D",)),
)
# Where a title says nothing special these are meant: the special case says so.
_UNMARKED = frozenset({"8N", "5D", "28E", "30C", "105A"})
_ATTEMPTS = {
    "28E": "28F",
    "28G": "28H",
    "30C": "30D",
    "1/4.1/4.10/4.2": "2",
}
_NOISE_WORDS = frozenset({"a", "an", "the", "etc", "indictable", "notifiable", "nfd"})


@dataclass(frozen=True)
class OffenceTable:
    """Which code and title belong to which offence class.

    Attributes
    ----------
    classes
        A row for each offence class: title, groups, category, harm by scale.
    by_code
        Code as ``008/06`` to its classes.
    by_title
        Title in plain words (`plain_title`) to its class.
    """

    classes: pd.DataFrame
    by_code: dict[str, tuple[str, ...]]
    by_title: dict[str, str]

    def class_of(self, code: str | None, title: str) -> tuple[str | None, str | None]:
        """Find the class of a code and a title, and how it was found.

        By ``code``, ``title``, ``code and title``, or as the ``commonest`` of several
        classes of a code whose title does not tell.

        Examples
        --------
        >>> standard_offences().class_of("028/03", "Attempted Burglary Residential")
        ('28F', 'code and title')
        >>> standard_offences().class_of("199/99", "Other notifiable, local")
        (None, None)
        """
        if code is not None and code in self.by_class:
            return code, "code"
        candidates = self.by_code.get(code or "", ())
        if len(candidates) == 1:
            return candidates[0], "code"
        if candidates:
            return self._among(candidates, title)
        found = self._by_title(title)
        return (found, "title") if found else (None, None)

    @functools.cached_property
    def by_class(self) -> dict[str, str]:
        """Offence class to its title."""
        return dict(
            zip(self.classes["offence_class"], self.classes["title"], strict=True)
        )

    @functools.cached_property
    def _commonness(self) -> dict[str, float]:
        counts = self.classes["n_england_wales_2017_18"].fillna(0.0)
        return dict(zip(self.classes["offence_class"], counts, strict=True))

    def _among(self, candidates: tuple[str, ...], title: str) -> tuple[str, str]:
        exact = self._by_title(title)
        if exact in candidates:
            return str(exact), "code and title"
        plain = re.sub(r"[^a-z0-9]+", " ", title.lower())
        for pattern, classes in _DECIDERS:
            decided = [name for name in classes if name in candidates]
            if decided and re.search(pattern, plain):
                return decided[0], "code and title"
        commonest = max(candidates, key=lambda name: self._commonness.get(name, 0.0))
        if title and commonest in _UNMARKED:
            return commonest, "code and title"
        return commonest, "commonest"

    def _by_title(self, title: str) -> str | None:
        plain = plain_title(title)
        if not plain:
            return None
        if plain in self.by_title:
            return self.by_title[plain]
        words = plain.split()
        section = [word for word in words if re.fullmatch(r"s\d+[a-z]?", word)]
        bare = self.by_title.get(" ".join(w for w in words if w not in section))
        if section and bare:
            return bare
        attempt = [word for word in words if word.startswith("attempt")]
        if not attempt:
            return None
        found = self.by_title.get(" ".join(w for w in words if w not in attempt))
        return _ATTEMPTS.get(found, found) if found else None

    def with_classes(self, classes: Mapping[str, str]) -> OffenceTable:
        """Add the classes that a person gave to codes and titles.

        Examples
        --------
        >>> table = standard_offences().with_classes({"199/99": "46", "Ghosts": "49"})
        >>> table.class_of("199/99", ""), table.class_of(None, "ghosts")
        (('46', 'code'), ('49', 'title'))
        """
        if not classes:
            return self
        by_code, by_title = dict(self.by_code), dict(self.by_title)
        for text, name in classes.items():
            by_code[normal_code(text) or text] = (name,)
            by_title[plain_title(text)] = name
        return OffenceTable(self.classes, by_code, by_title)


@functools.cache
def standard_classes() -> pd.DataFrame:
    """Give the classes of offence alone, without codes and titles that lead there."""
    return pd.read_csv(FOLDER / "offence_classes.csv", dtype={"offence_class": str})


@functools.cache
def standard_offences() -> OffenceTable:
    """Give the table that comes with the software."""
    classes = standard_classes()
    codes = pd.read_csv(FOLDER / "offence_codes.csv", dtype=str).fillna("")
    titles = pd.read_csv(FOLDER / "offence_titles.csv", dtype=str)
    # Without pandas' groupby, which takes longer for these than reading the sample.
    by_code: dict[str, tuple[str, ...]] = {}
    pairs = set(zip(codes["code"], codes["offence_class"], strict=True))
    for code, name in sorted(pairs):
        by_code[code] = (*by_code.get(code, ()), name)
    return OffenceTable(classes, by_code, _titles(classes, codes, titles))


def _titles(
    classes: pd.DataFrame, codes: pd.DataFrame, titles: pd.DataFrame
) -> dict[str, str]:
    """Join the titles: of codes that name one class, then by hand, then of classes."""
    of_codes = codes.assign(plain=codes["title"].map(plain_title))
    of_codes = of_codes[of_codes["plain"] != ""]
    n_classes = of_codes.groupby("plain")["offence_class"].transform("nunique")
    of_codes = of_codes[n_classes == 1]
    found = dict(zip(of_codes["plain"], of_codes["offence_class"], strict=True))
    for table in (titles, classes):
        plain = table["title"].map(plain_title)
        found |= dict(zip(plain, table["offence_class"], strict=True))
    return found


def plain_title(title: str) -> str:
    """Reduce a title to its words in alphabetical order, without what does not matter.

    Examples
    --------
    >>> plain_title("BURGLARY - RESIDENTIAL (Indictable)")
    'burglary residential'
    """
    text = title.lower().replace("&", " and ").replace("'", "").replace("’", "")  # noqa: RUF001
    text = re.sub(r"^\s*\d{1,3}\s*[/.-]\s*\d{1,2}\s*[-:]?\s*", "", text)
    text = re.sub(r"[(\[](under|over|value)[^)\]]*[)\]]", " ", text)
    text = re.sub(r"\bsec(tion)?\.? ?(?=\d)|\bs\.? ?(?=\d)", "s", text)
    words = re.sub(r"[^a-z0-9+]+", " ", text).split()
    kept_words = [_singular(word) for word in words if word not in _NOISE_WORDS]
    return " ".join(sorted(kept_words))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us")):
        return word[:-1]
    return word


_CODE = re.compile(
    r"(?:HOC?R?|HOMC)?\s*(\d{1,3})\s*[/\\.\- ]\s*(\d{1,2})(?:[/\\.\-: ].*)?",
    re.IGNORECASE,
)
_CLASS = re.compile(r"0*(\d{1,3}[A-Z]?(?:[./]\d{1,2})?)(?:\s*[-:].*)?", re.IGNORECASE)


def normal_code(text: str, *, numeric: bool = False) -> str | None:
    """Write a code as ``008/06``, or a class as ``8N``; None where it is neither.

    Parameters
    ----------
    text
        ``008/06``, ``8/6``, ``00806``, ``8N``.
    numeric
        The column writes codes as figures alone, which may have lost zeros: 806.

    Examples
    --------
    >>> [normal_code(text) for text in ("8/6", "008/06", "00806", "8n", "?")]
    ['008/06', '008/06', '008/06', '8N', None]
    >>> normal_code("806", numeric=True)
    '008/06'
    """
    text = re.sub(r"\.0$", "", text.strip())
    table = _class_names()
    if text.upper() in table:
        return text.upper()
    if re.fullmatch(r"\d{5}", text) or (numeric and re.fullmatch(r"\d{3,4}", text)):
        return f"{int(text[:-2]):03d}/{text[-2:]}"
    code = _CODE.fullmatch(text)
    if code:
        return f"{int(code[1]):03d}/{int(code[2]):02d}"
    own = _CLASS.fullmatch(text)
    if own and own[1].upper() in table:
        return own[1].upper()
    return None


@functools.cache
def _class_names() -> frozenset[str]:
    table = pd.read_csv(FOLDER / "offence_classes.csv", usecols=["offence_class"])
    return frozenset(table["offence_class"].astype(str).str.upper())


def normal_codes(texts: pd.Series) -> pd.Series:
    """Write a column of codes alike; None where a text is no code."""
    unique = texts[texts != ""].unique()
    figures = [text for text in unique if re.fullmatch(r"\d+(\.0)?", text)]
    whole = [re.sub(r"\.0$", "", text) for text in figures]
    numeric = bool(whole) and (
        max(map(len, whole)) >= 4 and len(figures) > 0.5 * len(unique)
    )
    written = {text: normal_code(text, numeric=numeric) for text in unique}
    return texts.map(written).astype(object)


def joined_codes(classes: pd.Series, parts: pd.Series) -> pd.Series:
    """Write class and sub-code of two columns as one code."""
    number = pd.to_numeric(classes.where(classes != ""), errors="coerce")
    part = pd.to_numeric(parts.where(parts != "", "0"), errors="coerce")
    fits = number.between(0, 999) & part.between(0, 99)
    pairs = pd.DataFrame({"number": number[fits], "part": part[fits]}).astype(int)
    codes = pd.Series(None, index=classes.index, dtype=object)
    if len(pairs):
        codes[fits] = [
            f"{number:03d}/{part:02d}"
            for number, part in zip(pairs["number"], pairs["part"], strict=True)
        ]
    rest = ~fits & (classes != "")
    if rest.any():
        codes[rest] = normal_codes(classes[rest])
    return codes
