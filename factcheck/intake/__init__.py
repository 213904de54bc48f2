"""Stage 1: text, HTML, PDF or a URL becomes an `Article` whose canonical text every later span counts in."""
