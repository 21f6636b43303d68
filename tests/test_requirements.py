from __future__ import annotations

import re

from tests.conftest import ROOT

VERSION = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def versions(file: str) -> dict[str, str]:
    text = (ROOT / file).read_text(encoding="utf-8")
    return {name.lower(): version for name, version in VERSION.findall(text)}


def test_both_files_of_requirements_name_the_same_versions():
    assert versions("requirements.lock") == versions("requirements.txt")


def test_every_version_has_a_hash_and_nothing_comes_from_elsewhere():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[A-Za-z])", text, flags=re.MULTILINE)[1:]
    assert len(entries) == len(versions("requirements.txt"))
    for entry in entries:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry), entry
    assert "://" not in text
