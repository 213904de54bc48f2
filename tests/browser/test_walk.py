"""An editor's way through the real server with the real models, in Debian's Chromium."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException, TimeoutException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from factcheck.web.checking import example
from tests.browser import driving
from tests.browser.real import index_is_built, real_site
from tests.browser.serving import Site, foreign_page, free_socket, serving
from tests.browser.walking import sign_in

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(not index_is_built(), reason="no reference index: run `factcheck index build` first"),
]

_PATIENCE = 60
# Remembers what the page of a running check showed, for it makes way to the report as soon as there is one.
_WITNESS = """
new MutationObserver(() => {
  const now = document.querySelector(".stages .now");
  if (!now) return;
  const seen = JSON.parse(sessionStorage.getItem("seen") || '{"stages": [], "verdicts": 0}');
  if (!seen.stages.includes(now.dataset.stage)) seen.stages.push(now.dataset.stage);
  seen.verdicts = Math.max(seen.verdicts, document.querySelectorAll("#job-verdicts li .badge").length);
  sessionStorage.setItem("seen", JSON.stringify(seen));
}).observe(document, {subtree: true, childList: true, attributes: true});
"""


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, friend: socket.socket) -> Iterator[Site]:
    origin = f"http://127.0.0.1:{friend.getsockname()[1]}"
    with real_site(tmp_path_factory.mktemp("real"), (origin,)) as site:
        yield site


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory, real: Site) -> Iterator[webdriver.Chrome]:
    with driving.browser(tmp_path_factory.mktemp("editor")) as found:
        driving.see(found, width=1280, height=900, dark=False)
        found.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": _WITNESS})
        sign_in(found, real.address, real.editor)
        found.get(f"{real.address}/language/es")
        yield found


@pytest.fixture(scope="module")
def report(editor: webdriver.Chrome, real: Site) -> str:
    """The address of the report on the example article, pasted as an editor would."""
    editor.get(real.address)
    _paste(editor, "#text", example("es"))
    editor.execute_script("document.getElementById('published').value = '2025-11-20'")  # typed by locale, else
    _one(editor, "#check-form button.primary").click()
    return _report(editor)


def _one(driver: Any, selector: str) -> Any:
    return driver.find_element(By.CSS_SELECTOR, selector)


def _all(driver: Any, selector: str) -> list[Any]:
    found: list[Any] = driver.find_elements(By.CSS_SELECTOR, selector)
    return found


def _until(driver: webdriver.Chrome, condition: Any) -> Any:
    try:
        return WebDriverWait(driver, _PATIENCE, 0.1, [NoSuchElementException, StaleElementReferenceException]).until(
            condition
        )
    except TimeoutException as error:
        raise AssertionError(f"{driver.current_url}\n{_one(driver, 'body').text[:2000]}") from error


def _paste(driver: webdriver.Chrome, selector: str, text: str) -> None:
    _one(driver, selector).click()
    driver.execute_cdp_cmd("Input.insertText", {"text": text})


def _report(driver: webdriver.Chrome) -> str:
    """The report's address once it is there."""
    _until(driver, lambda d: "/reports/rep_" in d.current_url)
    address: str = driver.current_url
    return address.partition("#")[0]


def _claim(driver: webdriver.Chrome, words: str) -> Any:
    """The card of the claim that says this."""
    return next(one for one in _all(driver, "section.claim") if words in _one(one, "blockquote.said").text)


def _check_claim(driver: webdriver.Chrome, home: str, claim: str) -> str:
    driver.get(home)
    _paste(driver, "#text", claim)
    _one(driver, "input[name='as_claims']").click()
    _one(driver, "#check-form button.primary").click()
    return _report(driver)


def test_an_article_is_pasted_watched_and_read(editor: webdriver.Chrome, report: str) -> None:
    seen = json.loads(editor.execute_script("return sessionStorage.getItem('seen')"))
    stages = ["read", "claims", "search", "compare", "decide"]
    assert seen["stages"] == [stage for stage in stages if stage in seen["stages"]]
    assert "compare" in seen["stages"]
    cards = _all(editor, "section.claim")
    assert seen["verdicts"] == len(cards) > 10
    assert _one(editor, "h1").text == example("es").splitlines()[0]
    signs = {one.get_attribute("class").split()[1] for one in _all(editor, "#article a.sign")}
    assert signs >= {"supported", "refuted", "not_enough_evidence"}
    assert _one(_claim(editor, "OTAN"), "h3 .badge").text == "✗ refutada"
    shown = _claim(editor, "43.820 millones")
    assert _one(shown, "h3 .badge").text == "✓ confirmada"
    row = _one(shown, "table.numbers tbody tr").text
    assert "43.820 millones de dólares" in row
    assert _one(editor, "svg.chart").get_attribute("aria-label")


