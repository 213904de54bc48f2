"""The container files name what exists: no engine runs here, so this is what can be checked of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from factcheck.settings import Settings

yaml = pytest.importorskip("yaml")


@pytest.fixture
def compose(repository: Path) -> dict[str, Any]:
    found = yaml.safe_load((repository / "docker/compose.yaml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


@pytest.fixture
def dockerfile(repository: Path) -> str:
    return (repository / "docker/Dockerfile").read_text(encoding="utf-8")


def test_what_is_copied_exists(repository: Path, dockerfile: str) -> None:
    for line in re.findall(r"^COPY (?!--from)(.+)$", dockerfile, re.M):
        for name in line.split()[:-1]:
            assert (repository / name).exists(), name


def test_settings_that_are_named_exist(repository: Path, dockerfile: str) -> None:
    text = dockerfile + (repository / "docker/compose.yaml").read_text(encoding="utf-8")
    assert set(re.findall(r"FACTCHECK_[A-Z_]+[A-Z]", text)) <= {f"FACTCHECK_{n.upper()}" for n in Settings.model_fields}


def test_processes_are_unprivileged(compose: dict[str, Any], dockerfile: str) -> None:
    assert re.search(r"^USER 10001$", dockerfile, re.M)
    for name in ("api", "worker"):
        service = compose["services"][name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]


def test_what_services_refer_to_is_declared(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert set(service.get("secrets", [])) <= set(compose["secrets"])
        assert {volume.split(":")[0] for volume in service.get("volumes", [])} <= set(compose["volumes"])
        assert set(service.get("depends_on", {})) <= set(compose["services"])
    assert compose["services"]["api"]["ports"] == ["127.0.0.1:8000:8000"]
