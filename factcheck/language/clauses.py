"""Where a sentence could be cut into statements: semicolons, conjunctions, relatives, and appositions that begin like one.

Knows the words that may join two statements; whether both sides state something is decided by `claims.propositions`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

CutKind = Literal["semicolon", "colon", "coordination", "relative", "apposition"]


@dataclass(frozen=True)
class Cut:
    """A possible cut: the left part ends before `left`, the right part begins at `right`; the joint lies between."""

    left: int
    right: int
    kind: CutKind


_COORDINATION = {
    "es": r"y|e|pero|aunque|mientras que|mientras|en tanto que|si bien|a la vez que|al tiempo que|en cambio",
    "en": r"and|but|while|although|though|whereas",
}
_RELATIVE = {
    "es": r"que|quien|quienes|el cual|la cual|los cuales|las cuales|"
    r"cuyo|cuya|cuyos|cuyas|de los que|de las que|de los cuales|de las cuales|donde|(?:un|una|algo|lo)\s+(?:\w+\s+){0,2}?que",
    "en": r"which|who|whose|where|of whom|of which",
}
RELATIVES = {
    "es": ("que", "quien", "quienes", "cual", "cuales", "cuyo", "cuya", "cuyos", "cuyas", "donde"),
    "en": ("who", "which", "that", "whose", "where", "whom"),
}
"""Words that open a relative clause."""
_APPOSITION = {
    "es": r"un|una|unos|unas|con|frente a|frente al|tras|contra|por debajo de|por encima de|por delante de|desde|hasta|lo que supone|"
    r"más de|menos de|casi|cerca de|alrededor de|por|de|a pagar|en|el doble|la mitad",
    "en": r"a|an|with|on|down from|up from|compared with|compared to|from|against|by|more than|less than|almost|nearly|over|about|"
    r"some|well over|half|twice|the second|the third",
}
_GERUND = {"es": r"\w+(?:ando|iendo|yendo)\b", "en": r"\w{3,}ing\b"}
_SUPERLATIVE = {
    "es": r"(?:el|la|los|las|su|sus)\s+(?:\w+\s+){0,2}?(?:más|menos|mayor|menor|mayores|menores|mejor|peor|máximo|máxima|mínimo|mínima|"
    r"primer|primera|primeros|primeras|segundo|segunda|tercer|tercera|único|única|récord)\b",
    "en": r"(?:the|its|their|a)\s+(?:[\w-]+\s+){0,3}?(?:most|least|record|first|second|third|fourth|only|\w{3,}est|best|worst)\b",
}


def cuts(text: str, lang: str) -> tuple[Cut, ...]:
    """All possible cuts of `text`, by place. Semicolons cut in every language, words in es and en only."""
    found = [Cut(m.start(), m.end(), "semicolon") for m in re.finditer(r"\s*;\s+", text)]
    found += [Cut(m.start(), m.end(), "colon") for m in re.finditer(r":\s+", text)]
    for kind, pattern in _patterns(lang):
        found += [Cut(m.start(), m.end(), kind) for m in pattern.finditer(text)]
    return tuple(sorted(found, key=lambda cut: (cut.left, -cut.right)))


def joins(text: str, lang: str) -> bool:
    """True where a conjunction stands inside `text`."""
    pattern = _COORDINATION.get(lang)
    return bool(pattern and re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE))


def is_superlative(text: str, lang: str) -> bool:
    """True where `text` opens with a superlative or an ordinal: `el más alto`, `its second`."""
    pattern = _SUPERLATIVE.get(lang)
    return bool(pattern and re.match(pattern, text, re.IGNORECASE))


def has_superlative(text: str, lang: str) -> bool:
    """True where a superlative or an ordinal stands anywhere in `text`."""
    pattern = _SUPERLATIVE.get(lang)
    return bool(pattern and re.search(r"\b" + pattern, text, re.IGNORECASE))


_CONDITION = {
    "es": re.compile(r"(?:si|cuando|aunque|como|porque|para que|a menos que|siempre que)\b", re.IGNORECASE),
    "en": re.compile(r"(?:if|when|unless|although|though|because|whether|until)\b", re.IGNORECASE),
}


def opens_subordinate(text: str, lang: str) -> bool:
    """True where `text` opens with a condition or the like, whose parts must not be cut off."""
    pattern = _CONDITION.get(lang)
    return bool(pattern and pattern.match(text))


@cache
def _patterns(lang: str) -> tuple[tuple[CutKind, re.Pattern[str]], ...]:
    if lang not in _COORDINATION:
        return ()
    apposition = rf",\s+(?:y\s+|and\s+)?(?=\d|(?:{_APPOSITION[lang]})\b|{_GERUND[lang]}|{_SUPERLATIVE[lang]})"
    return (
        ("coordination", re.compile(rf",?\s+(?:{_COORDINATION[lang]})\s+", re.IGNORECASE)),
        ("relative", re.compile(rf",\s+(?=(?:{_RELATIVE[lang]})\s)", re.IGNORECASE)),
        ("apposition", re.compile(apposition, re.IGNORECASE)),
    )
