"""Headings of police systems cut into plain words."""

from __future__ import annotations

import functools
import re

# Abbreviations and misspellings that systems write, and the word each stands for.
_MEANS = {
    **dict.fromkeys(("dt", "dte", "dttm", "datetime", "timestamp", "dat"), "date"),
    **dict.fromkeys(("tm", "tme", "hour"), "time"),
    **dict.fromkeys(
        ("commited", "comitted", "cmtd", "comm", "commission"), "committed"
    ),
    **dict.fromkeys(("occured", "occurred", "occd"), "committed"),
    **dict.fromkeys(("occurence", "occ", "occurrences"), "occurrence"),
    **dict.fromkeys(("off", "offn", "offnce", "offense", "ofnc"), "offence"),
    **dict.fromkeys(("no", "num", "nr", "nbr", "numb", "nos"), "number"),
    **dict.fromkeys(("ref", "refno", "reff", "rn"), "reference"),
    **dict.fromkeys(("desc", "descr", "descrip", "dsc"), "description"),
    **dict.fromkeys(("cd", "cde", "codes"), "code"),
    **dict.fromkeys(("cr", "crm", "crimes"), "crime"),
    **dict.fromkeys(("inc", "incid", "incidents"), "incident"),
    **dict.fromkeys(("inv", "investig"), "investigation"),
    **dict.fromkeys(("class", "classn", "classif", "cls"), "class"),
    **dict.fromkeys(("eastings", "east", "eing", "estg", "easterly"), "easting"),
    **dict.fromkeys(("northings", "north", "ning", "nthg", "northerly"), "northing"),
    **dict.fromkeys(("lat", "lati", "latd"), "latitude"),
    **dict.fromkeys(("lon", "long", "lng", "longd"), "longitude"),
    **dict.fromkeys(("coords", "coord", "coordinates", "crd"), "coordinate"),
    **dict.fromkeys(("loc", "locn"), "location"),
    **dict.fromkeys(("started", "begin", "began", "beginning", "strt"), "start"),
    **dict.fromkeys(("ended", "finish", "finished"), "end"),
    **dict.fromkeys(("frm", "fm"), "from"),
    **dict.fromkeys(("hoc", "hocr", "hoclass", "homeoffice", "hocode"), "ho"),
    **dict.fromkeys(("rec", "recd", "rcd", "crimed"), "recorded"),
    **dict.fromkeys(("rep", "rept", "rpt", "rptd", "report"), "reported"),
    **dict.fromkeys(("subclass", "subcode", "subcat"), "sub"),
    **dict.fromkeys(("antisocial", "asbi"), "asb"),
    **dict.fromkeys(("flg", "ind", "indicator", "marker", "flags"), "flag"),
    **dict.fromkeys(("qualifiers", "quals", "qual"), "qualifier"),
    **dict.fromkeys(("vic", "vict", "victims"), "victim"),
    **dict.fromkeys(("susp", "suspects"), "suspect"),
    **dict.fromkeys(("addr",), "address"),
    **dict.fromkeys(("typ", "types"), "type"),
    **dict.fromkeys(("cat",), "category"),
}
_WHOLE = frozenset(
    [
        "date",
        "time",
        "committed",
        "occurrence",
        "offence",
        "number",
        "reference",
        "description",
        "code",
        "crime",
        "incident",
        "investigation",
        "class",
        "classification",
        "easting",
        "northing",
        "latitude",
        "longitude",
        "coordinate",
        "location",
        "start",
        "end",
        "from",
        "to",
        "ho",
        "home",
        "office",
        "recorded",
        "reported",
        "sub",
        "asb",
        "flag",
        "qualifier",
        "victim",
        "suspect",
        "address",
        "type",
        "category",
        "first",
        "last",
        "earliest",
        "latest",
        "grid",
        "map",
        "event",
        "case",
        "log",
        "urn",
        "crn",
        "ucrn",
        "crno",
        "id",
        "identifier",
        "beat",
        "ward",
        "sector",
        "district",
        "borough",
        "ref",
        "created",
        "received",
        "entered",
        "logged",
        "updated",
        "closed",
        "title",
        "text",
        "minor",
        "major",
        "final",
        "initial",
        "opening",
        "closing",
        "domestic",
        "abuse",
        "hate",
        "knife",
        "alcohol",
        "age",
        "sex",
        "gender",
        "name",
        "post",
        "postcode",
        "street",
        "road",
        "house",
        "building",
        "count",
        "total",
        "offences",
        "version",
        "main",
        "group",
        "subgroup",
        "and",
        "on",
        "at",
        "of",
        "between",
        "after",
        "before",
        "until",
        "by",
        "day",
        "month",
        "year",
        "status",
        "outcome",
        "detected",
        "method",
        "notes",
        "summary",
        "modus",
        "narrative",
        "os",
        "gis",
        "national",
        "rowdy",
        "nsir",
        "record",
        "person",
        "role",
        "injury",
        "new",
        "lower",
        "upper",
        "unique",
        "system",
        "key",
        "uid",
        "area",
        "force",
        "local",
        "policing",
        "lsoa",
        "hex",
        "hexagon",
        "point",
        "geometry",
        "weapon",
        "used",
        "drugs",
        "serious",
        "violence",
        "vehicle",
        "shape",
        "position",
        "field",
        "txt",
    ]
) | frozenset(_MEANS)
_AXIS_LETTERS = frozenset("xyen")


@functools.cache
def words_of(heading: str) -> tuple[str, ...]:
    """Cut a heading into words, abbreviations written out.

    Examples
    --------
    >>> words_of("DateCommittedFrom")
    ('date', 'committed', 'from')
    >>> words_of("OFF_CMTD_DT_FRM"), words_of("Xcoord"), words_of("gridref")
    (('offence', 'committed', 'date', 'from'), ('x', 'coordinate'),
    ('grid', 'reference'))
    """
    text = re.sub(r"[’'`]", "", heading)  # noqa: RUF001
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text)
    text = re.sub(r"(?i)anti[\s\-_]?social(\s*behaviou?r)?", " asb ", text)
    text = re.sub(r"(?i)home[\s_]*office", " ho ", text)
    text = re.sub(r"(?<=[a-z])(?=\d)", " ", text)
    parts = re.sub(r"[^a-z0-9]+", " ", text.lower()).split()
    cut = [word for part in parts for word in _segments(part)]
    return tuple(_MEANS.get(word, word) for word in cut)


def _segments(part: str) -> tuple[str, ...]:
    """Cut words written together, where all of it is words that are known."""
    if part in _WHOLE or len(part) < 3 or not part.isalpha():
        return (part,)
    best: list[tuple[str, ...] | None] = [()] + [None] * len(part)
    for end in range(1, len(part) + 1):
        for start in range(end):
            before = best[start]
            piece = part[start:end]
            edge = (start == 0 or end == len(part)) and piece in _AXIS_LETTERS
            if before is None or not (edge or (len(piece) > 1 and piece in _WHOLE)):
                continue
            current = best[end]
            if current is None or len(before) + 1 < len(current):
                best[end] = (*before, piece)
    return best[-1] or (part,)
