"""Which columns say what happened: codes, titles, antisocial behaviour."""

from __future__ import annotations

import itertools

from hotspots.sources.force_extract.columns.guesses import Taken
from hotspots.sources.force_extract.columns.profiles import Profile

_CODE_WORDS = frozenset({"ho", "homc", "code", "class", "classification"})
_OFFENCE_WORDS = frozenset({"offence", "crime", "ho", "homc"})
_TITLE_WORDS = frozenset(
    {"offence", "crime", "title", "description", "text", "type", "wording", "minor"}
    | {"classification", "ho", "class", "category", "name", "detail"}
)
_FINAL = frozenset(
    {"final", "closing", "close", "closed", "result", "current", "recorded"}
)
_FIRST = frozenset({"initial", "opening", "open", "original", "reported", "local"})
_NOT_TITLE = frozenset(
    {"modus", "method", "notes", "mo", "location", "street", "place"}
)


def guess_what(profiles: list[Profile], taken: Taken) -> None:
    """Give the roles of offences and of antisocial behaviour."""
    free = [p for p in profiles if p.column not in taken.columns() and p.n_filled]
    _guess_codes(free, taken)
    _guess_asb(free, taken)
    _guess_title(free, taken)
    _guess_record_type(free, taken)


def _stage(profile: Profile) -> float:
    """Prefer what an incident was found to be to what it was first called."""
    return 1.0 * bool(profile.words & _FINAL) - 1.0 * bool(profile.words & _FIRST)


def _code_score(profile: Profile) -> float:
    words = profile.words
    score = 2.0 * bool(words & {"ho", "homc"}) + 1.0 * bool(words & _CODE_WORDS)
    score += 1.0 * ("offence" in words) + _stage(profile)
    return score + 2 * profile.known_code + 2 * profile.stroke


def _is_code(profile: Profile) -> bool:
    if profile.code < 0.6 or profile.date >= 0.6 or profile.yes_no >= 0.9:
        return False
    if profile.n_filled > 50 and profile.distinct > 0.8:
        # Codes repeat; what never does is a number of each crime.
        return False
    named = profile.words & _CODE_WORDS and (
        profile.words & _OFFENCE_WORDS or profile.words & {"class", "classification"}
    )
    if profile.number > 0.6:
        # Small figures are anything; only a heading makes codes of them.
        return bool(named) and profile.known_code >= 0.3
    return profile.known_code >= (0.2 if named else 0.5)


def _guess_codes(free: list[Profile], taken: Taken) -> None:
    singles = [p for p in free if _is_code(p)]
    pair = _code_pair(free)
    best = max(singles, key=_code_score) if singles else None
    if pair is not None and (best is None or not _single_wins(best, pair)):
        taken.give("offence_code", pair[0].column, "certain")
        taken.give("offence_subcode", pair[1].column, "certain")
        return
    if best is not None:
        named = best.words & (_CODE_WORDS | _OFFENCE_WORDS)
        sure = bool(named) and best.known_code >= 0.5
        taken.give("offence_code", best.column, "certain" if sure else "likely")


def _single_wins(best: Profile, pair: tuple[Profile, Profile]) -> bool:
    """Tell whether a whole code is in one column, named as plainly as the pair."""
    if best in pair:
        return False
    plain = bool(best.words & {"ho", "homc"})
    return plain and best.known_code >= 0.5 and _stage(best) >= _stage(pair[0])


def _code_pair(free: list[Profile]) -> tuple[Profile, Profile] | None:
    """Find class and sub-code in two columns of small whole numbers."""
    small = [
        p
        for p in free
        if p.number >= 0.8 and p.whole == 1 and p.most <= 999 and p.stroke < 0.5
    ]
    mains = [p for p in small if _is_main(p)]
    parts = [p for p in small if p.most <= 99 and _is_part(p)]
    pairs = [
        (main, part)
        for main, part in itertools.product(mains, parts)
        if main is not part and _stage(main) == _stage(part)
    ]
    return max(pairs, key=lambda pair: _stage(pair[0])) if pairs else None


def _is_main(profile: Profile) -> bool:
    words = profile.words
    if words & {"sub", "hooc", "minor", "suffix", "count"}:
        return False
    of = words & {"ho", "offence", "crime", "major", "main"}
    kind = words & {"class", "code", "classification", "ho"}
    unique = profile.n_filled > 50 and profile.distinct > 0.8
    return not unique and ("homc" in words or bool(of and kind))


