"""The body of an article: which lines of the page it is made of, and what kind each one is."""
