"""Reading, mixing and making training pairs."""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from factcheck.errors import InvalidRecord
from factcheck.training.aligned import aligned_pairs, other_name, other_number
from factcheck.training.echoes import denied, echoes, negation
from factcheck.training.mixture import FACT_VIEWS, Source, Stage, shown, stream
from factcheck.training.negatives import near_evidence, other_evidence
from factcheck.training.omission import cut, shortened, without_fact, without_phrase
from factcheck.training.reading import Pair, read_folder
from factcheck.training.rewording import bounded, detailed, opposite
from factcheck.training.studies import CHANCES, study_pairs


def pair(premise: str, hypothesis: str, label: str = "entailment", lang: str = "en", **more: str) -> Pair:
    values = {"premise_lang": lang, "dataset": "d", "group": hypothesis} | more
    return Pair(premise=premise, hypothesis=hypothesis, label=label, lang=lang, **values)


def numbered(count: int, label: str = "entailment") -> list[Pair]:
    return [pair(f"p{n}", f"{label}{n}", label) for n in range(count)]


# ---------------------------------------------------------------------------------------------- reading


def test_reads_a_folder_by_dataset_and_evens_out_spaces(tmp_path: Path) -> None:
    row = {"premise": "a \n b", "hypothesis": "c", "label": "neutral", "lang": "es", "premise_lang": "en", "group": 7}
    for name in ("set-one.train.es.jsonl.gz", "set-one.dev.es.jsonl.gz", "set-two.all.en.jsonl.gz"):
        (tmp_path / name).write_bytes(gzip.compress(json.dumps(row).encode()))
    found = read_folder(tmp_path)
    assert {name: len(pairs) for name, pairs in found.items()} == {"set-one": 2, "set-two": 1}
    assert found["set-two"][0] == Pair("a b", "c", "neutral", "en", "es", "set-two", "7")


@pytest.mark.parametrize("text", ["{}", "nothing", '{"premise": "a", "hypothesis": "b", "label": "maybe"}'])
def test_says_which_line_is_no_pair(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.jsonl.gz").write_bytes(gzip.compress(text.encode()))
    with pytest.raises(InvalidRecord, match=r"x\.jsonl\.gz, line 1"):
        read_folder(tmp_path)


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InvalidRecord, match=r"no \.jsonl\.gz"):
        read_folder(tmp_path)


# ---------------------------------------------------------------------------------------------- mixture


def untranslated(_direction: str, _text: str) -> str | None:
    return None


def test_a_source_shows_all_its_pairs_before_any_again_and_classes_alike() -> None:
    source = Source("s", numbered(9) + numbered(3, "neutral"), seed=1)
    drawn = [source.draw()[0] for _ in range(200)]
    assert 70 < Counter(one.label for one in drawn)["neutral"] < 130
    neutrals = [one.hypothesis for one in drawn if one.label == "neutral"]
    assert all(len(set(neutrals[i : i + 3])) == 3 for i in range(0, len(neutrals) - 3, 3))


def test_the_stream_repeats_and_a_later_source_does_not_disturb_it() -> None:
    stages = (Stage(50, {"a": 2.0, "b": 1.0}), Stage(None, {"a": 1.0, "c": 1.0}))
    sources = {"a": numbered(20), "b": numbered(5, "neutral")}

    def first(given: dict[str, list[Pair]], count: int) -> list[Pair]:
        return list(islice(stream(given, stages, untranslated, seed=4), count))

    assert first(sources, 80) == first(sources, 80)
    assert first(sources, 50) == first({**sources, "c": numbered(7, "contradiction")}, 50)
    assert any(one.label == "contradiction" for one in first({**sources, "c": numbered(7, "contradiction")}, 80)[50:])
    assert first(sources, 50) != list(islice(stream(sources, stages, untranslated, seed=5), 50))


def test_pairs_are_shown_in_both_languages_and_across() -> None:
    def translate(direction: str, text: str) -> str | None:
        return {"eng-spa": f"es({text})", "spa-eng": f"en({text})"}[direction]

    one = pair("p", "h")
    views = {chance: shown(one, FACT_VIEWS, chance, translate) for chance in (0.0, 0.6, 0.8, 0.99)}
    assert [(v.premise, v.hypothesis) for v in views.values()] == [
        ("p", "h"), ("es(p)", "es(h)"), ("p", "es(h)"), ("es(p)", "h"),
    ]  # fmt: skip
    assert [(v.premise_lang, v.lang) for v in views.values()] == [
        ("en", "en"),
        ("es", "es"),
        ("en", "es"),
        ("es", "en"),
    ]
    assert shown(pair("p", "h", lang="es"), FACT_VIEWS, 0.6, translate).premise == "en(p)"
    assert shown(one, FACT_VIEWS, 0.6, untranslated) == one
    assert shown(pair("p", "h", lang="fa"), FACT_VIEWS, 0.6, translate).premise == "p"


