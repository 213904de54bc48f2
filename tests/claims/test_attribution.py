from __future__ import annotations

import pytest

from factcheck.claims.attribution import Said, take_apart
from factcheck.language.reporting import Manner


def only(text: str, lang: str) -> Said:
    (said,) = take_apart(text, lang)
    return said


@pytest.mark.parametrize(
    ("text", "lang", "content", "speaker", "verb"),
    [
        (
            "La alcaldesa señaló que el puente costó 3 millones.",
            "es",
            "el puente costó 3 millones.",
            "La alcaldesa",
            "señaló",
        ),
        ("El juez, Luis Gil, dijo ayer que la sala cerró.", "es", "la sala cerró.", "El juez, Luis Gil", "dijo"),
        ("Según el censo, la isla tiene 900 vecinos.", "es", "la isla tiene 900 vecinos.", "el censo", "Según"),
        ("La isla tiene 900 vecinos, según el censo.", "es", "La isla tiene 900 vecinos", "el censo", "según"),
        (
            "El puente costó 3 millones, afirmó la alcaldesa.",
            "es",
            "El puente costó 3 millones",
            "la alcaldesa",
            "afirmó",
        ),
        ("«El puente costó 3 millones», dijo Rosa Marín.", "es", "El puente costó 3 millones", "Rosa Marín", "dijo"),
        ("Rosa Marín dijo: «El puente costó 3 millones».", "es", "El puente costó 3 millones", "Rosa Marín", "dijo"),
        ("The mayor said that the bridge cost 3 million.", "en", "the bridge cost 3 million.", "The mayor", "said"),
        ("The mayor said exports had doubled.", "en", "exports had doubled.", "The mayor", "said"),
        (
            "According to the census, 900 people live there.",
            "en",
            "900 people live there.",
            "the census",
            "According to",
        ),
        ("The bridge cost 3 million, the mayor said.", "en", "The bridge cost 3 million", "the mayor", "said"),
        ("“The bridge cost 3 million,” said Rose Marin.", "en", "The bridge cost 3 million", "Rose Marin", "said"),
        (
            "The bridge cost 3 million, according to Rose Marin.",
            "en",
            "The bridge cost 3 million",
            "Rose Marin",
            "according to",
        ),
    ],
)
def test_forms_of_reported_speech(text: str, lang: str, content: str, speaker: str, verb: str) -> None:
    said = only(text, lang)
    assert said.content.of(text) == content
    assert said.attribution is not None
    assert (said.attribution.speaker, said.attribution.verb) == (speaker, verb)
    assert not said.attribution.denies
    assert verb in said.attribution.span.of(text)
    assert speaker in said.attribution.span.of(text)


@pytest.mark.parametrize(
    ("text", "lang", "content"),
    [
        ("El club negó que su estadio tenga grietas.", "es", "su estadio tenga grietas."),
        ("The club denied that its stadium had cracks.", "en", "its stadium had cracks."),
    ],
)
def test_denials(text: str, lang: str, content: str) -> None:
    said = only(text, lang)
    assert said.content.of(text) == content
    assert said.attribution is not None
    assert said.attribution.denies
    assert said.manner is Manner.DENIAL


def test_a_denial_without_a_statement_of_its_own_stays_whole() -> None:
    said = only("El Gobierno ha negado que estudie venderla.", "es")
    assert said.attribution is None


def test_what_follows_the_speaker_stands_alone() -> None:
    text = "La obra costó 3 millones, según el informe, y tardó dos años."
    first, second = take_apart(text, "es")
    assert first.content.of(text) == "La obra costó 3 millones"
    assert second.content.of(text) == "tardó dos años."
    assert second.attribution is None


def test_what_the_speaker_did_is_stated_too() -> None:
    text = "La ministra firmó el acuerdo y dijo que la deuda bajó."
    first, second = take_apart(text, "es")
    assert first.content.of(text) == "La ministra firmó el acuerdo"
    assert second.content.of(text) == "la deuda bajó."
    assert second.attribution is not None
    assert second.attribution.speaker == "La ministra"


def test_the_speaker_is_named_without_its_verb() -> None:
    said = only("La isla tiene 900 vecinos, según publicó un diario.", "es")
    assert said.attribution is not None
    assert said.attribution.speaker == "un diario"


def test_a_quote_that_goes_on_loses_its_opening_mark() -> None:
    text = "«La isla tiene 900 vecinos."
    assert only(text, "es").content.of(text) == "La isla tiene 900 vecinos."


def test_quotes_are_marked() -> None:
    assert only("«Nos han olvidado», dijo Ana Gil.", "es").quoted
    assert not only("Los han olvidado, dijo Ana Gil.", "es").quoted


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("La isla tiene 900 vecinos.", "es"),
        ("Three directors left, and the manager was dismissed.", "en"),
        ("Der Minister sagte, dass es regnet.", "de"),
        ("…", "es"),
    ],
)
def test_other_sentences_come_back_whole(text: str, lang: str) -> None:
    said = only(text, lang)
    assert said.content.of(text) == text
    assert said.attribution is None
