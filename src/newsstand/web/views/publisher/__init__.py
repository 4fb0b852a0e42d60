"""Pages of those who speak for titles."""
