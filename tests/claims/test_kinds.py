from __future__ import annotations

from dataclasses import replace

import pytest

from factcheck.claims.features import traits
from factcheck.claims.kinds import Statement, decide
from factcheck.domain import ClaimKind
from factcheck.language.modality import paints
from factcheck.language.reporting import Manner


def statement(text: str, lang: str) -> Statement:
    return Statement(text, lang, traits(text, lang), likely=0.5, floor=0.1, scenic=paints(text, lang))


@pytest.mark.parametrize(
    ("text", "lang", "kind"),
    [
        ("El puente mide 300 metros.", "es", ClaimKind.FACTUAL),
        ("La empresa despidió a su gerente.", "es", ClaimKind.FACTUAL),
        ("No se rompió ninguna presa.", "es", ClaimKind.FACTUAL),
        ("El banco prevé una inflación del 3 %.", "es", ClaimKind.FACTUAL),
        ("¿Quién paga la obra?", "es", ClaimKind.QUESTION),
        ("La obra costará 3 millones.", "es", ClaimKind.PREDICTION),
        ("Se espera que llegue pronto.", "es", ClaimKind.PREDICTION),
        ("Creo que es un error.", "es", ClaimKind.OPINION),
        ("Es un plan vergonzoso.", "es", ClaimKind.OPINION),
        ("Hay que cerrar la mina.", "es", ClaimKind.OPINION),
        ("El viento mueve las hojas.", "es", ClaimKind.OTHER),
        ("Fin de semana", "es", ClaimKind.OTHER),
        ("The bridge is 300 metres long.", "en", ClaimKind.FACTUAL),
        ("The company dismissed its manager.", "en", ClaimKind.FACTUAL),
        ("Who pays for it?", "en", ClaimKind.QUESTION),
        ("The work will cost 3 million.", "en", ClaimKind.PREDICTION),
        ("I think it is a mistake.", "en", ClaimKind.OPINION),
        ("They should resign.", "en", ClaimKind.OPINION),
        ("Soft rain falls on the roofs.", "en", ClaimKind.OTHER),
        ("Le pont mesure 300 mètres.", "fr", ClaimKind.FACTUAL),
    ],
)
def test_kinds(text: str, lang: str, kind: ClaimKind) -> None:
    found, reasons = decide(statement(text, lang))
    assert found is kind
    assert bool(reasons) is (kind is not ClaimKind.FACTUAL)


@pytest.mark.parametrize(
    ("manner", "kind"),
    [
        (Manner.NEUTRAL, ClaimKind.FACTUAL),
        (Manner.DENIAL, ClaimKind.FACTUAL),
        (Manner.EVALUATIVE, ClaimKind.OPINION),
        (Manner.FORECAST, ClaimKind.PREDICTION),
        (Manner.JEST, ClaimKind.OTHER),
    ],
)
def test_the_manner_of_reporting_counts(manner: Manner, kind: ClaimKind) -> None:
    assert decide(replace(statement("La ciudad vive de noche.", "es"), manner=manner))[0] is kind


def test_a_figure_can_be_checked_in_whatever_mood_it_is_said() -> None:
    complaint = replace(statement("El alquiler subió un 40 %.", "es"), manner=Manner.EVALUATIVE, quoted=True)
    assert decide(complaint)[0] is ClaimKind.FACTUAL


def test_a_quote_without_a_fact_is_a_voice() -> None:
    kind, (reason,) = decide(replace(statement("Nos han olvidado.", "es"), quoted=True))
    assert (kind, reason.code) == (ClaimKind.OPINION, "not_checkable_voice")


def test_the_classifier_only_decides_where_nothing_can_be_looked_up() -> None:
    empty = replace(statement("La cosa sigue igual.", "es"), likely=0.01)
    assert decide(empty)[0] is ClaimKind.OTHER
    full = replace(statement("La cosa mide 3 metros.", "es"), likely=0.01)
    assert decide(full)[0] is ClaimKind.FACTUAL


def test_the_word_that_gave_it_away_is_shown() -> None:
    _, (reason,) = decide(statement("Es un plan vergonzoso.", "es"))
    assert reason.values == {"text": "vergonzoso"}
