"""The pages of accounts: allauth's, in our frame, and the few of our own."""
