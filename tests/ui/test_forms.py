from __future__ import annotations

import streamlit as st

from hotspots.ui.forms import settings


def test_what_a_run_cut_short_forgot_is_as_it_was(monkeypatch):
    session = dict.fromkeys((*settings.OTHER_KEYS, *settings.memory.keys()), "asked")
    monkeypatch.setattr(st, "session_state", session)
    settings._say_again()
    for key in ("floor", "folder"):
        del session[key]
    settings._say_again()
    assert session["floor"] == session["folder"] == "asked"
