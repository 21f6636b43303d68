"""No text comes in that cannot be seen, printed or drawn."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hotspots.errors import InputError
from hotspots.texts import MOST_LETTERS, clean, json_of, refuse_hidden

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=300)


@given(ANY_TEXT)
def test_what_is_clean_can_be_written_as_xml_and_as_bytes(text):
    cleaned = clean(text)
    assert len(cleaned) <= MOST_LETTERS
    element = ET.Element("t")
    element.text = cleaned
    assert (ET.fromstring(ET.tostring(element, "utf-8")).text or "") == cleaned


@given(ANY_TEXT)
@example("0\r\x1b\r\xa1")
def test_clean_text_stays_as_it_is(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert refuse_hidden(cleaned, "It") == cleaned


@pytest.mark.parametrize(
    "text",
    ["Gabriel's Hill", "Caf\u00e9 Row", "Ynys M\u00f4n", "\U0001f333", "A & B <c>"],
)
def test_ordinary_names_are_left_alone(text):
    assert clean(text) == text


def test_a_letter_that_is_refused_is_named_with_its_place():
    with pytest.raises(InputError, match=r"The title contains .*U\+202E\) at letter 3"):
        refuse_hidden("ab\u202ec", "The title")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Expecting value"),
        (b"\xff{}", "byte 1 is not UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b"1" * 5000, "more than 1000 digits"),
        (b"[NaN]", "NaN is not a number"),
        (b"-Infinity", "-Infinity is not a number"),
        (b'{"a": {"b": 1, "b": 1}}', "“b” is given twice"),
    ],
)
def test_json_that_is_not_as_it_is_written_is_refused(content, words):
    with pytest.raises(ValueError, match=words):
        json_of(content)
