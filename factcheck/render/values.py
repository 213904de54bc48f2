"""The values that reasons and comparisons carry, as a reader writes them: dates, names of entities, amounts with units, shares.

A value is either a text's own words (shown as they are) or what a structured fact holds (`26100000000`, `country:CHN`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from factcheck.domain import Comparison, Reason
from factcheck.render import formats
from factcheck.render.phrases import messages, phrase

_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?", re.IGNORECASE)
_ENTITY = re.compile(r"(country|org|currency|treaty|court):\w+")


def of_reason(reason: Reason, lang: str) -> dict[str, str]:
    """All values of a reason as they are shown. Names in the reader's language win over the data's own."""
    given = reason.values
    structured = "attribute" in given
    shown = {name: _shown(name, text, lang) for name, text in given.items()}
    if structured and "source_value" in given:
        shown["source_value"] = of_fact(given["source_value"], given.get("unit"), lang)
    for name, entity in (("subject", "entity"), ("list", "list_entity"), ("source_value", "source_entity")):
        if not _names_several(given.get(name, "")) and given.get(entity):
            shown[name] = named(given[entity], lang) or shown.get(name, given[entity])
    if not shown.get("date") and given.get("as_of"):
        shown["date"] = of_text(given["as_of"], lang)
    return {name: text for name, text in shown.items() if text}


def source_side(comparison: Comparison, lang: str) -> str:
    """A comparison's source value: a fact's bare number gets its unit, an entity its name, words stay as they are."""
    text, value = comparison.source_text, comparison.source_value
    if value is not None and text == f"{value:.10g}":
        return amount(value, comparison.unit, lang)
    return of_text(text, lang)


def of_fact(text: str, unit: str | None, lang: str) -> str:
    """A structured fact's value: numbers with their unit, dates and entities by name; lists item by item."""
    if _PLAIN_NUMBER.fullmatch(text):
        return amount(float(text), unit, lang)
    return ", ".join(of_text(part, lang) for part in text.split(", "))


def of_text(text: str, lang: str) -> str:
    """ISO dates are written out, entities named; everything else is shown on one line as it came."""
    if _ENTITY.fullmatch(text):
        return named(text, lang) or text
    try:
        return formats.day(date.fromisoformat(text), lang) or text if len(text) == 10 else formats.line(text)
    except ValueError:
        return formats.line(text)


def period(text: str, lang: str) -> str:
    """An ISO 8601 period in words: `2022`, `enero de 2023`, `enero de 2023 – octubre de 2023`."""
    ends = [formats.month(end, lang) or of_text(end, lang) for end in text.split("/")]
    return " – ".join(dict.fromkeys(ends))


def named(entity: str, lang: str) -> str | None:
    """What an entity is called in the reader's language, None where nobody knows."""
    from factcheck.language import names

    shown: str | None = names.display(entity, lang)
    return shown


def amount(value: float, unit: str | None, lang: str) -> str:
    """2.61e10 USD as `26.100 millones de dólares` or `26.1 billion dollars`; 3.4 percent as `3,4 %` or `3.4%`."""
    if unit == "percent":
        return formats.percent(value / 100, lang, digits=2)
    name = unit_name(unit, lang) if unit else None
    exponent = next((e for e in (12, 9, 6) if str(e) in messages(lang)["scales"] and _round_in(value, e)), None)
    if exponent is None:
        bare = formats.number(value, lang)
        return phrase("amount", lang, number=bare, unit=name) if name else bare
    scaled = formats.number(value / 10**exponent, lang)
    scales = messages(lang)["scales"]
    scale = scales.get(f"{exponent}_one", scales[str(exponent)]) if scaled == "1" else scales[str(exponent)]
    if name is None:
        return phrase("amount_bare", lang, number=scaled, scale=scale)
    return phrase("amount_scaled", lang, number=scaled, scale=scale, unit=name)


def unit_name(unit: str, lang: str) -> str:
    """A unit in the plural: from our table, a currency's own name, else the code as it is."""
    known = messages(lang)["units"].get(unit)
    if known or not re.fullmatch(r"[A-Z]{3}", unit):
        return known or unit
    return formats.currency(unit, lang)


def attribute(code: str, lang: str) -> str:
    """What a fact's attribute is called, with a capital; empty for a code that no table names."""
    name = messages(lang)["attributes"].get(code, "")
    return name[:1].upper() + name[1:]


def difference(text: str, lang: str) -> str:
    """A relative difference (`0.034`) as a percentage without sign; as a factor from double on; nothing where it rounds to none."""
    try:
        share = float(text)
    except ValueError:
        return formats.line(text)
    if share >= 1:
        return "×" + formats.number(round(share + 1, 1), lang)
    return formats.percent(abs(share), lang, digits=1) if abs(share) >= 0.0005 else ""


def _round_in(value: float, exponent: int) -> bool:
    # `26,1 mil` reads well, `26.123456789` does not: scale only what stays at two decimals.
    scaled = value / 10**exponent
    return bool(abs(scaled) >= 1 and abs(scaled * 100 - round(scaled * 100)) < 1e-6)


def _share(text: str, lang: str) -> str:
    try:
        return formats.percent(float(text), lang)
    except ValueError:
        return formats.line(text)


def _names_several(text: str) -> bool:
    return "," in text


def _label(text: str, lang: str) -> str:
    return messages(lang)["phrases"].get(f"verdict_{text}", formats.line(text))


_SHOWN: Mapping[str, Callable[[str, str], str]] = {
    "difference": difference,
    "period": period,
    "confidence": _share,
    "threshold": _share,
    "attribute": attribute,
    "label": _label,
}


def _shown(name: str, text: str, lang: str) -> str:
    return _SHOWN.get(name, of_text)(text, lang)
