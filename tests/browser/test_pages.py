from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests import samples
from tests.browser import driving
from tests.browser.serving import Site
from tests.browser.walking import check_sample, pages, visit

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
    """Each page in each language: in Spanish looked at on a light desktop, in English on a dark phone."""
    driver.get(f"{site.address}/language/{lang}")
    found = pages(driver, site)
    driver.get_log("browser")
    for name, address in found.items():
        visit(driver, name, address)
        assert driver.execute_script("return document.documentElement.lang") == lang
        assert (name, driver.execute_script("return window.moved")) == (name, 0)
        for folded in driver.find_elements(By.TAG_NAME, "details"):
            driver.execute_script("arguments[0].open = true", folded)
        if lang == "es":
            assert (name, _violations(driver)) == (name, [])
        driving.see(driver, width=320, height=740, dark=True)  # 1280 pixels at 400 %, more than a phone's 360 ask for
        wide = driver.execute_script("return document.documentElement.scrollWidth")
        assert (name, wide) == (name, 320)
        if lang == "en":
            assert (name, _violations(driver)) == (name, [])
        driving.see(driver, width=640, height=450, dark=False)  # 1280 pixels at 200 %
        assert (name, driver.execute_script("return document.documentElement.scrollWidth")) == (name, 640)
        driving.see(driver, width=1280, height=900, dark=False)
    refused = (
        "the server responded with a status of"  # what is not there, and the form that is refused, say so by status
    )
    said = [one["message"] for one in driver.get_log("browser") if refused not in one["message"]]
    assert said == []


def test_the_accessibility_check_finds_what_is_wrong(driver: webdriver.Chrome) -> None:
    driver.get("data:text/html,<html><body><img src=x><input></body></html>")
    assert {one.partition(":")[0] for one in _violations(driver)} >= {"image-alt", "label", "html-has-lang"}


def test_what_moves_by_itself_is_noticed(driver: webdriver.Chrome) -> None:
    late = "setTimeout(() => document.body.prepend(Object.assign(document.createElement('hr'), {style: 'height:200px'})), 300)"
    driver.get(f"data:text/html,<p style='height:300px'>x</p><script>{late}</script>")
    _wait(driver, lambda d: d.execute_script("return window.moved") > 0.05)


def test_keys_go_from_claim_to_claim_and_explain_themselves(driver: webdriver.Chrome, site: Site) -> None:
    driver.get(f"{site.address}/language/es")
    check_sample(driver, site.address)
    _shown(driver, "body").send_keys("jj")
    assert driver.switch_to.active_element.get_attribute("id") == "claim-2"
    driver.switch_to.active_element.send_keys("k")
    assert driver.switch_to.active_element.get_attribute("id") == "claim-1"
    driver.switch_to.active_element.send_keys("r")
    reason = driver.switch_to.active_element
    reason.send_keys("j k a ?")
    assert (reason.get_attribute("id"), reason.get_attribute("value")) == ("reason-1", "j k a ?")
    reason.send_keys(Keys.ESCAPE)
    driver.find_element(By.TAG_NAME, "body").click()
    driver.find_element(By.TAG_NAME, "body").send_keys("/")
    driver.switch_to.active_element.send_keys("capital")
    shown = [
        one.get_attribute("id") for one in driver.find_elements(By.CSS_SELECTOR, "section.claim") if one.is_displayed()
    ]
    assert shown == ["claim-1", "claim-3"]
    driver.find_element(By.ID, "claims-title").click()
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


def test_a_file_dropped_on_the_form_is_checked(driver: webdriver.Chrome, site: Site) -> None:
    driver.get(site.address)
    driver.execute_script(
        "const carried = new DataTransfer(); carried.items.add(new File([arguments[0]], 'nota.txt', {type: 'text/plain'}));"
        "for (const name of ['dragover', 'drop']) document.getElementById('text').dispatchEvent("
        "new DragEvent(name, {dataTransfer: carried, bubbles: true, cancelable: true}));",
        samples.TEXT,
    )
    assert driver.execute_script("return document.getElementById('file').files[0].name") == "nota.txt"
    assert "dropping" not in _shown(driver, "#check-form").get_attribute("class").split()
    _shown(driver, "#check-form button.primary").click()
    _wait(driver, lambda d: "/reports/rep_" in d.current_url)
    assert _shown(driver, "blockquote.said").text == samples.QUOTES[0]
