"""The start page's form as a check: which text, claims, address or file, against what, as of when. Runs nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import parse_qsl

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException

from factcheck.desk import reports
from factcheck.desk.sources import Reference
from factcheck.errors import EmptyInput, InputError, InputTooLarge, NotText
from factcheck.intake import article as intake
from factcheck.intake.article import Given
from factcheck.service import Documents, Material, PastedText, Wishes, documents_from
from factcheck.web import scoping

_FIELDS = 40
_FORM_TYPE = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_LARGEST = 12_000_000


@dataclass(frozen=True)
class Fields:
    """What was filled in (empty fields left out) and the files that came with it (name, content)."""

    values: Mapping[str, str]
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)

    def get(self, name: str) -> str | None:
        """A field's text, None where it is empty."""
        return self.values.get(name)

    @property
    def token(self) -> str:
        """The form's token."""
        return self.values.get("token", "")


@dataclass(frozen=True)
class Asked:
    """What a filled-in form asks for."""

    material: Material
    wishes: Wishes
    as_json: bool


async def read(request: Request) -> Fields:
    """The fields of a posted form. NotText, InputError or InputTooLarge for what is none."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == _MULTIPART:
            return await _parts(request)
        if kind != _FORM_TYPE:
            raise NotText("The form arrived in a type that is not read.", way_out=f"Send it as {_FORM_TYPE}.")
        return _pairs(await request.body())
    except HTTPException as error:  # the frame's limit, met while reading, or a form that is not one
        if error.status_code == 413:
            message = "The text is longer than this service takes."
            raise InputTooLarge(message, way_out="Split it into articles.") from error
        raise InputError("The form cannot be read.") from error


async def _parts(request: Request) -> Fields:
    try:
        async with request.form(max_files=2, max_fields=_FIELDS, max_part_size=_LARGEST) as found:
            pairs = found.multi_items()
            files = {n: (v.filename or n, await v.read()) for n, v in pairs if isinstance(v, UploadFile)}
            values = {n: v for n, v in pairs if isinstance(v, str) and v.strip()}
    except MultiPartException as error:
        raise InputError("The form cannot be read.") from error
    return Fields(values, {name: file for name, file in files.items() if file[1]})


def _pairs(body: bytes) -> Fields:
    try:
        pairs = parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=_FIELDS)
    except ValueError as error:
        way_out = "Send the fields of the form only."
        raise InputError(f"The form has more than {_FIELDS} fields.", way_out=way_out) from error
    return Fields({name: value for name, value in pairs if value.strip()})


def asked(fields: Fields, reference: Reference) -> Asked:
    """What the fields ask for. InputError says which field cannot be used; `reference` knows which sources there are."""
    wishes = Wishes(as_of=day(fields, "as_of"), scope=scoping.read(fields.values, reference))
    return Asked(_material(fields), wishes, as_json=fields.get("format") == "json")


def _material(fields: Fields) -> Material:
    given = Given(lang=_lang(fields), published=day(fields, "published"))
    text, url, file = fields.get("text"), fields.get("url"), fields.files.get("file")
    if [text, url, file].count(None) != 2:
        raise InputError(
            "Give a text, an address or a file: one of them.", way_out="Fill in one and leave the others empty."
        )
    documents = _documents(fields)
    if url is not None:
        return Material(url=url.strip(), given=given, documents=documents)
    if file is not None:
        return _from_file(file[1], given, documents)
    if "as_claims" in fields.values:
        reference = _reference(fields, text or "")
        return Material(claims=_lines(text or ""), given=given, documents=documents, reference=reference)
    return Material(text=text, given=given, documents=documents)


def _reference(fields: Fields, text: str) -> str | None:
    """What says that this is a part of a report, checked again; None where it is a check of its own."""
    report, verdict = fields.get("of_report"), fields.get("of_verdict")
    if report is None:
        return None
    reference = reports.reference_of(report, verdict, text.strip())
    if reports.parent_of(reference) is None:
        raise InputError("The form names a report or verdict that cannot be one.", way_out="Open the report again.")
    return reference


def _lines(text: str) -> tuple[str, ...]:
    lines = tuple(line for line in text.splitlines() if line.strip())
    if not lines:
        raise EmptyInput("There is no claim in the text.", way_out="Write one claim a line.")
    return lines


def _from_file(data: bytes, given: Given, documents: tuple[Documents, ...]) -> Material:
    read = intake.from_bytes(data, given)
    known = Given(lang=given.lang, published=given.published or read.published, title=read.title, url=read.url)
    return Material(text=read.text, given=known, documents=documents)


def _documents(fields: Fields) -> tuple[Documents, ...]:
    text = fields.get("document")
    if text is None:
        return ()
    pasted = PastedText(text=text, title=fields.get("document_title"))
    return (documents_from((pasted,), only="document_besides" not in fields.values),)


def _lang(fields: Fields) -> str | None:
    lang = fields.get("lang")
    if lang is not None and not re.fullmatch(r"[a-z]{2,3}", lang):
        raise InputError("The language must be a code such as es or en.")
    return lang


def day(fields: Fields, name: str) -> date | None:
    """A field as a date."""
    value = fields.get(name)
    try:
        return date.fromisoformat(value.strip()) if value else None
    except ValueError as error:
        raise InputError(f"The field {name} takes a date such as 2023-11-09.") from error
