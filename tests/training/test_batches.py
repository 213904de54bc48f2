from __future__ import annotations

from itertools import islice

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from factcheck.training.batches import BATCH, BLOCK, PAD, batched, blocks, longest
from factcheck.training.reading import Pair


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    made = Tokenizer(models.WordLevel({"<s>": 0, "<pad>": 1, "</s>": 2, "w": 3}, unk_token="w"))
    made.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    special = [("<s>", 0), ("</s>", 2)]
    made.post_processor = processors.TemplateProcessing("<s> $A </s>", "<s> $A </s> </s> $B </s>", special)
    return made


def pair(words: int, label: str = "neutral") -> Pair:
    return Pair(" ".join("w" * words), "w", label, "es", "es", "d", "g")


def test_batches_hold_pairs_of_like_length_padded_and_marked(tokenizer: Tokenizer) -> None:
    found = list(batched([pair(n % 30 + 1) for n in range(40)], tokenizer, 100))
    assert [len(batch.labels) for batch in found] == [BATCH, BATCH, 8]
    widths = [batch.ids.shape[1] for batch in found]
    assert widths == sorted(widths)
    first = found[0]
    assert first.ids[0].tolist() == [0, 3, 2, 2, 3, 2] + [PAD] * (widths[0] - 6)
    assert first.present.sum(1).tolist() == [int((row != PAD).sum()) for row in first.ids]


def test_labels_are_columns(tokenizer: Tokenizer) -> None:
    names = ("entailment", "neutral", "contradiction", "not_entailment")
    (batch,) = batched([pair(n + 1, name) for n, name in enumerate(names)], tokenizer, 100)
    assert batch.labels.tolist() == [0, 1, 2, 3]


def test_long_pairs_are_left_out_never_cut(tokenizer: Tokenizer) -> None:
    (batch,) = batched([pair(5), pair(500)], tokenizer, 100)
    assert len(batch.labels) == 1


def test_a_resumed_run_sees_the_batches_of_an_unbroken_one(tokenizer: Tokenizer) -> None:
    examples = [pair(n % 50 + 1) for n in range(2 * BLOCK)]
    whole = list(blocks(iter(examples), tokenizer, seed=1))
    resumed = list(blocks(iter(examples[BLOCK:]), tokenizer, seed=1, first=1))
    assert len(whole) == 2
    assert [b.ids.tolist() for b in whole[1]] == [b.ids.tolist() for b in resumed[0]]
    assert [b.ids.shape[1] for b in whole[0]] != sorted(b.ids.shape[1] for b in whole[0])
    assert len(list(islice(blocks(iter(examples[:10]), tokenizer, seed=1), 5))) == 1


def test_longer_pairs_come_later() -> None:
    assert (longest(0), longest(45_055), longest(45_056)) == (128, 128, 192)
