"""Training pairs from structured facts about countries: true, changed and unanswered claims in Spanish, English and across.

Knows the Factbook records' fields and the wordings; countries that occur in `country_statements` are left out by the caller.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from factcheck.training import wordings as w
from factcheck.training.countries import (
    LANGS,
    Country,
    Day,
    Made,
    Statement,
    contracted,
    date_in,
    lower,
    moved,
    partner_names,
    read_countries,
    upper,
    written_day,
)
from factcheck.training.figures import figure, quantity, some_figure
from factcheck.training.reading import Pair

CHANCES = {("en", "en"): 0.2, ("es", "es"): 0.4, ("en", "es"): 0.25, ("es", "en"): 0.15}
"""Languages of (evidence, claim)."""


def fact_pairs(factbook: Path, held_out: set[str], count: int, seed: int) -> list[Pair]:
    """`count` pairs from the Factbook's records, without those whose `source_file` is in `held_out`."""
    chooser = random.Random(seed)
    countries = read_countries(factbook, held_out)
    makers = (figure, figure, figure, figure, figure, _partner, _date, _office, _membership, _membership, _closed_list)
    pairs: list[Pair] = []
    while len(pairs) < count:
        made = chooser.choice(makers)(countries, chooser)
        if made is not None:
            pairs.append(_pair(made, countries, chooser, len(pairs)))
    return pairs


def _pair(made: Made, countries: Sequence[Country], chooser: random.Random, number: int) -> Pair:
    evidence, claim, label = made
    premise_lang, lang = chooser.choices(list(CHANCES), list(CHANCES.values()))[0]
    premise = _framed(evidence, premise_lang, countries, chooser)
    return Pair(premise, claim.say(lang, chooser), label, premise_lang, lang, "facts", f"fact-{number}")


def _framed(evidence: Statement, lang: str, countries: Sequence[Country], chooser: random.Random) -> str:
    sentences = [evidence.say(lang, chooser)]
    for _ in range(chooser.choice((0, 0, 1, 1, 2))):
        aside = some_figure(chooser.choice((evidence.country, chooser.choice(countries))), chooser)
        if aside is not None:
            sentences.insert(chooser.randrange(len(sentences) + 1), aside.statement().say(lang, chooser))
    headline = chooser.choice(w.HEADLINES[lang]).format(c=evidence.country.names[lang])
    frame = chooser.choice(w.FRAMES[lang])
    text = " ".join(sentences)
    inside = text if frame[:1] == "{" or frame.endswith(": {s}") else lower(text)
    return frame.format(s=inside, h=headline, d=written_day(_any_date(chooser), lang))


def _partner(countries: Sequence[Country], chooser: random.Random) -> Made | None:
    country, field = chooser.choice(countries), chooser.choice(list(w.PARTNERS))
    records = country.records.get(field)
    if not records or len(records[0]["value"]) < 2 or records[0]["value"][0][1] <= records[0]["value"][1][1]:
        return None
    (first, share), (second, less) = records[0]["value"][:2]
    buyer, runner_up = partner_names(first), partner_names(second)
    if buyer is None or runner_up is None:
        return None
    year, label = records[0]["year"], chooser.choice(("entailment", "contradiction", "neutral"))
    top = buyer if label != "contradiction" else runner_up
    claimed_year = year if label != "neutral" else year - chooser.choice((1, 2, 3))
    shares = {lang: (quantity(share, "percent", lang, 3), quantity(less, "percent", lang, 3)) for lang in LANGS}

    def tell(lang: str, choose: random.Random) -> str:
        text = choose.choice(w.PARTNERS[field]["evidence"][lang])
        v, x = shares[lang]
        return upper(text.format(c=country.names[lang], p=buyer[lang], q=runner_up[lang], v=v, w=x, y=year))

    def claim(lang: str, choose: random.Random) -> str:
        text = choose.choice(w.PARTNERS[field]["claim"][lang])
        return upper(text.format(c=country.names[lang], p=top[lang], y=claimed_year))

    return Statement(country, tell), Statement(country, claim), label


def _date(countries: Sequence[Country], chooser: random.Random) -> Made | None:
    country = chooser.choice(countries)
    records = country.records.get("independence")
    day = date_in(str(records[0]["value"])) if records else None
    if day is None:
        return None
    label = chooser.choice(("entailment", "contradiction", "neutral"))
    other = chooser.choice(countries)
    if label == "neutral" and other is country:
        return None
    claimed = day if label == "entailment" else moved(day, chooser)
    subject = other if label == "neutral" else country
    return _dated(country, day, w.INDEPENDENCE), _dated(subject, claimed, w.INDEPENDENCE), label


def _dated(country: Country, day: Day, sentences: w.Wordings, **slots: Mapping[str, str]) -> Statement:
    def say(lang: str, chooser: random.Random) -> str:
        values = {name: by_lang[lang] for name, by_lang in slots.items()}
        return upper(chooser.choice(sentences[lang]).format(c=country.names[lang], d=written_day(day, lang), **values))

    return Statement(country, say)


