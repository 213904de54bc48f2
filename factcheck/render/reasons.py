"""A `Reason` as a sentence in the reader's language. Knows the templates by code, not how a reason came about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from factcheck.domain import Reason
from factcheck.render import values
from factcheck.render.phrases import fill, messages

VOICES = ("supported_by", "refuted_by")
"""Reasons that name whose word decided; what that word says stands in the reason after them."""

SAYS = ("source_value", "source_entity", "list")
"""Values by which a reason says what a source holds."""


def sentence(reason: Reason, lang: str) -> str:
    """One sentence for a reason. An unknown code, or one whose values do not fit, gives a neutral sentence."""
    table = messages(lang)["reasons"]
    shown = values.of_reason(reason, lang)
    made = fill(table[reason.code], shown) if reason.code in table else None
    made = made if made is not None else _neutral(reason.code, shown, table)
    return made[:1].upper() + made[1:]


def sentences(reasons: Iterable[Reason], lang: str) -> str:
    """All reasons in a row, each sentence once; a voice and what it says become one sentence."""
    return " ".join(dict.fromkeys(sentence(reason, lang) for reason in joined(tuple(reasons))))


def untold(found: Iterable[Reason], told: Iterable[Reason]) -> tuple[Reason, ...]:
    """Reasons that none of `told` gives already: the same code, with these values or more (a verdict adds the publisher)."""
    given = tuple(told)
    return tuple(
        reason
        for reason in found
        if not any(other.code == reason.code and reason.values.items() <= other.values.items() for other in given)
    )


def joined(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Reasons with each voice's publisher and year given to the statement after it, in the voice's place."""
    made: list[Reason] = []
    for reason in reasons:
        voice = made[-1] if made and made[-1].code in VOICES else None
        if voice and "publisher" not in reason.values and any(name in reason.values for name in SAYS):
            made[-1] = reason.model_copy(update={"values": _voiced_by(voice) | reason.values})
        else:
            made.append(reason)
    return tuple(made)


def _voiced_by(voice: Reason) -> dict[str, str]:
    given = {name: text for name, text in voice.values.items() if name == "publisher"}
    year = voice.values.get("date", "")[:4]
    return given | ({"year": year} if year.isdecimal() else {})


def _neutral(code: str, shown: Mapping[str, str], table: Mapping[str, str]) -> str:
    listed = ", ".join(f"{name.replace('_', ' ')}: {text}" for name, text in shown.items())
    return fill(table["unknown"], {"code": code.replace("_", " "), "values": listed}) or code
