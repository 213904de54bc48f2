from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.language.sentences import dateline, sentences

CASES = [
    ("es", "Llegó a las 9 a. m. del lunes.|Se fue a las 8 p. m.|Luego durmió."),
    ("es", "Habló el Sr. D. José Pérez (S. A.) con la Dra. Ruiz.|Callaron."),
    ("es", "Viajó a EE. UU.|Después volvió.|EE.UU. anunció medidas.|El dólar bajó."),
    ("es", "Son aprox. 5 días, p. ej. de lunes a viernes.|Véase el art. 3 y el núm. 12 de la ley."),
    ("es", "La vitamina D.|Los huesos la necesitan."),
    ("es", "Dijo: “Tenemos una gran ocasión de crecer.|El próximo año vamos a exportar más”.|Se despidió."),
    ("es", "«¿Qué pasa?», preguntó.|¡Nada!|Y siguió."),
    ("es", "El PIB subió un 3,5 % en 2022.|45 personas murieron."),
    ("es", "Usó las siglas S.A. de C.V. en el contrato.|Es legal."),
    ("en", "“I came. I saw. I won,” he said.|Then No. 5 left."),
    ("en", "J. K. Rowling met the U.S. Army.|He left the U.S.|The army stayed."),
    ("en", "Born on Jan. 5 in Washington, D.C.|It rained.|Mr. Smith et al. saw Gen. Lee."),
    ("en", "He said: “We have spent too much on this.|They will have to pay it back.”|Nobody spoke."),
    ("en", '"Really?" Mayor Jones asked.|"No way!"|It was over.'),
    ("fr", "M. Macron est venu.|Il est reparti."),
    ("pt", "O Sr. Silva chegou às 9 a. m. de segunda.|Ele saiu."),
    ("de", "Am 3. Oktober kam Dr. Müller.|Er ging z. B. nach Hause."),
    ("ru", "Продано на 5 млн. рублей.|Это рекорд."),
]


@pytest.mark.parametrize(("lang", "marked"), CASES)
def test_sentences_end_where_a_reader_ends_them(lang: str, marked: str) -> None:
    text = marked.replace("|", " ")
    assert [span.of(text) for span in sentences(text, lang)] == marked.split("|")


def test_a_newline_ends_a_sentence_and_emoji_and_accents_count_as_code_points() -> None:
    text = "Título sin punto\n\n  Hola 😀 mundo. Sí.\n- una lista\n"
    assert [span.of(text) for span in sentences(text, "es")] == [
        "Título sin punto",
        "Hola 😀 mundo.",
        "Sí.",
        "- una lista",
    ]


@pytest.mark.parametrize(("text", "count"), [("", 0), (" \n\t\n", 0), ("...", 1), ("»", 1), ("x", 1), ("“", 1)])
def test_texts_without_sentences(text: str, count: int) -> None:
    assert len(sentences(text, "es")) == count


def test_an_unknown_language_still_gives_spans() -> None:
    text = "Habari ya asubuhi. Karibu sana."
    assert "".join(s.of(text) for s in sentences(text, "sw")).startswith("Habari")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("MOSCÚ (AP) — El presidente llegó.", "MOSCÚ (AP) — "),
        ("Titular sin punto\nMadrid, 12 mar. (EFE).- El Gobierno aprobó la ley.", "Madrid, 12 mar. (EFE).- "),
        ("LONDON, March 3 (Reuters) - The bank rose.", "LONDON, March 3 (Reuters) - "),
        ("ASTANÁ, 20 nov — El ministro habló.", "ASTANÁ, 20 nov — "),
        ("Bogotá, 5 de abril de 2024 – El banco subió.", "Bogotá, 5 de abril de 2024 – "),
        ("El alcalde – que llegó tarde – habló.", None),
        ("El 3 de mayo - dijo - llovió.", None),
        ("El Banco Central (BCE) – que fija el tipo – habló.", None),
        ("", None),
    ],
)
def test_datelines(text: str, found: str | None) -> None:
    span = dateline(text)
    assert (span.of(text) if span else None) == found


def test_a_dateline_stays_with_its_sentence() -> None:
    text = "Madrid, 12 mar. (EFE).- El Gobierno aprobó la ley. Votaron todos."
    assert len(sentences(text, "es")) == 2
    long = text.replace("Gobierno", "Gobierno" + " de la nación y de sus regiones" * 12)
    assert len(sentences(long, "es")) == 2


def test_an_unclosed_quote_does_not_swallow_its_sentences() -> None:
    text = "El ministro añadió: “" + "Vamos a crecer mucho el año que viene con nuevas fábricas. " * 8
    assert len(sentences(text, "es")) == 8


def test_long_texts_take_time_in_proportion() -> None:
    text = "El Sr. Pérez dijo “Hola a todos ustedes. Vamos a ver esto. Nada más” en EE. UU. Después se fue. " * 2_000
    started = time.perf_counter()
    assert len(sentences(text, "es")) > 4_000
    assert time.perf_counter() - started < 2.0


PIECES = st.sampled_from(
    [
        "Sr.",
        "EE. UU.",
        "El",
        "“",
        "”",
        '"',
        "«",
        "»",
        ".",
        "…",
        "?",
        "!",
        "\n",
        " ",
        "e\u0301",
        "😀",
        "5",
        "a. m.",
        "—",
        "( ",
        "J.",
    ]
)


@given(
    st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join)),
    st.sampled_from(["es", "en", "fr", "ru", "xx"]),
)
@settings(max_examples=150, deadline=None)
def test_spans_cover_everything_but_space_and_never_overlap(text: str, lang: str) -> None:
    spans = sentences(text, lang)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(s.of(text) == s.of(text).strip() != "" for s in spans)
    covered = {i for s in spans for i in range(s.start, s.end)}
    assert all(i in covered for i, c in enumerate(text) if not c.isspace())
    assert all("\n" not in s.of(text) for s in spans)
