from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from tests import samples
from tests.browser import driving
from tests.browser.serving import Site, foreign_page, free_socket, serving
from tests.browser.walking import check_sample, pages

AXE = Path(__file__).with_name("axe.min.js").read_text(encoding="utf-8")


def _wait(driver: webdriver.Chrome, condition: Any) -> Any:
    return WebDriverWait(driver, 15, poll_frequency=0.1).until(condition)


def _shown(driver: webdriver.Chrome, selector: str) -> Any:
    return driver.find_element(By.CSS_SELECTOR, selector)


def _violations(driver: webdriver.Chrome) -> list[str]:
    # Handed over by the driver, which a page's own policy does not bind.
    driver.execute_cdp_cmd("Runtime.evaluate", {"expression": AXE + ";undefined"})
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    ask = "axe.run(document, {runOnly: arguments[0]}).then(r => arguments[1](r.violations))"
    found = driver.execute_async_script(ask, tags)
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_pages_are_accessible_fit_a_phone_and_break_no_rule(driver: webdriver.Chrome, site: Site, lang: str) -> None:
    driver.get(f"{site.address}/language/{lang}")
    found = pages(driver, site.address)
    driver.get_log("browser")
    for name, address in found.items():
        driver.get(address)
        assert driver.execute_script("return document.documentElement.lang") == lang
        for folded in driver.find_elements(By.TAG_NAME, "details"):
            driver.execute_script("arguments[0].open = true", folded)
        assert (name, _violations(driver)) == (name, [])
        driving.see(driver, width=360, height=740, dark=True)
        wide = driver.execute_script("return document.documentElement.scrollWidth")
        assert (name, wide) == (name, 360)
        assert (name, _violations(driver)) == (name, [])
        driving.see(driver, width=1280, height=900, dark=False)
    said = [one["message"] for one in driver.get_log("browser") if "rep_0" not in one["message"]]
    assert said == []


def test_the_accessibility_check_finds_what_is_wrong(driver: webdriver.Chrome) -> None:
    driver.get("data:text/html,<html><body><img src=x><input></body></html>")
    assert {one.partition(":")[0] for one in _violations(driver)} >= {"image-alt", "label", "html-has-lang"}


def test_a_verdict_is_overridden_by_keyboard_alone(driver: webdriver.Chrome, site: Site) -> None:
    driver.get(f"{site.address}/language/es")
    report = check_sample(driver, site.address)
    body = _shown(driver, "body")
    body.send_keys("jj")
    assert driver.switch_to.active_element.get_attribute("id") == "claim-2"
    driver.switch_to.active_element.send_keys("k")
    driver.switch_to.active_element.send_keys("jo")
    reason = driver.switch_to.active_element
    assert reason.get_attribute("id") == "reason-2"
    reason.send_keys("La lista es otra; j k a ?", Keys.TAB, Keys.TAB)
    choice = driver.switch_to.active_element
    Select(choice).select_by_value("conflicting")
    choice.send_keys(Keys.TAB)
    driver.switch_to.active_element.send_keys(Keys.ENTER)
    said = _wait(driver, lambda d: d.find_elements(By.CSS_SELECTOR, "#claim-2 .human"))[0]
    assert "La lista es otra" in said.text
    assert _shown(driver, "#claim-2 .badge").text == "≠ fuentes en conflicto"
    assert driver.current_url == f"{report}#claim-2"
    driver.find_element(By.TAG_NAME, "body").send_keys("?")
    assert _shown(driver, "#help").get_attribute("open")
    _shown(driver, "#help button").click()


def test_single_keys_can_be_switched_off(driver: webdriver.Chrome, site: Site) -> None:
    check_sample(driver, site.address)
    driver.execute_script("localStorage.setItem('keys', 'off')")
    _shown(driver, "body").send_keys("j")
    assert driver.find_elements(By.CSS_SELECTOR, "section.current") == []
    driver.execute_script("localStorage.removeItem('keys')")


def test_a_selection_is_checked_and_claims_are_sorted_in_place(driver: webdriver.Chrome, site: Site) -> None:
    report = check_sample(driver, site.address)
    driver.execute_script("window.stays = true")
    driver.find_element(By.CSS_SELECTOR, "#claims a[href*='sort=verdict']").click()
    first = "return document.querySelector('section.claim').id"
    _wait(driver, lambda d: d.execute_script(first) == "claim-2")
    assert driver.execute_script("return window.stays") is True
    driver.execute_script(
        "const r = document.createRange(); r.selectNodeContents(document.querySelector('#article mark'));"
        "const s = getSelection(); s.removeAllRanges(); s.addRange(r);"
    )
    field = _shown(driver, "#fragment")
    _wait(driver, lambda d: field.get_attribute("value") == samples.QUOTES[0])
    _shown(driver, "#fragment-form button").click()
    _wait(driver, lambda d: "/reports/rep_" in d.current_url and d.current_url.partition("?")[0] != report)
    assert len(driver.find_elements(By.CSS_SELECTOR, "section.claim")) == 1
    assert _shown(driver, "mark.value").text == "26.100 millones de dólares"


def test_everything_goes_without_javascript(driver: webdriver.Chrome, site: Site) -> None:
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        driver.get(site.address)
        _shown(driver, "#text").send_keys("El comercio creció.")
        _shown(driver, "input[name='as_claims']").click()
        _shown(driver, "#check-form button.primary").click()
        _wait(driver, lambda d: "/reports/rep_" in d.current_url)
        assert not _shown(driver, "#find").is_displayed()
        _shown(driver, ".do-review summary").click()
        _shown(driver, "form.review button[value='approve']").click()
        assert _wait(driver, lambda d: d.find_elements(By.CSS_SELECTOR, ".human"))
    finally:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.mark.parametrize("allowed", [True, False])
def test_another_site_shows_a_report_only_where_it_may(
    driver: webdriver.Chrome, site: Site, friend: socket.socket, allowed: bool
) -> None:
    report = check_sample(driver, site.address)
    driver.find_element(By.TAG_NAME, "body").send_keys("ja")
    _wait(driver, lambda d: d.find_elements(By.CSS_SELECTOR, "#claim-1 .human"))
    app = foreign_page(site.address, report.rsplit("/", 1)[1], site.reader)
    with serving(app, friend.dup() if allowed else free_socket()) as foreign:
        driver.get(foreign)
        frame = _shown(driver, "iframe")
        if allowed:
            _wait(driver, lambda d: frame.get_attribute("height") != "400")
        driver.switch_to.frame(frame)
        assert bool(driver.find_elements(By.CSS_SELECTOR, "ol.entries li")) is allowed
        driver.switch_to.default_content()
