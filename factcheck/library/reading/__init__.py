"""What a newsroom brings, read into sources and facts: one module per kind of file."""
