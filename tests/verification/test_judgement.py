"""From the verifier's scores to one piece of evidence: which scores count, and which say nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from factcheck.domain import Claim, Evidence, Fact, Hit, Stance, StanceLabel
from factcheck.verification.drafts import Draft, drafts
from factcheck.verification.judgement import Scored, evidence, publisher_key

AS_OF = date(2025, 6, 1)
MakeClaim = Callable[..., Claim]
MakeHit = Callable[..., Hit]
SUPPORT = Stance(supports=0.9, refutes=0.05, neutral=0.05)
REFUTE = Stance(supports=0.05, refutes=0.9, neutral=0.05)
NEUTRAL = Stance(supports=0.1, refutes=0.1, neutral=0.8)


class Desk:
    """Judges one claim beside one passage, with the scores that a verifier would have given."""

    def __init__(self, claim: MakeClaim, hit: MakeHit) -> None:
        self._claim, self._hit = claim, hit

    def draft(
        self, claim: str, passage: str, lang: str = "es", fact: Fact | None = None, source_lang: str | None = None
    ) -> Draft:
        hits = [self._hit(passage, lang=source_lang or lang, fact=fact)]
        (draft,) = drafts(self._claim(claim, lang=lang), hits, AS_OF)
        return draft

    def judged(
        self,
        claim: str,
        passage: str,
        base: Stance,
        replaced: Stance = NEUTRAL,
        lang: str = "es",
        source_lang: str | None = None,
    ) -> Evidence:
        draft = self.draft(claim, passage, lang, source_lang=source_lang)
        return evidence(draft, [Scored(base, (replaced,) * len(unit.alignment.differing)) for unit in draft.units])


@pytest.fixture
def desk(claim: MakeClaim, hit: MakeHit) -> Desk:
    return Desk(claim, hit)


def codes(judged: Evidence) -> list[str]:
    return [reason.code for reason in judged.reasons]


def test_a_clear_reading_is_a_voice_and_names_its_sentence(desk: Desk) -> None:
    passage = "Llovió mucho. El puente de Alcorán es de acero."
    judged = desk.judged("El puente de Alcorán es de acero.", passage, SUPPORT)
    assert (judged.label, judged.method, judged.counted) == (StanceLabel.SUPPORTS, "entailment", True)
    assert judged.decisive is not None
    assert judged.decisive.of(passage) == "El puente de Alcorán es de acero."


@pytest.mark.parametrize(
    "base", [NEUTRAL, Stance(supports=0.5, refutes=0.1, neutral=0.4), Stance(supports=0.2, refutes=0.6, neutral=0.2)]
)
def test_a_faint_reading_is_none(desk: Desk, base: Stance) -> None:
    judged = desk.judged("El puente de Alcorán es de acero.", "El puente de Alcorán abrió con una fiesta.", base)
    assert (judged.label, codes(judged)) == (StanceLabel.NEUTRAL, [])


def test_what_is_about_something_else_does_not_count(desk: Desk) -> None:
    judged = desk.judged("El puente de Rialto es de piedra.", "El puente de Alcorán es de acero.", REFUTE)
    assert (judged.label, judged.counted, codes(judged)) == (StanceLabel.NEUTRAL, False, ["irrelevant"])


@pytest.mark.parametrize(
    ("lang", "said", "passage"),
    [
        ("es", "El puente de Alcorán costó 29 millones de euros.", "El puente de Alcorán costó 92 millones de euros."),
        ("en", "The Alcorán bridge cost 29 million euros.", "The Alcorán bridge cost 92 million euros."),
    ],
)
def test_a_number_that_is_the_only_difference_contradicts(desk: Desk, lang: str, said: str, passage: str) -> None:
    judged = desk.judged(said, passage, NEUTRAL, replaced=SUPPORT, lang=lang)
    assert (judged.label, codes(judged)) == (StanceLabel.REFUTES, ["quantity_differs"])
    assert judged.comparisons[0].source_value == 92e6
    assert judged.stance.refutes == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("support", "reasons"), [(0.9, ["quantity_differs"]), (0.62, ["quantity_contested"]), (0.58, [])]
)
def test_across_languages_a_number_less_surely_of_the_same_thing_only_contests(
    desk: Desk, support: float, reasons: list[str]
) -> None:
    replaced = Stance(supports=support, refutes=0.0, neutral=1 - support)
    said, passage = "El puente de Alcorán costó 29 millones de euros.", "The Alcorán bridge cost 92 million euros."
    judged = desk.judged(said, passage, NEUTRAL, replaced, source_lang="en")
    assert codes(judged) == reasons
    assert (judged.label is StanceLabel.REFUTES) is (support == 0.9)
    assert bool(judged.comparisons) is bool(reasons)


@pytest.mark.parametrize(
    ("lang", "said", "passage"),
    [
        (
            "es",
            "El PIB de Brenales creció un 2,7 % en 2024.",
            "El PIB nominal fue de 9 millones. La Oficina revisa el crecimiento del PIB de Brenales en 2024 del 2,7 % al 2,2 %.",
        ),
        (
            "en",
            "The GDP of Brenales grew by 2.7% in 2024.",
            "Nominal GDP was 9 million. The office revised growth of the GDP of Brenales in 2024 from 2.7% to 2.2%.",
        ),
    ],
)
def test_a_passage_that_says_that_the_value_was_replaced_says_so_and_does_not_vote(
    desk: Desk, lang: str, said: str, passage: str
) -> None:
    judged = desk.judged(said, passage, Stance(supports=0.1, refutes=0.6, neutral=0.3), lang=lang)
    assert (judged.label, codes(judged)) == (StanceLabel.NEUTRAL, ["value_revised"])
    other = desk.judged(said.replace("2,7", "2,9").replace("2.7", "2.9"), passage, NEUTRAL, lang=lang)
    assert "value_revised" not in codes(other)


def test_a_number_that_merely_differs_decides_nothing(desk: Desk) -> None:
    claim, passage = (
        "El puente de Alcorán costó 29 millones de euros.",
        "El puente de Alcorán costó 92 millones de euros.",
    )
    assert desk.judged(claim, passage, NEUTRAL, replaced=NEUTRAL).label is StanceLabel.NEUTRAL
    supported = desk.judged(claim, passage, SUPPORT, replaced=NEUTRAL)
    assert (supported.label, codes(supported)) == (StanceLabel.NEUTRAL, ["number_missing"])


def test_one_number_of_two_that_differs_is_flagged(desk: Desk) -> None:
    claim, passage = "El puente costó 29 millones y mide 640 metros.", "El puente costó 92 millones y mide 640 metros."
    judged = desk.judged(claim, passage, SUPPORT, replaced=NEUTRAL)
    assert (judged.label, codes(judged)) == (StanceLabel.NEUTRAL, ["number_mismatch_flag"])


def test_near_values_and_other_dates_are_shown_without_a_vote(desk: Desk) -> None:
    near = desk.judged(
        "El puente costó 27.000 millones.", "El puente costó 28.200 millones.", NEUTRAL, replaced=SUPPORT
    )
    assert (near.label, codes(near)) == (StanceLabel.NEUTRAL, ["quantity_near"])
    other = desk.judged("Almaty era la capital en 1995.", "Almaty era la capital en 1996.", NEUTRAL, replaced=SUPPORT)
    assert (other.label, codes(other)) == (StanceLabel.NEUTRAL, ["other_period"])


def test_an_event_on_another_date_is_contradicted(desk: Desk) -> None:
    judged = desk.judged("El puente se inauguró en 2022.", "El puente se inauguró en 2024.", NEUTRAL, replaced=SUPPORT)
    assert (judged.label, codes(judged)) == (StanceLabel.REFUTES, ["date_differs"])


@pytest.mark.parametrize(
    ("said", "passage", "base", "code"),
    [
        ("El PIB cayó un 3,8 %.", "El PIB creció un 3,8 %.", SUPPORT, "direction_differs"),
        ("El PIB cayó un 3,8 %.", "El PIB creció un 3,8 %.", REFUTE, "direction_differs"),
    ],
)
def test_the_same_number_in_the_other_direction_contradicts(
    desk: Desk, said: str, passage: str, base: Stance, code: str
) -> None:
    judged = desk.judged(said, passage, base)
    assert (judged.label, codes(judged)) == (StanceLabel.REFUTES, [code])


SAYS_NOTHING = [
    ("es", "La empresa pagó sobornos.", "La empresa desmintió que hubiera pagado sobornos.", "denial_reported"),
    (
        "es",
        "La empresa cerró la fábrica de Alcorán.",
        "La empresa amenaza con cerrar la fábrica de Alcorán.",
        "only_supposed",
    ),
    ("es", "La línea 4 de Alcorán es subterránea.", "La línea 3 de Alcorán es subterránea.", "other_thing"),
    ("en", "The firm paid bribes.", "The firm denied that it had paid bribes.", "denial_reported"),
    ("en", "The firm closed its plant.", "The firm may close its plant.", "only_supposed"),
    ("en", "Line 4 in Alcorán is underground.", "Line 3 in Alcorán is underground.", "other_thing"),
]


@pytest.mark.parametrize("base", [SUPPORT, REFUTE])
@pytest.mark.parametrize(("lang", "said", "passage", "code"), SAYS_NOTHING)
def test_what_the_source_does_not_say_itself_never_votes(
    desk: Desk, lang: str, said: str, passage: str, code: str, base: Stance
) -> None:
    judged = desk.judged(said, passage, base, replaced=SUPPORT, lang=lang)
    assert (judged.label, codes(judged)) == (StanceLabel.NEUTRAL, [code])


@pytest.mark.parametrize(("lang", "said", "passage", "code"), SAYS_NOTHING)
def test_a_sentence_that_would_have_had_no_voice_anyway_gets_no_reason_for_having_none(
    desk: Desk, lang: str, said: str, passage: str, code: str
) -> None:
    for base in (NEUTRAL, Stance(supports=0.5, refutes=0.2, neutral=0.3)):
        judged = desk.judged(said, passage, base, replaced=NEUTRAL, lang=lang)
        assert (judged.label, codes(judged)) == (StanceLabel.NEUTRAL, []), code


def test_unclear_support_gets_no_reason_for_a_number_that_is_not_there(desk: Desk) -> None:
    unclear = Stance(supports=0.5, refutes=0.3, neutral=0.2)
    judged = desk.judged("El puente costó 92 millones.", "El puente es de acero y costó mucho.", unclear)
    assert (judged.label, codes(judged)) == (StanceLabel.NEUTRAL, [])


@pytest.mark.parametrize(
    ("lang", "said", "passage", "code"),
    [
        ("es", "El puente costó 92 millones.", "El puente es de acero y costó mucho.", "number_missing"),
        ("es", "No se registraron casos de sarampión.", "Se registraron casos de sarampión.", "negation_differs"),
        ("en", "No cases of measles were recorded.", "Cases of measles were recorded.", "negation_differs"),
    ],
)
def test_support_that_the_words_belie_does_not_count(desk: Desk, lang: str, said: str, passage: str, code: str) -> None:
    judged = desk.judged(said, passage, SUPPORT, lang=lang)
    assert (judged.label, codes(judged)) == (StanceLabel.NEUTRAL, [code])


def test_a_number_of_another_thing_of_that_name_does_not_contradict(desk: Desk) -> None:
    claim, passage = "El túnel de Alcorán mide 900 metros.", "El puente de Alcorán mide 640 metros."
    assert desk.judged(claim, passage, NEUTRAL, replaced=SUPPORT).label is StanceLabel.NEUTRAL


def test_the_verifier_alone_refutes_only_what_says_enough_and_shares_words(desk: Desk) -> None:
    assert desk.judged("Su vecina tampoco.", "Su vecina tampoco quiso hablar.", REFUTE).label is StanceLabel.NEUTRAL
    far = desk.judged("El concejal socialista dimitió ayer por sorpresa.", "El pleno comenzó con retraso.", REFUTE)
    assert far.label is StanceLabel.NEUTRAL
    near = desk.judged(
        "El pleno aprobó ayer la ordenanza municipal.", "El pleno rechazó ayer la ordenanza municipal.", REFUTE
    )
    assert near.label is StanceLabel.REFUTES


def test_the_most_telling_sentence_speaks_for_the_passage(desk: Desk) -> None:
    draft = desk.draft(
        "El puente de Alcorán es de acero.", "El puente abrió en mayo. El puente de Alcorán es de acero."
    )
    scores = [Scored(NEUTRAL, ()) if "mayo" in unit.reading.text else Scored(SUPPORT, ()) for unit in draft.units]
    assert evidence(draft, scores).label is StanceLabel.SUPPORTS


def test_a_finding_needs_no_scores(desk: Desk) -> None:
    capital = Fact.model_validate(
        {
            "id": "f",
            "source_id": "s",
            "subject": "Norway",
            "subject_id": "country:NOR",
            "attribute": "capital",
            "value": "Oslo",
            "single_valued": True,
        }
    )
    judged = evidence(
        desk.draft("La capital de Noruega es Bergen.", "La capital de Noruega es Oslo.", fact=capital), []
    )
    assert (judged.label, judged.method) == (StanceLabel.REFUTES, "single_valued")
    part = evidence(
        desk.draft("La capital de Noruega, Oslo, es la más rica.", "La capital de Noruega es Oslo.", fact=capital), []
    )
    assert (part.label, part.method, codes(part)) == (StanceLabel.NEUTRAL, "entailment", ["part_same"])


def test_one_publisher_is_one_voice_however_it_is_written(desk: Desk, hit: MakeHit) -> None:
    one, other = hit("Texto.", publisher="Diario  de Brenales"), hit("Texto.", publisher="diario de brenales ")
    assert publisher_key(one.source) == publisher_key(other.source) == "diario de brenales"


@pytest.mark.parametrize(
    ("anchor", "label"), [(date(2025, 6, 1), StanceLabel.SUPPORTS), (date(2027, 6, 1), StanceLabel.NEUTRAL)]
)
def test_what_lies_ahead_of_the_article_may_be_foretold(
    claim: MakeClaim, hit: MakeHit, anchor: date, label: StanceLabel
) -> None:
    asked = claim("La ley entra en vigor el 1 de enero de 2027.", anchor=anchor)
    (draft,) = drafts(asked, [hit("La ley entrará en vigor el 1 de enero de 2027.")], AS_OF)
    judged = evidence(draft, [Scored(SUPPORT, ()) for _ in draft.units])
    assert judged.label is label