def _office(countries: Sequence[Country], chooser: random.Random) -> Made | None:
    (country, person, title, day), (_, other, _, _) = _holder(countries, chooser), _holder(countries, chooser)
    if person == other:
        return None
    names = dict.fromkeys(LANGS, person)
    evidence = _dated(country, day, w.OFFICE, p=names, t=title)
    label, kind = chooser.choice(
        (("entailment", 0), ("entailment", 1), ("contradiction", 2), ("contradiction", 3), ("neutral", 4))
    )
    if kind == 1:
        return evidence, _dated(country, day, w.OFFICE, p=names, t=title), label
    if kind == 2:
        return evidence, _dated(country, moved(day, chooser), w.OFFICE, p=names, t=title), label
    said = names if kind == 0 else dict.fromkeys(LANGS, other)
    subject = chooser.choice([c for c in countries if c is not country]) if kind == 4 else country
    return evidence, _dated(subject, day, w.OFFICE_CLAIM, p=said, t=title), label


def _holder(countries: Sequence[Country], chooser: random.Random) -> tuple[Country, str, Mapping[str, str], Day]:
    while True:
        country = chooser.choice(countries)
        for record in country.records.get(chooser.choice(("chief_of_state", "head_of_government")), ()):
            found = re.match(r"(President|Prime Minister) (.+?) \(since (.+?)\)", str(record["value"]))
            day = date_in(found[3]) if found else None
            if found and day:
                person = " ".join(word.title() if word.isupper() else word for word in found[2].split())
                return country, person, w.TITLES[found[1]], day


def _membership(countries: Sequence[Country], chooser: random.Random) -> Made | None:
    country = chooser.choice(countries)
    joined = [code for code in w.BODIES if code in _bodies(country)]
    outside = [code for code in w.BODIES if not any(name.startswith(code) for name in _bodies(country))]
    if len(joined) < 4 or not outside:
        return None
    if chooser.random() < 0.5:
        listed = chooser.sample(joined, 3)
        label, positive = chooser.choice(
            (("entailment", True), ("contradiction", False), ("neutral", True), ("neutral", False))
        )
        claimed = (
            chooser.choice(listed) if label != "neutral" else chooser.choice([c for c in w.BODIES if c not in listed])
        )
        return _listing(country, listed), _belonging(country, claimed, positive=positive), label
    code = chooser.choice(outside + joined)
    told, claimed_positive = code in joined, chooser.random() < 0.5
    if chooser.random() < 0.25:
        other = chooser.choice(countries)
        return (
            None
            if other is country
            else (
                _belonging(country, code, positive=told),
                _belonging(other, code, positive=claimed_positive),
                "neutral",
            )
        )
    label = "entailment" if told == claimed_positive else "contradiction"
    return _belonging(country, code, positive=told), _belonging(country, code, positive=claimed_positive), label


def _closed_list(countries: Sequence[Country], chooser: random.Random) -> Made | None:
    code = chooser.choice(list(w.BODIES))
    members = [c for c in countries if code in _bodies(c)][:14]
    outside = [c for c in countries if not any(name.startswith(code) for name in _bodies(c))]
    if not 2 <= len(members) <= 12 or not outside:
        return None
    inside, positive = chooser.random() < 0.5, chooser.random() < 0.5
    subject = chooser.choice(members if inside else outside)
    chooser.shuffle(members)

    def tell(lang: str, choose: random.Random) -> str:
        names = ", ".join(c.names[lang] for c in members)
        return upper(choose.choice(w.CLOSED_LIST[lang]).format(o=_body(code, lang), l=names, n=len(members)))

    label = "entailment" if inside == positive else "contradiction"
    return Statement(subject, tell), _belonging(subject, code, positive=positive), label


def _bodies(country: Country) -> list[str]:
    records = country.records.get("international_organizations")
    return list(records[0]["value"]) if records else []


def _belonging(country: Country, code: str, *, positive: bool) -> Statement:
    def say(lang: str, chooser: random.Random) -> str:
        sentences = w.BELONGS if positive else w.BELONGS_NOT
        return contracted(upper(chooser.choice(sentences[lang]).format(c=country.names[lang], o=_body(code, lang))))

    return Statement(country, say)


def _listing(country: Country, codes: Sequence[str]) -> Statement:
    def say(lang: str, chooser: random.Random) -> str:
        names = [_body(code, lang) for code in codes]
        joined = ", ".join(names[:-1]) + (" and " if lang == "en" else " y ") + names[-1]
        return contracted(upper(chooser.choice(w.BODY_LIST[lang]).format(c=country.names[lang], o=joined)))

    return Statement(country, say)


def _body(code: str, lang: str) -> str:
    return w.BODIES[code][LANGS.index(lang)]


def _any_date(chooser: random.Random) -> Day:
    return chooser.randrange(1, 29), chooser.randrange(1, 13), chooser.randrange(2021, 2027)
