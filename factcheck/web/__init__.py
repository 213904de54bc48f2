"""Pages for people, served by the same process as the API. Knows no models and no routes of the API."""
