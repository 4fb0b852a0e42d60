"""Lead stories, related stories, For You; each score with its reasons."""
