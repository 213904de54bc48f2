"""Makes a statement self-contained by rules that can be shown: relative dates, `el país`, pronouns, left-out subjects and periods.

Every rewriting leaves a `Reason`. What the text around says is handed in as `Surroundings`; see `claims.surroundings`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from factcheck.claims.reading import mentions_in, quantities_in, times_in
from factcheck.domain import Granularity, Period, Reason, Span, TimeExpression
from factcheck.language.clauses import has_superlative
from factcheck.language.content import content_words
from factcheck.language.context import (
    bare_subject,
    connector,
    contracted,
    definite_nouns,
    in_year,
    is_thing_pronoun,
    named,
    names,
    opens_with_pronoun,
    place_references,
    prepositions,
    subject,
)
from factcheck.language.months import month_name
from factcheck.language.negation import negations
from factcheck.language.verbs import past_verbs

LONGEST = 1000
"""Characters of the longest statement that becomes a query; encoders and verifiers read some 512 tokens."""


@dataclass(frozen=True)
class Surroundings:
    """What may be borrowed: the article's date, the thing spoken of, the last place, subject, year, name and thing
    (a subject that is no person, for `it`), bodies by their head word (`Corte`, `Corte Penal Internacional`), and names by the nouns
    that stood beside them (`túnel`, `Ambral`)."""

    anchor: date | None = None
    topic: str | None = None
    place: str | None = None
    subject: str | None = None
    year: int | None = None
    name: str | None = None
    thing: str | None = None
    bodies: tuple[tuple[str, str], ...] = ()
    companions: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Wording:
    """A query in the making, with what was done to it."""

    text: str
    lang: str
    reasons: tuple[Reason, ...] = ()

    def changed(self, text: str, code: str, /, **values: str) -> Wording:
        """The next state, with the rewriting written down."""
        return Wording(text, self.lang, (*self.reasons, Reason(code=code, values=values)))


def self_contained(
    text: str, head: str | None, joined: str, lang: str, around: Surroundings
) -> tuple[str, tuple[Reason, ...]]:
    """The query for `text` and the reasons for each rewriting.

    `head` is what the statement borrows from the one before it, put in front with `joined` between (a space for a
    subject, `, ` for a whole clause).
    """
    whole = bool(head) and joined != " "
    short = _shortened(Wording(text, lang))
    short = replace(short, text=_closed(short.text) if whole else _bare(short.text, lang))
    wording = _borrowed(short, head, joined)
    for step in _STEPS:
        wording = step(wording, around)
    return _capitalised(wording.text), wording.reasons


def dated(text: str, lang: str, anchor: date | None) -> tuple[str, tuple[Reason, ...]]:
    """`text` with its relative dates written out, nothing else: for claims that were given as such."""
    wording = _dates(_shortened(Wording(text, lang)), Surroundings(anchor=anchor))
    return wording.text, wording.reasons


# ----------------------------------------------------------------------------- steps


def _bare(text: str, lang: str) -> str:
    """Without the connector that ties it to the sentence before, and without closing punctuation."""
    rest = text[connector(text, lang) :]
    return _closed(rest if rest.strip() else text)


def _closed(text: str) -> str:
    """Without closing punctuation."""
    return text.strip(" \t\n\u00a0,;:—–-").rstrip(".") or text.strip() or text


def _borrowed(wording: Wording, head: str | None, joined: str) -> Wording:
    if not head:
        return wording
    head = _affirmative(_bare(head, wording.lang), wording.lang)
    head = bare_subject(head, wording.lang) if joined == " " else head
    code = "query_subject_carried" if joined == " " else "query_clause_carried"
    return wording.changed(f"{head}{joined}{wording.text}", code, text=head)


def _affirmative(head: str, lang: str) -> str:
    """A borrowed subject without a closing `no` or `tampoco`: the denial stays with the clause it was said in."""
    closing = [span for span in negations(head, lang) if span.end == len(head)]
    return head[: closing[0].start].rstrip() or head if closing else head


def _pronoun(wording: Wording, around: Surroundings) -> Wording:
    span = opens_with_pronoun(wording.text, wording.lang)
    if span is None or not _has_something_to_check(wording):
        return wording
    thing = is_thing_pronoun(span.of(wording.text), wording.lang)
    filling = around.thing if thing and around.thing else around.subject
    if not filling:
        return wording
    text = wording.text[: span.start] + filling + wording.text[span.end :]
    return wording.changed(text, "query_pronoun_filled", text=span.of(wording.text), value=filling)


def _has_something_to_check(wording: Wording) -> bool:
    """Without a figure, a name or a superlative `it` often stands for nothing: `It is too late`."""
    text, lang = wording.text, wording.lang
    named_things = [n for n in names(text, lang) if not n.initial]
    return bool(quantities_in(text, lang) or named_things or has_superlative(text, lang) or times_in(text, lang, None))


def _places(wording: Wording, around: Surroundings) -> Wording:
    place = around.place or around.topic
    if not place or place.lower() in wording.text.lower():
        return wording
    for span, preposition in reversed(contracted(wording.text, wording.lang)):
        wording = _put_place(wording, (span.start, span.end), f"{preposition} {place}", place)
    for span in reversed(place_references(wording.text, wording.lang)):
        wording = _put_place(wording, (span.start, span.end), place, place)
    return wording


def _bodies(wording: Wording, around: Surroundings) -> Wording:
    for head, full in around.bodies:
        if full.lower() in wording.text.lower():
            continue
        for match in reversed(
            list(re.finditer(rf"\b{re.escape(head)}\b(?!\s+(?:de|del|of)\b)(?!\s+[^\W\d_a-zà-ÿ])", wording.text))
        ):
            text = wording.text[: match.start()] + full + wording.text[match.end() :]
            wording = wording.changed(text, "query_body_filled", text=head, value=full)
    return wording


def _put_place(wording: Wording, where: tuple[int, int], new: str, place: str) -> Wording:
    old = wording.text[where[0] : where[1]]
    if re.match(r"\s+[A-ZÁÉÍÓÚÑ]", wording.text[where[1] :]):  # `las islas Brannock` names itself
        return wording
    text = wording.text[: where[0]] + new + wording.text[where[1] :]
    return wording.changed(text, "query_place_filled", text=old, value=place)


def _dates(wording: Wording, around: Surroundings) -> Wording:
    if around.anchor is None:
        return wording
    for found in reversed(times_in(wording.text, wording.lang, around.anchor)):
        shown = _written_out(found, wording.lang)
        if shown:
            text = _with_date(wording, found, shown)
            wording = wording.changed(text, "query_date_filled", text=found.text, value=shown)
    return wording


def _with_date(wording: Wording, found: TimeExpression, shown: str) -> str:
    """A free-standing year is replaced (`grew last year` -> `grew in 2022`); anything else is completed."""
    before, after = wording.text[: found.span.start], wording.text[found.span.end :]
    last_word = re.search(r"(\w+)\W*$", before)
    free = not last_word or last_word.group(1).lower() not in prepositions(wording.lang)
    if shown.isdigit() and found.relative and free:
        return before + in_year(shown, wording.lang) + after
    return before + _completed(found.span.of(wording.text), shown) + after


def _completed(written: str, shown: str) -> str:
    """`en marzo` -> `en marzo de 2023`; where the date does not go on from the words it follows in brackets."""
    for word in re.finditer(r"\w+", written):
        rest = written[word.start() :]
        if shown.lower().startswith(rest.lower()):
            return written[: word.start()] + shown
    return f"{written} ({shown})"


def _written_out(found: TimeExpression, lang: str) -> str | None:
    """The period in words, where the text leaves its year (or more) open."""
    period = found.period
    if period is None or str(period.first.year) in found.text or str(period.last.year) in found.text:
        return None
    if not found.relative and re.search(r"\b\d{4}\b", found.text):
        return None
    return period_text(period, lang)


def period_text(period: Period, lang: str) -> str:
    """`2022`, `marzo de 2022`, `9 de noviembre de 2023`; a span of other periods by its years or days."""
    first, last = period.first, period.last
    if period.granularity is Granularity.YEAR:
        return str(first.year)
    if period.granularity is Granularity.MONTH:
        return month_name(first, lang)
    if period.granularity is Granularity.DAY:
        return month_name(first, lang, with_day=True)
    if first.year != last.year:
        return f"{first.year}-{last.year}"
    if (last - first).days < 28:
        return f"{month_name(first, lang, with_day=True)} - {month_name(last, lang, with_day=True)}"
    return (
        f"{month_name(first, lang)} - {month_name(last, lang)}"
        if first.month != last.month
        else month_name(first, lang)
    )


def _context(wording: Wording, around: Surroundings) -> Wording:
    """Names and year that the statement leaves out, in brackets at its end: `(Valdoria, 2024)`."""
    parts = [] if _has_name(wording, around) else _missing_names(wording.text, wording.lang, around)
    year = _missing_year(wording, around)
    if year:
        parts.append(year)
    if not parts:
        return wording
    added = ", ".join(parts)
    return wording.changed(f"{wording.text} ({added})", "query_context_added", text=added)


def _missing_names(text: str, lang: str, around: Surroundings) -> list[str]:
    """The name that its noun stood beside, else the one its paragraph opens with; and the article's.

    Of two names one that holds the other stands for both.
    """
    meant = next((around.companions[noun] for noun in definite_nouns(text, lang) if noun in around.companions), None)
    around = replace(around, name=meant or around.name)
    if around.topic is None or around.name is None:
        missing = [n for n in (around.name, around.topic) if n]
    elif around.topic in around.name or around.name in around.topic:
        missing = [max(around.name, around.topic, key=len)]
    else:
        missing = [around.name, around.topic]
    return [n for n in missing if n.lower() not in text.lower()]


def _has_name(wording: Wording, around: Surroundings) -> bool:
    known = mentions_in(wording.text, wording.lang)
    bodies = [m for m in known if m.entity.startswith(("org:", "treaty:"))]
    found = named(wording.text, wording.lang, around.known)
    if bodies and len(bodies) == len(known) and subject(wording.text, wording.lang) is None:
        words = content_words(wording.text, wording.lang)
        others = [n for n in found if _says(n.span, words) and not any(n.span.overlaps(m.span) for m in bodies)]
        return bool(others)  # "es miembro de la OTAN": who?
    return bool(found or known)


def _says(name: Span, words: tuple[Span, ...]) -> bool:
    return any(name.overlaps(word) for word in words)


def _missing_year(wording: Wording, around: Surroundings) -> str | None:
    if around.year is None or not past_verbs(wording.text, wording.lang):
        return None
    if times_in(wording.text, wording.lang, around.anchor) or not quantities_in(wording.text, wording.lang):
        return None
    return str(around.year)


def _shortened(wording: Wording) -> Wording:
    if len(wording.text) <= LONGEST:
        return wording
    cut = wording.text[:LONGEST].rsplit(None, 1)[0]
    return wording.changed(cut, "query_shortened", length=str(len(wording.text)))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


_STEPS: tuple[Callable[[Wording, Surroundings], Wording], ...] = (_pronoun, _places, _bodies, _dates, _context)
