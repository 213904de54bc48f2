"""Claim or not: what a statement does (states, asks, judges, foresees, paints), with the reason.

The gate lets through whatever could be checked, controversial or not. How much it is worth checking is the rank of `claims.checkworthy`.
"""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.claims.features import Traits
from factcheck.domain import ClaimKind, Reason
from factcheck.language.reporting import Manner
from factcheck.language.verbs import finite_verbs

LONGEST_JUDGEMENT = 14
"""Words; in a longer statement an evaluative word is colour on a fact rather than its point."""
LANGUAGES_WITH_VERBS = ("es", "en")


@dataclass(frozen=True)
class Statement:
    """What the gate looks at. `likely` is the classifier's probability that a sentence like this states a fact.

    `depends`: it leans on the statement before it; `scenic`: its sentence paints a scene.
    """

    text: str
    lang: str
    traits: Traits
    likely: float
    floor: float
    manner: Manner | None = None
    quoted: bool = False
    depends: bool = False
    scenic: bool = False


Decision = tuple[ClaimKind, str]
"""The kind, and for all but facts the code of the reason."""


def decide(statement: Statement) -> tuple[ClaimKind, tuple[Reason, ...]]:
    """The kind of a statement; reasons say why it cannot be checked (none for a fact)."""
    for rule in (_question, _manner, _foresees, _judges, _says_nothing):
        found = rule(statement)
        if found is not None:
            kind, code = found
            return kind, (Reason(code=code, values=_shown(statement, code)),)
    return ClaimKind.FACTUAL, ()


def _shown(statement: Statement, code: str) -> dict[str, str]:
    """The words that gave it away, where there are any."""
    wanted = _CUES_OF.get(code, ())
    cue = next((c for c in statement.traits.cues if c.code in wanted), None)
    return {"text": cue.text} if cue else {}


_CUES_OF = {
    "not_checkable_question": ("question",),
    "not_checkable_prediction": ("future", "expectation", "forecast"),
    "not_checkable_opinion": ("opinion", "deontic", "evaluative", "exclamation", "first_person"),
    "not_checkable_colour": ("scenery",),
}


def _question(statement: Statement) -> Decision | None:
    return (ClaimKind.QUESTION, "not_checkable_question") if statement.traits.question else None


def _manner(statement: Statement) -> Decision | None:
    """How it was reported: in jest, as a forecast, or in a mood without anything that a source could settle."""
    if statement.manner is Manner.JEST:
        return ClaimKind.OTHER, "not_checkable_jest"
    if statement.manner is Manner.FORECAST:
        return ClaimKind.PREDICTION, "not_checkable_prediction"
    if statement.manner is Manner.EVALUATIVE and not _settled_by_a_source(statement.traits):
        return ClaimKind.OPINION, "not_checkable_opinion"
    if statement.quoted and not _has_hard_fact(statement.traits):
        return ClaimKind.OPINION, "not_checkable_voice"
    return None


def _settled_by_a_source(traits: Traits) -> bool:
    """Even in a mood: a figure or a date, or a superlative about something named, or a comparison with a past state."""
    if _has_hard_fact(traits):
        return True
    return not traits.has("evaluative", "first_person") and (
        bool(traits.superlative and traits.names) or traits.has("statistic", "comparison")
    )


def _has_hard_fact(traits: Traits) -> bool:
    return bool(traits.quantities or traits.dates or traits.bodies)


def _foresees(statement: Statement) -> Decision | None:
    """The first finite verb is in the future, or an expectation is all there is. A dated forecast with a figure is a fact."""
    cues = statement.traits.cues
    verbs = finite_verbs(statement.text, statement.lang)
    first = verbs[0].start if verbs else 0
    main = any(c.code == "future" and c.span.start <= first for c in cues)
    if main or any(c.code == "expectation" for c in cues):
        return ClaimKind.PREDICTION, "not_checkable_prediction"
    if any(c.code == "forecast" for c in cues) and not statement.traits.quantities:
        return ClaimKind.PREDICTION, "not_checkable_prediction"
    return None


def _judges(statement: Statement) -> Decision | None:
    traits = statement.traits
    if traits.quantities or (traits.dates and not traits.has("opinion")):
        return None
    if traits.has("opinion", "exclamation") or (traits.has("evaluative") and traits.length <= LONGEST_JUDGEMENT):
        return ClaimKind.OPINION, "not_checkable_opinion"
    if traits.has("deontic") and not traits.has("law"):
        return ClaimKind.OPINION, "not_checkable_opinion"
    return None


def _is_heading(statement: Statement) -> bool:
    """Few words, or no full stop: tables of verbs have gaps, so a missing verb alone does not make a heading."""
    return statement.traits.length < 5 or not statement.text.rstrip().endswith((".", "”", "»", '"'))


def _says_nothing(statement: Statement) -> Decision | None:
    """Scenes, headings and sentences without anything to look up. A name, figure, date, law, statistic or superlative is enough."""
    traits = statement.traits
    verbless = statement.lang in LANGUAGES_WITH_VERBS and not finite_verbs(statement.text, statement.lang)
    if verbless and not statement.depends and not traits.quantities and _is_heading(statement):
        return ClaimKind.OTHER, "not_checkable_fragment"
    if traits.anchored or traits.superlative or traits.has("law", "statistic"):
        return None
    if statement.scenic:
        return ClaimKind.OTHER, "not_checkable_colour"
    if statement.likely < statement.floor:
        return ClaimKind.OTHER, "not_checkable_nothing_to_look_up"
    return None
