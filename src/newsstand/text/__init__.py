"""Words, sentences, dates, names, quotes, numbers, URLs, markup, fingerprints."""
