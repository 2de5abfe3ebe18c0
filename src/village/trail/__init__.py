"""Who did, read, exported or was refused what."""
