from __future__ import annotations

import json
from dataclasses import replace

import pytest

from factcheck.desk import keeping, reports
from factcheck.desk.office import Caller, Desk
from factcheck.desk.records import HtmlPlace
from factcheck.domain import Confidence, Failure, Report, VerdictLabel
from factcheck.errors import NoSuchRecord, TextPurged
from factcheck.pipeline import Options
from factcheck.render.document import report_json
from factcheck.storage import rows, schema
from tests import samples
from tests.desk.orders import AS_OF, order, sound, with_verdict

ME = Caller(key_id="key_me", scopes=frozenset({"check", "read"}))
OTHER = Caller(key_id="key_other", scopes=frozenset({"check", "read"}))


def test_a_report_is_kept_word_for_word_with_ids_for_each_claim(desk: Desk) -> None:
    made = keeping.store(desk, ME, order(), samples.report())
    again = reports.read(desk, ME, made.kept.report_id)
    assert again.body == report_json(samples.report())
    assert [c.claim_id for c in again.kept.claims] == [c.claim.id for c in samples.report().checked]
    assert again.kept.version == 1
    assert again.kept.changes.because == ("first_check",)
    told = json.loads(again.json())
    assert told.pop("stored")["report_id"] == made.kept.report_id
    assert Report.model_validate(told) == samples.report()


def test_the_same_question_is_answered_from_the_store_of_the_same_key(desk: Desk) -> None:
    made = keeping.store(desk, ME, order(), sound())
    found = reports.answered(desk, ME, order(), samples.PROVENANCE)
    assert found is not None
    assert (found.kept.report_id, found.kept.from_store) == (made.kept.report_id, True)
    assert reports.answered(desk, OTHER, order(), samples.PROVENANCE) is None


@pytest.mark.parametrize(
    "asked",
    [
        order(options=Options(as_of=AS_OF, top_k=3)),
        order("Otro texto. " + samples.TEXT),
        order(kind="claims"),
        order(reference="post-7"),
        order(article=samples.article().model_copy(update={"title": "Otro"})),
    ],
)
def test_another_question_is_not_answered_from_the_store(desk: Desk, asked: object) -> None:
    keeping.store(desk, ME, order(), sound())
    assert reports.answered(desk, ME, asked, samples.PROVENANCE) is None  # type: ignore[arg-type]


def test_another_index_or_model_is_not_answered_from_the_store(desk: Desk) -> None:
    keeping.store(desk, ME, order(), sound())
    for field in ("encoder", "verifier", "index", "index_built_from", "policy", "calibration", "code_version"):
        newer = samples.PROVENANCE.model_copy(update={field: "other"})
        assert reports.answered(desk, ME, order(), newer) is None


def test_a_report_in_which_something_failed_is_no_answer_to_the_next(desk: Desk) -> None:
    keeping.store(desk, ME, order(), samples.report())
    assert reports.answered(desk, ME, order(), samples.PROVENANCE) is None


def test_the_same_article_again_says_what_changed_and_why(desk: Desk) -> None:
    first = keeping.store(desk, ME, order(), sound())
    newer = samples.PROVENANCE.model_copy(update={"index": "ix2", "policy": "v2"})
    report = with_verdict(sound(), 1, label=VerdictLabel.CONFLICTING).model_copy(update={"provenance": newer})
    second = keeping.store(desk, ME, order(), report)
    assert (second.kept.report_id, second.kept.version) == (first.kept.report_id, 2)
    changes = second.kept.changes
    assert changes.because == ("policy", "index")
    assert [(c.before, c.after) for c in changes.changed] == [("refuted", "conflicting")]
    assert (changes.added, changes.removed, changes.unchanged) == ((), (), 3)
    assert [c.verdict_id for c in second.kept.claims] == [c.verdict_id for c in first.kept.claims]
    assert [v["number"] for v in reports.versions(desk, ME, first.kept.report_id)] == [1, 2]
    assert reports.read(desk, ME, first.kept.report_id, 1).body == first.body


