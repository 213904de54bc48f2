"""The usual words for a bound, as they are put into a sentence that is read in place of another's number."""

from __future__ import annotations

import pytest

from factcheck.domain import Bound
from factcheck.language.hedges import bounded
from factcheck.language.quantities import quantities


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("bound", list(Bound))
def test_what_is_worded_is_read_back(lang: str, bound: Bound) -> None:
    number = {"es": "90 millones de euros", "en": "90 million euros"}[lang]
    verb = {"es": "Costó", "en": "It cost"}[lang]
    (found,) = quantities(f"{verb} {bounded(number, bound, lang)}.", lang)
    assert (found.bound, found.low) == (bound, 90e6)


def test_without_words_for_it_a_number_stays_as_it_is() -> None:
    assert bounded("90", Bound.MORE_THAN, "de") == "90"
    assert bounded("90", Bound.EXACT, "es") == "90"
