"""The neural networks: where they come from, how they are provided and checked, and how they are run."""
