"""Stage 4: what the passages found say about a claim, and the verdict that follows. Knows no index and no model file."""
