"""What editors said of contradictions: a small JSON file beside the results, `{key: {"state", "note"}}`. Written whole or not at all."""

from __future__ import annotations

import json
import re
from pathlib import Path

from factcheck.audit.files import write_text
from factcheck.errors import InvalidRecord
from factcheck.render.audit_view import TRIAGES

NAME = "triage.json"
_WAY_OUT = f'Its entries look like {{"0123456789abcdef": {{"state": "confirmed"}}}}; states: {", ".join(TRIAGES)}.'


def load(folder: Path) -> dict[str, str]:
    """State by key; empty where there is no file. InvalidRecord where it holds anything else."""
    path = folder / NAME
    return {key: entry["state"] for key, entry in _entries(path).items()} if path.exists() else {}


def mark(folder: Path, key: str, state: str, note: str = "") -> None:
    """Say what became of one contradiction."""
    if state not in TRIAGES or not re.fullmatch(r"[0-9a-f]{16}", key):
        raise InvalidRecord(f"{key!r} cannot be marked {state!r}.", way_out=_WAY_OUT)
    path = folder / NAME
    entries = _entries(path) if path.exists() else {}
    entries[key] = {"state": state, "note": note}
    write_text(path, json.dumps(entries, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def _entries(path: Path) -> dict[str, dict[str, str]]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidRecord(f"{path} cannot be read: {error}.", way_out=_WAY_OUT) from error
    valid = isinstance(found, dict) and all(isinstance(e, dict) and e.get("state") in TRIAGES for e in found.values())
    if not valid:
        raise InvalidRecord(f"{path} holds something else than triage.", way_out=_WAY_OUT)
    return dict(found)
