"""Village: the system that a local safeguarding children partnership runs on."""
