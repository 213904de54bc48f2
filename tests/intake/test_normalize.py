from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import EmptyInput, FactcheckError, InputTooLarge, NotText
from factcheck.intake.normalize import MAX_CHARACTERS, canonical, declared, decode


def test_crlf_combining_accents_and_marks_become_one_form() -> None:
    assert canonical("\ufeffKazajista\u0301n\r\ncreció\r un 2\u00ad %") == "Kazajistán\ncreció\n un 2 %"


@pytest.mark.parametrize("text", ["", "  \n\t ", "\ufeff", "\u0007\u0001"])
def test_nothing_to_check_is_said(text: str) -> None:
    with pytest.raises(EmptyInput) as caught:
        canonical(text)
    assert caught.value.way_out


def test_too_long_is_refused_with_the_limit() -> None:
    with pytest.raises(InputTooLarge, match="1,000,000"):
        canonical("á" * (MAX_CHARACTERS + 1))


@pytest.mark.parametrize("data", [b"\x7fELF\x02\x01\x00\x00", b"PK\x03\x04\x00\x00", bytes(range(128, 160)) * 40])
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(NotText):
        canonical(decode(data))


def test_encodings_of_newsrooms_are_read() -> None:
    text = "Un récord de 27.000 millones, «según» Tokáyev"
    assert decode(text.encode()) == text
    assert decode(text.encode("utf-8-sig")) == text
    assert decode(text.encode("utf-16")) == text
    assert decode(text.encode("cp1252")) == text


def test_lone_surrogates_from_broken_json_are_dropped() -> None:
    assert canonical("a\ud800b").encode() == b"ab"


@given(st.text())
def test_canonical_is_stable_and_encodable(text: str) -> None:
    try:
        once = canonical(text)
    except FactcheckError:
        return
    assert canonical(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once.encode()


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("año".encode("latin-1"), "iso-8859-1", "año"),
        ("Мир".encode("koi8-r"), "koi8-r", "Мир"),
        ("año".encode(), "iso-8859-1", None),
        (b"ano", None, None),
        (b"ano", "punycode", None),
        (b"ano", "zip", None),
        (b"ano", "no-such-charset", None),
        ("año".encode("utf-16"), "iso-8859-1", None),
    ],
)
def test_a_declared_charset_counts_where_nothing_speaks_against_it(
    data: bytes, charset: str | None, text: str | None
) -> None:
    assert declared(data, charset) == text