def test_an_edited_draft_under_the_same_reference_keeps_the_verdicts_of_unchanged_claims(desk: Desk) -> None:
    first = keeping.store(desk, ME, order(reference="post-7"), sound())
    text = samples.TEXT + " Fin."
    full = sound()
    edited = full.model_copy(update={"article": samples.article(text), "checked": full.checked[1:]})
    second = keeping.store(desk, ME, order(text, reference="post-7"), edited)
    assert second.kept.report_id == first.kept.report_id
    assert second.kept.changes.because == ("text",)
    assert second.kept.changes.removed == (first.kept.claims[0].verdict_id,)
    assert second.kept.claims[0].verdict_id == first.kept.claims[1].verdict_id
    back = keeping.store(desk, ME, order(reference="post-7"), full)
    assert back.kept.claims[0].verdict_id == first.kept.claims[0].verdict_id


def test_a_change_of_options_or_evidence_is_named(desk: Desk) -> None:
    keeping.store(desk, ME, order(), sound())
    moved = with_verdict(sound(), 0, confidence=Confidence(value=0.61))
    evidence = moved.checked[1].verdict.evidence[0]
    other = evidence.model_copy(update={"source": samples.source(id="s2")})
    moved = with_verdict(moved, 1, evidence=(other,))
    told = keeping.store(desk, ME, order(options=Options(as_of=AS_OF, top_k=3)), moved).kept.changes
    assert told.because == ("option:top_k",)
    assert (told.changed[0].confidence_before, told.changed[0].confidence_after) == (0.87, 0.61)
    assert (told.changed[1].sources_added, told.changed[1].sources_removed) == (("s2",), ("s1",))


def test_a_claim_made_twice_has_two_verdicts(desk: Desk) -> None:
    twice = sound().model_copy(update={"checked": (sound().checked[0], sound().checked[0])})
    made = keeping.store(desk, ME, order(), twice)
    assert len({c.verdict_id for c in made.kept.claims}) == 2


def test_a_failure_is_kept_without_a_label(desk: Desk) -> None:
    failed = sound().checked[0].model_copy(update={"verdict": None, "failure": Failure(code="x", message="y")})
    made = keeping.store(desk, ME, order(), sound().model_copy(update={"checked": (failed,)}))
    with desk.database.reading() as connection:
        row = rows.one(connection, schema.verdict_versions, verdict_id=made.kept.claims[0].verdict_id)
    assert (row["label"], row["confidence"]) == (None, None)


def test_places_in_the_callers_html_come_back(desk: Desk) -> None:
    place = HtmlPlace(xpath="/html/body/p[1]", start_utf16=3, end_utf16=9)
    made = keeping.store(desk, ME, order(), sound(), [place, None, None, None])
    again = reports.read(desk, ME, made.kept.report_id).kept
    assert [c.place for c in again.claims] == [place, None, None, None]


def test_what_another_key_had_checked_is_not_there_unless_one_reviews(desk: Desk) -> None:
    made = keeping.store(desk, ME, order(), sound())
    for report_id in (made.kept.report_id, "rep_none"):
        with pytest.raises(NoSuchRecord, match="no such report"):
            reports.read(desk, OTHER, report_id)
    reviewer = replace(OTHER, scopes=frozenset({"review"}))
    assert reports.read(desk, reviewer, made.kept.report_id).body == made.body
    assert reports.listed(desk, OTHER, None, 10)[0] == []
    assert len(reports.listed(desk, reviewer, None, 10)[0]) == 1


def test_a_key_that_keeps_nothing_leaves_ids_and_labels_only(desk: Desk) -> None:
    made = keeping.store(desk, replace(ME, retention_days=0), order(), sound())
    assert made.body == report_json(sound())
    with pytest.raises(TextPurged):
        reports.read(desk, ME, made.kept.report_id)
    assert samples.QUOTES[0] not in _everything(desk)
    assert "supported" in _everything(desk)


def test_lists_go_on_where_they_ended(desk: Desk) -> None:
    for n in range(5):
        keeping.store(desk, ME, order(reference=f"post-{n}"), sound())
    seen, after = [], None
    for _ in range(3):
        lines, page = reports.listed(desk, ME, after, 2)
        seen += [line["reference"] for line in lines]
        after = page.after
    assert seen == ["post-4", "post-3", "post-2", "post-1", "post-0"]
    assert after is None


