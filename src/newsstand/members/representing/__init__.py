"""People who speak for titles: how they prove it, what they see, what they ask of us."""
