"""Takes reported speech apart: who says it, with which verb, and what was said.

Knows the order of the parts (`X said that P`, `P, said X`, `According to X, P`); the words are in `language.reporting`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.claims.offsets import trimmed
from factcheck.domain import Attribution, Span
from factcheck.language.context import connector, determiners, names
from factcheck.language.reporting import Manner, ReportingCue, complementizers, reporting_verbs, source_phrases
from factcheck.language.verbs import Word, finite_words, words

QUOTES = '"“”„«»'
_EDGES = " \t\u00a0,;:" + QUOTES
_FAR = 7
"""Words that may stand between a reporting verb and its `que`: `señaló ayer en rueda de prensa que`."""
_LONG_TAIL = 14
"""Words of the longest `, said X, who ...` that is still read as one."""


@dataclass(frozen=True)
class Said:
    """A part of a sentence that states something: its span in the sentence, and who is reported to say it, if anybody."""

    content: Span
    attribution: Attribution | None = None
    manner: Manner | None = None
    quoted: bool = False


def take_apart(sentence: str, lang: str) -> tuple[Said, ...]:
    """What a sentence states, part by part. Spans are in `sentence`; attribution spans too.

    A sentence without reported speech comes back whole; so does one whose form is not understood.
    """
    for form in (_fronted_source, _tail, _fronted_verb):
        found = form(sentence, lang)
        if found:
            return found
    return (_whole(sentence),)


def _whole(sentence: str) -> Said:
    quoted = _is_quoted(sentence, 0, len(sentence))
    opened = sentence[:1] in QUOTES and sum(c in QUOTES for c in sentence) == 1
    marks = " \t\u00a0" + (QUOTES if quoted or opened else "")
    return Said(trimmed(sentence, Span(start=0, end=len(sentence)), marks), quoted=quoted)


def _said(sentence: str, content: Span, speaker: Span | None, cue: ReportingCue, lang: str) -> Said:
    who = _name_of(sentence, speaker, lang) if speaker else None
    attribution = Attribution(
        speaker=who.of(sentence) if who else None,
        verb=cue.text,
        span=_around(cue.span, who),
        denies=cue.manner is Manner.DENIAL,
    )
    return Said(
        _without_marks(sentence, content), attribution, cue.manner, _is_quoted(sentence, content.start, content.end)
    )


def _name_of(sentence: str, speaker: Span, lang: str) -> Span | None:
    """The speaker without marks and without a verb in front (`según publicó un diario`); None for `que` and the like."""
    bare = trimmed(sentence, speaker, _EDGES + ".")
    found = words(bare.of(sentence))
    if found and all(word.text in _NOBODY for word in found):
        return None
    verb = reporting_verbs(bare.of(sentence), lang)
    if len(found) > 1 and verb and verb[0].span.start == 0:
        return trimmed(sentence, Span(start=bare.start + verb[0].span.end, end=bare.end), _EDGES + ".")
    return bare


_NOBODY = frozenset(("que", "ya", "porque", "pero", "y", "that", "and", "but", "because", "as", "so"))


def _without_marks(sentence: str, content: Span) -> Span:
    bare = trimmed(sentence, content, _EDGES)
    text = bare.of(sentence)
    return trimmed(sentence, bare, _EDGES + ".") if text[-2:-1] in QUOTES and text.endswith(".") else bare


def _around(verb: Span, speaker: Span | None) -> Span:
    if speaker is None:
        return verb
    return Span(start=min(verb.start, speaker.start), end=max(verb.end, speaker.end))


def _is_quoted(sentence: str, start: int, end: int) -> bool:
    """True where the part is a direct quote from end to end (marks inside or just outside of it)."""
    part = sentence[start:end].strip(" ,.;:")
    return len(part) > 2 and part[0] in QUOTES and part[-1] in QUOTES and sum(c in QUOTES for c in part) == 2


# ----------------------------------------------------------------------------- According to X, P


def _fronted_source(sentence: str, lang: str) -> tuple[Said, ...]:
    cue = next(iter(source_phrases(sentence, lang)), None)
    if cue is None or len(words(sentence[: cue.span.start])) > 1:
        return ()
    comma = sentence.find(",", cue.span.end)
    if comma < 0 or len(words(sentence[cue.span.end : comma])) > _LONG_TAIL:
        return ()
    content = Span(start=comma + 1, end=len(sentence))
    if not finite_words(content.of(sentence), lang):
        return ()
    return (_said(sentence, content, Span(start=cue.span.end, end=comma), cue, lang),)


# ----------------------------------------------------------------------------- P, said X / P, according to X


@dataclass(frozen=True)
class _Tail:
    start: int
    end: int
    cue: ReportingCue


def _tail(sentence: str, lang: str) -> tuple[Said, ...]:
    tail = next(_tails(sentence, lang), None)
    if tail is None:
        return ()
    content = Span(start=0, end=tail.start)
    first = _said(sentence, content, _tail_speaker(sentence, tail), tail.cue, lang)
    if not first.content.of(sentence).strip():
        return ()
    rest = _rest(sentence, tail.end, lang)
    return (first, *rest)


def _rest(sentence: str, start: int, lang: str) -> tuple[Said, ...]:
    """What follows `, said X`: a further quote belongs to X, a clause with its own verb stands alone."""
    span = trimmed(sentence, Span(start=start, end=len(sentence)), _EDGES + ".")
    text = span.of(sentence)
    if len(words(text)) < 3 or not finite_words(text, lang) or _tells_of_speaker(text):
        return ()
    shifted = Span(start=span.start + connector(text, lang), end=len(sentence))
    return (Said(trimmed(sentence, shifted, " \t\u00a0,;:"), quoted=_is_quoted(sentence, start, len(sentence))),)


def _tells_of_speaker(text: str) -> bool:
    """`, dijo el portavoz, que lleva un año en el cargo`."""
    return bool(re.match(r"(?:que|quien|quienes|who|whose)\b", text)) and not re.search(r"\d", text)


def _tails(sentence: str, lang: str) -> Iterator[_Tail]:
    verbs = {cue.span.start: cue for cue in reporting_verbs(sentence, lang)}
    sources = [cue for cue in source_phrases(sentence, lang) if cue.span.start > 0]
    for start, end in _segments(sentence):
        cue = _cue_of_segment(sentence, (start, end), verbs, lang)
        source = next(
            (s for s in sources if start <= s.span.start < end and not words(sentence[start : s.span.start])), None
        )
        found = source or cue
        if found:
            yield _Tail(start, _end_of_speaker(sentence, end, lang), found)


def _segments(sentence: str) -> list[tuple[int, int]]:
    """The parts between commas (those in figures do not count), without the first; closing quotes and dashes cut as well."""
    marks = [m.start() for m in re.finditer(r",(?!\d)|(?<=[”»\"])\s*[-—–]?\s+(?=\w)|\s[—–]\s?", sentence)]
    ends = [*marks[1:], len(sentence)]
    return list(zip(marks, ends, strict=False))


def _cue_of_segment(
    sentence: str, segment: tuple[int, int], verbs: dict[int, ReportingCue], lang: str
) -> ReportingCue | None:
    start, end = segment
    found = words(sentence[start:end])
    if not found or len(found) > _LONG_TAIL or re.search(r"\d", sentence[start:end]):
        return None
    positions = [i for i, word in enumerate(found) if start + word.span.start in verbs]
    if not positions or any(word.text in complementizers(lang) for word in found[positions[0] :]):
        return None
    place = positions[0]
    cue = verbs[start + found[place].span.start]
    inverted = place == 0 or (place == 1 and found[0].text in ("se", "lo", "así", "le", "nos", "me", "as"))
    closing = lang == "en" and 0 < place <= 5 and place >= len(found) - 2 and _has_plain_subject(found[:place])
    if not (inverted or closing) or cue.manner is Manner.DENIAL:
        return None
    return cue if _reports(sentence, segment, lang, (cue, inverted)) else None


def _has_plain_subject(before: tuple[Word, ...]) -> bool:
    """`volunteers say`, but not `and the manager was dismissed`."""
    return before[0].text not in ("and", "but", "or", "which", "who", "that", "was") and not any(
        word.text in ("was", "were", "is", "are", "be", "been", "to") for word in before
    )


def _reports(sentence: str, segment: tuple[int, int], lang: str, found: tuple[ReportingCue, bool]) -> bool:
    """A verb that opens a segment needs a subject after it, or nothing at all; the part before must state something."""
    cue, inverted = found
    before = sentence[: segment[0]]
    if not (finite_words(before, lang) or before.rstrip(" ,").endswith(tuple(QUOTES)) or re.search(r"\d", before)):
        return False
    after = sentence[cue.span.end : segment[1]]
    first = next(iter(words(after)), None)
    if not inverted or first is None:
        return True
    speakers = (
        *determiners(lang),
        "el",
        "ella",
        "he",
        "she",
        "they",
        "ayer",
        "hoy",
        "este",
        "de",
        "en",
        "entonces",
        "on",
        "a",
    )
    return first.text in speakers or bool(names(after, lang)) or first.span.end > 3


def _end_of_speaker(sentence: str, end: int, lang: str) -> int:
    """The speaker's apposition belongs to the tail: `, dijo el alcalde, Fermín Salas`."""
    next_comma = re.search(r",(?!\d)", sentence[end + 1 :])
    stop = end + 1 + next_comma.start() if next_comma else len(sentence)
    following = sentence[end:stop]
    if (
        following.strip(" ,.")
        and not finite_words(following, lang)
        and not re.match(r",?\s*(?:y|and|pero|but)\b", following)
    ):
        return stop
    return end


