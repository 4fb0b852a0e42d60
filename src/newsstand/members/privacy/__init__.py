"""What is kept of readers: all of it told, all of it given, and taken out when they go or its time is over."""
