"""What a page needs from the store: few queries, no text that is not shown."""
