"""Visits that outlive a reload: what was loaded, under a token that the browser holds.

Streamlit forgets a visit when its page is loaded anew or the line breaks. So the tab of
the browser holds a random token in storage of its own, never in the address, for links
are shared, and the server holds for that token what was loaded: for half an hour, so
many visits and so many bytes at most. When the server restarts they are gone, and the
page says so. The settings are in the address; a page that finds itself in a new visit
without them gives them back.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

LIFE_SECONDS = 30 * 60.0
MOST_VISITS = 50
MOST_BYTES = 1_000_000_000

TOKEN, LOST, MET, NUMBER = "visit token", "visit lost", "visit met", "visit number"
FORGOTTEN = "visit forgotten"
COMPONENT = "hotspots_visit"
# The tab's own storage: another tab, or the next person at this machine, has none.
SCRIPT = """
export default function ({ data, setStateValue }) {
  const name = "hotspots-visit";
  const page = (window.hotspotsVisit ??= {});
  const isOther = page.number && page.number !== data.number;
  const address = isOther && !data.address ? page.address : "";
  page.number = data.number;
  page.address = data.address || address;
  let held = "";
  try {
    if (data.token) sessionStorage.setItem(name, data.token);
    else if (data.forget) sessionStorage.removeItem(name);
    else held = sessionStorage.getItem(name) ?? "";
  } catch {
    // A browser that keeps nothing: then the visit ends with the page.
  }
  if (held || address) setStateValue("held", JSON.stringify([held, address]));
}
"""


@dataclass
class _Held:
    value: object
    n_bytes: int
    until: float


class Visits:
    """What visitors loaded, by token: the longest unused go first.

    Parameters
    ----------
    life_seconds
        How long a visit is held after it was last used.
    most_visits, most_bytes
        How many are held, and how many bytes of all.
    clock
        What tells the time, in seconds.

    Examples
    --------
    >>> visits = Visits(most_bytes=10)
    >>> token = visits.hold("files", n_bytes=8)
    >>> visits.find(token)
    'files'
    >>> visits.hold("more files", n_bytes=8) and visits.find(token) is None
    True
    """

    def __init__(
        self,
        *,
        life_seconds: float = LIFE_SECONDS,
        most_visits: int = MOST_VISITS,
        most_bytes: int = MOST_BYTES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._life_seconds, self._clock = life_seconds, clock
        self._most_visits, self._most_bytes = most_visits, most_bytes
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._lock = threading.Lock()

    def hold(self, value: object, *, n_bytes: int, token: str = "") -> str:
        """Hold something and return its token; too large a thing is not held."""
        token = token or secrets.token_urlsafe(32)
        with self._lock:
            self._held.pop(token, None)
            if n_bytes <= self._most_bytes:
                until = self._clock() + self._life_seconds
                self._held[token] = _Held(value, n_bytes, until)
            self._let_go()
        return token

    def find(self, token: str) -> object | None:
        """Return what is held for a token, whose half hour begins anew; or None."""
        with self._lock:
            self._let_go()
            held = self._held.get(token)
            if held is None:
                return None
            held.until = self._clock() + self._life_seconds
            self._held.move_to_end(token)
            return held.value

    def forget(self, token: str) -> None:
        """Hold nothing for a token any more."""
        with self._lock:
            self._held.pop(token, None)

    def _let_go(self) -> None:
        now = self._clock()
        for token in [key for key, held in self._held.items() if held.until <= now]:
            del self._held[token]
        while self._held and not self._fits():
            self._held.popitem(last=False)

    def _fits(self) -> bool:
        n_bytes = sum(held.n_bytes for held in self._held.values())
        return len(self._held) <= self._most_visits and n_bytes <= self._most_bytes


@st.cache_resource(show_spinner=False)
def store() -> Visits:
    """Return the one store of this server."""
    return Visits()


@dataclass(frozen=True)
class Earlier:
    """What a tab had before: what was loaded, and the settings as an address."""

    loaded: object | None = None
    address: str = ""


def meet(address: str) -> Earlier:
    """Ask the browser what it had here; nothing where this visit knows it already.

    Call it on every run, before the data are asked for: the browser answers in a run of
    its own, and only if it has something.

    Parameters
    ----------
    address
        The names and values of the page's address.
    """
    session = st.session_state
    own = session.get(TOKEN, "")
    number = session.setdefault(NUMBER, secrets.token_hex(8))
    answer = _component()(
        key=COMPONENT,
        data={
            "token": own,
            "forget": session.get(LOST, False) or session.get(FORGOTTEN, False),
            "number": number,
            "address": address,
        },
        on_held_change=_nothing,
    )
    if own:
        store().find(own)
    rows = getattr(answer, "held", None)
    if not isinstance(rows, str) or session.get(MET) == rows:
        return Earlier()
    session[MET] = rows
    token, settings = _read(rows)
    if own or not token:
        return Earlier(address=settings)
    found = store().find(token)
    if found is None:
        session[LOST] = True
    else:
        session[TOKEN] = token
    return Earlier(found, settings)


def _read(rows: str) -> tuple[str, str]:
    """Read a browser's answer, which anyone can write."""
    try:
        token, address = json.loads(rows)
    except (ValueError, TypeError, RecursionError):
        return "", ""
    is_text = isinstance(token, str) and isinstance(address, str)
    return (token, address) if is_text else ("", "")


def hold(value: object, *, n_bytes: int) -> None:
    """Hold what this visit has loaded, in place of what it had."""
    session = st.session_state
    token = session.get(TOKEN, "")
    session[TOKEN] = store().hold(value, n_bytes=n_bytes, token=token)
    session[LOST] = session[FORGOTTEN] = False


def forget() -> None:
    """Hold nothing of this visit any more."""
    session = st.session_state
    if token := session.pop(TOKEN, ""):
        store().forget(token)
        # The browser's copy opens nothing any more, and is no loss.
        session[FORGOTTEN] = True
        session[LOST] = False


def is_lost() -> bool:
    """Say whether the browser had data here that the server no longer has."""
    return bool(st.session_state.get(LOST, False))


def _nothing() -> None:
    """Let Streamlit know that the answer is of interest."""


def _component() -> Callable[..., object]:
    return st.components.v2.component(COMPONENT, js=SCRIPT)
