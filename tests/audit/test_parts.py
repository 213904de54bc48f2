"""The parts of an audit alone: estimate, remembered scores, seriousness, extraction in processes of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from factcheck.audit.cache import IN_MEMORY, RememberedScores
from factcheck.audit.checking import Checking, Result, together
from factcheck.audit.estimate import estimate, sample
from factcheck.audit.extraction import Extractors, raw_hash
from factcheck.audit.plan import Plan
from factcheck.audit.reading import short
from factcheck.audit.seriousness import key_of, seriousness
from factcheck.domain import Article, Confidence, StanceLabel, Tier, VerdictLabel
from factcheck.errors import EmptyInput, FactcheckError
from factcheck.intake.archives import Entry, PassedOver
from factcheck.intake.article import Given
from factcheck.storage.audits import Taken
from tests import samples
from tests.audit.fakes import TODAY, FakeChecks

PLAN = Plan(today=TODAY)


def entries(count: int) -> list[Entry]:
    given = Given(lang="es")
    return [Entry(f"a#{n}", text=f"Esto es {'cierto' if n % 2 else 'algo'} {n}.", given=given) for n in range(count)]


def test_a_sample_is_fair_the_same_each_time_and_in_order() -> None:
    count, chosen = sample([*entries(300), PassedOver("image/png")], 50)
    again = sample(entries(300), 50)
    assert (count, len(chosen)) == (300, 50)
    assert again == (300, chosen)
    numbers = [int(one.reference[2:]) for one in chosen if isinstance(one, Entry)]
    assert numbers == sorted(numbers)
    assert 100 < sum(numbers) / 50 < 200
    assert sample(entries(3), 50)[1] == entries(3)


def test_an_estimate_carries_the_sample_over_to_the_whole() -> None:
    ticks = iter((100.0, 110.0))
    found = estimate(FakeChecks(), PLAN, (400, entries(40)), lambda: next(ticks))
    assert (found.entries, found.sampled, found.seconds, found.claims) == (400, 40, 100.0, 400)
    assert found.covered == 0.5


class FakeScores:
    """Scores a pair by its lengths, and counts what it is asked."""

    name = "fake"

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text) for text in texts]

    def logits(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.asked += pairs
        return np.array([[len(a), len(b), 0.5] for a, b in pairs], np.float32).reshape(-1, 3)


PAIRS = [("uno", "a"), ("dos!", "b"), ("uno", "a"), ("u", "noa")]


@pytest.mark.parametrize("memory", ["file", "memory"])
def test_scores_are_computed_once_and_are_what_the_model_said(tmp_path: Path, memory: str) -> None:
    fake = FakeScores()
    scores = RememberedScores(fake, tmp_path / "s.sqlite3" if memory == "file" else IN_MEMORY)
    expected = FakeScores().logits(PAIRS)
    for _ in range(2):
        assert np.array_equal(scores.logits(PAIRS), expected)
    assert fake.asked == [PAIRS[0], PAIRS[1], PAIRS[3]]
    assert (scores.asked, scores.computed) == (8, 3)
    assert scores.logits([]).shape == (0, 3)
    scores.close()


def test_remembered_scores_outlive_the_process_belong_to_a_model_and_stay_few(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite3"
    first = RememberedScores(FakeScores(), path, most=2)
    first.logits(PAIRS)
    first.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("select count(*) from scores").fetchone() == (2,)
    connection.close()
    fake, other = FakeScores(), FakeScores()
    other.name = "other"
    for scores in (fake, other):
        again = RememberedScores(scores, path)
        again.logits(PAIRS[-1:])
        again.close()
    assert (fake.asked, other.asked) == ([], [PAIRS[-1]])


def test_what_fails_together_is_done_one_by_one() -> None:
    def invert(numbers: Sequence[int]) -> list[float]:
        return [1 / number for number in numbers]

    assert together(invert, [1, 2]) == [1.0, 0.5]
    first, second, third = together(invert, [1, 0, 2])
    assert (first, third) == (1.0, 0.5)
    assert isinstance(second, ZeroDivisionError)
    assert together(invert, []) == []


def test_an_item_that_ended_its_workers_again_and_again_is_given_up() -> None:
    question = '{"article": ' + samples.article("Es falso.").model_dump_json() + "}"
    taken = [Taken(n, f"a#{n}", 1, attempts, question) for n, attempts in enumerate((1, 8, 9))]
    fake = FakeChecks()
    ended = Checking(fake, PLAN, "made by").shard(taken)
    assert [one.error and one.error["code"] for one in ended] == [None, None, "worker-lost"]
    assert len(fake.asked) == 2
    assert Result.model_validate_json(ended[0].body or "").reference == "a#0"


def test_seriousness_weighs_confidence_source_and_place() -> None:
    text = "Es falso. " + "Otra frase cualquiera. " * 20 + "Al final es falso."
    article = samples.article(text)

    def weighed(quote: str, label: VerdictLabel, tier: Tier, sure: float = 0.9) -> float:
        claim = samples.claim(quote, text)
        found = samples.evidence("No.", StanceLabel.REFUTES, source=samples.source(tier=tier))
        more = {"confidence": Confidence(value=sure), "evidence": (found,)}
        checked = samples.Checked(claim=claim, verdict=samples.verdict(claim.id, label, **more))
        return seriousness(article, checked)

    first = weighed("Es falso.", VerdictLabel.REFUTED, Tier.PRIMARY)
    assert first > weighed("Es falso.", VerdictLabel.REFUTED, Tier.OTHER) > 0
    assert first > weighed("Es falso.", VerdictLabel.REFUTED, Tier.PRIMARY, sure=0.6)
    assert first > weighed("Al final es falso.", VerdictLabel.REFUTED, Tier.PRIMARY)
    assert first > weighed("Es falso.", VerdictLabel.CONFLICTING, Tier.PRIMARY) > 0
    assert weighed("Es falso.", VerdictLabel.SUPPORTED, Tier.PRIMARY) == 0


def test_a_key_belongs_to_the_text_and_the_place() -> None:
    report = samples.report()
    result = Result(reference="a", report=report)
    keys = {key_of(result, checked) for checked in report.checked}
    assert len(keys) == len(report.checked)
    assert keys == {key_of(Result(reference="elsewhere", report=report), checked) for checked in report.checked}


def test_hashes_change_with_all_that_an_entry_holds() -> None:
    plain = Entry("a", text="Uno.")
    others = [
        Entry("a", text="Dos."),
        Entry("a", data=b"Uno.", content_type="text/plain"),
        Entry("a", text="Uno.", section="s"),
        Entry("a", text="Uno.", given=Given(title="t")),
    ]
    assert len({raw_hash(one) for one in [plain, *others]}) == 5
    assert raw_hash(plain) == raw_hash(Entry("elsewhere", text="Uno."))


def test_long_references_fit_and_stay_apart() -> None:
    assert short("a" * 190) == "a" * 190
    long = {short("a" * 300 + end) for end in "xy"}
    assert len(long) == 2
    assert all(len(one) <= 190 for one in long)


def test_extraction_in_processes_gives_the_same_and_names_what_has_no_text() -> None:
    given = [*entries(5), Entry("empty", text=" "), Entry("none")]
    alone, pool = Extractors(0), Extractors(1)
    here = alone.all(given)
    there = pool.all(given)
    pool.close()
    assert [isinstance(one, Article) for one in here] == [True] * 5 + [False] * 2
    assert [str(one) for one in there] == [str(one) for one in here]
    assert isinstance(there[5], EmptyInput)
    assert isinstance(there[6], FactcheckError)
