"""The pages of audits in a browser: a file handed over and its results, by the rules that all pages keep."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from factcheck.api.app import Parts
from factcheck.desk.office import Desk
from factcheck.jobs.answering import Checkers, DeskAnswers
from factcheck.jobs.board import Board
from factcheck.jobs.work import Hands, Work
from factcheck.server import application
from factcheck.storage.database import open_database
from tests import samples
from tests.audit.fakes import lines
from tests.browser import driving
from tests.browser.serving import serving
from tests.browser.test_pages import _violations as violations
from tests.fakes import TODAY, FakeChecker
from tests.jobs.fakes import MemoryEngine


class House:
    """A service on loopback whose batches are done when the test says so."""

    def __init__(self, folder: Path) -> None:
        desk, checker, self._engine = (
            Desk(open_database(f"sqlite:///{folder}/desk.sqlite3")),
            FakeChecker(),
            MemoryEngine(),
        )
        self.board = Board(desk, self._engine)
        answers = DeskAnswers(desk, Checkers(checker, checker), lambda: TODAY)
        self._work = Work(desk, self._engine, Hands("w", answers))
        self.app = application(checker, lambda: TODAY, Parts(desk=desk, submits=self.board, board=self.board))
        self.address = ""

    def run(self) -> None:
        self._engine.run({"job": self._work.job, "items": self._work.items})


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    with serving(made.app) as address:
        made.address = address
        yield made


def _keeps_the_rules(driver: webdriver.Chrome, lang: str) -> None:
    assert driver.execute_script("return document.documentElement.lang") == lang
    assert driver.execute_script("return window.moved") == 0
    assert violations(driver) == []
    driving.see(driver, width=320, height=740, dark=True)
    assert driver.execute_script("return document.documentElement.scrollWidth") == 320
    assert violations(driver) == []
    driving.see(driver, width=1280, height=900, dark=False)


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_file_is_handed_over_and_its_results_are_read(
    driver: webdriver.Chrome, house: House, tmp_path: Path, lang: str
) -> None:
    about = {"published": "2023-11-09", "title": "Comercio", "url": "https://diario.example/1"}
    archive = lines(tmp_path / "a.jsonl", {"text": samples.TEXT} | about, {"text": " "})
    driver.get(f"{house.address}/language/{lang}?next=/audits")
    _keeps_the_rules(driver, lang)
    driver.find_element(By.ID, "file").send_keys(archive)
    driver.find_element(By.CSS_SELECTOR, "form.panel button.primary").click()
    WebDriverWait(driver, 30).until(lambda d: "/audits/job_" in d.current_url)
    assert driver.find_elements(By.CSS_SELECTOR, "#audit-progress progress")
    _keeps_the_rules(driver, lang)
    house.run()
    # The page notices by itself, without anybody's doing.
    WebDriverWait(driver, 30).until(lambda d: d.find_elements(By.CSS_SELECTOR, ".serious li"))
    assert samples.QUOTES[1] in driver.find_element(By.CSS_SELECTOR, ".serious li").text
    _keeps_the_rules(driver, lang)
    said = [one["message"] for one in driver.get_log("browser")]
    assert [line for line in said if "audits" in line] == []
