"""One check from what came in to the kept answer, in steps that API and workers share. Blocking; models come as a `Checker`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from factcheck.desk import keeping, reports
from factcheck.desk.office import Caller, Desk
from factcheck.desk.orders import Order
from factcheck.desk.records import HtmlPlace
from factcheck.desk.reports import Document, Places
from factcheck.domain import Article, Claim, Report
from factcheck.intake.fetch import Limits
from factcheck.service import Checker, Material, Wishes, article_from, options_for


@dataclass(frozen=True)
class Work:
    """A check to be done later, for somebody."""

    caller: Caller
    material: Material
    wishes: Wishes
    request_id: str | None = None


class Submits(Protocol):
    """Takes checks to be done later (`factcheck.jobs`)."""

    def submit(self, work: Work) -> str:
        """Queue it; returns the job's id. TooManyRequests where the queue is full."""


def order_for(material: Material, wishes: Wishes, checker: Checker, today: date, limits: Limits | None = None) -> Order:
    """What came in as an order: read, with its options settled. InputError and its kin where it cannot be used."""
    article = article_from(material, limits)
    options = options_for(article, wishes, checker.defaults(), today)
    kind = "claims" if material.claims else "article"
    documents = material.documents if any(material.documents) else ()
    return Order(kind, article, options, material.reference, documents, material.html)


def known(desk: Desk, caller: Caller, order: Order, checker: Checker) -> Document | None:
    """The kept answer to the same question, where there is one."""
    made_by = checker.provenance()
    found = reports.answered(desk, caller, order, made_by)
    if found is None or order.html is None:
        return found
    claims = _claims_of(found)
    return reports.answered(desk, caller, order, made_by, places(order.html, order.article, claims))


def run(checker: Checker, order: Order) -> Report:
    """The report, by models and index."""
    given = order.kind == "claims"
    if order.documents:
        return checker.check_against(order.article, order.options, order.documents, given=given)
    check = checker.check_given if given else checker.check
    return check(order.article, order.options)


def run_all(checker: Checker, orders: Sequence[Order]) -> list[Report]:
    """The reports of several orders; whole articles against the index share their batches."""
    whole = [order for order in orders if _is_whole(order)]
    reports = iter(checker.check_many([order.article for order in whole], [order.options for order in whole]))
    return [next(reports) if _is_whole(order) else run(checker, order) for order in orders]


def _is_whole(order: Order) -> bool:
    return order.kind == "article" and not order.documents


def keep(desk: Desk, caller: Caller, order: Order, report: Report) -> Document:
    """Keep a report, with the places of its claims in the HTML that came in."""
    return keeping.store(desk, caller, order, report, places_in(order, report))


def places_in(order: Order, report: Report) -> Places:
    """The places of a report's claims in the HTML that came in; none where none came in."""
    claims = [checked.claim for checked in report.checked]
    return places(order.html, order.article, claims) if order.html is not None else ()


def places(html: str, article: Article, claims: list[Claim]) -> Places:
    """Where each claim stands in the page that the article was read from; None where it is not found."""
    from factcheck.intake.locate import Locator

    locator = Locator(html)
    found = (locator.locate(article.text, claim.span) for claim in claims)
    return [HtmlPlace(**vars(place)) if place else None for place in found]


def _claims_of(document: Document) -> list[Claim]:
    return [checked.claim for checked in Report.model_validate_json(document.body).checked]
