"""Whether a sentence says how things stood ("era la capital", "was a member") rather than what happened: a state holds at many dates.

Knows verb forms of Spanish and English, not grammar; a sentence in doubt counts as an event.
"""

from __future__ import annotations

import re

_SPANISH = re.compile(
    r"(?:es|son|era|eran|est[aá]|est[aá]n|estaba|estaban|tiene|tienen|ten[ií]a|ten[ií]an|hay|hab[ií]a|sigue|segu[ií]a|pertenece|"
    r"pertenec[ií]a|formaba|formaban|viv[ií]a|viv[ií]an)",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"(?:is|are|was|were)(?: not|n['’]t)? (?:still |already |once |no longer )?"
    r"(?:the|a|an|its|part|home|under|members?|president|king|queen|capital)"
    r"|(?:has|have|had) (?:a|an|the|no|about|some|more|fewer|\d)|belong(?:s|ed) to|remain(?:s|ed)",
    re.IGNORECASE,
)
_FORMS = {"es": _SPANISH, "en": _ENGLISH}


def is_state(text: str, lang: str) -> bool:
    """True where a verb of the sentence describes a state. False in other languages."""
    forms = _FORMS.get(lang)
    return forms is not None and re.search(rf"(?<!\w)(?:{forms.pattern})(?!\w)", text, re.IGNORECASE) is not None
