"""Follows an article sentence by sentence and remembers what later sentences lean on: names, places, subjects, years.

Knows what was said last, not what is meant: a wrong guess is shown with the query, and never touches the quote.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from factcheck.claims.query import Surroundings
from factcheck.claims.reading import mentions_in, times_in
from factcheck.domain import Article, Span
from factcheck.language.context import (
    Name,
    companions,
    determiners,
    head_word,
    named,
    names,
    opens_with_pronoun,
    subject,
)
from factcheck.language.names import display
from factcheck.language.sentences import sentences

_LEAD = 2_000
"""Characters of an article in which its main name is looked for, and of a sentence that are remembered."""


class Memory:
    """What has been said so far in one article."""

    def __init__(self, article: Article, spans: tuple[Span, ...]) -> None:
        self._article = article
        self._known = _known_names(article, spans)
        self._now = Surroundings(anchor=article.published, topic=_topic(article, spans, self._known), known=self._known)
        self._end = 0
        self._opened = False

    def before(self, sentence: Span) -> Surroundings:
        """What a sentence may borrow. A new paragraph forgets the subject, the year, and the name that the last one opened with."""
        gap = self._article.text[self._end : sentence.start]
        if "\n" in gap:
            self._now = replace(self._now, subject=None, name=None, year=None)
            self._opened = False
        return self._now

    def after(self, sentence: Span) -> None:
        """Takes in a sentence."""
        text, lang = sentence.of(self._article.text)[:_LEAD], self._article.lang
        found = list(named(text, lang, self._known))
        subject_now = self._subject(text, found)
        self._now = replace(
            self._now,
            place=self._place(text, found),
            name=self._now.name if self._opened or not found else _called(found[0].text, lang),
            subject=subject_now,
            thing=self._thing(subject_now),
            year=_year(text, self._article) or self._now.year,
            bodies=self._bodies(text),
            companions={**self._now.companions, **companions(text, lang)},
        )
        self._end = sentence.end
        self._opened = True

    def _place(self, text: str, found: list[Name]) -> str | None:
        countries = [m for m in mentions_in(text, self._article.lang) if m.entity.startswith("country:")]
        topic = self._now.topic
        shown = [display(m.entity, self._article.lang) for m in countries]
        if shown:
            return topic if topic in shown else shown[0]
        return topic if topic and any(n.text == topic for n in found) else self._now.place

    def _bodies(self, text: str) -> tuple[tuple[str, str], ...]:
        """Bodies and treaties called by their whole name so far, the last one of each head word."""
        lang = self._article.lang
        said = [n.text for n in names(text, lang)] + [m.text for m in mentions_in(text, lang)]
        whole = [name for name in said if any(m.text == name and _is_body(m.entity) for m in mentions_in(name, lang))]
        new = {head_word(name, lang): name for name in whole if " " in name and name[0].isupper()}
        return tuple((dict(self._now.bodies) | new).items())

    def _subject(self, text: str, found: list[Name]) -> str | None:
        """The subject of a sentence if it names something, so that `it` in the next one can be filled; else the last one."""
        head = subject(text, self._article.lang)
        if head is None or opens_with_pronoun(text, self._article.lang):
            return self._now.subject
        inside = [n for n in found if n.span.end <= head.end]
        if inside and head.end <= 80:
            return re.sub(r"^.*,\s", "", head.of(text)) if "," in head.of(text) else head.of(text)
        return self._now.subject

    def _thing(self, head: str | None) -> str | None:
        """What `it` may stand for: a subject with an article or with the article's main name, else that name."""
        topic = self._now.topic
        if head is not None and (
            head.split()[0].lower() in determiners(self._article.lang) or (topic and topic in head)
        ):
            return head
        return self._now.thing or topic


def around(article: Article, start: int) -> Surroundings:
    """What the sentence around a place of an article may borrow from the text before it."""
    found = sentences(article.text, article.lang)
    memory = Memory(article, found)
    for sentence in found:
        if sentence.end > start:
            return memory.before(sentence)
        memory.after(sentence)
    return memory.before(Span(start=start, end=len(article.text)))


def _is_body(entity: str) -> bool:
    return entity.startswith(("org:", "treaty:"))


def _called(name: str, lang: str) -> str:
    """A nationality (`American`) by its country's name, anything else as written."""
    mention = next(iter(mentions_in(name, lang)), None)
    whole = mention is not None and mention.text == name and mention.entity.startswith("country:")
    return (display(mention.entity, lang) or name) if mention and whole else name


def _known_names(article: Article, spans: tuple[Span, ...]) -> frozenset[str]:
    """Names that stand somewhere with a capital that is not a sentence's first letter."""
    texts = [s.of(article.text) for s in spans]
    if article.title and not _in_title_case(article.title):
        texts.append(article.title)
    found = [n for text in texts for n in names(text, article.lang)]
    return frozenset(n.text for n in found if not n.initial) | _always_capital(article, found)


def _always_capital(article: Article, found: list[Name]) -> frozenset[str]:
    """Lone first words that come again and again (or open the title) and never stand in lower case."""
    counts = Counter(n.text for n in found if n.initial)
    title = article.title or ""
    often = [word for word, count in counts.items() if count >= 3 or (count > 1 and title.startswith(word))]
    return frozenset(w for w in often if not re.search(rf"\b{re.escape(w.lower())}\b", article.text))


def _in_title_case(title: str) -> bool:
    """`Growth Cools as Deficit Widens`: capitals say nothing there."""
    long_words: list[str] = re.findall(r"[^\W\d_]{4,}", title)
    return sum(w[0].isupper() for w in long_words) > 0.7 * len(long_words)


def _topic(article: Article, spans: tuple[Span, ...], known: frozenset[str]) -> str | None:
    """The country that title and first paragraphs have most, else the name they have most; the earlier wins a tie."""
    lead, title = article.text[:_LEAD], article.title or ""
    country = _main_country(lead, title, article.lang)
    if country:
        return country
    texts = [s.of(article.text)[:_LEAD] for s in spans if s.start < _LEAD]
    found = [n.text for text in texts for n in named(text, article.lang, known)]
    counts = Counter({name: lead.count(name) + 2 * title.count(name) for name in dict.fromkeys(found)})
    return _called(max(counts, key=lambda name: counts[name]), article.lang) if counts else None


def _main_country(lead: str, title: str, lang: str) -> str | None:
    """By its usual name; only where it is named at least twice."""
    found = [*mentions_in(title, lang), *mentions_in(title, lang), *mentions_in(lead, lang)]
    counts = Counter(m.entity for m in found if m.entity.startswith("country:"))
    if not counts or max(counts.values()) < 2:
        return None
    main = max(counts, key=lambda entity: counts[entity])
    return display(main, lang)


def _year(text: str, article: Article) -> int | None:
    periods = [t.period for t in times_in(text, article.lang, article.published) if t.period is not None]
    years = {p.first.year for p in periods if p.first.year == p.last.year}
    year = years.pop() if len(years) == 1 else None
    return year if _is_news(year, article) else None


def _is_news(year: int | None, article: Article) -> bool:
    """Only the article's own time is carried on: `cooficial desde 1994` says nothing of the sentences after it."""
    return year is not None and (article.published is None or abs(article.published.year - year) <= 2)
