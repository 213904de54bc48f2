"""The evidence-claim classifier as a torch module: a BERT encoder with mean pooling, a tanh layer and three outputs.

Knows tensors and their Hugging Face names; nothing of files, data or schedules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - the name that torch users expect
from numpy.typing import NDArray
from torch import Tensor, nn

HIDDEN, HEADS, LAYERS, FFN = 384, 12, 12, 1536
NORM_EPS = 1e-12


class Layer(nn.Module):
    """One transformer layer; its submodules bear BertModel's names."""

    def __init__(self) -> None:
        super().__init__()
        attention = {name: nn.Linear(HIDDEN, HIDDEN) for name in ("query", "key", "value")}
        output = nn.ModuleDict({"dense": nn.Linear(HIDDEN, HIDDEN), "LayerNorm": nn.LayerNorm(HIDDEN, eps=NORM_EPS)})
        self.attention = nn.ModuleDict({"self": nn.ModuleDict(attention), "output": output})
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(HIDDEN, FFN)})
        self.output = nn.ModuleDict({"dense": nn.Linear(FFN, HIDDEN), "LayerNorm": nn.LayerNorm(HIDDEN, eps=NORM_EPS)})

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """`hidden` (batch, tokens, 384), `mask` (batch, 1, 1, tokens) true where there is a token."""
        own = cast(nn.ModuleDict, self.attention["self"])
        query, key, value = (_heads(own[name](hidden)) for name in ("query", "key", "value"))
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        out = cast(nn.ModuleDict, self.attention["output"])
        hidden = out["LayerNorm"](hidden + out["dense"](mixed.transpose(1, 2).flatten(2)))
        wide = F.gelu(self.intermediate["dense"](hidden))
        return cast(Tensor, self.output["LayerNorm"](hidden + self.output["dense"](wide)))


class Network(nn.Module):
    """Three logits (entailment, neutral, contradiction) per pair; only layers `first_trained`.. and the head learn."""

    def __init__(self, embeddings: Mapping[str, NDArray[np.float32]], first_trained: int) -> None:
        super().__init__()
        self.first_trained = first_trained
        self._word = torch.from_numpy(embeddings["embeddings.word_embeddings.weight"])
        self._position = torch.from_numpy(embeddings["embeddings.position_embeddings.weight"])
        self._type = torch.from_numpy(embeddings["embeddings.token_type_embeddings.weight"])[0]
        self._norm = [torch.from_numpy(embeddings[f"embeddings.LayerNorm.{part}"]) for part in ("weight", "bias")]
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList(Layer() for _ in range(LAYERS))})
        self.classifier = nn.ModuleDict({"dense": nn.Linear(HIDDEN, HIDDEN), "out": nn.Linear(HIDDEN, 3)})
        for layer in self._layers()[:first_trained]:
            layer.requires_grad_(False)

    def forward(self, ids: Tensor, present: Tensor) -> Tensor:
        """`ids` and `present` (batch, tokens); returns (batch, 3)."""
        mask = present[:, None, None, :]
        layers = self._layers()
        with torch.no_grad():
            hidden = self._embed(ids)
            for layer in layers[: self.first_trained]:
                hidden = layer(hidden, mask)
        for layer in layers[self.first_trained :]:
            hidden = layer(hidden, mask)
        weights = present[..., None].to(hidden.dtype)
        pooled = (hidden * weights).sum(1) / weights.sum(1)
        return cast(Tensor, self.classifier["out"](torch.tanh(self.classifier["dense"](pooled))))

    def trained(self) -> Iterator[tuple[str, nn.Parameter]]:
        """The parameters that learn, by Hugging Face name."""
        return ((name, p) for name, p in self.named_parameters() if p.requires_grad)

    def load(self, tensors: Mapping[str, NDArray[np.floating]]) -> None:
        """Put in every tensor whose name this network has (embeddings are given at birth). Raises `KeyError` for an unknown name."""
        own = dict(self.named_parameters())
        with torch.no_grad():
            for name, values in tensors.items():
                if not name.startswith("embeddings."):
                    own[name].copy_(torch.from_numpy(np.asarray(values, dtype=np.float32)))

    def _layers(self) -> nn.ModuleList:
        return cast(nn.ModuleList, self.encoder["layer"])

    def _embed(self, ids: Tensor) -> Tensor:
        summed = F.embedding(ids, self._word) + self._position[: ids.shape[1]] + self._type
        return F.layer_norm(summed, (HIDDEN,), self._norm[0], self._norm[1], NORM_EPS)


def loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Mean negative log likelihood. Labels 0..2 are columns; 3 is `not_entailment`, whose likelihood is neutral + contradiction."""
    logs = F.log_softmax(logits, dim=-1)
    either = torch.logsumexp(logs[:, 1:], dim=-1, keepdim=True)
    return -torch.cat([logs, either], dim=-1).gather(1, labels[:, None]).mean()


def _heads(values: Tensor) -> Tensor:
    batch, tokens, _ = values.shape
    return values.view(batch, tokens, HEADS, HIDDEN // HEADS).transpose(1, 2)
