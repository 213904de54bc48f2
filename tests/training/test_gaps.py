"""Evidence with a gap or among other sentences, claims that lean on their article: labels follow from what is left."""

from __future__ import annotations

from factcheck.training.borrowed import leaning
from factcheck.training.gaps import with_gap
from factcheck.training.reading import Pair
from factcheck.training.surroundings import MOST_WORDS, surrounded


def pair(premise: str, hypothesis: str, label: str = "entailment", group: str = "g", lang: str = "en") -> Pair:
    return Pair(premise, hypothesis, label, lang, lang, "set", group)


CASES = "Bulgaria: As of March there are 276 confirmed cases in the country, with three recorded deaths and several recoveries."


def test_words_that_the_claim_rests_on_are_taken_out_and_the_pair_is_neutral() -> None:
    made = with_gap([pair(CASES, "Bulgaria had 276 confirmed cases.")], seed=1)
    assert [p.label for p in made] == ["neutral", "entailment"]
    shared = {"276", "confirmed", "cases"}
    assert not shared <= set(made[0].premise.split())
    assert "Bulgaria" in made[0].premise


def test_the_second_of_each_two_keeps_what_the_claim_rests_on() -> None:
    made = with_gap([pair(CASES, "Bulgaria had 276 confirmed cases.")] * 20, seed=2)
    kept = [p.premise for p in made if p.label == "entailment"]
    assert all("276 confirmed cases" in premise for premise in kept)
    assert any(premise != CASES for premise in kept)


def test_a_refuted_claim_loses_the_numbers_of_its_evidence() -> None:
    made = with_gap([pair(CASES, "Bulgaria had 900 confirmed cases.", "contradiction")], seed=1)
    assert [p.label for p in made] == ["neutral", "contradiction"]
    assert "276" not in made[0].premise
    assert made[1].premise == CASES


def test_what_refutes_is_unknown_without_a_number_or_in_a_long_claim() -> None:
    long_claim = "Bulgaria had 900 cases " + "and a great many other troubles " * 3
    assert not with_gap([pair(CASES, "Bulgaria had no cases.", "contradiction")], seed=1)
    assert not with_gap([pair(CASES, long_claim, "contradiction")], seed=1)


def test_neutral_spanish_and_hopelessly_short_pairs_are_left_alone() -> None:
    assert not with_gap([pair(CASES, "Bulgaria had 276 cases.", "neutral")], seed=1)
    assert not with_gap([pair("Hay 276 casos confirmados en todo el país.", "Hay 276 casos.", lang="es")], seed=1)
    assert not with_gap([pair("276 confirmed cases.", "276 confirmed cases.")], seed=1)


def test_evidence_among_other_sentences_keeps_its_label_and_its_words() -> None:
    pairs = [
        pair(f"Town {n} has {n * 100 + 7} people who live beside the long river.", f"Claim {n}.", group=str(n))
        for n in range(9)
    ]
    lure = pair("Another town of the same name lies beside another river in the north.", "Claim 3.", "neutral", "3")
    made = surrounded(pairs, [lure], seed=4)
    assert len(made) == len(pairs)
    for before, after in zip(pairs, made, strict=True):
        assert before.premise in after.premise
        assert after.label == before.label
        assert len(after.premise.split()) <= MOST_WORDS
    assert lure.premise in made[3].premise


def test_evidence_without_room_is_left_out() -> None:
    full = pair("word " * MOST_WORDS, "Claim.", group="full")
    others = [pair(f"A short text number {n} of six words.", "Claim.", group=str(n)) for n in range(5)]
    assert all(p.group != "full" for p in surrounded([full, *others], [], seed=1))


def test_a_claim_that_leans_on_its_article_has_the_name_in_brackets() -> None:
    entailed = pair(
        "Unison (Celine Dion album): The album came out on 2 April 1990 by Columbia Records.",
        "Unison came out in 1990.",
    )
    claims = {p.hypothesis for p in leaning([entailed] * 40, seed=3)}
    assert "It came out in 1990 (Unison)" in claims
    assert any(claim.startswith("Unison came out in 1990 (") for claim in claims)
    assert all(p.label == "entailment" and p.premise == entailed.premise for p in leaning([entailed], seed=3))


def test_evidence_without_a_title_makes_no_leaning_claim() -> None:
    assert not leaning([pair("The album came out in 1990.", "Unison came out in 1990.")], seed=3)
