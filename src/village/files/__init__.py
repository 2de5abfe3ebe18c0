"""Bytes that people bring: sealed, by content hash."""
