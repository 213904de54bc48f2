"""Texts, Markdown, HTML and PDF as sources with their text. Knows front matter and Markdown's marks; extraction is `intake`'s."""

from __future__ import annotations

import re

from factcheck.domain import Article
from factcheck.intake import article as intake
from factcheck.intake import normalize
from factcheck.library.reading.brought import Brought, Said, make_source, said_in

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*\n", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_]+)[ \t]*:[ \t]*(.*)$", re.MULTILINE)
_MARKS = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"^```.*?^```[^\n]*$", re.DOTALL | re.MULTILINE), ""),
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
    (re.compile(r"^#{1,6}[ \t]+", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE), ""),
    (re.compile(r"^([ \t]*)[*+-][ \t]+", re.MULTILINE), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
)
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


def from_text(data: bytes, origin: str, said: Said) -> Brought:
    """Plain text, HTML or PDF, told apart by content."""
    given = intake.Given(lang=said.lang, published=said.published, title=said.title, url=said.url)
    return _source(intake.from_bytes(data, given), origin, said)


def from_markdown(data: bytes, origin: str, said: Said) -> Brought:
    """Markdown: `key: value` lines between `---` at the top are metadata, the first heading is the title, marks are removed."""
    text = normalize.decode(data).replace("\r\n", "\n")
    front = _FRONT.match(text)
    described = said.over(said_in(_fields(front[1]) if front else {}, "front matter"))
    body = text[front.end() :] if front else text
    heading = _HEADING.search(body)
    if described.title is None and heading:
        described = described.over(Said(title=heading[1]))
    given = intake.Given(lang=described.lang, published=described.published, title=described.title, url=described.url)
    return _source(intake.from_text(plain(body), given), origin, described)


def plain(markdown: str) -> str:
    """Markdown without its marks."""
    for pattern, replacement in _MARKS:
        markdown = pattern.sub(replacement, markdown)
    return markdown


def _fields(front: str) -> dict[str, str]:
    return {name.lower(): value.strip().strip("\"'") for name, value in _FIELD.findall(front)}


def _source(article: Article, origin: str, said: Said) -> Brought:
    found = Said(
        publisher=article.site,
        title=article.title,
        url=article.url,
        authors=article.authors,
        published=article.published,
        lang=article.lang,
    )
    return Brought((make_source(origin, said.over(found), text=article.text, sha256=article.sha256),))
