"""Lines that news pages put between an article's paragraphs: advertising marks and pointers to other articles.

Knows fixed wordings (`data/boilerplate.toml`), all languages at once: the line's language is not known when it is asked.
"""

from __future__ import annotations

from functools import cache

from factcheck.language.gazetteer import fold, table

_LONGEST = 200
_EDGES = " \t\u00a0.…:|•-–—[]()>»→▶*"


def is_boilerplate(line: str) -> bool:
    """True where a whole line is an advertising mark ("PUBLICIDAD") or points elsewhere ("Lee también: ...")."""
    if len(line) > _LONGEST:
        return False
    plain = fold(line.replace("’", "'")).strip(_EDGES)
    return plain in _whole() or plain.partition(":")[0].strip() in _before()


@cache
def _whole() -> frozenset[str]:
    return frozenset(fold(text) for rows in table("boilerplate").values() for text in (*rows["whole"], *rows["before"]))


@cache
def _before() -> frozenset[str]:
    return frozenset(fold(text) for rows in table("boilerplate").values() for text in rows["before"])
