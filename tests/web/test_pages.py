from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import html as parser
from starlette.testclient import TestClient

from factcheck.domain import Span
from tests import samples
from tests.browser.serving import made, running_job

CMS = "https://cms.example"


@dataclass
class Editor:
    """A browser of somebody who is signed in."""

    client: TestClient
    key: str
    reader: str

    @property
    def token(self) -> str:
        found = re.search(r'name="token" value="([0-9a-f]{64})"', self.client.get("/sign-in").text)
        assert found
        return found[1]

    def post(self, address: str, **fields: str) -> Any:
        return self.client.post(address, data={"token": self.token, **fields}, headers={"origin": "http://testserver"})

    def checked(self, text: str = samples.TEXT, **more: str) -> Any:
        answer = self.post("/check", text=text, lang="es", published="2023-11-09", **more)
        assert answer.status_code == 200, answer.text
        return answer


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    app, key, reader = made(tmp_path, (CMS,))
    with TestClient(app) as client:
        found = Editor(client, key, reader)
        assert found.post("/sign-in", key=key).url.path == "/"
        yield found


def _review_of(page: str) -> dict[str, str]:
    form = parser.fromstring(page).xpath("//form[@class='review']")[0]
    fields = {name: value for name, value in form.form_values() if name in ("etag", "number")}
    return fields | {"address": form.get("action")}


def test_without_a_session_pages_lead_to_the_sign_in(tmp_path: Path) -> None:
    app, key, _ = made(tmp_path)
    client = TestClient(app)
    assert client.get("/reports", follow_redirects=False).headers["location"] == "/sign-in?next=%2Freports"
    assert client.get("/").status_code == client.get("/methodology").status_code == 200
    someone = Editor(client, key, "")
    assert someone.post("/sign-in", key="fck_wrong").status_code == 403
    assert someone.post("/sign-in", key=key, next="/reports").url.path == "/reports"


def test_the_session_cookie_is_out_of_reach_and_ends(editor: Editor) -> None:
    answer = editor.client.post("/sign-in", data={"key": editor.key, "token": editor.token}, follow_redirects=False)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert editor.key not in answer.headers["set-cookie"]
    editor.post("/sign-out")
    assert editor.client.get("/reports").url.path == "/sign-in"


@pytest.mark.parametrize(
    ("token", "origin"), [("", "http://testserver"), ("0" * 64, "http://testserver"), (None, "https://evil.example")]
)
def test_forms_of_other_pages_are_refused(editor: Editor, token: str | None, origin: str) -> None:
    data = {"text": "Un hecho.", "token": editor.token if token is None else token}
    answer = editor.client.post("/check", data=data, headers={"origin": origin})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "address", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_no_way_leads_to_another_site(editor: Editor, address: str) -> None:
    answer = editor.client.get("/language/en", params={"next": address}, follow_redirects=False)
    assert answer.headers["location"] == "/"
    assert editor.post("/sign-in", key=editor.key, next=address).url.path == "/"


def test_the_report_says_what_the_article_claims_and_why_it_is_so(editor: Editor) -> None:
    tree = parser.fromstring(editor.checked().text)
    assert tree.xpath("string(//div[@id='article'])").count("27.000 millones") == 1
    assert len(tree.xpath("//div[@id='article']//mark[@class='supported']")) == 1
    first = tree.get_element_by_id("claim-1")
    said = " ".join(first.text_content().split())
    for wanted in (
        "confirmada",
        "87 %",
        "26.100 millones",
        "Anuario del comercio",
        "estadística",
        "Nortelandia cambió",
    ):
        assert wanted in said
    assert first.xpath(".//details[@class='rejected']")
    assert tree.xpath("//*[name()='svg']/@aria-label")[0].startswith("1 confirmada")


