"""Which columns say when it happened, and when it was recorded."""

from __future__ import annotations

from hotspots.sources.force_extract.columns.guesses import Question, Taken
from hotspots.sources.force_extract.columns.profiles import Profile

_FROM = frozenset(
    {"from", "start", "first", "earliest", "after", "since", "between", "lower"}
)
_TO = frozenset({"to", "end", "last", "latest", "before", "until", "till", "upper"})
_HAPPENED = frozenset({"committed", "offence", "occurrence", "happened", "event"})
_INCIDENT = frozenset({"incident", "crime", "asb", "date"})
# In order of how near they are to the moment of recording.
_RECORDED = (
    frozenset({"recorded", "record"}),
    frozenset({"created", "creation", "entered", "logged", "input", "registered"}),
    frozenset({"reported", "received", "notified", "call", "raised", "opened"}),
)
_OTHER = frozenset(
    [
        "updated",
        "modified",
        "amended",
        "closed",
        "close",
        "finalised",
        "outcome",
        "disposal",
        "arrest",
        "arrested",
        "charge",
        "charged",
        "birth",
        "dob",
        "cleared",
        "detected",
        "dispatch",
        "dispatched",
        "attended",
        "arrived",
        "arrival",
        "assigned",
        "extract",
        "extracted",
        "run",
        "due",
        "review",
        "reviewed",
        "sent",
        "validated",
        "resolved",
        "deployed",
        "printed",
        "verified",
        "bail",
        "court",
        "released",
        "deferred",
        "age",
        "completed",
        "cancelled",
        "financial",
        "load",
        "loaded",
        "insert",
        "inserted",
    ]
)


def side_of(profile: Profile) -> str:
    """Tell what a date or time column is of: from, to, recorded or other."""
    words = profile.words
    if words & _OTHER:
        return "other"
    happened = bool(words & (_HAPPENED - {"offence"}))
    if any(words & rank for rank in _RECORDED) and not happened:
        return "recorded"
    says_and = "and" in words and len(words) <= 3 and not words & _INCIDENT - {"date"}
    if (words & _TO or says_and) and not words & (_FROM - {"first"}):
        return "to"
    return "from"


def guess_dates(profiles: list[Profile], taken: Taken) -> None:
    """Give the roles of dates and times."""
    dates = [p for p in profiles if p.date >= 0.5 and _may_be_date(p) and p.n_filled]
    clocks = [p for p in profiles if _is_clock(p) and p not in dates]
    sides: dict[str, list[Profile]] = {}
    for profile in dates:
        sides.setdefault(side_of(profile), []).append(profile)
    start = _best_start(sides.get("from", []))
    end = _best_end(sides.get("to", []), start)
    recorded = _best_recorded(sides.get("recorded", []))
    if start is None:
        start, end = _instead(sides, recorded, end, taken)
    elif recorded is not None:
        taken.give("recorded", recorded.column, "certain")
    if start is None:
        return
    others = [p for p in sides.get("from", []) if p is not start]
    _give_start(start, others, taken)
    start_clock = _clock_of(start, side_of(start), clocks)
    if start_clock is not None:
        taken.give("from_time", start_clock.column, "certain")
    if end is not None:
        _give_end(end, clocks, taken, timed=start.timed > 0 or start_clock is not None)


def _may_be_date(profile: Profile) -> bool:
    """Take figures for dates only where the heading says date, or from and to alone."""
    if profile.words and profile.words <= _FROM | _TO:
        return True
    says = profile.words & {"date", "committed", "when", "day", "start", "end", "time"}
    no_figures = profile.number < 0.5
    return bool(says) or (no_figures and profile.reference < 0.5)


def _is_clock(profile: Profile) -> bool:
    return profile.clock >= 0.5 and ("time" in profile.words or profile.colon > 0.5)


def _start_score(profile: Profile) -> float:
    words = profile.words
    score = 3.0 * bool(words & _FROM) + 2.0 * bool(words & _HAPPENED)
    score += 1.5 * ("committed" in words) + 1.0 * bool(words & _INCIDENT)
    return score + profile.filled + 0.3 * bool(profile.timed)


def _best_start(candidates: list[Profile]) -> Profile | None:
    filled = [p for p in candidates if p.n_filled]
    return max(filled, key=_start_score) if filled else None


def _best_end(candidates: list[Profile], start: Profile | None) -> Profile | None:
    if not candidates:
        return None
    shared = start.words if start else frozenset()
    return max(candidates, key=lambda p: (len(p.words & shared), p.filled))


def _best_recorded(candidates: list[Profile]) -> Profile | None:
    def rank(profile: Profile) -> tuple[int, float]:
        at = next(i for i, words in enumerate(_RECORDED) if profile.words & words)
        return -at, profile.filled

    return max(candidates, key=rank) if candidates else None


def _instead(
    sides: dict[str, list[Profile]],
    recorded: Profile | None,
    end: Profile | None,
    taken: Taken,
) -> tuple[Profile | None, Profile | None]:
    """Take the end, or the recorded date, where nothing says when it began."""
    other = end or recorded or next(iter(sides.get("other", [])), None)
    if other is not None:
        taken.questions.append(
            Question(
                code="recorded_date_only",
                text=(
                    f"No column says when it was committed from. {other.column} is "
                    "used instead, which can be much later."
                ),
                columns=(other.column,),
                assumed="used as the time committed from",
            )
        )
    return other, None


def _give_start(start: Profile, others: list[Profile], taken: Taken) -> None:
    sure = any(q.code == "recorded_date_only" for q in taken.questions)
    rivals = [p for p in others if _start_score(p) > _start_score(start) - 0.5]
    named = _start_score(start) > 1.9
    certainty = "ask" if sure else ("likely" if rivals or not named else "certain")
    taken.give("from_date", start.column, certainty)


def _clock_of(date: Profile, side: str, clocks: list[Profile]) -> Profile | None:
    """Find the time beside a date: of the same side, with most words alike."""
    if date.timed > 0.5:
        return None
    same = [p for p in clocks if side_of(p) == side]
    free = date.words - {"date"}

    def alike(profile: Profile) -> tuple[int, float]:
        words = profile.words - {"time"}
        return len(words & free) - len(words ^ free), profile.filled

    return max(same, key=alike) if same else None


def _give_end(
    end: Profile, clocks: list[Profile], taken: Taken, *, timed: bool
) -> None:
    clock = _clock_of(end, "to", clocks)
    if timed and clock is None and end.timed == 0:
        taken.questions.append(
            Question(
                code="end_without_time",
                text=(
                    f"{end.column} has no time of day and the start has one, so it is "
                    "not used as the end."
                ),
                columns=(end.column,),
                assumed="not used",
                must_confirm=False,
            )
        )
        return
    taken.give("to_date", end.column, "certain")
    if clock is not None:
        taken.give("to_time", clock.column, "certain")
