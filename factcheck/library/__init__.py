"""The newsroom's sources: reading and changing them, and the index that follows."""
