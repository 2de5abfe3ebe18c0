"""What we tell in public, and who tests it."""
