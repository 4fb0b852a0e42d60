"""The way through the house: entries, pages, articles, stories, briefs, editions; one use case a step.

Each step finds its work in the rows, decides in the engine, and stores what it decided in one transaction, so
that it can be killed anywhere and run again.
"""
