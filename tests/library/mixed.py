"""A folder of files of every kind, some of them broken, made by rule: the same number gives the same folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path


def sentence(number: int) -> str:
    """Text of its own for each number, long enough to be an article."""
    town, amount = f"Villanueva {number}", 1000 + 37 * number
    return (
        f"El ayuntamiento de {town} aprobó el lunes un presupuesto de {amount} millones de euros para el año {1990 + number % 40}. "
        f"La oposición de {town} votó en contra porque el gasto número {number} crece más que los ingresos previstos. "
        f"El alcalde explicó que {amount * 3} vecinos participaron en la consulta y que la obra {number * 7} empezará en otoño."
    )


def text(number: int) -> bytes:
    return f"Presupuesto de Villanueva {number}\n\n{sentence(number)}\n".encode()


def markdown(number: int) -> bytes:
    return f"---\npublisher: Diario {number}\npublished: 2024-0{1 + number % 9}-15\n---\n# Pleno {number}\n\n{sentence(number)}\n".encode()


def page(number: int) -> bytes:
    paragraphs = "".join(f"<p>{part.strip()}.</p>" for part in sentence(number).split(". ") if part.strip())
    head = f"<head><title>Pleno {number}</title></head>"
    return f"<html lang='es'>{head}<body><article><h1>Pleno {number}</h1>{paragraphs}</article></body></html>".encode()


def table(number: int) -> bytes:
    return f"subject,attribute,value,unit,period\nVillanueva {number},presupuesto,{1000 + number},EUR,2024\n".encode()


def lines(number: int) -> bytes:
    source = {"id": f"oficina-{number}", "publisher": "Oficina", "title": f"Serie {number}", "lang": "es"}
    fact = {
        "id": f"serie-{number}",
        "source_id": source["id"],
        "subject": f"Villanueva {number}",
        "attribute": "vecinos",
        "value": 100 + number,
    }
    return "".join(json.dumps(record) + "\n" for record in (source, fact)).encode()


def review(number: int) -> bytes:
    document = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": f"El presupuesto de Villanueva {number} se ha duplicado en un año.",
        "url": f"https://verifica.example/{number}",
        "datePublished": "2024-05-02",
        "author": {"@type": "Organization", "name": "Verifica"},
        "reviewRating": {"@type": "Rating", "alternateName": "Falso"},
    }
    return json.dumps(document).encode()


def pdf(number: int) -> bytes:
    """A small PDF of one page, written by hand."""
    words = f"Acta {number}: el presupuesto de Villanueva {number} asciende a {1000 + number} millones y fue aprobado por mayoria absoluta."
    stream = f"BT /F1 11 Tf 40 700 Td ({words}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for place, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (place, body)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start


_GOOD: tuple[tuple[str, Callable[[int], bytes]], ...] = (
    ("txt", text),
    ("md", markdown),
    ("html", page),
    ("csv", table),
    ("jsonl", lines),
    ("json", review),
    ("pdf", pdf),
)
_BROKEN: tuple[tuple[str, Callable[[int], bytes]], ...] = (
    ("txt", lambda n: b"\x00\x01\x02 binary %d" % n),
    ("md", lambda n: b"---\npublished: ayer %d\n---\nTexto.\n" % n),
    (
        "html",
        lambda n: b"<html><head><title>%d</title></head><body><script>var x = %d;</script></body></html>" % (n, n),
    ),
    ("csv", lambda n: b"nombre,cantidad\nVillanueva,%d\n" % n),
    ("jsonl", lambda n: b'{"id": "roto-%d", "publisher": \n' % n),
    ("json", lambda n: b'{"@type": "Article", "number": %d}' % n),
    ("pdf", lambda n: b"%%PDF-1.4\nnothing behind it %d" % n),
)


def make(folder: Path, good: int, broken: int) -> Path:
    """`good` readable files and `broken` ones, spread over subfolders."""
    for prefix, kinds, count in (("", _GOOD, good), ("roto-", _BROKEN, broken)):
        for number in range(count):
            suffix, content = kinds[number % len(kinds)]
            path = folder / f"{number % 10}" / f"{prefix}{number:04}.{suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content(number))
    return folder