def test_quotes_mark_what_decided(editor: Editor) -> None:
    tree = parser.fromstring(editor.checked("El comercio sumó 26.500 millones.", as_claims="1").text)
    assert tree.xpath("//blockquote/mark[@class='decisive']")
    assert [m.text for m in tree.xpath("//blockquote/mark[@class='decisive value']")] == ["26.100 millones de dólares"]


def test_claims_come_in_the_order_that_is_asked_for(editor: Editor) -> None:
    address = editor.checked().url.path
    shown = parser.fromstring(editor.client.get(f"{address}?sort=verdict").text).xpath("//section[@class='claim']/@id")
    assert shown == ["claim-2", "claim-3", "claim-5", "claim-1", "claim-4"]
    only = parser.fromstring(editor.client.get(f"{address}?only=refuted").text).xpath("//section[@class='claim']/@id")
    assert only == ["claim-2"]


@pytest.mark.parametrize(("kind", "starts"), [("json", "{"), ("csv", "n"), ("md", "#")])
def test_reports_leave_as_files(editor: Editor, kind: str, starts: str) -> None:
    answer = editor.client.get(f"{editor.checked().url.path}/export.{kind}")
    assert answer.headers["content-disposition"].endswith(f'.{kind}"')
    assert answer.text.lstrip("\ufeff").startswith(starts)


def test_an_override_holds_and_a_second_editor_is_told(editor: Editor) -> None:
    report = editor.checked()
    fields = _review_of(report.text)
    address = fields.pop("address")
    published = f"{address.removesuffix('/review')}/claimreview.json?url=https://diario.example/1"
    assert editor.client.get(published).status_code == 409
    mine = {"decision": "override", "label": "refuted", "reason": "El dato es de otro año", **fields}
    answer = editor.post(address, **mine)
    assert answer.url.path == report.url.path
    said = " ".join(parser.fromstring(answer.text).get_element_by_id("claim-1").text_content().split())
    assert "refutada" in said
    assert "El dato es de otro año" in said
    assert editor.client.get(published).json()["@type"] == "ClaimReview"
    late = editor.post(address, **mine | {"reason": "Mi razón"})
    assert late.status_code == 412
    assert "Mi razón" in parser.fromstring(late.text).xpath("//textarea[@name='reason']")[0].text
    assert "El dato es de otro año" in late.text


def test_a_decision_without_what_it_needs_is_refused(editor: Editor) -> None:
    fields = _review_of(editor.checked().text)
    address = fields.pop("address")
    assert editor.post(address, decision="override", label="refuted", **fields).status_code == 422
    assert editor.post(address, decision="praise", **fields).status_code == 422
    assert editor.post(address, decision="override", label="true", reason="x", **fields).status_code == 422


def test_the_same_article_again_is_in_the_history(editor: Editor) -> None:
    first = editor.checked().url.path
    again = editor.checked(as_of="2024-01-01").url.path
    assert again == first
    versions = parser.fromstring(editor.client.get(f"{first}/history").text).xpath("//ol[@class='history']/li")
    assert len(versions) == 2
    assert editor.client.get(f"{first}?version=1").status_code == 200


def test_a_text_to_check_against_and_a_file_are_taken(editor: Editor) -> None:
    checker = editor.client.app.state.runner.checker  # type: ignore[attr-defined]
    editor.checked("Uno es uno.", as_claims="1", document="El texto que lo zanja.", document_title="Acta")
    assert (checker.documents[0].sources[0].title, checker.documents[0].only) == ("Acta", True)
    sent = editor.client.post(
        "/check",
        data={"token": editor.token, "lang": "es"},
        files={"file": ("nota.txt", samples.TEXT.encode(), "text/plain")},
    )
    assert sent.url.path.startswith("/reports/rep_")
    assert checker.asked[-1][1].text == samples.TEXT


