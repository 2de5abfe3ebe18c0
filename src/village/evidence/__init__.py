"""What we learn: how close we are."""
