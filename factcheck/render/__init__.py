"""A report as JSON, text, CSV or HTML. The only place that writes sentences for people."""
