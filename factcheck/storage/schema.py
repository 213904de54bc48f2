"""All tables, as one metadata. Knows names, types and constraints; what is done with them stands in the modules beside it.

Ids are text with a prefix that tells what they name (`rep_`, `vrd_`, ...). `key_id` is the API key that owns a row, `local`
where the service runs without keys. Texts that may be confidential are nullable: purging empties them and keeps the row.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from factcheck.storage.columns import Document, Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[str]:
    return Column("id", String(40), primary_key=True)


def _owner() -> Column[str]:
    return Column("key_id", String(40), nullable=False, index=True)


def _to(target: str, name: str, *, primary_key: bool = False) -> Column[str]:
    there = ForeignKey(f"{target}.id", ondelete="CASCADE")
    return Column(name, String(40), there, nullable=False, index=not primary_key, primary_key=primary_key)


# ----------------------------------------------------------------------------- keys

api_keys = Table(
    "api_keys",
    metadata,
    _id(),
    Column("name", String(200), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),  # SHA-256 of the secret, which is random and long
    Column("hint", String(12), nullable=False),  # the secret's beginning, to tell keys apart
    Column("scopes", Document, nullable=False),
    Column("per_minute", Integer, nullable=False),
    Column("per_day", Integer, nullable=False),
    Column("retention_days", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("revoked_at", Moment),
    Column("last_used_at", Moment),
)

usage = Table(
    "usage",
    metadata,
    Column("key_id", String(40), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("requests", Integer, nullable=False),
)

rates = Table(
    "rates",
    metadata,
    Column("key_id", String(40), primary_key=True),
    Column(
        "slot", Integer, primary_key=True, autoincrement=False
    ),  # seconds since 1970, in units of a tenth of a minute
    Column("requests", Integer, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    _id(),
    Column("hash", String(64), nullable=False, unique=True),
    _owner(),
    Column("data", Document, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
)

idempotency = Table(
    "idempotency",
    metadata,
    Column("key_id", String(40), primary_key=True),
    Column("token", String(255), primary_key=True),
    Column("request_sha256", String(64), nullable=False),  # method, address and body
    Column("state", String(10), nullable=False),  # running | done
    Column("status", Integer),
    Column("headers", Document),
    Column("body", Text),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
)

# ----------------------------------------------------------------------------- articles, reports, verdicts

articles = Table(
    "articles",
    metadata,
    _id(),
    _owner(),
    Column("sha256", String(64), nullable=False),
    Column("lang", String(3), nullable=False),
    Column("title", Text),
    Column("url", Text),
    Column("published", String(10)),
    Column("text", Text),
    Column("created_at", Moment, nullable=False, index=True),
    Column("purged_at", Moment),
    UniqueConstraint("key_id", "sha256"),
)

reports = Table(
    "reports",
    metadata,
    _id(),
    _owner(),
    Column("identity", String(80), nullable=False),  # what makes it the same article again: reference, URL or text
    Column("kind", String(10), nullable=False),  # article | claims
    Column("reference", String(200)),  # the caller's own id
    Column("version", Integer, nullable=False),  # the newest
    Column("created_at", Moment, nullable=False, index=True),
    Column("updated_at", Moment, nullable=False, index=True),
    Column("purged_at", Moment),
    UniqueConstraint("key_id", "identity"),
)

report_versions = Table(
    "report_versions",
    metadata,
    _id(),
    _to("reports", "report_id"),
    Column("number", Integer, nullable=False),
    _to("articles", "article_id"),
    Column(
        "fingerprint", String(64), nullable=False, index=True
    ),  # of text, what the caller said, options, models, index
    Column("options", Document, nullable=False),
    Column("provenance", Document, nullable=False),
    Column("changes", Document, nullable=False),  # what changed against the version before, and why
    Column("body", Text),  # the report document, as it was answered
    Column("places", Document),  # where each claim stands in the caller's HTML
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("report_id", "number"),
)

claims = Table(
    "claims",
    metadata,
    _id(),
    _to("report_versions", "report_version_id"),
    Column("position", Integer, nullable=False),
    Column("claim_id", String(80), nullable=False),  # its id inside the report
    Column("quote", Text),
    Column("query", Text),
    Column("kind", String(20), nullable=False),
    UniqueConstraint("report_version_id", "position"),
)

verdicts = Table(
    "verdicts",
    metadata,
    _id(),
    _owner(),
    _to("reports", "report_id"),
    Column("claim_key", String(80), nullable=False),  # the same claim in every version of the report
    Column("version", Integer, nullable=False),  # the newest of verdict_versions
    Column("etag", Integer, nullable=False),  # counts everything that happens to it
    Column("state", String(12), nullable=False),  # unreviewed | approved | overridden | rejected
    Column("reviewed_version", Integer),
    Column("present", Boolean, nullable=False),  # False once a new version of the article no longer makes the claim
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False, index=True),
    UniqueConstraint("report_id", "claim_key"),
)

verdict_versions = Table(  # append-only: a trigger refuses changes of what was decided
    "verdict_versions",
    metadata,
    _id(),
    _to("verdicts", "verdict_id"),
    Column("number", Integer, nullable=False),
    _to("report_versions", "report_version_id"),
    Column("position", Integer, nullable=False),
    Column("label", String(30)),  # None where we could not look
    Column("confidence", Float),
    Column("change", Document),  # what is different from the version before, and why
    Column("body", Text),  # the domain's `Checked` as JSON
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("verdict_id", "number"),
)

reviews = Table(  # append-only
    "reviews",
    metadata,
    _id(),
    _to("verdicts", "verdict_id"),
    Column("verdict_version", Integer, nullable=False),
    Column("decision", String(10), nullable=False),  # approve | override | reject
    Column("machine_label", String(30)),
    Column("label", String(30)),  # what holds after it; None after reject
    Column("reason", Text),
    Column("reviewer", String(200), nullable=False),
    Column("key_id", String(40), nullable=False),
    Column("created_at", Moment, nullable=False, index=True),
)

correction_requests = Table(
    "correction_requests",
    metadata,
    _id(),
    Column("key_id", String(40), nullable=False, index=True),
    Column("verdict_id", String(40), index=True),
    Column("url", Text),
    Column("message", Text),
    Column("contact", Text),
    Column("state", String(10), nullable=False),  # open | accepted | declined
    Column("answer", Text),
    Column("created_at", Moment, nullable=False, index=True),
    Column("answered_at", Moment),
)

corrections = Table(  # public once made
    "corrections",
    metadata,
    _id(),
    _owner(),
    Column("verdict_id", String(40), ForeignKey("verdicts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("review_id", String(40), nullable=False),
    Column("request_id", String(40)),
    Column("claim", Text, nullable=False),
    Column("label_before", String(30)),
    Column("label_after", String(30)),  # None: withdrawn
    Column("reason", Text, nullable=False),
    Column("created_at", Moment, nullable=False, index=True),
)

# ----------------------------------------------------------------------------- jobs

jobs = Table(
    "jobs",
    metadata,
    _id(),
    _owner(),
    Column("kind", String(20), nullable=False),  # article | batch | import | audit
    Column("state", String(12), nullable=False, index=True),  # receiving | queued | running | done | failed | cancelled
    Column("total", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("request", Text),  # what is to be done, as JSON; emptied when it is done
    Column("error", Document),
    Column("report_id", String(40)),
    Column("request_id", String(64)),
    Column("worker", String(80)),
    Column("fencing", Integer, nullable=False),  # counts the takeovers from dead workers
    Column("cancel_requested", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False, index=True),
    Column("started_at", Moment),
    Column("finished_at", Moment),
    Column("deadline_at", Moment),
)

job_items = Table(
    "job_items",
    metadata,
    Column("job_id", String(40), ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("item", Integer, primary_key=True),  # counts from 0
    Column("reference", String(200)),
    Column("input", Text),
    Column("sha256", String(64)),
    Column("state", String(12), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("fencing", Integer, nullable=False),  # raised at every claim; a result that brings a lower one is refused
    Column("worker", String(80)),
    Column("error", Document),
    Column("updated_at", Moment, nullable=False),
)

results = Table(  # each stored once: (job, item) is the key
    "results",
    metadata,
    Column("job_id", String(40), ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("fencing", Integer, nullable=False),
    Column("report_id", String(40)),
    Column("report_version", Integer),
    Column("body", Text),
    Column("created_at", Moment, nullable=False),
)

job_events = Table(
    "job_events",
    metadata,
    Column("job_id", String(40), ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("sequence", Integer, primary_key=True),
    Column("event", String(40), nullable=False),
    Column("data", Document, nullable=False),
    Column("created_at", Moment, nullable=False),
)

leases = Table(
    "leases",
    metadata,
    Column("worker", String(80), primary_key=True),
    Column("fencing", Integer, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("heartbeat_at", Moment, nullable=False, index=True),
    Column("stopped_at", Moment),
    Column("about", Document),
)

counters = Table(
    "counters",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Integer, nullable=False),
)

# ----------------------------------------------------------------------------- webhooks

webhooks = Table(
    "webhooks",
    metadata,
    _id(),
    _owner(),
    Column("url", Text, nullable=False),
    Column("events", Document, nullable=False),
    Column("description", Text),
    Column("active", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("disabled_at", Moment),
)

webhook_secrets = Table(
    "webhook_secrets",
    metadata,
    _id(),
    _to("webhooks", "webhook_id"),
    Column("secret", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment),
)

deliveries = Table(
    "deliveries",
    metadata,
    _id(),
    _to("webhooks", "webhook_id"),
    Column("event", String(40), nullable=False),
    Column("payload", Text, nullable=False),
    Column("state", String(12), nullable=False, index=True),  # pending | delivered | failed
    Column("attempts", Integer, nullable=False),
    Column("next_attempt_at", Moment, index=True),
    Column("last_status", Integer),
    Column("last_error", Text),
    Column("replay_of", String(40)),
    Column("created_at", Moment, nullable=False, index=True),
    Column("delivered_at", Moment),
)

delivery_attempts = Table(
    "delivery_attempts",
    metadata,
    _to("deliveries", "delivery_id", primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("status", Integer),
    Column("error", Text),
    Column("seconds", Float),
    Column("at", Moment, nullable=False),
)

# ----------------------------------------------------------------------------- audits

audit_runs = Table(
    "audit_runs",
    metadata,
    _id(),
    _owner(),
    Column("name", String(200), nullable=False),
    Column("state", String(12), nullable=False),
    Column("total", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("settings", Document, nullable=False),
    Column("summary", Document),
    Column("folder", Text),
    Column("created_at", Moment, nullable=False, index=True),
    Column("finished_at", Moment),
)

Index("ix_verdicts_key_id_updated_at", verdicts.c.key_id, verdicts.c.updated_at)
Index("ix_reports_key_id_updated_at", reports.c.key_id, reports.c.updated_at)
