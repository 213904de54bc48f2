"""Reads heads of state and of government: office, name in ordinary case, day since. Leaves out what it cannot read surely."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from factcheck.library.origins.pages import Made, Row, table

_SHAPES = (("%d %B %Y", "%Y-%m-%d"), ("%d %b %Y", "%Y-%m-%d"), ("%B %Y", "%Y-%m"), ("%Y", "%Y"))
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


def head(attribute: str) -> Callable[[Made, Row], None]:
    """A reader for `head_of_state` or `head_of_government`."""

    def read(made: Made, row: Row) -> None:
        found = person(str(row.value))
        if found is None or (row.iso3, attribute) in _MISPRINTED:
            made.skip(row, "office or name not read surely")
            return
        office, name, since = found
        qualifiers = {"office": office, "since": since} | _aliases(name)
        made.add(row, attribute, name, single_valued=True, qualifiers=qualifiers)

    return read


def _aliases(name: str) -> dict[str, list[str]]:
    known = table("leaders.json").get(name)
    return {"aliases": known} if known else {}


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
    plain = text.strip()
    for pattern, shape in _SHAPES:
        try:
            return datetime.strptime(plain, pattern).strftime(shape)
        except ValueError:
            continue
    return None
