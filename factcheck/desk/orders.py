"""What was asked, in the form that is compared and kept: the article, the options, and what makes it the same article again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from factcheck.domain import Article, Provenance
from factcheck.pipeline import Options
from factcheck.service import Documents


@dataclass(frozen=True)
class Order:
    """One check as it was asked for. `documents` are the texts to check against, for all claims or one for each."""

    kind: str  # article | claims
    article: Article
    options: Options
    reference: str | None = None
    documents: tuple[Documents | None, ...] = ()
    html: str | None = None

    @property
    def identity(self) -> str:
        """What makes it the same article again: the caller's own id, else the URL, else the text."""
        if self.reference:
            return "ref:" + _hash(self.reference)
        if self.article.url:
            return "url:" + _hash(self.article.url)
        return f"{self.kind}:" + _hash(self.article.text)

    def asked(self) -> dict[str, Any]:
        """The options as they are kept and compared, with a hash of the documents."""
        options = asdict(self.options) | {"as_of": self.options.as_of and self.options.as_of.isoformat()}
        return options | {"documents": _hash(self.documents_json()) if self.documents else None}

    def documents_json(self) -> str:
        """The documents in one form."""
        return json.dumps([d and [d.only, [s.model_dump(mode="json") for s in d.sources]] for d in self.documents])

    def fingerprint(self, provenance: Provenance) -> str:
        """The same for the same question to the same models, index and policy."""
        given = self.article.model_dump(mode="json")
        asked = _plain(self.asked())
        return _hash(json.dumps([self.kind, self.identity, given, asked, made_by(provenance)], sort_keys=True))


def made_by(provenance: Provenance) -> dict[str, str | None]:
    """Models, index and policy, without the cut-off, which is an option."""
    return provenance.model_dump(mode="json", exclude={"as_of"})


def _plain(value: Mapping[str, Any]) -> Any:
    return json.loads(json.dumps(value))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
