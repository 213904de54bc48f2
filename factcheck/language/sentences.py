"""Where sentences begin and end: sentencex, mended where it is known to err, with exact spans.

Knows abbreviations per language (`data/sentence_ends.toml`), quotes of several sentences and datelines. Does not know
propositions: a sentence with two statements stays one.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

from factcheck.domain import Span

_QUOTES = re.compile('“[^“”]*”|«[^«»]*»|„[^„“”]*[“”]|"[^"]*"')
_QUOTE_MARKS = str.maketrans(dict.fromkeys('“”«»„"', " "))
_OPENING = "“«„\"'‘¿¡([-–— "
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_INITIAL = re.compile(r"(?:^|(?<=[\s(“«\"'.-]))[^\W\d_]\.\s*$")
_SHORT_WORD = re.compile(r"(?:^|(?<=[\s(“«\"']))[^\W\d_]{1,3}\.\s*$")
_ASKED = ("?”", "!”", '?"', '!"', "?»", "!»")
_TOO_LONG = 60
_LEAST_WORDS = 3
"""A piece of a quote shorter than this stays with its neighbour: "I came. I saw. I won" is one."""


def sentences(text: str, lang: str) -> tuple[Span, ...]:
    """The sentences of a text, in order. They cover every character but white space and never overlap.

    A newline always ends a sentence. A quote of several sentences is split inside, its marks staying with its first and
    last sentence. A dateline belongs to the first sentence; see `dateline`.
    """
    return tuple(span for start, end in _lines(text) for span in _of_line(text[start:end], start, lang))


_PLACE = r"(?:[^\W\d_][\w.'’-]*)(?: (?:de|del|la|las|los|el|of|the|do|da|[^\W\d_][\w.'’-]*)){0,4}"
_DAY = r"(?:\d{1,2}\.?(?: de)? [^\W\d_]{3,10}\.?(?:,? (?:de |del )?\d{4})?|[^\W\d_]{3,9}\.? \d{1,2}(?:, \d{4})?)"
_AGENCY = re.compile(
    r"\((?:AP|EFE|EP|AFP|DPA|dpa|ANSA|UPI|TASS|RT|PL|PA|IPS|EUROPA PRESS|Europa Press|Reuters|REUTERS|Xinhua|Notimex"
    r"|Télam|Andina|Sputnik|Interfax)\b"
)
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE}(?:, {_PLACE})?)(?P<day>,? {_DAY})?(?P<agency>,? \([^()\n]{{2,40}}\))?"
    r"(?:\s*\.?\s*[—–]|\s*\.\s?-|\s+-)\s+"
)


def dateline(text: str) -> Span | None:
    """The dateline ("MOSCÚ (AP) — ", "Madrid, 20 nov (EFE).- ") that opens one of the first three lines.

    The span includes the dash and the space after it: the sentence proper begins at its end.
    """
    for start, end in list(_lines(text))[:3]:
        match = _DATELINE.match(text, start + len(text[start:end]) - len(text[start:end].lstrip()), end)
        if match and _is_dateline(match):
            return Span(start=match.start(), end=match.end())
    return None


def _is_dateline(match: re.Match[str]) -> bool:
    place, agency = match["place"], match["agency"] or ""
    if any(place in table["openers"] for table in _tables().values()):  # "El 3 de mayo - ..."
        return False
    return place.isupper() or match["day"] is not None or _AGENCY.search(agency) is not None


# ----------------------------------------------------------------------------- one line


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _of_line(line: str, offset: int, lang: str) -> list[Span]:
    head = dateline(line)
    floor = head.end if head else 0
    cuts = {cut for cut in _outer_cuts(line, lang) | _inner_cuts(line, lang) if cut > floor}
    pieces = _merge_marks(line, _strip(line, sorted({0, *cuts, len(line)})))
    short = [piece for start, end in pieces for piece in _shortened(line[:end], start, lang, floor)]
    return [Span(start=offset + start, end=offset + end) for start, end in short]


def _shortened(line: str, start: int, lang: str, floor: int) -> list[tuple[int, int]]:
    """The piece from `start` on as it is, or split as if it had no quote marks where it is too long: they are unpaired."""
    piece = line[start:]
    if piece.count(" ") < _TOO_LONG:
        return [(start, len(line))]
    cuts = _long_enough(piece, _outer_cuts(piece.translate(_QUOTE_MARKS), lang))
    return [
        (start + a, start + b)
        for a, b in _strip(piece, sorted({0, *(c for c in cuts if start + c > floor), len(piece)}))
    ]


def _outer_cuts(line: str, lang: str) -> set[int]:
    """Cuts outside quotes: what sentencex finds and ends of "EE. UU." and the like, less those that are no ends."""
    rules = _rules(lang)
    quotes = [match.span() for match in _QUOTES.finditer(line)]
    stops = _Stops(line, rules)
    found = _sentencex(line, lang) | stops.may_end
    return {cut for cut in found if not _inside(cut, quotes) and stops.ends_at(cut)}


def _inner_cuts(line: str, lang: str) -> set[int]:
    """Cuts inside quotes, found by reading each quote as a text of its own."""
    cuts: set[int] = set()
    for match in _QUOTES.finditer(line):
        start, end = match.start() + 1, match.end() - 1
        if line.count(" ", start, end) < 2 * _LEAST_WORDS - 1:
            continue
        inner = _outer_cuts(line[start:end].translate(_QUOTE_MARKS), lang)
        cuts |= {start + cut for cut in _long_enough(line[start:end], inner)}
    return cuts


def _long_enough(quote: str, cuts: Iterable[int]) -> set[int]:
    kept: set[int] = set()
    last = 0
    for cut in sorted(cuts):
        if len(quote[last:cut].split()) >= _LEAST_WORDS and len(quote[cut:].split()) >= _LEAST_WORDS:
            kept.add(cut)
            last = cut
    return kept


def _inside(cut: int, quotes: list[tuple[int, int]]) -> bool:
    nearest = bisect_left(quotes, (cut, 0)) - 1  # the last quote that starts before the cut
    return nearest >= 0 and cut < quotes[nearest][1]


def _sentencex(line: str, lang: str) -> set[int]:
    import sentencex

    return {boundary["end_index"] for boundary in sentencex.get_sentence_boundaries(lang, line)}


def _strip(line: str, cuts: list[int]) -> list[tuple[int, int]]:
    pieces = []
    for start, end in pairwise(cuts):
        piece = line[start:end]
        if piece.strip():
            pieces.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
    return pieces


def _merge_marks(line: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces without a letter or figure ("»", ".") join the piece before them, or the one after at the start."""
    merged: list[tuple[int, int]] = []
    for start, end in pieces:
        bare = not any(c.isalnum() for c in line[start:end])
        headless = len(merged) == 1 and not any(c.isalnum() for c in line[merged[0][0] : merged[0][1]])
        if merged and (bare or headless):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


