"""Archives read entry by entry: WARC as warcio writes it and as it breaks, ARC, feeds, tables, folders, standard input."""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from factcheck.domain import Article
from factcheck.errors import InputError
from factcheck.intake.archives import Columns, Entry, Found, PassedOver, Unreadable, entries, extracted

# warcio leaves its own temporary files to the collector.
pytestmark = pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning")

PAGE = (
    "<html lang='es'><head><title>Puerto</title></head><body><article><h1>El puerto</h1>"
    "<p>El puerto de Nortelandia movió 4.200 toneladas en 2022, según la autoridad portuaria de la ciudad.</p>"
    "<p>La autoridad espera que la cifra crezca en los próximos años gracias a los nuevos muelles.</p>"
    "</article></body></html>"
)


def told(found: Sequence[Found]) -> list[str]:
    """What each is: `entry`, the code of its error, or what was passed over."""
    return [
        "entry" if isinstance(one, Entry) else one.kind if isinstance(one, PassedOver) else one.error.code
        for one in found
    ]


class Warc:
    """A WARC file in the making."""

    def __init__(self, *, packed: bool = True) -> None:
        self._out = io.BytesIO()
        self._writer = WARCWriter(self._out, gzip=packed)
        self.ends: list[int] = []

    def answer(
        self, url: str, body: str = PAGE, status: str = "200 OK", kind: str = "text/html; charset=utf-8"
    ) -> Warc:
        head = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        made = self._writer.create_warc_record(url, "response", payload=io.BytesIO(body.encode()), http_headers=head)
        return self._wrote(made)

    def other(self, kind: str, body: bytes = b"GET / HTTP/1.1\r\n\r\n") -> Warc:
        return self._wrote(self._writer.create_warc_record("http://x.example/", kind, payload=io.BytesIO(body)))

    def _wrote(self, record: object) -> Warc:
        self._writer.write_record(record)
        self.ends.append(self._out.tell())
        return self

    @property
    def data(self) -> bytes:
        return self._out.getvalue()


def read(path: Path, data: bytes, columns: Columns | None = None) -> list[Found]:
    path.write_bytes(data)
    return list(entries([str(path)], columns))


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc"])
def test_answers_with_pages_are_entries_and_the_rest_is_passed_over_by_kind(tmp_path: Path, name: str) -> None:
    made = Warc(packed=name.endswith("gz")).answer("http://n.example/1").other("request").other("metadata", b"a: b")
    made.answer("http://n.example/2", status="404 Not Found").answer("http://n.example/3.png", "png", kind="image/png")
    found = read(tmp_path / name, made.data)
    assert told(found) == ["entry", "warc request", "warc metadata", "http 404", "image/png"]
    first = found[0]
    assert isinstance(first, Entry)
    article = extracted(first)
    assert (article.url, article.lang) == ("http://n.example/1", "es")
    assert "4.200 toneladas" in article.text
    assert first.reference.startswith(f"{name}#0.")


def test_references_are_the_same_at_every_reading_and_each_its_own(tmp_path: Path) -> None:
    made = Warc().answer("http://n.example/1").answer("http://n.example/1").answer("http://n.example/2")
    first, second = (read(tmp_path / "a.warc.gz", made.data) for _ in range(2))
    references = [one.reference for one in first if isinstance(one, Entry)]
    assert references == [one.reference for one in second if isinstance(one, Entry)]
    assert len(set(references)) == 3


