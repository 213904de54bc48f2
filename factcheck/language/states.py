"""Whether a date says when one thing happened: not of a state ("era la capital"), nor where it tells one of many ("la regata de 2021").

Knows verb forms of Spanish and English, not grammar; a sentence in doubt counts as an event.
"""

from __future__ import annotations

import re

from factcheck.domain import Span

_SPANISH = (
    r"(?:es|son|era|eran|est[aá]|est[aá]n|estaba|estaban|tiene|tienen|ten[ií]a|ten[ií]an|hay|hab[ií]a|sigue|segu[ií]a|pertenece|"
    r"pertenec[ií]a|formaba|formaban|viv[ií]a|viv[ií]an)"
)
_ENGLISH = (
    r"(?:is|are|was|were)(?: not|n['’]t)? (?:still |already |once |no longer )?"
    r"(?:the|a|an|its|part|home|under|members?|president|king|queen|capital)"
    r"|(?:has|have|had) (?:a|an|the|no|about|some|more|fewer|\d)|belong(?:s|ed) to|remain(?:s|ed)"
)
_TIME_NOUNS = (
    r"finales|fines|principios|inicios|comienzos|mediados|año|mes|verano|otoño|invierno|primavera|trimestre|semestre|enero|febrero|marzo|"
    r"abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre|end|start|beginning|middle|year|month|summer|autumn|fall|"
    r"winter|spring|quarter|half|january|february|march|april|may|june|july|august|september|october|november|december|\d+"
)
_BEFORE = {
    "es": re.compile(rf"(?<!\w)(?!(?:{_TIME_NOUNS})\b)\w+ (?:de|del) $", re.IGNORECASE),
    "en": re.compile(rf"(?<!\w)(?!(?:{_TIME_NOUNS})\b)\w+ of $|(?<!\w)(?:the|its|their) $", re.IGNORECASE),
}
_FORMS = {
    lang: re.compile(rf"(?<!\w)(?:{forms})(?!\w)", re.IGNORECASE)
    for lang, forms in {"es": _SPANISH, "en": _ENGLISH}.items()
}


def is_state(text: str, lang: str) -> bool:
    """True where a verb of the sentence describes a state. False in other languages."""
    forms = _FORMS.get(lang)
    return forms is not None and forms.search(text) is not None


def tells_apart(text: str, lang: str, time: Span) -> bool:
    """True where a date names one of several: "la regata de 2021", "the 2021 regatta". False in other languages."""
    before = _BEFORE.get(lang)
    return before is not None and before.search(text[: time.start]) is not None