# ----------------------------------------------------------------------------- does a full stop end the sentence?


@dataclass(frozen=True)
class _Rules:
    title: re.Pattern[str]
    number: re.Pattern[str]
    may_end: re.Pattern[str]
    says: re.Pattern[str]
    openers: frozenset[str]


class _Stops:
    """The abbreviations of one line, asked whether a cut stands at the end of a sentence."""

    def __init__(self, line: str, rules: _Rules) -> None:
        self._line = line
        self._openers = rules.openers
        self._says = rules.says
        titles, numbers, endings = (list(p.finditer(line)) for p in (rules.title, rules.number, rules.may_end))
        self._titles = {m.end() for m in titles}
        self._numbers = {m.end() for m in numbers}
        self._inside = {i for m in (*titles, *numbers, *endings) for i in range(m.start() + 1, m.end())}
        self.may_end = {m.end() for m in endings}

    def ends_at(self, cut: int) -> bool:
        """True where the sentence ends before `cut`."""
        before = self._line[max(0, cut - 40) : cut].rstrip()
        after = self._line[cut : cut + 80].lstrip(_OPENING)
        stop = cut - len(self._line[max(0, cut - 40) : cut]) + len(before)
        if stop in self._inside or stop in self._titles or not after:
            return False
        if before.endswith(_ASKED) and self._says.match(after):  # "Really?" Jones asked.
            return False
        if stop in self._numbers and after[0].isdigit():
            return False
        if stop in self.may_end and not after[0].isupper():
            return False
        if _INITIAL.search(before) or stop in self.may_end:
            return self._opens(after)
        return not (after[0].islower() and _SHORT_WORD.search(before))

    def _opens(self, after: str) -> bool:
        word = _WORD.match(after)
        return word is not None and word.group() in self._openers


@cache
def _rules(lang: str) -> _Rules:
    table = _tables().get(lang, {})
    says = re.compile(rf"(?:[\w.'’-]+ ){{0,4}}(?:{'|'.join(table.get('says', ['(?!)']))})\b")
    title, number, may_end = (_pattern(table.get(key, [])) for key in ("title", "number", "may_end"))
    return _Rules(title, number, may_end, says, frozenset(table.get("openers", [])))


def _pattern(forms: list[str]) -> re.Pattern[str]:
    both = {form for written in forms for form in (written, written[0].upper() + written[1:])}
    parts = (r"\s?".join(re.escape(part) for part in form.split()) for form in sorted(both, key=len, reverse=True))
    return re.compile(rf"(?<![\w.])(?:{'|'.join(parts)})" if forms else r"(?!)")


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    data = resources.files("factcheck.language").joinpath("data/sentence_ends.toml").read_text(encoding="utf-8")
    return tomllib.loads(data)
