from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.domain import Reason
from factcheck.render import reasons
from factcheck.render.phrases import LANGUAGES, messages
from tests import samples

FAMILIES = re.compile(r"(query|not_checkable)_[a-z_]+")


def test_a_voice_and_what_it_says_become_one_sentence() -> None:
    voice = Reason(code="supported_by", values={"publisher": "Oficina de Prueba", "title": "X", "date": "2023-11-09"})
    figure = {"claim_value": "27.000 millones", "source_value": "26100000000", "unit": "USD", "period": "2022"}
    said = Reason(code="quantity_within_wording", values=figure | {"difference": "0.034483", "attribute": "exports"})
    assert reasons.sentences((voice, said), "es") == (
        "El artículo dice 27.000 millones; Oficina de Prueba (2023) da 26.100 millones de dólares para 2022: "
        "diferencia 3,4\u00a0%, dentro de lo que admite la redacción."
    )
    assert reasons.sentences((voice,), "en") == "Oficina de Prueba, “X” (9 November 2023) confirms it."


def test_two_voices_stay_two_sentences() -> None:
    one, other = (Reason(code=code, values={"publisher": code}) for code in reasons.VOICES)
    assert len(reasons.joined((Reason(code="conflicting_sources"), one, other))) == 3


def test_a_closed_list_names_subject_list_and_day() -> None:
    values = {"subject": "Nortelandia", "list": "Tratado de Prueba", "as_of": "2026-10-02"}
    made = reasons.sentence(Reason(code="closed_list_absent", values=values), "es")
    assert made.startswith("Nortelandia no figura")
    assert "Tratado de Prueba" in made
    assert "2 de octubre de 2026" in made


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", samples.KEEPS_FROM_DECIDING)
def test_what_kept_a_source_from_deciding_names_the_source(code: str, lang: str) -> None:
    values = {"publisher": "Oficina de Prueba", "claim_value": "47", "source_value": "41"}
    assert "Oficina de Prueba" in reasons.sentence(Reason(code=code, values=values), lang)


def test_an_undecided_verdict_reads_well_in_both_languages() -> None:
    office = {"publisher": "Oficina de Prueba"}
    why = (Reason(code="only_weak_evidence"), Reason(code="only_supposed", values=office))
    assert reasons.sentences(why, "es") == (
        "Se hallaron pasajes sobre el tema, pero ninguno basta para decidir. "
        "La fuente (Oficina de Prueba) habla de ello como algo posible, previsto o planeado, no como un hecho."
    )
    assert reasons.sentences(why, "en") == (
        "Passages on the subject were found, but none is enough to decide. "
        "The source (Oficina de Prueba) speaks of it as possible, planned or expected, not as a fact."
    )


def test_a_passage_does_not_repeat_what_the_verdict_told_with_the_publisher() -> None:
    values = {"claim_value": "47", "source_value": "41"}
    near, other = (Reason(code=code, values=values) for code in ("quantity_near", "other_period"))
    told = (near.model_copy(update={"values": values | {"publisher": "Oficina de Prueba"}}),)
    assert reasons.untold((near, other), told) == (other,)
    assert reasons.untold((near.model_copy(update={"values": values | {"source_value": "42"}}),), told)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unknown_code_gives_a_neutral_sentence(lang: str) -> None:
    made = reasons.sentence(Reason(code="some_new_code", values={"claim_value": "27"}), lang)
    assert "some new code" in made
    assert "27" in made


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", sorted(messages("en")["reasons"]))
def test_every_code_can_be_said_without_any_value(code: str, lang: str) -> None:
    made = reasons.sentence(Reason(code=code), lang)
    assert made
    assert "{" not in made
    assert "[" not in made


def test_every_code_in_the_source_tree_has_a_phrase_in_both_languages(repository: Path) -> None:
    used = set(_codes_used(repository / "factcheck"))
    assert {"undated_article", "nothing_found", "closed_list_absent"} <= used
    for lang in LANGUAGES:
        assert used - set(messages(lang)["reasons"]) == set(), lang


def test_every_topic_of_interest_has_a_phrase(repository: Path) -> None:
    topics = json.loads((repository / "factcheck/language/data/topics.json").read_text(encoding="utf-8"))
    wanted = {f"worth_{code}" for table in topics.values() for code in table}
    assert wanted <= set(messages("es")["reasons"])


def _codes_used(package: Path) -> Iterator[str]:
    """Strings that stand for a code: in `Reason(code=…)`, `codes = {…}`, `code = … if …`, or by their family's prefix."""
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Reason", "_reason", "voiced"):
                named = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
                yield from _strings(*named, *([] if getattr(node.func, "id", "") == "Reason" else node.args[:1]))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and FAMILIES.fullmatch(node.value):
                yield node.value
            if isinstance(node, ast.Assign) and "Reason" in path.read_text(encoding="utf-8"):
                target = getattr(node.targets[0], "id", "")
                if target == "codes" and isinstance(node.value, ast.Dict):
                    yield from _strings(*node.value.values)
                if target == "code" and isinstance(node.value, ast.IfExp):
                    yield from _strings(node.value.body, node.value.orelse)


def _strings(*nodes: ast.expr) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        if isinstance(node, ast.IfExp):
            yield from _strings(node.body, node.orelse)
