from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.claims.finder import ClaimFinder
from factcheck.domain import Article, Claim, ClaimKind
from tests.claims.fakes import FakeClassifier, FakeEncoder

SPANISH = """Norlandia cerró el año con menos paro. La tasa cayó al 8 %, frente al 11 % de un año antes, y el país creó 40.000 empleos.
La ministra Rosa Marín señaló que la deuda bajó un 3 % el año pasado. ¿Quién lo celebra? «Nos han olvidado», dijo Ana Gil.
El billete costará 3 euros, augura un vecino. El viento mueve las hojas de la plaza."""
ENGLISH = """Norland ended the year with fewer people out of work. The rate fell to 8%, down from 11% a year earlier, and exports rose 4%.
According to the census, 900 people live on Great Rock. Who knows why? They should leave, said a baker."""


def article(text: str, lang: str = "es", published: date | None = date(2024, 2, 1)) -> Article:
    return Article(text=text, lang=lang, title="Norlandia", published=published)


def find(text: str, lang: str = "es", published: date | None = date(2024, 2, 1)) -> tuple[Claim, ...]:
    return ClaimFinder(FakeEncoder(), FakeClassifier()).find(article(text, lang, published))


def given_claims(text: str, lang: str = "es") -> tuple[Claim, ...]:
    return ClaimFinder(FakeEncoder(), FakeClassifier()).given(article(text, lang))


def by_quote(claims: tuple[Claim, ...], start: str) -> Claim:
    return next(c for c in claims if c.quote.startswith(start))


def assert_exact(text: str, claims: tuple[Claim, ...]) -> None:
    units = text.encode("utf-16-le", "surrogatepass")
    assert len({c.id for c in claims}) == len(claims)
    assert list(claims) == sorted(claims, key=lambda c: (c.span.start, c.span.end))
    for claim in claims:
        assert claim.span.of(text) == claim.quote == claim.selector.exact
        piece = units[2 * claim.utf16.start : 2 * claim.utf16.end]
        assert piece.decode("utf-16-le", "surrogatepass") == claim.quote
        assert text.endswith(claim.selector.suffix) or claim.selector.suffix in text
        for reason in claim.reasons:
            if reason.span and reason.code.startswith("worth_"):
                assert claim.span.start <= reason.span.start <= reason.span.end <= claim.span.end


def test_an_article_is_taken_apart() -> None:
    claims = find(SPANISH)
    assert_exact(SPANISH, claims)
    kinds = {c.quote: c.kind for c in claims}
    assert kinds["La tasa cayó al 8 %"] is ClaimKind.FACTUAL
    assert kinds["frente al 11 % de un año antes"] is ClaimKind.FACTUAL
    assert kinds["el país creó 40.000 empleos."] is ClaimKind.FACTUAL
    assert kinds["la deuda bajó un 3 % el año pasado."] is ClaimKind.FACTUAL
    assert kinds["¿Quién lo celebra?"] is ClaimKind.QUESTION
    assert kinds["Nos han olvidado"] is ClaimKind.OPINION
    assert kinds["El billete costará 3 euros"] is ClaimKind.PREDICTION
    assert kinds["El viento mueve las hojas de la plaza."] is ClaimKind.OTHER


def test_queries_stand_alone() -> None:
    claims = find(SPANISH)
    assert by_quote(claims, "el país creó").query == "Norlandia creó 40.000 empleos"
    assert by_quote(claims, "la deuda bajó").query.startswith("La deuda bajó un 3 % en 2023")
    assert by_quote(claims, "frente al 11 %").query.startswith("La tasa cayó al 8 %, frente al 11 %")


def test_attribution_comes_along() -> None:
    claim = by_quote(find(SPANISH), "la deuda bajó")
    assert claim.attribution is not None
    assert claim.attribution.speaker == "La ministra Rosa Marín"
    assert claim.attribution.span.of(SPANISH) == "La ministra Rosa Marín señaló"
    assert claim.sentence is not None
    assert claim.sentence.of(SPANISH).startswith("La ministra")
    assert claim.anchor == date(2024, 2, 1)


def test_english() -> None:
    claims = find(ENGLISH, "en")
    assert_exact(ENGLISH, claims)
    kinds = {c.quote: c.kind for c in claims}
    assert kinds["The rate fell to 8%"] is ClaimKind.FACTUAL
    assert kinds["exports rose 4%."] is ClaimKind.FACTUAL
    assert kinds["900 people live on Great Rock."] is ClaimKind.FACTUAL
    assert kinds["Who knows why?"] is ClaimKind.QUESTION


def test_a_forecast_with_a_figure_is_the_claim_that_it_was_made() -> None:
    (claim,) = find("El banco central prevé que la inflación termine el año en el 3,6 %.")
    assert claim.kind is ClaimKind.FACTUAL
    assert claim.quote.startswith("El banco central prevé")


