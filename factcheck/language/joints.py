"""Which words between two phrases only tie them together: "Francia, Alemania y Noruega", "the population of Norway". Knows es and en."""

from __future__ import annotations

_LISTING = {
    "es": frozenset({",", "y", "e", "ni", ", ni", "o", "u"}),
    "en": frozenset({",", "and", ", and", "nor", ", nor", "or", "&"}),
}
_BELONGING = {
    "es": frozenset(
        (
            "de",
            "del",
            "la",
            "las",
            "los",
            "el",
            "en",
            "para",
            "sus",
            "su",
            "exportaciones",
            "importaciones",
            "ventas",
            "compras",
            "capital",
        )
    ),
    "en": frozenset(("of", "the", "in", "for", "to", "its", "exports", "imports", "goods")),
}
_POSSESSIVE = frozenset({"'s", "’s", "'", "’", ""})


def lists_on(between: str, lang: str) -> bool:
    """True where the words between two names make them members of one list."""
    return between.strip().lower() in _LISTING.get(lang, ())


def belongs(between: str, lang: str) -> bool:
    """True where the words between an attribute and the name behind it make it that name's: "of the", "de las exportaciones de"."""
    return all(word in _BELONGING.get(lang, ()) for word in between.lower().split())


def is_possessive(between: str) -> bool:
    """True where a name stands right before what is its own: "Norway's population", "French exports"."""
    return between.strip().lower() in _POSSESSIVE
