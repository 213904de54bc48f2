from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.domain import Article
from factcheck.errors import EmptyInput, FactcheckError, InputError, InputTooLarge, NotText
from factcheck.intake.article import Given, from_bytes, from_file, from_html, from_text
from factcheck.intake.extract import MAX_BYTES

PARAGRAPH = "El comercio entre los dos países alcanzó 27.000 millones de dólares el año pasado, según el ministerio de Economía."
BODY = f"<p>{PARAGRAPH}</p><p>{PARAGRAPH[::-1]}</p>"
PAGE = f"<!doctype html><html><head><title>Sube el comercio</title></head><body><article>{BODY}</article></body></html>"


def pdf(*lines: str) -> bytes:
    """A one-page PDF with the lines under each other, in the oldest and simplest form of the format."""
    shown = " T* ".join(f"({line.encode('cp1252').decode('latin-1')}) Tj" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 50 700 Td {shown} ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (i, o) for i, o in enumerate(objects, 1))
    return body + b"trailer << /Root 1 0 R /Size 6 >>\n%%EOF"


def test_a_short_first_line_is_the_title_and_stays_in_the_text() -> None:
    article = from_text(f"Sube el comercio\n\n{PARAGRAPH}\r\nFin.")
    assert article.title == "Sube el comercio"
    assert article.text == f"Sube el comercio\n\n{PARAGRAPH}\nFin."
    assert article.lang == "es"
    assert article.published is None


def test_a_first_sentence_is_no_title() -> None:
    assert from_text(f"{PARAGRAPH}\nOtra línea.").title is None


def test_what_the_user_says_wins() -> None:
    given_ = Given(lang="en", published=date(2023, 11, 9), title="Mine", url="https://example.org/a")
    article = from_html(PAGE, given_)
    assert (article.lang, article.lang_confidence) == ("en", 1.0)
    assert (article.published, article.title, article.url) == (date(2023, 11, 9), "Mine", "https://example.org/a")


@pytest.mark.parametrize(
    "data", [PAGE.encode(), PAGE.encode("utf-8-sig"), PAGE.encode("utf-16"), ("\n" * 500 + PAGE).encode()]
)
def test_html_is_told_from_text_by_its_content(data: bytes) -> None:
    article = from_bytes(data)
    assert PARAGRAPH in article.text
    assert "<p>" not in article.text
    assert article.title == "Sube el comercio"


def test_a_legacy_charset_is_read_as_the_page_declares_it() -> None:
    russian = "Торговля между двумя странами достигла рекорда в прошлом году, сообщило министерство экономики."
    page = f'<html><head><meta charset="windows-1251"></head><body><article><p>{russian}</p><p>{russian[:50]}</p></article></body></html>'
    article = from_bytes(page.encode("windows-1251"))
    assert russian in article.text
    assert article.lang == "ru"


def test_an_unknown_charset_falls_back() -> None:
    page = PAGE.replace("<head>", '<head><meta charset="klingon">')
    assert PARAGRAPH in from_bytes(page.encode("cp1252")).text


def test_a_pdf_is_read_and_its_lines_joined() -> None:
    article = from_bytes(
        pdf(
            "El comercio alcanzó 27.000 mi-",
            "llones de dólares el año pasado,",
            "según el ministerio.",
            "La cifra es récord.",
        )
    )
    assert (
        article.text
        == "El comercio alcanzó 27.000 millones de dólares el año pasado, según el ministerio.\nLa cifra es récord."
    )
    assert article.lang == "es"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyInput),
        (b" \r\n\t ", EmptyInput),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", NotText),
        (b"PK\x03\x04\x14\x00\x00\x00", NotText),
        (b"%PDF-1.7 broken", NotText),
        (b"<html><body></body></html>", EmptyInput),
        (("palabra " * 650_000).encode(), InputTooLarge),
        (b"<html>" + b"x" * MAX_BYTES, InputTooLarge),
        (b"%PDF-" + b"x" * MAX_BYTES, InputTooLarge),
        (b"<html><body>" + b"<div>" * 100_000 + b"x", EmptyInput),
    ],
    ids=["empty", "blank", "png", "zip", "pdf", "no-article", "5MB", "big-html", "big-pdf", "deep"],
)
def test_what_cannot_be_used_is_refused_with_a_way_out(data: bytes, error: type[FactcheckError]) -> None:
    with pytest.raises(error) as caught:
        from_bytes(data)
    assert caught.value.way_out


def test_five_megabytes_of_html_are_read() -> None:
    body = "".join(f"<p>{i}. {PARAGRAPH}</p>" for i in range(100))
    filler = "<script>" + "var x = 1;" * 400_000 + "</script>"
    assert (
        from_bytes(f"<html><body>{filler}<article>{body}</article></body></html>".encode()).text.count("27.000") == 100
    )


def test_advertising_lines_of_a_page_are_left_out() -> None:
    page = PAGE.replace("</p><p>", "</p><p>PUBLICIDAD</p><p>También te puede interesar: Otra noticia del día</p><p>", 1)
    text = from_html(page).text
    assert "PUBLICIDAD" not in text
    assert "Otra noticia" not in text


def test_files_are_opened_or_named(tmp_path: Path) -> None:
    path = tmp_path / "nota.txt"
    path.write_text(PARAGRAPH, encoding="utf-8")
    assert from_file(path).text == PARAGRAPH
    with pytest.raises(InputError, match="cannot be opened"):
        from_file(tmp_path / "missing.txt")
    with pytest.raises(InputError, match="cannot be opened"):
        from_file(tmp_path)
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(InputTooLarge):
        from_file(path)


TRICKY = st.lists(
    st.sampled_from(
        [
            "e\u0301",
            "\r\n",
            "\r",
            "😀",
            "👨‍👩‍👧",
            "ñ",
            "n\u0303",
            "\u00ad",
            "\ufeff",
            "\u2028",
            "\x00",
            "\ud800",
            "\u0301",
            " ",
            "Sí.",
            "\u202e",
            "ﬁ",
            "Å",
        ]
    ),
    max_size=40,
).map("".join)


def usable(make: Callable[[], Article]) -> Article | None:
    """The article, or None where it was refused with a way out."""
    try:
        return make()
    except FactcheckError as error:
        return None if error.way_out else pytest.fail("refused without a way out")


@given(st.one_of(st.text(), TRICKY))
@settings(max_examples=150, deadline=None)
def test_any_text_becomes_a_stable_article_or_a_clear_error(text: str) -> None:
    article = usable(lambda: from_text(text))
    if article is None:
        return
    again = from_text(article.text)
    assert again.text == article.text
    assert again.sha256 == article.sha256
    assert unicodedata.is_normalized("NFC", article.text)
    assert "\r" not in article.text
    assert article.text == article.text.strip()


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_become_an_article_or_a_clear_error(data: bytes) -> None:
    article = usable(lambda: from_bytes(data))
    assert article is None or article.text