def test_sources_are_added_read_and_removed_with_a_warning(editor: Editor) -> None:
    added = editor.post(
        "/sources", text="El comercio sumó 26.100 millones.", title="Nota <b>x</b>", publisher="Oficina"
    )
    assert "Nota &lt;b&gt;x&lt;/b&gt;" in added.text
    placed = editor.client.get(f"{added.url.path}?start=3&end=11")
    assert parser.fromstring(placed.text).xpath("//mark[@class='decisive']/text()") == ["comercio"]
    assert editor.client.get("/sources").text.count(added.url.path) == 1
    assert editor.client.get(f"{added.url.path}/remove").status_code == 200
    assert added.url.path not in editor.post(f"{added.url.path}/remove").text
    assert editor.client.get(added.url.path).status_code == 404


def test_verdicts_that_lean_on_a_source_are_named(editor: Editor) -> None:
    from factcheck.desk.office import Caller
    from factcheck.web.shelf import leaning_on

    editor.checked()
    desk = editor.client.app.state.desk  # type: ignore[attr-defined]
    assert [one.number for one in leaning_on(desk, Caller(), "s1")] == [1, 2]
    assert leaning_on(desk, Caller(), "s2") == []


def test_anybody_may_ask_for_a_correction_and_reviewers_see_it(editor: Editor) -> None:
    assert editor.post("/corrections", about="vrd_1", message="<i>Mal</i>").url.query == b"sent=true"
    assert "&lt;i&gt;Mal&lt;/i&gt;" in editor.client.get("/corrections").text
    assert editor.post("/corrections", about="", message="x").status_code == 422
    editor.post("/sign-out")
    assert "Mal" not in editor.client.get("/corrections").text


def test_a_report_in_a_frame_shows_only_what_a_person_stands_for(editor: Editor) -> None:
    report = editor.checked()
    frame = f"/embed{report.url.path.replace('reports', 'report')}"
    fields = _review_of(report.text)
    address = fields.pop("address")
    reader = TestClient(editor.client.app)
    assert reader.get(f"{frame}?key={editor.reader}").status_code == 404
    editor.post(address, decision="approve", **fields)
    answer = reader.get(f"{frame}?key={editor.reader}")
    assert f"frame-ancestors {CMS}" in answer.headers["content-security-policy"]
    assert "set-cookie" not in answer.headers
    assert len(parser.fromstring(answer.text).xpath("//ol/li")) == 1
    assert reader.get(f"{frame}?key={editor.key}").status_code == 403
    assert reader.get(frame).status_code == 401


def test_pages_run_nothing_of_their_own_and_nobody_frames_them(editor: Editor) -> None:
    policy = editor.client.get("/").headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


HOSTILE = "<script>alert(1)</script> \u202eabc\u200b <img src=x onerror=alert(2)>"


def test_hostile_words_are_shown_not_run(editor: Editor) -> None:
    report = editor.checked(f"El comercio {HOSTILE} creció.", as_claims="1", document=HOSTILE, document_title=HOSTILE)
    tree = parser.fromstring(report.text)
    assert not tree.xpath("//script[not(@src)] | //img | //*[@onerror]")
    assert "\u202e" not in report.text
    editor.post("/sources", text=HOSTILE, title=HOSTILE, publisher=HOSTILE)
    listed = editor.client.get("/sources")
    assert "onerror" in listed.text
    assert not parser.fromstring(listed.text).xpath("//script[not(@src)] | //img")


def test_a_first_visit_loads_little(editor: Editor) -> None:
    start = editor.client.get("/")
    files = parser.fromstring(start.text).xpath("//link[@rel!='alternate']/@href | //script/@src")
    assert len(start.content) + sum(len(editor.client.get(name).content) for name in files) < 150_000


def test_three_hundred_claims_make_a_page(editor: Editor) -> None:
    lines = "\n".join(f"El comercio del año {n} sumó {n} millones de dólares." for n in range(300))
    report = editor.checked(lines, as_claims="1")
    assert len(parser.fromstring(report.text).xpath("//section[@class='claim']")) == 300


