"""Editions by e-mail, alerts, e-books."""