def _tail_speaker(sentence: str, tail: _Tail) -> Span | None:
    after = Span(start=tail.cue.span.end, end=tail.end)
    before = Span(start=tail.start, end=tail.cue.span.start)
    for part in (after, before) if tail.cue.source or words(after.of(sentence)) else (before,):
        bare = trimmed(sentence, part, _EDGES + ".")
        if words(bare.of(sentence)):
            return bare
    return None


# ----------------------------------------------------------------------------- X said that P


def _fronted_verb(sentence: str, lang: str) -> tuple[Said, ...]:
    for cue in reporting_verbs(sentence, lang):
        content = _content_after(sentence, cue, lang)
        if content is None:
            continue
        if cue.manner is Manner.DENIAL and not _has_subject(content.of(sentence), lang):
            return ()
        return _after_own_statement(sentence, cue, content, lang)
    return ()


def _after_own_statement(sentence: str, cue: ReportingCue, content: Span, lang: str) -> tuple[Said, ...]:
    """`X praised the ties and said that P`: what X did is stated as well, and X is its subject."""
    joints = list(re.finditer(_JOINT, sentence[: cue.span.start]))
    first = joints[-1].start() if joints else 0
    if not joints or words(sentence[joints[-1].end() : cue.span.start]) or not finite_words(sentence[:first], lang):
        return (_said(sentence, content, _fronted_speaker(sentence, cue), cue, lang),)
    verb = finite_words(sentence[:first], lang)[0].span.start
    head = sentence[:verb]
    speaker = Span(start=_start_of_subject(head), end=verb)
    said = _said(sentence, content, speaker, cue, lang)
    return (Said(trimmed(sentence, Span(start=0, end=first), " \t\u00a0,;:")), said)


