"""Blocking work off the event loop: reading what came in side by side, the models one check at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import anyio
from anyio import to_thread

from factcheck.desk import checking
from factcheck.desk.office import Caller, Desk
from factcheck.desk.orders import Order
from factcheck.desk.reports import Document, Places
from factcheck.domain import Article, Claim, Hit, Report
from factcheck.intake.fetch import Limits
from factcheck.pipeline import Options, choose
from factcheck.service import Checker, Material, Wishes, article_from, options_for

_FETCHES = 8
"""Pages fetched at a time; further ones wait without a thread."""


class Runner:
    """Runs checks in threads. The models take one caller at a time; the others wait without holding a thread."""

    def __init__(
        self, checker: Checker, desk: Desk, today: Callable[[], date] = date.today, limits: Limits | None = None
    ) -> None:
        self._checker = checker
        self._desk = desk
        self._today = today
        self._limits = limits
        self._models = anyio.CapacityLimiter(1)
        self._fetches = anyio.CapacityLimiter(_FETCHES)
        self.answered: Callable[[bool], None] = lambda _from_store: None
        """Told of each question that is answered: whether from the store."""

    @property
    def checker(self) -> Checker:
        """The machinery behind."""
        return self._checker

    async def check(self, material: Material, wishes: Wishes) -> Report:
        """A report on what came in, kept nowhere; errors of our tree where it cannot be had."""
        order = await self._order(material, wishes)
        return await self._run(order)

    async def answer(self, caller: Caller, material: Material, wishes: Wishes) -> Document:
        """The kept report on what came in: from the store where the same was asked before, else made and kept now."""
        order = await self._order(material, wishes)
        found = await to_thread.run_sync(checking.known, self._desk, caller, order, self._checker)
        self.answered(found is not None)
        if found is not None:
            return found
        report = await self._run(order)
        return await to_thread.run_sync(checking.keep, self._desk, caller, order, report)

    async def _order(self, material: Material, wishes: Wishes) -> Order:
        today = self._today()
        given = (material, wishes, self._checker, today, self._limits)
        return await to_thread.run_sync(checking.order_for, *given, limiter=self._threads(material))

    async def _run(self, order: Order) -> Report:
        return await to_thread.run_sync(checking.run, self._checker, order, limiter=self._models)

    async def search(self, material: Material, wishes: Wishes) -> tuple[Article, tuple[Hit, ...]]:
        """The text as it was understood, and what would be found for it."""
        article, options = await self._read(material, wishes)
        return article, await to_thread.run_sync(self._checker.search, article, options, limiter=self._models)

    async def match(self, material: Material, wishes: Wishes) -> tuple[Article, list[tuple[Claim, tuple[Hit, ...]]]]:
        """The claims as they were understood, each with the earlier fact-checks of it."""
        article, options = await self._read(material, wishes)
        return article, await to_thread.run_sync(self._checker.earlier_checks, article, options, limiter=self._models)

    async def find(self, material: Material, wishes: Wishes) -> tuple[Article, tuple[Claim, ...], Places]:
        """The article with its claims, unchecked, and where they stand in the HTML that came in."""
        article, options = await self._read(material, wishes)
        found = await to_thread.run_sync(self._checker.find, article, limiter=self._models)
        claims = choose(found, options)
        if material.html is None:
            return article, claims, [None] * len(claims)
        return article, claims, await to_thread.run_sync(checking.places, material.html, article, list(claims))

    def _threads(self, material: Material) -> anyio.CapacityLimiter | None:
        # Sites may take their time: while they do, they must not hold the threads that everything else runs in.
        return self._fetches if material.url is not None else None

    async def _read(self, material: Material, wishes: Wishes) -> tuple[Article, Options]:
        article = await to_thread.run_sync(article_from, material, self._limits, limiter=self._threads(material))
        return article, options_for(article, wishes, self._checker.defaults(), self._today())
