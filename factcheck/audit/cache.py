"""Scores of (evidence, claim) pairs on disk, so that texts that come again are compared once. Bounded: the oldest go first.

A pair's score does not depend on its neighbours, so a remembered one is the one that would be computed.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Pair = tuple[str, str]
MOST = 2_000_000
"""Scores kept: about 150 MB."""
IN_MEMORY = Path(":memory:")
MOST_IN_MEMORY = 200_000
"""Scores kept where there is no file: about 25 MB."""
_ASK = 500


class Scores(Protocol):
    """Scores pairs; implemented by the verifiers of `models`."""

    name: str

    def logits(self, pairs: Sequence[Pair]) -> NDArray[np.float32]:
        """(n, 3) for (evidence, claim) pairs."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text alone."""
        ...


class RememberedScores:
    """A verifier that looks into a file before it computes. One process and thread a file."""

    def __init__(self, scores: Scores, path: Path, most: int = MOST) -> None:
        self.name = scores.name
        self.asked = self.computed = 0
        self._scores = scores
        self._most = most
        self._file = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=30)
        for line in ("pragma journal_mode = wal", "pragma synchronous = off"):
            self._file.execute(line)
        self._file.execute("create table if not exists scores (id integer primary key, key blob unique, logits blob)")

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text alone."""
        return self._scores.count_tokens(texts)

    def logits(self, pairs: Sequence[Pair]) -> NDArray[np.float32]:
        """(n, 3); each different pair is computed at most once, in one batch."""
        keys = [self._key(pair) for pair in pairs]
        known = self._known(list(dict.fromkeys(keys)))
        missing = {key: pair for key, pair in zip(keys, pairs, strict=True) if key not in known}
        if missing:
            made = self._scores.logits(list(missing.values()))
            fresh = dict(zip(missing, made, strict=True))
            self._keep(fresh)
            known |= fresh
        self.asked, self.computed = self.asked + len(pairs), self.computed + len(missing)
        return np.array([known[key] for key in keys], np.float32).reshape(len(pairs), 3)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _key(self, pair: Pair) -> bytes:
        return hashlib.blake2b(
            "\x00".join((self.name, *pair)).encode("utf-8", "surrogatepass"), digest_size=16
        ).digest()

    def _known(self, keys: list[bytes]) -> dict[bytes, NDArray[np.float32]]:
        found: dict[bytes, NDArray[np.float32]] = {}
        for start in range(0, len(keys), _ASK):
            some = keys[start : start + _ASK]
            marks = ",".join("?" * len(some))
            rows = self._file.execute(f"select key, logits from scores where key in ({marks})", some)  # noqa: S608
            found |= {key: np.frombuffer(data, np.float32) for key, data in rows}
        return found

    def _keep(self, fresh: dict[bytes, NDArray[np.float32]]) -> None:
        rows = [(key, np.asarray(row, np.float32).tobytes()) for key, row in fresh.items()]
        self._file.execute("begin immediate")
        self._file.executemany("insert or ignore into scores (key, logits) values (?, ?)", rows)
        newest = self._file.execute("select max(id) from scores").fetchone()[0]
        self._file.execute("delete from scores where id <= ?", (newest - self._most,))
        self._file.execute("commit")