@pytest.mark.parametrize(
    "address", ["/static/nothing.js", "/reports/rep_0", "/verdicts/vrd_0", "/jobs/job_0", "/reports/x"]
)
def test_what_is_not_there_is_said(editor: Editor, address: str) -> None:
    assert editor.client.get(address).status_code in (404, 422)


def _form(page: str) -> Any:
    return parser.fromstring(page).get_element_by_id("check-form")


def test_a_refused_form_comes_back_as_it_was_filled_in(editor: Editor) -> None:
    answer = editor.post(
        "/check", text="Un hecho <b>.", only="Oficina", tier_agency="1", as_claims="1", published="2023-11-09"
    )
    assert answer.status_code == 422
    form = _form(answer.text)
    assert form.fields["text"].strip() == "Un hecho <b>."
    assert (form.fields["only"], form.fields["published"]) == ("Oficina", "2023-11-09")
    assert form.fields["tier_agency"] == form.fields["as_claims"] == "1"
    assert form.fields["tier_primary"] is None
    assert "“Oficina de Prueba”" in parser.fromstring(answer.text).xpath("string(//*[@role='alert'])")


def test_errors_speak_the_readers_language(editor: Editor) -> None:
    spanish = editor.client.post("/check", data={"token": editor.token}, headers={"accept-language": "es"})
    assert "Dé un texto, una dirección o un archivo" in spanish.text
    english = editor.client.post("/check", data={"token": editor.token}, headers={"accept-language": "en"})
    assert "Give a text, an address or a file" in english.text


def test_the_sources_that_were_chosen_reach_the_check_and_stay_with_the_report(editor: Editor) -> None:
    checker = editor.client.app.state.runner.checker  # type: ignore[attr-defined]
    wanted = {"tier_agency": "1", "speaks_es": "1", "only": "s1; Oficina de Prueba", "countries": "kaz"}
    tree = parser.fromstring(editor.checked(**wanted).text)
    scope = checker.asked[-1][2].scope
    assert (scope.tiers, scope.languages, scope.countries) == (("agency",), ("es",), ("KAZ",))
    assert scope.include == ("s1", "Oficina de Prueba")
    said = tree.xpath("string(//p[@class='notice'][contains(., 'Oficina de Prueba')])")
    assert "agencia" in said
    assert "KAZ" in said
    again = tree.get_element_by_id("fragment-form").fields
    assert {name: again[name] for name in wanted} == wanted | {"countries": "KAZ"}


@pytest.mark.parametrize("fields", [{"countries": "Spain"}, {"only": ";".join(f"n{i}" for i in range(60))}])
def test_a_choice_of_sources_that_cannot_be_is_refused(editor: Editor, fields: dict[str, str]) -> None:
    assert editor.post("/check", text="Un hecho.", **fields).status_code == 422


def test_a_changed_claim_and_its_original_name_each_other(editor: Editor) -> None:
    report = editor.checked()
    tree = parser.fromstring(report.text)
    form = next(f for f in tree.get_element_by_id("claim-1").iter("form") if f.get("class") == "again")
    fields = dict(form.form_values()) | {"text": "El comercio sumó 26.500 millones."}
    fields.pop("token")
    changed = editor.post("/check", **fields)
    assert changed.url.path != report.url.path
    assert "27.000 millones" in parser.fromstring(changed.text).xpath("string(//q)")
    again = editor.post("/check", **fields | {"text": "El comercio sumó 25.000 millones."})
    assert len({report.url.path, changed.url.path, again.url.path}) == 3
    first = parser.fromstring(editor.client.get(report.url.path).text).get_element_by_id("claim-1")
    assert first.xpath(".//div[@class='kin']//a/@href") == [changed.url.path, again.url.path]
    assert editor.post("/check", **fields | {"of_verdict": "vrd_1/../x"}).status_code == 422


