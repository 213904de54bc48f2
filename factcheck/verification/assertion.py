"""Whether a sentence says of itself what it is set beside: not only as possible or planned, and not with a negation that the claim lacks.

The clause of the sentence that is nearest to the claim is looked at; across languages, where words cannot be compared, the whole.
"""

from __future__ import annotations

from factcheck.language.clauses import cuts
from factcheck.language.modality import names_a_plan, supposes
from factcheck.language.negation import polarity
from factcheck.language.verbs import finite_verbs
from factcheck.verification.drafts import shared_words
from factcheck.verification.reading import Reading, read

SAME_WORDS = 0.75
"""Share of the claim's words that a clause must have for a negation in only one of the two to be a contradiction, not another wording."""


def only_supposed(claim: Reading, passage: Reading) -> bool:
    """True where the passage only supposes, plans or foresees what the claim states."""
    if supposes(claim.text, claim.lang) or names_a_plan(claim.text, claim.lang):
        return False
    return supposes(nearest_clause(claim, passage), passage.lang)


def negates_otherwise(claim: Reading, passage: Reading) -> bool:
    """True where claim and clause have the same words and only one of them negates. Bounds ("no más de 100") are left to numbers."""
    if claim.lang != passage.lang or claim.quantities:
        return False
    clause = read(nearest_clause(claim, passage), passage.lang, None)
    return shared_words(claim, clause) >= SAME_WORDS and polarity(claim.text, claim.lang) != polarity(
        clause.text, clause.lang
    )


def nearest_clause(claim: Reading, passage: Reading) -> str:
    """The clause of the passage that shares most words with the claim."""
    if claim.lang != passage.lang:
        return passage.text
    return max(
        clauses(passage.text, passage.lang), key=lambda clause: shared_words(claim, read(clause, passage.lang, None))
    )


def clauses(text: str, lang: str) -> list[str]:
    """The text in parts that each have a finite verb; a part without one goes with the part before it."""
    parts: list[str] = []
    start = 0
    for end in (*(cut.left for cut in cuts(text, lang) if cut.kind != "colon"), len(text)):
        part = text[start:end]
        if parts and not finite_verbs(part, lang):
            parts[-1] += part
        elif finite_verbs(part, lang) or end == len(text):
            parts.append(part)
        else:
            continue
        start = end
    return parts or [text]
