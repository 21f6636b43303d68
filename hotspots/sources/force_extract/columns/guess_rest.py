"""Which columns are identifiers, flags, areas and counts, and which are left out."""

from __future__ import annotations

import re

import pandas as pd

from hotspots.sources.force_extract.columns.guesses import ColumnGuess, Question, Taken
from hotspots.sources.force_extract.columns.profiles import Profile
from hotspots.sources.force_extract.values.flags import meaning_of

_PERSON = frozenset(
    [
        "age",
        "ageurn",
        "dob",
        "birth",
        "sex",
        "gender",
        "ethnicity",
        "ethnic",
        "nationality",
        "role",
        "roletype",
        "injury",
        "injurytext",
        "victim",
        "suspect",
        "offender",
        "witness",
        "aggrieved",
        "complainant",
        "surname",
        "forename",
        "forenames",
        "firstname",
        "lastname",
        "phone",
        "telephone",
        "mobile",
        "email",
        "occupation",
        "nominal",
        "person",
        "relationship",
        "officer",
        "collar",
        "shoulder",
        "oic",
        "house",
        "building",
        "flat",
        "informant",
        "caller",
    ]
)
_LOCATION = frozenset(
    [
        "street",
        "road",
        "address",
        "location",
        "town",
        "place",
        "premises",
        "postcode",
        "post",
        "locality",
        "venue",
        "village",
        "city",
        "county",
    ]
)
_FREE_TEXT = frozenset(
    [
        "mo",
        "modus",
        "operandi",
        "notes",
        "note",
        "narrative",
        "summary",
        "details",
        "detail",
        "synopsis",
        "comment",
        "comments",
        "remarks",
        "circumstances",
        "method",
        "log",
        "text",
        "description",
    ]
)
_BEATS = (
    {"beat"},
    {"ward"},
    {"sector", "snt", "nht", "neighbourhood"},
    {"lpa", "lpt", "bcu", "lpu", "policing"},
    {"district", "borough", "csp"},
)
_ID_WORDS = frozenset(
    {
        *("reference", "number", "urn", "crn", "ucrn", "crno"),
        *("id", "identifier", "key", "uid", "serial"),
    }
)
_ID_OF = (
    ({"crime", "crno", "crn"}, 5.0),
    ({"occurrence", "investigation", "offence"}, 4.5),
    ({"incident", "case", "event"}, 4.0),
    ({"log", "cad", "storm"}, 3.0),
)
_NOT_ID = _PERSON | _LOCATION | {
    *("beat", "ward", "status", "date", "time", "uprn", "usrn", "phone", "org"),
    *("flag", "lsoa", "hex", "hexagon", "sector", "lpa", "count"),
}  # fmt: skip
_COUNT = frozenset(
    {"count", "counts", "total", "offences", "crimes", "incidents", "frequency"}
    | {"volume", "records", "tally", "sum"}
)


def guess_identifier(profiles: list[Profile], taken: Taken) -> None:
    """Give the role of identifier to the plainest crime or incident number."""
    fits = [p for p in profiles if p.column not in taken.columns() and _is_id(p)]
    if not fits:
        return
    best = max(fits, key=_id_score)
    score = _id_score(best)
    taken.give("identifier", best.column, "certain" if score >= 3 else "likely")


def _is_id(profile: Profile) -> bool:
    words = profile.words
    named = bool(words & _ID_WORDS or words & {"crno", "crn", "cad"})
    odd = bool(words & _NOT_ID) or profile.date >= 0.6 or profile.yes_no >= 0.9
    if not named or odd or profile.reference >= 0.5 or profile.clock >= 0.6:
        return False
    return profile.distinct >= 0.2 and profile.filled >= 0.5