def test_the_first_visit_loads_under_150_kilobytes(editor: webdriver.Chrome, real: Site) -> None:
    editor.get(real.address)
    kinds = "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
    loaded = editor.execute_script(f"return {kinds}.map(one => [one.name, one.decodedBodySize])")
    assert {name.rsplit("/", 1)[1] for name, _ in loaded} >= {"page.css", "page.js", "htmx.min.js"}
    assert all(name.startswith(real.address) for name, _ in loaded)
    assert 20_000 < sum(size for _, size in loaded) < 150_000


def test_evidence_is_opened_by_key_and_seen_in_its_place(editor: webdriver.Chrome, report: str) -> None:
    editor.get(report)
    number = _claim(editor, "43.820 millones").get_attribute("id").removeprefix("claim-")
    editor.find_element(By.TAG_NAME, "body").send_keys("j" * int(number) + "e")
    shown = editor.switch_to.active_element
    assert shown.get_attribute("id") == f"claim-{number}"
    folded = _all(shown, "details:not(.do-review)")
    assert folded
    assert all(one.get_attribute("open") for one in folded)
    quote = _one(shown, ".evidence blockquote").text
    _one(shown, ".evidence .source a[href^='/sources/']").click()
    assert _until(editor, lambda d: _all(d, "mark.decisive"))[0].text in quote
    assert _all(editor, f"a[href$='{report.rsplit('/', 1)[1]}#claim-{number}']")


def test_a_fragment_and_a_changed_claim_are_checked_and_both_stay(editor: webdriver.Chrome, report: str) -> None:
    editor.get(report)
    editor.execute_script(
        "const text = document.querySelector('#article mark').firstChild, range = document.createRange();"
        "range.setStart(text, 0); range.setEnd(text, text.length);"
        "getSelection().removeAllRanges(); getSelection().addRange(range);"
    )
    field = _one(editor, "#fragment")
    _until(editor, lambda d: field.get_attribute("value"))
    fragment = field.get_attribute("value")
    _one(editor, "#fragment-form button").click()
    _until(editor, lambda d: report not in d.current_url)
    own = _report(editor)
    assert own != report
    assert fragment in _one(editor, "blockquote.said").text
    _one(editor, f".notice a[href$='{report.rsplit('/', 1)[1]}']").click()
    _until(editor, lambda d: _all(d, f"#fragment-form .kin a[href$='{own.rsplit('/', 1)[1]}']"))

    claim = _claim(editor, "62.000 millones")
    number = claim.get_attribute("id").removeprefix("claim-")
    _one(claim, ".do-review summary").click()
    words = _one(claim, f"#again-{number}")
    words.clear()
    words.send_keys("El comercio entre Rusia y Kazajistán superó en 2022 los 20.000 millones de dólares.")
    _one(claim, "form.again button").click()
    _until(editor, lambda d: report not in d.current_url)
    again = _report(editor)
    assert "62.000 millones" in _one(editor, ".notice q").text
    editor.get(report)
    kin = _one(_claim(editor, "62.000 millones"), ".kin")
    assert _all(kin, f"a[href$='{again.rsplit('/', 1)[1]}']")


def test_a_verdict_is_overridden_by_keyboard_and_leaves_as_claimreview(editor: webdriver.Chrome, report: str) -> None:
    editor.get(report)
    number = _claim(editor, "OTAN").get_attribute("id").removeprefix("claim-")
    verdict = _one(editor, f"#claim-{number} a[href^='/verdicts/']").get_attribute("href")
    exported = f"{verdict}/claimreview.json?url=https://diario.example/1"
    assert _fetched(editor, exported)[0] == 409
    editor.find_element(By.TAG_NAME, "body").send_keys("j" * int(number) + "o")
    reason = editor.switch_to.active_element
    assert reason.get_attribute("id") == f"reason-{number}"
    reason.send_keys("El comentarista se corrigió", Keys.TAB, Keys.TAB)
    editor.switch_to.active_element.send_keys("fuentes", Keys.TAB)
    editor.switch_to.active_element.send_keys(Keys.ENTER)
    said = _until(editor, lambda d: _all(d, f"#claim-{number} .human"))[0].text
    assert "Ana" in said
    assert "El comentarista se corrigió" in said
    assert _one(editor, f"#claim-{number} h3 .badge").text.endswith("fuentes en conflicto")
    editor.get(verdict)
    history = _one(editor, "section[aria-labelledby='history-title']").text
    assert "Ana" in history
    assert "refutada" in history
    status, text = _fetched(editor, exported)
    assert (status, json.loads(text)["@type"]) == (200, "ClaimReview")


