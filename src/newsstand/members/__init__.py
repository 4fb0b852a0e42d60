"""Accounts, trial, plans, entitlement, billing, reading, statements."""
