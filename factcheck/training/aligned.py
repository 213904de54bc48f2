"""Training pairs across languages from sentences and their translations: the same, with a changed number or name, or another sentence.

Knows parallel sentences, not where they come from.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Sequence
from pathlib import Path

from factcheck.training.reading import Pair

NAME = re.compile(r"(?<!^)(?<![.:?!»”\"] )\b[A-ZÁÉÍÓÚ][\wáéíóúñü]+(?: [A-ZÁÉÍÓÚ][\wáéíóúñü]+)*")
NUMBER = re.compile(r"\d[\d.,]*\d|\d")
Sentences = Sequence[dict[str, str]]
"""The same sentence by language code."""


def aligned_pairs(sentences: Sentences, seed: int) -> list[Pair]:
    """Per sentence and direction: the same, another one, and those with a change where there is something to change."""
    chooser = random.Random(seed)
    pairs = []
    for number, sentence in enumerate(sentences):
        for premise_lang, lang in (("en", "es"), ("es", "en")):
            other = sentences[(number + chooser.choice((-2, -1, 1, 2))) % len(sentences)]
            made = [(sentence[lang], "entailment"), (other[lang], "neutral")]
            made += [(text, "contradiction") for text in (other_number(sentence[lang], chooser),) if text]
            made += [(text, "not_entailment") for text in (other_name(sentence[lang], other[lang], chooser),) if text]
            pairs += [
                Pair(sentence[premise_lang], text, label, premise_lang, lang, "parallel", f"p{number}")
                for text, label in made
            ]
    return pairs


def read_parallel(path: Path) -> list[dict[str, str]]:
    """Sentences of a `{"en", "es"}` file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def other_number(text: str, chooser: random.Random) -> str | None:
    """The text with one of its numbers changed, or None where it has none."""
    found = list(NUMBER.finditer(text))
    if not found:
        return None
    match = chooser.choice(found)
    place = chooser.choice([i for i, c in enumerate(match[0]) if c.isdigit()])
    digit = chooser.choice([d for d in "123456789" if d != match[0][place]])
    start = match.start() + place
    return text[:start] + digit + text[start + 1 :]


def other_name(text: str, elsewhere: str, chooser: random.Random) -> str | None:
    """The text with one of its names replaced by a name of another text, or None where either has none."""
    own, others = list(NAME.finditer(text)), [m[0] for m in NAME.finditer(elsewhere) if m[0] not in text]
    if not own or not others:
        return None
    match = chooser.choice(own)
    return text[: match.start()] + chooser.choice(others) + text[match.end() :]
