from __future__ import annotations

from datetime import date

import pytest

from factcheck.errors import EmptyInput, ForbiddenAddress, InputError, InputTooLarge
from factcheck.intake.article import Given
from factcheck.pipeline import Options
from factcheck.service import LONGEST_TITLE, Material, Wishes, article_from, claims_text, options_for
from tests import samples

TODAY = date(2026, 11, 24)


def test_the_cut_off_is_as_wished_else_the_articles_date_else_today() -> None:
    dated, undated = samples.article(), samples.article(published=None)
    assert options_for(dated, Wishes(as_of=date(2020, 1, 1)), Options(), TODAY).as_of == date(2020, 1, 1)
    assert options_for(dated, Wishes(), Options(), TODAY).as_of == date(2023, 11, 9)
    assert options_for(undated, Wishes(), Options(), TODAY).as_of == TODAY


def test_a_wish_of_zero_is_a_wish() -> None:
    chosen = options_for(samples.article(), Wishes(abstain_below=0.0), Options(abstain_below=0.5, top_k=7), TODAY)
    assert (chosen.abstain_below, chosen.top_k) == (0.0, 7)


def test_claims_become_lines() -> None:
    assert claims_text(("Uno\nes uno.", " Dos. ")) == "Uno es uno.\nDos."
    with pytest.raises(EmptyInput, match="Claim 2"):
        claims_text(("Uno.", "\n"))


def test_a_title_is_cleaned_and_cut() -> None:
    article = article_from(Material(text="Un hecho cierto.", given=Given(lang="es", title="T\x1b\x07" + "x" * 600)))
    assert article.title == ("T" + "x" * 600)[:LONGEST_TITLE]
    assert article_from(Material(text="Un hecho cierto.", given=Given(lang="es", title=" "))).title is None


def test_nothing_too_much_and_forbidden_addresses_are_refused() -> None:
    with pytest.raises(InputError, match="Nothing to check"):
        article_from(Material())
    with pytest.raises(InputTooLarge):
        article_from(Material(text="palabra " * 650_000))
    with pytest.raises(ForbiddenAddress):
        article_from(Material(url="http://[::1]/"))
