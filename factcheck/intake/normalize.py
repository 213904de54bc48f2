"""The canonical text: decoded, NFC, one newline form, no control characters. Knows nothing of HTML or languages."""

from __future__ import annotations

import codecs
import re
import unicodedata

from factcheck.errors import EmptyInput, InputTooLarge, NotText

MAX_CHARACTERS = 1_000_000
"""Longest article taken: about 160,000 words, several times the longest report a newsroom prints."""

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE
)
_DECLARABLE = (
    "iso8859",
    "cp",
    "koi8",
    "mac-",
    "big5",
    "gb",
    "shift_jis",
    "euc",
    "iso2022",
    "utf-16",
    "tis",
    "hz",
    "ptcp",
)
"""Python's names of the charsets that web pages are written in; its others (`punycode`, `unicode_escape`) are no charsets."""
_KEPT_CONTROLS = {"\n", "\t"}
_INVISIBLE = {"\ufeff", "\u00ad"}  # byte order mark and soft hyphen: never part of what a text says


def decode(data: bytes) -> str:
    """Bytes as text: UTF-8 (with or without mark), UTF-16 with a mark, else Windows-1252. NotText for binary data."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16")
    if b"\x00" in data:
        raise NotText("The input is binary, not text.", way_out="Save it as UTF-8 text, HTML or PDF and try again.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _legacy(data)


def decode_html(data: bytes) -> str:
    """A page's bytes as text: as `decode` where they are UTF-8 or have a mark, else by the charset the page declares."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff")) and not _is_utf8(data):
        try:
            return data.decode(declared[1].decode("ascii"), errors="replace").replace("\x00", "")
        except LookupError:
            pass
    return decode(data)


def declared(data: bytes, charset: str | None) -> str | None:
    """Bytes in the charset that a server declared; None where `decode` should find out: none said, unknown, a mark, UTF-8."""
    if charset is None or data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return None
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return None
    if not name.startswith(_DECLARABLE) or (not data.isascii() and _is_utf8(data)):
        return None
    return data.decode(name, "replace").replace("\x00", "")


def page_text(html: bytes | str) -> str:
    """A page as parsers take it: decoded, `\\n` line ends as browsers make them, no null characters or lone surrogates."""
    text = html.encode("utf-8", "ignore").decode() if isinstance(html, str) else decode_html(html)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotText("The input cannot be decoded as text.", way_out="Save it as UTF-8 and try again.") from error


def _legacy(data: bytes) -> str:
    text = data.decode("cp1252", errors="replace")
    odd = sum(1 for c in text if c == "\ufffd" or (unicodedata.category(c) == "Cc" and c not in "\n\r\t"))
    if odd > len(text) * 0.01:
        raise NotText("The input is binary, not text.", way_out="Save it as UTF-8 text, HTML or PDF and try again.")
    return text


def canonical(text: str) -> str:
    """The text all spans count in: NFC, `\\n` line ends, no control or invisible characters, trimmed.

    Raises EmptyInput where nothing is left, InputTooLarge above MAX_CHARACTERS, NotText for binary junk.
    """
    if len(text) > 2 * MAX_CHARACTERS:  # before any work on it
        _refuse_length(len(text))
    if text.count("\x00") > 0 or text.count("\ufffd") > max(10, len(text) // 50):
        raise NotText("The input is binary, not text.", way_out="Save it as UTF-8 text, HTML or PDF and try again.")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    kept = visible(lines)
    # surrogates cannot be encoded; they come from broken JSON escapes
    clean = unicodedata.normalize("NFC", kept).strip()
    if not clean:
        raise EmptyInput(
            "There is no text to check.", way_out="Paste the article's text, or name a file or URL that has some."
        )
    if len(clean) > MAX_CHARACTERS:
        _refuse_length(len(clean))
    return clean


def visible(text: str) -> str:
    """The text without control characters and invisible marks, as `canonical` leaves them out."""
    return "".join(c for c in text if _keep(c))


def _keep(character: str) -> bool:
    if character in _KEPT_CONTROLS:
        return True
    return character not in _INVISIBLE and unicodedata.category(character) not in ("Cc", "Cs")


def _refuse_length(length: int) -> None:
    raise InputTooLarge(
        f"The text has {length:,} characters; at most {MAX_CHARACTERS:,} are taken at once.",
        way_out="Split it into articles and check them one by one.",
    )
