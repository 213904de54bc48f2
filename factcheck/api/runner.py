"""Blocking work off the event loop: reading what came in side by side, the models one check at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import anyio
from anyio import to_thread

from factcheck.domain import Article, Hit, Report
from factcheck.service import Checker, Material, Wishes, article_from, options_for


class Runner:
    """Runs checks in threads. The models take one caller at a time; the others wait without holding a thread."""

    def __init__(self, checker: Checker, today: Callable[[], date] = date.today) -> None:
        self._checker = checker
        self._today = today
        self._models = anyio.CapacityLimiter(1)

    @property
    def checker(self) -> Checker:
        """The machinery behind."""
        return self._checker

    async def check(self, material: Material, wishes: Wishes) -> Report:
        """A report on what came in; errors of our tree where it cannot be had."""
        article = await to_thread.run_sync(article_from, material)
        options = options_for(article, wishes, self._checker.defaults(), self._today())
        run = self._checker.check_given if material.claims else self._checker.check
        return await to_thread.run_sync(run, article, options, limiter=self._models)

    async def search(self, material: Material, wishes: Wishes) -> tuple[Article, tuple[Hit, ...]]:
        """The text as it was understood, and what would be found for it."""
        article = await to_thread.run_sync(article_from, material)
        options = options_for(article, wishes, self._checker.defaults(), self._today())
        return article, await to_thread.run_sync(self._checker.search, article, options, limiter=self._models)