@pytest.mark.parametrize("packed", [True, False])
def test_a_truncated_last_record_is_named_and_what_stands_before_it_is_read(tmp_path: Path, packed: bool) -> None:
    made = Warc(packed=packed).answer("http://n.example/1").answer("http://n.example/2")
    cut = made.data[: made.ends[0] + (made.ends[1] - made.ends[0]) // 2]
    found = read(tmp_path / ("a.warc.gz" if packed else "a.warc"), cut)
    assert told(found)[0] == "entry"
    broken = [one for one in found if isinstance(one, Unreadable)]
    assert len(broken) == len(found) - 1 == 1
    assert "a.warc" in broken[0].reference


@pytest.mark.parametrize("packed", [True, False])
def test_reading_goes_on_behind_a_malformed_record(tmp_path: Path, packed: bool) -> None:
    made = Warc(packed=packed).answer("http://n.example/1").answer("http://n.example/2").answer("http://n.example/3")
    data = bytearray(made.data)
    data[made.ends[0] : made.ends[0] + 40] = b"\x00" * 40
    found = read(tmp_path / ("a.warc.gz" if packed else "a.warc"), bytes(data))
    urls = [one.given.url for one in found if isinstance(one, Entry)]
    assert urls == ["http://n.example/1", "http://n.example/3"]
    assert any(isinstance(one, Unreadable) for one in found)


def test_a_record_that_says_it_was_cut_and_one_without_content_are_errors(tmp_path: Path) -> None:
    plain = Warc(packed=False).answer("http://n.example/1").answer("http://n.example/2", body=" ")
    cut = plain.data.replace(b"WARC-Type: response", b"WARC-Truncated: length\r\nWARC-Type: response", 1)
    assert told(read(tmp_path / "a.warc", cut)) == ["not-text", "not-text"]


def test_an_answer_that_is_no_http_is_an_error_of_its_own(tmp_path: Path) -> None:
    broken = Warc(packed=False).answer("http://n.example/1").data.replace(b"HTTP/1.1 200 OK", b"HTTZ/1.1 200 OK")
    assert told(read(tmp_path / "a.warc", broken)) == ["not-text"]


def test_no_warc_at_all(tmp_path: Path) -> None:
    found = read(tmp_path / "a.warc.gz", b"this is no archive")
    assert not [one for one in found if isinstance(one, Entry)]


def test_arc_files_and_what_breaks_in_them(tmp_path: Path) -> None:
    body = f"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}".encode()
    head = b"filedesc://a.arc 0.0.0.0 20090101 text/plain 2\n1\n\n"
    record = b"http://n.example/1 1.2.3.4 20090101000000 text/html %d\n" % len(body)
    found = read(tmp_path / "a.arc", head + record + body + b"\n" + record + body[:60])
    assert told(found) == ["arc filedesc", "entry", "not-text"]
    assert told(read(tmp_path / "b.arc", head + b"no header\n")) == ["arc filedesc", "not-text"]


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Diario</title>
<item><title>Puerto</title><link>http://n.example/1</link><guid>g1</guid><category>Economía</category>
<pubDate>Thu, 09 Nov 2023 10:00:00 GMT</pubDate><description>{}</description></item>
<item><title>Avance</title><link>http://n.example/2</link><description>Solo un avance.</description></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>D</title>
<entry><id>urn:1</id><title>Puerto</title><updated>2023-11-09T10:00:00Z</updated>
<content type="html">&lt;p&gt;{}&lt;/p&gt;</content></entry></feed>"""
LONG = "El puerto de Nortelandia movió 4.200 toneladas en 2022, según la autoridad portuaria. " * 6


@pytest.mark.parametrize(("name", "feed", "reference"), [("f.rss", RSS, "g1"), ("f.xml", RSS, "g1"), ("f.atom", ATOM, "urn:1")])  # fmt: skip # noqa: E501
def test_feeds_carry_their_text_or_only_an_address(tmp_path: Path, name: str, feed: str, reference: str) -> None:
    first, *rest = read(tmp_path / name, feed.format(LONG).encode())
    assert isinstance(first, Entry)
    assert first.reference == f"{name}#{reference}"
    article = extracted(first)
    assert (article.title, article.published) == ("Puerto", date(2023, 11, 9))
    assert "4.200 toneladas" in article.text
    assert [(one.text, one.data, one.given.url) for one in rest if isinstance(one, Entry)] == [
        (None, None, "http://n.example/2") for _ in rest
    ]


def test_a_category_is_the_section(tmp_path: Path) -> None:
    first = read(tmp_path / "f.rss", RSS.format(LONG).encode())[0]
    assert isinstance(first, Entry)
    assert first.section == "Economía"


def test_columns_of_a_table_are_named_by_the_caller(tmp_path: Path) -> None:
    table = 'cuerpo,x\n"El puerto, que movió 4.200 toneladas.",1\n"",2\n'
    columns = Columns(text="cuerpo")
    assert told(read(tmp_path / "a.csv", table.encode("utf-8-sig"), columns)) == ["entry", "invalid-record"]
    head = "titular\tcuerpo\tdía\tlengua\tenlace\tsección\n"
    row = "Puerto\tEl puerto movió 4.200 toneladas.\t2023-11-09\tes\thttp://n.example/1\tEconomía\n"
    mapped = Columns("cuerpo", "titular", "enlace", "día", "lengua", "sección")
    (entry,) = read(tmp_path / "a.tsv.gz", gzip.compress((head + row).encode()), mapped)
    assert isinstance(entry, Entry)
    given = entry.given
    assert (given.title, given.url, given.published, given.lang) == (
        "Puerto", "http://n.example/1", date(2023, 11, 9), "es",
    )  # fmt: skip
    assert (entry.section, entry.reference) == ("Economía", "a.tsv.gz#2")


def test_a_table_without_the_texts_column_says_which_it_has(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "a.csv", b"title,body\na,b\n")
    assert isinstance(found, Unreadable)
    assert "title, body" in str(found.error)
    assert "--text-column" in (found.error.way_out or "")


def test_lines_of_json_and_lines_of_none(tmp_path: Path) -> None:
    rows = [json.dumps({"text": "Uno."}), "{broken", "", "[1]", json.dumps({"text": 5}), json.dumps({"text": PAGE})]
    found = read(tmp_path / "a.jsonl", "\n".join(rows).encode())
    assert told(found) == ["entry", "invalid-record", "invalid-record", "invalid-record", "entry"]
    assert [one.reference for one in found if not isinstance(one, PassedOver)] == [f"a.jsonl#{n}" for n in (1, 2, 4, 5, 6)]  # fmt: skip
    assert isinstance(found[-1], Entry)
    assert found[-1].content_type == "text/html"


def test_a_gzip_file_that_breaks_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"text": f"Frase {n} {'x' * (n % 97)}."}) + "\n" for n in range(5_000))
    found = read(tmp_path / "a.jsonl.gz", gzip.compress(lines.encode())[:-3000])
    assert told(found)[0] == "entry"
    assert isinstance(found[-1], Unreadable)
    assert found[-1].reference == "a.jsonl.gz#end"


def test_json_documents(tmp_path: Path) -> None:
    assert told(read(tmp_path / "a.json", b'[{"text": "Uno."}, 3]')) == ["entry", "invalid-record"]
    assert told(read(tmp_path / "b.json", b'{"text": "Uno."}')) == ["entry"]
    assert told(read(tmp_path / "c.json", b"{")) == ["invalid-record"]


def test_folders_are_read_with_all_below_in_a_fixed_order_and_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.html", ".hidden", "a/.git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE if name.endswith("html") else "Uno.", encoding="utf-8")
    found = list(entries([str(tmp_path)]))
    assert [one.reference for one in found if isinstance(one, Entry)] == ["a/c.html", "b.txt"]
    assert all(isinstance(extracted(one), Article) for one in found if isinstance(one, Entry))


def test_what_does_not_exist_is_said_with_a_way_out() -> None:
    with pytest.raises(InputError, match="does not exist"):
        list(entries(["/nowhere/at/all"]))


def test_standard_input_is_lines_of_json_or_one_article(monkeypatch: pytest.MonkeyPatch) -> None:
    def give(data: bytes) -> list[Found]:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        return list(entries(["-"]))

    lines = give(b'{"text": "Uno."}\n{"text": "Dos."}\n{x\n')
    assert told(lines) == ["entry", "entry", "invalid-record"]
    assert [one.reference for one in lines] == ["-#1", "-#2", "-#3"]
    (article,) = give(b"El puerto movi\xc3\xb3 4.200 toneladas.\nOtra frase.\n")
    assert isinstance(article, Entry)
    assert extracted(article).text.endswith("Otra frase.")
