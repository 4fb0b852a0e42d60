"""Django app: the reader's pages."""
