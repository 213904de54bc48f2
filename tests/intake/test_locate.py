from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HTMLParser, document_fromstring

from factcheck.domain import Span
from factcheck.intake import article
from factcheck.intake.locate import Locator, Place, locate
from factcheck.language.sentences import sentences

LONG = "El comercio entre los dos países alcanzó 27.000 millones de dólares el año pasado, según el ministerio. "


def shown(html: str, place: Place) -> str:
    """What a browser shows at a place: the slice of the block's textContent, counted in UTF-16."""
    root = document_fromstring(html.encode(), parser=HTMLParser(encoding="utf-8"))
    (block,) = root.xpath(place.xpath)
    raw = "".join(block.xpath(".//text()")).encode("utf-16-le")
    return raw[2 * place.start_utf16 : 2 * place.end_utf16].decode("utf-16-le")


def span_of(text: str, quote: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return Span(start=start, end=start + len(quote))


def test_a_sentence_is_found_in_its_paragraph() -> None:
    html = "<html><body><div><p>Una.</p><p>Dos 😀 veces.   Tres\n   <b>cuatro</b> cinco.</p></div></body></html>"
    place = locate(html, "Una.\nDos 😀 veces. Tres cuatro cinco.", Span(start=18, end=36))
    assert place is not None
    assert (place.xpath, place.start_utf16, place.end_utf16) == ("/html/body/div/p[2]", 16, 37)
    quoted = place.selector
    assert (quoted.exact, quoted.prefix, quoted.suffix) == ("Tres\n   cuatro cinco.", "Una.Dos 😀 veces.   ", "")
    assert shown(html, place) == "Tres\n   cuatro cinco."


def test_inline_elements_are_not_blocks_and_comments_do_not_count() -> None:
    html = "<html><body><p>Antes <!-- nota --><a href='x'>el <em>país vecino</em></a> después.</p></body></html>"
    place = locate(html, "Antes el país vecino después.", span_of("Antes el país vecino después.", "país vecino"))
    assert place is not None
    assert place.xpath == "/html/body/p"
    assert shown(html, place) == "país vecino"


def test_scripts_count_in_offsets_but_are_never_matched() -> None:
    html = "<html><body><p><script>var a = 'Sube el PIB';</script>Hoy Sube el PIB.</p></body></html>"
    place = locate(html, "Hoy Sube el PIB.", Span(start=4, end=16))
    assert place is not None
    assert place.start_utf16 == len("var a = 'Sube el PIB';Hoy ")
    assert shown(html, place) == "Sube el PIB."


def test_what_browsers_leave_out_of_a_text_does_not_count() -> None:
    html = "<html><body><pre>\n<template>var a</template>Hoy Sube el PIB.</pre></body></html>"
    place = locate(html, "Hoy Sube el PIB.", Span(start=4, end=16))
    assert place is not None
    assert (place.start_utf16, place.end_utf16, place.selector.prefix) == (4, 16, "Hoy ")


def test_a_path_through_a_table_fits_trees_with_and_without_its_body() -> None:
    html = (
        "<html><body><table><tr><td>Uno dos tres.</td></tr><tr><td>Cuatro cinco seis.</td></tr></table></body></html>"
    )
    place = locate(html, "Cuatro cinco seis.", Span(start=0, end=18))
    assert place is not None
    for tree in (html, html.replace("<table>", "<table><tbody>").replace("</table>", "</tbody></table>")):
        (cell,) = document_fromstring(tree).xpath(place.xpath)
        assert cell.text == "Cuatro cinco seis."


def test_a_decomposed_accent_in_the_page_ends_with_its_letter() -> None:
    html = "<html><body><p>Visito\u0301 Kazajista\u0301n hoy.</p></body></html>"
    text = unicodedata.normalize("NFC", "Visitó Kazajistán hoy.")
    place = locate(html, text, span_of(text, "Visitó"))
    assert place is not None
    assert shown(html, place) == "Visito\u0301"


def test_of_equal_sentences_the_one_with_the_same_surroundings_is_taken() -> None:
    html = (
        "<html><body><h1>Sube.</h1><p>El lunes bajó. Sube. El martes.</p><p>Ayer cayó. Sube. Hoy no.</p></body></html>"
    )
    text = "El lunes bajó. Sube. El martes.\nAyer cayó. Sube. Hoy no."
    first, second = (locate(html, text, span_of(text, "Sube.", nth)) for nth in (0, 1))
    assert first is not None
    assert second is not None
    assert first.xpath == "/html/body/p[1]"
    assert second.xpath == "/html/body/p[2]"


def test_a_span_over_two_paragraphs_is_placed_in_what_holds_both() -> None:
    html = "<html><body><div><p>Uno dos.</p>\n<p>Tres cuatro.</p></div></body></html>"
    place = locate(html, "Uno dos.\nTres cuatro.", Span(start=4, end=13))
    assert place is not None
    assert place.xpath == "/html/body/div"
    assert shown(html, place) == "dos.\nTres"


def test_list_bullets_and_words_that_the_extraction_dropped_are_bridged() -> None:
    longer = LONG.replace("según", "(publicidad aquí) según").replace("27", "28")
    html = f"<html><body><ul><li>{LONG}</li></ul><p>{longer}</p></body></html>"
    text = f"- {LONG.strip()}\n{LONG.replace('27', '28').strip()}"
    bullet, shortened = (locate(html, text, span) for span in sentences(text, "es"))
    assert bullet is not None
    assert bullet.xpath == "/html/body/ul/li"
    assert shortened is not None
    assert "(publicidad aquí)" in shown(html, shortened)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "no markup at all",
        "<html></html>",
        "<!-- -->",
        "<p>otra cosa</p>",
        b"\xff\xfe",
        "<div>" * 50_000,
        "\x00<p>\x00",
    ],
)
def test_what_is_not_there_is_none(html: str | bytes) -> None:
    assert locate(html, LONG, Span(start=0, end=20)) is None


