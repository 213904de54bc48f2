"""`factcheck serve` itself, as a process with the real models and the real index, and keys to sign in with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from factcheck.desk import keys
from factcheck.desk.office import Desk
from factcheck.settings import load_settings
from factcheck.storage.database import open_database
from tests.browser.serving import Site, free_socket

_PATIENCE = 120.0
EDITOR = ("check", "read", "review", "sources")


def index_is_built() -> bool:
    """True where `factcheck index build` has run."""
    return (load_settings().index_dir / "CURRENT").is_file()


@contextmanager
def real_site(folder: Path, origins: Sequence[str] = ()) -> Iterator[Site]:
    """A server on loopback; its data lies in a folder."""
    database = f"sqlite:///{folder}/factcheck.sqlite3"
    desk = Desk(open_database(database))
    _, editor = keys.create(desk, keys.Wanted("Ana", EDITOR, per_minute=0, per_day=0))
    _, reader = keys.create(desk, keys.Wanted("CMS", ("read",), per_minute=0))
    desk.database.engine.dispose()
    with free_socket() as free:
        port = free.getsockname()[1]
    shutil.copytree(load_settings().index_dir, folder / "index")  # sources that are added go into the index
    given = {
        "FACTCHECK_DATABASE_URL": database,
        "FACTCHECK_INDEX_DIR": str(folder / "index"),
        "FACTCHECK_LIBRARY_DIR": str(folder / "library"),
        "FACTCHECK_CORS_ORIGINS": ",".join(origins),
        "FACTCHECK_PUBLISHER_NAME": "Diario de Prueba",
        "FACTCHECK_PUBLISHER_URL": "https://diario.example",
        "TOKENIZERS_PARALLELISM": "false",
    }
    with (folder / "log").open("wb") as log:
        command = [sys.executable, "-m", "factcheck", "serve", "--port", str(port)]
        process = subprocess.Popen(command, stderr=log, env=os.environ | given)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(process, address, folder / "log")
        yield Site(address, editor, reader)
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx.get(f"{address}/readyz", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise TimeoutError(log.read_text(encoding="utf-8", errors="replace"))
