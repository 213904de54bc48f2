"""Reads independence days and official languages out of the Factbook. Leaves out what it cannot read surely."""

from __future__ import annotations

import re
from functools import cache

from factcheck.library.origins.pages import Made, Row
from factcheck.library.origins.persons import day

_CLAUSE = re.compile(
    r"^(\d{1,2} [A-Z][a-z]+ \d{4}|\d{4}) \((declared |declared independence |)?from (?:the )?([^;)]+)(?:;[^)]*)?\)?$"
)


def independence(made: Made, row: Row) -> None:
    """Each day of independence; several where the page tells of several."""
    clauses = [c.strip() for c in re.split(r";(?![^(]*\))", str(row.value).split("; notable")[0])]
    matches = [_CLAUSE.match(c) for c in clauses]
    known = [match for match in matches if match]
    if len(known) < len(matches):
        made.skip(row, "not a plain date of independence")
        return
    for match in known:
        more = {"from": match[3].strip(), "declared": bool(match[2])}
        made.add(row, "independence", day(match[1]), single_valued=len(known) == 1, qualifiers=more)


_OFFICIAL = re.compile(r"(?:^|, |; |and )([A-Z][^,;()%]*?)(?: [\d.]+%)? \(([^()]*official[^()]*)\)")
_UNSURE = re.compile(
    r"official in |regional|de facto|de jure|recognized as official|only in|on most|province|municipal|minorit"
)
_LANGUAGES = {
    "Castilian Spanish": "es", "Spanish": "es", "Castilian": "es", "Kiswahili": "sw", "Swahili": "sw", "Persian Farsi": "fa",
    "Kirundi": "rn", "Kinyarwanda": "rw", "Sesotho": "st", "Bahasa Indonesia": "id", "Bahasa Malaysia": "ms", "Slovene": "sl",
    "Moldovan/Romanian": "ro", "Luxembourgish": "lb", "Dhivehi": "dv", "Bangla": "bn", "Mandarin": "zh", "siSwati": "ss",
    "Standard Chinese or Mandarin": "zh", "Kiswahili or Swahili": "sw", "iTaukei": "fj", "Tok Pisin": "tpi", "Niuean": "niu",
    "Bislama": "bi", "Palauan": "pau", "Marshallese": "mh", "Tuvaluan": "tvl", "Nauruan": "na", "Papiamento": "pap",
    "Seychellois Creole": "crs", "Swahili/Kiswahili": "sw", "Hiri Motu": "ho", "Chamorro": "ch", "Afghan Persian or Dari": "prs",
    "Fiji Hindi": "hif", "Montenegrin": "cnr", "Guarani": "gn", "Sinhala": "si", "Arabic": "ar", "Dzongkha": "dz",
}  # fmt: skip


def languages(made: Made, row: Row) -> None:
    """The official languages, closed where nothing in the page makes it doubtful."""
    text = str(row.value)
    found = _OFFICIAL.findall(text)
    codes = [_language(name.strip()) for name, _ in found]
    if not found or None in codes or len(found) != text.count("official"):
        made.skip(row, "official languages not read surely")
        return
    closed = not _UNSURE.search(text)
    value = tuple(dict.fromkeys(f"language:{code}" for code in codes))
    made.add(row, "official_languages", value, complete=closed, qualifiers={"among": "language"})


@cache
def _language(name: str) -> str | None:
    from babel import Locale

    names = {str(v): k for k, v in Locale("en").languages.items() if re.match(r"^[a-z]{2,3}$", k)}
    return _LANGUAGES.get(name) or names.get(name)
