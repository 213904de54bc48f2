from __future__ import annotations

from datetime import date

from factcheck.library.origins import rome_statute

COLUMNS = ("country", "iso3", "status", "signed", "ratified_or_acceded", "in_force", "withdrawn", "checked_by", "note")


def row(*values: str) -> dict[str, str]:
    return dict(zip(COLUMNS, values, strict=True)) | {"as_of": "2026-10-02"}


ROWS = [
    row("Armenia", "ARM", "party", "1999-10-01", "2023-11-14", "2024-02-01", "", "2", ""),
    row("Japan", "JPN", "party", "", "2007-07-17", "2007-10-01", "", "2", "accession"),
    row("Burundi", "BDI", "withdrawn", "1999-01-13", "2004-09-21", "2004-12-01", "2017-10-27", "1", ""),
    row("Russia", "RUS", "signatory", "2000-09-13", "", "", "", "2", ""),
    row("Kazakhstan", "KAZ", "none", "", "", "", "", "2", ""),
]


def test_lists_are_closed_dated_and_carry_their_history() -> None:
    parties = next(f for f in rome_statute.facts(ROWS) if f.attribute == "parties")
    assert parties.value == ("country:ARM", "country:JPN")
    assert parties.complete
    assert parties.as_of == date(2026, 10, 2)
    assert parties.qualifiers["since"] == {
        "country:ARM": "2024-02-01",
        "country:JPN": "2007-10-01",
        "country:BDI": "2004-12-01",
    }
    assert parties.qualifiers["until"] == {"country:BDI": "2017-10-27"}


def test_each_country_has_its_own_dates_and_says_how_many_lists_agree() -> None:
    facts = {f.id: f for f in rome_statute.facts(ROWS)}
    assert facts["rome-statute-arm-in-force"].value == "2024-02-01"
    assert facts["rome-statute-jpn-ratified-or-acceded"].qualifiers == {"note": "accession", "how": "accession"}
    assert facts["rome-statute-bdi-withdrawn"].verified_by == "one source"
    assert not facts["rome-statute-bdi-withdrawn"].single_valued
    assert not [i for i in facts if i.startswith("rome-statute-kaz")]


def test_the_register_has_no_day_of_publication_so_that_it_speaks_about_earlier_days() -> None:
    source = rome_statute.source(date(2026, 10, 2))
    assert source.published is None
    assert source.as_of == date(2026, 10, 2)
