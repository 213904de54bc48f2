from __future__ import annotations

from factcheck.language.topics import topics


def test_topics_by_language() -> None:
    assert [t.code for t in topics("La ley cambia el déficit más que antes.", "es")] == [
        "law",
        "statistic",
        "comparison",
    ]
    assert [t.code for t in topics("The court cut the budget.", "en")] == ["law", "statistic"]
    assert topics("Das Gesetz", "de") == ()