def _id_score(profile: Profile) -> float:
    of = next((score for words, score in _ID_OF if profile.words & words), 2.0)
    kind = 1.0 * bool(
        profile.words & {"reference", "urn", "number", "crno", "crn", "ucrn"}
    )
    part = 3.0 * bool(profile.words & {"serial", "row", "line", "seq", "sequence"})
    linked = 2.0 * bool(profile.words & {"linked", "parent", "related", "previous"})
    return of + kind - part - linked + profile.filled + profile.distinct


def guess_counts(
    profiles: list[Profile], raw_headings: dict[str, str], taken: Taken
) -> None:
    """Give the roles of counts and versions: whole numbers that say so."""
    for profile in profiles:
        if profile.column in taken.columns() or profile.number < 0.9:
            continue
        if profile.whole < 1:
            continue
        if profile.words & {"version", "ver", "revision"}:
            taken.give("version", profile.column, "certain")
        elif is_count(profile, raw_headings[profile.column]):
            taken.give("count", profile.column, "likely")


def is_count(profile: Profile, heading: str) -> bool:
    """Tell a count of offences by its heading and its whole numbers."""
    raw = set(re.sub(r"[^a-z]+", " ", heading.lower()).split())
    counts = bool(raw & _COUNT) or {"number", "of"} <= profile.words
    return counts and profile.number >= 0.9 and profile.most < 1e6


def guess_beat(profiles: list[Profile], taken: Taken) -> None:
    """Give the role of beat to the smallest police area there is."""
    free = [p for p in profiles if p.column not in taken.columns() and p.date < 0.5]
    for words in _BEATS:
        for profile in free:
            if profile.words & words and profile.n_filled and profile.yes_no < 0.9:
                taken.give("beat", profile.column, "likely")
                return


def guess_flag(
    profile: Profile, texts: pd.Series
) -> tuple[str | dict[str, str] | None, Question | None]:
    """Give what a flag means; or each of its codes; or the question to ask."""
    heading = " ".join(profile.order)
    if profile.words & {"detected", "cleared", "solved", "validated", "status"}:
        return None, None
    if profile.yes_no >= 0.95 and profile.n_distinct <= 4:
        own = " ".join(word for word in profile.order if word != "flag")
        named = own if own and "flag" in profile.words else None
        return meaning_of(heading) or named, None
    says = profile.words & {"flag", "qualifier", "weapon", "keyword", "keywords", "tag"}
    # Longer texts may name people: they are no codes.
    coded = profile.n_distinct <= 30 and profile.mean_length <= 25
    if not says or not coded or not profile.n_filled:
        return None, None
    values = texts[texts != ""].value_counts().index.astype(str)
    codes = {v.strip() for text in values for v in re.split(r"[;,|]", text)}
    known = {code: meaning_of(code) for code in sorted(codes - {""})}
    plain = {code: name for code, name in known.items() if name and len(code) > 2}
    if len(plain) == len(known) and known:
        return plain, None
    return plain, _flag_question(profile, sorted(codes - {""}), known)


def _flag_question(
    profile: Profile, codes: list[str], known: dict[str, str | None]
) -> Question:
    guessed = [f"{code} may be {known[code]}" for code in codes if known[code]]
    shown = ", ".join(codes[:8])
    hint = f" ({'; '.join(guessed[:4])})" if guessed else ""
    return Question(
        code="flag_meaning",
        text=(
            f"{profile.column} holds codes of unknown meaning: {shown}{hint}. Say what "
            "each means to use it."
        ),
        columns=(profile.column,),
        assumed="not used",
        options=tuple(codes[:30]),
        must_confirm=False,
    )


def left_out(profile: Profile) -> ColumnGuess:
    """Tell why a column is read past: person, place name, free text or no use."""
    role = "other"
    if profile.words & _PERSON:
        role = "person"
    elif profile.words & _LOCATION:
        role = "location"
    elif profile.words & _FREE_TEXT or profile.mean_length > 40:
        role = "free_text"
    return ColumnGuess(profile.column, role, "certain" if role != "other" else "likely")
