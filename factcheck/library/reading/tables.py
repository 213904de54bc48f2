"""Facts (and sources) as CSV or JSON lines. Knows the columns that docs/sources.md names; a broken row is named and left out."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from factcheck.domain import Fact, Source
from factcheck.errors import InvalidRecord
from factcheck.intake import normalize
from factcheck.language import detect, names
from factcheck.language.attributes import attributes, fold
from factcheck.language.quantities import quantities
from factcheck.library.reading.brought import UNVERIFIED, Brought, Collecting, Said, make_source, said_in, source_id

R = TypeVar("R", bound=BaseModel)
NEEDED = ("subject", "attribute", "value")
_ABOUT_THE_SOURCE = (
    "publisher",
    "title",
    "url",
    "published",
    "lang",
    "country",
    "licence",
    "tier",
    "independent_group",
    "verified_by",
)
_YES = frozenset({"yes", "true", "1", "sí", "si", "x"})


def from_csv(data: bytes, origin: str, said: Said) -> Brought:
    """A table of facts with a header line; `,`, `;` and tab separate. InvalidRecord where a needed column is missing."""
    text = normalize.decode(data)
    reader = csv.DictReader(io.StringIO(text), dialect=_dialect(text))
    reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
    missing = [name for name in NEEDED if name not in reader.fieldnames]
    if missing:
        raise InvalidRecord(
            f"The table has no column {', '.join(missing)}.",
            way_out="A CSV of facts needs the columns subject, attribute and value; docs/sources.md lists the others.",
        )
    gathered = Collecting()
    told = _Told(origin, said, Said(title=_file(origin), lang=detect.detect(text)[0]))
    for row in _rows(reader, gathered, origin):
        place = f"{origin}:{reader.line_num}"
        gathered.attempt(place, partial(_add_row, gathered, row, place, told))
    return gathered.brought()


def _rows(reader: csv.DictReader[str], gathered: Collecting, origin: str) -> Iterable[dict[str, str]]:
    try:
        for row in reader:
            if any((value or "").strip() for value in row.values() if isinstance(value, str | None)):
                yield {str(name): value or "" for name, value in row.items() if isinstance(value, str | None) and name}
    except csv.Error as error:
        broken = InvalidRecord(f"The table breaks off: {error}.", way_out="Check the quotes in that line.")
        gathered.attempt(f"{origin}:{reader.line_num}", partial(_fail, broken))


def _fail(error: InvalidRecord) -> None:
    raise error


def _dialect(text: str) -> type[csv.Dialect]:
    head = text.split("\n", 1)[0]

    class Found(csv.excel):
        delimiter = max((",", ";", "\t"), key=head.count)

    return Found


@dataclass(frozen=True)
class _Told:
    """Where a table lies, what the editor says about it, and what holds where neither editor nor row says anything."""

    origin: str
    said: Said
    otherwise: Said


def _add_row(gathered: Collecting, row: Mapping[str, str], place: str, told: _Told) -> None:
    empty = [name for name in NEEDED if not row.get(name, "").strip()]
    if empty:
        raise InvalidRecord(f"{', '.join(empty)} is empty.", way_out="Fill it in or delete the row.")
    source = _source_of(row, place, told)
    fact = _fact_of(row, source, place)
    gathered.sources.setdefault(source.id, source)
    gathered.facts[fact.id] = fact


def _source_of(row: Mapping[str, str], place: str, told: _Told) -> Source:
    own = said_in({name: row.get(name, "") for name in _ABOUT_THE_SOURCE}, place)
    described = told.said.over(own)
    key = f"{told.origin}|{described.publisher}|{described.title}|{described.url}|{described.published}"
    return make_source(key if own.title or own.publisher else told.origin, described.over(told.otherwise))


def _fact_of(row: Mapping[str, str], source: Source, place: str) -> Fact:
    cells = {name: value.strip() for name, value in row.items() if value.strip()}
    attribute = attribute_code(cells["attribute"], source.lang)
    value, unit = value_and_unit(cells["value"], cells.get("unit"), source.lang)
    identity = "|".join(str(cells.get(name)) for name in ("subject", "attribute", "period", "value", "as_of"))
    fields = {
        "id": cells.get("id") or f"{source.id}-{source_id(attribute, identity)}",
        "source_id": source.id,
        "subject": cells["subject"],
        "subject_id": cells.get("subject_id") or _subject_id(cells["subject"]),
        "attribute": attribute,
        "value": value,
        "unit": unit,
        "period": cells.get("period"),
        "as_of": cells.get("as_of"),
        "complete": cells.get("complete", "").lower() in _YES,
        "single_valued": cells.get("single_valued", "").lower() in _YES,
        "statements": {lang: cells[f"statement_{lang}"] for lang in ("es", "en") if f"statement_{lang}" in cells},
        "verified_by": cells.get("verified_by") or source.verified_by or UNVERIFIED,
    }
    return _validated(Fact, fields, place)


def attribute_code(name: str, lang: str) -> str:
    """The code of an attribute that is called by its name (`tasa de paro`: `unemployment`); else the words joined, without accents."""
    found = attributes(name, lang)
    if len(found) == 1 and found[0].span.of(name) == name:
        return found[0].attribute
    return re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")


def _subject_id(name: str) -> str | None:
    code = names.country_code(name)
    return f"country:{code}" if code else None


def value_and_unit(text: str, unit: str | None, lang: str) -> tuple[float | str | tuple[str, ...], str | None]:
    """A cell's value: `27000000000`, `27.000 millones de dólares`, a list separated by `|`, or text."""
    if "|" in text:
        return tuple(part.strip() for part in text.split("|") if part.strip()), unit
    found = quantities(text, lang)  # before plain numbers: 184.300 is no fraction in a Spanish table
    if len(found) == 1 and found[0].text.strip() == text and found[0].low == found[0].high:
        return found[0].low, unit or found[0].unit
    try:
        return float(text), unit
    except ValueError:
        return text, unit