# ---------------------------------------------------------------------------------------------- made pairs


def test_other_evidence_is_neutral_and_never_of_the_same_claim() -> None:
    pairs = [pair("evidence one", "claim", group="g"), pair("evidence two", "claim", group="g"), pair("x", "other")]
    for made in other_evidence(pairs, 30, seed=2):
        assert made.label == "neutral"
        assert {made.premise, made.hypothesis} in ({"x", "claim"}, {"evidence one", "other"}, {"evidence two", "other"})


def test_near_evidence_is_about_the_same_things_but_of_another_claim() -> None:
    pairs = [
        pair("The bridge over the Ebro in Tortosa opened in 1895.", "The Tortosa bridge is old.", group="a"),
        pair("The bridge in Tortosa was rebuilt after the flood.", "Floods hit Tortosa and its bridge.", group="b"),
        pair("Penguins of the flood plains live on fish.", "Penguins eat fish.", group="c"),
        pair("Fish of the Ebro live long.", "Fish grow old.", group="d"),
    ]
    made = {one.hypothesis: one.premise for one in near_evidence(pairs, 4, seed=1)}
    assert made["The Tortosa bridge is old."] == pairs[1].premise
    assert all(one.label == "neutral" for one in near_evidence(pairs, 4, seed=1))


def test_the_deciding_number_is_taken_out_of_the_evidence() -> None:
    evidence = "The tower was built in Soria, in 1931. It has four floors and a clock."
    assert cut(evidence, {"1931"}) == "The tower was built in Soria, It has four floors and a clock."
    assert cut("It opened in 1931.", {"1931"}) is None, "nothing would be left"
    assert cut(evidence, {"1999"}) is None


def test_only_pairs_that_a_number_decides_lose_it() -> None:
    evidence = "The tower was built in Soria, in 1931. It has four floors and a clock."
    made = without_fact(
        [
            pair(evidence, "The tower is of 1931."),
            pair(evidence, "The tower is of 1950.", "contradiction"),
            pair(evidence, "The tower has a clock."),
            pair(evidence, "The tower is of 1931.", "neutral"),
            pair(evidence, "Built in 1931, it fell in 1950.", "contradiction"),
        ]
    )
    assert [(one.hypothesis, one.label) for one in made] == [
        ("The tower is of 1931.", "neutral"),
        ("The tower is of 1950.", "neutral"),
    ]
    assert all("1931" not in one.premise for one in made)


def chooser() -> random.Random:
    return random.Random(7)


def test_a_number_or_a_name_is_changed_in_one_place() -> None:
    changed = other_number("Vinieron 1.250 personas.", chooser())
    assert changed is not None
    assert sum(a != b for a, b in zip("Vinieron 1.250 personas.", changed, strict=True)) == 1
    assert other_number("Vinieron muchas.", chooser()) is None
    assert other_name("El rey de Noruega viajó.", "La reina llegó a Quito.", chooser()) == "El rey de Quito viajó."
    assert other_name("Viajó.", "Llegó a Quito.", chooser()) is None


def test_aligned_sentences_give_pairs_across_languages() -> None:
    sentences = [
        {"en": "In 1990 the king of Norway came.", "es": "En 1990 vino el rey de Noruega."},
        {"en": "It rained in Quito.", "es": "Llovió en Quito."},
        {"en": "Nobody knew.", "es": "Nadie lo supo."},
    ]
    made = aligned_pairs(sentences, seed=1)
    assert {(one.premise_lang, one.lang) for one in made} == {("en", "es"), ("es", "en")}
    same = [one for one in made if one.label == "entailment"]
    assert ("Llovió en Quito.", "It rained in Quito.") in [(one.premise, one.hypothesis) for one in same]
    assert len(same) == 6
    assert Counter(one.label for one in made)["contradiction"] == 2


def test_streams_are_endless() -> None:
    endless: Iterator[Pair] = stream({"a": numbered(2)}, (Stage(None, {"a": 1.0}),), untranslated, seed=1)
    assert len(list(islice(endless, 100))) == 100


