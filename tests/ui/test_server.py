from __future__ import annotations

import pytest

from hotspots.ui import server

ASKED = {server.LOCAL_FILES: "1"}
HERE = {"Host": "127.0.0.1:8501"}


@pytest.mark.parametrize(
    ("environment", "address", "headers"),
    [
        # As Debian's nginx passes a request on where its settings say nothing more.
        ({}, "127.0.0.1", {"Host": "127.0.0.1:8501", "Connection": "close"}),
        ({server.LOCAL_FILES: "0"}, "127.0.0.1", HERE),
        ({server.LOCAL_FILES: "yes"}, "127.0.0.1", HERE),
        (ASKED | {server.PUBLIC: "1"}, "127.0.0.1", HERE),
        (ASKED | {server.PUBLIC: "true"}, "127.0.0.1", HERE),
        (ASKED, "0.0.0.0", HERE),
        (ASKED, "None", HERE),
        (ASKED, "127.0.0.1", {"Host": "hotspots.example"}),
        (ASKED, "127.0.0.1", HERE | {"X-Forwarded-For": "192.0.2.1"}),
        (ASKED, "127.0.0.1", HERE | {"x-real-ip": "192.0.2.1"}),
        (ASKED, "127.0.0.1", HERE | {"FORWARDED": "for=192.0.2.1"}),
        (ASKED, "127.0.0.1", HERE | {"Via": "1.1 proxy"}),
    ],
)
def test_files_of_the_machine_are_named_by_nobody_else(environment, address, headers):
    assert not server.allows_local_files(environment, address=address, headers=headers)


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501"])
def test_files_of_the_machine_are_named_by_who_started_it_so(host):
    assert server.allows_local_files(ASKED, address="127.0.0.1", headers={"host": host})


@pytest.mark.parametrize(
    ("said", "is_public"),
    [("", False), ("0", False), ("No", False), ("1", True), ("on", True), ("2", True)],
)
def test_a_server_is_public_if_its_operator_says_anything_but_no(
    monkeypatch, said, is_public
):
    monkeypatch.setenv(server.PUBLIC, said)
    assert server.is_public() == is_public