# ----------------------------------------------------------------------------- JSON


def from_json_lines(data: bytes, origin: str, said: Said) -> Brought:
    """One record a line: facts and sources as in reference_data. Facts without a source of their own get the file as source."""
    gathered = Collecting()
    for number, line in enumerate(normalize.decode(data).splitlines(), start=1):
        if line.strip():
            place = f"{origin}:{number}"
            gathered.attempt(place, partial(_add_line, gathered, line, origin, place, said))
    return _with_sources(gathered, origin, said)


def _add_line(gathered: Collecting, line: str, origin: str, place: str, said: Said) -> None:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise InvalidRecord(f"It is not JSON ({error}).", way_out="Each line is one JSON object.") from error
    if not isinstance(record, dict):
        raise InvalidRecord("It is not a JSON object.", way_out="Each line is one JSON object.")
    if "attribute" in record:
        fact = _validated(Fact, {"source_id": source_id(_file(origin), origin)} | record, place)
        gathered.facts[fact.id] = fact
    else:
        source = _validated(Source, _completed(record, said), place)
        gathered.sources[source.id] = source


def _completed(record: dict[str, Any], said: Said) -> dict[str, Any]:
    told = {name: value for name, value in vars(said).items() if value}
    text = str(record.get("text") or record.get("title") or "")
    return {"lang": detect.detect(text)[0], "verified_by": UNVERIFIED} | record | told


def _with_sources(gathered: Collecting, origin: str, said: Said) -> Brought:
    own = source_id(_file(origin), origin)
    missing = {fact.source_id for fact in gathered.facts.values()} - set(gathered.sources)
    if own in missing:
        gathered.sources[own] = make_source(origin, said.over(Said(title=_file(origin)))).model_copy(update={"id": own})
    for fact in [f for f in gathered.facts.values() if f.source_id in missing - {own}]:
        del gathered.facts[fact.id]
        unknown = InvalidRecord(
            f"The source {fact.source_id} of {fact.id} is not in the file.", way_out="Put its line into the file."
        )
        gathered.attempt(origin, partial(_fail, unknown))
    return gathered.brought()


def _file(origin: str) -> str:
    return origin.rsplit("/", 1)[-1]


def _validated(kind: type[R], fields: Mapping[str, Any], place: str) -> R:
    try:
        return kind.model_validate(dict(fields))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidRecord(
            f"{where}: {first['msg']}.", way_out=f"Correct {place}; docs/sources.md has the fields."
        ) from error
