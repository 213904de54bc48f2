"""What a text says, with spans: sentences, numbers, dates, names, negations. Pure; one table per language."""
