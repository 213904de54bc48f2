"""Pictures of every page, light and dark, desktop and phone: `python -m tests.browser.screenshots FOLDER`."""

from __future__ import annotations

import base64
import sys
import tempfile
from pathlib import Path

from selenium import webdriver

from tests.browser import driving
from tests.browser.serving import made, serving
from tests.browser.walking import pages, sign_in

SCREENS = {"desktop": (1280, 900), "phone": (360, 740)}


def main(folder: Path) -> None:
    """Take all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        app, editor, _ = made(Path(data))
        with serving(app) as home, driving.browser(Path(data) / "profile") as driver:
            sign_in(driver, home, editor)
            for name, address in pages(driver, home).items():
                for screen, (width, height) in SCREENS.items():
                    for dark in (False, True):
                        driving.see(driver, width=width, height=height, dark=dark)
                        driver.get(address)
                        _take(driver, folder / f"{name}-{screen}-{'dark' if dark else 'light'}.png", height)


def _take(driver: webdriver.Chrome, path: Path, height: int) -> None:
    longest = min(driver.execute_script("return document.documentElement.scrollHeight"), 2 * height)
    width = driver.execute_script("return document.documentElement.clientWidth")
    clip = {"x": 0, "y": 0, "width": width, "height": longest, "scale": 1}
    wanted = {"format": "png", "captureBeyondViewport": True, "clip": clip}
    path.write_bytes(base64.b64decode(driver.execute_cdp_cmd("Page.captureScreenshot", wanted)["data"]))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"))
