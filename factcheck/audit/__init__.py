"""Archives of articles in, results and a report for editors out. Knows the steps of an audit, no models and no queues."""
