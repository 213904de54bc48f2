"""How the shipped weights were made, as code with a fixed seed."""
