"""Facts about countries out of the CIA World Factbook's fields (public domain). Knows how the Factbook writes figures,
persons, partners and dates; what it cannot read surely it leaves out and counts."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from factcheck.domain import Fact, Source, Tier

AS_OF = date(2026, 5, 17)
EDITION = "factbook.json 8662a8b17a, 2026-05-17"
GROUP = "cia_world_factbook"
VERIFIED_BY = "one source: read by rule from the stored snapshot"
_RENAMED = {"COD": "DR Congo", "COG": "Congo", "MMR": "Myanmar", "HKG": "Hong Kong", "MAC": "Macao", "PSE": "Palestine"}
_PARTNERS = {
    "Bahamas, The": "BHS", "Gambia, The": "GMB", "UAE": "ARE", "UK": "GBR", "US": "USA", "USA": "USA", "NZ": "NZL",
    "S. Korea": "KOR", "South Korea": "KOR", "North Korea": "PRK", "Cote d'Ivoire": "CIV", "DRC": "COD",
    "Dominican Republic": "DOM", "Turkey": "TUR", "Burma": "MMR", "Hong Kong": "HKG", "Macau": "MAC",
    "United States": "USA", "Bosnia & Herzegovina": "BIH", "Trinidad & Tobago": "TTO", "Antigua & Barbuda": "ATG",
    "St. Kitts & Nevis": "KNA", "St. Lucia": "LCA", "St. Vincent & the Grenadines": "VCT", "Guadeloupe": "GLP",
    "Martinique": "MTQ",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One field of one country page."""

    iso3: str
    country: str
    field: str
    value: Any
    year: int | None
    file: str


@dataclass
class Made:
    """Facts made so far, and why fields were left out (reason -> how often)."""

    facts: list[Fact] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    files: dict[str, str] = field(default_factory=dict)

    def add(self, row: Row, attribute: str, value: Any, **more: Any) -> None:
        """One fact about the row's country."""
        period = more.get("period")
        ident = "-".join(["factbook", row.iso3.lower(), attribute, *([period] if period else [])])
        number = sum(f.id == ident or f.id.startswith(f"{ident}.") for f in self.facts[-8:])
        self.facts.append(
            Fact(
                id=f"{ident}.{number + 1}" if number else ident,
                source_id=source_id(row.iso3),
                subject=row.country,
                subject_id=f"country:{row.iso3}",
                attribute=attribute,
                value=value,
                as_of=AS_OF,
                verified_by=VERIFIED_BY,
                **more,
            )
        )

    def skip(self, row: Row, why: str) -> None:
        """Count a field that was not understood."""
        self.left_out[f"{row.field}: {why}"] += 1


def source_id(iso3: str) -> str:
    """The id of a country page's source."""
    return f"factbook-{iso3.lower()}"


@cache
def countries() -> dict[str, tuple[str, str]]:
    """The Factbook's page code -> (ISO 3166 alpha-2, alpha-3)."""
    text = resources.files("factcheck.library").joinpath("data", "countries.json").read_text(encoding="utf-8")
    return {code: (two, three) for code, (two, three) in json.loads(text).items()}


@cache
def country_names() -> dict[str, str]:
    """Alpha-3 -> English name (CLDR, with a few in their everyday form)."""
    from babel import Locale

    names = Locale("en").territories
    return {three: _RENAMED.get(three, str(names[two])).replace("’", "'") for two, three in countries().values()}


