"""Claims, sources and evidence made short."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from factcheck.domain import Claim, Evidence, Fact, Hit, Passage, Source, Span, Stance, StanceLabel, TextQuoteSelector

SIDES = {"supports": StanceLabel.SUPPORTS, "refutes": StanceLabel.REFUTES, "neutral": StanceLabel.NEUTRAL}


def make_claim(text: str, lang: str = "es", anchor: date | None = None) -> Claim:
    span = Span(start=0, end=len(text))
    selector = TextQuoteSelector(exact=text, prefix="", suffix="")
    return Claim(id="c1", span=span, quote=text, query=text, lang=lang, anchor=anchor, utf16=span, selector=selector)


def make_hit(
    text: str,
    *,
    lang: str = "es",
    publisher: str = "Instituto",
    published: date | None = date(2025, 1, 1),
    fact: Fact | None = None,
    context: str = "",
) -> Hit:
    source = Source(
        id=f"s-{publisher}-{published}", publisher=publisher, title="Informe", lang=lang, published=published
    )
    passage = Passage(
        id=f"p-{publisher}-{hash(text)}",
        source_id=source.id,
        text=text,
        lang=lang,
        context=context,
        fact_id=fact.id if fact else None,
    )
    return Hit(passage=passage, source=source, fact=fact, rank=1, score=1.0, dense_score=0.9)


def stance_of(side: str, probability: float) -> Stance:
    rest = (1 - probability) / 2
    shares = dict.fromkeys(SIDES, rest) | {side: probability}
    return Stance(**shares)


def make_evidence(side: str, probability: float = 0.9, *, publisher: str = "Instituto", **more: object) -> Evidence:
    published = more.pop("published", date(2025, 1, 1))
    hit = make_hit("Texto.", publisher=publisher, published=published)  # type: ignore[arg-type]
    fields: dict[str, object] = {
        "passage": hit.passage,
        "source": hit.source,
        "stance": stance_of(side, probability),
        "label": SIDES[side],
        "independent_group": publisher.lower(),
    }
    return Evidence.model_validate(fields | more)


@pytest.fixture
def claim() -> Callable[..., Claim]:
    return make_claim


@pytest.fixture
def hit() -> Callable[..., Hit]:
    return make_hit


@pytest.fixture
def evidence() -> Callable[..., Evidence]:
    return make_evidence
