"""The editors' desk: only the owner and editors learn that it is there."""
