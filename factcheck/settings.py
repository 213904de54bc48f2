"""The only reader of the environment: `FACTCHECK_…` variables, their defaults and what they mean."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from factcheck.errors import ConfigurationError

PROJECT = Path(__file__).resolve().parent.parent


def _user_cache() -> Path:
    return Path.home() / ".cache" / "factcheck"


class Settings(BaseSettings):
    """Everything that can be set from outside. Each field is the variable `FACTCHECK_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="FACTCHECK_", frozen=True)

    cache_dir: Path = Field(default_factory=_user_cache, description="where converted models are kept")
    index_dir: Path = Field(default=PROJECT / "indexes" / "default", description="the reference index in use")
    reference_dir: Path = Field(
        default=PROJECT / "reference_data", description="the reference data the index is built from"
    )
    library_dir: Path = Field(
        default_factory=lambda: Path.home() / ".local" / "share" / "factcheck" / "library",
        description="the newsroom's own sources",
    )
    encoder: str = Field(default="embedded", description="`embedded`, a folder, or hub name@revision")
    verifier: str = Field(default="embedded", description="`embedded`, a folder, or hub name@revision")
    threads: int = Field(default=0, ge=0, le=256, description="CPU threads for the models; 0 means all cores")
    top_k: int = Field(default=10, ge=1, le=100, description="passages compared with each claim")
    abstain_below: float = Field(
        default=0.5, ge=0, le=1, description="decided verdicts less sure than this become not_enough_evidence"
    )
    host: str = Field(default="127.0.0.1", description="address that `factcheck serve` listens on")
    port: int = Field(default=8000, ge=1, le=65535, description="port that `factcheck serve` listens on")
    database_url: str = Field(
        default_factory=lambda: f"sqlite:///{Path.home() / '.local' / 'share' / 'factcheck' / 'factcheck.sqlite3'}",
        description="where reports, reviews, keys and jobs are kept: `sqlite:////file` or `postgresql+psycopg://user@host/name`",
    )
    cors_origins: str = Field(
        default="", description="web origins whose pages may call the API, with commas between; none by default"
    )
    publisher_name: str = Field(default="", description="who publishes reviews (ClaimReview, feed of corrections)")
    publisher_url: str = Field(default="", description="the publisher's own site")
    workers: int = Field(
        default=1,
        ge=0,
        le=64,
        description="articles of batches that `factcheck serve` checks at a time; 0: `factcheck worker` does it",
    )
    job_seconds: int = Field(
        default=900, ge=1, le=86_400, description="seconds a job may take for each of its articles"
    )
    queue_length: int = Field(
        default=20_000, ge=1, description="articles that may wait in batches; beyond, 429 says when to come back"
    )
    private_hosts: str = Field(
        default="",
        description="own hosts that may be fetched and called by webhooks although they are private: host:port, with commas between",
    )
    log_format: Literal["json", "text"] = Field(
        default="json", description="log lines of `serve` and `worker`: `json` or `text`"
    )
    max_claims: int = Field(default=200, ge=1, description="claims checked per article; the rest is named, not checked")


def load_settings() -> Settings:
    """Settings from the environment; ConfigurationError names the variable and what it takes."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "FACTCHECK_" + str(first["loc"][0]).upper()
        raise ConfigurationError(
            f"{name} has a value that cannot be used: {first['msg'].lower()}.",
            way_out="`factcheck settings` lists all settings with what they take.",
        ) from error


def describe(settings: Settings) -> list[tuple[str, str, str]]:
    """(variable, value in use, meaning) for each setting, in the order of declaration."""
    return [
        (f"FACTCHECK_{name.upper()}", str(getattr(settings, name)), field.description or "")
        for name, field in Settings.model_fields.items()
    ]
