from __future__ import annotations

from datetime import date

import pypdfium2
import pytest

from factcheck.errors import EmptyInput, InputTooLarge, NotText
from factcheck.intake import extract

PAGE = """<!doctype html><html lang="es"><head><title>Sube el comercio - El Diario</title>
<meta property="article:published_time" content="2023-11-09T10:00:00Z"><meta name="author" content="Ana Ruiz">
<meta property="og:title" content="Sube el comercio"></head><body><nav>Portada Deportes</nav><article><h1>Sube el comercio</h1>
<p>El comercio entre los dos países alcanzó 27.000 millones de dólares el año pasado, según el ministerio de Economía.</p>
<p>La cifra supera la de 2021 y confirma la tendencia que los analistas habían señalado durante los últimos meses.</p>
</article><footer>Aviso legal</footer></body></html>"""


def test_body_title_author_and_date_are_found_and_the_frame_is_not() -> None:
    found = extract.from_html(PAGE)
    assert "27.000 millones" in found.text
    assert "Aviso legal" not in found.text
    assert found.title == "Sube el comercio"
    assert found.authors == ("Ana Ruiz",)
    assert found.published == date(2023, 11, 9)


def test_a_page_without_an_article_says_so() -> None:
    with pytest.raises(EmptyInput, match="No article text"):
        extract.from_html("<html><body></body></html>")


def test_huge_pages_are_refused_before_parsing() -> None:
    with pytest.raises(InputTooLarge):
        extract.from_html("x" * (extract.MAX_BYTES + 1))


@pytest.mark.parametrize("data", [b"%PDF-1.7 nothing more", b"%PDF-1.4\n%%EOF"])
def test_a_broken_pdf_is_named(data: bytes) -> None:
    with pytest.raises(NotText, match="PDF"):
        extract.from_pdf(data)


def test_a_pdf_without_text_asks_for_ocr(tmp_path) -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    target = tmp_path / "scan.pdf"
    document.save(target)
    document.close()
    with pytest.raises(EmptyInput, match="OCR"):
        extract.from_pdf(target.read_bytes())


@pytest.mark.parametrize(
    ("value", "expected"), [("2023-11-09T10:00", date(2023, 11, 9)), ("2023", None), (None, None), ("ayer", None)]
)
def test_dates_are_iso_or_nothing(value: str | None, expected: date | None) -> None:
    assert extract.parse_date(value) == expected
