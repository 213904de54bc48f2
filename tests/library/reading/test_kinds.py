from __future__ import annotations

import pytest

from factcheck.errors import EmptyInput, InvalidRecord, NotText
from factcheck.library.reading.brought import Said
from factcheck.library.reading.kinds import Kind, kind_of, links, read
from tests.library import mixed

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Agencia</title>
<item><title>Uno</title><link>https://agencia.example/1</link><pubDate>Fri, 10 Nov 2023 08:00:00 GMT</pubDate></item>
<item><title>Dos</title><link>https://agencia.example/2</link></item><item><title>Sin enlace</title></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Diario</title><entry><title>Uno</title>
<link href="https://diario.example/1"/><updated>2023-11-10T08:00:00Z</updated><author><name>Ana</name></author></entry></feed>"""
LIST = b"# nuestras fuentes\nhttps://a.example/1\n\nhttps://b.example/2\nhttps://a.example/1\n"


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (mixed.pdf(1), "a.bin", Kind.PDF),
        (mixed.page(1), "a", Kind.PAGE),
        (mixed.markdown(1), "a.md", Kind.MARKDOWN),
        (mixed.table(1), "a.CSV", Kind.TABLE),
        (mixed.lines(1), "a.jsonl", Kind.LINES),
        (mixed.review(1), "a.json", Kind.JSON),
        (RSS, "https://agencia.example/feed", Kind.FEED),
        (ATOM, "feed.xml", Kind.FEED),
        (LIST, "urls.txt", Kind.LIST),
        (mixed.text(1), "a.txt", Kind.TEXT),
        (b"Mira https://a.example/1 y dime", "a.txt", Kind.TEXT),
    ],
)
def test_kinds(data: bytes, name: str, kind: Kind) -> None:
    assert kind_of(data, name) is kind


def test_feeds_and_lists_point_to_items_with_what_they_say_about_them() -> None:
    first, second = links(RSS, "feed.xml") or []
    assert (first.url, first.said.title, first.said.publisher, str(first.said.published)) == (
        "https://agencia.example/1",
        "Uno",
        "Agencia",
        "2023-11-10",
    )
    assert second.said.published is None
    (entry,) = links(ATOM, "feed.xml") or []
    assert (entry.url, entry.said.authors) == ("https://diario.example/1", ("Ana",))
    assert [link.url for link in links(LIST, "urls.txt") or []] == ["https://a.example/1", "https://b.example/2"]
    assert links(mixed.text(1), "a.txt") is None


def test_a_feed_without_entries_is_refused() -> None:
    with pytest.raises(InvalidRecord, match="no entries"):
        links(b"<rss><channel><title>x</title></channel></rss>", "feed.xml")


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"  \n", "a.txt", EmptyInput),
        (b"not a pdf", "a.pdf", NotText),
        (b"{broken", "a.json", InvalidRecord),
        (b'{"@type": "Article"}', "a.json", InvalidRecord),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read(data, name, Said())
