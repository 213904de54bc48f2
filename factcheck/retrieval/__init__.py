"""Stage 3: claims find passages in the reference index. The only place that knows FAISS and the lexical index."""
