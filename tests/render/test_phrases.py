from __future__ import annotations

import pytest

from factcheck.render.phrases import LANGUAGES, fill, messages, phrase


@pytest.mark.parametrize(
    ("template", "values", "expected"),
    [
        ("a {x} b", {"x": "1"}, "a 1 b"),
        ("a[ {x}] b", {}, "a b"),
        ("a[ {x}[ ({y})]] b", {"x": "1"}, "a 1 b"),
        ("a[ {x}[ ({y})]] b", {"y": "2"}, "a b"),
        ("a {x} || b {y} || c", {"y": "2"}, "b 2"),
        ("a {x} || c", {}, "c"),
        ("a {x}", {}, None),
        ("a {x}", {"x": ""}, None),
    ],
)
def test_templates_leave_out_what_is_missing(template: str, values: dict[str, str], expected: str | None) -> None:
    assert fill(template, values) == expected


def test_values_are_never_read_as_templates() -> None:
    assert fill("says {x}", {"x": "{y} [z] || w", "y": "secret"}) == "says {y} [z] || w"


def test_both_languages_have_the_same_texts() -> None:
    spanish, english = messages("es"), messages("en")
    for table in ("phrases", "reasons", "units", "attributes", "data_sets"):
        assert set(spanish[table]) == set(english[table])
    assert all(text.strip() for lang in LANGUAGES for table in messages(lang).values() for text in table.values())


def test_both_languages_take_the_same_values() -> None:
    import re

    def names(text: str) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", text))

    for table in ("phrases", "reasons"):
        for code, text in messages("es")[table].items():
            assert names(text) == names(messages("en")[table][code]), code


def test_a_language_we_lack_is_answered_in_english() -> None:
    assert phrase("verdict_refuted", "pt") == "refuted"


def test_an_unknown_code_or_a_missing_value_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        phrase("no_such_phrase", "es")
    with pytest.raises(KeyError, match="said_by"):
        phrase("said_by", "es", speaker="Ana")
