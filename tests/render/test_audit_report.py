"""The page of an audit: everything an editor needs in it, nothing loaded from outside, hostile text harmless, in both languages."""

from __future__ import annotations

import html
import re
from datetime import date
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from factcheck.domain import Article, Comparison, Confidence, StanceLabel, VerdictLabel
from factcheck.render import audit_words
from factcheck.render.audit_report import audit_html
from factcheck.render.audit_view import AuditView, Contradiction, Failed, Gap
from tests import samples

TEXT = "Nortelandia es parte del Tratado. El comercio sumó 50.000 millones. Nada más."
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> \"' &amp; \u202e"


class Loads(HTMLParser):
    """Collects every address that a browser would load, and every element and attribute."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            loads = name in ("src", "srcset", "data", "action", "background", "poster") or (
                name == "href" and tag != "a"
            )
            if loads and value and not value.startswith("#"):
                self.loaded.append(value)
            if name.startswith("on") or (value or "").lower().startswith("javascript:"):
                self.handlers.append(f"{tag} {name}")


def contradiction(number: int = 1, **more: object) -> Contradiction:
    compared = Comparison(
        kind="quantity", claim_text="50.000 millones", source_text="26.100 millones", claim_value=5e10,
        source_value=2.61e10, unit="USD", difference=0.9, period="2022", agreement="different",
    )  # fmt: skip
    claim = samples.claim("El comercio sumó 50.000 millones", TEXT)
    found = samples.evidence("Sumó 26.100 millones.", StanceLabel.REFUTES, comparisons=(compared,))
    verdict = samples.verdict(claim.id, VerdictLabel.REFUTED, evidence=(found,))
    article = samples.article(TEXT, url="https://diario.example/1", site="diario.example")
    values = {
        "key": f"{number:016x}", "reference": f"a.jsonl#{number}", "section": "Economía", "article": article,
        "checked": samples.Checked(claim=claim, verdict=verdict), "seriousness": 0.8,
    }  # fmt: skip
    return Contradiction(**{**values, **more})  # type: ignore[arg-type]


def view(**more: object) -> AuditView:
    values: dict[str, object] = {
        "name": "archivo",
        "articles": 1234,
        "claims": 5678,
        "outcomes": {"supported": 9, "refuted": 3, "not_enough_evidence": 5},
        "months": {"2023-10": {"supported": 4, "refuted": 1}, "2023-11": {"supported": 5, "refuted": 2}},
        "sections": {"Economía": {"refuted": 3}},
        "sites": {"diario.example": {"supported": 9, "refuted": 3}},
        "contradictions": [contradiction(repeated=("b.jsonl#7",))],
        "left_out": 4,
        "gaps": [Gap("No hay fuentes posteriores a 2022.", 5)],
        "failed": [Failed("roto.warc#3", "not-text", "The record is truncated.")],
        "failed_count": 3,
        "made_by": {"verifier": "modelo@1", "run": "aud_1"},
    }
    return AuditView(**{**values, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_everything_an_editor_needs_is_on_the_page(lang: str) -> None:
    page = audit_html(view(), lang)
    said = {
        "El comercio sumó 50.000 millones", "Sumó 26.100 millones.", "b.jsonl#7", "Economía", "2023-11",
        "diario.example", "26.100 millones", "No hay fuentes posteriores a 2022.", "roto.warc#3", "not-text", "modelo@1",
    }  # fmt: skip
    assert [text for text in said if text not in page] == []
    assert f'<html lang="{lang}">' in page
    for code in ("contradictions", "numbers", "gaps", "failed", "months", "sections", "sites", "context", "triage"):
        assert audit_words.word(code, lang) in page, code
    assert audit_words.word("contradictions_left_out", lang, n=4) in page
    assert ("1.234" if lang == "es" else "1,234") in page


def test_the_claim_is_marked_in_its_article() -> None:
    page = audit_html(view(), "es")
    assert re.search(r'<mark class="refuted">El comercio sumó 50\.000 millones</mark>', page)
    assert "Nortelandia es parte del Tratado" in page


def test_what_confidences_were_measured_on_is_said_once_and_unmeasured_ones_get_words() -> None:
    sure = Confidence(value=0.87, population=samples.POPULATION)
    first = contradiction(1)
    verdict = first.checked.verdict.model_copy(update={"confidence": sure})  # type: ignore[union-attr]
    measured = contradiction(2, checked=first.checked.model_copy(update={"verdict": verdict}))
    page = audit_html(view(contradictions=[measured, measured, first]), "es")
    assert page.count("Confianzas medidas en: afirmaciones sobre países y artículos de prueba") == 1
    assert page.replace("\u00a0", " ").count("confianza 87 %") == 2
    assert page.count("sin medir") == 1
    assert "Confianzas medidas" not in audit_html(view(), "es")


def test_beyond_the_first_ones_only_the_surroundings_are_shown() -> None:
    long = "Antes. " * 300 + "El comercio sumó 50.000 millones" + " Después." * 300
    claim = samples.claim("El comercio sumó 50.000 millones", long)
    verdict = samples.verdict(claim.id, VerdictLabel.REFUTED, evidence=contradiction().checked.verdict.evidence)  # type: ignore[union-attr]
    article = samples.article(long)
    many = [contradiction(n, article=article, checked=samples.Checked(claim=claim, verdict=verdict)) for n in range(62)]
    page = audit_html(view(contradictions=many), "es")
    assert page.count("<mark") == 62
    assert page.count("…Antes.") + page.count("…") >= 2
    assert page.count("Antes. " * 300) == 60


def test_the_page_needs_no_network_and_forbids_it() -> None:
    page = audit_html(view(), "es")
    loads = Loads(page)
    assert loads.loaded == []
    assert not {"link", "iframe", "object", "embed", "img", "video", "audio"} & set(loads.tags)
    assert "@import" not in page
    assert "url(http" not in page
    assert "default-src 'none'" in html.unescape(page)
    links = re.findall(r'<a href="([^"#]+)"', page)
    assert {urlsplit(link).hostname for link in links} <= {"diario.example", "example.org"}


def test_hostile_text_is_shown_and_does_nothing() -> None:
    text = f"{HOSTILE} es falso."
    claim = samples.claim(text, text)
    evil = samples.source(title=HOSTILE, publisher=HOSTILE, url="javascript:alert(3)")
    found = samples.evidence(HOSTILE, StanceLabel.REFUTES, source=evil)
    checked = samples.Checked(claim=claim, verdict=samples.verdict(claim.id, VerdictLabel.REFUTED, evidence=(found,)))
    article = Article(text=text, lang="es", title=HOSTILE, site=HOSTILE, url="javascript:alert(4)", published=date(2023, 1, 1))  # fmt: skip
    one = contradiction(article=article, checked=checked, section=HOSTILE, reference=HOSTILE, repeated=(HOSTILE,))
    page = audit_html(
        view(
            name=HOSTILE, contradictions=[one], sections={HOSTILE: {"refuted": 1}}, gaps=[Gap(HOSTILE, 1)],
            failed=[Failed(HOSTILE, "not-text", HOSTILE)], made_by={"run": HOSTILE},
        ),
        "es",
    )  # fmt: skip
    loads = Loads(page)
    assert loads.tags.count("script") == 1
    assert "img" not in loads.tags
    assert loads.handlers == []
    assert loads.loaded == []
    assert "&lt;script&gt;alert(1)" in page
    assert "\u202e" not in page


def test_an_audit_without_contradictions_says_so() -> None:
    page = audit_html(view(contradictions=[], failed=[], failed_count=0, left_out=0, gaps=[], months={}, sections={}, sites={}), "en")  # fmt: skip # noqa: E501
    assert audit_words.word("none", "en") in page
    assert "save-triage" not in re.sub(r"<script>.*</script>", "", page, flags=re.S)


def test_triage_shows_what_was_chosen() -> None:
    page = audit_html(view(contradictions=[contradiction(triage="false_alarm")]), "es")
    assert re.search(r'value="false_alarm" checked', page)
    assert 'class="card triage-false_alarm"' in page


def test_charts_can_be_read_in_print_and_by_screen_readers() -> None:
    page = audit_html(view(), "es")
    assert "@media print" in page
    assert page.count("<svg viewBox") == page.count('class="unseen"') == 3
    for number in ("4", "5", "9"):
        assert f">{number}</td>" in page


def test_both_languages_have_the_same_words() -> None:
    assert audit_words.codes("es") == audit_words.codes("en")
