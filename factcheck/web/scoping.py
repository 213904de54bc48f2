"""The choice of sources on a form: read, and written back for the next form. Knows field names, no index."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from factcheck.desk.sources import Reference
from factcheck.domain import Tier
from factcheck.errors import InputError
from factcheck.pipeline import Scope
from factcheck.web.words import LANGUAGES

_TIER, _LANG = "tier_", "speaks_"
_MOST_NAMES = 50
_MOST_SHOWN = 3


def read(values: Mapping[str, str], reference: Reference) -> Scope | None:
    """The sources that were chosen; None where all may speak. InputError for a name that nobody has, with those like it."""
    scope = Scope(
        languages=tuple(lang for lang in LANGUAGES if _LANG + lang in values),
        countries=_countries(values.get("countries", "")),
        tiers=tuple(str(tier) for tier in Tier if _TIER + tier in values),
        include=_names(values.get("only", ""), reference),
        exclude=_names(values.get("without", ""), reference),
    )
    return scope if scope != Scope() else None


def fields(options: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Kept options as the fields of a form that checks more with the same sources."""
    scope = options.get("scope") or {}
    ticked = [_TIER + tier for tier in scope.get("tiers", ())] + [_LANG + lang for lang in scope.get("languages", ())]
    named = (("only", "include"), ("without", "exclude"), ("countries", "countries"))
    written = [(field, "; ".join(scope[name])) for field, name in named if scope.get(name)]
    return [(name, "1") for name in ticked] + written


def _names(text: str, reference: Reference) -> tuple[str, ...]:
    names = _parts(text)
    for name in names:
        if not reference.knows(name):
            raise InputError(f"No source and no publisher is called “{name[:100]}”.", way_out=_like(name, reference))
    return names


def _like(name: str, reference: Reference) -> str:
    known = [publisher for publisher, _ in reference.publishers()]
    holding = [one for one in known if name.casefold() in one.casefold()]
    near = (holding or get_close_matches(name, known, cutoff=0.5))[:_MOST_SHOWN]
    return f"There is {', '.join(f'“{one}”' for one in near)}." if near else "The page of sources lists who there is."


def _countries(text: str) -> tuple[str, ...]:
    codes = tuple(code.upper() for code in _parts(text))
    if any(not re.fullmatch(r"[A-Z]{3}", code) for code in codes):
        raise InputError("Countries are codes of three letters, such as KAZ; ESP.")
    return codes


def _parts(text: str) -> tuple[str, ...]:
    parts: Sequence[str] = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
    if len(parts) > _MOST_NAMES:
        raise InputError(f"At most {_MOST_NAMES} names are taken.", way_out="Choose by kind of source instead.")
    return tuple(dict.fromkeys(parts))
