"""Pictures of every page, light and dark, desktop and phone: `python -m tests.browser.screenshots FOLDER`.

With the real models on the page's own example where the index is built, else with samples.
"""

from __future__ import annotations

import base64
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver

from factcheck.web.checking import example
from tests.browser import driving
from tests.browser.real import index_is_built, real_site
from tests.browser.serving import Site, made, running_job, serving
from tests.browser.walking import pages, sign_in, visit

SCREENS = {"desktop": (1280, 900), "phone": (360, 740)}


def main(folder: Path) -> None:
    """Take all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        _samples(Path(data)) as samples,
        driving.browser(Path(data) / "one") as driver,
    ):
        sign_in(driver, samples.address, samples.editor)
        found = pages(driver, samples)
        _take_all(driver, folder, found if not index_is_built() else {"job": found["job"]})
    if index_is_built():
        with (
            tempfile.TemporaryDirectory() as data,
            real_site(Path(data)) as real,
            driving.browser(Path(data) / "two") as driver,
        ):
            sign_in(driver, real.address, real.editor)
            driver.get(f"{real.address}/language/es")
            _take_all(driver, folder, pages(driver, real, example("es"), "2025-11-20"))


@contextmanager
def _samples(data: Path) -> Iterator[Site]:
    app, editor, reader = made(data)
    with serving(app) as home:
        yield Site(home, editor, reader, running_job(app, editor))


def _take_all(driver: webdriver.Chrome, folder: Path, found: dict[str, str]) -> None:
    for name, address in found.items():
        for screen, (width, height) in SCREENS.items():
            for dark in (False, True):
                driving.see(driver, width=width, height=height, dark=dark)
                visit(driver, name, address)
                _take(driver, folder / f"{name}-{screen}-{'dark' if dark else 'light'}.png", height)


def _take(driver: webdriver.Chrome, path: Path, height: int) -> None:
    longest = min(driver.execute_script("return document.documentElement.scrollHeight"), 2 * height)
    width = driver.execute_script("return document.documentElement.clientWidth")
    clip = {"x": 0, "y": 0, "width": width, "height": longest, "scale": 1}
    wanted = {"format": "png", "captureBeyondViewport": True, "clip": clip}
    path.write_bytes(base64.b64decode(driver.execute_cdp_cmd("Page.captureScreenshot", wanted)["data"]))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"))