def test_events_name_verdicts_and_carry_no_text(desk: Desk) -> None:
    _webhook(desk, "key_me", ["verdict.created", "verdict.changed"])
    _webhook(desk, "key_other", [])
    keeping.store(desk, ME, order(), sound())
    keeping.store(desk, ME, order(), with_verdict(sound(), 0, label=VerdictLabel.CONFLICTING))
    with desk.database.reading() as connection:
        sent = rows.many(connection, schema.deliveries, ("created_at",))
    payloads = [json.loads(row["payload"]) for row in sent]
    assert [p["type"] for p in payloads] == ["verdict.created"] * 4 + ["verdict.changed"]
    assert payloads[-1]["data"] == {"verdict_id": "vrd_1", "version": 2, "label": "conflicting", "before": "supported"}
    assert not any(quote in row["payload"] for row in sent for quote in samples.QUOTES)


def _webhook(desk: Desk, key_id: str, wanted: list[str]) -> None:
    made = {"id": desk.new_id("whk"), "key_id": key_id, "url": "https://example.org", "events": wanted, "active": True}
    with desk.database.begin() as connection:
        rows.add(connection, schema.webhooks, made | {"created_at": desk.now()})


def _everything(desk: Desk) -> str:
    with desk.database.reading() as connection:
        return repr([rows.many(connection, table) for table in schema.metadata.sorted_tables])


def _again(desk: Desk, caller: Caller, of: str, verdict: str | None, text: str) -> str:
    asked = order(text, kind="claims", reference=reports.reference_of(of, verdict, text))
    judged = samples.verdict("c0", VerdictLabel.NOT_ENOUGH_EVIDENCE)
    checked = (samples.Checked(claim=samples.claim(text, text), verdict=judged),)
    report = Report(article=asked.article, as_of=AS_OF, checked=checked, provenance=samples.PROVENANCE)
    return keeping.store(desk, caller, asked, report).kept.report_id


def test_what_was_checked_again_and_what_it_comes_from_find_each_other(desk: Desk) -> None:
    kept = keeping.store(desk, ME, order(), sound()).kept
    verdict = kept.claims[1].verdict_id
    assert reports.again(desk, ME, kept.report_id) == []
    changed = _again(desk, ME, kept.report_id, verdict, "Uno es uno.")
    fragment = _again(desk, ME, kept.report_id, None, "Dos es dos.")
    found = reports.again(desk, ME, kept.report_id)
    assert [(one.report_id, one.verdict_id, one.quote, one.label) for one in found] == [
        (changed, verdict, "Uno es uno.", "not_enough_evidence"),
        (fragment, None, "Dos es dos.", "not_enough_evidence"),
    ]
    parent = reports.parent(desk, ME, changed)
    assert parent is not None
    assert (parent.report_id, parent.quote) == (kept.report_id, samples.QUOTES[1])
    other = reports.parent(desk, ME, fragment)
    assert other is not None
    assert other.quote is None
    assert reports.parent(desk, ME, kept.report_id) is None


def test_who_may_not_see_a_report_is_not_led_to_it(desk: Desk) -> None:
    kept = keeping.store(desk, ME, order(), sound()).kept
    theirs = _again(desk, OTHER, kept.report_id, None, "Uno es uno.")
    assert reports.again(desk, ME, kept.report_id) == []
    assert reports.parent(desk, OTHER, theirs) is None
    with pytest.raises(NoSuchRecord):
        reports.quotes(desk, OTHER, kept.report_id)
    with pytest.raises(NoSuchRecord):
        reports.parent(desk, ME, theirs)


@pytest.mark.parametrize(
    "reference", [None, "", "post-7", "rep_1/vrd_1/x", "rep_1//../0123456789abcdef", "vrd_1//0123456789abcdef"]
)
def test_a_reference_of_the_callers_own_names_no_parent(reference: str | None) -> None:
    assert reports.parent_of(reference) is None


def test_verdicts_keep_the_words_of_the_last_version_that_made_the_claim(desk: Desk) -> None:
    kept = keeping.store(desk, ME, order(reference="p"), sound()).kept
    fewer = sound().model_copy(update={"checked": sound().checked[:2]})
    keeping.store(desk, ME, order(reference="p", options=Options(as_of=AS_OF, top_k=3)), fewer)
    found = reports.quotes(desk, ME, kept.report_id)
    assert [found[one.verdict_id] for one in kept.claims] == [c.claim.quote for c in sound().checked]
