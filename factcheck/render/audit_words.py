"""The words of the audit page, by language. Sentences about claims come from `phrases` and `reasons`, not from here."""

from __future__ import annotations

from collections.abc import Mapping

_WORDS: Mapping[str, Mapping[str, str]] = {
    "es": {
        "title": "Auditoría de un archivo",
        "totals": "{articles} artículos · {claims} afirmaciones · {contradictions} contradicciones · {failed} elementos sin leer",
        "contradictions": "Contradicciones, las más graves primero",
        "none": "Ninguna afirmación del archivo contradice sus fuentes.",
        "contradictions_left_out": "Otras {n} contradicciones menos graves están en claims.csv.",
        "verdicts": "Resultados",
        "months": "Por mes",
        "sections": "Por sección",
        "sites": "Por medio",
        "numbers": "Cifras que no coinciden",
        "gaps": "Lo que falta en las fuentes",
        "gaps_claims": "afirmaciones",
        "failed": "Elementos que no se pudieron leer",
        "failed_more": "y {n} más: errors.jsonl los nombra todos.",
        "repeated": "También lo dicen {n} artículos más:",
        "context": "El artículo con la afirmación señalada",
        "triage": "Revisión",
        "confirmed": "confirmada",
        "false_alarm": "falsa alarma",
        "later": "más tarde",
        "save": "Guardar triage.json",
        "saved_how": "Ponga el archivo guardado en la carpeta de la auditoría y ejecute: factcheck audit report CARPETA",
        "seriousness": "gravedad {n}/100",
        "sure": "confianza {percent}",
        "measured_on": "Confianzas medidas en: {population}.",
        "made_by": "Hecho con",
        "undated": "sin fecha",
        "group": "grupo",
        "count": "total",
    },
    "en": {
        "title": "Audit of an archive",
        "totals": "{articles} articles · {claims} claims · {contradictions} contradictions · {failed} items not read",
        "contradictions": "Contradictions, most serious first",
        "none": "No claim in the archive contradicts its sources.",
        "contradictions_left_out": "Another {n} less serious contradictions are in claims.csv.",
        "verdicts": "Outcomes",
        "months": "By month",
        "sections": "By section",
        "sites": "By outlet",
        "numbers": "Numbers that disagree",
        "gaps": "What the sources lack",
        "gaps_claims": "claims",
        "failed": "Items that could not be read",
        "failed_more": "and {n} more: errors.jsonl names them all.",
        "repeated": "{n} more articles say so:",
        "context": "The article with the claim marked",
        "triage": "Triage",
        "confirmed": "confirmed",
        "false_alarm": "false alarm",
        "later": "later",
        "save": "Save triage.json",
        "saved_how": "Put the saved file into the audit's folder and run: factcheck audit report FOLDER",
        "seriousness": "seriousness {n}/100",
        "sure": "confidence {percent}",
        "measured_on": "Confidences measured on: {population}.",
        "made_by": "Made by",
        "undated": "undated",
        "group": "group",
        "count": "total",
    },
}


def word(code: str, lang: str, **values: object) -> str:
    """The word or sentence for `code` in `lang` (English where we lack it)."""
    return _WORDS.get(lang, _WORDS["en"])[code].format(**values)


def codes(lang: str) -> frozenset[str]:
    """All codes of a language, for the test that they are the same."""
    return frozenset(_WORDS[lang])
