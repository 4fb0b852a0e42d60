"""One view a page: ask a selector, fill a template."""
