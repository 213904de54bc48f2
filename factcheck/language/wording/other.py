"""What can be read in a language without a table: digits, symbols and codes. No word of the text is interpreted."""

from __future__ import annotations

from factcheck.language.separators import Habit
from factcheck.language.tokens import Phrases
from factcheck.language.wording.base import NumberWords, Wordings
from factcheck.language.wording.shared import PREFIXES, SYMBOLS

_NO_WORDS: frozenset[str] = frozenset()
# Where a number alone does not tell (`1.500`), most written languages group with a point or a space; these with a comma.
_POINT_LANGUAGES = frozenset({"zh", "ja", "ko", "he", "hi", "th", "ur", "bn", "sw", "tl", "ms", "ga", "cy", "fa", "ar"})


def other(lang: str) -> Wordings:
    """Wordings with symbols only; the separator habit is used where neither the number nor its text decides."""
    habit = Habit.POINT if lang in _POINT_LANGUAGES else Habit.COMMA
    return Wordings(
        lang=lang,
        numbers=NumberWords(habit=habit),
        units=Phrases(SYMBOLS),
        prefixes=Phrases(PREFIXES),
        scale_suffixes={"bn": 1e9, "mio": 1e6, "mrd": 1e9, "mln": 1e6, "mlrd": 1e9},
        before=Phrases({}),
        after=Phrases({}),
        negators=_NO_WORDS,
        negatable=Phrases({}),
        between=_NO_WORDS,
        fractions=Phrases({}),
        fraction_needs=_NO_WORDS,
        fraction_nouns={},
        multiples=Phrases({}),
        multiple_follows=_NO_WORDS,
        multiple_after=_NO_WORDS,
        times_nouns=_NO_WORDS,
        times_follows=_NO_WORDS,
        collectives=Phrases({}),
        ordinals={},
        ordinal_suffixes=_NO_WORDS,
        not_ordinal_before=_NO_WORDS,
        per=Phrases({}),
        per_of=_NO_WORDS,
        per_nouns={},
        of=_NO_WORDS,
        ratio=_NO_WORDS,
        determiners=_NO_WORDS,
        range_open={},
        range_links=_NO_WORDS,
        pair_links=_NO_WORDS,
        changes=(),
        range_cues=(),
        and_words=_NO_WORDS,
        minus=_NO_WORDS,
        adjectives=_NO_WORDS,
        not_nouns=_NO_WORDS,
        irregular={},
        labels=_NO_WORDS,
        phone_cues=_NO_WORDS,
        clock_before=_NO_WORDS,
        clock_after=Phrases({}),
        point_cues=_NO_WORDS,
        dollar_rivals={},
    )
