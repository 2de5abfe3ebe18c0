"""The verbs of returns: expect, receive, check, accept, refuse, withdraw, keep."""
