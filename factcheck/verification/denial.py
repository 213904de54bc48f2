"""Whether a passage only reports that somebody denies something: "X denied that Y" does not support Y."""

from __future__ import annotations

from factcheck.language.reporting import Manner, reporting_verbs


def only_reports_denial(text: str, lang: str) -> bool:
    """True where a verb of denial governs the passage and nothing is reported as said or found."""
    manners = {cue.manner for cue in reporting_verbs(text, lang)}
    return Manner.DENIAL in manners and Manner.NEUTRAL not in manners