@cache
def _capitals_es() -> dict[str, str]:
    text = resources.files("factcheck.library").joinpath("data", "capitals_es.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def rows(path: Path) -> Iterator[Row]:
    """The fields of a Factbook file, those of countries and territories with a code of their own."""
    names = country_names()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            codes = countries().get(record["gec"])
            if codes:
                three = codes[1]
                name = record["field"].strip()
                yield Row(three, names[three], name, record["value"], record["year"], record["source_file"])


def facts(structured: Path, everything: Path) -> Made:
    """All facts of the two Factbook files."""
    made = Made()
    for row in rows(structured):
        made.files.setdefault(row.iso3, row.file)
        reader = _READERS.get(row.field)
        if reader:
            reader(made, row)
    for row in rows(everything):
        reader = _MORE_READERS.get(row.field)
        if reader:
            reader(made, row)
    made.facts = list(_without_doubles(made.facts))
    return made


def _without_doubles(found: Iterable[Fact]) -> Iterator[Fact]:
    seen: set[str] = set()
    for fact in found:
        if fact.id not in seen:
            seen.add(fact.id)
            yield fact


def sources(files: dict[str, str]) -> list[Source]:
    """One source per country page that facts came from."""
    return [
        Source(
            id=source_id(iso3),
            publisher="CIA World Factbook",
            title=f"The World Factbook: {country_names()[iso3]}",
            url=f"https://github.com/factbook/factbook.json/blob/8662a8b17a/{file}",
            published=AS_OF,
            as_of=AS_OF,
            lang="en",
            country="USA",
            licence="public domain (US Government)",
            tier=Tier.REFERENCE_WORK,
            independent_group=GROUP,
            verified_by=f"{VERIFIED_BY} ({EDITION}, {file})",
        )
        for iso3, file in sorted(files.items())
    ]


# ----------------------------------------------------------------------------- figures

_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_NUMBER = re.compile(r"^\$?\s*(-?)\$?\s*([\d,]+(?:\.\d+)?)\s*(thousand|million|billion|trillion)?")


def number(text: str) -> float | None:
    """`$722.912 billion (2024 est.)` -> 722912000000.0; None where no figure opens the text."""
    plain = re.sub(r"^\(\d{4}[^)]*\)\s*", "", text.strip())
    match = _NUMBER.match(plain)
    if not match:
        return None
    value = float(match[2].replace(",", "")) * _SCALES.get(match[3], 1.0)
    return round(-value if match[1] else value, 6)


def _figure(attribute: str, unit: str | None) -> Callable[[Made, Row], None]:
    def read(made: Made, row: Row) -> None:
        value = float(row.value) if isinstance(row.value, int | float) else number(str(row.value))
        if value is None or row.year is None:
            made.skip(row, "no figure or no year")
        else:
            made.add(row, attribute, value, unit=unit, period=str(row.year), single_valued=True)

    return read


def _area(made: Made, row: Row) -> None:
    match = re.match(r"^([\d,.]+) sq km$", str(row.value).strip())
    if match:
        made.add(row, "area", float(match[1].replace(",", "")), unit="km2", single_valued=True)
    else:
        made.skip(row, "not a plain figure")


# ----------------------------------------------------------------------------- places, trade, money


@cache
def _by_name() -> dict[str, str]:
    return {name: iso3 for iso3, name in country_names().items()} | _PARTNERS


def _partners(attribute: str) -> Callable[[Made, Row], None]:
    def read(made: Made, row: Row) -> None:
        codes = [_by_name().get(name) for name, _ in row.value]
        if not row.value or None in codes or row.year is None:
            made.skip(row, "a partner's name is not known")
            return
        shares = [share for _, share in row.value]
        value = tuple(f"country:{code}" for code in codes)
        made.add(row, attribute, value, period=str(row.year), qualifiers={"shares": shares})

    return read


def _capital(made: Made, row: Row) -> None:
    parts = re.split(r"[;,]\s*(?![^(\[]*[)\]])", str(row.value).replace("Washington, D.C.", "Washington D.C."))
    kept = [p.strip() for p in parts if not p.strip().startswith("note")][:3]
    names = [re.sub(r"\s*\(.*|\s+in Romanian.*| is the administrative capital.*|\.$", "", p) for p in kept]
    names = ["Washington, D.C." if n.startswith("Washington") else n for n in names]
    if re.match(r"no official|administered from", names[0]) or any(len(n.split()) > 4 for n in names):
        made.skip(row, "not a name")
    elif len(names) > 1 and all(re.search(r"capital|seat", p) for p in kept):
        made.add(row, "capital", tuple(names), qualifiers={"names": _names(names), "note": "; ".join(kept)})
    else:
        made.add(row, "capital", names[0], single_valued=True, qualifiers={"names": _names(names[:1])})


def _names(names: list[str]) -> dict[str, list[str]]:
    return {"en": names, "es": [_capitals_es().get(n, n) for n in names]}


def _currency(made: Made, row: Row) -> None:
    from babel.numbers import get_territory_currencies

    two = next(a for a, b in countries().values() if b == row.iso3)
    tender = get_territory_currencies(two, start_date=date(2024, 1, 1), tender=True)
    match = re.search(r"\(([A-Z]{3})\) per US dollar", str(row.value))
    code = "USD" if "US dollar is used" in str(row.value) else match[1] if match else None
    code = {"RMB": "CNY"}.get(code or "", code)
    if code not in tender:
        made.skip(row, "the code is missing or out of date")
    else:
        made.add(row, "currency", f"currency:{code}", single_valued=len(tender) == 1)


def _government(made: Made, row: Row) -> None:
    text = re.split(r"[;(]| note ", str(row.value))[0].strip()
    if (
        len(text) > 60
        or "formerly" in text
        or " - " in text
        or not re.search(r"republic|monarchy|democracy|state|sultanate|federation", text)
    ):
        made.skip(row, "not a short form of government")
    else:
        made.add(row, "government_type", text)


# ----------------------------------------------------------------------------- persons

_TITLES = (
    "President of the Swiss Confederation", "President of the Government of Spain (prime minister-equivalent)",
    "President of Council of Ministers", "Sultan and Prime Minister", "Prime Minister Crown Prince",
    "Crown Prince and Prime Minister", "Prime Minister and Foreign Minister", "Prime Minister and Co-Vice President",
    "Taoiseach (Prime Minister)", "Caretaker Prime Minister", "Acting Prime Minister", "Interim Prime Minister",
    "Transition Prime Minister", "GNU Interim Prime Minister", "CNSP Prime Minister", "Prime Minister",
    "Interim President", "Transitional President", "Transition President", "Acting President", "Vice President",
    "State Affairs Commission President", "Supreme Leader", "Chief Minister", "Chief Executive", "Grand Duke",
    "President", "Premier", "Chancellor", "King", "Emperor", "Prince", "Amir", "Pope", "Governor",
)  # fmt: skip
_PLAIN_TITLES = {
    "President of the Government of Spain (prime minister-equivalent)": "prime minister",
    "Taoiseach (Prime Minister)": "prime minister",
    "Prime Minister Crown Prince": "prime minister",
    "Crown Prince and Prime Minister": "prime minister",
    "Prime Minister and Foreign Minister": "prime minister",
    "Prime Minister and Co-Vice President": "prime minister",
    "President of Council of Ministers": "president of the council of ministers",
    "President of the Swiss Confederation": "president",
    "State Affairs Commission President": "president of the state affairs commission",
    "GNU Interim Prime Minister": "interim prime minister",
    "CNSP Prime Minister": "prime minister",
    "Transition President": "transitional president",
    "Transition Prime Minister": "transitional prime minister",
}
_RANKS = re.compile(r"^(?:(?:Sir|Dr\.|Sr\.|Gen\.|Col\.|Capt\.|General|of China|Sultan)\s+)+")
_ROMAN = re.compile(r"^[IVX]+$")


_MISPRINTED = {("ROU", "head_of_government")}  # in office `since 2005`, which the same page's history contradicts


def _head(attribute: str) -> Callable[[Made, Row], None]:
    def read(made: Made, row: Row) -> None:
        found = person(str(row.value))
        if found is None or (row.iso3, attribute) in _MISPRINTED:
            made.skip(row, "office or name not read surely")
            return
        office, name, since = found
        qualifiers = {"office": office, "since": since}
        made.add(row, attribute, name, single_valued=True, qualifiers=qualifiers)

    return read


def person(text: str) -> tuple[str, str, str] | None:
    """`President Paul BIYA (since 6 November 1982)` -> (`president`, `Paul Biya`, `1982-11-06`)."""
    match = re.match(r"^(.*?)\s*(?:\(also[^)]*\)[^(]*|; also[^(]*)?\(since ([^);,]+)[^)]*\)", text)
    title = match and next((t for t in _TITLES if text.startswith(f"{t} ")), None)
    if not match or not title:
        return None
    name = _RANKS.sub("", match[1].removeprefix(title).strip())
    since = day(match[2])
    plain = " ".join(_cased(word, first=not place) for place, word in enumerate(name.split()))
    if not since or not plain or re.search(r"[();,](?! Jr)|(^| )of | and |vacant", name):
        return None
    return _PLAIN_TITLES.get(title, title.lower()), plain, since


def _cased(word: str, *, first: bool) -> str:
    if "." in word or (_ROMAN.match(word) and not first):
        return word
    return re.sub(r"[^\W\d_]{2,}", lambda m: m[0].capitalize() if m[0].isupper() else m[0], word)


def day(text: str) -> str | None:
    """`20 March 2019` -> `2019-03-20`, `April 2018` -> `2018-04`, `1997` -> `1997`."""
    plain = re.sub(
        r"\b(Sep|Oct)\b",
        {"Sep": "September", "Oct": "October"}.get(text.split()[1][:3], "") if " " in text else "",
        text,
    )
    for pattern, shape in (("%d %B %Y", "%Y-%m-%d"), ("%B %Y", "%Y-%m"), ("%Y", "%Y")):
        try:
            return datetime.strptime(plain.strip(), pattern).strftime(shape)  # noqa: DTZ007 - days have no zone
        except ValueError:
            continue
    return None


# ----------------------------------------------------------------------------- independence and languages

_CLAUSE = re.compile(
    r"^(\d{1,2} [A-Z][a-z]+ \d{4}|\d{4}) \((declared |declared independence |)?from (?:the )?([^;)]+)(?:;[^)]*)?\)?$"
)


def _independence(made: Made, row: Row) -> None:
    clauses = [c.strip() for c in re.split(r";(?![^(]*\))", str(row.value).split("; notable")[0])]
    matches = [_CLAUSE.match(c) for c in clauses]
    if None in matches:
        made.skip(row, "not a plain date of independence")
        return
    for match in matches:
        assert match is not None
        more = {"from": match[3].strip(), "declared": bool(match[2])}
        made.add(row, "independence", day(match[1]), single_valued=len(matches) == 1, qualifiers=more)


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


def _languages(made: Made, row: Row) -> None:
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


_READERS: dict[str, Callable[[Made, Row], None]] = {
    "population": _figure("population", "person"),
    "life_expectancy": _figure("life_expectancy", "year"),
    "GDP (official exchange rate)": _figure("gdp_nominal", "USD"),
    "Real GDP (purchasing power parity)": _figure("gdp_ppp", "USD"),
    "Real GDP per capita": _figure("gdp_per_capita_ppp", "USD"),
    "Real GDP growth rate": _figure("gdp_growth", "percent"),
    "Inflation rate (consumer prices)": _figure("inflation", "percent"),
    "Unemployment rate": _figure("unemployment", "percent"),
    "Public debt": _figure("public_debt", "percent"),
    "Gini Index coefficient - distribution of family income": _figure("gini", None),
    "Exports": _figure("exports", "USD"),
    "Imports": _figure("imports", "USD"),
    "export_partners": _partners("export_partners"),
    "import_partners": _partners("import_partners"),
    "currency": _currency,
    "government_type": _government,
    "chief_of_state": _head("head_of_state"),
    "head_of_government": _head("head_of_government"),
    "independence": _independence,
}
_MORE_READERS: dict[str, Callable[[Made, Row], None]] = {
    "Geography > Area > total": _area,
    "Government > Capital > name": _capital,
    "Economy > Exchange rates": lambda made, row: _currency(made, row) if "is used" in str(row.value) else None,
    "People and Society > Languages > Languages": _languages,
    "People and Society > Languages": _languages,
}
