"""Accounts: who may sign up and in, and what follows from it."""