def test_claims_become_bounds_that_hold_or_fail() -> None:
    one = pair("The bridge opened in 1931 with 120 lamps.", "The bridge opened in 1931.")
    for made in (bounded([one], seed)[0] for seed in range(30)):
        word, year = made.hypothesis.rstrip(".").split()[-2:]
        holds = int(year) > 1931 if word == "before" else int(year) < 1931
        assert holds == (made.label == "entailment")
    counted = pair("It has 120 lamps.", "There are 120 lamps.")
    for made in (bounded([counted], seed)[0] for seed in range(30)):
        number = int(made.hypothesis.split()[-2])
        holds = number < 120 if "more than" in made.hypothesis else number > 120
        assert holds == (made.label == "entailment")
    assert bounded([pair("p", "It costs $120 today."), pair("p", "It opened in 1931.")], 1) == []


def test_statements_are_turned_into_their_opposite() -> None:
    texts = ["Masks reduce infections.", "Masks are useful.", "Masks are not useful.", "Masks help."]
    made = opposite([pair("p", text) for text in texts], seed=1)
    assert [one.hypothesis for one in made] == [
        "Masks increase infections.",
        "Masks are not useful.",
        "Masks are useful.",
    ]
    assert {one.label for one in made} == {"contradiction"}


def test_evidence_loses_the_phrase_that_is_needed_or_one_that_is_not() -> None:
    evidence, claim = (
        "The old mill stands in Burgos, with three wheels, on the river Arlanza.",
        "The mill is on the river Arlanza.",
    )
    for seed in range(20):
        needed = shortened(evidence, claim, True, random.Random(seed))
        assert needed == "The old mill stands in Burgos, with three wheels,"
        idle = shortened(evidence, claim, False, random.Random(seed))
        assert idle in {
            "The old mill stands in Burgos, on the river Arlanza.",
            "The old mill stands with three wheels, on the river Arlanza.",
        }
    assert shortened("The old mill stands.", claim, True, random.Random(1)) is None
    for seed in range(20):
        made = without_phrase([pair(evidence, claim), pair(evidence, claim, "contradiction")], seed)
        assert all((one.label == "neutral") == ("Arlanza" not in one.premise) for one in made)


def test_a_sentence_meets_itself_and_its_denial() -> None:
    assert negation("The sky is blue.") == "The sky is not blue."
    assert negation("The sky is not blue.") == "The sky is blue."
    assert negation("Birds sing.") is None
    assert negation("He was ill but is well.") is None
    made = [echoes([pair("p", "The sky is blue today.")], 5, seed)[0] for seed in range(40)]
    for one in made:
        assert (one.premise == one.hypothesis) == (one.label == "entailment")
    assert {"not" in one.premise for one in made} == {True, False}
    assert [one.hypothesis for one in denied([pair("p", "It is late."), pair("p", "It is.", "neutral")], 5, 1)] == [
        "It is not late."
    ]


def test_details_that_the_evidence_lacks_make_a_claim_neutral() -> None:
    pairs = [
        pair("The mill opened in 1931 on the hill.", "The mill opened in 1931."),
        pair("The mill opened on 3 May 1931.", "The mill opened in 1931."),
        pair("The mill grinds flour.", "Flour is ground."),
        pair("The choir sang in Toledo.", "A choir sang in Toledo."),
    ]
    made = {one.premise: one.hypothesis for one in detailed(pairs, seed=3)}
    assert made[pairs[0].premise].startswith("The mill opened on ")
    assert made[pairs[0].premise].endswith(" 1931.")
    assert pairs[1].premise not in made, "the evidence has a day of its own"
    assert made[pairs[2].premise] in {"Flour is ground in Toledo.", "Flour is ground in 1931."}
    assert {one.label for one in detailed(pairs, seed=3)} == {"neutral"}


def test_findings_of_studies_bear_out_or_speak_against_claims() -> None:
    made = study_pairs(600, seed=1)
    assert made == study_pairs(600, seed=1)
    assert {one.label for one in made} == {"entailment", "contradiction", "neutral"}
    assert {(one.premise_lang, one.lang) for one in made} == set(CHANCES)
    assert not [one for one in made if "{" in one.premise + one.hypothesis]
    found = [one for one in made if "protective effect" in one.premise]
    assert all(one.label != "contradiction" for one in found if "protects against" in one.hypothesis)
    assert all(one.label != "entailment" for one in found if "causes" in one.hypothesis)
