"""Words of `newsstand manage` about titles and what they let us do."""