_JOINT = r",?\s+(?:y|e|and|but|pero)\s+(?=\w*\s*$)"


def _content_after(sentence: str, cue: ReportingCue, lang: str) -> Span | None:
    after = sentence[cue.span.end :]
    for place, word in enumerate(words(after)[: _FAR + 1]):
        joined = word.span.start <= 2 if place == 0 else not word.breaks
        if word.text in complementizers(lang) and joined:
            return _stating(sentence, cue.span.end + word.span.end, lang)
        if (place and word.breaks) or (word.text in _other_verbs(after, lang)):
            return None
    if lang == "en" and cue.text.lower() in _BARE and re.match(r"\s+[“\"]?\w", after):
        return _stating(sentence, cue.span.end, lang) if _has_subject(after, lang) else None
    return _quote_after(sentence, cue)


def _other_verbs(after: str, lang: str) -> frozenset[str]:
    """A further reporting verb on the way to `que` owns it: `praised the ties and said that`."""
    return frozenset(cue.text.lower() for cue in reporting_verbs(after, lang))


_BARE = frozenset(
    (
        *("said", "says", "say", "added", "adds", "claimed", "claims", "announced", "confirmed", "insisted", "argued"),
        *("warned", "admitted", "estimates", "believe", "believes"),
    )
)
"""English verbs that may drop their `that`."""


def _stating(sentence: str, start: int, lang: str) -> Span | None:
    span = Span(start=start, end=len(sentence))
    return span if finite_words(span.of(sentence), lang) else None


def _quote_after(sentence: str, cue: ReportingCue) -> Span | None:
    """`X dijo: «P»`."""
    match = re.match(r"\s*:\s*(?=[\"“«])", sentence[cue.span.end :])
    return Span(start=cue.span.end + match.end(), end=len(sentence)) if match else None


def _has_subject(text: str, lang: str) -> bool:
    """True where a noun or name stands before the first finite verb, so that the clause can stand alone."""
    verbs = finite_words(text, lang)
    if not verbs:
        return False
    noun_like = lang == "en" and len(verbs) > 1 and not words(text[: verbs[0].span.start])  # `exports had doubled`
    head = words(text[: verbs[1 if noun_like else 0].span.start])
    return 0 < len(head) <= _LONG_TAIL and (len(head) > 1 or head[0].text not in ("no", "se", "ya", "not", "to"))


def _fronted_speaker(sentence: str, cue: ReportingCue) -> Span | None:
    """The words before the verb, from the last comma on (`Hablando después de las conversaciones, Tokayev señaló`)."""
    head = sentence[: cue.span.start]
    head = re.sub(r"(?:\s+(?:ha|han|había|has|have|had|también|also|le|les|se|no))+\s*$", "", head)
    start = _start_of_subject(head)
    return Span(start=start, end=len(head)) if words(head[start:]) else None


def _start_of_subject(head: str) -> int:
    commas = [m.start() for m in re.finditer(r",(?!\d)", head)]
    if head.rstrip().endswith(",") and len(commas) >= 2:  # an apposition: `El ministro, Juan Pérez, dijo`
        return commas[-3] + 1 if len(commas) > 2 else 0
    return commas[-1] + 1 if commas else 0