def test_a_left_out_subject_in_reported_speech_is_the_speaker() -> None:
    claim = find("El fondo Vela confirmó que negocia la compra del 49 %.")[0]
    assert claim.quote == "negocia la compra del 49 %."
    assert claim.query.startswith("El fondo Vela negocia la compra del 49 %")
    assert "query_subject_carried" in [r.code for r in claim.reasons]


def test_a_question_is_not_cut() -> None:
    (claim,) = find("¿El paro bajó al 8 % y la deuda subió al 90 %?")
    assert claim.kind is ClaimKind.QUESTION


def test_a_nationality_is_context_by_its_country() -> None:
    text = "The French market grew. The French port of Vela closed. Prices rose 3%."
    assert by_quote(find(text, "en"), "Prices").query == "Prices rose 3% (France)"


def test_the_dateline_is_not_claimed() -> None:
    text = "MADRID (EFE) — El puente de Vela mide 300 metros."
    (claim,) = find(text)
    assert claim.quote == "El puente de Vela mide 300 metros."


def test_one_batch_per_article_and_worth_with_reasons() -> None:
    encoder = FakeEncoder()
    claims = ClaimFinder(encoder, FakeClassifier()).find(article(SPANISH))
    assert encoder.calls == 1
    worth = by_quote(claims, "La tasa cayó")
    assert worth.checkworthiness == pytest.approx(0.5)
    assert "worth_quantity" in [r.code for r in worth.reasons]


def test_the_same_article_gives_the_same_claims() -> None:
    assert find(SPANISH) == find(SPANISH)


def test_given_lines_are_never_dropped() -> None:
    text = "  Qué vergüenza de país  \n\n¿Quién paga?\nEl paro subió el año pasado.\r\n2\n"
    claims = given_claims(text)
    assert [c.quote for c in claims] == ["Qué vergüenza de país", "¿Quién paga?", "El paro subió el año pasado.", "2"]
    assert [c.kind for c in claims] == [ClaimKind.FACTUAL, ClaimKind.QUESTION, ClaimKind.FACTUAL, ClaimKind.FACTUAL]
    assert claims[2].query == "El paro subió en 2023."
    assert_exact(text, claims)


def test_the_same_line_twice_is_two_claims() -> None:
    assert len(given_claims("El paro bajó.\nEl paro bajó.")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "🙂🙂 El puente mide 300 m 🙂 y costó 3 M€. 👩‍👩‍👧 Fin.",
        "Cafe\u0301 con n\u0303 y 3 o\u0301rdenes. La ñ\u0323 sigue.",
        "| año | tasa |\n|---|---|\n| 2020 | 8 % |\n| 2021 | 9 % |",
        "\n\n\n \t \n…\n---\n",
        '«“‘"()[]{}—–-,;:.¿?¡!»',
        "1. 2. 3. 4,5. 6;7: 8",
        "Dijo que. Que que que. Según. According to. , said. , dijo",
        "a\u2028b\u2029c\u0085d\x0be. El río mide 3 km.",
        "\u202eאבג דהו\u202c El río mide 3 km. 日本は島国です。",
    ],
)
@pytest.mark.parametrize("lang", ["es", "en", "ja"])
def test_strange_texts(text: str, lang: str) -> None:
    assert_exact(text, find(text, lang))
    assert_exact(text, given_claims(text, lang))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *[
                    "La",
                    "tasa",
                    "cayó",
                    "al",
                    "8",
                    "%",
                    "y",
                    "el",
                    "país",
                    "creó",
                    "empleos",
                    ",",
                    "que",
                    "dijo",
                    "señaló",
                    "según",
                    ":",
                    ";",
                    "«",
                    "»",
                    "“",
                    "”",
                    ".",
                    "?",
                    "¿",
                    "año",
                    "pasado",
                    "Norlandia",
                    "🙂",
                    "é",
                    "the",
                    "said",
                    "that",
                ],
                "\n",
                "\r\n",
                "it",
                "rose",
                "and",
                "(",
                ")",
                "—",
                "3,5",
                "27.000 millones",
            ]
        ),
        min_size=1,
        max_size=60,
    ),
    st.sampled_from(["es", "en", "fr"]),
    st.sampled_from([None, date(2024, 2, 29)]),
)
def test_any_jumble_is_quoted_exactly(tokens: list[str], lang: str, published: date | None) -> None:
    text = " ".join(tokens)
    assert_exact(text, find(text, lang, published))


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=200))
def test_any_text_is_quoted_exactly(text: str) -> None:
    assert_exact(text, find(text))
    assert_exact(text, given_claims(text))


@pytest.mark.parametrize(
    "text",
    [
        "El paro bajó al 8 % y la deuda subió al 90 %, según el banco. " * 320,
        "palabra y tasa, que cayó al 3 %; " * 600,
        "x" * 20_000,
        "«" * 2_000,
    ],
)
def test_long_and_odd_texts_are_quoted_exactly(text: str) -> None:
    assert_exact(text, find(text))


def test_nothing_to_find() -> None:
    assert find("…") == ()
    assert given_claims(" \n ") == ()
