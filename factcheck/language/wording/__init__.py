"""Tables per language: one place where a language is added. Languages without a table get numbers, symbols and codes only."""

from __future__ import annotations

from functools import lru_cache

from factcheck.language.wording.base import Wordings


@lru_cache(maxsize=64)
def wordings(lang: str) -> Wordings:
    """The quantity wordings of `lang`, or what is alike in every language."""
    if lang == "es":
        from factcheck.language.wording.es import ES

        return ES
    if lang == "en":
        from factcheck.language.wording.en import EN

        return EN
    from factcheck.language.wording.other import other

    return other(lang)
