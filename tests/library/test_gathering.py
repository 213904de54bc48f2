from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.errors import FetchError, InputError
from factcheck.library.gathering import offers
from factcheck.library.reading.brought import Said

WEB = {
    "https://a.example/1": b"<html><body><p>Uno.</p></body></html>",
    "https://a.example/feed": b"<rss><channel><title>A</title><item><title>Uno</title><link>https://a.example/1</link></item></channel></rss>",
}


def fetching(url: str) -> bytes:
    if url not in WEB:
        raise FetchError(f"The site answered 404 for {url}.")
    return WEB[url]


def test_folders_give_their_files_in_order_and_hidden_ones_stay_out(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/1.txt", ".git/config", "a/.hidden"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("texto", encoding="utf-8")
    found = offers([str(tmp_path), str(tmp_path / "a" / "1.txt")], Said(), fetching)
    assert [Path(offer.origin).name for offer in found] == ["1.txt", "2.txt"]


def test_addresses_feeds_and_lists_lead_to_the_pages(tmp_path: Path) -> None:
    urls = tmp_path / "urls.txt"
    urls.write_text("https://a.example/1\nhttps://a.example/2\n", encoding="utf-8")
    found = offers(["https://a.example/feed", str(urls)], Said(country="ESP"), fetching)
    assert [offer.origin for offer in found] == ["https://a.example/1", "https://a.example/2"]
    assert found[0].said.url == "https://a.example/1"
    assert found[0].said.country == "ESP"
    assert found[0].load() == WEB["https://a.example/1"]
    with pytest.raises(FetchError, match="404"):
        found[1].load()


def test_an_address_that_cannot_be_read_is_an_item_that_fails() -> None:
    (offer,) = offers(["https://a.example/missing"], Said(), fetching)
    with pytest.raises(FetchError):
        offer.load()


def test_a_page_is_fetched_once() -> None:
    asked: list[str] = []

    def counting(url: str) -> bytes:
        asked.append(url)
        return fetching(url)

    (offer,) = offers(["https://a.example/1"], Said(), counting)
    offer.load()
    assert asked == ["https://a.example/1"]


def test_a_name_that_is_nothing_is_refused() -> None:
    with pytest.raises(InputError, match="no file or folder"):
        offers(["/does/not/exist"], Said(), fetching)
