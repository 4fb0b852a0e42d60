"""Feed bytes -> entries; what changed; when to ask again; OPML."""
