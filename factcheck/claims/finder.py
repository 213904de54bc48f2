"""From an article to its claims: sentences, who says what, single statements, self-contained queries, kind and check-worthiness.

Knows the order of the steps; each step is a module of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from factcheck.claims.attribution import Said, take_apart
from factcheck.claims.checkworthy import Scores
from factcheck.claims.features import Traits, reasons, traits
from factcheck.claims.kinds import Statement, decide
from factcheck.claims.offsets import Utf16, selector, trimmed
from factcheck.claims.propositions import Proposition, has_figure, propositions
from factcheck.claims.query import Surroundings, dated, self_contained
from factcheck.claims.surroundings import Memory
from factcheck.domain import Article, Attribution, Claim, ClaimKind, Reason, Span
from factcheck.language.context import subject
from factcheck.language.modality import is_question, paints
from factcheck.language.reporting import Manner
from factcheck.language.sentences import dateline, sentences

LONGEST_SENTENCE = 2_000
"""Characters; a longer `sentence` (a table, a text without full stops) is taken whole, not apart."""
LONGEST_READ = 2_000
"""Characters of a quote that are judged and embedded; the encoder reads some 512 tokens."""


class Encodes(Protocol):
    """An encoder of texts, seen from here."""

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embeddings of shape `(n, d)`, each of length 1."""


class Rates(Protocol):
    """A check-worthiness classifier, seen from here."""

    @property
    def floor(self) -> float:
        """Below this probability of stating a fact, a sentence without anything to look up is no claim."""

    def scores(self, embeddings: NDArray[np.float32], found: Sequence[Traits]) -> Scores:
        """Scores of n statements."""


@dataclass(frozen=True)
class Draft:
    """A statement found in an article, before it is scored. Spans count in the article."""

    span: Span
    quote: str
    sentence: Span
    query: str
    rewritten: tuple[Reason, ...]
    said: Said | None = None
    depends: bool = False


class ClaimFinder:
    """Stage 2. Needs an encoder and a check-worthiness classifier; one batch per article."""

    def __init__(self, encoder: Encodes, classifier: Rates) -> None:
        self._encoder = encoder
        self._classifier = classifier

    def find(self, article: Article) -> tuple[Claim, ...]:
        """All statements of an article in the order of the text, with the kind of each."""
        return self._claims(article, _unique(_drafts(article)), gate=True)

    def given(self, article: Article) -> tuple[Claim, ...]:
        """Each non-empty line as one claim: a fact to check, unless it is a bare question."""
        return self._claims(article, _unique(_lines(article)), gate=False)

    def _claims(self, article: Article, drafts: tuple[Draft, ...], *, gate: bool) -> tuple[Claim, ...]:
        if not drafts:
            return ()
        read = [d.quote[:LONGEST_READ] for d in drafts]
        found = [traits(text, article.lang) for text in read]
        embeddings = self._encoder.encode_queries(read)
        scores = self._classifier.scores(embeddings, found)
        utf16 = Utf16(article.text)
        claims = []
        for i, draft in enumerate(drafts):
            decided = self._decide(draft, article, (found[i], float(scores.fact[i]))) if gate else _given_kind(draft)
            claims.append(_claim(article, draft, utf16, Rated(found[i], float(scores.worth[i]), *decided)))
        return tuple(claims)

    def _decide(
        self, draft: Draft, article: Article, rated: tuple[Traits, float]
    ) -> tuple[ClaimKind, tuple[Reason, ...]]:
        said = draft.said
        return decide(
            Statement(
                text=draft.quote[:LONGEST_READ],
                lang=article.lang,
                traits=rated[0],
                likely=rated[1],
                floor=self._classifier.floor,
                manner=said.manner if said else None,
                quoted=bool(said and said.quoted),
                depends=draft.depends,
                scenic=paints(draft.sentence.of(article.text)[:LONGEST_READ], article.lang),
            )
        )


@dataclass(frozen=True)
class Rated:
    """What was found out about a draft."""

    traits: Traits
    worth: float
    kind: ClaimKind
    reasons: tuple[Reason, ...]


def _given_kind(draft: Draft) -> tuple[ClaimKind, tuple[Reason, ...]]:
    if is_question(draft.quote):
        return ClaimKind.QUESTION, (Reason(code="not_checkable_question"),)
    return ClaimKind.FACTUAL, ()


# ----------------------------------------------------------------------------- drafts


def _lines(article: Article) -> Iterator[Draft]:
    start = 0
    for line in article.text.splitlines(keepends=True):
        span = trimmed(article.text, Span(start=start, end=start + len(line)))
        start += len(line)
        quote = span.of(article.text)
        if quote.strip():
            query, rewritten = dated(quote, article.lang, article.published)
            yield Draft(span, quote, span, query, rewritten)


