from __future__ import annotations

import pytest

from factcheck.language.reporting import Manner, complementizers, reporting_verbs, source_phrases


@pytest.mark.parametrize(
    ("text", "lang", "verb", "manner"),
    [
        ("La ministra señaló que llueve.", "es", "señaló", Manner.NEUTRAL),
        ("Es una vergüenza, protesta Ana.", "es", "protesta", Manner.EVALUATIVE),
        ("Mañana nevará, augura el pastor.", "es", "augura", Manner.FORECAST),
        ("El club niega que haya deudas.", "es", "niega", Manner.DENIAL),
        ("Todo es gratis, bromea el guía.", "es", "bromea", Manner.JEST),
        ("The mayor said that it rains.", "en", "said", Manner.NEUTRAL),
        ("We are best, boasts the baker.", "en", "boasts", Manner.EVALUATIVE),
        ("It will snow, he predicted.", "en", "predicted", Manner.FORECAST),
        ("The firm denied that it owes.", "en", "denied", Manner.DENIAL),
        ("It is free, quips the guide.", "en", "quips", Manner.JEST),
    ],
)
def test_reporting_verbs_have_a_manner(text: str, lang: str, verb: str, manner: Manner) -> None:
    (cue,) = reporting_verbs(text, lang)
    assert (cue.text, cue.span.of(text), cue.manner) == (verb, verb, manner)


def test_source_phrases() -> None:
    text = "De acuerdo con el censo, hay menos; según otros, más."
    assert [cue.text for cue in source_phrases(text, "es")] == ["De acuerdo con", "según"]
    assert [cue.text for cue in source_phrases("According to maps", "en")] == ["According to"]
    assert source_phrases("In the opinion of many", "en")[0].manner is Manner.EVALUATIVE


def test_other_languages_have_no_table() -> None:
    assert reporting_verbs("Er sagte", "de") == ()
    assert source_phrases("laut", "de") == ()
    assert complementizers("de") == ()