def test_a_quote_of_the_index_is_shown_among_what_its_source_says(editor: Editor) -> None:
    tree = parser.fromstring(editor.client.get("/sources/s1?fact=f2019").text)
    assert tree.xpath("//mark[@class='decisive']/text()") == ["En 2019 el intercambio sumó 2019 millones."]
    near = tree.xpath("//section[@aria-labelledby='near-title']//li")
    assert [one.text_content()[3:7] for one in near] == [str(year) for year in range(2016, 2023)]
    assert not tree.xpath("//a[contains(@href, '/remove')]")
    assert editor.client.get("/sources/s1?fact=none").status_code == 200
    assert editor.client.get("/sources/nothing").status_code == 404
    listed = editor.client.get("/sources", params={"publisher": "Oficina de Prueba"}).text
    assert parser.fromstring(listed).xpath("//a[@href='/sources/s1']")


def test_evidence_leads_to_its_place_unless_it_came_with_the_check(editor: Editor) -> None:
    from factcheck.domain import Passage
    from factcheck.web.view import place

    def of(source_id: str, **more: Any) -> str | None:
        return place(Passage(id="p", source_id=source_id, text="x", lang="es", **more))

    assert of("s 1/x", fact_id="f&1") == "/sources/s%201%2Fx?fact=f%261"
    assert of("s1", span=Span(start=3, end=9)) == "/sources/s1?start=3&end=9"
    assert of("document-1-abc", span=Span(start=3, end=9)) is None


def test_a_running_check_shows_its_stage_and_the_verdicts_so_far(tmp_path: Path) -> None:
    app, key, reader = made(tmp_path)
    address = running_job(app, key)
    client = TestClient(app, headers={"authorization": f"Bearer {key}"})
    tree = parser.fromstring(client.get(address).text)
    assert tree.xpath("//ol[@class='stages']/li/@class") == ["done", "done", "done", "now", "todo"]
    assert "120 / 310" in tree.xpath("string(//li[@aria-current='step'])")
    assert len(tree.xpath("//ol[@id='job-verdicts']/li")) == 5
    assert 35 < int(tree.xpath("//progress/@value")[0]) < 95
    assert tree.xpath("//div[@id='job']/@data-events") == [f"{address}/events?after=6"]
    assert client.get(address, headers={"authorization": f"Bearer {reader}"}).status_code == 404


def test_versions_say_which_verdict_changed(editor: Editor) -> None:
    report = editor.checked("Uno es uno.", as_claims="1").url.path
    editor.checked("Uno es uno.", as_claims="1", as_of="2024-01-01")
    page = editor.client.get(f"{report}/history").text
    assert "la fecha de corte" in page


def test_a_running_check_is_cancelled_from_its_page(editor: Editor) -> None:
    address = running_job(editor.client.app, editor.key)  # type: ignore[arg-type]
    assert "data-events" in editor.client.get(address).text
    ended = editor.post(f"{address}/cancel")
    assert ended.url.path == address
    tree = parser.fromstring(ended.text)
    assert tree.xpath("string(//*[@id='job-word'])") == "cancelada"
    assert not tree.xpath("//*[@data-events]")


def test_what_happened_is_told_from_where_the_page_stands(editor: Editor) -> None:
    address = running_job(editor.client.app, editor.key)  # type: ignore[arg-type]
    editor.post(f"{address}/cancel")
    told = editor.client.get(f"{address}/events?after=4").text
    assert re.findall(r"^event: (\w+)$", told, re.MULTILINE) == ["fallen", "fallen", "done"]


def test_only_what_is_asked_for_is_listed_and_nonsense_asks_for_nothing(editor: Editor) -> None:
    address = editor.checked().url.path
    tree = parser.fromstring(editor.client.get(address).text)
    links = tree.xpath("//ul[@class='legend']//a/@href")
    assert "?only=refuted#claims" in links
    assert (
        len(parser.fromstring(editor.client.get(f"{address}?only=nonsense").text).xpath("//section[@class='claim']"))
        == 5
    )
