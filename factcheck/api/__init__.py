"""The HTTP interface under /v1 and the plain form at /."""
