"""What the server that runs the app may show, which its operator says and no visitor.

Two variables of the environment decide, and both are off where nothing is said:

- `HOTSPOTS_LOCAL_FILES=1` lets the data page name folders of the machine that runs the
  app. It is for one's own machine. Nothing else turns it on: behind a proxy that runs
  beside the app every visitor looks like one at the machine itself.
- `HOTSPOTS_PUBLIC=1` shows what the disclosure policy lets out and nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

import streamlit as st

LOCAL_FILES, PUBLIC = "HOTSPOTS_LOCAL_FILES", "HOTSPOTS_PUBLIC"
# Where a public server's data lie; the built-in sample if nothing is said.
DATA, SETTINGS = "HOTSPOTS_DATA", "HOTSPOTS_SETTINGS"

LOCAL_ADDRESSES = ("localhost", "127.0.0.1", "::1", "[::1]")
PROXY_MARKS = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_NO = ("", "0", "no", "false", "off")


def is_public() -> bool:
    """Say whether anyone may open this server: whatever is not a plain no says so."""
    return os.environ.get(PUBLIC, "").strip().lower() not in _NO


def may_name_files() -> bool:
    """Say whether a visitor may name files of the machine that runs the app."""
    return allows_local_files(
        os.environ,
        address=str(st.get_option("server.address")),
        headers=dict(st.context.headers.items()),
    )


def allows_local_files(
    environment: Mapping[str, str], *, address: str, headers: Mapping[str, str]
) -> bool:
    """Say whether a request may name files of the machine that answers it.

    Parameters
    ----------
    environment
        The server's environment, which has to ask for it.
    address
        The address that the server listens on: this machine alone.
    headers
        Headers of the request. One from elsewhere has another name in it, or the mark
        of a proxy.

    Examples
    --------
    >>> asked = {"HOTSPOTS_LOCAL_FILES": "1"}
    >>> allows_local_files(asked, address="127.0.0.1", headers={"Host": "localhost:80"})
    True
    >>> allows_local_files({}, address="127.0.0.1", headers={"Host": "localhost:80"})
    False
    """
    if environment.get(LOCAL_FILES) != "1" or address not in LOCAL_ADDRESSES:
        return False
    if environment.get(PUBLIC, "").strip().lower() not in _NO:
        return False
    lowered = {name.lower(): value for name, value in headers.items()}
    host = lowered.get("host", LOCAL_ADDRESSES[0])
    is_local = host.rpartition(":")[0] in LOCAL_ADDRESSES or host in LOCAL_ADDRESSES
    return is_local and not any(mark in lowered for mark in PROXY_MARKS)
