"""Makes `reference_data/` again from the data files it was carried over from:
`python -m factcheck.library.prepare --data ../shared/data --out reference_data`. Knows the files; each reader knows its own."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from factcheck.domain import Fact
from factcheck.library import records
from factcheck.library.origins import dossier, factbook, memberships, rome_statute

_FILES = {
    "government": ("capital", "official_languages", "currency", "government_type", "independence"),
    "leaders": ("head_of_state", "head_of_government"),
    "people": ("population", "area", "life_expectancy"),
    "output": ("gdp_nominal", "gdp_ppp", "gdp_per_capita_ppp", "gdp_growth", "public_debt", "gini"),
    "prices_and_work": ("inflation", "unemployment"),
    "trade": ("exports", "imports", "export_partners", "import_partners"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the data, write the files, print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with reference/")
    parser.add_argument("--out", type=Path, default=Path("reference_data"))
    options = parser.parse_args(arguments)
    counts, left_out = prepare(options.data / "reference", options.out)
    for name, counted in (("facts", counts), ("left out", left_out)):
        lines = [f"{name}: {counted.total()}", *(f"  {count:6} {what}" for what, count in counted.most_common())]
        sys.stdout.write("\n".join(lines) + "\n")
    return 0


def prepare(data: Path, out: Path) -> tuple[Counter[str], Counter[str]]:
    """Write `sources.jsonl` and `facts/*.jsonl`; the facts per attribute, and what was left out for which reason."""
    structured, everything = data / "factbook_structured.jsonl.gz", data / "factbook_all.jsonl.gz"
    made = factbook.facts(structured, everything)
    parties = rome_statute.read(data / "rome_statute.csv")
    seed_sources, seed_facts = dossier.read(data / "seed_facts.jsonl")
    files: dict[str, list[Fact]] = {
        name: [fact for fact in made.facts if fact.attribute in attributes] for name, attributes in _FILES.items()
    }
    files["memberships"] = memberships.facts(structured, everything) + dossier.memberships(seed_facts)
    files["rome_statute"] = rome_statute.facts(parties)
    files["dossier"] = seed_facts
    as_of = date.fromisoformat(max(row["as_of"] for row in parties))
    sources = [rome_statute.source(as_of), memberships.SOURCE, *seed_sources, *factbook.sources(made.files)]
    used = {fact.source_id for facts in files.values() for fact in facts}
    records.write(out / records.SOURCES_FILE, (source for source in sources if source.id in used))
    for name, facts in files.items():
        ordered = facts if name == "dossier" else sorted(facts, key=lambda fact: fact.id)
        records.write(out / records.FACTS_FOLDER / f"{name}.jsonl", ordered)
    return Counter(fact.attribute for facts in files.values() for fact in facts), made.left_out


if __name__ == "__main__":
    sys.exit(main())