def _fetched(driver: webdriver.Chrome, address: str) -> tuple[int, str]:
    ask = "fetch(arguments[0]).then(async r => arguments[1]([r.status, await r.text()]))"
    status, text = driver.execute_async_script(ask, address)
    return status, text


def test_a_source_is_added_and_the_next_check_hears_it(editor: webdriver.Chrome, real: Site) -> None:
    claim = "El puente de Valdehondo se inauguró en mayo de 2019."
    first = _check_claim(editor, real.address, claim)
    assert _one(editor, "h3 .badge").text.endswith("evidencia insuficiente")
    editor.get(f"{real.address}/sources")
    _paste(editor, "#text", "El puente de Valdehondo se inauguró en mayo de 2019, dijo el alcalde. Costó dos millones.")
    _one(editor, "#title").send_keys("Crónica de Valdehondo")
    _one(editor, "#publisher").send_keys("Ayuntamiento de Valdehondo")
    _one(editor, "form.panel button.primary").click()
    _until(editor, lambda d: "Crónica de Valdehondo" in _one(d, "h1").text)
    assert _check_claim(editor, real.address, claim) == first
    assert _one(editor, "h3 .badge").text.endswith("confirmada")
    assert "Ayuntamiento de Valdehondo" in _one(editor, ".evidence").text
    editor.get(f"{first}/history")
    assert len(_all(editor, "ol.history > li")) == 2
    assert "las fuentes" in _one(editor, "ol.history > li").text


def test_the_sources_that_may_speak_are_chosen(editor: webdriver.Chrome, real: Site) -> None:
    editor.get(real.address)
    _paste(editor, "#text", "Kazajistán no es un Estado Parte del Estatuto de Roma.")
    _one(editor, "#check-form details summary").click()
    _one(editor, "#only").send_keys("Nadie Así")
    _one(editor, "#check-form button.primary").click()
    assert "Nadie Así" in _until(editor, lambda d: _all(d, "[role='alert']"))[0].text
    assert "Estatuto de Roma" in _one(editor, "#text").get_attribute("value")
    _one(editor, "#only").clear()
    _one(editor, "input[name='tier_agency']").click()
    _one(editor, "#check-form button.primary").click()
    _report(editor)
    assert "agencia" in _one(editor, ".notice").text
    shown = _all(editor, ".evidence .source")
    assert all("· agencia" in one.get_attribute("textContent") for one in shown)


def test_the_language_is_switched_and_stays(editor: webdriver.Chrome, report: str) -> None:
    editor.get(report)
    _one(editor, "a[hreflang='en'][href^='/language']").click()
    _until(editor, lambda d: d.execute_script("return document.documentElement.lang") == "en")
    assert editor.current_url == report
    assert _one(_claim(editor, "OTAN"), "h3 .badge").text.endswith(("refuted", "conflicting sources"))
    _one(editor, "a[hreflang='es'][href^='/language']").click()
    _until(editor, lambda d: d.execute_script("return document.documentElement.lang") == "es")


def test_without_javascript_the_running_check_leads_to_its_report(editor: webdriver.Chrome, real: Site) -> None:
    editor.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        _check_claim(editor, real.address, "Astaná es la capital de Kazajistán.")
        assert _one(editor, "h3 .badge").text.endswith("confirmada")
    finally:
        editor.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.mark.parametrize("allowed", [True, False])
def test_another_site_shows_the_report_only_where_it_may(
    editor: webdriver.Chrome, real: Site, report: str, friend: socket.socket, allowed: bool
) -> None:
    editor.get(report)
    if not _all(editor, "#claim-1 .human"):
        editor.find_element(By.TAG_NAME, "body").send_keys("ja")
        _until(editor, lambda d: _all(d, "#claim-1 .human"))
    app = foreign_page(real.address, report.rsplit("/", 1)[1], real.reader)
    with serving(app, friend.dup() if allowed else free_socket()) as foreign:
        editor.get(foreign)
        frame = _one(editor, "iframe")
        if allowed:
            _until(editor, lambda d: frame.get_attribute("height") != "400")
        editor.switch_to.frame(frame)
        assert bool(_all(editor, "ol.entries li")) is allowed
        editor.switch_to.default_content()
