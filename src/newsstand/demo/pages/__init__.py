"""A title's pages: what stands on them (`views`), what they say to machines (`structured`), how they look (`designs`)."""
