"""Structured facts as sentences, by the project's own templates: one fact serves Spanish and English, and its numbers stay
readable by machine. Knows attributes and their templates; compares and decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from factcheck.domain import Fact, listed
from factcheck.render import formats, values
from factcheck.render.grammar import (
    FALLBACK,
    LANGUAGES,
    Name,
    day_words,
    in_period,
    is_date,
    joined,
    name_of,
    on_day,
    qualifier_text,
    wording,
)
from factcheck.render.phrases import fill

_PARTNERS = ("export_partners", "import_partners")
_NAMES_PER_PASSAGE = 40
"""Long lists are cut into passages of this many names, so that an encoder sees all of them."""


def statement(fact: Fact, lang: str, about: str | None = None) -> str:
    """One sentence for a fact in `lang` (English where we do not speak it).

    `about` (an entity such as `country:KAZ`) asks a list about one entity: the sentence then says that it stands on the
    list or, for closed lists only, that it does not, with the list's day.
    """
    spoken = lang if lang in LANGUAGES else FALLBACK
    if about is not None and isinstance(fact.value, tuple):
        return _about(fact, spoken, about)
    if spoken in fact.statements:
        return fact.statements[spoken]
    return _filled(fact, spoken, _value(fact, spoken))


def statements(fact: Fact) -> list[tuple[str, str]]:
    """`(lang, sentence)` for the index: one per language, several where a list is long; a fact's own wording as it is."""
    if fact.statements and not isinstance(fact.value, tuple):
        return [(lang, fact.statements.get(lang) or statement(fact, lang)) for lang in LANGUAGES]
    return [(lang, text) for lang in LANGUAGES for text in _passages(fact, lang)]


def _passages(fact: Fact, lang: str) -> Iterator[str]:
    if not isinstance(fact.value, tuple) or len(fact.value) <= _NAMES_PER_PASSAGE or fact.attribute in _PARTNERS:
        yield statement(fact, lang)
        return
    names = _sorted_names(fact, lang)
    for start in range(0, len(names), _NAMES_PER_PASSAGE):
        yield _filled(fact, lang, joined(names[start : start + _NAMES_PER_PASSAGE], lang))


# ----------------------------------------------------------------------------- one sentence


def _filled(fact: Fact, lang: str, value: str) -> str:
    templates = wording(lang)["statements"]
    template = templates.get(_template_code(fact), templates["other"])
    given = _subject_words(fact, lang) | _more_words(fact, lang) | {"value": value}
    made = fill(template, {key: text for key, text in given.items() if text})
    return _clean(made if made is not None else fill(templates["other"], given) or value)


def _template_code(fact: Fact) -> str:
    code = fact.attribute
    several = isinstance(fact.value, tuple) and len(fact.value) > 1
    if code in ("capital", "official_languages") and several:
        return f"{code}_many"
    if code == "capital" and fact.value == "none":
        return "capital_none"
    if code == "gdp_growth" and isinstance(fact.value, float) and fact.value < 0:
        return "gdp_growth_negative"
    if code == "independence" and fact.qualifiers.get("declared"):
        return "independence_declared"
    if code == "rome_statute_ratified" and fact.qualifiers.get("how") == "accession":
        return "rome_statute_acceded"
    return code


def _subject(fact: Fact, lang: str) -> Name:
    return name_of(fact.subject_id, lang, fact.subject) if fact.subject_id else Name(fact.subject, None, lang)


def _subject_words(fact: Fact, lang: str) -> dict[str, str]:
    subject = _subject(fact, lang)
    of, inside = ("de", "en") if lang == "es" else ("of", "in")
    words = {
        "subject": subject.opening,
        "subject_inside": subject.inside,
        "the_subject": subject.inside,
        "of_subject": subject.after(of),
        "in_subject": subject.after(inside),
        "attribute": values.attribute(fact.attribute, lang).lower() or fact.attribute.replace("_", " "),
    }
    return words | _agreement(subject)


def _agreement(subject: Name) -> dict[str, str]:
    """Endings and verbs that depend on the subject's number; the empty ending is a blank that `fill` can use."""
    return {
        "ó": "aron" if subject.plural else "ó",
        "n": "n" if subject.plural else "\u2060",
        "es": "son" if subject.plural else "es",
    }


def _more_words(fact: Fact, lang: str) -> dict[str, str]:
    text = fact.value if isinstance(fact.value, str) else ""
    dated = is_date(text)
    words = {
        "in_period": in_period(fact.period, lang) if fact.period else "",
        "as_of": formats.day(fact.as_of, lang) or "",
        "on_value": on_day(text, lang) if dated else text,
        "since_value": day_words(text, lang) if dated else text,
        "count": str(len(fact.value)) if isinstance(fact.value, tuple) else "",
        "by": qualifier_text(fact.qualifiers.get("by"), lang) or "",
    }
    return words | _qualified(fact, lang) | _ranking(fact, lang)


