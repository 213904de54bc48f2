from __future__ import annotations

from datetime import date

import pytest

from factcheck.domain import Tier
from factcheck.errors import InvalidRecord, NotText
from factcheck.library.reading.brought import Said, make_source, source_id
from factcheck.library.reading.texts import from_markdown, from_text, plain
from tests.library import mixed

MARKDOWN = """---
publisher: "Oficina de Prensa"
published: 2024-03-01
tier: primary
country: ESP
authors: Ana Ruiz; Luis Paz
---
# El **presupuesto** de 2024

El ayuntamiento aprobó [un presupuesto](https://example.org) de *1.037 millones* de euros.

- La oposición votó en contra.
> Lo dijo el alcalde: `40.000` vecinos participaron en la consulta.
"""


def test_front_matter_heading_and_marks() -> None:
    (source,) = from_markdown(MARKDOWN.encode(), "/notas/a.md", Said()).sources
    assert (source.publisher, source.published, source.tier, source.country) == (
        "Oficina de Prensa",
        date(2024, 3, 1),
        Tier.PRIMARY,
        "ESP",
    )
    assert source.authors == ("Ana Ruiz", "Luis Paz")
    assert source.title == "El **presupuesto** de 2024"
    assert source.lang == "es"
    assert "aprobó un presupuesto de 1.037 millones de euros." in (source.text or "")
    assert not set("*`[]>#") & set(source.text or "")


def test_what_the_editor_says_wins_over_the_file() -> None:
    (source,) = from_markdown(
        MARKDOWN.encode(), "/a.md", Said(publisher="Otra", title="Título", tier=Tier.AGENCY)
    ).sources
    assert (source.publisher, source.title, source.tier) == ("Otra", "Título", Tier.AGENCY)


@pytest.mark.parametrize(
    ("field", "said"), [("published: ayer", "no date"), ("tier: alta", "no tier"), ("lang: español", "lang")]
)
def test_front_matter_that_cannot_be_read_is_named(field: str, said: str) -> None:
    with pytest.raises(InvalidRecord, match=said):
        from_markdown(f"---\n{field}\n---\nTexto del informe.\n".encode(), "/a.md", Said())


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("a * b * c", "a * b * c"),
        ("snake_case_name", "snake_case_name"),
        ("![foto](x.png) **pie**", "foto pie"),
        ("2*3*4 = 24", "2*3*4 = 24"),
        ("```\ncode\n```\ntexto", "\ntexto"),
    ],
)
def test_marks_go_and_other_signs_stay(markdown: str, text: str) -> None:
    assert plain(markdown) == text


def test_a_pdf_and_a_page_give_their_text() -> None:
    (acta,) = from_text(mixed.pdf(3), "/acta.pdf", Said()).sources
    assert "asciende a 1003 millones" in (acta.text or "")
    (page,) = from_text(mixed.page(3), "/pleno.html", Said()).sources
    assert page.title == "Pleno 3"
    assert "Villanueva 3" in (page.text or "")


def test_binary_is_refused() -> None:
    with pytest.raises(NotText):
        from_text(b"\x00\x01", "/a.txt", Said())


def test_ids_are_readable_and_stay_while_the_content_changes() -> None:
    assert source_id("Informe anual: ¿qué cambió?", "/a.pdf").startswith("informe-anual-que-cambio-")
    assert source_id("Informe", "/a.pdf") == source_id("Informe", "/a.pdf")
    assert source_id("Informe", "/a.pdf") != source_id("Informe", "/b.pdf")


def test_a_source_is_named_after_its_site_where_nobody_says_who_published_it() -> None:
    assert make_source("x", Said(url="https://www.diario.example/a/b")).publisher == "diario.example"
    assert make_source("/dir/x.txt", Said()).title == "x.txt"