def _drafts(article: Article) -> Iterator[Draft]:
    spans = sentences(article.text, article.lang)
    memory = Memory(article, spans)
    for sentence in spans:
        around = memory.before(sentence)
        yield from _of_sentence(article, sentence, around)
        memory.after(sentence)


def _of_sentence(article: Article, sentence: Span, around: Surroundings) -> Iterator[Draft]:
    sentence = _without_dateline(article, sentence)
    text = sentence.of(article.text)
    if len(text) > LONGEST_SENTENCE or is_question(text):
        yield from _draft(article, sentence, (Said(Span(start=0, end=len(text))), None), around)
        return
    for found in take_apart(text, article.lang):
        said = _saying_itself(found, text, article.lang)
        content = said.content.of(text)
        for part in propositions(content, article.lang):
            yield from _draft(article, sentence, (said, part), around)


def _without_dateline(article: Article, sentence: Span) -> Span:
    if sentence.start > _DATELINES:
        return sentence
    found = dateline(sentence.of(article.text))
    return Span(start=sentence.start + found.end, end=sentence.end) if found else sentence


_DATELINES = 1_000
"""Characters at an article's start in which a dateline may stand."""


def _saying_itself(said: Said, text: str, lang: str) -> Said:
    """`El banco prevé que la inflación termine en el 3,6 %`: that it foresees this can be checked, so it is the claim."""
    fronted = said.attribution is not None and said.attribution.span.start < said.content.start
    if said.manner is Manner.FORECAST and fronted and has_figure(said.content.of(text), lang):
        return Said(trimmed(text, Span(start=0, end=len(text))))
    return said


def _draft(
    article: Article, sentence: Span, found: tuple[Said, Proposition | None], around: Surroundings
) -> Iterator[Draft]:
    said, part = found
    content = said.content.shifted(sentence.start)
    span = part.span.shifted(content.start) if part else content
    quote = span.of(article.text)
    if not any(character.isalnum() for character in quote):
        return
    head = (
        part.head.shifted(content.start).of(article.text)
        if part and part.head
        else _speaker_as_subject(said, quote, article)
    )
    around = _heard_from(said, around)
    joined = ", " if part and part.borrows == "clause" else " "
    query, rewritten = self_contained(quote, head, joined, article.lang, around)
    yield Draft(span, quote, sentence, query, rewritten, said, bool(part and part.head))


def _speaker_as_subject(said: Said, quote: str, article: Article) -> str | None:
    """`El fondo confirmó que negocia la compra`: in Spanish the speaker is the subject that is left out."""
    attribution = said.attribution
    if article.lang != "es" or attribution is None or attribution.speaker is None or said.quoted:
        return None
    fronted = attribution.span.start < said.content.start
    return attribution.speaker if fronted and subject(quote, article.lang) is None else None


def _heard_from(said: Said, around: Surroundings) -> Surroundings:
    """In reported speech `it` and `he` are the speaker."""
    attribution = said.attribution
    if attribution is None or attribution.speaker is None or attribution.span.start > said.content.start:
        return around
    return replace(around, subject=attribution.speaker, thing=attribution.speaker)


def _unique(drafts: Iterator[Draft]) -> tuple[Draft, ...]:
    """The first draft of each span: ids come from spans."""
    by_span: dict[tuple[int, int], Draft] = {}
    for draft in drafts:
        by_span.setdefault((draft.span.start, draft.span.end), draft)
    return tuple(by_span[key] for key in sorted(by_span))


# ----------------------------------------------------------------------------- claims


def _claim(article: Article, draft: Draft, utf16: Utf16, rated: Rated) -> Claim:
    worth = reasons(rated.traits, draft.quote)
    return Claim(
        id=f"c{draft.span.start}-{draft.span.end}",
        span=draft.span,
        quote=draft.quote,
        query=draft.query,
        lang=article.lang,
        kind=rated.kind,
        checkworthiness=rated.worth,
        reasons=(*rated.reasons, *(_shifted(r, draft.span.start) for r in worth), *draft.rewritten),
        attribution=_attribution(draft),
        sentence=draft.sentence,
        anchor=article.published,
        utf16=utf16.span(draft.span),
        selector=selector(article.text, draft.span),
    )


def _shifted(reason: Reason, offset: int) -> Reason:
    return reason.model_copy(update={"span": reason.span.shifted(offset)}) if reason.span else reason


def _attribution(draft: Draft) -> Attribution | None:
    found = draft.said.attribution if draft.said else None
    return found.model_copy(update={"span": found.span.shifted(draft.sentence.start)}) if found else None
