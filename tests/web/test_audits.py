"""The pages of audits: a file handed over, its progress, its results with filters, what is taken home."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence

import pytest
from lxml import html as parser
from starlette.testclient import TestClient

from factcheck.api.app import Parts
from factcheck.desk import keys
from factcheck.desk.office import Desk
from factcheck.domain import Article, Report, StanceLabel, VerdictLabel
from factcheck.jobs.answering import Checkers, DeskAnswers
from factcheck.jobs.board import Board, Bounds
from factcheck.jobs.work import Hands, Work
from factcheck.pipeline import Options
from factcheck.server import application
from factcheck.storage.database import open_database
from factcheck.web import audit_results
from tests import samples
from tests.fakes import TODAY, FakeChecker
from tests.jobs.fakes import MemoryEngine

FALSE, TRUE = "Esto es falso.", "Esto es cierto."


class Checker(FakeChecker):
    """Texts with `falso` are refuted; others supported."""

    def check_many(self, articles: Sequence[Article], options: Sequence[Options]) -> list[Report]:
        return [self.check(article, wished) for article, wished in zip(articles, options, strict=True)]

    def check(self, article: Article, options: Options) -> Report:
        self._note("check", article, options)
        claim = samples.claim(article.text, article.text)
        label = VerdictLabel.REFUTED if "falso" in article.text else VerdictLabel.SUPPORTED
        stance = StanceLabel.REFUTES if label is VerdictLabel.REFUTED else StanceLabel.SUPPORTS
        verdict = samples.verdict(claim.id, label, evidence=(samples.evidence("Lo dice el anuario.", stance),))
        made_by = samples.PROVENANCE.model_copy(update={"as_of": options.as_of})
        checked = (samples.Checked(claim=claim, verdict=verdict),)
        return Report(article=article, as_of=options.as_of, checked=checked, provenance=made_by)


class House:
    """The application with jobs that are done when the test says so."""

    def __init__(self) -> None:
        self.desk = Desk(open_database("sqlite://"))
        self.engine = MemoryEngine()
        self.checker = Checker()
        self.board = Board(self.desk, self.engine, Bounds(batch=500, one_batch=400))
        answers = DeskAnswers(self.desk, Checkers(self.checker, self.checker), lambda: TODAY)
        self.work = Work(self.desk, self.engine, Hands("w", answers))
        parts = Parts(desk=self.desk, submits=self.board, board=self.board)
        app = application(self.checker, lambda: TODAY, parts)
        self.client = TestClient(app, headers={"accept-language": "es"})

    def run(self) -> None:
        self.engine.run({"job": self.work.job, "items": self.work.items})

    def send(self, *articles: object, name: str = "a.jsonl", **fields: str) -> str:
        """Hand a file over as the form does; returns the page's address."""
        data = "".join(json.dumps(one) + "\n" for one in articles)
        return self.send_file(name, data.encode(), **fields)

    def send_file(self, name: str, data: bytes, **fields: str) -> str:
        page = parser.fromstring(self.client.get("/audits").text)
        token = page.xpath("//form[@action='/audits']//input[@name='token']/@value")[0]
        files = {"file": (name, data)}
        answer = self.client.post("/audits", data={"token": token} | fields, files=files, follow_redirects=False)
        assert answer.status_code == 303, answer.text
        return str(answer.headers["location"])

    def page(self, address: str) -> parser.HtmlElement:
        answer = self.client.get(address)
        assert answer.status_code == 200
        return parser.fromstring(answer.text)


@pytest.fixture
def house() -> Iterator[House]:
    made = House()
    with made.client:
        yield made
    made.desk.database.close()


FAR, SERIOUS, ROWS = (
    "//*[@id='audit-progress']",
    "//ol[@class='serious']/li",
    "//section[@aria-labelledby='claims']//tbody/tr",
)


def texts(page: parser.HtmlElement, path: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in page.xpath(path)]


def test_a_file_becomes_a_batch_whose_contradictions_come_first(house: House) -> None:
    address = house.send(
        {"text": TRUE, "published": "2023-10-01", "title": "Uno"},
        {"text": FALSE, "published": "2023-11-01", "title": "Dos", "url": "https://diario.example/2"},
        {"text": "  "},
        [],
    )
    waiting = house.page(address)
    assert "0 de 4 artículos" not in texts(waiting, FAR)[0]  # two have failed already
    assert waiting.get_element_by_id("audit-progress").get("hx-get") == f"{address}/progress"
    house.run()
    done = house.page(address)
    assert "terminada" in texts(done, FAR)[0]
    assert "4 de 4 artículos, 2 sin resultado" in texts(done, FAR)[0]
    assert done.get_element_by_id("audit-progress").get("hx-get") is None
    (serious,) = texts(done, SERIOUS)
    assert FALSE in serious
    assert "Lo dice el anuario." in serious
    link = done.xpath(f"{SERIOUS}//a/@href")[0]
    assert house.client.get(link.partition("#")[0]).status_code == 200
    failed = texts(done, "//section[@aria-labelledby='failed-title']//tbody/tr")
    assert [row.split()[-1] for row in failed] == ["invalid-record"] * 2
    assert {"2023-10", "2023-11", "diario.example"} <= set(texts(done, "//th[@scope='row']"))


def test_a_claim_that_several_articles_repeat_is_one_contradiction(house: House) -> None:
    address = house.send(*({"text": FALSE, "url": f"https://diario.example/{n}"} for n in range(3)))
    house.run()
    (serious,) = texts(house.page(address), SERIOUS)
    assert "dicho en 2 artículos más" in serious


