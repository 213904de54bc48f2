from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver

from tests.browser import driving
from tests.browser.serving import Site, free_socket, made, running_job, serving
from tests.browser.walking import sign_in

# Adds up what moves on a page without anybody's doing (cumulative layout shift).
MOVED = """
window.moved = 0;
new PerformanceObserver((list) => list.getEntries().forEach((one) => {
  if (!one.hadRecentInput) window.moved += one.value;
})).observe({type: "layout-shift", buffered: true});
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if driving.CHROMIUM and driving.DRIVER:
        return
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=driving.MISSING))


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("browser")


@pytest.fixture(scope="session")
def friend() -> Iterator[object]:
    """A bound socket: the origin that may show reports."""
    bound = free_socket()
    yield bound
    bound.close()


@pytest.fixture(scope="session")
def site(profile: Path, friend: object) -> Iterator[Site]:
    origin = f"http://127.0.0.1:{friend.getsockname()[1]}"  # type: ignore[attr-defined]
    app, editor, reader = made(profile, (origin,))
    with serving(app) as address:
        yield Site(address, editor, reader, running_job(app, editor))


@pytest.fixture(scope="session")
def driver(profile: Path, site: Site) -> Iterator[webdriver.Chrome]:
    with driving.browser(profile / "profile") as found:
        driving.see(found, width=1280, height=900, dark=False)
        found.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": MOVED})
        sign_in(found, site.address, site.editor)
        yield found
