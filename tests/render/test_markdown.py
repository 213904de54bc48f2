from __future__ import annotations

from factcheck.render.markdown import escaped, report_markdown
from tests import samples


def test_every_claim_has_a_section_with_reason_and_evidence() -> None:
    made = report_markdown(samples.report())
    assert made.startswith("# Comercio en Nortelandia\n")
    assert made.count("\n## ") == 5
    assert "**✓ la apoya**" in made
    assert "<https://example.org/anuario>" in made
    assert "| 27\\.000 millones de dólares | 26\\.100 millones de dólares |" in made


def test_text_from_outside_cannot_format_or_link() -> None:
    assert (
        escaped("[x](javascript:1) <script> **b** | #")
        == "\\[x\\]\\(javascript\\:1\\) \\<script\\> \\*\\*b\\*\\* \\| \\#"
    )
    assert escaped("a\n# b") == "a \\# b"
