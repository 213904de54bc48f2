"""Measuring: datasets, metrics as pure functions, runs over models and pipeline."""