def _qualified(fact: Fact, lang: str) -> dict[str, str]:
    of = "de" if lang == "es" else "of"
    more = fact.qualifiers
    since = more.get("since")
    return {
        "since": day_words(since, lang) if isinstance(since, str) else "",
        "office": wording(lang)["offices"].get(str(more.get("office")), str(more.get("office") or "")),
        "from": _power(str(more.get("from") or ""), lang),
        "partner": name_of(more["partner"], lang).inside if "partner" in more else "",
        "of_organization": name_of(more["organization"], lang).after(of) if "organization" in more else "",
        "positive": _amount(abs(fact.value), fact.unit, lang) if isinstance(fact.value, float) else "",
    }


def _power(text: str, lang: str) -> str:
    """`France` -> `de Francia`, `from France`; nothing where Spanish has no wording for it."""
    known = wording(lang)["powers"].get(text)
    if known or not text or lang == "es":
        return known or ""
    article = "the " if text.split(maxsplit=1)[0] in ("Soviet", "Ottoman", "Netherlands", "State", "Malaysian") else ""
    return f"from {article}{text}"


def _ranking(fact: Fact, lang: str) -> dict[str, str]:
    if fact.attribute not in _PARTNERS or not isinstance(fact.value, tuple):
        return {}
    shares = fact.qualifiers.get("shares") or [None] * len(fact.value)
    named = [_with_share(entity, share, lang) for entity, share in zip(fact.value, shares, strict=False)]
    others = joined(named[1:], lang)
    return {
        "first": named[0],
        "others": f"l {others[3:]}" if lang == "es" and others.startswith("el ") else f" {others}" if others else "",
    }


def _with_share(entity: str, share: Any, lang: str) -> str:
    name = name_of(entity, lang).inside
    return name if share is None else f"{name} ({_amount(float(share), 'percent', lang)})"


# ----------------------------------------------------------------------------- values


def _value(fact: Fact, lang: str) -> str:
    if isinstance(fact.value, tuple):
        return joined(_sorted_names(fact, lang), lang)
    if isinstance(fact.value, str):
        return _text_value(fact, fact.value, lang)
    bound = wording(lang)["bounds"].get(str(fact.qualifiers.get("bound")), "{value}")
    return fill(bound, {"value": _amount(float(fact.value), fact.unit, lang)}) or ""


def _amount(value: float, unit: str | None, lang: str) -> str:
    if unit == "percent":
        space = "\u00a0" if lang == "es" else ""
        return f"{formats.number(value, lang)}{space}%"
    return values.amount(value, unit, lang)


def _text_value(fact: Fact, text: str, lang: str) -> str:
    named = (fact.qualifiers.get("names") or {}).get(lang)
    if named:
        return joined([str(name) for name in named] if isinstance(named, list) else [str(named)], lang)
    if fact.attribute == "currency":
        return _currency(text, lang)
    if fact.attribute == "government_type":
        return wording(lang)["governments"].get(text, text)
    return day_words(text, lang) if is_date(text) else text


_FEMININE_MONEY = ("corona", "libra", "rupia", "grivna", "rufiyaa", "dobra", "couronne")


def _currency(entity: str, lang: str) -> str:
    code = entity.removeprefix("currency:")
    name = name_of(entity, lang, code).bare
    if lang == "es":
        return f"{'la' if name.startswith(_FEMININE_MONEY) else 'el'} {name} ({code})"
    return f"the {name} ({code})"


def _sorted_names(fact: Fact, lang: str) -> list[str]:
    if not isinstance(fact.value, tuple):
        return []
    given = (fact.qualifiers.get("names") or {}).get(lang)
    if given:
        return [str(name) for name in given]
    named = [_item(value, fact, lang) for value in fact.value]
    return named if fact.attribute in _PARTNERS else sorted(named, key=_sorting_key)


def _item(value: str, fact: Fact, lang: str) -> str:
    if ":" not in value:
        return value
    name = name_of(value, lang)
    return f"el {name.bare}" if fact.attribute == "official_languages" and lang == "es" else name.bare


def _sorting_key(name: str) -> str:
    import unicodedata

    return "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))


# ----------------------------------------------------------------------------- lists, asked about one entity


def _about(fact: Fact, lang: str, entity: str) -> str:
    tables = wording(lang)["lists"]
    name = name_of(entity, lang)
    subject = _subject_words(fact, lang)
    history = {key: _history(fact, key, entity, lang) for key in ("since", "until")}
    given = {
        "entity": name.opening,
        "list": fill(tables.get(fact.attribute, tables["other"]), subject) or "",
        "as_of": formats.day(fact.as_of, lang) or "",
    }
    given |= _agreement(name) | history
    code = _list_code(listed(fact, entity), history["until"])
    if code == "undecided":
        given["entity"] = name.inside
    return _clean(fill(tables[code], {key: text for key, text in given.items() if text}) or "")


def _list_code(stands: bool | None, until: str) -> str:
    if stands is None:
        return "undecided"
    if stands:
        return "on_list"
    return "left_list" if until else "off_list"


def _history(fact: Fact, key: str, entity: str, lang: str) -> str:
    table = fact.qualifiers.get(key)
    text = table.get(entity) if isinstance(table, dict) else None
    if not text:
        return ""
    return on_day(text, lang) if key == "until" else day_words(text, lang)


def _clean(text: str) -> str:
    return text.replace("\u2060", "").replace("..", ".")
