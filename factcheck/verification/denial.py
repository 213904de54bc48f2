"""Whether a passage only reports that somebody denies what the claim says: "X denied that Y" neither supports nor refutes Y."""

from __future__ import annotations

from factcheck.language.denials import denied_statements
from factcheck.language.verbs import finite_verbs
from factcheck.verification.drafts import shared_words
from factcheck.verification.reading import Reading, read


def only_reports_denial(claim: Reading, passage: Reading) -> bool:
    """True where what the claim says of its subject stands in what is reported as denied, and the claim does not itself speak of a denial.

    Across languages words cannot be compared: there any denied statement may be the claim's.
    """
    denied = denied_statements(passage.text, passage.lang)
    if not denied or denied_statements(claim.text, claim.lang):
        return False
    if claim.lang != passage.lang:
        return True
    said, unsaid = passage.text, ""
    for span in reversed(denied):
        said, unsaid = said[: span.start] + said[span.end :], f"{span.of(passage.text)} {unsaid}"
    predicate = _predicate(claim)
    return _share(predicate, unsaid) >= _share(predicate, said)


def _predicate(claim: Reading) -> Reading:
    """The claim from its verb on: its subject is named outside of the denial as well ("the firm denied that it ...")."""
    verb = next(iter(finite_verbs(claim.text, claim.lang)), None)
    return read(claim.text[verb.start :], claim.lang, None) if verb else claim


def _share(claim: Reading, text: str) -> float:
    return shared_words(claim, read(text, claim.lang, None))
