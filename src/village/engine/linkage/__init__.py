"""Decides which records of several agencies are the same child; it sees no events."""