def test_an_empty_span_has_no_place() -> None:
    assert locate("<p>x</p>", "x y", Span(start=1, end=2)) is None


def test_every_sentence_of_a_page_is_found_again() -> None:
    html = f"""<!doctype html><html lang="es"><head><title>Sube</title><style>p {{ color: red }}</style></head><body><nav>Portada</nav>
    <article><h1>Sube el comercio</h1><p>{LONG}La cifra&nbsp;— <strong>récord</strong> — supera la de 2021 &amp; confirma la tendencia.</p>
    <blockquote><p>“Tenemos una gran ocasión de crecer. El próximo año vamos a exportar más”,
    dijo <a href="/x">el ministro</a> 😀.</p></blockquote>
    <p>Primera línea de la nota<br>segunda línea de la misma nota, más larga que la primera.</p></article></body></html>"""
    found = article.from_html(html)
    locator = Locator(html)
    spans = sentences(found.text, found.lang)
    assert len(spans) > 5
    for span in spans:
        place = locator.locate(found.text, span)
        assert place is not None, span.of(found.text)
        assert "".join(shown(html, place).split()) == "".join(span.of(found.text).split())


WORDS = st.lists(
    st.sampled_from(["El", "país", "creció", "e\u0301l", "😀", "mucho.", "Hoy", "baja.", "\u00adsoft", "&amp;", "\n"]),
    max_size=8,
).map(lambda words: " ".join(["Aquí", *words]))


@given(st.lists(WORDS, min_size=1, max_size=6))
@settings(max_examples=80, deadline=None)
def test_paragraphs_of_any_words_are_found(paragraphs: list[str]) -> None:
    html = (
        "<html><body>"
        + "".join(f"<div><p>{p.replace('país', '<i>pa</i>ís')}</p></div>" for p in paragraphs)
        + "</body></html>"
    )
    plain = [unicodedata.normalize("NFC", " ".join(p.replace("&amp;", "&").split())) for p in paragraphs]
    text = "\n".join(plain)
    locator = Locator(html)
    start = 0
    for paragraph in plain:
        span = Span(start=start, end=start + len(paragraph))
        start += len(paragraph) + 1
        place = locator.locate(text, span)
        assert place is not None
        again = unicodedata.normalize("NFC", shown(html, place))
        assert "".join(again.split()).replace("\u00ad", "") == "".join(paragraph.split()).replace("\u00ad", "")