def test_claims_are_filtered_by_outcome_and_words_and_come_page_by_page(house: House) -> None:
    articles = [{"text": f"Caso {n}: {FALSE if n % 3 == 0 else TRUE}", "title": f"Titular {n}"} for n in range(70)]
    address = house.send(*articles)
    house.run()
    assert len(texts(house.page(address), ROWS)) == 50
    assert len(texts(house.page(f"{address}?first=50"), ROWS)) == 20
    refuted = house.page(f"{address}?outcome=refuted")
    assert len(texts(refuted, ROWS)) == 24
    assert all("falso" in row for row in texts(refuted, ROWS))
    assert [row for row in texts(house.page(f"{address}?q=titular+66+FALSO"), ROWS) if "Caso 66" in row] != []
    assert texts(house.page(f"{address}?outcome=supported&q=falso"), ROWS) == []
    assert len(texts(house.page(f"{address}?q=%3Cscript%3E"), ROWS)) == 0


def test_what_is_taken_home_is_the_audits_report_and_table(house: House) -> None:
    address = house.send({"text": FALSE, "title": "=HYPERLINK()"}, {"text": TRUE})
    house.run()
    report = house.client.get(f"{address}/report")
    assert report.headers["content-disposition"].startswith("attachment")
    assert FALSE in report.text
    assert "save-triage" in report.text
    table = house.client.get(f"{address}/claims.csv")
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert [(row["outcome"], row["quote"]) for row in rows] == [("refuted", FALSE), ("supported", TRUE)]
    assert not rows[0]["title"].startswith("=")


def test_progress_renews_itself_and_tells_the_page_when_all_is_done(house: House) -> None:
    address = house.send({"text": TRUE})
    running = house.client.get(f"{address}/progress")
    assert "hx-refresh" not in running.headers
    assert "0 de 1" in running.text
    assert "<html" not in running.text
    house.run()
    ended = house.client.get(f"{address}/progress")
    assert ended.headers["hx-refresh"] == "true"


def test_columns_and_the_day_are_chosen(house: House) -> None:
    address = house.send_file("a.csv", f"cuerpo\n{FALSE}\n".encode(), text_column="cuerpo", as_of="2024-02-03")
    house.run()
    assert len(texts(house.page(address), SERIOUS)) == 1
    assert [str(wished.as_of) for _, _, wished in house.checker.asked] == ["2024-02-03"]


def test_what_cannot_be_used_is_said(house: House) -> None:
    token = parser.fromstring(house.client.get("/audits").text).xpath("//input[@name='token']/@value")[0]

    def sent(data: dict[str, str], files: dict[str, tuple[str, bytes]]) -> int:
        return house.client.post("/audits", data=data, files=files, follow_redirects=False).status_code

    assert sent({"token": token}, {"file": ("a.jsonl", b" \n")}) == 422
    assert sent({"token": token}, {"other": ("a.jsonl", b"{}")}) == 422
    assert sent({"token": token}, {"file": ("empty.warc", b"\n\n")}) == 422
    assert sent({"token": token, "as_of": "soon"}, {"file": ("a.jsonl", b"{}")}) == 422
    assert sent({"token": "wrong"}, {"file": ("a.jsonl", b"{}")}) == 403
    assert house.client.get("/audits/job_0").status_code == 404
    assert house.client.get("/audits/../x").status_code == 404


def test_a_name_that_climbs_out_of_its_folder_stays_in_it(house: House) -> None:
    address = house.send_file("../../etc/..hostile name.txt", f"{FALSE}\nMás.".encode())
    house.run()
    assert house.client.get(address).status_code == 200


def test_hostile_text_is_shown_and_runs_nothing(house: House) -> None:
    evil = "<script>alert(1)</script> \u202e es falso."
    address = house.send({"text": evil, "title": evil, "url": "javascript:alert(2)"})
    house.run()
    page = house.client.get(f"{address}?q=%22%3E%3Cscript%3E").text
    assert "<script>alert" not in page
    assert "javascript:" not in page
    assert '"><script>' not in page
    assert "<script>alert" not in house.client.get(f"{address}/report").text


def test_a_batch_is_its_owners(house: House) -> None:
    address = house.send({"text": TRUE})
    _, mine = keys.create(house.desk, keys.Wanted(name="otra", scopes=("read", "check")))
    for path in ("", "/progress", "/report", "/claims.csv"):
        answer = house.client.get(f"{address}{path}", headers={"Authorization": f"Bearer {mine}"})
        assert answer.status_code == 404, path


def test_a_long_batch_is_counted_as_far_as_the_page_says(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_results, "LOOKED_AT", 3)
    address = house.send(*({"text": f"{TRUE} {n}"} for n in range(5)))
    house.run()
    page = house.page(address)
    assert len(texts(page, ROWS)) == 3
    assert texts(page, "//p[@class='notice']")
    assert house.client.get(f"{address}/claims.csv").text.count("Esto es cierto") >= 5


def test_cancelling(house: House) -> None:
    address = house.send({"text": TRUE})
    token = house.page(address).xpath("//form[contains(@action, 'cancel')]//input[@name='token']/@value")[0]
    answer = house.client.post(f"{address}/cancel", data={"token": token}, follow_redirects=False)
    assert answer.headers["location"] == address
    assert "cancelada" in texts(house.page(address), FAR)[0]
    assert house.client.get("/audits").text.count(address) == 1
