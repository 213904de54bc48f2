"""What leaves the house: ClaimReview markup of verdicts that a person stands for, never before."""

from __future__ import annotations

from datetime import datetime

from factcheck.desk import verdicts
from factcheck.desk.office import Caller, Desk, visible
from factcheck.desk.records import KeptVerdict
from factcheck.desk.review import PUBLIC
from factcheck.domain import VerdictLabel
from factcheck.errors import InputError, NotApproved
from factcheck.render.claimreview import Publisher, Reviewed, as_json
from factcheck.render.claimreview import claimreview as markup
from factcheck.storage import rows, schema
from factcheck.storage.database import Connection
from factcheck.storage.rows import Row


def claimreview(desk: Desk, caller: Caller, verdict_id: str, publisher: Publisher, url: str | None) -> str:
    """The JSON-LD text. NotApproved where no person stands for the verdict, or there is nothing to rate.

    `url` is the page with the review; without it the article's own address is taken.
    """
    with desk.database.reading() as connection:
        row = visible(rows.one(connection, schema.verdicts, id=verdict_id), caller, "verdict")
        if row["state"] not in PUBLIC:
            raise NotApproved(
                "No person has approved this verdict.", way_out="Approve or override it, then ask for its ClaimReview."
            )
        kept = verdicts.view(connection, row)
        article = _article(connection, kept)
    page = url or article["url"]
    if not (page or "").startswith(("https://", "http://")):
        raise InputError("A ClaimReview needs the address of its page.", way_out="Give `url`.")
    if not publisher.name:
        raise InputError("A ClaimReview names its publisher.", way_out="Set FACTCHECK_PUBLISHER_NAME.")
    return as_json(markup(_reviewed(kept, article, page), publisher))


def _reviewed(kept: KeptVerdict, article: Row, page: str) -> Reviewed:
    label = VerdictLabel(kept.label or VerdictLabel.NOT_CHECKABLE)
    if label is VerdictLabel.NOT_CHECKABLE:
        raise NotApproved("What cannot be checked has no ClaimReview.", way_out="Publish only what was rated.")
    return Reviewed(
        checked=kept.machine,
        label=label,
        reason=kept.review.reason if kept.review else None,
        url=page,
        first_reviewed=_since(kept),
        last_reviewed=kept.reviews[-1].created_at,
        appearance=article["url"],
        published=article["published"],
    )


def _since(kept: KeptVerdict) -> datetime:
    return next(review.created_at for review in kept.reviews if review.decision != "reject")


def _article(connection: Connection, kept: KeptVerdict) -> Row:
    version = rows.many(connection, schema.report_versions, ("number",), report_id=kept.report_id)[-1]
    article = rows.one(connection, schema.articles, id=version["article_id"])
    assert article is not None  # noqa: S101  a version has its article
    return article
