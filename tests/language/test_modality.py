from __future__ import annotations

import pytest

from factcheck.language.modality import cues, is_question, names_a_plan, paints, supposes


def codes(text: str, lang: str) -> set[str]:
    return {cue.code for cue in cues(text, lang)}


@pytest.mark.parametrize(
    ("text", "lang", "code"),
    [
        ("¿Quién paga?", "es", "question"),
        ("Creo que está mal.", "es", "opinion"),
        ("Hay que cerrar la mina.", "es", "deontic"),
        ("Es un plan vergonzoso.", "es", "evaluative"),
        ("Tal vez sea así.", "es", "hedge"),
        ("Se espera que llegue.", "es", "expectation"),
        ("El banco prevé un 3 %.", "es", "forecast"),
        ("Costará caro.", "es", "future"),
        ("Who pays?", "en", "question"),
        ("I think it is wrong.", "en", "opinion"),
        ("They should resign.", "en", "deontic"),
        ("It was a disgraceful plan.", "en", "evaluative"),
        ("Growth is forecast at 3%.", "en", "forecast"),
        ("It will cost a lot.", "en", "future"),
        ("What a day!", "en", "exclamation"),
    ],
)
def test_cues(text: str, lang: str, code: str) -> None:
    assert code in codes(text, lang)


def test_a_name_is_no_judgement() -> None:
    assert "evaluative" not in codes("The ferry reached Great Rock.", "en")


def test_plain_facts_have_no_cues() -> None:
    assert codes("El río mide 40 kilómetros.", "es") == set()
    assert codes("The river is 40 kilometres long.", "en") == set()


def test_english_words_decide_nothing_about_spanish() -> None:
    assert codes("I think they should will", "es") == set()


@pytest.mark.parametrize("text", ["¿Y ahora?", "“Why?”", "Why?)", "为什么？", "لماذا؟"])
def test_questions_in_any_script(text: str) -> None:
    assert is_question(text)


def test_a_quoted_question_is_no_question() -> None:
    assert not is_question("«¿Quién paga?», preguntó Ana.")


def test_scenes() -> None:
    assert paints("El viento mueve las hojas.", "es")
    assert not paints("El paro bajó.", "es")
    assert not paints("Der Wind", "de")


@pytest.mark.parametrize(
    ("text", "lang", "supposed"),
    [
        ("Noruega tendría 9 millones de habitantes.", "es", True),
        ("La capital será Bergen.", "es", True),
        ("El Gobierno prevé una inflación del 9 %.", "es", True),
        ("La empresa amenaza con cerrar la fábrica.", "es", True),
        ("La directora es Lucía Ferrán.", "es", False),
        ("La caída se debe a la construcción.", "es", False),
        ("Noruega debería ser miembro.", "es", True),
        ("About 38,000 people said they could speak Tavi.", "en", False),
        ("Bergen could become the capital.", "en", True),
        ("Noruega tiene 5 millones de habitantes.", "es", False),
        ("Norway would have 9 million inhabitants.", "en", True),
        ("The firm may close its plant.", "en", True),
        ("If it rains, the fair is off.", "en", True),
        ("The firm closed its plant in May 2024.", "en", False),
        ("Norway has 5 million inhabitants.", "en", False),
        ("Der Fluss würde steigen.", "de", False),
    ],
)
def test_suppositions(text: str, lang: str, supposed: bool) -> None:
    assert supposes(text, lang) is supposed


def test_plans() -> None:
    assert names_a_plan("El gasto previsto es de 3 millones.", "es")
    assert names_a_plan("The draft budget sets it at 3 million.", "en")
    assert not names_a_plan("El gasto fue de 3 millones.", "es")
    assert not names_a_plan("Der Plan sieht 3 Millionen vor.", "de")
