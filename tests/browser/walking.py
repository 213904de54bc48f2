"""Ways through the pages that browser tests and screenshots share."""

from __future__ import annotations

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests import samples


def sign_in(driver: webdriver.Chrome, home: str, key: str) -> None:
    """Begin a session."""
    driver.get(f"{home}/sign-in")
    driver.find_element(By.ID, "key").send_keys(key)
    driver.find_element(By.CSS_SELECTOR, "main button").click()
    WebDriverWait(driver, 10).until(lambda d: d.current_url == f"{home}/")


def check_sample(driver: webdriver.Chrome, home: str) -> str:
    """Check the sample article; gives the report's address."""
    driver.get(home)
    driver.execute_script("document.getElementById('text').value = arguments[0]", samples.TEXT)
    driver.execute_script("document.getElementById('published').value = '2023-11-09'")
    driver.find_element(By.CSS_SELECTOR, "#check-form button.primary").click()
    WebDriverWait(driver, 20).until(lambda d: "/reports/rep_" in d.current_url)
    return driver.current_url.partition("#")[0].partition("?")[0]


def pages(driver: webdriver.Chrome, home: str) -> dict[str, str]:
    """Every page by name, with something on it."""
    report = check_sample(driver, home)
    verdict = driver.find_element(By.CSS_SELECTOR, "a[href^='/verdicts/']").get_attribute("href")
    names = ("start", "reports", "sources", "corrections", "methodology")
    plain = {name: f"{home}/{name if name != 'start' else ''}" for name in names}
    search = {"search": f"{home}/sources?q=comercio", "problem": f"{home}/reports/rep_0", "sign-in": f"{home}/sign-in"}
    return plain | search | {"report": report, "history": f"{report}/history", "verdict": str(verdict)}
