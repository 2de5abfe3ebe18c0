"""What agencies send, and what became of it."""
