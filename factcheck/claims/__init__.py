"""Stage 2: an article becomes claims, each an exact span with a self-contained form, a kind and how much it is worth checking."""
