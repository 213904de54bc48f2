"""Spanish renderings of English training texts by Apertium (rule-based, a Debian package), kept in a cache file. Used for training only;
nothing it makes is committed. Knows nothing of labels or mixtures."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from factcheck.errors import ConfigurationError

BATCH = 2_000
"""Texts per Apertium process: loading its rules takes 0.2 s."""


class Translations:
    """Translations that are already made, by (direction, source text); direction is Apertium's, such as `eng-spa`."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._known = dict(_read(cache)) if cache.exists() else {}

    def get(self, direction: str, text: str) -> str | None:
        """The translation of `text`, or None where there is none."""
        return self._known.get((direction, text))

    def add(self, direction: str, texts: Iterable[str], workers: int = 2) -> None:
        """Translate the texts that are not known yet and append them to the cache file."""
        missing = [text for text in dict.fromkeys(texts) if (direction, text) not in self._known]
        batches = [missing[i : i + BATCH] for i in range(0, len(missing), BATCH)]
        with ThreadPoolExecutor(workers) as pool, self._cache.open("a", encoding="utf-8") as out:
            for batch, translated in zip(batches, pool.map(lambda b: apertium(direction, b), batches), strict=True):
                for text, translation in zip(batch, translated, strict=True):
                    if usable(translation):
                        self._known[direction, text] = translation
                        out.write(json.dumps([direction, text, translation], ensure_ascii=False) + "\n")
                out.flush()


def apertium(direction: str, texts: Sequence[str]) -> list[str]:
    """Translate each text by itself. Raises `ConfigurationError` where Apertium or the language pair is missing."""
    if shutil.which("apertium") is None:
        raise ConfigurationError("Apertium is not installed.", way_out="apt-get install apertium apertium-eng-spa")
    source = "\n\n".join(" ".join(text.split()) for text in texts) + "\n\n"  # a blank line ends a sentence for Apertium
    command = ["apertium", "-u", direction]
    done = subprocess.run(command, input=source, capture_output=True, text=True, check=True)  # noqa: S603 - fixed command
    parts = [" ".join(part.split()) for part in done.stdout.split("\n\n")]
    if len(parts) < len(texts):
        raise ConfigurationError(
            f"Apertium gave {len(parts)} texts for {len(texts)}.", way_out="Reinstall apertium-eng-spa."
        )
    return parts[: len(texts)]


def usable(translation: str) -> bool:
    """False for what Apertium could not finish (its marks for failed generation)."""
    return bool(translation) and "#" not in translation and "@" not in translation


def _read(cache: Path) -> Iterable[tuple[tuple[str, str], str]]:
    with cache.open(encoding="utf-8") as lines:
        for line in lines:
            direction, text, translation = json.loads(line)
            yield (direction, text), translation
