"""Durable work around checks: queues, workers that may die, webhooks that arrive."""
