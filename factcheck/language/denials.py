"""Where a text reports that somebody denies a statement ("negó que ...", "dismissed claims that ..."), and which words are denied.

A verb of denying with a thing for its object ("the court denied the appeal") denies no statement; "no negó que" is no denial.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from factcheck.domain import Span
from factcheck.language.attributes import fold
from factcheck.language.clauses import RELATIVES
from factcheck.language.negation import negations

REACH = 6
"""Words that may stand between a verb of denying and the statement."""
BESIDE = 2
"""Words that may stand between a negation and the verb of denying that it turns round: "no lo ha negado"."""
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being|be|fue|fueron|sido)\s+$")
_END = re.compile(r"[.;]\s|$")


def denied_statements(text: str, lang: str) -> tuple[Span, ...]:
    """The parts of `text` that somebody is reported to deny, or neither to confirm nor to deny; none in languages without a table."""
    folded = fold(text)
    matches = (match for pattern in _patterns(lang) for match in pattern.finditer(folded))
    found: list[Span] = []
    for span in sorted((_statement(text, lang, m) for m in matches if _denies(text, lang, m)), key=lambda s: s.start):
        if not (found and found[-1].overlaps(span)):
            found.append(span)
    return tuple(found)


def _denies(text: str, lang: str, match: re.Match[str]) -> bool:
    if _PASSIVE.search(text[: match.start("verb")].lower()):
        return False  # "was denied a visa that ..."
    turned = [
        s for s in negations(text, lang) if s.end <= match.start("verb") and _close(text[s.end : match.start("verb")])
    ]
    return not turned or fold(turned[-1].of(text)) == _tables()[lang]["open"]


def _close(between: str) -> bool:
    return len(between.split()) <= BESIDE and not re.search(r"[,;.]", between)


def _statement(text: str, lang: str, match: re.Match[str]) -> Span:
    """From what is denied to the end of the sentence, or of the clause in which somebody "who denied it" is spoken of."""
    start = match.start("statement")
    end = _END.search(text, start)
    closing = end.start() if end else len(text)
    comma = text.find(",", match.end())
    if _in_relative(text, lang, match.start("verb")) and 0 <= comma < closing:
        closing = comma
    return Span(start=start, end=max(closing, match.end()))


def _in_relative(text: str, lang: str, place: int) -> bool:
    clause = text[:place].rpartition(",")[2].split()
    return "," in text[:place] and bool(clause) and clause[0].lower() in RELATIVES.get(lang, ())


@cache
def _patterns(lang: str) -> tuple[re.Pattern[str], ...]:
    table = _tables().get(lang)
    if table is None:
        return ()
    between = rf"(?:\s+{table['aside']}(?:\s+[^\s,.;]+){{0,{REACH}}}?)?"
    linked = rf"(?<!\w)(?P<verb>{table['verb']})(?!\w){between}\s+{table['link']}\s+(?P<statement>\S)"
    noun = rf"(?<!\w)(?P<verb>{table['verb']})\s+(?P<statement>{table['statement']})(?!\w)"
    forms = [linked, noun]
    if "bare" in table:
        forms.append(rf"(?<!\w)(?P<verb>{table['bare_verb']})\s+(?P<statement>{table['bare']})(?!\w)")
    return tuple(re.compile(form) for form in forms)


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("factcheck.language").joinpath("data/denials.toml").read_text(encoding="utf-8"))