def _is_part(profile: Profile) -> bool:
    words = profile.words
    if words & {"hooc", "sub", "suffix", "minor"}:
        return True
    return "ho" in words and bool(words & {"offence", "number"})


def _title_score(profile: Profile) -> float:
    words = profile.words
    score = 3 * profile.titled + 0.5 * _stage(profile)
    score += 1.0 * bool(words & {"title", "description", "wording", "text", "name"})
    score += 0.7 * bool(words & {"offence", "crime"}) + 0.4 * ("ho" in words)
    score += 0.3 * ("minor" in words) - 0.8 * bool(words & {"major", "group"})
    score -= 0.4 * bool(words & {"category", "subgroup"})
    return score - 5 * bool(words & _NOT_TITLE)


def _is_title(profile: Profile) -> bool:
    if profile.date >= 0.5 or profile.number >= 0.5 or profile.yes_no >= 0.9:
        return False
    if profile.words & _NOT_TITLE or profile.reference >= 0.5:
        return False
    if profile.titled >= 0.3:
        return True
    named = profile.words & {"offence", "crime"} and profile.words & _TITLE_WORDS
    unlike = profile.words & {
        *("number", "reference", "code", "id", "status", "flag", "group", "major"),
        *("subgroup", "category"),
    }  # fmt: skip
    # Titles repeat and are short; what does not may be words about people.
    free_text = profile.mean_length > 60 or (
        profile.n_filled > 50 and profile.distinct > 0.5
    )
    worded = profile.mean_length >= 5 and profile.asb < 0.5
    return bool(named) and not unlike and worded and not free_text


def _guess_title(free: list[Profile], taken: Taken) -> None:
    used = taken.columns()
    fits = [p for p in free if _is_title(p) and p.column not in used]
    code = taken.roles.get("offence_code")
    if not fits:
        both = [p for p in free if code and p.column == code[0] and p.mean_length > 12]
        if both:
            # "008/06 - Assault with injury" is code and title in one.
            taken.give("offence_title", both[0].column, "certain")
        return
    best = max(fits, key=_title_score)
    if best.titled < 0.3 and {"asb_class", "asb_type"} & set(taken.roles) and not code:
        return
    named = bool(best.words & _TITLE_WORDS)
    sure = named and (best.titled >= 0.3 or code is not None)
    taken.give("offence_title", best.column, "certain" if sure else "likely")


def _guess_asb(free: list[Profile], taken: Taken) -> None:
    free = [p for p in free if p.column not in taken.columns() and p.number < 0.5]
    classes = [p for p in free if _is_asb_class(p)]
    if classes:
        best = max(classes, key=_asb_class_score)
        sure = best.asb_class >= 0.9 or bool(best.words & _FINAL)
        taken.give("asb_class", best.column, "certain" if sure else "likely")
    types = [
        p
        for p in free
        if p.column not in taken.columns()
        and p.asb_type >= 0.4
        and p.asb_type > p.titled
        and p.mean_length < 60
    ]
    if types:
        best = max(types, key=lambda p: p.asb_type + 0.5 * _stage(p))
        named = bool(best.words & {"asb", "type", "category", "nsir", "sub"})
        taken.give("asb_type", best.column, "certain" if named else "likely")


def _is_asb_class(profile: Profile) -> bool:
    if profile.mean_length > 60 or profile.n_distinct > 200:
        return False
    named = profile.words & {"class", "category", "type", "code", "nsir", "incident"}
    if profile.titled > 0.2 and profile.asb_class < 0.5:
        # Titles of offences with some antisocial behaviour among them.
        return False
    return profile.asb_class >= 0.15 and bool(named or profile.words & {"asb"})


def _asb_class_score(profile: Profile) -> float:
    return 2 * profile.asb_class + _stage(profile) + 0.5 * ("asb" in profile.words)


def _guess_record_type(free: list[Profile], taken: Taken) -> None:
    for profile in free:
        if profile.column in taken.columns() or profile.n_distinct > 6:
            continue
        both = {"asb", "crime"} <= profile.words or profile.asb > 0.05
        if both and profile.yes_no < 0.9 and profile.asb_class < 0.5 and (
            {"asb", "crime"} <= profile.words or "record" in profile.words
            or "type" in profile.words
        ):  # fmt: skip
            taken.give("record_type", profile.column, "certain")
            return
