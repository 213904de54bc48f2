"""Ways through the pages that browser tests and screenshots share."""

from __future__ import annotations

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests import samples
from tests.browser.serving import Site

_PATIENCE = 60


def sign_in(driver: webdriver.Chrome, home: str, key: str) -> None:
    """Begin a session."""
    driver.get(f"{home}/sign-in")
    driver.find_element(By.ID, "key").send_keys(key)
    driver.find_element(By.CSS_SELECTOR, "main button").click()
    WebDriverWait(driver, _PATIENCE).until(lambda d: d.current_url == f"{home}/")


def check_sample(driver: webdriver.Chrome, home: str) -> str:
    """Check the sample article; gives the report's address."""
    return check(driver, home, samples.TEXT, "2023-11-09")


def check(driver: webdriver.Chrome, home: str, text: str, published: str, *, as_claims: bool = False) -> str:
    """Check a text; gives the report's address."""
    driver.get(home)
    driver.execute_script("document.getElementById('text').value = arguments[0]", text)
    driver.execute_script("document.getElementById('published').value = arguments[0]", published)
    driver.execute_script("document.querySelector('[name=as_claims]').checked = arguments[0]", as_claims)
    driver.find_element(By.CSS_SELECTOR, "#check-form button.primary").click()
    WebDriverWait(driver, _PATIENCE).until(lambda d: "/reports/rep_" in d.current_url)
    return str(driver.current_url.partition("#")[0].partition("?")[0])


def pages(
    driver: webdriver.Chrome, site: Site, text: str = samples.TEXT, published: str = "2023-11-09"
) -> dict[str, str]:
    """Every page by name, with something on it."""
    home = site.address
    report = check(driver, home, text, published)
    verdict = _address(driver, "section.claim[data-key='supported'] a[href^='/verdicts/']")
    quoted = _address(driver, ".evidence.supports a[href^='/sources/']")
    own = _source(driver, home)
    names = ("start", "reports", "sources", "corrections", "methodology", "sign-in")
    plain = {name: f"{home}/{name if name != 'start' else ''}" for name in names}
    found = {"search": f"{home}/sources?q=comercio", "problem": f"{home}/reports/rep_0"}
    found |= {"report": report, "history": f"{report}/history", "verdict": verdict, "refused": f"{home}/check"}
    found |= {"quote": quoted, "source": f"{own}?start=3&end=11", "source-remove": f"{own}/remove"}
    found |= {"embed": f"{home}/embed/report/{report.rsplit('/', 1)[1]}"}
    return plain | found | ({"job": home + site.job} if site.job else {})


def visit(driver: webdriver.Chrome, name: str, address: str) -> None:
    """Open a page of `pages`; what only a refused form shows is had by sending one."""
    if name != "refused":
        driver.get(address)
        return
    driver.get(address.removesuffix("check"))
    driver.execute_script("document.getElementById('only').value = 'Nadie'")
    driver.find_element(By.ID, "text").send_keys("Un hecho.")
    driver.find_element(By.CSS_SELECTOR, "#check-form button.primary").click()
    WebDriverWait(driver, _PATIENCE).until(lambda d: d.find_elements(By.CSS_SELECTOR, "[role='alert']"))


def _address(driver: webdriver.Chrome, selector: str) -> str:
    return str(driver.find_element(By.CSS_SELECTOR, selector).get_attribute("href"))


def _source(driver: webdriver.Chrome, home: str) -> str:
    """A source of the newsroom's own: the one that is there, else one that is added."""
    driver.get(f"{home}/sources")
    there = driver.find_elements(By.CSS_SELECTOR, "ul.entries a")
    if there:
        return str(there[0].get_attribute("href"))
    driver.find_element(By.ID, "text").send_keys("El comercio creció en 2022, dijo la oficina. Nada más se sabe.")
    driver.find_element(By.ID, "title").send_keys("Nota de la oficina")
    driver.find_element(By.CSS_SELECTOR, "form.panel button.primary").click()
    WebDriverWait(driver, _PATIENCE).until(lambda d: "/sources/" in d.current_url)
    return str(driver.current_url.partition("?")[0])
