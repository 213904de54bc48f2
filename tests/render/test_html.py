from __future__ import annotations

from lxml import html as parser

from factcheck.render.html import report_html
from tests import samples

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'"


def test_claims_are_marked_and_linked_to_what_was_found() -> None:
    tree = parser.fragment_fromstring(str(report_html(samples.report())), create_parent=True)
    marks = tree.xpath("//mark")
    assert [m.get("class") for m in marks] == ["supported", "refuted", "not_enough_evidence", "not_checkable", "failed"]
    targets = [a.get("href").removeprefix("#") for a in tree.xpath("//a[contains(@class,'sign')]")]
    assert targets == [section.get("id") for section in tree.xpath("//section[@class='claim']")]


def test_everything_from_outside_is_escaped() -> None:
    report = samples.report()
    evidence = samples.trade_evidence()
    source = evidence.source.model_copy(update={"publisher": HOSTILE, "title": HOSTILE, "url": "javascript:alert(1)"})
    passage = evidence.passage.model_copy(update={"text": HOSTILE})
    comparison = evidence.comparisons[0].model_copy(
        update={"claim_text": HOSTILE, "source_text": HOSTILE, "period": HOSTILE}
    )
    evil = evidence.model_copy(update={"source": source, "passage": passage, "comparisons": (comparison,)})
    first = report.checked[0]
    assert first.verdict is not None
    verdict = first.verdict.model_copy(update={"evidence": (evil,), "rejected": (evil,)})
    changed = first.model_copy(update={"claim": first.claim.model_copy(update={"query": HOSTILE}), "verdict": verdict})
    text = samples.TEXT + HOSTILE
    shown = str(report_html(report.model_copy(update={"article": samples.article(text), "checked": (changed,)})))
    tree = parser.fragment_fromstring(shown, create_parent=True)
    assert not tree.xpath("//script | //img | //*[@onerror] | //*[@style]")
    assert not [a for a in tree.xpath("//a/@href") if not a.startswith(("#", "https://"))]
    assert shown.count("&lt;script&gt;") >= 6


def test_no_inline_style_or_script() -> None:
    tree = parser.fragment_fromstring(str(report_html(samples.report())), create_parent=True)
    assert not tree.xpath("//@style | //script | //style")
