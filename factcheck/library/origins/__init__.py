"""Where the shipped reference data came from: one reader per data file."""
