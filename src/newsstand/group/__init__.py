"""Articles -> stories, online; copies."""
