from __future__ import annotations

from datetime import date

from factcheck.language.months import month_name

DAY = date(2023, 11, 9)


def test_months_as_people_write_them() -> None:
    assert month_name(DAY, "es") == "noviembre de 2023"
    assert month_name(DAY, "en") == "November 2023"
    assert month_name(DAY, "es", with_day=True) == "9 de noviembre de 2023"


def test_iso_where_the_language_is_unknown() -> None:
    assert month_name(DAY, "xx") == "2023-11"
    assert month_name(DAY, "xx", with_day=True) == "2023-11-09"
