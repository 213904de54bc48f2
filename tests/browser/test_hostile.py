"""Texts that want to break the page: scripts everywhere, letters that turn the line around, and a great deal of everything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser import driving
from tests.browser.serving import EchoingChecker, made, serving
from tests.browser.walking import check, sign_in

SCRIPTS = (
    "<script>window.hacked = 1</script>",
    "<img src=x onerror='window.hacked = 1'>",
    "<svg onload=window.hacked=1>",
    "javascript:window.hacked=1",
    '\'" autofocus onfocus=window.hacked=1 x="',
    "{{ 7 * 7 }} </textarea></title></style><script>window.hacked = 1</script>",
    'https://x.example/"onmouseover=window.hacked=1',
)
TURNED = "\u202e\u2066\u200b\u200d\ufeff"
LONG = "n" * 600


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    app, key, _ = made(tmp_path_factory.mktemp("hostile"), checker=EchoingChecker())
    with serving(app) as address:
        yield address, key


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory, home: tuple[str, str]) -> Iterator[webdriver.Chrome]:
    with driving.browser(tmp_path_factory.mktemp("victim")) as found:
        sign_in(found, *home)
        driving.see(found, width=360, height=740, dark=False)
        yield found


def _is_unharmed(driver: webdriver.Chrome) -> None:
    for folded in driver.find_elements(By.TAG_NAME, "details")[:20]:
        driver.execute_script("arguments[0].open = true", folded)
    assert driver.execute_script("return window.hacked") is None
    assert driver.execute_script("return document.documentElement.scrollWidth") == 360
    scripts = "return document.querySelectorAll('script:not([src]), [onerror], [onload], [onfocus], a[href^=javascript]').length"
    assert driver.execute_script(scripts) == 0
    assert not set("\u202e\u2066") & set(driver.page_source)  # letters without width are no danger, those that turn are
    assert [one["message"] for one in driver.get_log("browser")] == []


def test_scripts_in_claims_and_sources_run_nowhere(browser: webdriver.Chrome, home: tuple[str, str]) -> None:
    text = "\n".join(f"{script} {TURNED} {LONG}" for script in SCRIPTS)
    report = check(browser, home[0], text, "2023-11-09", as_claims=True)
    assert len(browser.find_elements(By.CSS_SELECTOR, "section.claim")) == len(SCRIPTS)
    _is_unharmed(browser)
    verdict = browser.find_element(By.CSS_SELECTOR, "a[href^='/verdicts/']").get_attribute("href")
    for address in (home[0], f"{home[0]}/reports", str(verdict), report.replace("/reports/", "/embed/report/")):
        browser.get(address)
        _is_unharmed(browser)


def test_three_hundred_claims_in_two_hundred_kilobytes_stay_a_page(
    browser: webdriver.Chrome, home: tuple[str, str]
) -> None:
    line = "El comercio del año {n} sumó {n} millones de dólares. " + "Palabras y más palabras. " * 25
    text = "\n".join(line.format(n=n) for n in range(300))
    assert len(text.encode()) > 200_000
    check(browser, home[0], text, "2023-11-09", as_claims=True)
    _is_unharmed(browser)
    assert len(browser.find_elements(By.CSS_SELECTOR, "section.claim")) == 300
    browser.find_element(By.TAG_NAME, "body").send_keys("jjj")
    assert browser.switch_to.active_element.get_attribute("id") == "claim-3"
    browser.find_element(By.ID, "find").send_keys("año 299 sumó")
    shown = "return [...document.querySelectorAll('section.claim')].filter(one => !one.hidden).map(one => one.id)"
    WebDriverWait(browser, 10).until(lambda d: d.execute_script(shown) == ["claim-300"])
