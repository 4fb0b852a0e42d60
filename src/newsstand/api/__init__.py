"""JSON, protocols of reader apps, feeds out."""
