"""Before and after a date, in Spanish and English."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck.domain import Period
from factcheck.language.dates import times
from factcheck.language.sides import is_open, meant


def _meant(lang: str, text: str) -> Period:
    (time,) = times(text, lang, None)
    period = meant(text, lang, time)
    assert period is not None
    return period


@pytest.mark.parametrize(
    ("lang", "text", "side", "day"),
    [
        ("es", "El acuerdo se firmó antes de junio de 2019.", "last", date(2019, 5, 31)),
        ("es", "Se fundó antes del 3 de mayo de 1990.", "last", date(1990, 5, 2)),
        ("es", "Es una ley anterior a 1980.", "last", date(1979, 12, 31)),
        ("en", "He was born before 10th June 2001.", "last", date(2001, 6, 9)),
        ("en", "It opened prior to 2018.", "last", date(2017, 12, 31)),
        ("en", "It opened before the 3rd of May 1990.", "last", date(1990, 5, 2)),
        ("es", "Dimitió después del 20 de marzo de 2020.", "first", date(2020, 3, 21)),
        ("es", "Son obras posteriores a 1950.", "first", date(1951, 1, 1)),
        ("en", "It was sold after September 2017.", "first", date(2017, 10, 1)),
        ("en", "Released later than the end of 2003.", "first", date(2004, 1, 1)),
    ],
)
def test_before_is_open_to_the_past_and_after_to_the_future(lang: str, text: str, side: str, day: date) -> None:
    period = _meant(lang, text)
    assert getattr(period, side) == day
    assert is_open(period)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "Se firmó en junio de 2019, antes de la cumbre."),
        ("es", "Poco antes se reunieron: en junio de 2019."),
        ("en", "After the war, in June 2019, it opened."),
        ("en", "It rose after the 2008 crisis."),
        ("fr", "Il est né avant juin 2019."),
    ],
)
def test_a_date_without_such_words_is_its_own_days(lang: str, text: str) -> None:
    (time,) = times(text, lang, None)
    assert meant(text, lang, time) == time.period
    assert time.period is None or not is_open(time.period)


def test_a_date_without_known_days_stays_unknown() -> None:
    (time,) = times("Lo dijo antes del jueves.", "es", None)
    assert meant("Lo dijo antes del jueves.", "es", time) is None
